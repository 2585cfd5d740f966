"""What a service area waits for outside: how it slid, and what came of it."""

from datetime import date

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from tests.programmes.making import area
from tests.web.aligning.asking import at, day, sent, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


def test_an_event_slides_and_happens(manager: Client) -> None:
    """Every day on which it was expected stays to be read."""
    found = area()
    assert "It waits for nothing." in text(manager, at("outside", found))
    assert "Say what is waited for." in sent(manager, at("outside", found))
    assert "When it is expected is not known." in sent(manager, at("outside", found), what="NICE answers")
    number = found.outsideevents.get().pk
    expect, happened = at("expect", found, number=number), at("happened", found, number=number)
    assert "in the words of the source" in sent(manager, expect)
    wrong = {**day("first", date(2024, 12, 31)), **day("last", date(2024, 10, 1))}
    assert "The latest day must not be before the earliest." in sent(manager, expect, printed="end of 2024", **wrong)
    said = {"printed": "end of 2024", "source": "Its page", **day("stated", date(2023, 5, 2)), **day("first", date(2024, 10, 1))}
    shown = sent(manager, expect, **said)
    assert "1 October 2024 and not known" in shown
    assert "2 May 2023" in shown
    shown = sent(manager, expect, printed="2025")
    assert shown.index("end of 2024") < shown.index("2025")
    assert "Say what it came to" in sent(manager, happened, **day("on"))
    shown = sent(manager, happened, came_to="Three cycles.", **day("on"))
    assert "has happened" in shown
    assert "Three cycles." in shown
    assert "Record when it is expected" not in shown
    assert "It is recorded already that this happened." in sent(manager, happened, came_to="Mine.", **day("on"))
    assert "This has happened already." in sent(manager, expect, printed="later")


def test_whoever_may_not_change_it_reads_it() -> None:
    """Without forms."""
    found = area()
    found.outsideevents.create(what="NICE answers")
    shown = text(signed_in(Role.ANALYST), at("outside", found))
    assert "NICE answers" in shown
    assert "Add what it waits for" not in shown
