"""`coequal show`: a policy in plain English."""

import re
from argparse import Namespace
from collections.abc import Iterator

from coequal.cli.text import heading, paragraph
from coequal.criteria.describe import describe, describe_amount
from coequal.criteria.phrases import Phrases
from coequal.criteria.syntax import Node
from coequal.eligibility.assessor import find
from coequal.facts.dates import say_date, say_duration
from coequal.policies.library import Library
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Criterion, Policy, PrintedDate

_KINDS = {
    "requirement": "Met when",
    "readiness": "Ready for referral when",
    "judgement": "A person has to judge where",
}


def run(options: Namespace) -> int:
    """Print the policy's wording, and under each clause what we take it to mean."""
    library = Library(options.library)
    chosen = find(library, options.policy, lambda _policy: None)
    phrases = Phrases(chosen.policy.vocabulary.dictionary.facts, library.area)
    print("\n".join([*_head(chosen.policy, library), *_body(chosen.policy, phrases)]))
    return 0


def _head(policy: Policy, library: Library) -> Iterator[str]:
    yield f"{policy.title}"
    review = ", under review" if policy.under_review else ""
    yield f"{policy.id}, version {policy.version}: {policy.status}{review}; seen: {policy.completeness}"
    for owner in policy.owners:
        body = library.organisations.bodies.get(owner.code)
        until = f" until {say_date(owner.until)}" if owner.until else ""
        yield paragraph(f"Owner: {body.name if body else 'a body'} ({owner.code}) from {say_date(owner.since)}{until}", "  ", "")
    for name, day in (("In force from", policy.starts), ("Ratified", policy.ratified), ("Review due", policy.review_due)):
        if day is not None:
            yield paragraph(f"{name}: {_printed(day)}", "  ", "")
    seen = f", seen on {say_date(policy.source.seen)}" if policy.source.seen else ""
    yield paragraph(f"Source: {policy.source.title}{seen}. {policy.source.url or ''}", "  ", "")


def _printed(day: PrintedDate) -> str:
    said = "nothing is printed" if day.printed == "none" else f"printed as {day.printed}"
    read_as = f"; read as {say_date(day.read_as)}" if day.read_as else ""
    return f"{said}{read_as}{f', because {day.because}' if day.because else ''}"


def _body(policy: Policy, phrases: Phrases) -> Iterator[str]:
    """The file in its order; examples are left out."""
    criteria = {criterion.place.line: criterion for criterion in policy.criteria}
    waiting: list[str] = []
    for part in policy.file.parts:
        match part:
            case Heading():
                waiting = [*waiting[: part.level - 2], heading(part.text)]
            case Prose():
                yield from waiting
                waiting = []
                for text in re.split(r"\n\s*\n", part.text):
                    yield "\n" + paragraph(" ".join(text.split()).replace("*", ""))
            case Block(kind="criterion", line=line):
                yield from waiting
                waiting = []
                yield from _criterion(criteria[line], phrases)
            case Block(kind="treatments"):
                yield from _treatments(policy, phrases)
            case Block(kind="providers"):
                yield from _providers(policy)
            case Block(kind="exceptions"):
                yield from _exceptions(policy)


def _criterion(criterion: Criterion, phrases: Phrases) -> Iterator[str]:
    yield ""
    if criterion.applies_when is not None:
        yield from _condition("Applies when", criterion.applies_when, phrases)
    if criterion.condition is not None:
        yield from _condition(_KINDS[criterion.kind], criterion.condition, phrases)
    if criterion.kind == "judgement" and criterion.condition is None:
        yield "  A person has to judge this."
    for label, text in (
        ("Decided elsewhere, by", criterion.commissioner),
        ("Otherwise", criterion.otherwise),
        ("We read it so", criterion.reading),
        ("Printed as", f"“{criterion.printed}”" if criterion.printed else None),
        ("Why", criterion.why),
        ("Repeat after", say_duration(criterion.repeat_after) if criterion.repeat_after else None),
    ):
        if text:
            yield paragraph(f"{label}: {text}", "    ", "  ")
    for other in criterion.readings:
        yield from _condition(f"It could also be read as “{other.label}”: met when", other.condition, phrases)


def _condition(label: str, node: Node, phrases: Phrases) -> Iterator[str]:
    first, *rest = describe(node, phrases)
    yield paragraph(f"{label} {first.text}{'' if rest else '.'}", "    ", "  ")
    for line in rest:
        indent = "  " * (line.depth + 1)
        yield paragraph(line.text, f"{indent}  ", f"{indent}- ")


def _treatments(policy: Policy, phrases: Phrases) -> Iterator[str]:
    for treatment in policy.treatments:
        yield "\n" + paragraph(treatment.name, "  ", "  ")
        for name, amount in treatment.amounts.items():
            yield paragraph(f"{name}: {describe_amount(amount, phrases)}", "      ", "    - ")


def _providers(policy: Policy) -> Iterator[str]:
    for provider in policy.providers:
        yield f"\n  {provider.name} (printed on: {provider.printed_on})"
        for site in provider.sites:
            yield paragraph(f"{site.name}: {site.address}", "      ", "    - ")
        yield paragraph("; ".join(found for found in (provider.telephone, provider.email, provider.web) if found), "    ")


def _exceptions(policy: Policy) -> Iterator[str]:
    found = policy.exceptions
    if found is not None:
        yield "\n" + paragraph(f"{found.route[:1].upper()}{found.route[1:]}. Who may ask: {found.who_may_ask}", "    ", "  ")
        yield paragraph(f"Whom to ask: {found.whom}{f' {found.then}' if found.then else ''}", "    ", "  ")
