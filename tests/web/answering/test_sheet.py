"""How each kind of question is drawn."""

from dataclasses import replace

import pytest

from coequal.involvement.surveys.model import Page, Question, Words
from coequal.involvement.surveys.reading import read_survey
from coequal.web.answering.manners import Manner, has_easy_read, manner_named, manners
from coequal.web.answering.sheet import Sheet, id_of
from tests.involvement.answering.questions import asked, definition

ENGLISH = Manner("en")


def sheet(*names: str, answers: dict[str, object] | None = None, **more: object) -> Sheet:
    return _sheet_of(*map(asked, names), answers=answers, **more)


def _sheet_of(*questions: Question, answers: dict[str, object] | None = None, **more: object) -> Sheet:
    return Sheet(Page("one", Words("One"), None, questions), ENGLISH, answers or {}, **more)


def values(params: dict[str, object]) -> list[str]:
    return [item.get("value", item.get("divider")) for item in params["items"]]


def test_an_answer_that_need_not_be_given_can_be_taken_back() -> None:
    """Only where it was given, and never where an answer is needed."""
    (box,) = sheet("importance").boxes
    assert "" not in values(box.params)
    (box,) = sheet("importance", answers={"importance": 3}).boxes
    assert values(box.params)[-2:] == ["or", ""]
    (box,) = sheet("capacity", answers={"capacity": "body"}).boxes
    assert values(box.params) == ["patient", "public", "staff", "body"]


def test_an_answer_that_excludes_the_others_is_marked_for_the_script() -> None:
    """Without the script the site says so."""
    (box,) = sheet("services", answers={"services": ["ivf"]}).boxes
    assert [item.get("behaviour") for item in box.params["items"]] == [None, None, None, "exclusive"]
    assert [item["checked"] for item in box.params["items"]] == [True, False, False, False]


def test_words_beside_an_answer_stand_below_all_answers() -> None:
    """The box says to which answer it belongs, and holds what was typed, with what is wrong with it."""
    (box,) = sheet("capacity", answers={"capacity": "body", "capacity:other": "A club"}).boxes
    assert (box.beside["value"], box.beside["errorMessage"]) == ("A club", False)
    assert str(box.beside["label"]["html"]) == "If you chose “For an organisation”, you can say more here"
    typed = (("services",), {"services": ["ivf"], "services:other": ["luck"]})
    wrong = sheet("services", typed=typed, errors={"services:other": "Choose it."})
    (box,) = wrong.boxes
    assert (box.beside["value"], box.beside["errorMessage"]) == ("luck", {"text": "Choose it."})
    assert list(wrong.problems()) == [{"text": "Which of these have you used? Choose it.", "href": "#q_services_other_"}]
    assert sheet("importance").boxes[0].beside is None


def test_a_matrix_is_a_question_for_each_row() -> None:
    """Each with its own name and message; on one line where there are few answers."""
    drawn = sheet("ways", answers={"ways": {"gp": "good"}}, errors={"ways:clinic": "Choose one of the answers."})
    (box,) = drawn.boxes
    assert [row["name"] for row in box.rows] == ["ways:gp", "ways:clinic"]
    assert [row["errorMessage"] for row in box.rows] == [False, {"text": "Choose one of the answers."}]
    assert box.rows[0]["classes"] == "nhsuk-radios--inline"
    assert next(iter(drawn.problems()))["href"] == "#q_ways_clinic_"


def test_messages_stand_in_the_order_of_the_page() -> None:
    """And that of a date leads to its first box."""
    errors = {"effect": "Too long.", "since[day]": "Check it.", "capacity": "Choose."}
    found = [one["href"] for one in sheet("capacity", "since", "effect", errors=errors).problems()]
    assert found == ["#q_capacity_", "#q_since_-day", "#q_effect_"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("capacity", "We need an answer to this question."),
        ("services", "Choose all that are right for you."),
        ("district", "For example, ST5. If you write the whole postcode, we keep only its first part."),
        ("since", "We need an answer to this question. For example, 27 3 2026."),
        ("children", "A number from 0 to 20."),
    ],
)
def test_what_has_to_be_known_is_said_beside_the_question(name: str, hint: str) -> None:
    """Its own hint comes first."""
    (box,) = sheet(name).boxes
    assert str(box.params["hint"]["html"]).startswith(hint)


def test_a_hint_of_its_own_has_the_only_example_of_a_district() -> None:
    """A survey names the districts of its own area."""
    (box,) = _sheet_of(replace(asked("district"), hint=Words("For example ZX1."))).boxes
    assert str(box.params["hint"]["html"]) == "For example ZX1. If you write the whole postcode, we keep only its first part."


def test_no_control_has_the_id_of_another() -> None:
    """Whatever questions and rows are called."""
    assert len({id_of("a"), id_of("a", "b"), id_of("a-b"), f"{id_of('a')}-2", id_of("a-2")}) == 5


def test_a_scale_says_what_its_ends_mean() -> None:
    """Where it is said; the steps between are numbers."""
    text = "---\nsurvey: a/b\ntitle: A\n---\n\n## P\n\n```question\nid: q\nkind: scale\nasks: Q?\nhint: Think.\nfrom: 1\nto: 3\nlow: bad\n```\n"
    page = read_survey(text).pages[0]
    (box,) = Sheet(page, ENGLISH, {}).boxes
    assert [str(item["html"]) for item in box.params["items"]] == ["1: bad", "2", "3"]
    assert box.params["hint"]["html"] == "Think."


def test_several_answers_with_words_share_one_box_below() -> None:
    """It says to which."""
    text = (
        "---\nsurvey: a/b\ntitle: A\n---\n\n## P\n\n```question\nid: q\nkind: several\nasks: Q?\n"
        "answers: {a: {says: A, in words: true}, b: {says: B, in words: true}}\n```\n"
    )
    (box,) = Sheet(read_survey(text).pages[0], ENGLISH, {}).boxes
    assert str(box.beside["label"]["html"]) == "If you chose “A” or “B”, you can say more here"


def test_words_are_marked_with_the_language_that_they_are_in() -> None:
    """Translated or not; of the page's own nothing is marked, and what a survey says is never taken for a tag."""
    words = Words("Hello <b>", {"cy": "Helo", "easy read": "Hi"})
    assert str(ENGLISH.said(words)) == "Hello &lt;b&gt;"
    assert str(Manner("en", "cy").said(words)) == '<span lang="cy" dir="auto">Helo</span>'
    assert str(Manner("en", "easy read").said(words)) == "Hi"
    assert str(Manner("cy").said(Words("Bore da"))) == '<span lang="cy" dir="auto">Bore da</span>'
    assert str(Manner("en", "cy").said(Words("Untranslated"))) == "Untranslated"
    assert str(Manner("en", "cy").told(Words("*Hello*", {"cy": "*Helo*"}))).startswith('<div lang="cy" dir="auto"><p><em>Helo')
    assert str(ENGLISH.said(None)) == str(ENGLISH.told(None)) == ""


def test_languages_are_named_in_themselves_and_in_english() -> None:
    """One that nobody has named stands by its code."""
    text = "---\nsurvey: a/b\ntitle: A\nlanguages: [cy, ur, xx, zh-hans]\n---\n\n## P\n\nWords.\n"
    survey = read_survey(text)
    names = dict(manners(survey))
    assert (names["en"], names["cy"], names["xx"]) == ("English", "Cymraeg (Welsh)", "xx")
    assert names["ur"].endswith("(Urdu)")
    assert "easy" not in names
    assert not has_easy_read(survey)
    assert has_easy_read(definition())
    assert manner_named(survey, "easy") == manner_named(survey, "fr") == Manner("en")
