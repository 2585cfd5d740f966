"""Files are whole or not there, whatever stops the work; and what is published singles nobody out."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.populations import assess as assessing
from coequal.populations.assess import Population, assess_into, warnings
from coequal.populations.flat import HEADS, lines, write_counts
from coequal.populations.output import whole_or_absent
from coequal.populations.publishing import not_ruled_out, publish, published, say_count, share
from coequal.populations.question import Question
from coequal.populations.sources import Table
from coequal.populations.tally import Tally
from tests.eligibility.building import boolean, criterion, day, number, rules, words
from tests.populations.building import layouts_of, question

FACTS = words(
    day("referral", "moment: referral, plausible: 2024-01-01 .. 2024-12-31")
    + boolean("p")
    + number("weight", "decimals: 1, unit: kg, plausible: 20 .. 300")
    + "".join(boolean(f"fact {letter}") for letter in "abcdefghijklmno"),
    more="contradictions:\n  - {never: p and weight < 30, because: it cannot be}\n",
)
POLICY = rules(
    FACTS,
    criterion("weight", "met when: weight < 100"),
    criterion("welfare", "kind: judgement", "judged when: not(p)"),
    criterion("tested", "kind: readiness", "met when: p"),
    treatments='ivf: {name: IVF, cycles: "if p then 2 else not stated", rate: "0.5"}\niui: {name: IUI}',
)
PEOPLE = pa.table(
    {
        "id": ["a", "b", "c", "d"],
        "p": pa.array([True, False, None, True]),
        "weight": pa.array([60.0, 120.0, None, 25.0]),
        "area": pa.array(["26A", None, "26A", "QMM"]).dictionary_encode(),
    }
)


def population(found: pa.Table = PEOPLE) -> Population:
    """Four people; the facts of the last contradict one another."""
    return Population(Table(found), layouts_of(FACTS, found.column_names))


def asked() -> Question:
    """The policy asked about them."""
    return question(FACTS, POLICY, columns={"p", "weight"})


def written(path: Path, keep: tuple[str, ...] = ("id", "area"), progress: Any = iter) -> Tally:
    """The answers for each person in a file."""
    return assess_into(path, keep, asked(), population(), progress)


NAME = "here/test 0"
ANSWERS = {
    "id": ["a", "b", "c", "d"],
    "area": ["26A", None, "26A", "QMM"],
    f"{NAME}:outcome": ["eligible", "not eligible", "not known", None],
    f"{NAME}:depends on reading": [False, False, False, None],
    f"{NAME}:ivf.outcome": ["eligible", "not eligible", "not known", None],
    f"{NAME}:ivf.cycles": [2, 0, None, None],
    f"{NAME}:ivf.cycles not stated": [False, False, None, None],
    f"{NAME}:ivf.rate": [0.5, 0.0, None, None],
    f"{NAME}:iui.outcome": ["eligible", "not eligible", "not known", None],
    f"{NAME}:weight": [True, False, None, None],
    f"{NAME}:welfare": [True, False, None, None],
    f"{NAME}:tested": [True, False, None, None],
}


def read_back(path: Path) -> dict[str, list[Any]]:
    """What stands in a file of answers."""
    if path.suffix == ".parquet":
        return dict(pq.read_table(path).to_pydict())
    if path.suffix == ".arrow":
        return dict(pa.ipc.open_file(path).read_all().to_pydict())
    return dict(pa.csv.read_csv(path, convert_options=pa.csv.ConvertOptions(strings_can_be_null=True)).to_pydict())


@pytest.mark.parametrize("ending", [".parquet", ".arrow", ".csv"])
def test_the_answers_for_each_person_are_written(tmp_path: Path, ending: str) -> None:
    """With the columns that are kept; a person whose facts contradict has no answer."""
    counted = written(tmp_path / f"out{ending}")
    assert (counted.people, counted.contradictory) == (4, 1)
    found = read_back(tmp_path / f"out{ending}")
    assert found.keys() == ANSWERS.keys()
    unstated = f"{NAME}:ivf.cycles not stated"
    assert found[unstated][:2] == [False, False]
    assert found[unstated][3] is None
    for name in ANSWERS.keys() - {unstated, f"{NAME}:ivf.rate"}:
        assert found[name] == ANSWERS[name], name


def test_a_file_of_answers_says_what_its_columns_mean(tmp_path: Path) -> None:
    """What true and false are of each criterion, and of which clause; and that people were assessed."""
    written(tmp_path / "out.parquet")
    schema = pq.read_schema(tmp_path / "out.parquet")
    assert schema.metadata[b"coequal"] == b'{"assessed": true, "synthetic": false}'
    said = {field.name.removeprefix(f"{NAME}:"): field.metadata for field in schema}
    assert said["weight"][b"false"] == b"not met"
    expected = {b"false": b"for judgement", b"true": b"met or not applicable", b"clause": b"welfare"}
    assert {key: said["welfare"][key] for key in expected} == expected


def test_made_up_people_stay_made_up(tmp_path: Path) -> None:
    """A file of answers says so of people that said so."""
    made_up = PEOPLE.replace_schema_metadata({"coequal": '{"synthetic": true}'})
    assess_into(tmp_path / "out.parquet", (), asked(), population(made_up))
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"coequal"] == b'{"assessed": true, "synthetic": true}'


def test_a_column_to_keep_has_to_be_there(tmp_path: Path) -> None:
    """Nothing is written otherwise."""
    with pytest.raises(CoequalError, match='There is no column "name" to keep'):
        written(tmp_path / "out.parquet", ("name",))
    assert list(tmp_path.iterdir()) == []


def test_a_csv_file_cannot_keep_lists(tmp_path: Path) -> None:
    """Parquet can; a column that is named twice is kept once."""
    lists = PEOPLE.append_column("children", pa.array([[1], [], None, [2, 3]]))
    with pytest.raises(CoequalError, match=r"A CSV file cannot hold every column that is kept \(.*list.*\)\. Write \.parquet\."):
        assess_into(tmp_path / "out.csv", ["children"], asked(), population(lists))
    assert list(tmp_path.iterdir()) == []
    assess_into(tmp_path / "out.parquet", ["children", "id", "children"], asked(), population(lists))
    assert pq.read_table(tmp_path / "out.parquet").column_names[:3] == ["children", "id", f"{NAME}:outcome"]


FORMULAS = ['=HYPERLINK("http://x", "y")', "@x", "-1+2", "\t=1"]
PLAIN = ["-1.5", "Ada = 1", "", None]
TEXTS = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.binary_view(), pa.dictionary(pa.int8(), pa.string())]


@pytest.mark.parametrize("kind", TEXTS, ids=str)
def test_a_spreadsheet_finds_no_formula_in_what_is_kept(tmp_path: Path, kind: pa.DataType) -> None:
    """Nor in the column's name; numbers and other texts stay as they are, and so does everything in other files."""
    four = PEOPLE.append_column("=name", pa.array(FORMULAS).cast(kind))
    assess_into(tmp_path / "out.csv", ["=name"], asked(), population(four))
    assert read_back(tmp_path / "out.csv")["'=name"] == [f"'{text}" for text in FORMULAS]
    plain = PEOPLE.append_column("name", pa.array(PLAIN).cast(kind))
    assess_into(tmp_path / "out.csv", ["name"], asked(), population(plain))
    assert [line.split(",")[0] for line in (tmp_path / "out.csv").read_text("utf-8").splitlines()[1:]] == [
        '"-1.5"',
        '"Ada = 1"',
        '""',
        "",
    ]
    assess_into(tmp_path / "out.arrow", ["=name"], asked(), population(four))
    assert read_back(tmp_path / "out.arrow")["=name"] == four.column("=name").to_pylist()


def marked(last: bytes) -> Population:
    """The four, each with a mark of two bytes."""
    return population(PEOPLE.append_column("mark", pa.array([b"=1", b"ab", None, last], pa.binary(2))))


def test_bytes_that_are_no_text_are_refused_in_csv(tmp_path: Path) -> None:
    """By the column's name, and without a file; those that are one are kept."""
    with pytest.raises(CoequalError, match=r"cannot hold the column “mark”, which has bytes that are no text\. Write \.parquet"):
        assess_into(tmp_path / "out.csv", ["mark"], asked(), marked(b"\xff="))
    assert list(tmp_path.iterdir()) == []
    assess_into(tmp_path / "out.csv", ["mark"], asked(), marked(b"=2"))
    assert read_back(tmp_path / "out.csv")["mark"] == ["'=1", "ab", None, "'=2"]


def test_answers_are_written_to_no_other_kind_of_file(tmp_path: Path) -> None:
    """With the endings that there are."""
    for name, said in (("out.xlsx", ".xlsx"), ("out", "nothing")):
        with pytest.raises(CoequalError, match=f"Answers are written to files that end in .parquet, .csv, .arrow, not in {said}"):
            written(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def interrupted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """One batch, then Ctrl-C."""
    yield next(batches)
    raise KeyboardInterrupt


@pytest.mark.parametrize("ending", [".parquet", ".arrow", ".csv"])
@pytest.mark.parametrize("before", [None, "old"])
def test_an_interruption_leaves_what_was_there(tmp_path: Path, ending: str, before: str | None) -> None:
    """The old file, or none; and no half one beside it."""
    path = tmp_path / f"out{ending}"
    if before is not None:
        path.write_text(before, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        written(path, progress=interrupted)
    assert [(own, own.read_text(encoding="utf-8")) for own in tmp_path.iterdir()] == ([] if before is None else [(path, before)])


class FullDisk:
    """A writer on a disk that is full."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Closing writes too."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write_batch(self, _batch: pa.RecordBatch) -> None:
        """Fails."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is said in one sentence."""
    path = tmp_path / "out.parquet"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(assessing, "open_writer", lambda *_: FullDisk())
    with pytest.raises(CoequalError) as error:
        written(path)
    assert str(error.value) == f"{path} could not be written: No space left on device. What was there before is as it was."
    assert [own.read_text(encoding="utf-8") for own in tmp_path.iterdir()] == ["old"]


def test_an_error_of_the_system_without_a_number_is_said(tmp_path: Path) -> None:
    """By its first line."""

    def write() -> None:
        with whole_or_absent(tmp_path / "x") as part:
            part.write_text("half", encoding="utf-8")
            raise OSError("the device is gone\nat line 3")

    with pytest.raises(CoequalError, match=r"x could not be written: the device is gone\. What was there"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_file_takes_the_place_of_the_old_one_when_it_is_done(tmp_path: Path) -> None:
    """Not before."""
    path = tmp_path / "x"
    path.write_text("old", encoding="utf-8")
    with whole_or_absent(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert [own.read_text(encoding="utf-8") for own in tmp_path.iterdir()] == ["new"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Before anything is done."""
    with (
        pytest.raises(CoequalError, match=r"There is no folder .*nowhere in which to write x"),
        whole_or_absent(tmp_path / "nowhere" / "x"),
    ):
        pytest.fail("it began")


# What is published


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, "*"), (7, "*"), (8, 10), (10, 10), (12, 10), (13, 15), (1002, 1000), (1003, 1005)]
)
def test_small_counts_are_hidden_and_others_rounded(count: int, shown: int | str) -> None:
    """1 to 7 are hidden, so that nobody can be recognised; nought is nought."""
    assert published(count) == shown


@given(st.integers(8, 10**9))
def test_a_published_count_is_near_the_exact_one(count: int) -> None:
    """Within two, and a multiple of five."""
    shown = published(count)
    assert isinstance(shown, int)
    assert shown % 5 == 0
    assert abs(shown - count) <= 2


def test_everything_in_a_report_is_published() -> None:
    """Words and truths stay as they are."""
    report = {"a": 3, "b": [{"c": 12, "d": "3"}, None, True], "e": 0, "f": 1.5}
    assert publish(report) == {"a": "*", "b": [{"c": 10, "d": "3"}, None, True], "e": 0, "f": 1.5}


def test_shares_come_from_what_is_shown() -> None:
    """Of hidden counts there is none, and of nobody neither."""
    assert (share(25, 200), share("*", 200), share(25, "*"), share(0, 0)) == ("12.5 %", "*", "*", "–")
    assert (share(0, 20), share(20, 20), share(25, 20)) == ("0 %", "100 %", "100 %")
    assert (share(1, 20_000), share(19_999, 20_000)) == ("<0.1 %", ">99.9 %")
    assert (say_count(1234), say_count("*")) == ("1,234", "1 to 7")


@pytest.mark.parametrize(
    ("outcomes", "people", "left"),
    [
        ((10, 5, 5, 80), 100, 20),
        (("*", 0, 0, 95), 100, "*"),
        ((0, 0, 0, 100), 100, 0),
        (("*", 0, 0, 105), 100, "*"),
        ((10, "*", 0, 85), 100, 15),
        ((100, 0, 0, "*"), 100, "*"),
        (("*", 0, 0, 0), "*", "*"),
    ],
)
def test_who_is_not_ruled_out_is_told_from_what_is_shown(
    outcomes: tuple[int | str, ...], people: int | str, left: int | str
) -> None:
    """And hidden where it would tell a hidden count."""
    names = ("eligible", "not known", "for judgement", "not eligible")
    assert not_ruled_out(dict(zip(names, outcomes, strict=True)), people) == left


def report(count: int = 20) -> dict[str, Any]:
    """The counts of many like the four."""
    many = pa.concat_tables([PEOPLE] * count)
    own = asked()
    found = assessing.assess(own, population(many))
    return own.report(found) | {"by": {"what": "x", "groups": {"g": {"people": 3, "policies": own.report(found)["policies"]}}}}


def test_a_table_of_counts_has_a_line_for_each_number() -> None:
    """Of everybody first, then of each group."""
    found = list(lines(report()))
    assert found[:2] == [("everybody", "", "people", "", "", 80), ("everybody", "", "contradictory", "", "", 20)]
    assert ("everybody", NAME, "outcome", "", "eligible", 20) in found
    assert ("everybody", NAME, "attrition", "weight", "not met", 20) in found
    assert ("everybody", NAME, "attrition", "weight", "left", 40) in found
    assert ("everybody", NAME, "attrition", "welfare", "for judgement", 20) in found
    assert ("everybody", NAME, "readiness", "tested", "met", 20) in found
    assert ("everybody", NAME, "single blockers", "weight", "", 20) in found
    assert ("everybody", NAME, "not known because", "weight", "", 20) in found
    assert ("everybody", NAME, "ivf cycles", "", "2", 20) in found
    assert ("everybody", NAME, "iui outcomes", "", "eligible", 20) in found
    assert ("g", "", "people", "", "", 3) in found
    assert ("g", NAME, "outcome", "", "eligible", 20) in found
    assert len(set(found)) == len(found)


def test_other_readings_have_lines() -> None:
    """By criterion and label."""
    policy = rules(FACTS, criterion("k", "met when: p", "or read as: [{label: the other way, met when: not(p)}]"))
    own = question(FACTS, policy)
    found = list(lines(own.report(assessing.assess(own, population()))))
    assert ("everybody", NAME, "reading", "k: the other way", "people", 2) in found
    assert ("everybody", NAME, "reading", "k: the other way", "eligible", 1) in found


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_counts_are_written_as_a_table(tmp_path: Path, ending: str) -> None:
    """Numbers as numbers; with hidden ones as text, in which they are `*`."""
    read = {".csv": pa.csv.read_csv, ".parquet": pq.read_table}[ending]
    exact, hidden = tmp_path / f"exact{ending}", tmp_path / f"hidden{ending}"
    write_counts(report(), exact)
    table = read(exact)
    assert tuple(table.column_names) == HEADS
    assert table.column("people").type == pa.int64()
    assert table.column("people").to_pylist() == [line[-1] for line in lines(report())]
    write_counts(publish(report(1)), hidden)
    assert set(read(hidden).column("people").to_pylist()) == {"*", "0"}


def test_a_spreadsheet_finds_no_formula_in_a_table_of_counts(tmp_path: Path) -> None:
    """Groups are named by what stands in the people's file."""
    found = report()
    found["by"]["groups"] = {"=1+2": found["by"]["groups"]["g"], "-5": found["by"]["groups"]["g"]}
    write_counts(found, tmp_path / "counts.csv")
    assert set(pa.csv.read_csv(tmp_path / "counts.csv").column("group").to_pylist()) == {"everybody", "'=1+2", "-5"}


def test_a_table_of_counts_is_no_other_kind_of_file(tmp_path: Path) -> None:
    """And nothing is left of it."""
    with pytest.raises(CoequalError, match=r"Counts are written to files that end in .csv, .parquet or .json, not to counts.xlsx"):
        write_counts(report(), tmp_path / "counts.xlsx")
    assert list(tmp_path.iterdir()) == []


# What is said before the counts


def test_what_is_lacking_is_said_first() -> None:
    """Facts without a column, criteria that cannot be known or met for that, values that cannot be, people set apart."""
    policy = rules(
        FACTS,
        criterion("a", "met when: fact a"),
        criterion("b", "met when: fact b and p"),
        criterion("c", "met when: weight < 100"),
    )
    own = question(FACTS, policy, columns={"p", "weight"})
    found = population(pa.table({"p": [True, False, True], "weight": [25.0, 10.0, 60.0]}))
    counted = assessing.assess(own, found)
    assert list(warnings(own, found.layouts, counted)) == [
        "There is no column for fact a and fact b, so nothing is known of them.",
        f"{NAME}: for lack of columns nothing can be known of a.",
        f"{NAME}: for lack of columns nobody can be known to meet b.",
        "weight: 1 value is outside 20 to 300 kg, so not known. If they are many, check the column's unit.",
        "1 person could not be assessed, because what is given of them cannot be true together.",
    ]
    assert list(warnings(own, found.layouts, counted, published))[3:] == [
        "weight: 1 to 7 values are outside 20 to 300 kg, so not known. If they are many, check the column's unit.",
        "1 to 7 people could not be assessed, because what is given of them cannot be true together.",
    ]


def test_one_fact_without_a_column_and_many() -> None:
    """Not more are named than anybody would read."""
    one = rules(FACTS, criterion("k", "met when: fact a or p"))
    many = rules(FACTS, criterion("k", f"met when: {' or '.join(f'fact {letter}' for letter in 'abcdefghijklmno')} or p"))
    said = [next(warnings(question(FACTS, own, columns={"p"}), {}, Tally())) for own in (one, many)]
    assert said[0] == "There is no column for fact a, so nothing is known of it."
    assert said[1] == (
        f"There is no column for {', '.join(f'fact {letter}' for letter in 'abcdefghijkl')} and 3 others, so nothing is known of them."
    )
    assert list(warnings(question(FACTS, one, columns={"p", "fact_a"}), {}, Tally())) == []
