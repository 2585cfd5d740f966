"""`coequal show`: a policy in plain English."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coequal.cli import usual as shared
from coequal.cli.text import heading, paragraph, policy_line
from coequal.criteria.describe import describe, describe_amount
from coequal.criteria.phrases import Phrases
from coequal.criteria.syntax import Literal, Node
from coequal.eligibility.assessor import find
from coequal.facts.dates import say_date
from coequal.policies.binding import Chosen
from coequal.policies.library import Library
from coequal.policies.markdown import Block, Heading, Prose, put_together, without_examples
from coequal.policies.model import Criterion, OtherReading, Policy, clauses
from coequal.policies.words import say_evidence, say_printed

_KINDS = {
    "requirement": "Met when",
    "readiness": "Ready for referral when",
    "judgement": "A person has to judge where",
}
_UNTESTED = {
    "judgement": "A person has to judge this.",
    "duty": "A duty of the provider; nothing about the case is tested.",
    "information": "For information; nothing is tested.",
}


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    shared.policy(command)
    command.add_argument("--markdown", action="store_true", help="print the policy file itself, to start another one from")


def run(options: Namespace) -> int:
    """Print the policy's wording, and under each clause what we take it to mean."""
    library = Library(options.library)
    chosen = find(library, options.policy, lambda _policy: None, or_latest=True)
    if options.markdown:
        print(put_together(chosen.policy.file), end="")
        return 0
    phrases = Phrases(chosen.policy.vocabulary.dictionary.facts, library.area)
    print("\n".join([*_head(chosen, library), *_body(chosen.policy, phrases)]))
    return 0


def _head(chosen: Chosen, library: Library) -> Iterator[str]:
    policy = chosen.policy
    yield policy.title
    yield policy_line(policy)
    for said in chosen.assumptions:
        yield paragraph(said, "  ", "")
    if policy.family is not None:
        yield paragraph(f"One of the policies of the family {policy.family}: one wording, with a table of local values", "  ", "")
    for owner in policy.owners:
        body = library.organisations.bodies.get(owner.code)
        until = f" until {say_date(owner.until)}" if owner.until else ""
        yield paragraph(f"Owner: {body.name if body else 'a body'} ({owner.code}) from {say_date(owner.since)}{until}", "  ", "")
    days = (("In force from", policy.starts), ("For cases from", policy.cases_from), ("In force until", policy.ends))
    for name, day in (*days, ("Ratified", policy.ratified), ("Review due", policy.review_due)):
        if day is not None:
            yield paragraph(f"{name}: {say_printed(day)}", "  ", "")
    seen = f", seen on {say_date(policy.source.seen)}" if policy.source.seen else ""
    yield paragraph(f"Source: {policy.source.title}{seen}. {policy.source.url or ''}", "  ", "")
    if policy.not_found:
        yield paragraph(f"Not found in what was seen: {'; '.join(policy.not_found)}.", "  ", "")


def _body(policy: Policy, phrases: Phrases) -> Iterator[str]:
    """The file in its order, each heading with what stands under it; examples are left out."""
    criteria = iter(policy.criteria)  # as many as there are blocks, and in their order
    waiting: list[Heading] = []
    for part in without_examples(policy.file.parts):
        match part:
            case Heading(level=level):
                waiting = [*(above for above in waiting if above.level < level), part]
                continue
            case Prose():
                shown = _prose(part)
            case Block(kind="criterion"):
                shown = _criterion(next(criteria), policy, phrases)
            case Block(kind="treatments"):
                shown = _treatments(policy, phrases)
            case Block(kind="providers"):
                shown = _providers(policy)
            case _:
                shown = _exceptions(policy)
        yield from (heading(above.text) for above in waiting)
        yield from shown
        waiting = []


def _prose(part: Prose) -> Iterator[str]:
    for text in re.split(r"\n\s*\n", part.text):
        yield "\n" + paragraph(" ".join(text.split()).replace("*", ""))


def _criterion(criterion: Criterion, policy: Policy, phrases: Phrases) -> Iterator[str]:
    yield ""
    if len(criterion.treatments) < len(policy.treatments):
        names = [treatment.name for treatment in policy.treatments if treatment.id in criterion.treatments]
        yield paragraph(f"Only for {'; '.join(names)}.", "    ", "  ")
    if criterion.found:
        yield from _tested(criterion, phrases)
    for label, text in (
        ("Results that count", say_evidence(criterion, phrases)),
        ("Decided elsewhere, by", criterion.commissioner),
        ("Decides instead of", _overridden(criterion, policy)),
        ("Otherwise", criterion.otherwise),
        ("Our reading", criterion.reading),
        ("Printed as", criterion.printed and f"“{criterion.printed}”"),
        ("Why", criterion.why),
        ("Source", criterion.source),
        ("To be repeated", criterion.repeat_after and f"if treatment starts more than {criterion.repeat_after} after the test"),
    ):
        if text:
            yield paragraph(f"{label}: {text}", "    ", "  ")
    for other in criterion.readings:
        yield from _reading(other, phrases)


def _tested(criterion: Criterion, phrases: Phrases) -> Iterator[str]:
    """When it applies and when it is met; of what tests nothing, that it does not."""
    if criterion.applies_when is not None:
        yield from _condition("Applies when", criterion.applies_when, phrases)
    if criterion.condition is not None:
        yield from _condition(_KINDS[criterion.kind], criterion.condition, phrases)
    elif criterion.kind in _UNTESTED:
        yield paragraph(_UNTESTED[criterion.kind], "    ", "  ")


def _overridden(criterion: Criterion, policy: Policy) -> str:
    """What does not apply where this criterion does."""
    under = [other for other in policy.criteria if other.id in criterion.overrides]
    return "; ".join(f"{clauses(other.clause)} ({other.title})" for other in under)


def _reading(other: OtherReading, phrases: Phrases) -> Iterator[str]:
    lead = f"Read as “{other.label}”, it"
    if other.applies_when is not None:
        yield from _condition(f"{lead} applies when", other.applies_when, phrases)
    if isinstance(other.condition, Literal):
        yield paragraph(f"{lead} is {describe(other.condition, phrases)[0].text} met.", "    ", "  ")
    else:
        yield from _condition(f"{lead} is met when", other.condition, phrases)


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
            address = ", ".join(part for part in (site.address, site.county, site.postcode) if part)
            yield paragraph(f"{site.name}: {address}", "      ", "    - ")
        yield paragraph("; ".join(found for found in (provider.telephone, provider.email, provider.web) if found), "    ")


def _exceptions(policy: Policy) -> Iterator[str]:
    found = policy.exceptions
    assert found is not None  # its block is what is shown
    yield "\n" + paragraph(f"{found.route[:1].upper()}{found.route[1:]}. Who may ask: {found.who_may_ask}", "    ", "  ")
    yield paragraph(f"Whom to ask: {found.whom}{f' {found.then}' if found.then else ''}", "    ", "  ")
