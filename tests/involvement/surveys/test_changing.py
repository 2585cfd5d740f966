"""One thing changed in a survey's text; the rest stays as somebody wrote it."""

from dataclasses import replace

import pytest

from coequal.errors import CoequalError
from coequal.involvement.surveys.changing import (
    DOWN,
    UP,
    moved,
    page_moved,
    with_about,
    with_page,
    with_question,
    without_page,
    without_question,
)
from coequal.involvement.surveys.model import EASY, TEXT, Only, Page, Question, Words
from coequal.involvement.surveys.reading import read_survey
from coequal.involvement.surveys.translating import lacking, places, with_words
from tests.involvement.making import SURVEY

COMMENTED = SURVEY.replace("## The rules\n", "## The rules\n\nThese are new. <!-- agreed by the team -->\n").replace(
    "id: effect\n", "# asked of everybody who chose\nid: effect\n"
)


def names(text: str) -> list[list[str]]:
    """The names of the questions, page by page."""
    return [[one.id for one in page.questions] for page in read_survey(text).pages]


def test_a_changed_question_changes_its_block_alone() -> None:
    """Comments elsewhere, in prose and in blocks, stay."""
    question = read_survey(COMMENTED).question("ways")
    assert question is not None
    changed = with_question(COMMENTED, replace(question, asks=Words("How was it?")), "the-rules")
    assert "asks: How was it?" in changed
    assert "<!-- agreed by the team -->" in changed
    assert "# asked of everybody who chose" in changed
    assert names(changed) == names(COMMENTED)


def test_a_new_question_stands_at_the_end_of_its_page() -> None:
    """And nowhere else."""
    changed = with_question(SURVEY, Question("new", TEXT, Words("What else?")), "about-you")
    assert names(changed)[0] == ["capacity", "district", "new"]


def test_a_page_that_is_gone_is_told() -> None:
    """So is a question."""
    with pytest.raises(CoequalError, match="no page “gone”"):
        with_question(SURVEY, Question("new", TEXT, Words("What else?")), "gone")
    with pytest.raises(CoequalError, match="no question “gone”"):
        without_question(SURVEY, "gone")


def test_a_question_moves_within_its_page_and_beyond() -> None:
    """Up from the first place of a page it goes to the end of the page before; at the ends of the survey it stays."""
    assert names(moved(SURVEY, "services", UP))[1][:3] == ["one-policy", "services", "effect"]
    assert names(moved(SURVEY, "ways", DOWN))[2][0] == "ways"
    assert names(moved(SURVEY, "one-policy", UP))[0] == ["capacity", "district", "one-policy"]
    assert moved(SURVEY, "quote", DOWN) == moved(moved(SURVEY, "quote", UP), "quote", DOWN)
    emptied = without_page(SURVEY, "the-rules")
    assert names(moved(with_page(emptied, Page("last", Words("Last"), None, ())), "quote", DOWN))[2] == ["quote"]


def test_a_move_that_would_break_routing_is_refused() -> None:
    """A question cannot come before the one that it hangs on, nor can that be taken out."""
    with pytest.raises(CoequalError, match="no question that is asked before it"):
        moved(SURVEY, "effect", UP)
    with pytest.raises(CoequalError, match="hangs on “one-policy”"):
        without_question(SURVEY, "one-policy")


def test_pages_move_and_go() -> None:
    """At the ends they stay."""
    assert names(page_moved(SURVEY, "the-rules", DOWN))[1][0] == "age"
    assert names(page_moved(SURVEY, "about-you", UP)) == names(SURVEY)
    assert len(names(without_page(SURVEY, "the-rules"))) == 2
    assert names(without_question(SURVEY, "found-out"))[2] == ["age", "children", "since", "quote"]


def test_a_page_is_added_and_changed() -> None:
    """Its questions stay in their places; of prose that is not changed the comments stay too."""
    added = with_page(SURVEY, Page("more", Words("More"), Words("Read this."), (), Only({"capacity": ("staff",)})))
    assert read_survey(added).pages[-1].only == Only({"capacity": ("staff",)})
    titled = with_page(COMMENTED, replace(read_survey(COMMENTED).pages[1], title=Words("Our rules"), id="the-rules"), "the-rules")
    assert "<!-- agreed by the team -->" in titled
    assert read_survey(titled).pages[1].id == "the-rules"
    bare = with_page(COMMENTED, replace(read_survey(COMMENTED).pages[1], prose=None), "the-rules")
    assert read_survey(bare).pages[1].prose is None
    assert names(bare) == names(COMMENTED)


def test_the_head_and_the_introduction_change() -> None:
    """And the pages stay."""
    now = read_survey(COMMENTED)
    changed = with_about(COMMENTED, replace(now, title=Words("Hearing aids", now.title.others), intro=Words("Hello.")))
    assert read_survey(changed).title.own == "Hearing aids"
    assert read_survey(changed).intro == Words("Hello.")
    assert "<!-- agreed by the team -->" in changed
    assert read_survey(with_about(changed, replace(read_survey(changed), intro=None))).intro is None
    assert "We want to know what you think." in with_about(SURVEY, replace(now, title=Words("Other")))


def test_every_place_can_be_filled_in_another_language() -> None:
    """Then nothing is lacking; emptied again, the words are taken out."""
    text = COMMENTED.replace("low: not at all", "low: not at all\nhint: Think of the last year.")
    survey = read_survey(text)
    assert [one.name for one in lacking(survey, "cy")][:3] == ["intro", "page about-you", "answer capacity patient"]
    filled = with_words(text, {one.name: f"{one.own} (cy)" for one in places(survey, "cy")}, "cy")
    assert lacking(read_survey(filled), "cy") == []
    assert read_survey(filled).title.in_("cy") == "Help to have a baby: your views (cy)"
    assert read_survey(filled).title.in_(EASY) == "Help to have a baby"
    emptied = with_words(filled, {"title": "", "asks capacity": ""}, "cy")
    assert [one.name for one in lacking(read_survey(emptied), "cy")] == ["title", "asks capacity"]
    assert "<!-- agreed by the team -->" in emptied
