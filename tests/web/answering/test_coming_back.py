"""Codes: to come back with, to withdraw with, and to guess in vain."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from coequal.involvement.models import Response
from coequal.involvement.models.responses import WITHDRAWN
from coequal.web.answering import guesses
from tests.involvement import making
from tests.web.answering.answerer import ABOUT, RULES, Answerer, text

pytestmark = pytest.mark.django_db
WRONG = "No answers are kept under this code"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Nobody has guessed before."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def who() -> Answerer:
    """Somebody who has answered a page."""
    found = Answerer(making.survey())
    found.begin()
    found.about()
    return found


def test_on_another_computer_somebody_goes_on_where_they_left_off(who: Answerer) -> None:
    """With the code as they wrote it down."""
    who.post("page/2", {**RULES, "services": ["ivf"], "action": "save"})
    other = Answerer(who.survey)
    assert "Come back with a code" in text(other.get("return"))
    arrived = other.post("return", {"code": who.code.lower().replace("-", " ")})
    assert (arrived.status_code, arrived["Location"]) == (303, f"{who.home}/page/2")
    assert other.code == who.code
    assert "checked" in other.get("page/2").content.decode()


def test_whoever_had_answered_nothing_goes_on_at_the_first_page() -> None:
    """They had only begun."""
    who = Answerer(making.survey())
    who.begin()
    assert "Go on now" in text(who.get("code"))
    other = Answerer(who.survey)
    assert other.post("return", {"code": who.code})["Location"] == f"{who.home}/page/1"


def test_the_code_of_what_was_sent_says_that_it_was_sent(who: Answerer) -> None:
    """From where it can be withdrawn."""
    who.post("check")
    other = Answerer(who.survey)
    assert other.post("return", {"code": who.code})["Location"] == f"{who.home}/sent?again"
    assert "withdraw your answers" in text(other.get("sent?again"))


def test_a_browser_that_brings_no_code_is_told_what_to_do(who: Answerer) -> None:
    """It refuses cookies, or was closed."""
    other = Answerer(who.survey)
    for step in ("page/1", "check", "code", "sent"):
        page = other.get(step)
        assert page.status_code == 403
        assert "refuses cookies" in text(page)


def test_what_was_typed_when_the_cookie_was_lost_is_kept_with_the_code(who: Answerer) -> None:
    """The page waits in the form until the code is given; a wrong one loses nothing."""
    other = Answerer(who.survey)
    page = other.post("page/2", {**RULES, "services": ["ivf", "iui"], "effect": "Long\nthoughts"})
    html = page.content.decode()
    assert page.status_code == 403
    for field in ('name="services" value="ivf"', 'name="services" value="iui"', 'name="page" value="the-rules"', "Long\nthoughts"):
        assert field in html
    waiting = {**RULES, "services": ["ivf", "iui"]}
    waiting.pop("action")
    again = other.post("return", {**waiting, "code": "7F3K-2QX9-BCDF-GHJK", "go": "yes"})
    assert 'name="services" value="iui"' in again.content.decode()
    assert WRONG in text(again)
    arrived = other.post("return", {**waiting, "code": who.code, "go": "yes"})
    assert arrived["Location"] == f"{who.home}/page/3"
    assert who.kept.answers["services"] == ["ivf", "iui"]
    assert other.code == who.code


def test_a_computer_forgets_when_it_is_told_to(who: Answerer) -> None:
    """The answers stay under the code."""
    gone = who.post("leave")
    assert "has forgotten your answers" in text(gone)
    assert who.code == ""
    assert who.get("page/1").status_code == 403
    assert Response.objects.get().answers["capacity"] == "public"


def test_every_wrong_code_is_answered_alike(who: Answerer) -> None:
    """Of no shape, of nobody, of another survey, withdrawn: nothing is told of which it is."""
    other = Answerer(making.survey())
    other.begin()
    gone = Answerer(who.survey)
    gone.begin()
    code = gone.code
    gone.post("withdraw", {"code": code})
    said = {text(who.post("return", {"code": one})) for one in ("", "please", "7F3K-2QX9-BCDF-GHJK", other.code, code)}
    assert len({words.replace(" ", "") for words in said}) == 1
    assert WRONG in said.pop()


def test_one_computer_can_guess_sixty_times_in_ten_minutes(who: Answerer) -> None:
    """Then even the right code that is typed leads nowhere, and the page is the same; another computer is not kept out."""
    for _ in range(guesses.OF_ONE):
        assert WRONG in text(who.post("return", {"code": "7F3K-2QX9-BCDF-GHJK"}))
    assert WRONG in text(who.post("return", {"code": who.code}))
    assert WRONG in text(who.post("withdraw", {"code": who.code}))
    elsewhere = Answerer(who.survey)
    elsewhere.client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert elsewhere.post("return", {"code": who.code}).status_code == 303
    assert who.get("page/1").status_code == 200  # whoever is answering there goes on


def test_a_wrong_code_that_a_browser_brings_is_a_guess_too(who: Answerer) -> None:
    """A page is no way round the box for codes."""
    other = Answerer(who.survey)
    other.client.cookies["survey"] = "7F3K-2QX9-BCDF-GHJK"
    for _ in range(guesses.OF_ONE):
        assert other.get("page/1").status_code == 403
    assert WRONG in text(other.post("return", {"code": who.code}))


def test_nobody_can_lock_out_everybody(who: Answerer) -> None:
    """However many wrong codes many computers try, another one comes back with its own."""
    for number in range(510):
        guesses.note_wrong(RequestFactory().post("/", REMOTE_ADDR=f"198.51.{number // 100}.{number % 100}"))
    who.client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert who.post("return", {"code": who.code}).status_code == 303


def test_who_withdraws_is_erased_and_told_so_however_often_they_ask(who: Answerer) -> None:
    """That somebody answered stays counted."""
    code = who.code
    assert code in who.get("withdraw").content.decode()
    done = who.post("withdraw", {"code": code})
    assert "Your answers are withdrawn" in text(done)
    assert "Your answers are withdrawn" in text(who.post("withdraw", {"code": code}))
    kept = Response.objects.get()
    assert (kept.status, kept.answers) == (WITHDRAWN, {})
    assert who.get("page/1").status_code == 403
    assert WRONG in text(who.post("withdraw", {"code": "nonsense"}))


def test_what_is_published_cannot_be_withdrawn(who: Answerer) -> None:
    """And whoever asks is told why."""
    who.survey.involvement.reported = timezone.now()
    who.survey.involvement.save()
    page = who.post("withdraw", {"code": who.code})
    assert page.status_code == 409
    assert "findings are published" in text(page)


def test_the_step_of_a_page_that_is_not_asked_any_more_leads_on(who: Answerer) -> None:
    """In another window the answer was changed."""
    who.post("page/2", {**RULES, "services": ["ivf"]})
    Response.objects.update(answers={"capacity": "staff"})
    other = Answerer(who.survey)
    assert other.post("return", {"code": who.code})["Location"] == f"{who.home}/page/2"
    assert ABOUT["page"] != who.kept.step
