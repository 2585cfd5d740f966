"""The way through a survey, from its first page to the thanks."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coequal.involvement.models import Paper, Response, Survey
from coequal.involvement.models.involvements import PREPARING
from coequal.involvement.models.responses import BEGUN, COMPLETE, EASY_READ
from coequal.pages.words import moment
from tests.involvement import making
from tests.web.answering.answerer import ABOUT, EQUALITY, RULES, Answerer, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    return making.survey()


@pytest.fixture
def who(survey: Survey) -> Answerer:
    return Answerer(survey)


def test_the_first_page_says_what_people_want_to_know_before_they_answer(who: Answerer) -> None:
    """For whom, how long, until when, what is kept, what to read, and how to answer otherwise; and it sets no cookie."""
    involvement = who.survey.involvement
    involvement.questions = "The involvement team\n01632 960123"
    involvement.save()
    now = timezone.now()
    Paper.objects.create(involvement=involvement, title="What is proposed", kind="proposal", text="x", published=now)
    Paper.objects.create(
        involvement=involvement, title="In Urdu", kind="other language", language="Urdu", url="https://example.org/u", published=now
    )
    Paper.objects.create(involvement=involvement, title="A secret", kind="proposal", published=now + timedelta(days=1))
    other = making.survey(involvement)
    page = who.get()
    said = text(page)
    for words in (
        *("An invented area.", "up to 4 minutes", "midnight at the end of", "We do not ask for your name", "What is proposed"),
        *("In Urdu (other language, Urdu)", "Easy read", "Cymraeg (Welsh)", "01632 960123", "one cookie", "Other surveys of"),
    ):
        assert words in said
    assert "A secret" not in said
    assert f"/survey/{other.reference}" in page.content.decode()
    assert page["X-Robots-Tag"] == "all"
    assert not page.cookies


def test_without_papers_or_a_last_day_nothing_is_said_of_them(who: Answerer) -> None:
    """Nor of languages where there is one."""
    involvement = who.survey.involvement
    involvement.closes = None
    involvement.save()
    plain = making.SURVEY.replace("languages: [cy]\n", "").replace("easy read:", "# ").replace("cy:", "# ")
    who.survey.version = making.publish(who.survey, plain)
    who.survey.save()
    said = text(who.get())
    assert "Read this first" not in said
    assert "Open until" not in said
    assert "How do you want to read" not in said


@pytest.mark.parametrize("what", ["unknown", "hidden", "unpublished", "of the past"])
def test_there_is_no_survey_where_nobody_can_know_of_one(what: str, survey: Survey) -> None:
    """One that is not there, of an involvement that is being prepared, without a version, or of a record of facts."""
    if what == "hidden":
        survey = making.survey(making.involvement(PREPARING))
    if what == "unpublished":
        survey.version = None
        survey.save()
    if what == "of the past":
        survey = making.survey(making.involvement(dates_only=True))
    if what == "unknown":
        survey.reference = "S-2222-2222"
    who = Answerer(survey)
    assert who.get().status_code == 404
    assert who.begin().status_code == 404


def test_a_survey_is_answered_from_its_first_page_to_the_thanks(who: Answerer) -> None:
    """Each page leads to the next that is asked; then all answers are shown, sent, and counted once."""
    begun = who.begin()
    assert (begun.status_code, begun["Location"]) == (303, f"{who.home}/page/1")
    assert "Page 1 About you" in text(who.get("page/1"))  # whether the next page is asked hangs on this one
    assert who.about()["Location"] == f"{who.home}/page/2"
    assert "Page 2 of 3 The rules" in text(who.get("page/2"))
    more = who.post("page/2", {**RULES, "one-policy": "agree", "services": ["ivf", "other"], "services:other": "luck"})
    assert more["Location"] == f"{who.home}/page/2#q_effect_"
    assert "Why do you say that?" in text(who.get("page/2"))
    rules = {**RULES, "shown": f"{RULES['shown']} effect", "one-policy": "agree", "effect": "One\nTwo <b>", "ways:gp": "good"}
    rules |= {"services": ["ivf", "other"], "services:other": "luck", "importance": "5"}
    assert who.post("page/2", rules)["Location"] == f"{who.home}/page/3"
    day = {"since[day]": "4", "since[month]": "3", "since[year]": "1990"}
    assert who.post("page/3", {**EQUALITY, **day, "children": "2", "quote": "no"})["Location"] == f"{who.home}/check"
    checked = who.get("check")
    said = text(checked)
    for words in ("A member of the public", "IVF Something else “luck”", "One Two <b>", "Your GP: Good", "4 March 1990", "No"):
        assert words in said
    assert "How old are you? Left out" in said
    assert "What will be left out" not in said
    assert who.post("check")["Location"] == f"{who.home}/sent"
    assert who.post("check")["Location"] == f"{who.home}/sent?again"
    thanks = text(who.get("sent"))
    assert "Thank you Your answers were sent" in thanks
    assert who.code in thanks
    kept = Response.objects.get()
    assert (kept.status, kept.area, kept.may_publish, kept.channel) == (COMPLETE, "north", False, "online")
    assert kept.answers["services:other"] == "luck"


def test_after_sending_nothing_can_be_seen_or_changed(who: Answerer) -> None:
    """Every page says when it was sent, and that nothing was sent twice; what another window sends is shown, and not kept."""
    who.begin()
    who.about()
    who.post("check")
    for step in ("page/1", "check", "code"):
        assert who.get(step)["Location"] == f"{who.home}/sent?again"
    said = text(who.get("sent?again"))
    assert f"They were sent on {moment(who.kept.completed)}. Nothing was sent twice" in said
    assert "Thank you" not in said
    assert "What you have just typed was not kept" not in said
    assert who.code in said
    page = who.about(capacity="staff")
    assert page.status_code == 409
    assert "What you have just typed was not kept" in text(page)
    assert "I work for the NHS" in text(page)
    assert who.kept.answers["capacity"] == "public"
    assert who.begin().status_code == 303  # somebody else on the same computer
    assert Response.objects.count() == 2


def test_a_page_that_is_sent_while_it_is_sent_off_in_another_window_is_told_so(who: Answerer, monkeypatch) -> None:
    """The other window was quicker by a moment."""
    from coequal.web.answering import steps

    who.begin()
    who.about()
    before = who.kept
    who.post("check")
    monkeypatch.setattr(steps, "response_in", lambda _request, _survey: before)
    assert "You have sent these answers already" in text(who.about(capacity="staff"))
    assert who.kept.answers["capacity"] == "public"


def test_no_page_of_answers_is_kept_by_a_browser_or_a_search_engine(who: Answerer) -> None:
    """And the cookie goes to the survey alone, cannot be read by a script, and ends with the browser."""
    cookie = who.begin().cookies["survey"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (
        who.home,
        True,
        "Strict",
        "",
        "",
    )
    page = who.get("page/1")
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert list(who.client.cookies) == ["survey"]
    assert who.code not in page.content.decode()


def test_what_has_to_be_answered_is_asked_for_and_what_is_unfit_comes_back_as_typed(who: Answerer) -> None:
    """The summary names the question and leads to its box."""
    who.begin()
    page = who.about(capacity="", district="12 High Street")
    html = page.content.decode()
    assert "<title>Error: About you" in html
    assert 'href="#q_capacity_"' in html
    assert "There is a problem In which capacity are you answering? Choose one of the answers." in text(page)
    assert 'value="12 High Street"' in html
    assert who.kept.answers == {}
    long = "x" * 100_000
    who.about()
    found = who.post("page/2", {**RULES, "shown": "one-policy effect", "one-policy": "agree", "effect": long})
    assert "you have written 100,000" in text(found)
    assert long in found.content.decode()


def test_back_and_save_need_no_answer_but_lose_nothing(who: Answerer) -> None:
    """What is fit is kept; what is unfit is shown again."""
    who.begin()
    assert who.post("page/1", {**ABOUT, "district": "EX2", "action": "back"})["Location"] == who.home
    assert who.post("page/1", {**ABOUT, "district": "EX3", "action": "save"})["Location"] == f"{who.home}/code"
    assert who.kept.answers == {"district": "EX3"}
    assert who.post("page/1", {**ABOUT, "district": "nowhere", "action": "back"}).status_code == 200
    who.about()
    assert who.post("page/2", {**RULES, "action": "back"})["Location"] == f"{who.home}/page/1"
    assert who.code in text(who.get("code"))


def test_whoever_changes_an_answer_comes_back_to_all_of_them(who: Answerer) -> None:
    """By way of the questions that now follow; and answers to what is not asked any more are left out, which is said before."""
    who.begin()
    who.about()
    who.post("page/2", {**RULES, "services": ["ivf"], "importance": "2"})
    assert 'name="check"' in who.get("page/1?check").content.decode()
    changed = who.post("page/2", {**RULES, "check": "1", "services": ["ivf"], "one-policy": "agree"})
    assert changed["Location"] == f"{who.home}/page/2?check#q_effect_"
    assert who.about(capacity="staff", check="1")["Location"] == f"{who.home}/check"
    said = text(who.get("check"))
    assert "What will be left out" in said
    assert "Which of these have you used?" in said
    who.post("check")
    assert who.kept.answers == {"capacity": "staff", "district": "EX1"}


def test_nothing_is_sent_before_what_is_needed_is_answered(who: Answerer) -> None:
    """The summary leads to the page; and where nothing at all was answered it says so."""
    who.begin()
    page = who.post("check")
    html = page.content.decode()
    assert f'href="{who.home}/page/1?check"' in html
    assert "There is a problem In which capacity are you answering? We need an answer" in text(page)
    assert "We need an answer to this question" in text(page)
    assert who.kept.status == BEGUN
    who.survey.version = making.publish(who.survey, making.SURVEY.replace("required: true\n", ""))
    who.survey.save()
    who.begin(fresh="yes")
    assert "nothing to send" in text(who.post("check"))


def test_nobody_is_thanked_before_they_have_sent(who: Answerer) -> None:
    """They are led to their answers."""
    who.begin()
    assert who.get("sent")["Location"] == f"{who.home}/check"


def test_numbers_beyond_the_last_page_lead_to_the_answers(who: Answerer) -> None:
    """As does none."""
    who.begin()
    for number in (0, 99):
        assert who.get(f"page/{number}")["Location"] == f"{who.home}/check"


def test_a_page_that_the_survey_does_not_have_is_refused(who: Answerer) -> None:
    """Nothing of it is kept."""
    who.begin()
    page = who.post("page/1", {"page": "<script>", "capacity": "public"})
    assert page.status_code == 400
    assert "There is no such page" in text(page)


def test_a_page_that_is_not_asked_any_more_leads_to_the_next_that_is(who: Answerer) -> None:
    """In another window the answer was changed from which it followed."""
    who.begin()
    who.about()
    who.about(capacity="staff")
    assert who.post("page/2", {**RULES, "one-policy": "agree"})["Location"] == f"{who.home}/page/2"
    assert "Questions about equality" in text(who.get("page/2"))


def test_a_page_alone_in_the_end_that_is_not_asked_leads_to_all_answers(who: Answerer) -> None:
    """Nothing follows on it."""
    last = making.SURVEY.split("## Questions about equality", maxsplit=1)[0].replace("may publish: quote\n", "")
    who.survey.version = making.publish(who.survey, last)
    who.survey.save()
    who.begin()
    who.about()
    who.about(capacity="staff")
    assert who.post("page/2", RULES)["Location"] == f"{who.home}/check"
    who.about()
    assert "Page 2 of 2" in text(who.get("page/2"))


def test_what_another_site_sends_is_not_kept(who: Answerer) -> None:
    """A browser says where a form was sent from."""
    who.begin()
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}):
        foreign = Client(headers=headers)
        foreign.cookies = who.client.cookies
        page = foreign.post(f"{who.home}/page/1", {**ABOUT, "capacity": "public"})
        assert page.status_code == 403
        assert "was not sent from this survey" in text(page)
    own = Client(headers={"origin": "http://testserver"})
    own.cookies = who.client.cookies
    assert own.post(f"{who.home}/page/1", {**ABOUT, "capacity": "public"}).status_code == 303
    assert who.kept.answers == {"capacity": "public"}


def test_easy_read_and_other_languages_are_said_and_kept(who: Answerer) -> None:
    """Each in its own words where there are some, marked with their language."""
    who.begin("easy")
    page = who.get("page/1")
    assert "Who are you?" in text(page)
    assert "survey-easy" in page.content.decode()
    assert (who.kept.channel, who.kept.language) == (EASY_READ, "en")
    welsh = Answerer(who.survey)
    welsh.begin("cy")
    html = welsh.get("page/1").content.decode()
    assert '<span lang="cy" dir="auto">Pwy ydych chi?</span>' in html
    assert "What is the first part of your postcode?" in html
    assert (welsh.kept.channel, welsh.kept.language) == ("online", "cy")
    other = Answerer(who.survey)
    other.begin("tlh")
    assert other.kept.language == "en"


def test_whoever_begins_anew_is_asked_whether_it_was_they_who_had_begun(who: Answerer) -> None:
    """On a computer that others use nobody sees the answers of whoever was there before."""
    who.begin()
    first = who.code
    asked = text(who.begin("cy"))
    assert "A survey was begun in this browser" in asked
    assert "Go on with it" in text(who.get())
    assert who.begin("cy", fresh="yes").status_code == 303
    assert who.code != first
    assert (Response.objects.count(), who.kept.language) == (2, "cy")


def test_whoever_began_goes_on_with_their_version(who: Answerer) -> None:
    """Others get the new one."""
    who.begin()
    who.survey.version = making.publish(who.survey, making.SURVEY.replace("## About you", "## You"))
    who.survey.save()
    assert "About you" in text(who.get("page/1"))
    assert who.about().status_code == 303
    other = Answerer(who.survey)
    other.begin()
    assert "About you" not in text(other.get("page/1"))


def test_one_computer_cannot_begin_without_end(who: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A room full of people can."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # the minute does not pass
    found = {who.begin(fresh="yes").status_code for _ in range(60)}
    assert found == {303}
    assert who.begin(fresh="yes").status_code == 429
