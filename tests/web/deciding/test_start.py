"""What of requests stands on the start pages of officers, members and whoever hears appeals, and how files reach members."""

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals.models import Attachment, Item, Panel, Seat
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves import states as at_
from tests.web.deciding.people import asked, at, member, officer
from tests.web.governing.asking import said, sent, text
from tests.web.signing import organisation, person, signed_in

pytestmark = pytest.mark.django_db


def test_new_requests_and_views_to_give_stand_on_the_start_page() -> None:
    """To each whose they are, and to nobody else."""
    asked(at_.SUBMITTED)
    assert "1 request is new" in text(officer(), "/staff")
    client = member(1)
    assert "request is new" not in text(client, "/staff")
    request = asked(at_.WITH_PANEL)
    who = person(email="member1@exampleshire.example")
    panel = Panel.objects.create(organisation=organisation(), made_by=who, on=timezone.localdate(), quorum=1, lay_chair=False)
    Seat.objects.create(panel=panel, person=who, post="doctor")
    Item.objects.create(panel=panel, request=request, listed_by=who)
    assert f"Panel {panel.reference} on" in text(client, "/staff")
    assert "1 view to give" in text(client, "/staff")
    assert "No appeal waits" in text(signed_in(Role.GOVERNANCE, email="gov@exampleshire.example"), at("appeals"))


def test_a_file_reaches_members_once_an_officer_has_read_it_and_found_that_it_names_nobody() -> None:
    """It is had under its reference, as a file that a browser saves and does not open."""
    request, ifr = asked(at_.SCREENING), officer()
    given = {"name": "Wilhelmina.pdf", "kind": "application/pdf", "size": 8, "digest": "d", "content": b"%PDF-1.7"}
    one = Attachment.objects.create(request=request, scanned=CLEAN, added_by=request.made_by, **given)
    parts = {"reference": request.reference, "attachment": one.reference}
    assert "first, and read all of it" in said(ifr.post(at("nameless", **parts), {}))
    answer = ifr.get(at("file", **parts))
    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"] == f'attachment; filename="{one.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "as Officer" in said(sent(ifr, at("nameless", **parts)))
    one.refresh_from_db()
    assert one.names_nobody
