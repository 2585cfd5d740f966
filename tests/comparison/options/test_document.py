"""Tests of the tables, the charts and the document of an appraisal: everything is there in words, and hostile text does nothing."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from coequal.comparison.options import charts, tables
from coequal.comparison.options.appraisal import appraise
from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.document import to_document
from coequal.comparison.options.drawing import apart
from coequal.comparison.options.figures import costs, ranged
from coequal.comparison.options.file import read_options
from coequal.comparison.options.words import FOOT, MADE_UP, PUBLISHED, named, not_whole, standing_said, swing_said
from coequal.documents.model import Document, Heading, Notice, Paragraph, Picture, Table
from coequal.policies.library import Library
from tests.comparison.options.building import plain, written

LIBRARY = Library()
HOSTILE = '<script>alert("x")</script> & "one" | ]]> ' + "x" * 18  # as long as a label may be
SOUTH = "south-staffordshire/assisted-conception@2013-04"


def report_of(folder: Path, **changes: object) -> dict[str, Any]:
    """The report of the small file, with some keys changed."""
    found = {**plain(), **{key.replace("_", " "): value for key, value in changes.items()}}
    shelf = Shelf(LIBRARY, folder, date(2026, 11, 1))
    return appraise(read_options(written(folder, found), shelf), LIBRARY.vocabulary("assisted-conception"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A small report with one candidate that was not seen whole."""
    candidates = {**plain()["candidates"], "two": {"policy": SOUTH, "where": 'patient area = "05W"'}}
    return report_of(tmp_path_factory.mktemp("report"), candidates=candidates)


def all_words(document: Document) -> str:
    """Every text of a document."""
    found = [document.title, document.lead, *(word for pair in document.facts for word in pair)]
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                found.append(text)
            case Notice(title, text):
                found += [title, text]
            case Table(caption, head, rows):
                found += [caption, *head, *(cell for row in rows for cell in row)]
            case Picture(_, caption, words):
                found += [caption, words]
            case _:
                found += block.items
    return "\n".join(found)


def test_the_document_says_first_what_must_not_be_overlooked(report: dict[str, Any]) -> None:
    """Notices come before any figure: made-up people, policies not seen whole, and that nothing is decided."""
    found = to_document(report)
    notices = [block for block in found.blocks if isinstance(block, Notice)]
    assert [one.title for one in notices] == ["Synthetic people", "Not every policy was seen whole", "No decision"]
    assert list(found.blocks[:3]) == notices
    assert "two" in notices[1].text
    assert [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 3][:2] == [
        "A  one (the baseline)",
        "B†  two (not seen whole)",
    ]


def test_every_table_and_chart_is_in_the_document(report: dict[str, Any]) -> None:
    """The document has a table for each block, two for each grouping, one of assumptions, and the charts with their words."""
    found = to_document(report)
    assert sum(isinstance(block, Table) for block in found.blocks) == 1 + len(tables.blocks(report)) + 2 * 2 + 1
    pictures = [block for block in found.blocks if isinstance(block, Picture)]
    assert len(pictures) == 3 + 1 + 2
    words = all_words(found)
    for one in report["parameters"]:
        assert one["name"] in words
    for said in report["said"]:
        assert said in words


def test_the_summary_comes_before_every_other_table(report: dict[str, Any]) -> None:
    """One table at the top has births, cost, the list and who is newly and no longer eligible, by name."""
    first = next(block for block in to_document(report).blocks if isinstance(block, Table))
    assert first.caption == "Summary"
    assert first.head == (
        "Candidate",
        "Births",
        "Cost",
        "Waiting at the end of 2026",
        "Newly eligible",
        "No longer eligible",
    )
    assert [row[0] for row in first.rows] == ["A  one", "B†  two"]
    two = report["candidates"]["two"]
    moved = two["couples a year"]
    assert first.rows[1][1:] == (
        ranged(two["all years"]["births"]),
        costs(two["all years"]["cost"]),
        ranged(two["under the budget"]["waiting"][-1]),
        ranged(moved["newly eligible"]),
        ranged(moved["no longer eligible"]),
    )
    assert tables.summary({**report, "budget": None, "candidates": without_a_list(report)}).rows[0][3] == "Newly eligible"


def without_a_list(report: dict[str, Any]) -> dict[str, Any]:
    return {label: {**one, "under the budget": None} for label, one in report["candidates"].items()}


def test_what_was_not_seen_whole_has_its_sign_everywhere(report: dict[str, Any]) -> None:
    """Each table that names the candidate not seen whole has it with a sign and a note at its foot, and each chart a caption."""
    blocks = to_document(report).blocks
    signed = 0
    for block, after in pairwise(blocks):
        if isinstance(block, Table) and any("B†" in cell for row in (block.head, *block.rows) for cell in row):
            signed += 1
            assert after == Paragraph(FOOT)
        if isinstance(block, Table):
            assert not any(cell.startswith("B  ") for row in block.rows for cell in row)
    assert signed == 1 + len(tables.blocks(report)) + 2 * 2
    assert all(block.caption.endswith("(† not seen whole: as far as seen)") for block in blocks if isinstance(block, Picture))


def test_a_candidate_and_a_measure_are_named_once(report: dict[str, Any]) -> None:
    """The rows of the widest swings name a candidate and a measure on the first of theirs; the baseline has no difference."""
    rows = tables.swings(report).rows[1:]
    assert [row[0] for row in rows if row[0]] == ["A", "B†"]
    assert [row[1] for row in rows if row[1]] == ["cost", "births"] * 2
    assert [row[0] for row in tables.swings_of_difference(report).rows[1:] if row[0]] == ["B†"]


def test_a_group_of_which_much_is_not_known_is_said(report: dict[str, Any]) -> None:
    """Above the shares stands which group is not known for more than a tenth, under which candidate; hidden counts say nothing."""
    groups = report["groups"]["Partner"]
    some = {label: {**one, "not known": 0} for label, one in groups["man"]["candidates"].items()}

    def note(people: int | str, unknown: int | str) -> str:
        man = {"people": people, "candidates": {**some, "two": {**some["two"], "not known": unknown}}}
        return tables.groups({**report, "groups": {"Partner": {"man": man}}}, "Partner")[0].note

    assert note(100, 11).endswith(" Not known for more than 10 %, under B†: man 11 %.")
    assert [note(people, unknown) for people, unknown in ((100, 10), ("*", 11), (100, "*"), (0, 0))] == [tables.ELIGIBLE] * 4


def test_every_chart_says_its_content_in_words(report: dict[str, Any]) -> None:
    """Each picture is well-formed, named and described with every candidate's figures, and with ids of its own."""
    pictures = [block for block in to_document(report).blocks if isinstance(block, Picture)]
    names = []
    for one in pictures:
        tree = ET.fromstring(one.svg)  # noqa: S314  # our own drawing
        assert tree.get("role") == "img"
        title, words = (tree.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
        assert title is not None
        assert words is not None
        assert (title.text, words.text) == (one.caption, one.words)
        assert one.words.startswith(MADE_UP)
        names.append(tree.get("aria-labelledby"))
    assert len(set(names)) == len(pictures)
    for one in pictures[:3]:
        assert "one: " in one.words
        assert "two: " in one.words


def test_the_cost_chart_has_the_figures_of_the_report(report: dict[str, Any]) -> None:
    """The words of a chart are those of the table: each year with median and interval."""
    words = charts.cost_by_year(report).words
    for year in report["years"]:
        assert words.count(f"{year}, £") == len(report["candidates"])


def test_tables_have_as_many_cells_as_heads(report: dict[str, Any]) -> None:
    """Every row of every table has a cell for each head."""
    blocks = [
        tables.summary(report),
        *tables.blocks(report),
        *(one for grouping in report["groups"] for one in tables.groups(report, grouping)),
        tables.assumptions(report),
    ]
    for block in blocks:
        assert {len(row) for row in block.rows} == {len(block.rows[0])}, block.title
        assert len(block.rows) > 1


def test_without_a_budget_a_year_or_groups(tmp_path: Path) -> None:
    """What the file leaves out leaves no gap: no list, one year, no groups."""
    found = plain()
    del found["budget"], found["groups"]
    shelf = Shelf(LIBRARY, tmp_path, date(2026, 11, 1))
    options = read_options(written(tmp_path, {**found, "years": 1}), shelf)
    bare = appraise(options, LIBRARY.vocabulary("assisted-conception"))
    document = to_document(bare)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert tables.LIST not in headings
    assert "Who is reached, group by group" not in headings
    assert ("Years", "2024") in document.facts
    assert not_whole(bare) is None
    assert "Not every policy was seen whole" not in [block.title for block in document.blocks if isinstance(block, Notice)]


def test_hostile_text_is_text(tmp_path: Path) -> None:
    """Signs that mean something to a browser, and names that never end, are drawn as they are and break no chart."""
    candidates = {HOSTILE: plain()["candidates"]["one"], **{str(n): plain()["candidates"]["two"] for n in range(5)}}
    report = report_of(tmp_path, title=HOSTILE, candidates=candidates, baseline=HOSTILE, groups={HOSTILE: "partner"})
    drawn = [
        charts.cost_by_year(report),
        charts.frontier(report),
        charts.waiting(report),
        charts.tornado(report, HOSTILE),
        charts.groups(report, HOSTILE),
    ]
    for one in drawn:
        ET.fromstring(one.svg)  # noqa: S314  # our own drawing
        assert "<script" not in one.svg
        assert HOSTILE in one.words + one.caption


def test_real_people_are_said_to_be_rounded(report: dict[str, Any]) -> None:
    """A report of real people says how its counts were rounded, and has no notice of made-up ones."""
    real = {**report, "synthetic": False, "said": ["Something to say."]}
    words = all_words(to_document(real))
    assert PUBLISHED in words
    assert MADE_UP not in words
    assert "Something to say." in words


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([10, 100], [10, 100]),
        ([10, 10], [0, 20]),
        ([30, 10, 12], [34, -6, 14]),
        ([], []),
        ([100, 0], [100, 0]),
    ],
)
def test_labels_move_apart_as_little_as_may_be(wanted: list[float], found: list[float]) -> None:
    """Labels that would lie on one another stand around their middle, in their order."""
    assert apart(wanted, 20) == pytest.approx(found, abs=8)
    moved = sorted(apart(wanted, 20))
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(moved))


def test_words_of_standings_and_swings() -> None:
    """Who beats a candidate is said by letter; sums have a sign and births none."""
    short = {"x": "A", "y": "B"}
    assert standing_said({"standing": "on the frontier", "by": [], "as far as seen": False}, short) == "on the frontier"
    assert standing_said({"standing": "dominated", "by": ["y"], "as far as seen": True}, short) == "dominated by B, as far as seen"
    assert (
        standing_said({"standing": "extendedly dominated", "by": ["x", "y"], "as far as seen": False}, short)
        == "extendedly dominated by A and B"
    )
    assert (swing_said("cost", 1200.0), swing_said("births", 1200.4), swing_said("births", None)) == ("£1,200", "1,200", "–")
    assert named({"baseline": "y", "candidates": {"x": {"whole": True}}}, "x", "A") == "A  x"


def test_an_endless_wait_is_said(tmp_path: Path) -> None:
    """Where the budget starts nobody, the wait has no end, in the table and in the chart's words."""
    report = report_of(tmp_path, budget={"a year": 0, "source": "assumed"})
    row = tables.waiting(report).rows[1]
    assert "no end" in row
    assert "one: 2024, " in charts.waiting(report).words
