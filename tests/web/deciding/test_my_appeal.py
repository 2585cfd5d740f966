"""An appeal as a member of the panel reads it that is to hear it."""

import pytest
from django.test import Client

from coequal.referrals.deciding import hearing, panels
from coequal.referrals.models import Appeal, Panel, Viewing
from coequal.referrals.models.deciding import CLOSED
from coequal.referrals.models.requests import CLEAN
from tests.referrals.deciding import sitting
from tests.referrals.deciding.after import declined, governance
from tests.referrals.deciding.test_appeals import appeals_panel, lodged, somebody
from tests.web.deciding.people import at, found_in
from tests.web.governing.asking import text
from tests.web.signing import sign_in

pytestmark = pytest.mark.django_db


def seated() -> tuple[Client, Appeal, Panel]:
    """A member of the panel before which an appeal is, signed in."""
    appeal, panel = lodged(declined()), appeals_panel("appeals", 1)
    hearing.put_before(governance(), appeal, panel)
    return sign_in(Client(), somebody("appeals-0")), appeal, panel


def test_a_member_reads_the_appeal_that_their_panel_hears() -> None:
    """From their panel: the grounds, what was decided, and the case; nothing of it says who the patient is."""
    client, appeal, panel = seated()
    assert appeal.reference in text(client, at("my-panel", panel=panel.reference))
    page = client.get(at("my-appeal", panel=panel.reference, appeal=appeal.reference))
    says = page.content.decode()
    for words in ("Nobody asked us.", "We looked at all of it.", "The scar tissue is rare.", "Appealed"):
        assert words in says
    assert not list(found_in(page))
    opened = Viewing.objects.filter(person=somebody("appeals-0"))
    assert {one.part for one in opened} == {"case", "steps", "decision"}
    assert {(one.purpose, one.exported) for one in opened} == {("to hear an appeal", False)}


def test_a_file_that_names_nobody_goes_with_it() -> None:
    """One of which nobody found so does not; that it was taken out goes on record."""
    client, appeal, panel = seated()
    request = appeal.decision.request
    given = {"name": "a.pdf", "kind": "application/pdf", "size": 4, "content": b"%PDF", "scanned": CLEAN}
    clear = request.attachments.create(**given, digest="one", names_nobody=True, added_by=request.made_by)
    other = request.attachments.create(**given, digest="two", added_by=request.made_by)
    parts = {"panel": panel.reference, "appeal": appeal.reference}
    assert client.get(at("my-appeal-file", attachment=clear.reference, **parts)).content == b"%PDF"
    assert client.get(at("my-appeal-file", attachment=other.reference, **parts)).status_code == 404
    assert list(Viewing.objects.filter(exported=True).values_list("part", "file")) == [("nameless files", clear.reference)]


def test_nobody_else_reads_it() -> None:
    """Neither a member of another panel, nor one who decided or left, nor one whose panel is over or has another appeal."""
    client, appeal, panel = seated()
    parts = {"panel": panel.reference, "appeal": appeal.reference}
    other = appeals_panel("other", 1)
    for name, address, status in (
        ("other-0", at("my-appeal", **parts), 403),
        ("other-0", at("my-appeal", panel=other.reference, appeal=appeal.reference), 404),
        ("one-1", at("my-appeal", **parts), 403),
    ):
        assert sign_in(Client(), somebody(name)).get(address).status_code == status
    panels.begin(sitting.officer(), panel)
    assert client.get(at("my-appeal", **parts)).status_code == 200
    Panel.objects.filter(pk=panel.pk).update(state=CLOSED)
    assert client.get(at("my-appeal", **parts)).status_code == 403
