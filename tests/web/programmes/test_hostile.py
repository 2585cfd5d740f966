"""What no page of programmes sends, and what nobody outside may read yet."""

from datetime import date

import pytest
from django.test import Client

from coequal.programmes.models import Figure, OutsideEvent
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.stages import kinds
from tests.programmes.making import area, programme, step
from tests.web.hostile import LETTERS, SCRIPT, is_harmless

pytestmark = pytest.mark.django_db


def test_nothing_of_a_programme_that_is_prepared_is_found(client: Client) -> None:
    """Whoever knows its reference finds no page, no paper, no feed, and cannot ask to be told."""
    of = programme(PREPARING)
    here = area(of, kinds.SHORTLIST)
    one, two = f"/programmes/{of.reference}", f"/programmes/{of.reference}/{here.reference}"
    for address in (
        one,
        two,
        f"{two}/case-for-change",
        f"{two}/options",
        f"{two}/options/file.pdf",
        f"{one}/subscribe",
        f"/feeds{one}",
        f"/feeds{two}",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{one}/subscribe", {"address": "a@b.example", "about": "all"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/programmes/%00",
        "/programmes/confirm/%00",
        "/programmes/leave/x%0d%0aSet-Cookie:a=b",
        "/decisions/of/EXA1/involvement/99999999999",
        "/decisions/of/EXA1/involvement/0",
        "/decisions/of/EXA1/involvement/1999",
        "/decisions/of/EXA1/register.exe",
        "/decisions/of/%00",
        "/programmes?policy=%00",
        f"/programmes?policy={LETTERS[:3000]}",
        "/programmes?policy=<script>alert(1)</script>",
    ],
)
def test_an_address_that_nobody_gave_out_is_no_fault_of_ours(client: Client, address: str) -> None:
    """It is not found, or shows what there is."""
    programme()
    page = client.get(address)
    assert page.status_code in (200, 404)
    assert is_harmless(page.content.decode())


@pytest.mark.parametrize("token", ["%00", "x", "1:2:3", LETTERS[:2000]])
def test_a_forged_link_of_an_e_mail_does_nothing(client: Client, token: str) -> None:
    """And says that it is not right, or nothing."""
    for what in ("confirm", "leave"):
        assert client.post(f"/programmes/{what}/{token}").status_code < 500


@pytest.mark.parametrize(
    ("address", "about"),
    [("a@b.example\r\nBcc: c@d.example", "all"), ("a@b.example\0", "all"), (LETTERS, "all"), ("a@b.example", "T-2222-2222")],
)
def test_a_forged_address_is_told_nothing(client: Client, address: str, about: str) -> None:
    """No header comes into an e-mail by it, and a service area of another programme is none of this."""
    of = programme()
    client.post(f"/programmes/{of.reference}/subscribe", {"address": address, "about": about}, HTTP_SEC_FETCH_SITE="same-origin")
    assert not of.subscriptions.exists()


def test_what_staff_typed_never_runs(client: Client) -> None:
    """On the pages of everybody, and in the feeds."""
    of = programme(title=SCRIPT[:200], purpose=SCRIPT, questions=SCRIPT)
    found = area(of, title=SCRIPT[:200], about=SCRIPT, policies=[])
    step(found, kinds.OPEN, kinds.CASE_FOR_CHANGE, why=SCRIPT, source=SCRIPT[:300], printed=SCRIPT[:80])
    Figure.objects.create(programme=of, area=found, says=SCRIPT[:300], number="1", source=SCRIPT[:300])
    Figure.objects.create(programme=of, says=SCRIPT[:300], number="1", source=SCRIPT[:300])
    of.updates.create(says=SCRIPT, on=date(2026, 1, 1), area=found, source=SCRIPT[:300])
    OutsideEvent.objects.create(area=found, what=SCRIPT[:300])
    here = f"/programmes/{of.reference}"
    for address in ("/programmes", here, f"{here}/{found.reference}", f"/feeds{here}", "/feeds/programmes"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert is_harmless(page.content.decode()), address
        assert "alert(1)" in page.content.decode(), address
