"""The preview of a survey, for those who write it."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.involvements import PREPARING
from tests.involvement import making
from tests.web.answering.answerer import ABOUT, EQUALITY, RULES, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db


class Writer:
    """An involvement officer who looks at what they write."""

    def __init__(self, survey: Survey) -> None:
        self.client: Client = signed_in(Role.INVOLVEMENT_OFFICER)
        self.address = f"/survey/preview/{survey.reference}"
        self.so_far, self.page = "{}", ""

    def get(self, query: str = "") -> str:
        return text(self.client.get(f"{self.address}{query}"))

    def send(self, go: str, **sent: object) -> str:
        response = self.client.post(self.address, {"go": go, "so_far": self.so_far, **sent})
        self.page = response.content.decode()
        found = re.search(r'name="so_far" value="([^"]*)"', self.page)
        self.so_far = unescape(found[1]) if found else self.so_far
        return text(response)


@pytest.fixture
def survey() -> Survey:
    return making.survey(making.involvement(PREPARING))


def test_the_whole_survey_can_be_walked_and_nothing_is_kept(survey: Survey) -> None:
    """From the first page to the thanks, marked as a preview on each."""
    who = Writer(survey)
    assert "Preview: nothing is kept." in who.get()
    assert "Page 1 About you" in who.send("begin", manner="en")
    said = who.send("page", **{**ABOUT, "capacity": "public", "district": "EX1 2AB"})
    assert "Page 2 of 3 The rules" in said
    assert "Why do you say that?" in who.send(
        "page", **RULES, **{"one-policy": "agree", "services": ["other"], "services:other": "luck"}
    )
    rules = {**RULES, "shown": f"{RULES['shown']} effect", "one-policy": "agree", "effect": "Fair."}
    rules |= {"services": ["other"], "services:other": "luck"}
    assert "Questions about equality" in who.send("page", **rules)
    assert "Check your answers" in who.send("page", **EQUALITY)
    assert json.loads(who.so_far) == {
        "capacity": "public",
        "district": "EX1",
        "one-policy": "agree",
        "effect": "Fair.",
        "services": ["other"],
        "services:other": "luck",
    }
    assert "Page 1" in who.send("again")
    assert "Check your answers" in who.send("check")
    assert "Preview: nothing is kept." in who.send("send")
    assert "2222-2222-2222-2222" in who.page
    assert not Response.objects.exists()


def test_buttons_do_what_they_do_for_people(survey: Survey) -> None:
    """Back, save, faults, and what is missing."""
    who = Writer(survey)
    who.send("begin", manner="easy")
    assert "Who are you? Choose one of the answers." in who.send("page", manner="easy", **ABOUT)
    assert "Page 1" in who.send("page", **{**ABOUT, "action": "back"})
    assert "Your answers are kept" in who.send("page", **{**ABOUT, "action": "save"})
    assert "Write the first part" in who.send("page", **{**ABOUT, "action": "back", "district": "12 High Street"})
    assert "need an answer before you can send" in who.send("send")
    who.send("page", **{**ABOUT, "capacity": "staff"})
    assert "Questions about equality" in who.send("page", **RULES)  # of a page that is not asked


def test_a_version_is_shown_as_it_was_published(survey: Survey) -> None:
    """The text that is being written is another."""
    survey.text = making.SURVEY.replace("We want to know", "We would like to know")
    survey.save()
    who = Writer(survey)
    assert "We would like to know" in who.get()
    assert "We want to know" in who.get("?version=1")
    assert "We want to know" in who.send("", version="1")
    assert who.client.get(f"{who.address}?version=9").status_code == 404
    assert who.client.get(f"{who.address}?version=x").status_code == 404


def test_a_text_with_a_mistake_is_not_shown_and_it_is_said_where(survey: Survey) -> None:
    """With the line."""
    survey.text = making.SURVEY.replace("kind: scale", "kind: ladder")
    survey.save()
    page = Writer(survey)
    assert "line" in page.get()
    assert "cannot be shown yet" in page.get()


@pytest.mark.parametrize(
    "so_far", ["", "no json", "[1]", '{"capacity": "king", "services": ["ivf"], "services:other": 7}', "[" * 100_000]
)
def test_answers_that_come_back_altered_do_no_harm(survey: Survey, so_far: str) -> None:
    """What is no answer is left out."""
    who = Writer(survey)
    who.so_far = so_far
    assert "Page 1" in who.send("begin")
    assert "king" not in who.so_far


def test_a_page_that_is_not_there_is_not_shown(survey: Survey) -> None:
    """Forged or of an older text."""
    who = Writer(survey)
    response = who.client.post(who.address, {"go": "page", "page": "nowhere"})
    assert response.status_code == 404


def test_the_place_of_a_picture_is_shown_to_those_who_write(survey: Survey) -> None:
    """It is for the printed easy read."""
    survey.text = making.SURVEY.replace("id: district\n", "id: district\npicture: a map of the area\n")
    survey.save()
    assert "A place for a picture: a map of the area" in Writer(survey).send("begin")


def test_a_survey_that_was_never_published_can_be_previewed(survey: Survey) -> None:
    """It has no version yet."""
    survey.version = None
    survey.save()
    assert "Page 1" in Writer(survey).send("begin")
