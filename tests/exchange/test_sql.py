"""The text of exported SQL: its head, its columns, its names in each dialect, and what is refused."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from coequal.errors import CoequalError
from coequal.exchange.sql.query import sql, view_name
from coequal.policies.library import Library
from coequal.populations.sql.dialects import DIALECTS
from tests.populations.sql.exported import generated_people

POLICIES = {policy.id: policy for policy in Library().policies()}
NORFOLK = POLICIES["norfolk-and-waveney/assisted-conception"]
BRISTOL = "bristol-north-somerset-and-south-gloucestershire"
SHORT = POLICIES["stoke-on-trent/sterilisation"]
EVERY = pytest.mark.parametrize("dialect", DIALECTS)


def flat(text: str) -> str:
    """The text without its comment, on one line."""
    return " ".join(line.strip() for line in text.splitlines() if not line.startswith("--"))


@EVERY
def test_every_policy_is_written_and_reads_back(dialect: str) -> None:
    """One of each service and the longest: one query of that dialect, the same each time."""
    for policy in {policy.service: policy for policy in POLICIES.values()}.values():
        text = sql(policy, dialect)
        (read,) = sqlglot.parse(text, dialect=dialect)

        assert isinstance(read, exp.Select)
        assert sql(policy, dialect) == text
        assert [one.alias_or_name.casefold() for one in read.selects][:2] == ["id", "outcome"]


@EVERY
def test_the_head_says_what_it_is(dialect: str) -> None:
    """The policy, its version, its text, how much of it was seen, and that people decide."""
    head = [line for line in sql(NORFOLK, dialect).splitlines() if line.startswith("--")]
    said = "\n".join(head)

    for wanted in (
        f"{NORFOLK.id}, version {NORFOLK.version}, text {NORFOLK.digest}",
        "Completeness: ",
        "people decide",
        "in kg/m²",
    ):
        assert wanted in said
    assert ("its tests do not run it there" in said) is (dialect in ("databricks", "tsql", "snowflake"))


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ("duckdb", ["patient_bmi DECIMAL(4, 2)", "patient_smokes BOOLEAN", "partner TEXT", "amh_date DATE"]),
        ("postgres", ["patient_bmi DECIMAL(4, 2)", "patient_smokes BOOLEAN", "partner TEXT", "amh_date DATE"]),
        ("sqlite", ["patient_bmi REAL", "patient_smokes BOOLEAN", "partner TEXT", "amh_date DATE"]),
        ("databricks", ["patient_bmi DECIMAL(4, 2)", "patient_smokes BOOLEAN", "partner STRING", "amh_date DATE"]),
        ("tsql", ["patient_bmi NUMERIC(4, 2)", "patient_smokes BIT", "partner NVARCHAR(100)", "amh_date DATE"]),
        ("snowflake", ["PATIENT_BMI DECIMAL(4, 2)", "PATIENT_SMOKES BOOLEAN", "PARTNER VARCHAR", "AMH_DATE DATE"]),
    ],
)
def test_columns_have_the_types_of_the_database(dialect: str, said: list[str]) -> None:
    """As the head lists them."""
    found = sql(NORFOLK, dialect)

    for column in said:
        assert f"-- {column}: " in found


def test_the_head_names_the_readings_on_which_an_outcome_may_depend() -> None:
    """Beside the column that says of whom it does; a policy that is read in one way only names none."""
    found = sql(NORFOLK, "duckdb")
    assert '"depends_on_reading"' in found
    assert "-- Body mass index (clause 4), read as “below 30”" in found
    plain = next(one for one in POLICIES.values() if not any(criterion.readings for criterion in one.criteria))
    assert "one of these readings" not in sql(plain, "duckdb")
    assert '"depends_on_reading"' in sql(plain, "duckdb")


def test_sql_server_gets_no_truths() -> None:
    """Neither as values nor as conditions by themselves; the whole library, so that no construct escapes."""
    for policy in POLICIES.values():
        found = flat(sql(policy, "tsql"))

        assert not re.search(r"\b(TRUE|FALSE|BOOLEAN)\b", found)
        assert not re.search(r"WHEN \[\w+\] THEN", found)
        assert "LIMIT" not in found


def test_snowflake_finds_what_was_made_without_quotation_marks() -> None:
    """It keeps such names in capitals; a name with capitals of its own is meant as it stands."""
    found = flat(sql(SHORT, "snowflake", "clinic.people", form="view"))

    assert 'CREATE VIEW "STOKE_ON_TRENT_STERILISATION_' in found
    assert 'FROM "CLINIC"."PEOPLE"' in found
    assert 'AS "OUTCOME"' in found
    assert 'FROM "Clinic"."People"' in flat(sql(SHORT, "snowflake", "Clinic.People"))


def test_a_view_is_the_query_under_a_name() -> None:
    """One of its own or one that is given."""
    query, view = sql(SHORT, "duckdb"), sql(SHORT, "duckdb", form="view", view="reports.who")

    assert flat(view) == f'CREATE VIEW "reports"."who" AS {flat(query)};'


def test_a_query_stands_in_brackets_within_another() -> None:
    """It has no semicolon at its end."""
    columns = {"patient_bmi": ("bmi", "DOUBLE")}
    with closing(duckdb.connect()) as duck, closing(sqlite3.connect(":memory:")) as lite:
        for dialect, database in (("duckdb", duck), ("sqlite", lite)):
            query = sql(NORFOLK, dialect, columns=columns)
            database.execute("CREATE TABLE people (id INTEGER, bmi DOUBLE)")
            database.execute("INSERT INTO people VALUES (1, 41.5), (2, 42.5), (3, NULL)")
            found = database.execute("SELECT body_mass_index, count(*) FROM (" + query + ") AS answers GROUP BY 1")  # noqa: S608  # the query under test
            assert set(found.fetchall()) == {("not met", 2), ("not known", 1)}


def test_every_view_has_a_name_of_its_own_that_every_database_keeps() -> None:
    """A long one is cut, and ends in a fingerprint."""
    found = [view_name(policy) for policy in Library().policies()]

    assert len(set(found)) == len(found)
    assert max(map(len, found)) <= 63
    assert re.fullmatch(r"bristol_.*_[0-9a-f]{8}", view_name(POLICIES[f"{BRISTOL}/assisted-conception"]))


def test_one_day_may_be_that_of_several_facts() -> None:
    """As where one sample of blood was taken for two results."""
    assert '"taken"' in sql(NORFOLK, "duckdb", columns={"amh": "a", "amh_date": "taken", "referral_date": "taken"})


def test_a_table_may_have_other_names_and_types() -> None:
    """A type that is named is what the column is read as; what the table lacks is not known, and the head says so."""
    found = sql(
        NORFOLK, "postgres", columns={"patient_bmi": ("Body Mass", "double precision"), "patient_smokes": "smoker"}, key="nhs"
    )

    assert "-- Body Mass double precision: her body mass index" in found
    assert "-- smoker BOOLEAN: whether she smokes" in found
    assert "so nothing is known of them: " in found
    assert 'FLOOR("patient_bmi" * 100)' in found
    assert '"kept 1" AS "nhs"' in found


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"dialect": "bigquery"}, 'There is no kind of SQL called "bigquery" here'),
        ({"columns": ["patient_bmj"]}, 'No fact has a column "patient_bmj". Did you mean "patient_bmi"'),
        ({"columns": "patient_bmi"}, "patient_bmi: This cannot be read: No such file or directory."),
        ({"columns": [5]}, 'No fact has a column "5".'),
        ({"columns": {"patient_bmi": ""}}, """The column for "patient_bmi" is given as ''. Give its name"""),
        ({"columns": {"patient_bmi": 5}}, 'The column for "patient_bmi" is given as 5. Give its name as text, or a pair'),
        ({"columns": {"patient_bmi": ("bmi", "")}}, "is given as ('bmi', '')"),
        ({"columns": {"patient_bmi": "x", "amh": "x"}}, 'The column "x" stands for "patient BMI" and for "AMH"'),
        ({"columns": {"patient_bmi": ("bmi", "REAL")}}, "numbers of 32 bits"),
        ({"columns": {"patient_bmi": ("bmi", "TEXT")}}, "patient BMI has to be a number, but the column bmi is TEXT"),
        ({"table": "a.b.c.d"}, '"a.b.c.d" does not name a table'),
        ({"key": "outcome"}, "cannot have a column outcome"),
        ({"form": "view", "view": "v" * 64}, "longer than the 63 letters"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, object], says: str) -> None:
    """In one sentence, with what is wrong by name."""
    with pytest.raises(CoequalError, match=re.escape(says)):
        sql(NORFOLK, **{"dialect": "duckdb", **options})


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("patient BMI: {column: bmi, unit: st}", 'so the "unit" and the "values" of patient BMI cannot be used'),
        ("patient smokes: {column: smoker, values: {j: true}}", 'so the "unit" and the "values" of patient smokes cannot'),
        ("patient BMJ: bmi", 'There is no fact called "patient BMJ" to be given.'),
    ],
)
def test_a_mapping_file_that_sql_cannot_follow_is_refused(tmp_path: Path, mapping: str, says: str) -> None:
    """With its name, and what to do instead."""
    (path := tmp_path / "ours.yaml").write_text(mapping, encoding="utf-8")

    with pytest.raises(CoequalError, match=re.escape(says)) as refused:
        sql(NORFOLK, "duckdb", columns=path)

    assert "ours.yaml" in str(refused.value)


def test_a_mapping_file_may_say_the_unit_that_a_fact_has(tmp_path: Path) -> None:
    """Nothing is to be changed then."""
    (path := tmp_path / "ours.yaml").write_text("patient BMI: {column: bmi, unit: kg/m²}", encoding="utf-8")
    assert sql(NORFOLK, "duckdb", columns=path) == sql(NORFOLK, "duckdb", columns={"patient_bmi": "bmi"})


def test_the_head_says_on_which_columns_no_answer_rests() -> None:
    """What only shows contradictions stands by itself; without it the query is still one, and the answers look at all the rest."""
    said = sql(NORFOLK, "duckdb")
    needed, _, others = said.partition("-- No answer rests on these.")
    kept = re.findall(r"^-- (\w+) [A-Z]+(?:\(.*?\))?: ", needed, re.MULTILINE)
    left_out = re.findall(r"^-- (\w+) [A-Z]+(?:\(.*?\))?: ", others, re.MULTILINE)
    assert "patient_bmi" in kept
    assert "children_of_this_relationship" in left_out
    without = sql(NORFOLK, "duckdb", columns=kept)
    assert "No answer rests on these" not in without
    assert not [name for name in left_out if f'"{name}"' in without]
    people = generated_people("assisted-conception", 300).table
    full, less = (duckdb.from_arrow(people).query("people", text).to_arrow_table().to_pylist() for text in (said, without))
    assert any(row["contradictory"] for row in full)
    kept_answers = [(one, other) for one, other in zip(full, less, strict=True) if not one["contradictory"]]
    assert len(kept_answers) > 100
    assert [one for one, other in kept_answers if one != other] == []


def test_two_answers_of_one_name_are_refused() -> None:
    """A criterion may not be called as an answer is."""
    (first, *others) = SHORT.criteria
    policy = replace(SHORT, criteria=(replace(first, id="outcome"), *others))

    with pytest.raises(CoequalError, match=r"would both stand in a column outcome. Give one of the criteria"):
        sql(policy, "duckdb")


def test_nothing_gets_out_of_its_place() -> None:
    """A name with quotation marks or lines stays a name."""
    found = sql(SHORT, "duckdb", 'people"; DROP TABLE x; --', form="view", view='v"\n; DROP TABLE y')

    assert len(sqlglot.parse(found, dialect="duckdb")) == 1
    assert '"people""; DROP TABLE x; --"' in found


def test_the_longest_queries_are_refused_where_they_do_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how large it is, and what does it instead."""
    monkeypatch.setitem(DIALECTS, "sqlite", replace(DIALECTS["sqlite"], most_columns=3))

    with pytest.raises(CoequalError, match=r"which is more than SQLite takes. Assess it with coequal assess"):
        sql(SHORT, "sqlite")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"form": "viwe"}, '"viwe" is no form of SQL. Take query or view.'),
        ({"key": "contradictory"}, "cannot have a column contradictory"),
        ({"key": "Contradictory"}, "cannot have a column contradictory"),
        ({"key": ""}, "the column of the key has no name"),
    ],
)
def test_a_form_and_a_key_that_are_none_are_refused(asked: dict[str, Any], says: str) -> None:
    """No query is written that the caller did not ask for, or that a database cannot run."""
    with pytest.raises(CoequalError, match=re.escape(says)):
        sql(SHORT, "duckdb", **asked)
