"""Responses as people give them: begun, kept, sent, found again, withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.involvement.answering import keeping
from coequal.involvement.answering.keeping import NoSuchPage, Unfinished, begin, find, finish, keep, left_to_do, withdraw
from coequal.involvement.answering.times import NotNow
from coequal.involvement.models import Extract, Keyed, PublishedReport, Response, Survey
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD
from coequal.involvement.models.responses import BEGUN, COMPLETE, EASY_READ, PARTIAL, WITHDRAWN
from tests.involvement import making
from tests.web.signing import person

pytestmark = pytest.mark.django_db
ABOUT = ("capacity", "district")
FIRST = {"capacity": ["patient"], "district": ["EX1 2AB"]}


@pytest.fixture
def survey() -> Survey:
    return making.survey()


def test_a_response_is_begun_without_anything_about_who_gives_it(survey: Survey) -> None:
    """It has the version, the channel and the language; and only a digest of its code."""
    response, code = begin(survey, EASY_READ, "cy")
    kept = Response.objects.get(pk=response.pk)
    assert (kept.status, kept.channel, kept.language, kept.version) == (BEGUN, EASY_READ, "cy", survey.version)
    assert kept.answers == {}
    assert code not in str(vars(kept))
    assert find(survey, code) == response
    assert find(survey, code.replace("-", " ").lower()) == response
    assert begin(survey, language="fr")[0].language == "en"


def test_a_code_leads_to_its_own_survey_alone(survey: Survey) -> None:
    """And a wrong one nowhere."""
    _response, code = begin(survey)
    assert find(making.survey(), code) is None
    assert find(survey, "7F3K-2QX9-BCDF-GHJK") is None
    assert find(survey, "please") is None


@pytest.mark.parametrize("state", [ANNOUNCED, ON_HOLD, CLOSED])
def test_nobody_begins_where_it_is_not_open(state: str) -> None:
    """Before, after, and meanwhile."""
    with pytest.raises(NotNow):
        begin(making.survey(making.involvement(state)))


def test_nobody_begins_a_survey_that_is_only_being_written(survey: Survey) -> None:
    """There is no version to answer yet."""
    survey.version = None
    with pytest.raises(NotNow):
        begin(survey)


def test_a_page_is_kept_beside_the_others(survey: Survey) -> None:
    """What was answered before stays, what was emptied goes, and the response is placed by its answers."""
    response, _code = begin(survey)
    kept = keep(response, "about-you", FIRST, ABOUT)
    assert (kept.faults, kept.missing, kept.more) == ({}, {}, ())
    keep(response, "the-rules", {"services": ["ivf"], "importance": ["5"]}, ("services", "importance"))
    keep(response, "the-rules", {"services": ["iui"]}, ("services", "importance"))
    response.refresh_from_db()
    assert response.answers == {"capacity": "patient", "district": "EX1", "services": ["iui"]}
    assert (response.area, response.kind, response.step) == ("north", "individual", "the-rules")


def test_questions_that_follow_from_an_answer_on_the_same_page_are_told(survey: Survey) -> None:
    """They did not stand on the page, so what is kept of them stays as it is."""
    response, _code = begin(survey)
    keep(response, "about-you", FIRST)
    shown = ("one-policy", "services", "importance", "ways")
    assert keep(response, "the-rules", {"one-policy": ["agree"]}, shown).more == ("effect",)
    keep(response, "the-rules", {"one-policy": ["agree"], "effect": ["It is fair."]}, (*shown, "effect"))
    assert keep(response, "the-rules", {"one-policy": ["disagree"]}, shown).more == ("effect",)
    response.refresh_from_db()
    assert response.answers["effect"] == "It is fair."


def test_what_is_no_answer_is_left_out_and_told_with_what_is_missing(survey: Survey) -> None:
    """The rest of the page is kept; of a box that has a fault nothing is said twice."""
    response, _code = begin(survey)
    kept = keep(response, "about-you", {"capacity": ["king"], "district": ["EX3"]}, ABOUT)
    assert list(kept.faults) == ["capacity"]
    assert kept.missing == {}
    assert list(keep(response, "about-you", {}, ABOUT).missing) == ["capacity"]
    assert kept.response.answers == {"district": "EX3"}


def test_faults_of_what_is_not_asked_any_more_are_nobodys_trouble(survey: Survey) -> None:
    """Somebody takes back the answer from which the question followed."""
    response, _code = begin(survey)
    keep(response, "about-you", FIRST)
    sent = {"one-policy": ["unsure"], "effect": ["x" * 20_000]}
    assert keep(response, "the-rules", sent, ("one-policy", "effect")).faults == {}


def test_a_page_that_the_survey_does_not_have_is_refused(survey: Survey) -> None:
    """Nothing of it is kept."""
    response, _code = begin(survey)
    with pytest.raises(NoSuchPage):
        keep(response, "../admin", {"capacity": ["patient"]})
    response.refresh_from_db()
    assert response.answers == {}


def test_a_page_that_is_not_asked_is_kept_until_it_is_sent(survey: Survey) -> None:
    """In another window the answer from which it followed was changed; sending leaves it out."""
    response, _code = begin(survey)
    keep(response, "about-you", {"capacity": ["staff"]})
    assert keep(response, "the-rules", {"services": ["ivf"]}).missing == {}
    assert "services" in Response.objects.get(pk=response.pk).answers
    assert finish(response).answers == {"capacity": "staff"}


def test_sending_counts_once_however_often_it_is_sent(survey: Survey) -> None:
    """The second time nothing changes, whatever another window sends meanwhile."""
    response, _code = begin(survey)
    keep(response, "about-you", FIRST)
    done = finish(response)
    assert (done.status, done.area, done.kind, done.may_publish, done.why) == (COMPLETE, "north", "individual", None, "")
    assert keep(response, "about-you", {"capacity": ["staff"]}).response.answers == done.answers
    again = finish(response)
    assert (again.completed, again.answers) == (done.completed, done.answers)
    assert Response.objects.count() == 1


def test_nothing_is_sent_that_lacks_what_is_needed(survey: Survey) -> None:
    """It is told by page and box; and where nothing was answered at all there is nothing to send."""
    response, _code = begin(survey)
    with pytest.raises(Unfinished, match="need an answer") as refused:
        finish(response)
    assert refused.value.boxes == {"about-you": {"capacity": "Choose one of the answers."}}
    survey.version = making.publish(survey, making.SURVEY.replace("required: true\n", ""))
    empty, _code = begin(survey)
    assert left_to_do(survey.version.definition, {}) == {}
    with pytest.raises(Unfinished, match="nothing to send"):
        finish(empty)
    assert Response.objects.get(pk=empty.pk).status == BEGUN


def test_a_response_is_partial_from_its_first_answer_on(survey: Survey) -> None:
    """Only what was answered counts; whoever takes the last answer back has none, and neither has what is not asked."""
    response, _code = begin(survey)
    assert keep(response, "about-you", {}).response.status == BEGUN
    assert keep(response, "about-you", FIRST).response.status == PARTIAL
    assert keep(response, "about-you", {}).response.status == BEGUN
    assert keep(response, "the-rules", {"services": ["ivf"]}).response.status == BEGUN


def test_whoever_had_begun_can_still_send_and_counts_as_any_other(survey: Survey) -> None:
    """Within 24 hours after the end, with a note: unsent it would count too. Later neither a page nor the whole is taken, and what is there stays."""
    response, _code = begin(survey)
    keep(response, "about-you", FIRST)
    other, _code = begin(survey)
    keep(other, "about-you", FIRST)
    now = timezone.now()
    Response.objects.update(began=now - timedelta(days=2))
    survey.involvement.ended = now - timedelta(hours=23)
    survey.involvement.save()
    assert finish(response).status == COMPLETE
    assert finish(response).why == keeping.WHY_LATE
    survey.involvement.ended = now - timedelta(hours=25)
    survey.involvement.save()
    with pytest.raises(NotNow):
        keep(other, "about-you", {})
    with pytest.raises(NotNow):
        finish(other)
    other.refresh_from_db()
    assert (other.status, other.answers["capacity"]) == (PARTIAL, "patient")


def test_whoever_began_goes_on_with_the_version_that_they_began_with(survey: Survey) -> None:
    """Another version is answered by those who begin after it."""
    response, code = begin(survey)
    survey.version = making.publish(
        survey, making.SURVEY.replace("id: district", "id: where").replace("area: district", "area: where")
    )
    survey.save()
    keep(response, "about-you", FIRST)
    assert find(survey, code).version.number == 1
    assert finish(response).answers["district"] == "EX1"
    assert begin(survey)[0].version.number == 2


def test_who_withdraws_leaves_a_count_and_nothing_else(survey: Survey) -> None:
    """Answers, pieces of text and what was typed in from paper are gone; that it was done is on record, without who."""
    response, code = begin(survey)
    keep(response, "about-you", FIRST)
    finish(response)
    question = f"{survey.reference} effect"
    Extract.objects.create(involvement=survey.involvement, question=question, response=response, text="mine", shown="mine")
    Keyed.objects.create(response=response, by=person(), answers={"effect": "mine"})
    gone = withdraw(survey, code)
    assert gone is not None
    gone.refresh_from_db()
    assert (gone.status, gone.answers, gone.area, gone.may_publish, gone.step) == (WITHDRAWN, {}, "", None, "")
    assert not Extract.objects.exists()
    assert not Keyed.objects.exists()
    entry = Entry.objects.latest("number")
    assert (entry.who, entry.reference, entry.detail) == ("the system", response.reference, "{}")
    assert find(survey, code) is None
    assert withdraw(survey, code).status == WITHDRAWN
    assert Entry.objects.count() == 1
    assert withdraw(survey, "7F3K-2QX9-BCDF-GHJK") is None


def test_nothing_is_withdrawn_from_findings_that_are_published(survey: Survey) -> None:
    """They were counted by then, and whoever asks is told so."""
    _response, code = begin(survey)
    survey.involvement.reported = timezone.now()
    survey.involvement.save()
    with pytest.raises(NotNow, match="findings are published"):
        withdraw(survey, code)


def test_nothing_is_withdrawn_from_what_was_published_on_hold(survey: Survey) -> None:
    """What came before the report is in it, though the involvement is not over; what comes later is in none."""
    response, code = begin(survey)
    keep(response, "about-you", FIRST)
    finish(response)
    PublishedReport(involvement=survey.involvement, number=1, digest="sha256:0").save()
    with pytest.raises(NotNow, match="findings are published"):
        withdraw(survey, code)
    _later, code = begin(survey)
    assert withdraw(survey, code).status == WITHDRAWN


def test_pages_that_two_windows_send_are_both_kept(survey: Survey) -> None:
    """Each window knows the response as it was before the other sent its page."""
    response, _code = begin(survey)
    keep(response, "about-you", {"capacity": ["public"]})
    one, other = Response.objects.get(pk=response.pk), Response.objects.get(pk=response.pk)
    keep(one, "the-rules", {"importance": ["5"]})
    keep(other, "questions-about-equality", {"age": ["under-35"], "children": ["2"]})
    response.refresh_from_db()
    assert response.answers == {"capacity": "public", "importance": 5, "age": "under-35", "children": 2}
