"""Staff begin a programme, say what it is, publish it, hold it, and end it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.models import Membership, Organisation
from coequal.accounts.roles import Role
from coequal.programmes.models import Commissioner, Outgoing, Programme, Subscription
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PREPARING, PUBLIC
from coequal.programmes.stages import kinds
from coequal.programmes.telling.updates import tell
from tests.programmes.making import acting, area, programme
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


@pytest.fixture
def governance() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


def test_the_list_shows_where_each_stands_and_how_to_begin(manager: Client) -> None:
    """An empty one says what to do; those of other organisations are not in it."""
    assert "There are no programmes yet. Begin one" in text(manager, at("list"))
    analyst = signed_in(Role.ANALYST, email="ana@exampleshire.example")
    assert "A policy manager of your organisation can begin one" in text(analyst, at("list"))
    area(programme(title="Fair access"))
    programme(PREPARING, title="Once more", history_only=True)
    programme(organisation=organisation(OTHER), title="Theirs")
    shown = text(manager, at("list"))
    assert shown.index("Once more") < shown.index("Fair access")
    assert "Hearing aids</a> (not begun)" in shown
    assert "It has no service areas yet." in shown
    assert "A record of the past, from sources" in shown
    assert "Theirs" not in shown
    assert "Begin a programme" not in text(analyst, at("list"))


def test_somebody_begins_one_for_the_organisation_that_they_choose(manager: Client) -> None:
    """Where they work for one alone nothing is asked; a title is needed."""
    assert "Say what the programme is called." in sent(manager, at("begin"), purpose="One policy.")
    assert 'name="organisation"' not in text(manager, at("begin"))
    shown = sent(manager, at("begin"), title="Fair access", purpose="One policy.")
    assert "Before everybody can read of it" in shown
    Membership.objects.create(person=person(), organisation=organisation(OTHER), role=Role.POLICY_MANAGER)
    sent(manager, at("begin"), title="The past", organisation=OTHER, history_only="on")
    made = Programme.objects.get(title="The past")
    assert (made.organisation, made.history_only) == (Organisation.objects.get(code=OTHER), True)


def test_a_title_of_blanks_is_refused_at_the_field(manager: Client) -> None:
    """What was typed beside it stays."""
    shown = sent(manager, at("begin"), title="   ", purpose="One policy for everybody.")
    assert "Say what the programme is called." in shown
    assert "One policy for everybody." in shown
    assert not Programme.objects.exists()


def test_what_is_in_the_way_of_publishing_leads_to_where_it_is_put_right(manager: Client) -> None:
    """Once nothing is, the button says what follows."""
    made = programme(PREPARING, purpose="")
    shown = text(manager, at("desk", made))
    for says, view in (("Say what is done, and why.", "about"), ("Say whose programme it is.", "commissioners")):
        assert f'<a href="{at(view, made)}">{says}</a>' in shown
    assert "It is not written yet." in shown
    assert "Whom people can ask: not said yet" in shown
    assert "It cannot be published yet" in text(manager, at("publish", made))
    assert "It cannot be published yet. Say what is done" in sent(manager, at("publish", made), sure="yes")
    sent(manager, at("about", made), purpose="One policy.", questions="The team")
    Commissioner.objects.create(programme=made, code="EXA1", since=timezone.localdate())
    area(made)
    assert at("publish", made) in text(manager, at("desk", made))
    assert "This cannot be undone." in text(manager, at("publish", made))
    shown = sent(manager, at("publish", made), sure="yes")
    assert reverse("programmes:one", kwargs={"reference": made.reference}) in shown
    assert Programme.objects.get().state == PUBLIC


def test_whoever_may_not_change_it_is_told_what_is_missing_without_a_way_there() -> None:
    """An analyst reads the desk, and changes nothing."""
    made = programme(PREPARING)
    shown = text(signed_in(Role.ANALYST), at("desk", made))
    assert "<li>Say whose programme it is.</li>" in shown
    assert "Give it another name" not in shown


def test_a_form_that_is_older_than_a_change_says_so_and_keeps_what_was_typed(manager: Client) -> None:
    """Where everybody can read of it, they are told what changed."""
    made = programme()
    held = hidden(manager, at("about", made))
    assert "Say in a sentence what changed and why." in sent(manager, at("about", made), purpose="New.")
    sent(manager, at("about", made), purpose="New.", note="We say it anew.")
    assert made.updates.get().says == "We say it anew."
    shown = sent(manager, at("about", made), held, purpose="Mine", note="Mine too.")
    assert "Somebody else changed this after you opened the page" in shown
    assert "Mine too." in shown
    assert Programme.objects.get().purpose == "New."


def test_another_name_is_told_with_the_reason(manager: Client) -> None:
    """The old one stays on the desk; whoever comes later with an older page is told."""
    made = programme()
    held = hidden(manager, at("name", made))
    assert "than it has" in sent(manager, at("name", made), title=made.title, why="None.")
    shown = sent(manager, at("name", made), title="Clinical policy alignment", why="It grew.")
    assert "It was called “Fair access in Exampleshire” until a day that is not known. It grew." in shown
    assert "Somebody else changed this" in sent(manager, at("name", made), held, title="Mine", why="So.")


def test_a_programme_is_held_and_goes_on_each_on_a_page_of_its_own(manager: Client) -> None:
    """So that nobody who means the one does the other, because somebody was faster."""
    made = programme()
    area(made)
    assert "It is not on hold." in sent(manager, at("resume", made), why="On we go.", **day("on"))
    assert "Why it is put on hold: say it" in sent(manager, at("hold", made), **day("on"))
    shown = sent(manager, at("hold", made), why="A pandemic.", **day("on"))
    assert "A pandemic." in shown
    assert Programme.objects.get().state == ON_HOLD
    shown = sent(manager, at("hold", made), why="Mine.", **day("on"))
    assert "It is on hold already." in shown
    assert "Mine." in shown
    assert "The whole programme is on hold" in text(manager, at("area", made.areas.get()))
    assert "It is on hold because of this: A pandemic." in text(manager, at("resume", made))
    sent(manager, at("resume", made), why="It is over.", **day("on"))
    assert Programme.objects.get().state == PUBLIC
    assert "must be between" in sent(manager, at("hold", made), why="Later.", **day("on", 1))


def test_governance_ends_it_having_read_what_follows_and_who_is_told(governance: Client) -> None:
    """After that it says why, and service areas are moved on no more."""
    made = programme()
    found = area(made)
    Subscription.objects.create(programme=made, address="pat@example.org", confirmed=made.made)
    Subscription.objects.create(programme=made, address="sam@example.org")
    shown = text(governance, at("end", made))
    assert "Policies that are in force stay in force." in shown
    assert "1 person who asked for that gets an e-mail, once a mail server is set up." in shown
    assert "Why the programme ends: say it" in sent(governance, at("end", made))
    shown = sent(governance, at("end", made), why="It is done.")
    assert "It ended on" in shown
    assert "No mail server is set up" in shown
    assert Programme.objects.get().state == ENDED
    assert "The programme has ended, so nothing of it is moved on." in text(governance, at("area", found))
    assert Outgoing.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"history_only": True}, "This is a record of the past"),
        ({"published": None}, "Nobody but staff can read of it before"),
        ({}, "Nobody has asked to be told by e-mail."),
    ],
)
def test_who_is_told_is_said_before_a_step(values: dict[str, object], says: str, manager: Client) -> None:
    """Of a record of the past, and before publishing, nobody is."""
    assert says in text(manager, at("step", area(programme(**values)), kind="open", stage=kinds.CASE_FOR_CHANGE))


def test_of_a_service_area_those_are_told_who_asked_for_it_or_for_all(manager: Client) -> None:
    """Each once, and not those who asked for another one."""
    made = programme()
    mine, other = area(made), area(made, title="Skin")
    for about, who in ((None, "pat"), (mine, "pat"), (mine, "sam"), (other, "ada")):
        Subscription.objects.create(programme=made, area=about, address=f"{who}@example.org", confirmed=made.made)
    shown = text(manager, at("step", mine, kind="open", stage=kinds.CASE_FOR_CHANGE))
    assert "2 people who asked for that get an e-mail, once a mail server is set up." in shown


def test_the_desk_shows_where_each_service_area_stands_and_what_was_told_last(manager: Client) -> None:
    """One at a stage, one before it, and one of which every stage is done."""
    made = programme()
    area(made, stage=kinds.LISTENING)
    area(made, title="Skin")
    done = area(made, stage=kinds.REVIEW, title="Knees")
    done.moves.create(kind=kinds.COMPLETE, stage=kinds.REVIEW, on=timezone.localdate() - timedelta(1))
    tell(acting(), made, "We begin.", area=done)
    shown = text(manager, at("desk", made))
    for says in ("“Listening” is open, since", "“Case for change” is next", "every stage is done"):
        assert says in shown
    assert "Knees: We begin." in shown


def test_what_there_is_not_cannot_be_asked_for(manager: Client) -> None:
    """Whatever the address names."""
    made = area()
    for address in (
        at("desk", Programme(reference="P-2222-2222")),
        at("step", made, kind="nothing", stage=kinds.LISTENING),
        at("step", made, kind="hold", stage=kinds.LISTENING),
        at("stop", made, kind="open"),
        at("plan", made, stage="nothing"),
    ):
        assert manager.get(address).status_code == 404
