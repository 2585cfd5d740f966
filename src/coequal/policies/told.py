"""A policy told in plain English, as structure: what stands at its top, then section by section what its file says.

How it is laid out, in a terminal, on a page or on paper, is for whoever shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from coequal.criteria.describe import Line, describe, describe_amount
from coequal.criteria.phrases import Phrases
from coequal.criteria.syntax import Literal, Node
from coequal.facts.dates import say_date
from coequal.organisations.register import Organisations
from coequal.policies.markdown import Block, Heading, Part, Prose, without_examples
from coequal.policies.model import Criterion, Exceptions, OtherReading, Owner, Policy, Provider, Treatment, clauses
from coequal.policies.printed import read_providers
from coequal.policies.words import say_evidence, say_printed

_MET: Final = {
    "requirement": "Met when",
    "readiness": "Ready for referral when",
    "judgement": "A person has to judge where",
}
_UNTESTED: Final = {
    "judgement": "A person has to judge this.",
    "duty": "A duty of the provider; nothing about the case is tested.",
    "information": "For information; nothing is tested.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A text and what it is about, such as "Otherwise"; a whole sentence has no label."""

    label: str
    text: str

    @property
    def line(self) -> str:
        """The remark on one line."""
        return f"{self.label}: {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so, on one line or with a list under it."""

    label: str
    says: str
    under: tuple[Line, ...] = ()

    @property
    def line(self) -> str:
        """The condition but for its list: a sentence where it has none."""
        return f"{self.label} {self.says}{'' if self.under else '.'}"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, and the list under it."""

    text: str
    under: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Funded:
    """A treatment, and what is said of each of its amounts."""

    name: str
    amounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Treatments:
    """What a policy funds."""

    funded: tuple[Funded, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A criterion: for which treatments it is, what is tested, what else is said of it, and how else it may be read.

    `only_for` names treatments where it is not for all of them.
    """

    criterion: Criterion
    only_for: tuple[str, ...]
    tested: tuple[Remark | Condition, ...]
    remarks: tuple[Remark, ...]
    readings: tuple[Remark | Condition, ...]


@dataclass(frozen=True, slots=True)
class Providers:
    """Who provides the treatment."""

    providers: tuple[Provider, ...]


Said = Prose | Treatments | Clause | Providers | Exceptions


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading. `headings` are the ones that come first here: its own, and those above it."""

    headings: tuple[Heading, ...]
    blocks: tuple[Said, ...]


def about(policy: Policy, organisations: Organisations) -> tuple[Remark, ...]:
    """What stands at the top of a policy: its family, owners, dates, source, and what was looked for in vain."""
    return tuple(_about(policy, organisations))


def _about(policy: Policy, organisations: Organisations) -> Iterator[Remark]:
    if policy.family is not None:
        yield Remark("", f"One of the policies of the family {policy.family}: one wording, with a table of local values")
    for owner in policy.owners:
        yield Remark("Owner", say_owner(owner, organisations))
    days = (("In force from", policy.starts), ("For cases from", policy.cases_from), ("In force until", policy.ends))
    for name, day in (*days, ("Ratified", policy.ratified), ("Review due", policy.review_due)):
        if day is not None:
            yield Remark(name, say_printed(day))
    seen = f", seen on {say_date(policy.source.seen)}" if policy.source.seen else ""
    yield Remark("Source", f"{policy.source.title}{seen}. {policy.source.url or ''}")
    if policy.not_found:
        yield Remark("Not found in what was seen", f"{'; '.join(policy.not_found)}.")


def say_owner(owner: Owner, organisations: Organisations) -> str:
    """An owner by its name, and while it owned the policy."""
    body = organisations.bodies.get(owner.code)
    until = f" until {say_date(owner.until)}" if owner.until else ""
    return f"{body.name if body else 'a body'} ({owner.code}) from {say_date(owner.since)}{until}"


def sections(policy: Policy, phrases: Phrases) -> tuple[Section, ...]:
    """The file in its order, each heading with what stands under it; examples are left out, and so are headings of nothing."""
    return tuple(_sections(policy, phrases))


def _sections(policy: Policy, phrases: Phrases) -> Iterator[Section]:
    criteria = iter(policy.criteria)  # as many as there are blocks, and in their order
    waiting: list[Heading] = []
    blocks: list[Said] = []
    for part in without_examples(policy.file.parts):
        if isinstance(part, Heading):
            if blocks:
                yield Section(tuple(waiting), tuple(blocks))
                waiting, blocks = [], []
            waiting = [*(above for above in waiting if above.level < part.level), part]
        else:
            blocks.append(_said(part, criteria, policy, phrases))
    if blocks:
        yield Section(tuple(waiting), tuple(blocks))


def _said(part: Part, criteria: Iterator[Criterion], policy: Policy, phrases: Phrases) -> Said:
    match part:
        case Block(kind="criterion"):
            return _clause(next(criteria), policy, phrases)
        case Block(kind="treatments"):
            return Treatments(tuple(_funded(treatment, phrases) for treatment in policy.treatments))
        case Block(kind="providers"):
            return Providers(tuple(read_providers(part, policy.file.file)))
        case Block():
            assert policy.exceptions is not None  # its block is what is told
            return policy.exceptions
        case _:
            assert isinstance(part, Prose)
            return part


def _funded(treatment: Treatment, phrases: Phrases) -> Funded:
    return Funded(treatment.name, tuple((name, describe_amount(amount, phrases)) for name, amount in treatment.amounts.items()))


def _clause(criterion: Criterion, policy: Policy, phrases: Phrases) -> Clause:
    every = len(criterion.treatments) == len(policy.treatments)
    names = () if every else tuple(one.name for one in policy.treatments if one.id in criterion.treatments)
    told = (
        ("Results that count", say_evidence(criterion, phrases)),
        ("Decided elsewhere, by", criterion.commissioner),
        ("Decides instead of", _overridden(criterion, policy)),
        ("Otherwise", criterion.otherwise),
        ("Our reading", criterion.reading),
        ("Printed as", criterion.printed and f"“{criterion.printed}”"),
        ("Why", criterion.why),
        ("Source", criterion.source),
        ("To be repeated", criterion.repeat_after and f"if treatment starts more than {criterion.repeat_after} after the test"),
    )
    return Clause(
        criterion,
        names,
        tuple(_tested(criterion, phrases)) if criterion.found else (),
        tuple(Remark(label, text) for label, text in told if text),
        tuple(said for other in criterion.readings for said in _reading(other, phrases)),
    )


def _tested(criterion: Criterion, phrases: Phrases) -> Iterator[Remark | Condition]:
    """When it applies and when it is met; of what tests nothing, that it does not."""
    if criterion.applies_when is not None:
        yield _condition("Applies when", criterion.applies_when, phrases)
    if criterion.condition is not None:
        yield _condition(_MET[criterion.kind], criterion.condition, phrases)
    elif criterion.kind in _UNTESTED:
        yield Remark("", _UNTESTED[criterion.kind])


def _overridden(criterion: Criterion, policy: Policy) -> str:
    """What does not apply where this criterion does."""
    under = [other for other in policy.criteria if other.id in criterion.overrides] if criterion.overrides else []
    return "; ".join(f"{clauses(other.clause)} ({other.title})" for other in under)


def _reading(other: OtherReading, phrases: Phrases) -> Iterator[Remark | Condition]:
    lead = f"Read as “{other.label}”, it"
    if other.applies_when is not None:
        yield _condition(f"{lead} applies when", other.applies_when, phrases)
    if isinstance(other.condition, Literal):
        yield Remark("", f"{lead} is {describe(other.condition, phrases)[0].text} met.")
    else:
        yield _condition(f"{lead} is met when", other.condition, phrases)


def item(said: Remark | Condition) -> Item:
    """What is said of a criterion as a line, with the list under it."""
    return Item(said.line, _items(said.under, 1) if isinstance(said, Condition) else ())


def _items(lines: Sequence[Line], depth: int) -> tuple[Item, ...]:
    """The lines of a list as lists in lists."""
    starts = [place for place, line in enumerate(lines) if line.depth == depth]
    spans = pairwise([*starts, len(lines)])
    return tuple(Item(lines[start].text, _items(lines[start + 1 : end], depth + 1)) for start, end in spans)


def _condition(label: str, node: Node, phrases: Phrases) -> Condition:
    first, *rest = describe(node, phrases)
    return Condition(label, first.text, tuple(rest))
