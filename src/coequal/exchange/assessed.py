"""Many people assessed under one policy: a table of answers that other tools take as Arrow, and the counts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from warnings import warn

import pyarrow as pa

from coequal.eligibility.rules import Rules
from coequal.eligibility.shown import Grid, html, markdown
from coequal.errors import CoequalWarning
from coequal.exchange.frames import Mapped, open_frame
from coequal.policies.model import Policy
from coequal.policies.words import SEEN
from coequal.populations.answered import Answered
from coequal.populations.assess import Population, warnings
from coequal.populations.measures import STATUSES, Asked
from coequal.populations.overlooked import overlooked
from coequal.populations.question import Question
from coequal.populations.tally import Counter, Tally, in_order, processors

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


_DECIDE: Final = "Software assesses, people decide."


class Assessed:
    """The answers about each person, in their order. Software assesses, people decide.

    `counts` says how many people come to which outcome; `attrition` how many have which status of each criterion and are
    left after it; `report` all counts, as `coequal assess --json` prints them; `said` what has to be known beside them.
    """

    def __init__(self, policy: Policy, table: pa.Table, report: Mapping[str, Any], said: Sequence[str]) -> None:
        """Take the answers and the counts."""
        self.policy, self._table, self.report, self.said = policy, table, report, tuple(said)

    @property
    def counts(self) -> dict[str, int]:
        """How many people come to each outcome of the treatment sought; those whose facts deny one another to none."""
        return dict(self._own["outcomes"])

    @property
    def attrition(self) -> list[dict[str, Any]]:
        """Of each criterion how many people have which status, and how many are left after it."""
        return [dict(one) for one in self._own["attrition"]]

    @property
    def _own(self) -> Mapping[str, Any]:
        (found,) = self.report["policies"].values()
        return found  # type: ignore[no-any-return]  # of JSON

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}: {number:,}" for name, number in self.counts.items())
        return f"<{len(self):,} people under {self.policy.id}@{self.policy.version}: {counts}>"

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The answers, for whatever takes Arrow: `polars.DataFrame(assessed)`."""
        return self._table.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """The answers as an Arrow table."""
        return self._table

    def to_pandas(self) -> "pd.DataFrame":
        """The answers as a frame of pandas, in which a whole number, or a truth, that may be missing is of its nullable type."""
        import pandas as pd  # noqa: PLC0415  # only who has it asks for it

        nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        return self._table.to_pandas(types_mapper=nullable.get)

    def to_polars(self) -> "pl.DataFrame":
        """The answers as a frame of Polars."""
        import polars as pl  # noqa: PLC0415  # only who has it asks for it

        return pl.DataFrame(self._table)

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts."""
        return html(self._grids())

    def _repr_markdown_(self) -> str:
        """The same where a notebook is written as Markdown."""
        return markdown(self._grids())

    def _grids(self) -> list[Grid]:
        seen = f"{SEEN[self.policy.completeness]}. " if self.policy.completeness != "whole" else ""
        caption = f"{len(self):,} people under {self.policy.id}, {self.policy.version}. {seen[:1].upper()}{seen[1:]}{_DECIDE}"
        rows = [[one["clause"] or "", one["title"], *(f"{one[status]:,}" for status in STATUSES)] for one in self.attrition]
        return [
            Grid(caption, ("Outcome", "People"), [(name, f"{number:,}") for name, number in self.counts.items()]),
            Grid("Criteria", ("Clause", "Criterion", *STATUSES), rows),
            *([Grid("To be known", ("What",), [(one,) for one in self.said])] if self.said else []),
        ]


def assess_people(rules: Rules, people: Any, columns: Mapped | None, keep: str | Sequence[str]) -> Assessed:
    """The answers of a policy about people. Raises `CoequalError` where they cannot be read.

    Warns of a column that was not read though it was perhaps to hold a fact, because of that fact nothing is known then.
    """
    policy = rules.policy
    keep = [keep] if isinstance(keep, str) else keep
    opened = open_frame(people, policy.vocabulary, columns)
    question = Question([Asked(policy.id, rules)], policy.vocabulary, opened.columns)
    population = Population(opened.source, opened.laid_out)
    reader = population.read()
    rows = Answered(rules, question, keep, reader.words)
    schema = rows.schema(opened.source.schema)
    counter = Counter(question, reader, population.groups, also=rows.kernel.columns, beside=rows.keep)
    counter.check(opened.source.schema)

    def work(found: pa.RecordBatch) -> tuple[Tally, pa.RecordBatch]:
        batch, implausible = reader.batch(found)
        return counter.count_batch(found, batch, implausible), rows.of(batch, found, schema)

    total, answered = Tally(), []
    for counted, batch in in_order(work, opened.source.batches(counter.columns), processors()):
        total.add(counted)
        answered.append(batch)
    doubts = list(overlooked(question, opened.laid_out, opened.source.schema.names, keep))
    for doubt in doubts:
        warn(doubt, CoequalWarning, stacklevel=3)  # at the line that calls `assess`
    report = question.report(total)
    said = [*doubts, *warnings(question, opened.laid_out, total), *_said_of_readings(policy, report)]
    return Assessed(policy, pa.Table.from_batches(answered, schema), report, said)


def _said_of_readings(policy: Policy, report: Mapping[str, Any]) -> Iterator[str]:
    """Of each other reading that changes anybody's outcome, of how many."""
    (found,) = report["policies"].values()
    cited = {criterion.id: criterion.cited for criterion in policy.criteria}
    for one in found["readings"]:
        if number := one["people"]:
            whose = "1 person" if number == 1 else f"{number:,} people"
            yield f"It depends on how the policy is read: of {whose}, on {cited[one['criterion']]}, read as “{one['label']}”."
