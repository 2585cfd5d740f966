"""The lottery as a document."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coequal.comparison.lottery.couple_page import couple_document
from coequal.comparison.lottery.people_page import people_document
from coequal.comparison.lottery.scopes import SCOPES
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
HEAVY = policy("heavy", "01S", ("weight", "met when: BMI > 30"), completeness="partial")
JUDGING = policy("judging", "01S", ("anybody", "kind: judgement\njudged when: BMI > 10"), completeness="second-hand")
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
            "We have seen no area's policy whole, so nowhere can this case be found eligible here. Of 1 other area, seen only in part: refused in 0, nothing seen that refuses in 1, open in 0.",
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
    """Of policies seen whole; of others, of which there is no outcome, it is said last; and the row says how."""
    doubtful = ("body", "met when: BMI <= 30\nor read as: [{label: below 30, met when: BMI < 30}]")
    library = library_at(tmp_path, policy("north", "01N", doubtful), policy("south", "01S", doubtful, completeness="partial"), FAR)
    page = couple_document(of_couple(library, ICB_DAY, BMI="30"), "care")
    assert page.lead.startswith("It depends on how the policy is read in North. Eligible in 2 of 2 areas")
    assert page.lead.endswith("open in 0. It depends on how the policy is read in South.")
    says = "Eligible as we read it; if body (clause 1) is read as “below 30”: not eligible."
    assert [row[-1] for row in table(page, "Outcome and amounts").rows] == ["–", says]
    assert [row[-1] for row in table(page, "As far as seen").rows] == [says]
    assert "It depends" not in couple_document(of_couple(library, ICB_DAY, BMI="24"), "care").lead


def test_a_row_says_what_is_not_known(tmp_path: Path) -> None:
    """The first two, and how many others; of a judgement what is to be judged."""
    many = [(f"rule-{n}", "met when: BMI <= 30") for n in range(4)]
    library = library_at(tmp_path, policy("north", "01N", *many), FAR, policy("south", "01S", *many[:3]))
    page = couple_document(of_couple(library, ICB_DAY, BMI=None, worry="true"), "care")
    unknown = "{0} (clause {1}): Her body mass index is not known."
    two = " ".join(unknown.format(f"rule-{n}", n + 1) for n in range(2))
    assert [row[-1] for row in table(page, "Outcome and amounts").rows] == [
        "worry (clause 2): A person has to judge this, because there is a worry.",
        f"{two} 2 others are not known either.",
        f"{two} 1 other is not known either.",
    ]


def test_the_policies_add_up(country: Library, tmp_path: Path) -> None:
    """Those seen whole, those compared and those not, to the areas of each measure; NICE's and the nation's are no area's."""
    report = of_couple(country, ICB_DAY)
    says = (
        "4 policies bind or may bind for areas of 3 of 3 bodies that commission: 2 seen whole; 1 seen in part, and compared as far as "
        "seen; 1 of which no condition has been seen, and 0 that may bind but not surely, both not compared."
    )
    assert couple_document(report, "care").blocks[0] == Paragraph(says)
    assert [report[scope]["areas"] for scope in SCOPES] == [2, 2 + 1 + 1, 2 + 1]
    assert Paragraph(says) in people_page(country, ICB_DAY, light=1).blocks
    unsure = NORTH.replace("{from: 2014-01-01}", '{from: {printed: none, because: "no day is printed"}}')
    lone = couple_document(of_couple(library_at(tmp_path / "lone", unsure), ICB_DAY), "care").blocks[0]
    assert isinstance(lone, Paragraph)
    assert lone.text.startswith(
        "1 policy binds or may bind for areas of 1 of 3 bodies that commission: 0 seen whole; 0 seen in part"
    )
    assert "and 1 that may bind but not surely" in lone.text


def test_policies_of_nobody_are_said(tmp_path: Path) -> None:
    """First where there is no other; else among what is not seen."""
    strange = policy("far-away", "99X", BMI)
    only = couple_document(of_couple(library_at(tmp_path, strange, policy("old", "", BMI, until="2015-01-01")), ICB_DAY), "care")
    says = "1 policy of this library belongs to no body that is known here, so nobody is put under it: Far Away."
    assert only.blocks[0] == Paragraph(says)
    assert text(only).count(says) == 1
    beside = couple_document(of_couple(library_at(tmp_path / "b", strange, policy("nobody", "", BMI), NORTH), ICB_DAY), "care")
    says = "2 policies of this library belong to no body that is known here, so nobody is put under them: Far Away; Nobody."
    assert beside.blocks[-4] == Paragraph(says)


def test_policies_of_nobody_stand_under_a_heading_of_their_own(country: Library) -> None:
    """Even where every body has a policy."""
    report = {**of_couple(country, ICB_DAY), "of no body": [{"policy": "far-away/care", "version": "1", "name": "Far Away"}]}
    blocks = couple_document(report, "care").blocks
    assert blocks[-5] == Heading("No policy seen")


def test_many_bodies_without_a_policy_are_counted_and_not_named(country: Library) -> None:
    """More than a dozen; the data names them."""
    bodies = [{"code": f"Q{n:02}", "name": f"Board {n}"} for n in range(13)]
    report = {**of_couple(country, ICB_DAY), "bodies": 15, "no policy seen": bodies}
    assert "Of 15 bodies that commission, we have seen no policy of 13.\n" in text(couple_document(report, "care"))
    twelve = text(couple_document({**report, "no policy seen": bodies[1:]}, "care"))
    assert "we have seen no policy of 12: Board 1 (Q01), Board 2" in twelve


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
    many = [{**east, "policy": f"east-{n:02}/care", "name": f"East {n:02}"} for n in range(14)]
    said = text(couple_document({**report, "set apart": many}, "care"))
    assert "East 10; East 11; and 2 others. We know it only from others" in said
    assert "East 12" not in said


def test_a_couple_beside_the_guideline(country: Library) -> None:
    """Those of whom the same is said stand together; where all agree nothing is said."""
    said = text(couple_document(of_couple(country, ICB_DAY, smokes="true"), "care"))
    assert "Where the answer differs from NICE's guideline" in said
    assert "Refused here, eligible there: North; South." in said
    assert "differs from NICE" not in text(couple_document(of_couple(country, ICB_DAY), "care"))


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
            "Over the 2 areas with a policy that binds, all seen whole, the outcome depends on the area for 0.0 % of people.",
        ),
        (
            (NORTH, FAR, SOUTH),
            1,
            (
                "Over the 3 areas with a policy that binds, too little is known to say that the outcome depends on the area for anybody. "
                "We have seen the whole policy of 2 areas; among these it depends on the area for 0.0 % of people."
            ),
        ),
        (
            (NORTH, SMOKY),
            0,
            (
                "Over the 2 areas with a policy that binds, the outcome depends on the area for 100.0 % of people, whatever the unseen "
                "parts say. We have seen the whole policy of 1 area."
            ),
        ),
        (
            (NORTH, HEAVY),
            3,
            (
                "Over the 2 areas with a policy that binds, the outcome depends on the area for at least 25.0 % of people, whatever the "
                "unseen parts say. We have seen the whole policy of 1 area."
            ),
        ),
        (
            (NORTH, EAST),
            0,
            (
                "Over the 2 areas with a policy that binds, too little is known to say that the outcome depends on the area for anybody. "
                "We have seen the whole policy of 1 area."
            ),
        ),
        ((SOUTH,), 0, "We have seen the whole policy of no area. A lottery takes two areas, and there is only one area to count."),
    ],
)
def test_the_answer_about_people_comes_first(tmp_path: Path, policies: tuple[str, ...], heavy: int, lead: str) -> None:
    """What holds whatever is unseen, then what was seen whole."""
    assert people_page(library_at(tmp_path, *policies), ICB_DAY, light=1, heavy=heavy).lead == lead


def test_one_policy_that_leaves_everybody_to_a_person_makes_no_headline(tmp_path: Path) -> None:
    """As far as seen everything depends on the area then, and only the table says so."""
    page = people_page(library_at(tmp_path, NORTH, JUDGING), ICB_DAY, light=3, heavy=1)
    assert table(page, "Chances").rows[2][-1] == "100.0 % of people"
    assert "%" not in page.lead


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
