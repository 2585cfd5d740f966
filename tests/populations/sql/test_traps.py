"""Where databases are known to differ from one another, or from what is meant: none of it shows, on any of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.errors import CoequalError
from coequal.facts.dictionary import read_dictionary
from coequal.populations import terms
from coequal.populations.graph import Graph
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.terms import Term
from tests.criteria.strategies import DICTIONARY, VOCABULARY
from tests.populations.sql.places import Home

NAN, INFINITE = float("nan"), float("inf")


def table(**columns: list[Any] | pa.Array) -> pa.Table:
    """A table with a key."""
    first = next(iter(columns.values()))
    return pa.table({"id": list(range(len(first))), **columns})


def days(*texts: str | None) -> pa.Array:
    """A column of days."""
    return pa.array([None if text is None else date.fromisoformat(text) for text in texts], pa.date32())


def test_what_is_no_number_is_not_known(home: Home) -> None:
    """NaN is no more than 5.4, as most databases think, but not known; so is what no AMH can be."""
    found = home.ask("AMH > 5.4", table(amh=[NAN, 5.39, 5.4, 5.41, INFINITE, -INFINITE, 1e300, None, 300.0, 300.01]))

    assert found == [None, False, False, True, None, None, None, None, True, None]


@pytest.mark.parametrize("name", ["duckdb", "postgresql", "spark"])
def test_numbers_of_32_bits_are_refused(name: str, homes: Any, request: pytest.FixtureRequest) -> None:
    """Where 5.4 is more than 5.4, nobody is counted; the message says what to do."""
    with pytest.raises(CoequalError, match=r"AMH \(column amh\) has numbers of 32 bits, in which 5.4 is more than 5.4. Give the"):
        homes.of(name, request).ask("AMH > 5.4", table(amh=pa.array([5.4], pa.float32())))


def test_somebody_born_on_29_february_reaches_an_age_on_1_march(home: Home) -> None:
    """In a common year; and on the day itself in a leap year."""
    on = days("2023-02-28", "2023-03-01", "2024-02-28", "2024-02-29", None)
    born = days(*["1984-02-29"] * 5)

    assert home.ask("age(born, referral date) >= 39", table(born=born, referral_date=on)) == [False, True, True, True, None]
    assert home.ask("age(born, referral date)", table(born=born, referral_date=on)) == [38, 39, 39, 40, None]
    assert home.ask("full months(born, referral date)", table(born=born, referral_date=on)) == [467, 468, 479, 480, None]


def test_numbers_are_compared_as_numbers_not_as_text(home: Home) -> None:
    """10.2 is more than 5.4, which as text it is not."""
    assert home.ask("AMH > 5.4", table(amh=[10.2, 5.4])) == [True, False]


@pytest.mark.parametrize("wide", [True, False])
def test_the_middle_of_two_decimals_goes_to_the_even_one(home: Home, wide: bool) -> None:
    """24.25 is read as 24.2 and 24.35 as 24.4, whether the column floats or is decimal; what lies beside the middle, to its side."""
    given = ["24.25", "24.35", "24.250001", "24.349999", "24.2", "9.95", "9.949", "80.05", "80.050001", "24.75"]
    read = [*map(Decimal, ["24.2", "24.4", "24.3", "24.3", "24.2", "10.0"]), None, Decimal("80.0"), None, Decimal("24.8")]
    numbers = pa.array(map(float, given)) if wide else pa.array(map(Decimal, given), pa.decimal128(20, 6))

    assert home.ask("BMI", table(bmi=numbers)) == read


def test_whole_numbers_are_numbers(home: Home) -> None:
    """A column of whole numbers holds a number with decimal places too."""
    assert home.ask("BMI + 0.1", table(bmi=[24, 9, None])) == [Decimal("24.1"), None, None]


def test_quotation_marks_stay_in_the_words(home: Home) -> None:
    """A word of a choice may hold quotation marks, backslashes and letters of any kind; it is compared as it stands."""
    words = ['it\'s \\ "so"', "Ünique", "x'); DROP TABLE cases; --", "\\' OR 1 = 1"]
    listed = ", ".join(f"'{word.replace(chr(39), chr(39) * 2)}': so" for word in words)
    own = made(f"  c: {{type: choice, says: her choice, values: {{{listed}}}}}\n")
    found = table(c=[*words, "another", None])

    for place, word in enumerate(words):
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        expected = [place == other for other in range(len(words))] + [None, None]
        assert home.ask(f'c = "{escaped}"', found, vocabulary=own) == expected


def test_quotation_marks_stay_in_the_names_of_columns(home: Home) -> None:
    """A hostile name of a column is only a name."""
    graph = Graph(made("  n: {type: number, says: her number, plausible: 0 .. 9}\n"))
    name = 'n"]`; DROP TABLE cases; --'
    put = home.put(pa.table({"id": [1], name: [5]}))
    columns = home.engine.columns(put)
    term = graph.fact("n")

    assert home.engine.rows(put, graph, [term], "id", {"n": columns[name]}) == {1: (5,)}
    assert [(group.value, group.rows) for group in home.engine.count(put, graph, [], by=name)] == [(5, 1)]


def test_the_least_of_what_is_not_known_is_not_known(home: Home) -> None:
    """LEAST and GREATEST leave NULL out on some databases."""
    given = table(cycles=[1, None, 3], months_trying=[2, 2, None])

    assert home.ask("min(cycles, 2)", given) == [1, None, 2]
    assert home.ask("max(cycles, 2)", given) == [2, None, 3]


def test_a_day_that_its_month_lacks_becomes_the_last_of_the_month(home: Home) -> None:
    """31 March less a month is the last of February; a month after 31 January too."""
    on = days("2023-03-31", "2024-03-31", "2024-01-31", "2024-02-29", "2023-12-31")
    given = table(referral_date=on)

    assert home.ask("referral date - 1 month", given) == [
        *(date(2023, 2, 28), date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 29), date(2023, 11, 30))
    ]
    assert home.ask("referral date + 12 months", given) == [
        *(date(2024, 3, 31), date(2025, 3, 31), date(2025, 1, 31), date(2025, 2, 28), date(2024, 12, 31))
    ]
    assert home.ask("referral date + 13 months", given)[2:4] == [date(2025, 2, 28), date(2025, 3, 29)]


def test_a_day_may_be_moved_by_what_differs_for_everybody(home: Home) -> None:
    """By months or days between other days, clamped and within the calendar too."""
    given = table(
        born=days("1990-01-31", "2050-02-28", "1990-03-01"),
        trying_since=days("1989-12-31", "2050-01-28", "1990-03-01"),
        referral_date=days("2024-03-31", "2024-01-31", "2024-05-05"),
    )

    assert home.ask("referral date + years and months duration(trying since, born)", given) == [
        *(date(2024, 4, 30), date(2024, 2, 29), date(2024, 5, 5))
    ]
    assert home.ask("referral date - (born - trying since)", given) == [date(2024, 2, 29), date(2023, 12, 31), date(2024, 5, 5)]


def test_what_leaves_the_calendar_is_not_known(home: Home) -> None:
    """Years before 1 and after 9999 do not exist, whatever a database thinks."""
    given = table(
        referral_date=days("2024-02-29", "2100-01-01"), born=days("1930-01-01", "2100-01-01"), trying_since=days("2090-01-01", None)
    )

    assert home.ask("referral date + 7975 years", given) == [date(9999, 2, 28), None]
    assert home.ask("referral date - 2024 years", given) == [None, date(76, 1, 1)]
    assert home.ask("referral date - 20000 years", given) == [None, None]
    assert home.ask("referral date + 0 days - 739675 days", given) == [None, date(74, 11, 3)]
    assert home.ask("referral date + 999999 days + 999999 days + 912777 days", given) == [date(9999, 1, 26), None]
    assert home.ask("referral date + 999999 days + 999999 days + 999999 days", given) == [None, None]
    assert home.ask('date("9990-01-01") + (trying since - born)', given) == [None, None]
    assert home.ask('date("9990-01-01") + years and months duration(born, trying since)', given) == [None, None]
    assert home.ask('date("9999-12-31") - years and months duration(trying since, trying since)', given) == [
        date(9999, 12, 31),
        None,
    ]


def test_an_age_that_reaches_beyond_the_calendar_is_counted(home: Home) -> None:
    """Nobody is 2,100 years old, and that is known."""
    given = table(born=days("1990-02-28", None), referral_date=days("2024-02-28", "2024-02-28"))

    assert home.ask("age(born, referral date) >= 2100", given) == [False, None]


def test_truths_may_be_written_as_noughts_and_ones(home: Home) -> None:
    """What is neither is not known."""
    assert home.ask("not(smokes)", table(smokes=[1, 0, None, 7])) == [False, True, None, None]


def test_a_column_that_holds_nothing_is_known_of_nobody(homes: Any, request: pytest.FixtureRequest) -> None:
    """Its type does not matter; a fact without a column is not known either."""
    home = homes.of("duckdb", request)
    empty = "SELECT 1 AS id, NULL AS amh, NULL AS smokes, NULL AS born, NULL AS partner"
    engine, graph = home.engine, Graph(VOCABULARY, ["amh", "smokes", "born", "partner"])
    columns = {name: SqlColumn(name, '"NULL"') for name in graph.columns}
    for name in ("AMH", "smokes", "born", "partner", "cycles", "partner smokes", "trying since", "area"):
        assert engine.rows(empty, graph, [graph.fact(name)], "id", columns) == {1: (None,)}


def test_a_database_may_have_days_that_python_has_not(homes: Any, request: pytest.FixtureRequest) -> None:
    """PostgreSQL's infinity and its years before Christ are not known."""
    engine = homes.of("postgresql", request).engine
    query = (
        "SELECT * FROM (VALUES (1, DATE 'infinity'), (2, DATE '0044-03-15 BC'), (3, DATE '2024-02-29')) AS t (id, screened_date)"
    )
    graph = Graph(VOCABULARY)
    on = graph.put(Term(terms.GIVEN_DATE, (), "screened", terms.DAY, 0, terms.FIRST_DAY, terms.LAST_DAY))

    assert engine.rows(query, graph, [on], "id") == {1: (None,), 2: (None,), 3: (date(2024, 2, 29),)}


def test_words_and_durations_come_as_they_are(home: Home) -> None:
    """A word as text, a duration as the number of its months or days."""
    given = table(partner=["man", None], born=days("1990-01-31", None), referral_date=days("2024-02-28", None))
    graph, put = Graph(VOCABULARY), home.put(given)
    born, referral = graph.fact("born"), graph.fact("referral date")
    months = graph.put(Term(terms.MONTHS_BETWEEN, (referral, born), None, terms.MONTHS, 0, -2000, 2000))
    wanted = [graph.fact("partner"), months, graph.arithmetic("-", referral, born)]

    assert home.engine.rows(put, graph, wanted, "id") == {0: ("man", -408, 12446), 1: (None, None, None)}


def test_decimals_of_as_many_places_are_not_rounded(homes: Any, request: pytest.FixtureRequest) -> None:
    """PostgreSQL says of a column how many places it keeps."""
    home = homes.of("postgresql", request)
    given = table(amh=pa.array([Decimal("5.40"), Decimal("300.01"), None], pa.decimal128(9, 2)))

    assert home.ask("AMH", given, {"amh": "numeric(9, 2)"}) == [Decimal("5.4"), None, None]
    assert home.engine.columns("cases_" + str(home.tables))["amh"].type == "numeric(9, 2)"


def test_an_error_of_ours_is_not_taken_for_the_databases(home: Home) -> None:
    """Only what the database raises is said to be its own."""
    with pytest.raises(ZeroDivisionError), home.engine.telling():
        raise ZeroDivisionError


def test_text_that_is_no_day_is_not_known(homes: Any, request: pytest.FixtureRequest) -> None:
    """SQLite keeps days as text, and any text."""
    given = table(born=["2000-02-29", "2001-02-29", "29/02/2000", "", "2000-02-29 10:00"])

    assert homes.of("sqlite", request).ask("born", given) == [date(2000, 2, 29), None, None, None, None]


def test_words_may_stand_for_others(homes: Any, request: pytest.FixtureRequest) -> None:
    """A table has its own words for true and false and for choices; a word that means nothing, or is none, is not known."""
    engine = homes.of("duckdb", request).engine
    query = "SELECT * FROM (VALUES (1, 'Y', 'M', '1'), (2, 'N', 'none', '26A'), (3, '?', 'F', '-')) AS t (id, s, p, a)"
    columns = {
        "smokes": SqlColumn("s", "VARCHAR", {"Y": "true", "N": "false", "?": None}),
        "partner": SqlColumn("p", "VARCHAR", {"M": "man"}),
        "area": SqlColumn("a", "VARCHAR", {"1": "QMM", "-": None}),
        "partner_smokes": SqlColumn("s", "VARCHAR", {"?": None}),
    }
    graph = Graph(VOCABULARY, columns)
    found = engine.rows(query, graph, [graph.fact(name.replace("_", " ")) for name in columns], "id", columns)

    assert found == {1: (True, "man", "QMM", None), 2: (False, "none", "26A", None), 3: (None, None, None, None)}


def made(facts: str) -> Vocabulary:
    """A vocabulary of one or two facts."""
    head = DICTIONARY.split("facts:")[0]
    return vocabulary(read_dictionary(f"{head}facts:\n{facts}", "test.yaml"))


def test_numbers_of_different_places_are_added_exactly(home: Home) -> None:
    """0.01 more than 24.1 is more than 24.1, and 0.01 more than 24 is not."""
    assert home.ask("BMI + 0.01 > 24.1", table(bmi=[24.0, 24.1, None])) == [False, True, None]


def test_durations_are_added(home: Home) -> None:
    """Months with months, and days with days."""
    born, on = days("2023-01-31", "2023-02-01", None), days("2024-01-31", "2024-01-31", "2024-01-31")
    people = table(born=born, referral_date=on)

    assert home.ask("years and months duration(born, referral date) + 12 months >= 24 months", people) == [True, False, None]
    assert home.ask("referral date - born + 1 days > 365 days", people) == [True, False, None]
