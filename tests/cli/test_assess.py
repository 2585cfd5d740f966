"""`coequal assess`: what policies do to many people, in the terminal, as JSON and in files."""

import csv
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from coequal.populations import progress as showing
from coequal.populations.progress import people_progress
from tests.cli.conftest import Call
from tests.cli.running import COUPLE, POLICY, case_text, flowing, in_a_process, section
from tests.policies.building import FRONT_MATTER, library_folder

ON = ("--on", "2023-05-02")
People = Callable[..., Path]
Changes = dict[str, str]
FINE: Changes = {}
HEAVY = {"patient_bmi": "31"}
UNWEIGHED = {"patient_bmi": ""}
WORRYING = {"welfare_concern": "true"}
EVERYBODY = ((100, FINE), (20, HEAVY), (12, UNWEIGHED), (3, WORRYING))  # eligible, not eligible, not known, for judgement
OUTCOMES = {"eligible": 100, "not known": 12, "for judgement": 3, "not eligible": 20}


def row(changes: Changes) -> Changes:
    """A line of a table: the couple who meets every rule, with some cells changed."""
    facts = {name.replace(" ", "_").lower(): value for name, value in COUPLE.items()}
    return {**facts, "amh": "12.0", "amh_date": "2023-02-01", "kind": "a", **changes}


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Writes people to a CSV file: so many of each kind."""

    def write(*kinds: tuple[int, Changes], without: tuple[str, ...] = (), name: str = "people.csv") -> Path:
        rows = [row(changes) for count, changes in kinds for _ in range(count)]
        heads = [head for head in rows[0] if head not in without]
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def assess(coequal: Call) -> Callable[..., str]:
    """Runs the command on the policy, as on a day of 2023, and gives what it prints."""

    def call(*arguments: object) -> str:
        answer = coequal("assess", *arguments, "--policy", POLICY, *ON)
        assert (answer.status, answer.err) == (0, "")
        return answer.out

    return call


def cells(lines: list[str]) -> list[list[str]]:
    """The cells of a table, which stand two spaces apart or more."""
    return [re.split(r"  +", line.strip()) for line in lines]


def found(text: str) -> dict[str, Any]:
    """The JSON that is printed."""
    return dict(json.loads(text))


# One policy


def test_one_policy_is_shown_in_full(people: People, assess: Callable[..., str]) -> None:
    """Outcomes with their shares, what each criterion does, what is not known, the readings, amounts and readiness."""
    text = assess(people(*EVERYBODY))
    assert "\nPeople: 135\n" in text
    assert cells(section(text, f"{POLICY}, version 2022-07")) == [
        ["OUTCOME", "PEOPLE", "SHARE"],
        ["eligible", "100", "74.1 %"],
        ["not known", "12", "8.9 %"],
        ["for judgement", "3", "2.2 %"],
        ["not eligible", "20", "14.8 %"],
    ]
    does = section(text, "What each criterion does, in the policy's order")
    assert does[0].split("  ")[0] == "CRITERION"
    (weight,) = [line for line in does if line.startswith("Body mass index (clause 4)")]
    assert weight.split()[-5:] == ["103", "20", "12", "115", "20"]
    (concern,) = [line for line in does if "welfare" in line.lower() or "concern" in line.lower()]
    assert concern.split()[-4:] == ["132", "3", "j", "0"]
    assert cells(section(text, "Not known, because nothing is known of")) == [["FACT", "PEOPLE"], ["patient BMI", "12"]]
    readings = section(text, "It depends on how the policy is read")
    assert any(line.startswith("Body mass index (clause 4)") and "below 30" in line for line in readings)
    amounts = [line.split() for line in section(text, "How much")]
    assert ["ivf", "fresh", "cycles", "0", "20"] in amounts
    assert ["ivf", "fresh", "cycles", "2", "115"] in amounts
    (rubella,) = [line for line in text.splitlines() if line.startswith("Rubella antibodies")]
    assert rubella.split()[-3:] == ["135", "0", "0"]


def test_the_answer_says_how_versions_came_to_be_chosen(people: People, coequal: Call) -> None:
    """Where a day stands in for a version that nobody named."""
    text = coequal("assess", people((1, FINE)), "--policy", POLICY).out
    assert "Where no version was named, it is the one that binds today" in flowing(text)
    named = coequal("assess", people((1, FINE)), "--policy", f"{POLICY}@2022-07").out
    assert "Where no version was named" not in flowing(named)


def test_nothing_is_said_of_what_there_is_nothing_to_say_of(coequal: Call, tmp_path: Path) -> None:
    """A policy without readings, amounts and readiness, over people of whom all is known."""
    path = tmp_path / "small.csv"
    path.write_text("works\ntrue\nfalse\n", encoding="utf-8")
    folder = library_folder(tmp_path / "library", SMALL)
    text = coequal("assess", path, "--policy", "here/hearing", "--on", "2024-05-06", "--library", folder).out
    lines = text.splitlines()
    headings = [line for line, below in pairwise(lines) if below and not set(below) - {"-"}]
    assert headings == ["here/hearing, version 2024", "What each criterion does, in the policy's order"]
    assert cells(section(text, "here/hearing, version 2024")[1:]) == [
        ["eligible", "1", "50.0 %"],
        ["not known", "0", "0 %"],
        ["for judgement", "0", "0 %"],
        ["not eligible", "1", "50.0 %"],
    ]


SMALL = (
    FRONT_MATTER
    + '\n```treatments\naids: {name: Aids}\n```\n\n## 1. Work\n```criterion\nid: work\nclause: "1"\nmet when: works\n```\n'
)


def test_many_facts_that_are_not_known_are_not_all_shown(people: People, assess: Callable[..., str]) -> None:
    """The largest counts first; the rest is in the JSON."""
    unknown = {head: "" for head in row({}) if head not in ("kind", "treatment_sought", "referral_date")}
    path = people((1, FINE), (2, unknown), (3, {**unknown, "partner": "man"}), (1, UNWEIGHED))
    because = section(assess(path), "Not known, because nothing is known of")
    whole = found(assess(path, "--json"))["policies"][POLICY]["not known because"]
    wanted = [name for name, number in whole.items() if number]
    assert len(because) == 1 + 12 + 1
    assert because[1].split()[-1] == str(max(whole.values()))
    assert because[-1] == f"And {len(wanted) - 12} others; --json has them all."
    assert whole["patient BMI"] == 6


def test_json_has_everything(people: People, assess: Callable[..., str]) -> None:
    """People, and of each policy outcomes, attrition, single blockers and what is not known because of what."""
    report = found(assess(people(*EVERYBODY), "--json"))
    assert (report["people"], report["contradictory"], list(report["policies"])) == (135, 0, [POLICY])
    policy = report["policies"][POLICY]
    assert (policy["version"], policy["completeness"]) == ("2022-07", "whole")
    assert policy["outcomes"] == OUTCOMES
    (weight,) = [one for one in policy["attrition"] if one["criterion"] == "body-mass-index"]
    assert weight == {
        "criterion": "body-mass-index",
        "clause": "4",
        "title": "Body mass index",
        "met": 103,
        "not met": 20,
        "for judgement": 0,
        "not known": 12,
        "not applicable": 0,
        "left": 115,
    }
    assert policy["single blockers"]["body-mass-index"] == 20
    assert sum(policy["single blockers"].values()) == 20
    assert {name: n for name, n in policy["not known because"].items() if n} == {"patient BMI": 12}
    assert set(policy["treatments"]) == {"ivf", "iui"}
    assert {one["met"] for one in policy["readiness"]} == {135}
    assert "by" not in report
    assert isinstance(report["warnings"], list)


def test_a_person_means_what_a_case_means(people: People, coequal: Call, assess: Callable[..., str], tmp_path: Path) -> None:
    """One row comes to what `coequal check` comes to."""
    case = tmp_path / "couple.yaml"
    case.write_text(case_text({"patient BMI": "31"}), encoding="utf-8")
    one = json.loads(coequal("check", POLICY, case, "--json").out)
    counts = found(assess(people((1, HEAVY)), "--json"))["policies"][POLICY]["outcomes"]
    assert [name for name, number in counts.items() if number] == [one["outcome"]] == ["not eligible"]


# Many policies


def test_all_policies_are_shown_in_one_table(people: People, coequal: Call) -> None:
    """Each with its outcomes, and the share of people whom it does not rule out."""
    text = coequal("assess", people(*EVERYBODY), "--all", *ON).out
    assert "Each policy in the version that binds on 2 May 2023, or in its latest where none does." in flowing(text)
    assert "On 2 May 2023 none binds of: " in flowing(text)
    assert "sampleton/assisted-conception (2026-11)" in flowing(text)
    assert "norfolk-and-waveney/assisted-conception (2022-07)" not in flowing(text)
    rows = section(text, "Outcomes by policy for assisted-conception")
    assert rows[0].split()[-4:] == ["ELIGIBLE", "NOT", "RULED", "OUT"]
    (norfolk,) = [line for line in rows if line.startswith("norfolk-and-waveney ")]
    assert norfolk.split() == ["norfolk-and-waveney", "100", "12", "3", "20", "85.2", "%"]
    assert len(rows) > 40
    assert "Nobody is eligible under a policy that we have not seen whole" in text


def test_the_service_is_told_by_the_columns(people: People, coequal: Call, tmp_path: Path) -> None:
    """Or named; where neither tells, it has to be."""
    shown = coequal("assess", people((1, FINE)), "--all", "--service", "assisted-conception", *ON).out
    assert shown == coequal("assess", people((1, FINE)), "--all", *ON).out
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("x\n1\n", encoding="utf-8")
    answer = coequal("assess", nothing, "--all")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(
        "coequal: The columns do not tell which service this is. Name it with --service: assisted-conception, "
    )


def test_versions_and_files_are_kept_apart(coequal: Call, tmp_path: Path) -> None:
    """Several versions of one policy are named with them, a draft of one by its file, and the same one twice is one."""
    folder = library_folder(tmp_path / "library", SMALL)
    path = tmp_path / "small.csv"
    path.write_text("works\ntrue\nfalse\n", encoding="utf-8")
    draft = tmp_path / "draft.md"
    own = next((folder / "policies").rglob("*.md"))
    draft.write_text(own.read_text(encoding="utf-8").replace("met when: works", "met when: not(works)"), encoding="utf-8")
    newer = tmp_path / "newer.md"
    newer.write_text(own.read_text(encoding="utf-8").replace('version: "2024"', 'version: "2025"'), encoding="utf-8")

    def named(*policies: object) -> list[str]:
        options = [part for policy in policies for part in ("--policy", policy)]
        answer = coequal("assess", path, *options, "--json", "--library", folder, "--on", "2024-05-06")
        assert answer.status == 0, answer.err
        return list(json.loads(answer.out)["policies"])

    assert named("here/hearing", "here/hearing@2024") == ["here/hearing"]
    assert named("here/hearing", newer) == ["here/hearing@2024", "here/hearing@2025"]
    assert named("here/hearing", draft) == ["here/hearing", str(draft)]


# Groups


def test_people_are_grouped_by_a_column(people: People, assess: Callable[..., str]) -> None:
    """A row for each group, with the share who are eligible."""
    path = people((30, FINE), (10, {**HEAVY, "kind": "b"}), (10, {"kind": "b"}), (5, {**UNWEIGHED, "kind": ""}))
    assert cells(section(assess(path, "--by", "kind") + "\n", "By kind")) == [
        ["GROUP", "PEOPLE", "ELIGIBLE", "NOT KNOWN", "FOR JUDGEMENT", "NOT ELIGIBLE", "SHARE ELIGIBLE"],
        ["a", "30", "30", "0", "0", "0", "100 %"],
        ["b", "20", "10", "0", "0", "10", "50.0 %"],
        ["not known", "5", "0", "5", "0", "0", "0 %"],
    ]
    by = found(assess(path, "--by", "kind", "--json"))["by"]
    assert by["what"] == "kind"
    assert {label: group["people"] for label, group in by["groups"].items()} == {"a": 30, "b": 20, "not known": 5}
    assert by["groups"]["b"]["policies"][POLICY]["outcomes"]["not eligible"] == 10


def test_people_are_grouped_by_bands_of_a_fact(people: People, assess: Callable[..., str]) -> None:
    """Which may be worked out: here an age."""
    path = people((4, FINE), (2, {"patient_date_of_birth": "1980-03-04"}), (1, {"patient_date_of_birth": ""}))
    by = found(assess(path, "--by", "patient age at treatment: 23, 40", "--json"))["by"]
    assert {label: group["people"] for label, group in by["groups"].items()} == {
        "under 23": 0,
        "23 to under 40": 4,
        "40 and over": 2,
        "not known": 1,
    }


def test_groups_under_several_policies_name_both(people: People, coequal: Call) -> None:
    """A row for each group and policy."""
    others = ("--policy", POLICY, "--policy", "devon/assisted-conception")
    text = coequal("assess", people((9, FINE), (8, {**HEAVY, "kind": "b"})), *others, "--by", "kind", *ON).out
    rows = section(text + "\n", "By kind")
    assert rows[0].split()[:3] == ["GROUP", "POLICY", "PEOPLE"]
    assert [line.split()[0] for line in rows[1:]] == ["a", "a", "b", "b"]
    assert POLICY in rows[1]


def test_groups_of_nobody_are_an_empty_table(people: People, assess: Callable[..., str]) -> None:
    """Heads alone."""
    path = people((1, FINE))
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    text = assess(path, "--by", "kind")
    heads = ["GROUP", "PEOPLE", "ELIGIBLE", "NOT KNOWN", "FOR JUDGEMENT", "NOT ELIGIBLE", "SHARE ELIGIBLE"]
    assert cells(section(text + "\n", "By kind")) == [heads]
    assert section(text, f"{POLICY}, version 2022-07")[1].split() == ["eligible", "0", "–"]


# For publication

SMALL_COUNTS = ((100, FINE), (3, HEAVY), (12, UNWEIGHED), (1, {"patient_bmi": "3"}), (6, WORRYING))


def numbers_in(report: Any) -> Iterator[int | str]:
    """Every count of a report."""
    match report:
        case dict():
            for key, value in report.items():
                if key not in ("criterion", "clause", "title", "label", "version", "completeness", "what", "warnings"):
                    yield from numbers_in(value)
        case list():
            for value in report:
                yield from numbers_in(value)
        case _:
            yield report


def test_published_counts_single_nobody_out(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """In JSON, text and files 1 to 7 are hidden and the others rounded to 5; the exact counts are nowhere."""
    path, kept, table = people(*SMALL_COUNTS), tmp_path / "counts.json", tmp_path / "counts.csv"
    exact = found(assess(path, "--by", "kind", "--json"))
    assert exact["policies"][POLICY]["outcomes"] == {"eligible": 100, "not known": 13, "for judgement": 6, "not eligible": 3}
    report = found(assess(path, "--by", "kind", "--json", "--publish", "--counts", kept))
    assert report["people"] == 120
    assert report["policies"][POLICY]["outcomes"] == {"eligible": 100, "not known": 15, "for judgement": "*", "not eligible": "*"}
    shown = set(numbers_in(report))
    assert "*" in shown
    assert all(number == "*" or (isinstance(number, int) and number % 5 == 0) for number in shown)
    assert {**found(kept.read_text(encoding="utf-8")), "warnings": report["warnings"]} == report
    assess(path, "--by", "kind", "--publish", "--counts", table)
    with table.open(encoding="utf-8", newline="") as file:
        assert {line["people"] for line in csv.DictReader(file)} == {str(number) for number in shown}


def test_published_text_has_no_share_of_an_exact_count(people: People, assess: Callable[..., str]) -> None:
    """A share is worked out from what is shown: 15 of 120, not 13 of 122; of a hidden count there is none."""
    text = assess(people(*SMALL_COUNTS), "--by", "kind", "--publish")
    assert text.startswith("For publication: counts of 1 to 7 are *, others are rounded to 5; shares come from these.\n")
    assert [line.split() for line in section(text, f"{POLICY}, version 2022-07")[1:]] == [
        ["eligible", "100", "83.3", "%"],
        ["not", "known", "15", "12.5", "%"],
        ["for", "judgement", "*", "*"],
        ["not", "eligible", "*", "*"],
    ]
    assert section(text + "\n", "By kind")[1].split() == ["a", "120", "100", "15", "*", "*", "83.3", "%"]
    because = section(text, "Not known, because nothing is known of")
    assert because[1].split()[-1] == "15"


def test_published_warnings_have_no_small_count(people: People, assess: Callable[..., str]) -> None:
    """Neither of values that cannot be, nor of people who cannot be assessed."""
    unborn = {"patient_date_of_birth": "2023-06-01"}
    said = found(assess(people((100, FINE), (2, {"patient_bmi": "3"}), (1, unborn)), "--json", "--publish"))["warnings"]
    assert any(sentence.startswith("patient BMI: 1 to 7 values are outside") for sentence in said)
    assert any(sentence.startswith("1 to 7 people could not be assessed") for sentence in said)
    assert not any(" 2 values" in sentence or "1 person " in sentence for sentence in said)


# Files


def test_counts_are_written_in_every_form(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """As JSON just as it is printed, but for the warnings; as one long table otherwise."""
    report = found(assess(people(*EVERYBODY), "--json", "--counts", tmp_path / "c.json"))
    assert found((tmp_path / "c.json").read_text(encoding="utf-8")) == {key: report[key] for key in report if key != "warnings"}
    for ending, read in ((".csv", pa.csv.read_csv), (".parquet", pq.read_table)):
        assess(people(*EVERYBODY), "--counts", tmp_path / f"c{ending}")
        table = read(tmp_path / f"c{ending}")
        lines = {tuple(line.values()) for line in table.to_pylist()}
        assert ("everybody", POLICY, "single blockers", "body-mass-index", "", 20, False) in {
            tuple("" if value is None else value for value in line) for line in lines
        }


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".arrow"])
def test_answers_for_each_person_are_written(people: People, assess: Callable[..., str], tmp_path: Path, ending: str) -> None:
    """Beside the columns that are kept, in the order of the people; the counts are printed too."""
    out = tmp_path / f"out{ending}"
    text = assess(people((2, FINE), (1, HEAVY), (1, UNWEIGHED)), "--out", out, "--keep", "kind, patient_bmi,kind")
    assert section(text, f"{POLICY}, version 2022-07")[1].split() == ["eligible", "2", "50.0", "%"]
    read: dict[str, Callable[[Path], pa.Table]] = {
        ".parquet": pq.read_table,
        ".csv": pa.csv.read_csv,
        ".arrow": lambda path: pa.ipc.open_file(path).read_all(),
    }
    table = read[ending](out)
    assert table.column_names[:3] == ["kind", "patient_bmi", f"{POLICY}:outcome"]
    assert table.column(2).to_pylist() == ["eligible", "eligible", "not eligible", "not known"]
    assert table.column(f"{POLICY}:body-mass-index").to_pylist() == [True, True, False, None]
    assert table.column(f"{POLICY}:ivf.fresh cycles").to_pylist() == [2, 2, 0, 2]


def test_people_may_be_in_any_file(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """The same people in Parquet come to the same."""
    path = people(*EVERYBODY)
    pq.write_table(pa.csv.read_csv(path), tmp_path / "people.parquet")
    assert assess(tmp_path / "people.parquet") == assess(path)


def test_a_mapping_file_says_which_column_is_which(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """Names, units and words."""
    path = people(*EVERYBODY)
    text = path.read_text(encoding="utf-8").replace("patient_bmi", "weight").replace("amh,", "amh_ngml,").replace("12.0", "1.68")
    path.write_text(text.replace("patient_smokes", "smoker"), encoding="utf-8")
    mapping = tmp_path / "columns.yaml"
    mapping.write_text(
        'patient BMI: weight\nAMH: {column: amh_ngml, unit: ng/mL}\npatient smokes: {column: smoker, values: {"true": true, "false": false}}\n',
        encoding="utf-8",
    )
    assert found(assess(path, "--columns", mapping, "--json"))["policies"][POLICY]["outcomes"] == OUTCOMES


def test_what_is_lacking_is_said_before_the_counts(people: People, assess: Callable[..., str]) -> None:
    """A fact without a column, and the criteria that nobody can be known to meet for that."""
    text = flowing(assess(people(*EVERYBODY, without=("patient_bmi",))))
    assert "There is no column for" in text
    assert "patient BMI" in text.split("People: ")[0]
    assert "for lack of columns nothing can be known of body-mass-index." in text


def test_people_who_contradict_themselves_are_set_apart(people: People, assess: Callable[..., str]) -> None:
    """They are counted, and not assessed."""
    unborn = {"patient_date_of_birth": "2023-06-01"}
    path = people((5, FINE), (1, unborn))
    report = found(assess(path, "--json"))
    assert (report["people"], report["contradictory"]) == (6, 1)
    assert sum(report["policies"][POLICY]["outcomes"].values()) == 5
    assert "1 person could not be assessed, because what is given of them cannot be true together." in flowing(assess(path))


def test_made_up_people_are_said_to_be_made_up(coequal: Call, tmp_path: Path) -> None:
    """Above everything else."""
    made_up = tmp_path / "people.parquet"
    assert coequal("people", "synthesise", "--count", "50", "--seed", "1", "--out", made_up).status == 0
    text = coequal("assess", made_up, "--policy", POLICY).out
    assert text.startswith("Synthetic people: made up, so these are no counts of anybody.\n")


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Say which policy, with --policy, or --all for every policy of the service."),
        (("--policy", POLICY, "--all"), "--all takes every policy of the service. Leave --policy out, or --all."),
        (
            ("--all", "--database", "duckdb://x", "--engine", "duckdb://x"),
            "Name either --database, to read the people from it, or --engine, to let it do the work.",
        ),
        (
            ("--all", "--out", "o.csv", "--engine", "duckdb://x"),
            "--out writes a line for each person here. Leave --engine out, or read the people with --database.",
        ),
        (
            ("--all", "--out", "o.csv", "--publish"),
            "--out writes a line for each person, which is never for publication. Leave --publish out.",
        ),
        (
            ("--policy", POLICY, "--service", "assisted-conception"),
            "--service goes with --all; a policy that is named says its service itself.",
        ),
        (("--all", "--keep", "a"), "--keep says which columns stand beside the answers, so it needs --out."),
        (("--all", "--out", "o.xlsx"), "--out writes files that end in .parquet, .csv, .arrow, not o.xlsx."),
        (("--all", "--counts", "c.txt"), "--counts writes files that end in .csv, .parquet, .json, not c.txt."),
        (("--all", "--chart", "c.pdf"), "--chart writes files that end in .svg or .png, not c.pdf."),
        (("--all", "--counts", "nowhere/c.csv"), "There is no folder nowhere in which to write c.csv."),
        (
            ("--all", "--on", "2 May"),
            'Argument --on: "2 May" is not a date; write it as 2023-05-02. “coequal assess --help” shows an example.',
        ),
        (
            ("--all", "--on", "2023-02-30"),
            'Argument --on: "2023-02-30" is not a date; write it as 2023-05-02. “coequal assess --help” shows an example.',
        ),
        (("--policy", "nowhere/nothing"), 'There is no policy "nowhere/nothing". “coequal policies” lists them.'),
        (("--all", "--service", "tattoos"), 'There is no dictionary for the service "tattoos".'),
        (("--policy", POLICY, "--by", "ethnicity"), 'The table has no column "ethnicity" by which to group.'),
        (("--policy", POLICY, "--out", "o.csv", "--keep", "name"), 'There is no column "name" to keep.'),
        (("--policy", POLICY, "--columns", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_cannot_be_done_is_refused(
    people: People, coequal: Call, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    """In one line, with exit status 2, and with no file left behind."""
    path = people((1, FINE))
    monkeypatch.chdir(path.parent)
    answer = coequal("assess", path, *arguments)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert answer.err.startswith("coequal: ")
    assert message in answer.err
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("patient_bmi\nheavy\n", "patient BMI has to be a number, but the column holds text."),
        (
            "patient_date_of_birth\n02/05/1990\n",
            "patient date of birth has to be a date, but the column holds text. Dates in a CSV file are written 2023-05-02",
        ),
        (
            "patient_bmi,patient_bmi\n1,2\n",
            'people.csv has two columns called "patient_bmi". Rename one of them, since either could be meant.',
        ),
        (
            "weight\n24\n",
            "people.csv has no column that is called after a fact of assisted-conception, such as referral_date. A mapping file says which column holds which fact; name it with --columns.",
        ),
        (
            "Patient_BMI\n24\n",
            'such as referral_date. The column "Patient_BMI" was not read. If it holds a fact, it is to be called patient_bmi. A mapping',
        ),
        (
            "patient_date_of_birth\n1990-02-28\n1990-02-30\n",
            'people.csv: Row 3 of the column "patient_date_of_birth" holds "1990-02-30", which is no day in the calendar. A day is',
        ),
        ("partner\nboyfriend\nman\n", 'partner cannot be "boyfriend", as it is in at least 1 row.'),
        ("", "people.csv is empty."),
    ],
)
def test_people_who_cannot_be_read_are_refused(coequal: Call, tmp_path: Path, content: str, message: str) -> None:
    """With what to do."""
    path = tmp_path / "people.csv"
    path.write_text(content, encoding="utf-8")
    answer = coequal("assess", path, "--policy", POLICY, *ON)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert message in answer.err


def test_policies_of_several_services_are_refused(people: People, coequal: Call) -> None:
    """One question is about the facts of one service."""
    hearing = next(name for name in _ids(coequal) if name.endswith("/hearing-aids-adults"))
    answer = coequal("assess", people((1, FINE)), "--policy", POLICY, "--policy", hearing, *ON)
    assert answer.status == 2
    assert answer.err.endswith("Ask about one service at a time.\n")
    assert "assisted-conception, hearing-aids-adults" in answer.err


def _ids(coequal: Call) -> list[str]:
    return [one["id"] for one in json.loads(coequal("policies", "--json").out)]


def test_a_service_without_policies_is_refused(coequal: Call, tmp_path: Path) -> None:
    """There is nothing to ask."""
    folder = library_folder(tmp_path / "library")
    path = tmp_path / "small.csv"
    path.write_text("works\ntrue\n", encoding="utf-8")
    answer = coequal("assess", path, "--all", "--library", folder)
    assert (answer.status, answer.err) == (2, "coequal: The library holds no policy for hearing.\n")


def test_an_interruption_leaves_no_half_file(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coequal: Call
) -> None:
    """Ctrl-C ends the command with status 130, and the file of before is as it was."""
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    path = people((1, FINE))

    def interrupted(batches: Iterator[Any], people: int | None) -> Iterator[Any]:
        assert people is None
        yield next(batches)
        raise KeyboardInterrupt

    monkeypatch.setattr("coequal.cli.assessing.people_progress", interrupted)
    assert coequal("assess", path, "--policy", POLICY, "--out", out).status == 130
    assert sorted(own.name for own in tmp_path.iterdir()) == ["out.csv", "people.csv"]
    assert out.read_text(encoding="utf-8") == "old"


def test_the_command_says_what_it_takes(tmp_path: Path) -> None:
    """In a process of its own, without NumPy or Arrow being imported for it."""
    answer = in_a_process(tmp_path, "assess", "--help", python=("-X", "importtime"))
    assert answer.status == 0
    assert "Example: coequal assess people.parquet --policy norfolk-and-waveney/assisted-conception" in answer.out
    assert "numpy" not in answer.err
    assert "pyarrow" not in answer.err


# Progress


class Terminal(StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        """Yes."""
        return True


BATCHES = [pa.record_batch({"a": list(range(count))}) for count in (30, 20, 50)]


@pytest.mark.parametrize(
    ("total", "shown"),
    [
        (100, ["People read: 30 of 100 (30 %)", "People read: 50 of 100 (50 %)", "People read: 100 of 100 (100 %)"]),
        (None, ["People read: 30", "People read: 50", "People read: 100"]),
    ],
)
def test_progress_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, total: int | None, shown: list[str]) -> None:
    """On one line that is written over each time, and wiped at the end; a share where the total is known."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(showing, "PATIENCE", -1.0)
    assert list(people_progress(BATCHES, total)) == BATCHES
    *lines, wiped, end = terminal.getvalue().split("\r")[1:]
    assert [line.rstrip() for line in lines] == shown
    assert (wiped.strip(), end) == ("", "")


def test_progress_waits_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the second batch is done after one."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    clock = iter([0.0, 0.5, 1.5, 1.6])
    monkeypatch.setattr(showing, "monotonic", lambda: next(clock))
    assert list(people_progress(BATCHES, None)) == BATCHES
    assert terminal.getvalue().startswith("\rPeople read: 50")


@pytest.mark.parametrize("patience", [-1.0, 60.0])
def test_progress_is_not_shown_elsewhere(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    """Not in a file or a pipe, however long it takes; nor of short work on a terminal."""
    stream = StringIO() if patience < 0 else Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(showing, "PATIENCE", patience)
    assert list(people_progress(BATCHES, 100)) == BATCHES
    assert stream.getvalue() == ""


# Some people only, and files as they are met


def test_only_people_of_whom_a_condition_is_known_are_counted(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """In the counts, and in the answers for each person; of whom it is not known, they are left out."""
    out = tmp_path / "out.parquet"
    light = found(assess(people(*EVERYBODY), "--json", "--where", "patient BMI < 30", "--out", out))
    assert light["people"] == 103
    assert light["policies"][POLICY]["outcomes"] == {"eligible": 100, "not known": 0, "for judgement": 3, "not eligible": 0}
    assert pq.read_metadata(out).num_rows == 103


def test_a_condition_that_cannot_be_read_is_refused_with_its_place(people: People, coequal: Call) -> None:
    """As in a policy."""
    answer = coequal("assess", people((1, FINE)), "--policy", POLICY, *ON, "--where", "patient BM < 30")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith('coequal: --where: There is no fact called "patient BM". Did you mean "patient BMI"?')


def test_a_column_of_csv_may_begin_empty_or_whole(people: People, assess: Callable[..., str]) -> None:
    """What it means says what it holds, where its first lines do not."""
    path = people((1, {**FINE, "patient_bmi": "", "partner_date_of_birth": ""}), (1, {**FINE, "patient_bmi": "30"}))
    head, empty, whole, *_ = path.read_text(encoding="utf-8").splitlines()
    many = [empty] * 4_000 + [whole] * 4_000  # more than one block
    last = whole.replace(",30,", ",30.4,")
    path.write_text("\n".join([head, *many, last, ""]), encoding="utf-8")
    assert path.stat().st_size > 1 << 20
    outcomes = found(assess(path, "--json"))["policies"][POLICY]["outcomes"]
    assert outcomes == {"eligible": 4_000, "not known": 4_000, "for judgement": 0, "not eligible": 1}


def test_a_word_may_be_mapped_to_nothing(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """Such as U for unknown."""
    path = people((2, FINE), (1, {"patient_smokes": "U", "partner": "U"}))
    path.write_text(path.read_text(encoding="utf-8").replace("false", "N").replace("true", "Y"), encoding="utf-8")
    booleans = [name for name, value in COUPLE.items() if value in ("true", "false")]
    words = "{Y: true, N: false, U: not known}"
    lines = [f"{name}: {{column: {name.replace(' ', '_').lower()}, values: {words}}}" for name in booleans]
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("\n".join([*lines, "partner: {column: partner, values: {U: not known}}", ""]), encoding="utf-8")
    outcomes = found(assess(path, "--json", "--columns", mapping))["policies"][POLICY]["outcomes"]
    assert outcomes == {"eligible": 2, "not known": 1, "for judgement": 0, "not eligible": 0}


# Synthetic people


def test_synthetic_people_are_said_to_be_in_every_form(coequal: Call, tmp_path: Path) -> None:
    """In text, JSON, tables and the answers for each person, CSV too."""
    made, counts, out = (tmp_path / name for name in ("people.parquet", "counts.csv", "out.csv"))
    assert coequal("people", "synthesise", "--count", "300", "--out", made).status == 0
    text = coequal("assess", made, "--policy", POLICY, *ON, "--counts", counts, "--out", out).out
    assert text.startswith("Synthetic people: made up")
    assert set(pa.csv.read_csv(counts).column("synthetic").to_pylist()) == {True}
    assert set(pa.csv.read_csv(out).column("synthetic").to_pylist()) == {True}
    assert found(coequal("assess", made, "--policy", POLICY, *ON, "--json").out)["synthetic"] is True


# Databases


@pytest.fixture
def stored(people: People, tmp_path: Path) -> str:
    """The people in a table of DuckDB."""
    path = tmp_path / "people.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.read_csv(str(people(*EVERYBODY))).create("couples")
        connection.execute("ALTER TABLE couples ADD COLUMN decile INTEGER")
        connection.execute(
            "UPDATE couples SET decile = CASE WHEN patient_bmi IS NULL THEN NULL WHEN patient_bmi > 30 THEN 9 ELSE 2 END"
        )
        connection.execute("CREATE TABLE nobody AS SELECT * FROM couples LIMIT 0")
    return f"duckdb:///{path}"


@pytest.mark.parametrize("how", ["--database", "--engine"])
def test_people_in_a_database_are_counted_as_those_in_a_file(
    how: str, stored: str, people: People, assess: Callable[..., str]
) -> None:
    """Read from there or counted there, by a column, by bands of it, and by bands of a fact."""
    here = found(assess(people(*EVERYBODY), "--json"))
    there = found(assess("couples", how, stored, "--json"))
    assert there == here
    assert found(assess("select * from couples where decile = 9", how, stored, "--json"))["people"] == 20
    by_decile = found(assess("couples", how, stored, "--json", "--by", "decile"))["by"]["groups"]
    assert {name: group["people"] for name, group in by_decile.items()} == {"2": 103, "9": 20, "not known": 12}
    bands = found(assess("couples", how, stored, "--json", "--by", "decile: 1, 5"))["by"]["groups"]
    assert {name: group["people"] for name, group in bands.items()} == {"1 to under 5": 103, "5 and over": 20, "not known": 12}
    ages = found(assess("couples", how, stored, "--json", "--by", "patient age at treatment: 23, 40"))["by"]["groups"]
    assert {name: group["people"] for name, group in ages.items() if group["people"]} == {"23 to under 40": 135}


@pytest.mark.parametrize("how", ["--database", "--engine"])
def test_a_table_that_is_not_there_or_empty_is_said(how: str, stored: str, coequal: Call) -> None:
    """In one sentence."""
    answer = coequal("assess", "nowhere", how, stored, "--policy", POLICY)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "nowhere" in answer.err
    nobody = coequal("assess", "nobody", how, stored, "--policy", POLICY)
    assert nobody.status == (2 if how == "--database" else 0)


def test_people_are_read_from_no_other_database(coequal: Call, tmp_path: Path) -> None:
    """SQLite counts them itself."""
    path = tmp_path / "people.sqlite"
    sqlite3.connect(path).execute("CREATE TABLE couples (patient_bmi REAL)")
    answer = coequal("assess", "couples", "--database", f"sqlite:///{path}", "--policy", POLICY)
    assert answer.status == 2
    assert "let the engine do the work, with --engine" in answer.err


def test_an_engine_takes_a_fact_in_its_own_unit_only(stored: str, coequal: Call, tmp_path: Path) -> None:
    """So that nothing is converted without being exact."""
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("AMH: {column: amh, unit: ng/mL}\n", encoding="utf-8")
    answer = coequal("assess", "couples", "--engine", stored, "--policy", POLICY, "--columns", mapping)
    assert answer.status == 2
    assert "AMH is in ng/mL, and an engine takes it in pmol/L. Convert it in a view." in answer.err


# Charts, and what is not installed


def test_counts_are_drawn(people: People, assess: Callable[..., str], tmp_path: Path) -> None:
    """With all that is in the picture in words."""
    path = tmp_path / "counts.svg"
    assess(people(*EVERYBODY), "--chart", path)
    assert "135" in path.read_text(encoding="utf-8")


def test_what_is_not_installed_is_said_with_what_to_install(coequal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the extra."""
    monkeypatch.setitem(sys.modules, "coequal.cli.assessing", None)
    answer = coequal("assess", "people.parquet", "--policy", POLICY)
    assert answer.status == 2
    assert 'which is not installed: pip install "coequal[bulk]".' in answer.err
