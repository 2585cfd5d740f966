"""The clinical case: the pages of those who deal with a request, and the papers of a panel, show the same."""

import html
import re

import pytest
from django.test import Client

from coequal.referrals.models import Item, Request, Viewing
from coequal.referrals.moves import states as at_
from coequal.referrals.seeing.table import CASE
from coequal.web.deciding.case import bound_or_none, policy_of
from coequal.web.shelf import shelf
from tests.referrals import making
from tests.referrals.deciding.sitting import sitting
from tests.web.deciding.people import at, officer
from tests.web.governing.asking import text
from tests.web.signing import sign_in

pytestmark = pytest.mark.django_db
POLICY, VERSION = "exampleshire/assisted-conception", "2026-11"
FACTS = {
    "patient BMI": {"value": "36", "date": "2026-10-02"},
    "patient date of birth": "1990-03-04",
    "AMH": {"not known": "pending"},
}
SAYS = {"different": "The scar tissue is rare.", "benefit": "Two embryos are kept."}


def before_a_panel(facts: dict[str, object], **values: str) -> Item:
    """A request about a policy, before a panel that sits."""
    given = {"policy": POLICY, "version": VERSION, "digest": shelf().policy(POLICY, VERSION).digest, **values}
    made = making.request(at_.FOR_PANEL, unmet=["body-mass-index", "welfare-of-the-child"], **given)
    making.kept(made, sent_facts=facts, sent_statements=SAYS)
    return sitting(made)


def pages_of(item: Item) -> dict[str, str]:
    """The pages on which a case stands, as the officer and a member have them, and the pack of each, in words."""
    parts = {"panel": item.panel.reference, "reference": item.reference}
    seat = item.panel.seats.first()
    assert seat is not None
    sitter, ifr = sign_in(Client(), seat.person), officer()
    found = {
        "request": text(ifr, at("request", reference=item.reference)),
        "pack": text(ifr, at("pack", panel=item.panel.reference)),
        "my-item": text(sitter, at("my-item", **parts)),
        "my-pack": text(sitter, at("my-pack", panel=item.panel.reference)),
    }
    return {name: html.unescape(re.sub(r"<[^>]+>", " ", page)) for name, page in found.items()}


def test_pages_and_papers_show_the_same_case() -> None:
    """Facts with the age, criteria with what the clinician says of them, and statements; each of the four openings is on record."""
    for name, page in pages_of(before_a_panel(FACTS)).items():
        for says in (
            "36 years old on the day of referral",
            "not known: pending",
            *SAYS.values(),
            "The clinician says that it is not met",
        ):
            assert says in page, (name, says)
        assert not re.search(r"1990", page), name
        assert "elfare of the child" not in page, name
    assert Viewing.objects.filter(part=CASE).count() == 4


def test_a_concern_for_safety_stops_facts_on_pages_and_papers() -> None:
    """Whom to talk to stands there instead."""
    for name, page in pages_of(before_a_panel({**FACTS, "welfare concern": "true"})).items():
        assert "People talk first" in page, name
        assert "36 years" not in page, name
        assert "oncern for the" not in page, name


@pytest.mark.parametrize("other", [{"version": "2019-01"}, {"digest": "sha256:another"}], ids=["version", "text"])
def test_without_the_very_text_that_binds_it_no_fact_is_shown(other: dict[str, str]) -> None:
    """Also where another text stands under its name: nobody could say what of the facts is about safety."""
    item = before_a_panel(FACTS, **other)
    assert bound_or_none(Request.objects.get(pk=item.request_id)) is None
    assert (policy_of(item.request) is None) == ("version" in other)
    for name, page in pages_of(item).items():
        assert "so no fact is shown" in page, name
        assert "36 years" not in page, name
        assert SAYS["different"] in page, name
