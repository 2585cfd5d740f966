"""Being told by e-mail: asked for, confirmed, sent once, and ended by a link, after which the address is gone."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.programmes.conduct.areas import merge, split
from coequal.programmes.conduct.beginning import end
from coequal.programmes.conduct.changing import update
from coequal.programmes.models import Outgoing, Programme, Subscription
from coequal.programmes.telling import delivering
from coequal.programmes.telling.subscribing import MOST, ask, confirm, forget_later, leave
from tests.programmes.making import acting, area, programme

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


@pytest.fixture(autouse=True)
def _set_up(settings: Settings) -> None:
    """A mail server is set up, which keeps what it is given."""
    settings.SITE_ADDRESS = "https://coequal.example/"
    settings.DEFAULT_FROM_EMAIL = "programmes@coequal.example"


def send() -> list[EmailMessage]:
    """What a worker sends now."""
    before = len(mail.outbox)
    delivering.deliver.func()
    return mail.outbox[before:]


def word(of: EmailMessage, page: str) -> str:
    """The word in a link of an e-mail."""
    found = re.search(rf"https://coequal\.example/programmes/{page}/(\S+)", str(of.body))
    assert found
    return found[1]


def subscribed(of: Programme, address: str = ADA, **about: Any) -> Subscription:
    """Somebody who asked to be told, and confirmed it."""
    ask(of, address, **about)
    (sent,) = send()
    return confirm(word(sent, "confirm"))


def test_nobody_is_told_who_did_not_confirm() -> None:
    """The first e-mail asks, and says what happens if nothing is done."""
    made = programme()
    ask(made, f" {ADA.upper()} ")
    (sent,) = send()
    assert (sent.to, sent.subject) == ([ADA], "Please confirm: Fair access in Exampleshire")
    assert "your address is erased" in sent.body
    assert "Everything here is made up" in sent.body
    update(acting(), made, "A board met.")
    assert send() == []
    confirm(word(sent, "confirm"))
    confirm(word(sent, "confirm"))
    update(acting(), made, "A board met again.")
    (told,) = send()
    assert "A board met again.\n\nRead more:\nhttps://coequal.example/programmes/" in told.body
    assert told.extra_headers["List-Unsubscribe"] == f"<https://coequal.example/programmes/leave/{word(told, 'leave')}>"
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert send() == []


def test_what_is_told_of_a_service_area_leads_to_its_page() -> None:
    """And its name stands above it."""
    made = area()
    ask(made.programme, ADA)
    confirm(word(send()[0], "confirm"))
    update(acting(), made.programme, "A board met.", area=made)
    (told,) = send()
    assert f"Read more:\nhttps://coequal.example/programmes/{made.programme.reference}/{made.reference}\n" in told.body
    assert made.title in told.subject


def test_whoever_leaves_is_sent_nothing_more_and_their_address_is_gone() -> None:
    """Even what was to be sent already."""
    made = programme()
    one = subscribed(made)
    update(acting(), made, "A board met.")
    (told,) = send()
    update(acting(), made, "It met again.")
    leave(word(told, "leave"))
    leave(word(told, "leave"))
    assert send() == []
    one.refresh_from_db()
    assert (one.address, one.ended is None, str(one)) == ("", False, f"subscription {one.pk} of {made.reference}")
    assert [str(left) for left in one.outgoing.all()] == [f"e-mail {left.pk}" for left in one.outgoing.all()]
    subscribed(made)


def test_links_that_are_made_up_or_over_do_nothing() -> None:
    """One for confirming is none for leaving."""
    made = programme()
    ask(made, ADA)
    (sent,) = send()
    token = word(sent, "confirm")
    with pytest.raises(CoequalError, match="This link is not right"):
        leave(token)
    for wrong in ("1:made-up", "", token[:-1]):
        with pytest.raises(CoequalError, match="not right, or no longer"):
            confirm(wrong)
    Subscription.objects.update(asked=timezone.now() - timedelta(hours=49))
    with pytest.raises(CoequalError, match="not right, or no longer"):
        confirm(token)
    assert not Subscription.objects.exists()


def test_who_does_not_confirm_in_two_days_is_forgotten() -> None:
    """A worker sees to it; whoever confirmed stays."""
    made = programme()
    subscribed(made)
    ask(made, "sam@example.org")
    due = DBTaskResult.objects.filter(task_path__endswith="forget_later").latest("run_after").run_after
    assert due > timezone.now() + timedelta(hours=48)
    Subscription.objects.update(asked=timezone.now() - timedelta(hours=49))
    forget_later.func()
    assert [one.address for one in Subscription.objects.all()] == [ADA]


def test_whether_somebody_is_told_already_shows_in_nothing() -> None:
    """Nor does asking again and again send many e-mails."""
    made = programme()
    subscribed(made)
    assert ask(made, ADA) is None
    assert send() == []
    for number in range(MOST + 2):
        assert ask(programme(title=f"Programme {number}"), "sam@example.org") is None
    assert len(send()) == MOST


def test_whoever_wants_one_service_area_is_told_of_that_and_of_the_whole_programme() -> None:
    """Each once, and of no other."""
    found = area()
    subscribed(found.programme, area=found)
    subscribed(found.programme, "sam@example.org")
    other = area(found.programme, title="Skin")
    update(acting(), found.programme, "On aids.", area=found)
    update(acting(), found.programme, "On skin.", area=other)
    update(acting(), found.programme, "On all.")
    sent = [(one.to[0], one.subject, one.body.split("\n\n")[1]) for one in send()]
    title = found.programme.title
    assert sorted(sent) == [
        (ADA, title, "On all."),
        (ADA, f"{title}: Hearing aids", "On aids."),
        ("sam@example.org", title, "On all."),
        ("sam@example.org", f"{title}: Hearing aids", "On aids."),
        ("sam@example.org", f"{title}: Skin", "On skin."),
    ]


def test_whoever_asked_for_the_whole_and_for_a_part_is_told_once() -> None:
    """Of the part as of the whole."""
    found = area()
    subscribed(found.programme, area=found)
    subscribed(found.programme)
    update(acting(), found.programme, "On aids.", area=found)
    update(acting(), found.programme, "On all.")
    assert [one.body.split("\n\n")[1] for one in send()] == ["On aids.", "On all.", "On all."]


def test_whoever_wanted_a_service_area_is_told_of_what_it_became() -> None:
    """Of each of two into which it was split, and of one that it became part of."""
    found = area()
    subscribed(found.programme, area=found)
    young, old = split(acting(), found, ["Children", "Adults"], "Two ways of care.")
    assert [one.body.split("\n\n")[1] for one in send()] == ["It is split into Children and Adults. Two ways of care."]
    update(acting(), found.programme, "On children.", area=young)
    update(acting(), found.programme, "On adults.", area=old)
    assert [one.body.split("\n\n")[1] for one in send()] == ["On children.", "On adults."]
    merge(acting(), young, old, "One way after all.")
    assert len(send()) == 1
    update(acting(), found.programme, "On everybody.", area=old)
    assert {one.to[0] for one in send()} == {ADA}


def test_once_a_programme_has_ended_and_that_was_told_the_addresses_are_gone() -> None:
    """Not before: who is to be told that it ended has to be there still."""
    found = programme()
    wanted = subscribed(found)
    end(acting(Role.GOVERNANCE), found, "All is decided.")
    wanted.refresh_from_db()
    assert wanted.address == ADA
    assert [one.to for one in send()] == [[ADA]]
    wanted.refresh_from_db()
    assert (wanted.address, wanted.ended is not None) == ("", True)


def test_of_a_record_of_the_past_nobody_is_sent_anything() -> None:
    """It can be read; who recorded it did so long after. Nor can anybody ask for it."""
    found = programme(history_only=True)
    with pytest.raises(CoequalError, match="record of the past"):
        ask(found, ADA)
    Subscription.objects.create(programme=found, address=ADA, confirmed=timezone.now())
    update(acting(), found, "A board met.", source="Board papers")
    assert send() == []


@pytest.mark.parametrize(
    ("state", "address", "says"),
    [
        ("public", "ada", "does not look like an e-mail address"),
        ("being prepared", ADA, "is being prepared, so nobody is told"),
        ("ended", ADA, "is ended, so nobody is told"),
    ],
)
def test_what_cannot_be_is_said(state: str, address: str, says: str) -> None:
    """Before anything is kept."""
    with pytest.raises(CoequalError, match=says):
        ask(programme(state), address)
    assert not Subscription.objects.exists()


def test_a_service_area_of_another_programme_is_refused() -> None:
    """It has other updates."""
    with pytest.raises(CoequalError, match="belongs to another programme"):
        ask(programme(), ADA, area())


def test_without_a_mail_server_everything_waits_and_that_is_said(settings: Settings) -> None:
    """Nothing is tried, and nothing is lost."""
    found = programme()
    settings.SITE_ADDRESS = ""
    ask(programme(title="Another"), ADA)
    assert delivering.waiting(found) == ""
    ask(found, ADA)
    assert send() == []
    assert delivering.waiting(found) == "E-mails that wait: 1. No mail server is set up. Tell whoever runs this site."
    assert {one.tries for one in Outgoing.objects.all()} == {0}


def test_what_could_not_be_sent_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Later each time, a few times, and then it is given up."""

    def refuse(_message: EmailMessage) -> Callable[..., None]:
        raise SMTPServerDisconnected

    found = programme()
    ask(found, ADA)
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", refuse)
        send()
        first = Outgoing.objects.get()
        assert (first.tries, first.sent) == (1, None)
        assert first.not_before > timezone.now() + timedelta(minutes=4)
        assert not DBTaskResult.objects.filter(run_after=first.not_before).exists()  # the worker who was asked for comes anyhow
        DBTaskResult.objects.all().delete()
        send()
        assert DBTaskResult.objects.get().run_after == first.not_before
    assert send() == []
    Outgoing.objects.update(not_before=timezone.now())
    assert len(send()) == 1
    Outgoing.objects.update(sent=None, tries=delivering.MOST_TRIES, not_before=timezone.now())
    assert send() == []
    assert delivering.waiting(found) == f"E-mails that wait: 1. Given up after {delivering.MOST_TRIES} tries: 1."


def test_what_waited_is_sent_once_a_mail_server_is_set_up(settings: Settings) -> None:
    """A worker that looks after what was left has it sent, and asks for that once."""
    settings.SITE_ADDRESS = ""
    ask(programme(), ADA)
    assert send() == []
    DBTaskResult.objects.all().delete()
    delivering.come_back()
    assert not DBTaskResult.objects.exists()
    settings.SITE_ADDRESS = "https://coequal.example/"
    delivering.come_back()
    delivering.come_back()
    assert DBTaskResult.objects.count() == 1
    assert [one.to for one in send()] == [[ADA]]


def test_two_workers_do_not_send_the_same() -> None:
    """Whoever comes second finds it taken."""
    ask(programme(), ADA)
    seen = Outgoing.objects.get()
    assert len(send()) == 1
    Outgoing.objects.update(sent=None)
    delivering._send(seen)
    assert len(mail.outbox) == 1
