"""Asking on a page to be told by e-mail, confirming it, and ending it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from coequal.programmes.models import Subscription
from coequal.programmes.models.programmes import ENDED
from coequal.programmes.telling import delivering
from coequal.programmes.telling.mails import LEAVE, token_for
from tests.programmes.making import area, programme
from tests.web.programmes.test_pages import text

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _set_up(settings: Settings) -> None:
    """A mail server is set up, which keeps what it is given."""
    settings.SITE_ADDRESS = "https://coequal.example"
    settings.DEFAULT_FROM_EMAIL = "programmes@coequal.example"


def send(path: str, headers: dict[str, str] | None = None, **given: str) -> Any:
    """What a page answers to a form; nothing of it sets a cookie, and no check of the framework is left out."""
    page = Client(enforce_csrf_checks=True).post(path, given, headers=FROM_HERE if headers is None else headers)
    assert not page.cookies
    return page


def test_somebody_asks_confirms_and_leaves_without_a_cookie(client: Client) -> None:
    """Opening a link changes nothing; pressing its button does, and so does the button of a mail program."""
    made = area()
    page = f"/programmes/{made.programme.reference}/subscribe"
    assert 'value="' + made.reference + '" checked' in text(client, f"{page}?area={made.reference}")
    found = send(page, address=ADA, about=made.reference)
    assert found["Location"] == f"{page}/asked"
    assert "Look into your e-mails" in text(client, found["Location"])
    delivering.deliver.func()
    (sent,) = mail.outbox
    link = re.search(r"https://coequal\.example(/programmes/confirm/\S+)", str(sent.body))
    assert link
    assert "Confirm that you want to be told" in text(client, link[1])
    subscription = Subscription.objects.get()
    assert (subscription.confirmed, subscription.area) == (None, made)
    assert "Hearing aids (Fair access in Exampleshire)" in send(link[1], {}).content.decode()
    subscription.refresh_from_db()
    assert subscription.confirmed
    leave = f"/programmes/leave/{token_for(subscription, LEAVE)}"
    assert "Press the button to get no more e-mails" in text(client, leave)
    assert Subscription.objects.get().address == ADA
    gone = send(leave, {}, **{"List-Unsubscribe": "One-Click"})
    assert "Your address is erased." in gone.content.decode()
    assert gone["Cache-Control"]
    assert Subscription.objects.get().address == ""


def test_the_answer_is_the_same_for_whoever_is_told_already() -> None:
    """So that nobody finds out who is."""
    made = programme()
    page = f"/programmes/{made.reference}/subscribe"
    first, second = (send(page, address=ADA, about="all") for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"address": "", "about": "all"}, "Enter your e-mail address."),
        ({"address": "ada@", "about": "all"}, "Enter an e-mail address, such as name@example.org."),
        ({"address": ADA}, "Choose what you want to be told of."),
        ({"address": ADA, "about": "T-2222-2222"}, "Choose one of these."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_at_the_top(given: dict[str, str], said: str) -> None:
    """What was typed stays."""
    shown = send(f"/programmes/{programme().reference}/subscribe", **given).content.decode()
    assert shown.count(said) == 2
    assert "<title>Error: " in shown
    assert f'value="{given["address"]}"' in shown or not given["address"]


def test_a_form_of_another_site_is_not_taken() -> None:
    """It is shown with what it held, to be looked at and sent by the person themselves."""
    page = f"/programmes/{programme().reference}/subscribe"
    shown = send(page, {"Sec-Fetch-Site": "cross-site"}, address=ADA, about="all").content.decode()
    assert "Your browser does not say that this was sent from this page." in shown
    assert ADA in shown
    assert not Subscription.objects.exists()


def test_of_a_programme_that_ended_nobody_is_told(client: Client, settings: Settings) -> None:
    """Nor where no e-mails can be sent: the feed is named instead."""
    over = f"/programmes/{programme(ENDED).reference}/subscribe"
    assert "This programme has ended, so there is nothing more to tell." in text(client, over)
    assert "so nobody is told of it by e-mail" in send(over, address=ADA, about="all").content.decode()
    settings.SITE_ADDRESS = ""
    shown = text(client, f"/programmes/{programme().reference}/subscribe")
    assert "This site cannot send e-mails at the moment." in shown
    assert "<form" not in shown


def test_a_link_that_is_not_right_says_what_to_do() -> None:
    """Whoever copied half of it, and whoever comes too late."""
    for page in ("confirm", "leave"):
        found = send(f"/programmes/{page}/1:x", {})
        assert found.status_code == 400
        assert "This link is not right" in found.content.decode()


def test_a_whole_programme_is_confirmed_by_its_title() -> None:
    """And leads to its page."""
    made = programme()
    send(f"/programmes/{made.reference}/subscribe", address=ADA, about="all")
    delivering.deliver.func()
    link = re.search(r"coequal\.example(/programmes/confirm/\S+)", str(mail.outbox[0].body))
    assert link
    assert f'href="/programmes/{made.reference}"' in send(link[1], {}).content.decode()


def test_of_a_record_of_the_past_nobody_can_ask_to_be_told(client: Client) -> None:
    """Its pages do not lead there, and the form is not there."""
    made = area(programme(history_only=True))
    whole = f"/programmes/{made.programme.reference}"
    for page in (whole, f"{whole}/{made.reference}"):
        assert f"{whole}/subscribe" not in text(client, page)
    shown = text(client, f"{whole}/subscribe")
    assert "This is a record of what sources say of the past" in shown
    assert "Ask to be told" not in shown
