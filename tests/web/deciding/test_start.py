"""What of requests stands on the start pages of officers, members and whoever hears appeals, and how files reach members."""

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals.models import Attachment, Item, Panel, PanelInterest, Seat, Viewing
from coequal.referrals.models.deciding import LEAVES
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves import states as at_
from coequal.referrals.seeing.table import FILES
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
    assert "There is a problem" in said(sent(ifr, at("file-names", **parts)))
    assert "first, and read all of it" in said(sent(ifr, at("file-names", **parts), names="nobody"))
    answer = ifr.get(at("file", **parts))
    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"] == f'attachment; filename="{one.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "nobody has said yet that it names nobody" in text(ifr, at("request", reference=request.reference))
    assert "as Officer" in said(sent(ifr, at("file-names", **parts), names="nobody"))
    one.refresh_from_db()
    assert one.names_nobody
    assert list(Viewing.objects.filter(part=FILES).values_list("file", flat=True)) == [one.reference]


def test_that_a_file_names_somebody_is_said_of_it_and_of_whoever_opened_it() -> None:
    """While a panel has it nobody can say that it names nobody; and members have it no more."""
    request, ifr = asked(at_.WITH_PANEL), officer()
    given = {"name": "scan.pdf", "kind": "application/pdf", "size": 8, "digest": "d", "content": b"%PDF-1.7"}
    one = Attachment.objects.create(request=request, scanned=CLEAN, names_nobody=True, added_by=request.made_by, **given)
    parts = {"reference": request.reference, "attachment": one.reference}
    ifr.get(at("file", **parts))
    assert "Choose whom it names" in said(sent(ifr, at("file-names", **parts), names="nobody"))
    page = said(sent(ifr, at("file-names", **parts), names="somebody"))
    assert "It names somebody, as" in page
    assert "You cannot judge this request" in page


def test_what_an_officer_reads_of_interests_is_on_record() -> None:
    """Where there is one; a page without any opens none."""
    client, who, ifr = member(1), person(email="member1@exampleshire.example"), officer()
    panel = Panel.objects.create(organisation=organisation(), made_by=who, on=timezone.localdate(), quorum=1, lay_chair=False)
    seat = Seat.objects.create(panel=panel, person=who, post="doctor")
    item = Item.objects.create(panel=panel, request=asked(at_.WITH_PANEL), listed_by=who)
    parts = {"panel": panel.reference, "reference": item.reference}
    text(ifr, at("item", **parts))
    assert not Viewing.objects.exists()
    PanelInterest(item=item, seat=seat, says="The clinician is my brother.", follows=LEAVES).save()
    assert "my brother" in text(ifr, at("item", **parts))
    assert [(one.part, one.person.email) for one in Viewing.objects.all()] == [("interests", "officer@exampleshire.example")]
    assert client.get(at("my-item", **parts)).status_code == 403
