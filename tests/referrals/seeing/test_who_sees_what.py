"""Who opens which part of a request: every role on every side in every state, with a seat at its panel or without."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.deciding.judges import require_judge, why_not_judge
from coequal.referrals.models import Appeal, Identity, Item, Panel, PanelDecision, PanelInterest, Request, Seat, Viewing
from coequal.referrals.models.deciding import CALLED, CALLED_OFF, CLOSED, DECLINED, DISMISSED, LEAVES, LODGED, SITTING, STAYS
from coequal.referrals.moves import states as at
from coequal.referrals.personal.keys import MARKS
from coequal.referrals.personal.rotating import add_key
from coequal.referrals.seeing.knowing import why_knows
from coequal.referrals.seeing.looking import break_glass, look, post_that_sees
from coequal.referrals.seeing.table import CASE, LINES, PARTS, WHO
from tests.referrals import making
from tests.referrals.seeing.expected import ASKS, DEALS, SEES_SEATED, expected
from tests.web.signing import OTHER, OWN, organisation, person

pytestmark = pytest.mark.django_db
PLACES = {ASKS: making.CLINIC, DEALS: OWN, "of another organisation": OTHER}


def somebody(role: Role, code: str) -> Acting:
    """Somebody with one role for one organisation."""
    making.clinic()
    return person_acting(person(role, at=code, email=f"{role.replace(' ', '-')}@{code}.example".casefold()))


def seat(request: Request, acting: Acting, state: str = SITTING) -> tuple[Item, Seat]:
    """A seat at a panel that has the request on its agenda; while it is under appeal, that appeal."""
    by = person(email="maker@exampleshire.example")
    panel = Panel.objects.create(
        organisation=request.organisation, made_by=by, on=date(2026, 11, 26), quorum=1, lay_chair=False, state=state
    )
    item = Item.objects.create(panel=panel, request=request, listed_by=by)
    decision = PanelDecision.objects.create(request=request, by_way_of="panel", outcome=DECLINED, reasons="No.", by=by)
    Appeal.objects.create(
        decision=decision, grounds=[], says="It was rushed.", lodged_by=by, lodged_on=date(2026, 11, 20), panel=panel
    )
    return item, Seat.objects.create(panel=panel, person=acting.person, post="Member", there=True)


def opened(acting: Acting, request: Request) -> set[str]:
    """The parts that somebody can open, each of which puts one line on record; a refusal puts none."""
    found = set()
    for part in PARTS:
        before = Viewing.objects.count()
        try:
            look(acting, request, part, "to try it")
        except NotAllowed:
            assert Viewing.objects.count() == before
        else:
            assert Viewing.objects.count() == before + 1
            found.add(part)
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("seated", [False, True], ids=["no seat", "seated"])
@pytest.mark.parametrize("side", PLACES)
@pytest.mark.parametrize("role", OF_PEOPLE)
def test_a_part_is_opened_by_those_of_the_table_and_by_nobody_else(role: Role, side: str, *, seated: bool) -> None:
    """In every state; what another organisation asked or deals with is nobody's, also with a seat at its panel."""
    acting, request = somebody(role, PLACES[side]), making.request(at.WITH_PANEL)
    if seated:
        seat(request, acting)
    wrong = {}
    for state in at.STATES:
        request.state = state
        found, wanted = opened(acting, request), expected(role, side, state, seated=seated)
        if found != wanted:
            wrong[state] = (found, wanted)
    assert wrong == {}


def test_nobody_who_judges_sees_who_it_is() -> None:
    """Neither the members of panels nor those who hear appeals, and equality answers only whoever takes them down."""
    for (role, _side), states in SEES_SEATED.items():
        for state, parts in states.items():
            named = set(parts.split(", "))
            assert role in (Role.CLINICIAN, Role.IFR_OFFICER) or not named & {"who", "equality", "letters", "files", "consent"}
            assert role is Role.CLINICIAN or "equality" not in named
            assert role is not Role.CLINICIAN or "views" not in named
            assert state in at.STATES
            assert named <= set(PARTS)
    assert {line.role for line in LINES} == {role for role, _side in SEES_SEATED}


@pytest.mark.parametrize(
    ("state", "follows", "taken_off", "sees"),
    [
        (SITTING, None, False, True),
        (SITTING, STAYS, False, True),
        (SITTING, LEAVES, False, False),
        (SITTING, None, True, False),
        (CLOSED, None, False, False),
        (CALLED_OFF, None, False, False),
    ],
)
def test_a_seat_counts_while_its_panel_has_the_request(state: str, follows: str | None, *, taken_off: bool, sees: bool) -> None:
    """Not once the panel is over, the request is off its agenda, or the member leaves for an interest."""
    acting, request = somebody(Role.PANEL_MEMBER, OWN), making.request(at.WITH_PANEL)
    item, seated = seat(request, acting, state)
    if follows:
        PanelInterest(item=item, seat=seated, says="We worked together.", follows=follows).save()
    if taken_off:
        item.taken_off = item.listed
        item.save()
    assert (post_that_sees(acting, request, CASE) is not None) is sees


@pytest.mark.parametrize(
    ("state", "stands", "hears", "sees"),
    [
        (SITTING, LODGED, True, True),
        (CALLED, LODGED, True, True),
        (CLOSED, LODGED, True, False),
        (CALLED_OFF, LODGED, True, False),
        (SITTING, DISMISSED, True, False),
        (SITTING, LODGED, False, False),
    ],
)
def test_a_seat_counts_where_the_appeal_is_heard(state: str, stands: str, *, hears: bool, sees: bool) -> None:
    """Not once it was answered or the panel is over, and not one at the panel that decided, though it still sits."""
    acting, request = somebody(Role.PANEL_MEMBER, OWN), making.request(at.APPEALING)
    seat(request, acting, state)
    Appeal.objects.update(state=stands)
    if not hears:
        Appeal.objects.update(panel=None)
    assert (post_that_sees(acting, request, CASE) is not None) is sees
    assert post_that_sees(acting, request, WHO) is None


def test_the_post_that_allows_it_is_the_one_on_record() -> None:
    """Whoever has several roles opens a part in the one that sees it."""
    making.clinic()
    who = person(Role.ANALYST, Role.IFR_OFFICER, at=OWN, email="two@exampleshire.example")
    request = making.request()
    look(person_acting(who), request, WHO, "to deal with the request")
    seen = request.viewings.get()
    assert (seen.role, seen.part, seen.broke_glass) == (Role.IFR_OFFICER, WHO, False)
    assert Entry.objects.filter(action="opened who", reference=request.reference).count() == 1


def test_whoever_broke_the_glass_said_why_and_judges_no_more() -> None:
    """The reason is kept, sealed; without one the glass does not break, and for others than the two roles neither."""
    request, keeper = making.request(at.APPEALING), somebody(Role.INFORMATION_GOVERNANCE, OWN)
    with pytest.raises(CoequalError, match="Say why"):
        break_glass(keeper, request, " ")
    for role in set(OF_PEOPLE) - {Role.INFORMATION_GOVERNANCE, Role.IFR_OFFICER}:
        with pytest.raises(NotAllowed):
            break_glass(somebody(role, OWN), request, "I have to know.")
    with pytest.raises(Http404):
        break_glass(somebody(Role.INFORMATION_GOVERNANCE, OTHER), request, "I have to know.")
    assert not request.viewings.exists()
    require_judge(keeper.person, request)
    break_glass(keeper, request, "A court asked who it is.")
    seen = request.viewings.get()
    assert (seen.part, seen.broke_glass, seen.why) == (WHO, True, "A court asked who it is.")
    assert keeper.person is not None
    assert "opened who" in why_knows(keeper.person, request)
    with pytest.raises(CoequalError, match="Ask somebody else to"):
        require_judge(keeper.person, request)
    assert "court" not in repr(list(Entry.objects.values()))


def about(number: str, partner: str = "", **values: Any) -> Request:
    """A request about somebody with an NHS number, and a partner with another; nothing of either where there is none."""
    made = making.request(at.WITH_OFFICER, **values)
    row = Identity.objects.get(request=made)
    row.nhs_number, row.partner = number, {"name": "Sam Example", "nhs_number": partner} if partner else {}
    row.save()
    return made


def test_whoever_knows_the_person_knows_every_request_of_theirs() -> None:
    """Of the same person, of the same couple the other way round, and of what follows it; of nobody else's."""
    officer = somebody(Role.IFR_OFFICER, OWN)
    first = about("9990000018", "9990000026")
    same = [about("9990000018"), about("9990000026", "9990000034"), about("9990000034", "9990000018"), about("", follows=first)]
    same.append(about("", follows=same[-1]))
    others = [about("9990000034"), about("9990000042", "9990000050"), about("")]
    look(officer, first, WHO, "to answer a call")
    assert officer.person is not None
    assert [bool(why_knows(officer.person, one)) for one in (first, *same, *others)] == [True] * 6 + [False] * 3
    with pytest.raises(CoequalError, match=f"with {first.reference}, which is about the same people"):
        require_judge(officer.person, same[0])
    assert all("opened who" in why_not_judge(officer.person, one) for one in same)
    assert not why_not_judge(officer.person, others[0])


@pytest.mark.usefixtures("keys_file")
def test_who_the_renewal_is_about_is_known_of_what_it_renews() -> None:
    """It holds backwards too; and though the keys of the marks have changed meanwhile."""
    officer, before = somebody(Role.IFR_OFFICER, OWN), about("9990000018")
    renewal, again = about("", follows=before), about("9990000018")
    look(officer, renewal, WHO, "to answer a call")
    add_key(MARKS)
    other = somebody(Role.GOVERNANCE, OWN)
    assert officer.person is not None
    assert other.person is not None
    assert why_knows(officer.person, before)
    assert why_knows(officer.person, again)
    assert not why_knows(other.person, before)


def test_a_look_is_of_the_own_organisation_only() -> None:
    """An officer of the commissioner of one request sees nothing of another commissioner's."""
    other = making.request(organisation=organisation(OTHER))
    assert opened(somebody(Role.IFR_OFFICER, OWN), other) == set()
