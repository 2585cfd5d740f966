"""A visitor gets as far as a browser without scripts would, and no further."""

from collections.abc import Callable

import pytest

from tests.web.replay.clock import Clock
from tests.web.replay.visitor import Officer, Visitor

pytestmark = pytest.mark.django_db


def test_an_officer_signs_in_anew_when_the_site_asks_for_it(first_administrator: Callable[..., Officer], clock: Clock) -> None:
    """Invited by the command, in by password and code; a day later both are asked for again, and lead back."""
    officer = first_administrator("ada@exampleshire.example", "EXA1", "Exampleshire")
    officer.go("/staff").sees("What you can do here")
    clock.after(days=1)
    officer.go("/staff/people/invite")
    assert officer.heading == "Invite somebody"
    officer.refused("Make the link", "Enter the e-mail address of whoever you invite.")
    officer.fill("E-mail address", "pat@exampleshire.example").choose("Role", "Policy manager").press("Make the link")
    officer.sees("Pass this link on", "It is shown only now")


def test_a_page_that_does_not_come_fails_and_says_why() -> None:
    """So does a link, a box or a button that is not there; each failure lists what is."""
    visitor = Visitor()
    with pytest.raises(AssertionError, match=r"404 at /nowhere: Page not found: .* If you typed the address"):
        visitor.go("/nowhere")
    visitor.go("/nowhere", status=404)
    visitor.go("/staff/sign-in")
    with pytest.raises(AssertionError, match=r"no box “Telephone”. There are:\n  – E-mail address\n  – Password"):
        visitor.fill("Telephone", "1")
    with pytest.raises(AssertionError, match=r"no button “Jump”. There are:\n  – Continue"):
        visitor.press("Jump")
    with pytest.raises(AssertionError, match=r"“Continue” was refused at /staff/sign-in: Enter your e-mail address"):
        visitor.press("Continue")
