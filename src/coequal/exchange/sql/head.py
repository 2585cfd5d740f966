"""The comment at the head of a file of SQL: which policy it is, who decides, what the table holds, what comes out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.comparison.naming import titled
from coequal.eligibility.outcome import DECIDING
from coequal.eligibility.rules import Rules
from coequal.exchange.sql.columns import standard
from coequal.policies.words import SEEN
from coequal.populations.answers import CONTRADICTORY, DEPENDS, Answer
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import Dialect

_PEOPLE_DECIDE: Final = (
    "Software assesses, people decide: no answer here is a decision.",
    "The commissioner's own document stands; this is what software takes it to mean.",
)
_TRIED: Final = "its tests run such queries there"
_NOT_TRIED: Final = "its tests do not run it there: they only read it back"
_ANSWERS: Final = (
    "An outcome is one of: eligible, not eligible, for judgement, not known.",
    "A status is one of: met, not met, not known, for judgement, not applicable.",
    f"Where {DEPENDS} is true the outcome is no plain yes or no: it depends on how the policy is read.",
    "An amount is NULL where it is not known, and where the policy does not state it.",
    f"Of whom {CONTRADICTORY} is true the facts deny one another, and every answer is NULL.",
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the comment tells of; `used` are the columns that the query looks at, by the dictionary's names.

    `deciding` are those of them on which an answer rests; the others only show whose facts deny one another.
    """

    rules: Rules
    dialect: Dialect
    table: str
    key: str
    there: Mapping[str, SqlColumn]
    used: Collection[str]
    deciding: Collection[str]
    answers: Sequence[Answer]

    def __str__(self) -> str:
        """The lines of the comment: whatever a policy says, none of it gets out of its line."""
        return "\n".join(f"-- {' '.join(line.split())}".rstrip() for line in self._lines())

    def _lines(self) -> Iterator[str]:
        policy, own = self.rules.policy, self.dialect
        yield titled(policy)
        yield f"Policy {policy.id}, version {policy.version}, text {policy.digest}"
        yield f"Completeness: {policy.completeness} ({SEEN[policy.completeness]})"
        yield from _PEOPLE_DECIDE
        yield f"Written by coequal for {own.says}; {_TRIED if own.is_tried else _NOT_TRIED}."
        yield f"To run: have a table {self.table} with the column {self.key}, which names each person,"
        yield "and with these columns, NULL where something is not known:"
        yield ""
        yield from self._columns()
        yield ""
        yield from _ANSWERS
        for answer in self.answers:
            yield f"{answer.name}: {answer.says}"
        yield from self._readings()

    def _readings(self) -> Iterator[str]:
        """The other readings on which an outcome may depend, by their names."""
        deciding = [one for one in self.rules.criteria if one.kind in DECIDING]
        if found := [f"{one.cited}, read as “{other.label}”" for one in deciding for other in one.readings]:
            yield ""
            yield f"Where {DEPENDS} is true, one of these readings gives another outcome:"
            yield from found

    def _columns(self) -> Iterator[str]:
        yield from self._those(self.deciding)
        if others := [name for name in self.used if name not in self.deciding]:
            yield ""
            yield f"No answer rests on these. They only show of whom the facts deny one another ({CONTRADICTORY});"
            yield "where the table lacks one, name to coequal the columns that it has, and this one is left out:"
            yield ""
            yield from self._those(others)
        if absent := self._absent():
            yield f"Of these it is not told, so nothing is known of them: {', '.join(absent)}"

    def _those(self, wanted: Collection[str]) -> Iterator[str]:
        for name, one in standard(self.rules.policy.vocabulary.dictionary).items():
            if name in wanted:
                yield f"{self.there[name].name} {self.there[name].type}: {one.says}"

    def _absent(self) -> list[str]:
        """The facts that the policy mentions, that may be given, and for which the table has no column."""
        vocabulary = self.rules.policy.vocabulary
        wanted = vocabulary.basis(self.rules.mentioned)
        facts = vocabulary.dictionary.facts.values()
        return [fact.name for fact in facts if fact.name in wanted and fact.formula is None and fact.column not in self.there]
