"""A loaded policy in a notebook: people in whatever frame they come get the answers of the reference, and it shows itself."""

import datetime as dt
import math
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import csv, feather, parquet

import coequal
from coequal.eligibility.shown import Grid
from coequal.errors import CoequalError
from coequal.exchange.loaded import Loaded
from coequal.policies.binding import Chosen
from tests.populations.sql.exported import LIBRARY, example_people, expected, generated_people, names, policies

SERVICE = "assisted-conception"
NORFOLK = "norfolk-and-waveney/assisted-conception@2022-07"
PEOPLE = generated_people(SERVICE, 120)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def policy() -> Loaded:
    """A policy with two treatments."""
    return coequal.load(NORFOLK)


@pytest.mark.no_cover
def test_everybody_gets_the_answers_of_the_reference() -> None:
    """Every status, outcome and amount of the example people of every service, under many of its policies."""
    for service, every in policies().items():
        for one in every[:: max(1, len(every) // 8)]:
            found = Loaded(Chosen(one, ()), LIBRARY).assess(example_people(service).table).to_arrow()

            assert found.schema.names == names(one)
            assert list(zip(*found.to_pydict().values(), strict=True)) == expected(one, example_people(service)), one


def as_pandas(table: pa.Table) -> pd.DataFrame:
    """The usual types of pandas: times at midnight for days, floating point numbers, categories, nothing as NaN and NaT."""
    found = table.to_pandas()
    for name in ("referral_date", "amh_date"):
        found[name] = pd.to_datetime(found[name])
    return found.assign(patient_bmi=found.patient_bmi.astype(float), partner=found.partner.astype("category"))


def as_polars(table: pa.Table) -> pl.DataFrame:
    """The types that Polars has of its own: categories, and an Enum."""
    found = pl.DataFrame(table)
    sought = pl.col("treatment_sought").cast(pl.Enum(["IUI", "IVF"]))
    return found.with_columns(pl.col("partner").cast(pl.Categorical), sought)


FRAMES: dict[str, Callable[[pa.Table], Any]] = {
    "an Arrow table": lambda table: table,
    "slices of an Arrow table": lambda table: pa.concat_tables([table.slice(0, 7), table.slice(7)]),
    "a stream": lambda table: table.to_reader(10),
    "pandas": as_pandas,
    "pandas with an index": lambda table: as_pandas(table).set_index("id", drop=False),
    "Polars": as_polars,
    "DuckDB": lambda table: duckdb.from_arrow(table).filter("id >= 0"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_people_may_come_in_any_frame(name: str, policy: Loaded) -> None:
    """The answers are the same."""
    assert rows(policy.assess(FRAMES[name](PEOPLE.table))) == expected(policy.policy, PEOPLE)


def test_people_may_come_in_a_file(policy: Loaded, tmp_path: Path) -> None:
    """Parquet, Arrow or CSV, as a path or its name."""
    parquet.write_table(PEOPLE.table, tmp_path / "people.parquet")
    feather.write_feather(PEOPLE.table, str(tmp_path / "people.arrow"), compression="uncompressed")
    csv.write_csv(PEOPLE.table, tmp_path / "people.csv")

    for path in (tmp_path / "people.parquet", str(tmp_path / "people.arrow"), tmp_path / "people.csv"):
        assert rows(policy.assess(path)) == expected(policy.policy, PEOPLE), path


def rows(found: Any) -> list[tuple[Any, ...]]:
    """The answers as the reference has them."""
    return list(zip(*found.to_arrow().to_pydict().values(), strict=True))


def test_answers_go_where_they_are_wanted(policy: Loaded) -> None:
    """To Arrow, pandas and Polars, with the columns that are kept; each takes them by itself too."""
    found = policy.assess(PEOPLE.table, keep=["id"])

    assert len(found) == 120
    assert pa.table(found).equals(found.to_arrow())
    assert pl.DataFrame(found).equals(found.to_polars())
    assert found.to_pandas()["id"].tolist() == list(range(120))
    assert str(found.to_pandas()["ivf_fresh_cycles"].dtype) == "Int64"
    assert pd.DataFrame.from_arrow(found).shape == found.to_pandas().shape
    assert duckdb.sql("SELECT count(*) FROM found").fetchall() == [(120,)]


def test_the_counts_are_those_of_the_rows(policy: Loaded) -> None:
    """Of the outcomes and of each criterion; whoever contradicts is in none."""
    found = policy.assess(PEOPLE.table)
    table = found.to_polars().filter(~pl.col("contradictory"))

    assert sum(found.counts.values()) == len(table)
    assert found.counts["not known"] == (table["outcome"] == "not known").sum()
    for one in found.attrition:
        assert one["met"] == (table[one["criterion"].replace("-", "_")] == "met").sum()
    assert any("could not be assessed" in said for said in found.said)
    assert repr(found).startswith(f"<120 people under {NORFOLK}: eligible: ")


def test_what_depends_on_a_reading_is_no_plain_answer(policy: Loaded) -> None:
    """A body mass index of 30 is met as we read the clause, and not met as it may be read; a notebook says so too."""
    ends = pl.DataFrame({"patient_bmi": [29.9, 30.0, 30.1]})
    found = policy.assess(ends)
    assert found.to_polars()["depends_on_reading"].to_list() == [False, True, False]
    (said,) = [one for one in found.said if "how the policy is read" in one]
    assert said.startswith("It depends on how the policy is read: of 1 person, on Body mass index (clause ")
    assert "read as “below 30”" in found._repr_html_()


def test_a_policy_seen_in_part_says_so_beside_its_counts() -> None:
    """In the caption: nobody can be eligible under it."""
    part = next(one for one in LIBRARY.policies() if one.completeness == "partial" and one.service == "assisted-conception")
    found = coequal.load(f"{part.id}@{part.version}").assess(PEOPLE.table)
    assert "We have seen only a part of the policy" in found._repr_html_().partition("</caption>")[0]


def test_two_facts_do_not_stand_in_one_column(policy: Loaded) -> None:
    """It can only be a slip."""
    with pytest.raises(CoequalError, match='The column "x" stands for "AMH" and for "patient BMI"'):
        policy.assess(pl.DataFrame({"x": [24.0]}), columns={"patient_bmi": "x", "amh": "x"})


def test_a_column_may_be_called_otherwise(policy: Loaded, tmp_path: Path) -> None:
    """As a mapping says, by the dictionary's names, or a mapping file, by the facts'."""
    frame = pl.DataFrame({"bmi": [24.0, 40.0], "taken": [dt.date(2023, 1, 1)] * 2, "AMH": [12.0, 2.0]})
    (file := tmp_path / "columns.yaml").write_text("patient BMI: bmi\nAMH: {column: AMH, date column: taken}\n", encoding="utf-8")
    found = policy.assess(frame, columns={"patient_bmi": "bmi", "amh": "AMH", "amh_date": "taken"})

    assert found.to_polars()["body_mass_index"].to_list() == ["met", "not met"]
    assert rows(policy.assess(frame, columns=file)) == rows(found)
    assert any(said.startswith("There is no column for") for said in found.said)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("BMI", ["patient_bmi"]),
        ("Patient BMI", ["patient_bmi"]),
        ("patient-smokes", ["patient_smokes"]),
        ("smokes", ["patient_smokes", "partner_smokes"]),
        ("patient_smoke", ["patient_smokes"]),
        ("amh taken on", []),
        ("date", ["treatment_start_date", "patient_date_of_birth"]),
        ("the", []),
        ("nhs_number", []),
        ("…", []),
    ],
)
def test_a_column_that_was_perhaps_meant_for_a_fact_is_told_of(policy: Loaded, name: str, meant: list[str]) -> None:
    """By a warning, which a notebook and a script show, and beside the answers; one that is kept is meant otherwise."""
    frame = pl.DataFrame({"referral_date": [dt.date(2023, 5, 2)], name: ["x"]})
    with catch_warnings(record=True) as told:
        simplefilter("always")
        said = policy.assess(frame).said
        policy.assess(frame, keep=name)
    sentences = [f'The column "{name}" was not read. If it holds a fact, it is to be called {" or ".join(meant)}.'] * bool(meant)
    assert [(one.category, str(one.message)) for one in told] == [(coequal.CoequalWarning, said) for said in sentences]
    assert [one for one in said if one.startswith("The column")] == sentences
    assert all(one.filename == __file__ for one in told)


def test_a_column_is_not_told_of_where_its_fact_has_one(policy: Loaded) -> None:
    """The other is then another thing."""
    with catch_warnings():
        simplefilter("error")
        policy.assess(pl.DataFrame({"patient_bmi": [24.0], "BMI": [24.0]}))


def test_one_column_to_keep_may_be_named_alone(policy: Loaded) -> None:
    """A name is one name, and not its letters."""
    assert policy.assess(PEOPLE.table, keep="id").to_arrow().schema.names[0] == "id"


def test_a_policy_is_loaded_for_a_day(tmp_path: Path) -> None:
    """A date, or as ISO 8601 writes one; from a library of one's own, whose folder may be a text."""
    (tmp_path / "library.yaml").write_text("extends: shipped\n", encoding="utf-8")
    name = NORFOLK.partition("@")[0]
    for day in (dt.date(2023, 5, 2), "2023-05-02"):
        for library in (None, str(tmp_path), [tmp_path]):
            assert coequal.load(name, on=day, library=library).policy.version == "2022-07"


@pytest.mark.parametrize("day", ["2 May 2023", "", "2023-02-30", dt.datetime(2023, 5, 2), 2023, pd.Timestamp("2023-05-02")])  # noqa: DTZ001
def test_what_is_no_day_is_refused(day: Any) -> None:
    """In one sentence, whatever it is."""
    with pytest.raises(CoequalError, match=r'"on" cannot be .*\. It is a date, or a text such as "2023-05-02"\.'):
        coequal.load(NORFOLK, on=day)


@pytest.mark.parametrize(
    ("fact", "value", "meant"),
    [
        ("patient smokes", np.True_, True),
        ("patient smokes", pd.NA, None),
        ("patient smokes", None, None),
        ("patient BMI", math.nan, None),
        ("patient BMI", np.float64("nan"), None),
        ("patient BMI", np.int64(24), 24),
        ("patient BMI", {"value": np.float64(24.1), "date": pd.NaT}, {"value": 24.1}),
        ("referral date", pd.NaT, None),
        ("referral date", np.datetime64("NaT"), None),
        ("referral date", pd.Timestamp("2023-05-02"), dt.date(2023, 5, 2)),
        ("referral date", np.datetime64("2023-05-02", "ns"), dt.date(2023, 5, 2)),
        ("referral date", dt.datetime(2023, 5, 2), dt.date(2023, 5, 2)),  # noqa: DTZ001  # as Polars has it
    ],
)
def test_one_row_of_a_frame_is_a_case(fact: str, value: object, meant: object, policy: Loaded) -> None:
    """What is missing is not known, and a day is a day, as where the whole frame is read."""
    assert policy.assess({fact: value}) == policy.assess({fact: meant})


@pytest.mark.parametrize("value", [pd.Timestamp("2023-05-02 10:00"), pd.Timestamp("2023-05-02", tz="Europe/London"), np.arange(2)])
def test_what_is_no_day_in_a_row_is_refused(value: object, policy: Loaded) -> None:
    """Such as a time of day, or midnight somewhere."""
    with pytest.raises(CoequalError, match="is not a date"):
        policy.assess({"referral date": value})


@pytest.mark.parametrize(
    ("people", "options", "says"),
    [
        (pl.LazyFrame({"patient_bmi": [1]}), {}, "A LazyFrame cannot be read as people. .* Call collect"),
        ([{"patient BMI": 1}], {}, "A list cannot be read as people"),
        (pd.DataFrame({"patient_bmi": [1, "x"]}), {}, "The DataFrame cannot be taken as a table of Arrow"),
        (pd.DataFrame([[1, 2]], columns=["patient_bmi"] * 2), {}, "Duplicate column names"),
        (pd.DataFrame({"bmi": [24]}), {"columns": {"patient_bmi": 5}}, "is given as 5. Give the name of a column"),
        (pl.DataFrame({"patient_bmi": [1.5]}, schema={"patient_bmi": pl.Float32}), {}, "numbers of 32 bits"),
        (pl.DataFrame({"x": [1]}), {"columns": {"patient_bmi": "x", "amh": "x"}}, 'The column "x" stands for "AMH" and for'),
        (pl.DataFrame({"x": [1]}), {}, "no column that is called after a fact of assisted-conception"),
        (pl.DataFrame({"patient BMI": [1]}), {}, "If it holds a fact, it is to be called patient_bmi. Say which"),
        (pl.DataFrame({"x": [1]}), {"columns": {"patient_bmj": "x"}}, 'No fact has a column "patient_bmj"'),
        (pl.DataFrame({"x": [1]}), {"columns": {"patient_bmi": "y"}}, 'a column "y", which the table does not have'),
        (pl.DataFrame({"patient_bmi": [20]}), {"keep": ["y"]}, 'no column "y" to keep'),
        (pl.DataFrame({"patient_bmi": [20], "outcome": ["x"]}), {"keep": ["outcome"]}, "An answer is called outcome too"),
        ("nowhere.parquet", {}, "There is no file nowhere.parquet"),
    ],
)
def test_what_cannot_be_read_is_refused(people: Any, options: dict[str, Any], says: str, policy: Loaded) -> None:
    """In one sentence."""
    with pytest.raises(CoequalError, match=says):
        policy.assess(people, **options)


def test_no_people_are_an_answer(policy: Loaded) -> None:
    """A table without rows has answers without rows."""
    found = policy.assess(PEOPLE.table.slice(0, 0))

    assert len(found) == 0
    assert found.to_arrow().schema.names == names(policy.policy)
    assert set(found.counts.values()) == {0}


def test_what_comes_before_a_yes_or_no_stands_first_in_a_notebook(policy: Loaded) -> None:
    """Another reading under which the outcome is another; another body that decides; how much of the policy was seen."""
    caption = policy.assess({"patient BMI": 30})._repr_html_().partition("</caption>")[0]
    assert "It depends on how the policy is read. " in caption
    assert "not known" not in caption
    assert "read as “below 30”: not eligible" in policy.assess({"patient BMI": 30})._repr_html_()
    assert "It depends" not in policy.assess({"patient BMI": 25})._repr_html_()
    assert "Another body decides" in policy.assess({"embryo testing needed": True})._repr_html_().partition("</caption>")[0]


def test_what_a_notebook_shows_is_in_words_and_nothing_in_it_is_a_mark(policy: Loaded) -> None:
    """A policy, an assessment and the counts, as HTML and as Markdown; text from outside stays text."""
    one = policy.assess({"patient BMI": 40})
    object.__setattr__(next(iter(one.criteria.values())), "reason", "<script>alert(1)</script> | *")

    for shown, said in ((policy, "body mass index"), (one, "not met"), (policy.assess(PEOPLE.table), "not applicable")):
        assert said in shown._repr_html_().casefold()
        assert said in shown._repr_markdown_().casefold()
        assert re.findall(r"<[a-z]+", shown._repr_html_())[0] == "<table"
        assert "style" not in shown._repr_html_()
    assert "<script" not in one._repr_html_() + one._repr_markdown_()
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; \| \*" in one._repr_markdown_()


def test_each_row_that_a_notebook_shows_has_a_head(policy: Loaded) -> None:
    """Its first cell with words, which a screen reader says with every other; a criterion may have no clause."""
    for shown in (policy, policy.assess({}), policy.assess(PEOPLE.table)):
        rows = re.findall("<tr>(.*?)</tr>", re.sub("<thead>.*?</thead>", "", shown._repr_html_()))
        assert rows
        assert all(re.match('(<td></td>)*<th scope="row">[^<]+</th>', row) and row.count("<th") == 1 for row in rows)
    assert (
        Grid("", ("Clause", "Criterion", "Kind"), [("", "{x}", "duty")])
        .html()
        .endswith('<tr><td></td><th scope="row">{x}</th><td>duty</td></tr></tbody></table>')
    )


def test_sql_is_at_hand(policy: Loaded) -> None:
    """Of a policy by its id, its version, or as it was loaded."""
    assert coequal.sql(NORFOLK, "duckdb") == coequal.sql(policy, "duckdb") == coequal.sql(policy.policy, "duckdb")
    assert "CREATE VIEW" in coequal.sql(NORFOLK, "postgres", form="view")


def test_one_case_needs_none_of_the_larger_parts() -> None:
    """Neither numpy nor Arrow nor SQL is imported to load a policy and assess one case."""
    code = "import sys, coequal; coequal.load(sys.argv[1]).assess({'patient BMI': 40}); print([n for n in sys.modules if n in ('numpy', 'pyarrow', 'sqlglot', 'pandas')])"

    found = subprocess.run([sys.executable, "-c", code, NORFOLK], check=True, capture_output=True, text=True)

    assert found.stdout == "[]\n"


@pytest.mark.parametrize("module", ["coequal.exchange.assessed", "coequal.exchange.sql.query", "coequal.exchange.sql.columns"])
def test_a_part_that_is_not_installed_is_named(module: str, policy: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    uses = {"assessed": lambda: policy.assess("x.csv"), "query": lambda: coequal.sql(policy), "columns": lambda: policy.columns}

    with pytest.raises(CoequalError, match=r"has to be installed: pip install 'coequal\[bulk\]'"):
        uses[module.rpartition(".")[2]]()


def test_the_columns_that_a_table_may_have_are_told(policy: Loaded) -> None:
    """Those of facts that may be given, and of the dates of evidence; none that is worked out."""
    assert policy.columns["patient_bmi"] == "her body mass index in kg/m²"
    assert policy.columns["amh_date"] == "the date of her AMH"
    assert "patient_age" not in policy.columns


def test_a_script_that_uses_the_public_names_is_typed(tmp_path: Path) -> None:
    """Mypy --strict knows what each gives, and refuses a name that there is not: an ignored error that is none is one itself."""
    (script := tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text(
        "[mypy]\nstrict = true\n[mypy-numpy.*,polars.*,sqlglot.*]\nfollow_imports = skip\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--cache-dir", str(tmp_path), str(script)]

    found = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)

    assert found.returncode == 0, found.stdout


SCRIPT = """
from datetime import date
from typing import assert_type

import coequal
from coequal.criteria.feel.values import Answer
from coequal.eligibility.assessment import Assessment
from coequal.exchange.assessed import Assessed

policy = coequal.load("luton/assisted-conception", on=date(2020, 1, 1))
assert_type(policy.assess({"patient BMI": 31.2}), Assessment)
assert_type(policy.assess({"patient BMI": 31.2}).missing, tuple[str, ...])
found = policy.assess(policy.assess("people.parquet"), keep=["patient_bmi"])
assert_type(found, Assessed)
assert_type(policy.assess("people.parquet", columns={"patient_bmi": "bmi"}), Assessed)
assert_type(found.counts, dict[str, int])
assert_type(coequal.sql(policy, "postgres", form="view"), str)
assert_type(coequal.__version__, str)
answer = coequal.evaluate("[1, 2]")
answer.whatever  # type: ignore[union-attr]
if isinstance(answer, list):
    assert_type(answer[0], Answer)
coequal.asess  # type: ignore[attr-defined]
from coequal import lod  # type: ignore[attr-defined]
"""
