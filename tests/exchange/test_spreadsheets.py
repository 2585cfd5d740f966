"""A decision table from a spreadsheet as a draft policy."""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assess import assess
from coequal.eligibility.rules import Rules
from coequal.exchange.drafted import About
from coequal.exchange.tables.spreadsheets import read_spreadsheet
from coequal.facts.case import read_case
from coequal.facts.strict_yaml import decode
from coequal.policies.load import read_policy
from tests.criteria.strategies import VOCABULARY
from tests.facts.building import refusal
from tests.policies.building import WORDS

ABOUT = About("here/hearing", "Hearing aids", "hearing")
ROWS = [
    ["Clause", "Hearing loss (dB)", "works", "ear", "eligible", "aids", "Note"],
    ["1", "[30..70)", "-", '"left","right"', "yes", "1", "A moderate loss"],
    ["2", ">= 70", "no", "left", "yes", "2", ""],
    ["3", "< 30", "", "", "no", "0", "Too little"],
]
HIDDEN = "\u200b"
CASES = [
    ({"hearing loss": 40, "works": True, "ear": "left"}, "met", 1),
    ({"hearing loss": 80, "works": False, "ear": "left"}, "met", 2),
    ({"hearing loss": 80, "works": True, "ear": "left"}, "not met", "not stated"),
    ({"hearing loss": 10, "works": True, "ear": "left"}, "not met", 0),
    ({"hearing loss": 80, "ear": "left"}, "not known", None),
]


def vocabulary_of(_service: str) -> Vocabulary:
    """The words of the made-up service."""
    return WORDS


def csv_of(rows: list[list[str]], mark: str = ",") -> bytes:
    """Rows as CSV."""
    return "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


def excel_of(rows: list[list[str]]) -> bytes:
    """Rows as an Excel file; what looks like a number is one, as spreadsheets have it."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append([float(cell) if cell.isdigit() else cell for cell in row])
    book.save(written)
    return written.getvalue()


def written(folder: Path, data: bytes, name: str = "rules.csv") -> Path:
    """A file with some bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


FILES = [
    ("rules.csv", csv_of(ROWS)),
    ("rules.csv", csv_of(ROWS, ";")),
    ("rules.csv", b"\xef\xbb\xbf" + csv_of(ROWS)),
    ("rules.xlsx", excel_of(ROWS)),
]


@pytest.mark.parametrize(("name", "data"), FILES, ids=["commas", "semicolons", "mark", "Excel"])
def test_a_table_says_as_a_draft_what_it_said(tmp_path: Path, name: str, data: bytes) -> None:
    """Case by case, in every form; a fact that is not known leaves the answer not known."""
    found = read_spreadsheet(written(tmp_path, data, name), ABOUT, vocabulary_of, outcomes=["Aids"])
    policy = read_policy(found.text, "draft.md", vocabulary_of)
    assert policy.status == "draft"
    assert "A moderate loss" in found.text
    assert "3 rules on hearing loss, works, ear. What follows, yes or no: eligible; amounts: aids." in found.remarks
    assert found.remarks[-1].startswith('No rule of "rules" matches hearing loss ')
    for facts, status, aids in CASES:
        whole = {"referral date": "2024-05-01", **facts}
        assessment = assess(Rules(policy), read_case(whole, WORDS.dictionary), str)
        assert assessment.criteria["eligible"].status == status, facts
        amount = assessment.treatments["treatment"].amounts["aids"]
        assert str(amount).casefold() == str(aids).casefold() or status == "not met", facts


def with_cell(row: int, column: int, cell: str) -> bytes:
    """The table with one cell changed."""
    rows = [list(one) for one in ROWS]
    rows[row][column] = cell
    return csv_of(rows)


WRONG = [
    (with_cell(0, 1, "hearing lost"), 'called like no fact of the dictionary. Did you mean "hearing loss"?'),
    (with_cell(0, 2, "hearing loss"), 'Two columns are about the fact "hearing loss"'),
    (with_cell(0, 1, "hearing loss (kHz)"), "is in kHz, but hearing loss is in dB. Convert its cells."),
    (with_cell(0, 3, "ears"), '--outcome "ears". If it is a condition, call it like its fact.'),
    (with_cell(0, 5, "Eligible"), 'Two columns are the outcome "Eligible"'),
    (with_cell(1, 4, ">= 3"), 'rules.csv, line 2: The outcome "eligible" has the condition'),
    (with_cell(1, 1, "[30..seventy)"), 'rules.csv, line 2: The cell "[30..seventy)" of "hearing loss" cannot be understood.'),
    (with_cell(2, 3, "middle"), 'rules.csv, line 3: The cell "middle" of "ear" cannot be understood.'),
    (with_cell(2, 1, "1,000"), 'rules.csv, line 3: The cell "1,000" of "hearing loss" cannot be understood.'),
    (with_cell(2, 1, "=70+1"), "would have to be worked out"),
    (with_cell(2, 4, ""), 'rules.csv, line 3: The outcome "eligible" is empty.'),
    (with_cell(1, 5, "many"), 'rules.csv, line 2: The result "many" of "aids" is no amount'),
    (with_cell(3, 1, "< 40"), 'rules.csv, line 4: Rules 1 and 3 of "rules" can match the same case'),
    (with_cell(2, 2, "N/A"), "If it asks nothing, leave the cell empty or write -."),
    (csv_of([ROWS[0]]), "A table of rules has 1 to 200 rows below its first"),
    (csv_of([["Rules of 2024"], *ROWS]), "If row 1 is a title, delete it"),
    (csv_of([["hearing loss", "eligible"], [">30", "1"], ["<=30", "0"]]), "Write yes and no."),
    (csv_of([["eligible", "amount"], ["yes", "2"]]), "None of them is a fact"),
    (csv_of([["works"], ["yes"]]), "None of them is an outcome"),
    (csv_of([[*ROWS[0], "hit policy"], [*ROWS[1], "first"], [*ROWS[2], "any"]]), "one hit policy; this says ANY and FIRST"),
    (csv_of([[*ROWS[0], "hit policy"], [*ROWS[1], "collect"]]), "The hit policy COLLECT"),
    (b'a,"b\n', "cannot be read"),
    (b"PK\x03\x04 no more", "it is damaged, or has a password"),
    (b"", "There is nothing in this file"),
    (b"\0\0\0", "rules.csv"),
]


@pytest.mark.parametrize(("data", "message"), WRONG)
def test_what_cannot_be_taken_over_is_said(tmp_path: Path, data: bytes, message: str) -> None:
    """With the file, the row and the reason; nothing is dropped."""
    path = written(tmp_path, data)
    named = ["aids"] if b"aids" in data else []
    assert message in refusal(lambda: read_spreadsheet(path, ABOUT, vocabulary_of, outcomes=named))


def test_a_day_that_excel_made_of_a_range_is_refused(tmp_path: Path) -> None:
    """And so is a formula, which nobody works out."""
    for cell, message in ((date(2026, 4, 3), '"2026-04-03" is a date'), ("=19+1", "would have to be worked out")):
        book, packed = Workbook(), io.BytesIO()
        assert book.active is not None
        book.active.append(["hearing loss", "eligible"])
        book.active.append([cell, "yes"])
        book.save(packed)
        path = written(tmp_path, packed.getvalue(), "rules.xlsx")
        said = refusal(lambda path=path: read_spreadsheet(path, ABOUT, vocabulary_of))
        assert "rules.xlsx, line 2" in said
        assert message in said


@pytest.mark.parametrize("head", ["BMI (kg/m²)", "BMI (kg/m2)", "bmi [kg/m^2]", "BMI (kg / m²)", "AMH (pmol/l)", "AMH (pmol/L)"])
def test_a_unit_behind_a_name_may_be_typed_in_several_ways(tmp_path: Path, head: str) -> None:
    """It is the same unit."""
    path = written(tmp_path, csv_of([[head, "eligible"], [">= 19", "yes"]]))
    assert head.partition(" ")[0].casefold() in read_spreadsheet(path, ABOUT, lambda _service: VOCABULARY).text.casefold()


@pytest.mark.parametrize("head", ["BMI (g/m²)", "BMI (kg/m3)", "AMH (ng/mL)", "AMH (Pmol/L)", "cycles (a)"])
def test_another_unit_is_refused(tmp_path: Path, head: str) -> None:
    """Nothing is converted."""
    path = written(tmp_path, csv_of([[head, "eligible"], [">= 19", "yes"]]))
    assert "Convert its cells." in refusal(lambda: read_spreadsheet(path, ABOUT, lambda _service: VOCABULARY))


def test_an_empty_column_between_two_is_none(tmp_path: Path) -> None:
    """One without a name in which something stands is refused, by its place."""
    rows = [[row[0], "", *row[1:]] for row in ROWS]
    for name, bytes_of in (("rules.csv", csv_of), ("rules.xlsx", excel_of)):
        found = read_spreadsheet(written(tmp_path, bytes_of(rows), name), ABOUT, vocabulary_of, outcomes=["Aids"])
        plain = read_spreadsheet(written(tmp_path, bytes_of(ROWS), name), ABOUT, vocabulary_of, outcomes=["Aids"])
        assert found.text == plain.text
    rows[2][1] = "40"
    path = written(tmp_path, csv_of(rows))
    assert 'The column "column 2" is called like no fact' in refusal(lambda: read_spreadsheet(path, ABOUT, vocabulary_of))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """By its name; nor is one read that is far too large."""
    assert "cannot be read" in refusal(lambda: read_spreadsheet(tmp_path / "no.csv", ABOUT, vocabulary_of))
    large = written(tmp_path, b"a" * 6_000_000)
    assert "larger than 5 MB" in refusal(lambda: read_spreadsheet(large, ABOUT, vocabulary_of))


def test_every_remark_stands_in_the_draft_too(tmp_path: Path) -> None:
    """That a percentage was read as the number that stands there, and how the sheet was read, as well as what to look at."""
    book, kept = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = f"Rules{HIDDEN} of <b>2024"
    for row in (["works", "eligible", "aids"], ["yes", "yes", 0.5], ["no", "no", 0]):
        book.active.append(row)
    book.active["C2"].number_format = "0%"
    book.save(kept)
    found = read_spreadsheet(written(tmp_path, kept.getvalue(), "rules.xlsx"), ABOUT, vocabulary_of, outcomes=["aids"])
    _, _, looked_at = decode(found.text.encode(), "draft.md").partition("## What to look at\n")
    assert "- Shown as a percentage, but read as the number that stands there: C2 (0.5, with the format 0%). Look" in looked_at
    assert "- The sheet “Rules of <b>2024” of an Excel file." in looked_at
    for remark in found.remarks:
        assert f"- {remark.replace(HIDDEN, '')}" in looked_at


def test_characters_that_nobody_sees_change_nothing(tmp_path: Path) -> None:
    """Programs leave soft hyphens and the like in names, conditions, values and notes; none of them reaches the draft."""
    unseen = [[f"{cell[:1]}{HIDDEN}{cell[1:]}\u00ad" for cell in row] for row in ROWS]
    plain, found = (
        read_spreadsheet(written(tmp_path, csv_of(rows)), ABOUT, vocabulary_of, outcomes=["aids"]) for rows in (ROWS, unseen)
    )
    assert found == plain
    assert decode(found.text.encode(), "draft.md") == found.text


def test_a_column_of_the_hit_policy_counts(tmp_path: Path) -> None:
    """Rules that come first decide; an empty column is said."""
    rows = [["works", "ear", "eligible", "hit policy"], ["yes", "", "no", "first"], ["", "", "yes", ""]]
    found = read_spreadsheet(written(tmp_path, csv_of(rows)), ABOUT, vocabulary_of)
    policy = read_policy(found.text, "draft.md", vocabulary_of)
    assert "The column of ear is empty, so no rule asks about it." in found.remarks
    statuses = [
        assess(Rules(policy), read_case({"works": works}, WORDS.dictionary), str).criteria["eligible"].status
        for works in (True, False)
    ]
    assert statuses == ["not met", "met"]
