"""Tests of the cells: every person has the outcome and the amounts that the reference gives, under the part of her area."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.cells import Cells, count_cells
from coequal.comparison.options.counting import OUTCOMES
from coequal.comparison.options.course import ALL
from coequal.comparison.options.file import Options, read_options
from coequal.comparison.options.people import People, open_people
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assess import assess
from coequal.errors import CoequalError
from coequal.facts.case import read_case
from coequal.policies.library import Library
from coequal.populations.sources import Table
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table
from tests.comparison.options.building import EXAMPLE, plain, written

LIBRARY = Library()
SHELF = Shelf(LIBRARY, EXAMPLE.parent, date(2026, 11, 1))
AREA_PARTS = {"04Y": 0, "05D": 1, "05Q": 0, "05V": 0, "05W": 2, "05G": 3}


@pytest.fixture(scope="module")
def options() -> Options:
    """The example."""
    return read_options(EXAMPLE, SHELF)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The words of assisted conception."""
    return LIBRARY.vocabulary("assisted-conception")


def with_table(people: People, table: pa.Table) -> People:
    """The same people's layout over other rows."""
    return replace(people, source=Table(table))


@pytest.fixture(scope="module")
def people(options: Options, vocabulary: Vocabulary) -> People:
    """Synthetic people as records have them, with facts that are not known, living all over the example's areas."""
    opened = open_people(replace(options, people=replace(options.people, count=10)), vocabulary)  # type: ignore[arg-type]
    areas = opened.source.table["patient_area"].type.value_type  # type: ignore[attr-defined]
    table = make_table(Recipe(150, 4))
    codes = [list(AREA_PARTS)[place % len(AREA_PARTS)] for place in range(150)]
    return with_table(opened, table.set_column(table.schema.names.index("patient_area"), "patient_area", pa.array(codes, areas)))


@pytest.fixture(scope="module")
def cells(options: Options, vocabulary: Vocabulary, people: People) -> Cells:
    """These people in cells."""
    return count_cells(options, people, vocabulary)


def facts_of(row: dict[str, Any], vocabulary: Vocabulary) -> dict[str, object]:
    """A row as a case has it."""
    found: dict[str, object] = {}
    for fact in vocabulary.dictionary.facts.values():
        value = row.get(fact.column)
        if fact.formula is None and value is not None:
            on = row.get(f"{fact.column}_date")
            unit = {"unit": fact.unit} if fact.other_units else {}
            dated = {"date": on} if on else {}
            found[fact.name] = {"value": value, **unit, **dated} if unit or dated else value
    return found


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_every_person_is_where_the_reference_puts_her(
    options: Options, vocabulary: Vocabulary, people: People, cells: Cells
) -> None:
    """Outcomes, cycles and transfers under all five candidates are those of single assessments, person by person."""
    wanted: Counter[tuple[int, ...]] = Counter()
    for row in people.source.table.to_pylist():  # type: ignore[attr-defined]
        case = read_case(facts_of(row, vocabulary), vocabulary.dictionary)
        cell: list[int] = []
        for candidate in options.candidates:
            part = candidate.parts[AREA_PARTS[row["patient_area"]] if len(candidate.parts) > 1 else 0]
            found = assess(part.rules, case, str).treatments["ivf"]
            refused = found.outcome == "not eligible"
            cycles = found.amounts[part.cycles] if isinstance(part.cycles, str) else part.cycles
            transfers = found.amounts[part.transfers] if isinstance(part.transfers, str) else part.transfers
            some = 0 if refused else int(cycles or 0)
            cell += [OUTCOMES.index(found.outcome), some, int(transfers) if some else 0]
        wanted[tuple(cell)] += 1
    got: Counter[tuple[int, ...]] = Counter()
    for place, count in enumerate(cells.counts):
        one = zip(cells.outcomes[place], cells.cycles[place], cells.transfers[place], strict=True)
        got[tuple(int(number) for three in one for number in three)] += int(count)
    assert got == wanted
    assert cells.people == 150


def test_ages_and_groups_add_up(cells: Cells, people: People) -> None:
    """Bands of age are where treatment starts, and the groups of each way of grouping are everybody once."""
    rows = people.source.table.to_pylist()  # type: ignore[attr-defined]

    def band(row: dict[str, Any]) -> int:
        born, on = row["patient_date_of_birth"], row["treatment_start_date"]
        if born is None or on is None:
            return -1
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return sum(years >= first for first in (35, 38, 40, 43))

    for number in range(-1, 5):
        assert cells.counts[cells.ages == number].sum() == sum(band(row) == number for row in rows), number
    for groups in cells.by.values():
        assert (sum(groups.values()) == cells.counts).all()
    assert {name: int(counts.sum()) for name, counts in cells.by["Part of the area"].items()} == dict.fromkeys(
        sorted(AREA_PARTS), 25
    )


def test_batches_do_not_matter(options: Options, vocabulary: Vocabulary, people: People, cells: Cells) -> None:
    """People who come in several batches fall into the same cells."""
    table = people.source.table  # type: ignore[attr-defined]
    parts = pa.concat_tables([table.slice(0, 40), table.slice(40, 1), table.slice(41)])
    again = count_cells(options, with_table(people, parts), vocabulary)
    assert (again.counts == cells.counts).all()
    assert (again.outcomes == cells.outcomes).all()
    assert all((again.by[label][name] == counts).all() for label, groups in cells.by.items() for name, counts in groups.items())


def test_who_falls_under_no_part_is_not_known(options: Options, vocabulary: Vocabulary, people: People) -> None:
    """Someone of another area, or of none, is not known under a candidate with parts, and is counted."""
    table = people.source.table  # type: ignore[attr-defined]
    place = table.schema.names.index("patient_area")
    elsewhere = table.set_column(place, "patient_area", pa.array(["26A"] * 100 + [None] * 50, table.schema.field(place).type))
    found = count_cells(options, with_table(people, elsewhere), vocabulary)
    assert found.unplaced == (150, 150, 0, 0, 0)
    assert set(found.outcomes[:, 0]) == {OUTCOMES.index("not known")}
    assert found.cycles[:, 0].sum() == 0


def test_whose_number_of_cycles_is_not_known_counts_as_having_none(
    options: Options, vocabulary: Vocabulary, people: People
) -> None:
    """Of a woman whose age is not known NICE gives no number of cycles; she is counted, and expects nothing."""
    table = people.source.table  # type: ignore[attr-defined]
    place = table.schema.names.index("patient_date_of_birth")
    first = table["patient_date_of_birth"].to_pylist()
    unborn = table.set_column(place, "patient_date_of_birth", pa.array([None] * 100 + first[100:], pa.date32()))
    found = count_cells(options, with_table(people, unborn), vocabulary)
    nice = 3
    unknown = (found.ages == -1) & (found.outcomes[:, nice] != 0)
    assert found.unstated[nice] == found.counts[unknown].sum() > 0
    assert found.cycles[unknown, nice].sum() == 0
    assert found.unstated[4] == 0  # always one partial cycle


def test_without_anybody_of_known_age_there_are_no_births(options: Options, vocabulary: Vocabulary, people: People) -> None:
    """Where nobody's age is known the appraisal says so instead of counting nothing."""
    table = people.source.table.drop_columns(["patient_date_of_birth"])  # type: ignore[attr-defined]
    layouts = {column: layout for column, layout in people.layouts.items() if column[0] != "patient date of birth"}
    with pytest.raises(CoequalError, match="nobody of whom patient age at treatment is known"):
        count_cells(options, replace(people, source=Table(table), layouts=layouts), vocabulary)


def test_another_service_has_no_births(options: Options, people: People) -> None:
    """A service without an age at treatment cannot be appraised, and the message says why."""
    with pytest.raises(CoequalError, match="Births go by patient age at treatment, of which sterilisation knows nothing"):
        count_cells(options, people, LIBRARY.vocabulary("sterilisation"))


def test_only_those_who_are_meant_are_counted(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A condition leaves only people of whom it is known to hold; contradictory people are set apart."""
    found = read_options(written(tmp_path, {**plain(), "where": 'patient area = "05W"'}), replace(SHELF, folder=tmp_path))
    opened = open_people(found, vocabulary)
    table = opened.source.table  # type: ignore[attr-defined]
    there = table["patient_area"].to_pylist().count("05W")
    assert 0 < there < 400
    assert count_cells(found, opened, vocabulary).people == there
    for name, value, kind in (("trying_since", date(2020, 1, 1), pa.date32()), ("months_trying", 1, pa.int16())):
        values = pa.array([value] * 100 + table[name].to_pylist()[100:], kind)
        table = table.set_column(table.schema.names.index(name), name, values)
    clash = count_cells(replace(found, where=None), with_table(opened, table), vocabulary)
    assert (clash.contradictory, clash.people) == (100, 300)


def test_every_embryo_is_more_than_any_number(options: Options) -> None:
    """Where a policy sets no number of transfers, or `all` is said, no cap is reached; the policy of 2024 has its own amount."""
    assert [candidate.parts[0].transfers for candidate in options.candidates] == [ALL, ALL, 8, ALL, "embryo transfers"]
    assert [[part.transfers for part in one.parts] for one in options.candidates[:2]] == [[ALL, 2, 8, 1], [ALL, 2, 4, 1]]


def test_a_condition_that_cannot_be_read_is_said_with_its_place(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """A mistake in a part's condition or in the file's own names the line and suggests the fact that may be meant."""
    found = plain()
    found["candidates"]["two"]["where"] = 'patient aera = "05W"'
    options = read_options(written(tmp_path, found), replace(SHELF, folder=tmp_path))
    with pytest.raises(CoequalError, match="patient area") as refused:
        count_cells(options, open_people(options, vocabulary), vocabulary)
    assert refused.value.place is not None
    assert (
        refused.value.place.line
        == written(tmp_path, found).read_text(encoding="utf-8").split("\n").index('    where: patient aera = "05W"') + 1
    )
