"""Surveys begun, changed, and published."""

import pytest

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.models import Survey
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING
from coequal.involvement.surveys.saving import LARGEST, ChangedMeanwhile, begin, change, publish, save, undo
from tests.involvement import making
from tests.involvement.making import SURVEY
from tests.web.signing import person

pytestmark = pytest.mark.django_db


def acting() -> Acting:
    return person_acting(person(Role.INVOLVEMENT_OFFICER))


def test_a_survey_begins_with_a_text_that_reads_as_one() -> None:
    """It has its title, without signs that nobody sees; whoever has no such role cannot begin one."""
    made = begin(acting(), making.involvement(PREPARING), SURVEY.replace("want to know", "want\u200b to know\r\n"))
    assert made.title == "Help to have a baby: your views"
    assert "\u200b" not in made.text
    assert "\r" not in made.text
    assert made.version is None
    assert Entry.objects.get().action == "began a survey"
    with pytest.raises(CoequalError, match="begins with its front matter"):
        begin(acting(), making.involvement(PREPARING), "words")
    with pytest.raises(NotAllowed):
        begin(person_acting(person(Role.CLINICIAN, email="c@exampleshire.example")), making.involvement(PREPARING), SURVEY)
    with pytest.raises(NotAllowed):
        begin(acting(), making.involvement(CLOSED), SURVEY)


def test_nobody_writes_over_what_somebody_else_saved() -> None:
    """Whoever saves on an older text is told what stands there now, and its mark."""
    survey = making.survey()
    save(acting(), survey, 0, SURVEY.replace("We want", "We really want"))
    with pytest.raises(ChangedMeanwhile) as told:
        save(acting(), survey, 0, SURVEY.replace("We want", "They want"))
    assert told.value.mark == 1
    assert "We really want" in told.value.theirs


def test_a_text_that_cannot_be_read_yet_is_kept() -> None:
    """With the title that the survey had; one that is the same changes nothing; one that is too long is refused."""
    survey = making.survey()
    saved = save(acting(), survey, 0, "not finished")
    assert (saved.text, saved.title, saved.mark) == ("not finished", "Help to have a baby: your views", 1)
    assert save(acting(), survey, 1, "not finished").mark == 1
    with pytest.raises(CoequalError, match="at most 256 kB"):
        save(acting(), survey, 1, "a" * (LARGEST + 1))


def test_the_last_change_is_undone_and_done_again() -> None:
    """Where nothing was changed there is nothing to undo."""
    survey = making.survey()
    with pytest.raises(CoequalError, match="nothing to undo"):
        undo(acting(), survey, 0)
    changed = change(acting(), survey, 0, lambda text: text.replace("We want", "I want"), "changed it")
    undone = undo(acting(), changed, 1)
    assert undone.text == SURVEY
    assert "I want" in undo(acting(), undone, 2).text


def test_a_version_is_published_with_a_reason_while_people_answer() -> None:
    """Not with a fault, nor twice, nor on an older text."""
    survey = making.survey(making.involvement(OPEN))
    with pytest.raises(CoequalError, match="published already"):
        publish(acting(), survey, 0)
    save(acting(), survey, 0, SURVEY.replace("We want", "I want"))
    with pytest.raises(ChangedMeanwhile):
        publish(acting(), survey, 0)
    with pytest.raises(CoequalError, match="Say why"):
        publish(acting(), survey, 1, " ")
    made = publish(acting(), survey, 1, " A slip. ")
    assert (made.number, made.why) == (2, "A slip.")
    assert Survey.objects.get(pk=survey.pk).version == made
    save(acting(), survey, 1, "not finished")
    with pytest.raises(CoequalError, match="still has a fault"):
        publish(acting(), survey, 2, "Because.")


def test_the_first_version_needs_no_reason() -> None:
    """Nobody answers it yet."""
    survey = begin(acting(), making.involvement(PREPARING), SURVEY)
    assert publish(acting(), survey, 0).number == 1
    save(acting(), survey, 0, SURVEY.replace("We want", "I want"))
    assert publish(acting(), survey, 1).number == 2
