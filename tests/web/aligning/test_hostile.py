"""What no page of the desk sends, and who has no business there: nothing of it is kept, and nobody finds a fault of ours."""

from datetime import date

import pytest
from django.test import Client

from coequal.accounts.models import Membership
from coequal.accounts.roles import Role
from coequal.programmes.models import ExpectedDay, Figure, OutsideEvent, Programme
from coequal.programmes.models.programmes import ENDED, PREPARING
from coequal.programmes.stages import kinds
from tests.involvement.making import involvement
from tests.programmes.making import area, programme, step
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db
CASE = kinds.CASE_FOR_CHANGE


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_forged_number_is_as_good_as_an_old_one(manager: Client, number: str) -> None:
    """It says that somebody looked at something else; nothing is kept."""
    found = area()
    opening = at("step", found, kind="open", stage=CASE)
    assert "Somebody else was faster" in sent(manager, opening, {"seen": number}, **day("on"))
    plan = at("plan", found, stage=CASE)
    assert "planned" in sent(manager, plan, {"seen": number}, **day("opens", 3), **day("ends", 30))
    told = at("updates", found.programme)
    assert "Everybody was told something else meanwhile" in sent(manager, told, {"seen": number}, says="It begins.", **day("on"))
    assert not found.moves.exists()
    assert not found.plans.exists()
    assert not found.programme.updates.exists()


@pytest.mark.parametrize("on", ["", "2026-02-31", "tomorrow", "\0", "9" * 5_000, "2026-01-01T00:00"])
def test_a_forged_day_of_a_case_for_change_is_today(manager: Client, on: str) -> None:
    """And what is not the one that was looked at is shown anew."""
    found = area(policies=[])
    assert "another one by now" in sent(manager, at("publish-case", found), {"on": on, "looked_at": "x"})
    assert not found.caseforchanges.exists()


def test_no_case_for_change_is_of_a_day_to_come(manager: Client) -> None:
    """Although its page was forged, with the digest that fits."""
    found = area(policies=[])
    ahead = {"on": date(2099, 1, 1).isoformat()}
    shown = manager.post(at("publish-case", found), {**ahead, "looked_at": "x"}).content.decode()
    assert "The day must not be in the future." in shown
    assert not found.caseforchanges.exists()


def test_a_case_for_change_is_published_once(manager: Client) -> None:
    """Whoever presses the button twice makes one edition."""
    found = area(policies=[])
    held = hidden(manager, at("case", found))
    sent(manager, at("publish-case", found), held)
    assert "Everybody can read this one already, as edition 1." in sent(manager, at("publish-case", found), held)
    assert found.caseforchanges.count() == 1


def test_a_programme_is_begun_once(manager: Client) -> None:
    """Whoever presses the button twice begins one; of an organisation that has none of that title, and after it has ended, another."""
    told = {"title": "Fair access", "purpose": "Why."}
    assert manager.post(at("begin"), told).status_code == 303
    page = sent(manager, at("begin"), {}, title=" fair ACCESS ", purpose="Another.")
    assert "is there already, so it was not made a second time" in page
    assert Programme.objects.count() == 1
    programme(ENDED, title="It is over")
    programme(organisation=organisation(OTHER), title="Elsewhere")
    for title in ("It is over", "Elsewhere"):
        assert manager.post(at("begin"), {**told, "title": title}).status_code == 303


def test_whoever_works_for_two_begins_one_for_either() -> None:
    """A body for which they may not is not offered, and not taken."""
    who = signed_in(Role.POLICY_MANAGER)
    person(Role.POLICY_MANAGER, at=OTHER)
    organisation("XYZ1")
    assert "Choose the organisation." in sent(who, at("begin"), {}, title="Fair access", organisation="XYZ1")
    sent(who, at("begin"), {}, title="Fair access", organisation=OTHER)
    assert Programme.objects.get().organisation.code == OTHER


def test_what_it_waits_for_is_named_once(manager: Client) -> None:
    """And so is when it is expected; what is expected again after something else is another thing."""
    found = area()
    for _ in range(2):
        page = sent(manager, at("outside", found), {}, what="The update of the guideline")
    assert "is there already" in page
    event = OutsideEvent.objects.get()
    here = at("expect", found, number=event.pk)
    for printed in ("end of 2024", "end of 2024", "2025", "end of 2024"):
        sent(manager, here, {}, printed=printed)
    assert [one.printed for one in ExpectedDay.objects.order_by("pk")] == ["end of 2024", "2025", "end of 2024"]


def test_whoever_lost_the_role_changes_nothing(manager: Client) -> None:
    """Although they are signed in, and the page was before them."""
    found = area()
    held = hidden(manager, at("step", found, kind="open", stage=CASE))
    Membership.objects.all().delete()
    answer = manager.post(at("step", found, kind="open", stage=CASE), {**held, **day("on")})
    assert answer.status_code in (403, 404)
    assert not found.moves.exists()


def test_what_belongs_to_another_programme_is_not_found(manager: Client) -> None:
    """A figure, a commissioner, an outside event, and a service area into which one is merged."""
    here, there = area(), area(programme(title="Another"), title="There")
    figure = Figure.objects.create(programme=there.programme, says="Aids a year")
    event = OutsideEvent.objects.create(area=there, what="The update")
    whose = there.programme.commissioners.create(code="06F", since=date(2020, 1, 1))
    for address in (
        at("figure-out", here.programme, number=figure.pk),
        at("leave", here.programme, number=whose.pk),
        at("expect", here, number=event.pk),
        at("happened", here, number=event.pk),
    ):
        assert manager.post(address, {}).status_code == 404, address
    page = sent(manager, at("merge", here), {}, into=there.reference, why="So.", **day("on"))
    assert "There is no other service area of this programme." in page or "Choose the service area." in page
    told = sent(manager, at("figures", here.programme), {}, says="Aids", area=there.reference)
    assert "Choose one of these." in told
    assert Figure.objects.count() == 1
    assert not there.moves.exists()


@pytest.mark.parametrize("what", ["", "\0", "I-2222-2222", LETTERS])
def test_what_is_not_linked_is_not_taken_out(manager: Client, what: str) -> None:
    """And nothing else is; what another organisation has is not linked."""
    found = area()
    found.involvements.add(involvement("open"))
    assert sent(manager, at("unlink", found), {"what": what})
    assert found.involvements.count() == 1
    other = involvement("open", at=organisation(OTHER), title="Elsewhere")
    assert "Choose one of these." in sent(manager, at("links", found), {"kind": "involvement", "what": other.reference})
    assert sent(manager, at("links", found), {"kind": what, "what": other.reference})
    assert found.involvements.count() == 1


@pytest.mark.parametrize("typed", [LETTERS, "A\0B"])
def test_what_is_too_long_or_no_text_is_said_at_its_field(manager: Client, typed: str) -> None:
    """And nothing is kept."""
    found = area(stage=CASE)
    of = found.programme
    for address, fields in (
        (at("begin"), {"title": typed}),
        (at("name", of), {"title": typed, "why": "So."}),
        (at("hold", of), {"why": typed, **day("on")}),
        (at("figures", of), {"says": typed}),
        (at("updates", of), {"says": typed, **day("on")}),
        (at("areas", of), {"title": typed}),
        (at("area-about", found), {"about": typed}),
        (at("split", found), {"titles": f"One\n{typed}", "why": "So.", **day("on")}),
        (at("stop", found, kind="hold"), {"why": typed, **day("on")}),
        (at("outside", found), {"what": typed}),
    ):
        assert "There is a problem" in sent(manager, address, **fields), address
    assert Programme.objects.count() == 1
    assert of.areas.count() == 1


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/x", "https://", "x"])
def test_the_address_of_a_source_leads_to_a_web_page(manager: Client, link: str) -> None:
    """Else it is refused: nobody is led to something that runs."""
    of = programme()
    told = {"says": "Aids a year", "number": "216", "source": "Board paper", "url": link}
    assert "Enter a whole address" in sent(manager, at("figures", of), {}, **told)
    assert not of.figures.exists()


@pytest.mark.parametrize("view", ["desk", "figures", "updates", "areas", "area", "stages", "outside", "case"])
def test_what_is_typed_never_runs(manager: Client, view: str) -> None:
    """Texts, titles, reasons, sources and what somebody waits for."""
    of = programme(title=SCRIPT[:200], purpose=SCRIPT, questions=SCRIPT)
    found = area(of, title=SCRIPT[:200], about=SCRIPT, policies=[])
    step(found, kinds.OPEN, CASE, why=SCRIPT, source=SCRIPT[:300], printed=SCRIPT[:80])
    Figure.objects.create(programme=of, area=found, says=SCRIPT[:300], number="1", source=SCRIPT[:300])
    of.updates.create(says=SCRIPT, on=date(2026, 1, 1), area=found)
    OutsideEvent.objects.create(area=found, what=SCRIPT[:300])
    thing = of if view in ("desk", "figures", "updates", "areas") else found
    page = manager.get(at(view, thing))
    assert page.status_code == 200
    assert is_harmless(page.content.decode())
    assert "alert(1)" in page.content.decode()


def test_days_come_in_their_order(manager: Client) -> None:
    """A step before the last one, a plan that ends before it begins, a body that leaves before it came, a pause over before it was."""
    found = area(stage=CASE)
    late = at("step", found, kind="complete", stage=CASE)
    assert "must not be before that of the last step" in sent(manager, late, **day("on", -30))
    assert "must be between" in sent(manager, late, **day("on", 30))
    plan = at("plan", found, stage=kinds.LISTENING)
    assert "The last day must not be before the first." in sent(manager, plan, **day("opens", 9), **day("ends", 3))
    of = found.programme
    sent(manager, at("hold", of), why="A pandemic.", **day("on", -3))
    assert "The day must not be before" in sent(manager, at("resume", of), why="It is over.", **day("on", -9))
    assert found.moves.count() == 1


def test_nothing_of_a_programme_that_is_prepared_is_told(manager: Client) -> None:
    """Whatever is sent: there is nobody whom it could reach."""
    of = programme(PREPARING)
    answer = manager.post(at("updates", of), {"says": "It begins.", "seen": "0", **day("on")})
    assert answer.status_code == 403
    assert not of.updates.exists()


def test_an_old_page_is_shown_to_nobody_else(manager: Client) -> None:
    """Pages of staff are not kept by what stands between."""
    found = area()
    assert "no-store" in manager.get(at("area", found))["Cache-Control"]
    assert text(manager, at("area", found))
