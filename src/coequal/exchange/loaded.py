"""What `coequal.load` and `coequal.sql` give: a policy that assesses one case or a whole table of people, and its SQL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, overload

from coequal.eligibility.assessment import Assessment
from coequal.eligibility.assessor import Assessor, find
from coequal.eligibility.shown import Grid, html, markdown
from coequal.errors import CoequalError
from coequal.exchange.one_row import python_values
from coequal.facts.case import Case
from coequal.policies.library import Library
from coequal.policies.model import Policy

if TYPE_CHECKING:
    from coequal.exchange.assessed import Assessed
    from coequal.exchange.sql.columns import Columns
    from coequal.exchange.sql.query import Form


@contextmanager
def _needed(what: str) -> Iterator[None]:
    """While this lasts, a part that is not installed is said in one sentence."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise CoequalError(f"To {what}, {error.name} has to be installed: pip install 'coequal[bulk]'.") from None


class Frame(Protocol):
    """What can be taken as a table of Arrow: a frame of pandas or Polars, a table of Arrow, a relation of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The stream that Arrow's own interface defines."""


class Loaded(Assessor):
    """One version of a policy, ready to assess one case or a table of people. A notebook shows its criteria."""

    @overload
    def assess(self, facts: Mapping[str, object] | Case) -> Assessment: ...

    @overload
    def assess(
        self, facts: Frame | str | Path, *, columns: Mapping[str, str] | str | Path | None = None, keep: str | Sequence[str] = ()
    ) -> "Assessed": ...

    def assess(
        self,
        facts: Mapping[str, object] | Case | Frame | str | Path,
        *,
        columns: Mapping[str, str] | str | Path | None = None,
        keep: str | Sequence[str] = (),
    ) -> "Assessment | Assessed":
        """The assessment of one case, given as a mapping of fact names to values; or of all people in a table or a file.

        In a mapping a missing value of pandas is not known, as it is in a frame.
        A file is Parquet, CSV or Arrow. A table's columns are called after the facts (`patient_bmi`, `amh_date`), or `columns`
        says what they are called, or names a mapping file; `keep` are columns that stand beside the answers.
        Warns by a `CoequalWarning` of a column that was not read though its name is nearly that of a fact.
        Raises `CoequalError` on what cannot be used.
        """
        if isinstance(facts, Case):
            return super().assess(facts)
        if isinstance(facts, Mapping):
            return super().assess(python_values(facts))
        with _needed("assess many people"):
            from coequal.exchange.assessed import assess_people  # noqa: PLC0415  # what one case does not need
        return assess_people(self.rules, facts, columns, keep)

    @property
    def columns(self) -> dict[str, str]:
        """The columns that a table of people may have, by name, and what stands in each."""
        with _needed("name columns"):
            from coequal.exchange.sql.columns import standard  # noqa: PLC0415  # see above
        return {name: one.says for name, one in standard(self.policy.vocabulary.dictionary).items()}

    @property
    def data(self) -> dict[str, Any]:
        """The policy as plain data, as `coequal.schema("policy")` describes it: its front matter and its blocks."""
        from coequal.exchange.schemas.policy import policy_data  # noqa: PLC0415  # what an assessment does not need

        return policy_data(self.policy.file)

    def __repr__(self) -> str:
        return f"<Policy {self.policy.id}@{self.policy.version}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the criteria."""
        return html(self._grids())

    def _repr_markdown_(self) -> str:
        """The same where a notebook is written as Markdown."""
        return markdown(self._grids())

    def _grids(self) -> list[Grid]:
        policy = self.policy
        caption = f"{policy.title} ({policy.id}, version {policy.version}, {policy.status}, {policy.completeness})"
        rows = [(one.clause or "", one.title, one.kind, ", ".join(one.treatments)) for one in policy.criteria]
        return [Grid(caption, ("Clause", "Criterion", "Kind", "For"), rows)]


def load(name: str | Path, on: date | str | None = None, library: str | Path | Sequence[str | Path] | None = None) -> Loaded:
    """The policy with an id, or in a file, ready to assess cases of the day `on`, such as 2023-05-02, or of today.

    `library` names a folder of your own, or several. Raises `CoequalError` where there is no such policy, none that binds on
    that day, or a mistake in it.
    """
    day = _day(on)
    folders = [library] if isinstance(library, str | Path) else library
    opened = Library(None if folders is None else [Path(folder) for folder in folders])
    return Loaded(find(opened, str(name), lambda _policy: day), opened)


def _day(on: object) -> date | None:
    """A day as a date, or as ISO 8601 writes it. Raises `CoequalError` for anything else, such as a time of day."""
    match on:
        case None:
            return None
        case str():
            try:
                return date.fromisoformat(on)
            except ValueError:
                pass
        case date() if not isinstance(on, datetime):
            return on
    raise CoequalError(f'"on" cannot be {on!r}. It is a date, or a text such as "2023-05-02".')


def sql(
    policy: str | Path | Policy | Assessor,
    dialect: str = "duckdb",
    table: str = "people",
    columns: "Columns | None" = None,
    form: "Form" = "query",
    *,
    key: str = "id",
    view: str | None = None,
) -> str:
    """A policy, by its id, its file or itself, as a query or, by `form="view"`, as a view over a table of people.

    `dialect` names the database, `table` the table of people, `key` its column that says who is who, `view` the view.
    A query has no semicolon at its end, so that it may stand in brackets within another; SQL Server needs a view for that.
    `columns` are the columns of facts that the table has, by the names of `Loaded.columns`; or what they are called there,
    with their type where it is not the dictionary's, `{"patient_bmi": "bmi", "amh": ("amh_result", "DOUBLE PRECISION")}`; or
    the path of a mapping file. Without it every column that the policy needs is there. Of a fact without a column nothing is
    known. Raises `CoequalError` where a name is none, or where the database cannot hold the policy.
    """
    with _needed("write SQL"):
        from coequal.exchange.sql.query import sql as written  # noqa: PLC0415  # what one case does not need
    found = policy if isinstance(policy, Policy | Assessor) else load(policy)
    meant = found.policy if isinstance(found, Assessor) else found
    return written(meant, dialect, table, columns, form, key=key, view=view)
