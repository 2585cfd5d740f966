"""The lottery as a document, and as what a map shows."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coequal.comparison.lottery.couple_page import couple_document
from coequal.comparison.lottery.mapped import couple_map, people_map
from coequal.comparison.lottery.people_page import people_document
from coequal.comparison.lottery.trend import trend
from coequal.comparison.lottery.words import amounts_say, area_says, interval_says, number_of, row_says
from coequal.comparison.maps.shown import Shown
from coequal.documents.html import html
from coequal.documents.model import Document, Heading, Listing, Notice, Paragraph, Picture, Table
from coequal.policies.library import Library
from tests.comparison.lottery.building import (
    BMI,
    CCG_DAY,
    COUNTRY,
    EAST,
    FAR,
    ICB_DAY,
    NEW_DAY,
    NORTH,
    SOUTH,
    library_at,
    policy,
)
from tests.comparison.lottery.test_report import of_couple, of_people

SMOKY = policy("smoky", "01S", ("smoking", "met when: smokes"), completeness="partial")
EXTRA = {"synthetic": False, "published": False, "warnings": ["Mind this."]}


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country."""
    return library_at(tmp_path, *COUNTRY)


def people_page(library: Library, *ons: date, **more: Any) -> Document:
    """The document of some people."""
    said = {**EXTRA, **{name: more.pop(name) for name in ("synthetic", "published") if name in more}}
    return people_document({**said, **of_people(library, *ons, **more)}, "care")


def text(document: Document) -> str:
    """Everything that a document says, without its tables and pictures."""
    found = [document.title, document.lead]
    for block in document.blocks:
        match block:
            case Heading(text=said) | Paragraph(text=said) | Notice(text=said):
                found.append(said)
            case Listing(items=items):
                found += items
    return "\n".join(found)


def table(document: Document, caption: str) -> Table:
    """The table with a caption."""
    return next(block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(caption))


@pytest.mark.parametrize(
    ("policies", "changes", "lead"),
    [
        (
            (NORTH, FAR),
            {},
            "Eligible in 2 of 2 areas whose policy we have seen whole: North, Far North. No other area's policy has been seen far enough to compare.",
        ),
        ((NORTH, FAR), {"BMI": "31"}, "Eligible in 0 of 2 areas whose policy we have seen whole. No"),
        ((NORTH,), {}, "North is the only area whose policy we have seen whole: there the outcome is eligible."),
        (
            (SOUTH,),
            {},
            "We have seen no area's policy whole, so nowhere can this couple be found eligible here. Of 1 other area, seen only in part: refused in 0, nothing seen that refuses in 1, open in 0.",
        ),
        (
            (SOUTH,),
            {"smokes": "true"},
            "Of 1 other area, seen only in part: refused in 1, nothing seen that refuses in 0, open in 0.",
        ),
        ((SOUTH,), {"smokes": None}, "refused in 0, nothing seen that refuses in 0, open in 1."),
    ],
)
def test_the_answer_about_a_couple_comes_first(
    tmp_path: Path, policies: tuple[str, ...], changes: dict[str, str | None], lead: str
) -> None:
    """Where it is eligible, and how the others stand as far as they were seen."""
    assert lead in couple_document(of_couple(library_at(tmp_path, *policies), ICB_DAY, **changes), "care").lead


def test_a_couple_has_a_row_for_each_area(country: Library) -> None:
    """With outcome, amounts and the reason; others apart, as far as seen."""
    page = couple_document(of_couple(country, ICB_DAY, smokes="true", BMI="31"), "care")
    assert table(page, "Outcome and amounts").rows == (
        ("Far North", "not eligible", "–", "body (clause 1): Her body mass index, 31, is above 30."),
        ("North", "not eligible", "–", "body (clause 1): Her body mass index, 31, is above 30. smoking (clause 2): She smokes."),
    )
    assert table(page, "As far as seen").rows == (("South", "in part", "refused", "–", "smoking (clause 2): She smokes."),)
    said = text(page)
    assert "East. We know it only from others" in said
    assert "A sentence." in said
    assert "No policy seen" not in said
    assert "Software assesses, people decide" in said


def test_that_it_depends_on_how_a_policy_is_read_comes_before_any_outcome(tmp_path: Path) -> None:
    """Of policies seen whole and of others, as far as seen; and the row says how."""
    doubtful = ("body", "met when: BMI <= 30\nor read as: [{label: below 30, met when: BMI < 30}]")
    library = library_at(tmp_path, policy("north", "01N", doubtful), policy("south", "01S", doubtful, completeness="partial"), FAR)
    page = couple_document(of_couple(library, ICB_DAY, BMI="30"), "care")
    assert page.lead.startswith("It depends on how the policy is read in North, South. Eligible in 2 of 2 areas")
    says = "Eligible as we read it; if body (clause 1) is read as “below 30”: not eligible."
    assert [row[-1] for row in table(page, "Outcome and amounts").rows] == ["–", says]
    assert [row[-1] for row in table(page, "As far as seen").rows] == [says]
    assert "It depends" not in couple_document(of_couple(library, ICB_DAY, BMI="24"), "care").lead


def test_who_decides_instead_comes_before_everything(country: Library) -> None:
    """And a couple on whom another body decides is in no measure."""
    report = of_couple(country, CCG_DAY, ICB_DAY, elsewhere=["The national body decides."])
    assert couple_document(report, "care").lead.startswith("The national body decides. Eligible in 2 of 2 areas")
    assert report["measures"]["because"] == "Nobody is in the lottery."
    assert report["over time"][0]["as far as seen"]["because"] == "Nobody is in the lottery."
    assert report["measures"]["areas"] == 2


def test_no_more_names_stand_in_a_row_than_anybody_would_read(country: Library) -> None:
    """The others are counted."""
    report = of_couple(country, ICB_DAY)
    east = next(own for own in report["set apart"] if own["policy"] == "east/care")
    many = [{**east, "policy": f"east-{n:02}/care"} for n in range(14)]
    said = text(couple_document({**report, "set apart": many}, "care"))
    assert "East 10; East 11; and 2 others. We know it only from others" in said
    assert "East 12" not in said


def test_a_couple_beside_the_guideline(country: Library) -> None:
    """Those of whom the same is said stand together; where all agree nothing is said."""
    said = text(couple_document(of_couple(country, ICB_DAY, smokes="true"), "care"))
    assert "Refused here, eligible there: North; South." in said
    assert "Other than NICE" not in text(couple_document(of_couple(country, ICB_DAY), "care"))


def test_the_measures_of_a_couple_are_words_where_they_can_be(country: Library) -> None:
    """Its outcome depends on the area, does not, or that cannot be told."""
    assert table(couple_document(of_couple(country, ICB_DAY, smokes="true"), "care"), "Chances").rows[2][1:] == (
        "yes",
        "yes",
        "yes",
    )
    assert table(couple_document(of_couple(country, ICB_DAY), "care"), "Chances").rows[2][1:] == ("no", "cannot be told", "no")
    assert table(couple_document(of_couple(country, ICB_DAY), "care"), "Chances").rows[0][1:] == (
        "0.0 %",
        "0.0 % to 83.3 %",
        "0.0 %",
    )


def test_bodies_of_whose_policy_nothing_is_known_are_named(tmp_path: Path) -> None:
    """All, or for some of their places."""
    said = text(couple_document(of_couple(library_at(tmp_path, NORTH), ICB_DAY), "care"))
    assert "Of 3 bodies that commission, we have seen no policy of 2: South Board (QSI), East Board (QEI)." in said
    assert "For some of their places only: North Board (QNI)." in said
    assert "Seen whole: A lottery takes two areas, and there is only one area to count." in said
    whole = text(couple_document(of_couple(library_at(tmp_path / "a", NORTH, FAR), ICB_DAY), "care"))
    assert "For some of their places" not in whole
    part = text(couple_document(of_couple(library_at(tmp_path / "b", NORTH, SOUTH, EAST), ICB_DAY), "care"))
    assert "we have seen no policy of" not in part


def test_people_have_a_row_for_each_area_with_the_most_eligible_first(country: Library) -> None:
    """With shares and the mean of the amount that is known."""
    page = people_page(country, ICB_DAY, heavy=3, light=1)
    assert table(page, "Outcomes").rows == (
        ("Far North", "1", "0", "0", "3", "25.0 %", "2.00 cycles"),
        ("North", "1", "0", "0", "3", "25.0 %", "3.00 cycles"),
    )
    assert table(page, "As far as seen").rows == (("South", "in part", "4", "0", "0", "0", "100 %", "1.00 cycles"),)
    assert table(page, "Shares of people").rows[2] == ("South", "0 %", "75.0 %", "0 %", "0 %")
    assert page.facts[-1] == ("People in the lottery", "4 of 4")
    assert "Mind this." in text(page)
    assert not any(isinstance(block, Notice) for block in page.blocks)


@pytest.mark.parametrize(
    ("policies", "heavy", "lead"),
    [
        (
            (NORTH, FAR),
            0,
            "We have seen the whole policy of 2 areas. Among these the outcome depends on the area for 0.0 % of people.",
        ),
        (
            (NORTH, FAR, SOUTH),
            1,
            (
                "We have seen the whole policy of 2 areas. Among these the outcome depends on the area for 0.0 % of people. As far as the "
                "policies of 3 areas have been seen, two picked at random differ in the outcome with a chance of 33.3 %, and it depends on "
                "the area for 50.0 % of people."
            ),
        ),
        (
            (NORTH, SMOKY),
            0,
            (
                "We have seen the whole policy of 1 area. Over the 2 with a policy that binds, the outcome depends on the area for at least "
                "100.0 % of people. As far as the policies of 2 areas have been seen, two picked at random differ in the outcome with a "
                "chance of 100.0 %, and it depends on the area for 100.0 % of people."
            ),
        ),
        ((NORTH, EAST), 0, "We have seen the whole policy of 1 area."),
        ((SOUTH,), 0, "We have seen the whole policy of no area. A lottery takes two areas, and there is only one area to count."),
    ],
)
def test_the_answer_about_people_comes_first(tmp_path: Path, policies: tuple[str, ...], heavy: int, lead: str) -> None:
    """What is certain, then what it looks like as far as seen."""
    assert people_page(library_at(tmp_path, *policies), ICB_DAY, light=1, heavy=heavy).lead == lead


def test_what_is_made_up_or_published_says_so(country: Library) -> None:
    """Before anything else; and a hidden count has no mean."""
    page = people_page(country, ICB_DAY, heavy=1, light=3, synthetic=True, published=True, safely=True)
    assert [block.title for block in page.blocks[:2] if isinstance(block, Notice)] == ["Synthetic people", "For publication"]
    assert table(page, "Outcomes").rows[0] == ("Far North", "*", "0", "0", "*", "*", "*")


def test_nobody_eligible_has_no_mean(country: Library) -> None:
    """A dash."""
    assert table(people_page(country, ICB_DAY, heavy=2), "Outcomes").rows[0][-1] == "–"


def test_pages_without_warnings_areas_or_guideline(tmp_path: Path) -> None:
    """What is not there leaves no empty heading."""
    library = library_at(tmp_path, EAST)
    page = people_document({**EXTRA, "warnings": [], **of_people(library, ICB_DAY, light=1)}, "care")
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings == ["How far areas are apart", "Set apart, and why", "No policy seen"]
    couple = couple_document({**of_couple(library_at(tmp_path / "none"), ICB_DAY), "assumptions": []}, "care")
    assert [block.text for block in couple.blocks if isinstance(block, Heading)] == ["How far areas are apart", "No policy seen"]


def test_over_time_measures_stand_beside_the_number_of_areas(country: Library) -> None:
    """A table for each scope, and a drawing where there are two days to draw."""
    page = people_page(country, CCG_DAY, ICB_DAY, heavy=1, light=1)
    found = next(
        block
        for block in page.blocks
        if isinstance(block, Table) and block.caption == "Areas as far as their policies have been seen"
    )
    assert found.rows == (
        ("1 May 2019", "3", "33.3 %", "83.3 %", "50.0 % of people"),
        ("1 May 2023", "3", "33.3 %", "83.3 %", "50.0 % of people"),
    )
    pictures = [block for block in page.blocks if isinstance(block, Picture)]
    assert len(pictures) == 3
    assert "1 May 2019, 3 areas: 33.3 % to 33.3 %." in pictures[2].words
    lone = people_page(library_at(country.folder / "lone", NORTH), CCG_DAY, NEW_DAY, light=1)
    assert not any(isinstance(block, Picture) for block in lone.blocks)


@pytest.mark.parametrize("form", ["couple", "people"])
def test_a_document_can_be_written_out(country: Library, form: str) -> None:
    """As a web page."""
    days = (CCG_DAY, ICB_DAY, NEW_DAY)
    page = couple_document(of_couple(country, *days), "care") if form == "couple" else people_page(country, *days, heavy=1, light=1)
    assert "<table" in html(page)
    assert "<svg" in html(page)


class TestTrend:
    """An interval over time."""

    def test_it_takes_two_days(self) -> None:
        """One is no time."""
        assert trend("Chance", [(ICB_DAY, 2, 0.1, 0.2)]) is None

    def test_its_bars_run_from_the_least_to_the_most(self) -> None:
        """The higher a share, the higher on the page; a bar that is a point can still be seen."""
        picture = trend("Chance", [(CCG_DAY, 2, 0.25, 0.75), (ICB_DAY, 3, 0.5, 0.5)])
        assert picture is not None
        bars = re.findall(r'<rect [^>]*y="([^"]*)" [^>]*height="([^"]*)"', picture.svg)
        tops = [(float(top), float(height)) for top, height in bars]
        assert tops == [(80.0, 120.0), (140.0, 3.0)]
        assert picture.words == "1 May 2019, 2 areas: 25.0 % to 75.0 %. 1 May 2023, 3 areas: 50.0 % to 50.0 %."

    def test_days_that_are_close_do_not_write_over_one_another(self) -> None:
        """The last is labelled; its bar stands all the same."""
        days = [date(2017, 1, 1), date(2022, 12, 1), date(2023, 1, 1)]
        picture = trend("Chance", [(day, 2, 0, 1) for day in days])
        assert picture is not None
        assert "Jan 2023" in picture.svg
        assert "Dec 2022" not in picture.svg
        assert picture.svg.count("<rect") == 3

    def test_two_points_of_one_day_are_drawn(self) -> None:
        """There is no time between them."""
        assert trend("Chance", [(CCG_DAY, 2, 0, 1), (CCG_DAY, 2, 0, 1)]) is not None


class TestWords:
    """How things are said."""

    @pytest.mark.parametrize(
        ("policy_id", "says"),
        [("herts-and-west-essex/care", "Herts and West Essex"), ("the-north/care", "The North"), ("nice/care", "NICE's guideline")],
    )
    def test_areas(self, policy_id: str, says: str) -> None:
        """From the ids of policies."""
        assert area_says(policy_id) == says

    def test_an_area_that_stands_twice_is_told_by_its_version(self) -> None:
        """And one that does not has its name alone."""
        rows = [{"policy": "a/care", "version": "1"}, {"policy": "a/care", "version": "2"}, {"policy": "b/care", "version": "1"}]
        assert [row_says(row, rows) for row in rows] == ["A (1)", "A (2)", "B"]

    @pytest.mark.parametrize(
        ("measure", "says"),
        [(None, "–"), ({"least": 0.25, "most": 0.5}, "25.0 % to 50.0 %"), ({"least": 0.25, "most": 0.25}, "25.0 %")],
    )
    def test_intervals(self, measure: dict[str, float] | None, says: str) -> None:
        """Or one share where it is known."""
        assert interval_says(measure) == says

    @pytest.mark.parametrize(
        ("treatments", "says"),
        [
            ({"ivf": {"outcome": "eligible", "cycles": 2, "transfers": 4}}, "cycles 2, transfers 4"),
            ({"ivf": {"outcome": "eligible", "cycles": None, "transfers": "not stated"}}, "–"),
            ({"ivf": {"outcome": "not eligible", "cycles": 0}}, "–"),
            ({"ivf": {"outcome": "not eligible", "cycles": 0}, "iui": {"outcome": "not known", "tries": 6}}, "iui: tries 6"),
        ],
    )
    def test_amounts(self, treatments: dict[str, Any], says: str) -> None:
        """As far as they are known, of what is not refused."""
        assert amounts_say(treatments) == says

    @pytest.mark.parametrize(("count", "says"), [(0, "no area"), (1, "1 area"), (2, "2 areas")])
    def test_numbers(self, count: int, says: str) -> None:
        """None, one, and more."""
        assert number_of(count, "area", "areas") == says


class TestMapped:
    """What a map shows."""

    def test_a_couple(self, country: Library) -> None:
        """The outcome of each body; mixed where its parts differ, and not known where too little was seen."""
        found = couple_map(of_couple(country, ICB_DAY))
        assert found == {
            "QNI": Shown("eligible", "yes", "North: eligible; Far North: eligible"),
            "QSI": Shown("not known", "not refused", "South: not known, but nothing seen refuses"),
            "QEI": Shown("not known", "?", "a policy binds or may bind, and too little of it is known to compare"),
        }
        mixed = couple_map(of_couple(country, ICB_DAY, smokes="true"))
        assert (mixed["QNI"].kind, mixed["QNI"].label, mixed["QSI"].label) == ("mixed", "in parts", "no")

    def test_a_body_of_which_a_part_is_unseen_is_shown_in_part(self, tmp_path: Path) -> None:
        """Its one answer holds for a part."""
        found = couple_map(of_couple(library_at(tmp_path, NORTH, SOUTH, EAST), NEW_DAY, BMI="31"))
        assert (found["QNI"].kind, found["QNI"].label) == ("mixed", "no in part")
        assert found["QUI"] == Shown(
            "not known",
            "not refused",
            "South: not known, but nothing seen refuses; of its other places too little is known to compare",
        )
        whole = policy("east", "01E", BMI)
        united = couple_map(of_couple(library_at(tmp_path / "u", whole, SOUTH), NEW_DAY, BMI="31"))["QUI"]
        assert (united.kind, united.label) == ("mixed", "in parts")

    def test_people(self, country: Library) -> None:
        """The share whom nothing seen refuses; of several policies their mean."""
        found = people_map(of_people(country, ICB_DAY, heavy=3, light=1))
        assert found == {
            "QNI": Shown("share", "25%", "Far North: 25.0 %; North: 25.0 %", 0.25),
            "QSI": Shown("share", "100%", "South: 100 %", 1.0),
            "QEI": Shown("share", "?", "a policy binds or may bind, and too little of it is known to compare"),
        }
        part = people_map(of_people(library_at(country.folder / "p", NORTH), ICB_DAY, light=1))["QNI"]
        assert part.label == "100% in part"
        assert part.words.endswith("of its other places too little is known to compare")

    def test_hidden_counts_have_no_share(self, country: Library) -> None:
        """Nor has nobody."""
        assert people_map(of_people(country, ICB_DAY, light=3, safely=True))["QNI"].label == "*"
        assert people_map(of_people(country, ICB_DAY, heavy=100, light=300, safely=True))["QNI"].value == 0.75
        assert people_map(of_people(country, ICB_DAY))["QNI"].value is None
