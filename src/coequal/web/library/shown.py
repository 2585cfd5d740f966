"""A version of a policy as its page shows it: sections with anchors, conditions as lists in lists, and each clause's history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coequal.criteria.phrases import Phrases
from coequal.policies.markdown import Heading, unmarked
from coequal.policies.model import Criterion, Policy, clauses
from coequal.policies.told import Clause, Item, Said, item, sections
from coequal.web.library.history import Step, history
from coequal.web.shelf import shelf

_HOW = {"there": "in the first version that we know", "added": "added", "changed": "changed", "removed": "removed"}


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading of the page: at which level it stands there, and the anchor that leads to it."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A criterion as its page shows it."""

    told: Clause
    anchor: str
    name: str
    tested: tuple[Item, ...]
    readings: tuple[Item, ...]
    history: str


Part = Said | ShownClause


@dataclass(frozen=True, slots=True)
class ShownSection:
    """What stands under some headings."""

    headings: tuple[ShownHeading, ...]
    blocks: tuple[Part, ...]


def shown(policy: Policy) -> tuple[ShownSection, ...]:
    """The sections of a version."""
    phrases = Phrases(policy.vocabulary.dictionary.facts, shelf().library.area)
    past = history(policy)
    return tuple(_sections(policy, phrases, past))


def _sections(policy: Policy, phrases: Phrases, past: Mapping[str, Sequence[Step]]) -> Iterator[ShownSection]:
    level = 1
    for section in sections(policy, phrases):
        headings = []
        for heading in section.headings:
            level = min(level + 1, _level(heading))
            headings.append(ShownHeading(unmarked(heading.text), level, f"section-{heading.line}"))
        blocks = tuple(_clause(block, past) if isinstance(block, Clause) else block for block in section.blocks)
        yield ShownSection(tuple(headings), blocks)


def _level(heading: Heading) -> int:
    """The title of the page stands at level 1, and what software takes a clause to mean is headed at 4."""
    return 2 if heading.level <= 2 else 3


def _clause(clause: Clause, past: Mapping[str, Sequence[Step]]) -> ShownClause:
    criterion = clause.criterion
    return ShownClause(
        clause,
        f"clause-{criterion.id}",
        numbered(criterion),
        tuple(map(item, clause.tested)),
        tuple(map(item, clause.readings)),
        said(past.get(criterion.id, ())),
    )


def numbered(criterion: Criterion) -> str:
    """The number of a criterion at the beginning of a line: `Clause 4`."""
    number = clauses(criterion.clause)
    return f"{number[:1].upper()}{number[1:]}"


def said(steps: Sequence[Step]) -> str:
    """The history of a criterion in words; nothing of a policy that has one version."""
    told = [f"{_HOW[step.how]} ({step.version})" for step in steps]
    return f"{told[0][:1].upper()}{'; '.join(told)[1:]}." if told else ""
