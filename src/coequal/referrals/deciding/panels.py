"""A panel from its call to its end: who sits there, who is there, and what is on its agenda."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation, Person
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import PREPARE_PANEL, RUN_PANEL
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.deciding.due import round_of
from coequal.referrals.deciding.judges import members, why_not_hear, why_not_judge
from coequal.referrals.models import Appeal, Item, Panel, Request, Seat, Step
from coequal.referrals.models.deciding import CALLED, CALLED_OFF, CLOSED, LODGED, SITTING
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import stepped
from coequal.referrals.moves.table import LIST, TAKE_OFF
from coequal.referrals.requesting.consent import require_not_taken_back
from coequal.referrals.rules.in_force import in_force


@dataclass(frozen=True, slots=True)
class Call:
    """What is said when a panel is called. What is None goes by the commissioner's rules; where they say nothing, it is refused."""

    on: date
    at: str = ""
    place: str = ""
    quorum: int | None = None
    lay_chair: bool | None = None
    hears_appeals: bool = False


@contextmanager
def locked_panel(acting: Acting, panel: Panel, permission: Permission) -> Iterator[tuple[Panel, Acting]]:
    """The panel as it stands now, which nobody else can change meanwhile, and who acts. Raises `NotAllowed`."""
    with transaction.atomic():
        found = Panel.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=panel.pk)
        yield found, acting.acting_as(require(acting, permission, found))


def locked_request(request: Request) -> Request:
    """The request as it stands now, within the transaction in which its panel was locked before it."""
    related = Request.objects.select_related("organisation", "provider", "made_by", "rules")
    return related.select_for_update(of=("self",)).get(pk=request.pk)


def call(acting: Acting, organisation: Organisation, said: Call) -> Panel:
    """A new panel. Raises `CoequalError` for a day that is over, where quorum or chair are not known, and for a second time."""
    with transaction.atomic():
        return _called(acting, organisation, said, urgent=False)


def call_urgent(acting: Acting, request: Request, said: Call) -> Panel:
    """A panel outside the calendar for one request, which is put on its agenda. Raises as `call` and `list_item` do."""
    with transaction.atomic():
        made = _called(acting, request.organisation, said, urgent=True)
        list_item(acting, made, request)
    return made


def _called(acting: Acting, organisation: Organisation, said: Call, *, urgent: bool) -> Panel:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rules = in_force(organisation, said.on).rules
    quorum = rules.quorum if said.quorum is None else said.quorum
    lay = rules.lay_chair if said.lay_chair is None else said.lay_chair
    if quorum is None or lay is None or quorum < 1:
        raise CoequalError("Say how many members have to be there, at least one, and whether a lay member has to chair.")
    if said.on < timezone.localdate():
        raise CoequalError(f"{say_date(said.on)} is over. Call the panel for today or a later day.")
    same = organisation.panels.filter(on=said.on, at=said.at, urgent=urgent, hears_appeals=said.hears_appeals)
    if not urgent and same.exclude(state=CALLED_OFF).exists():
        raise CoequalError(f"A panel on {say_date(said.on)} is there already, so it was not called a second time.")
    made = Panel(organisation=organisation, made_by=acting.person, on=said.on, at=said.at, place=said.place, urgent=urgent)
    made.quorum, made.lay_chair, made.hears_appeals = quorum, lay, said.hears_appeals
    acts = acting.acting_as(require(acting, PREPARE_PANEL, made))
    made.save()
    record(acts, "called a panel", made, detail={"on": str(said.on), "urgent": urgent})
    return made


def seat(acting: Acting, panel: Panel, person: Person, post: str, *, lay: bool = False, chairs: bool = False) -> Seat:
    """Somebody's seat at a panel.

    Raises `CoequalError` for whoever is no panel member, has a seat, may not judge a request on the agenda or hear an
    appeal before the panel, and for a second chair.
    """
    with locked_panel(acting, panel, PREPARE_PANEL) as (found, acts):
        _require_open(found)
        who = person.name or person.email
        if not post.strip():
            raise CoequalError("Say in which post they sit there, such as doctor.")
        if person.pk not in members(found.organisation):
            raise CoequalError(f"{who} is no panel member of {found.organisation}. Ask an administrator to give the role first.")
        if found.seats.filter(person=person).exists():
            raise CoequalError(f"{who} has a seat already.")
        if chairs and found.seats.filter(chairs=True).exists():
            raise CoequalError("Somebody chairs this panel already. A panel has one chair.")
        for item in on_agenda(found):
            if why := why_not_judge(person, item.request, item.round):
                raise CoequalError(f"{why} Take the request off the agenda, or name somebody else.")
        for appeal in before(found):
            if why := why_not_hear(person, appeal.decision.request):
                raise CoequalError(f"{why} Name somebody else, or put {appeal} before another panel.")
        made = Seat.objects.create(panel=found, person=person, post=post.strip(), lay=lay, chairs=chairs)
        record(acts, "named a seat at a panel", found, detail={"post": made.post, "lay": lay, "chairs": chairs})
    return made


def unseat(acting: Acting, seat: Seat) -> None:
    """Take a seat away. Raises `CoequalError` once whoever has it gave a view or declared an interest."""
    with locked_panel(acting, seat.panel, PREPARE_PANEL) as (found, acts):
        _require_open(found)
        if seat.views.exists() or seat.interests.exists():
            raise CoequalError("Something that they said is on record, so the seat stays. Say that they are not there.")
        found.seats.filter(pk=seat.pk).delete()
        record(acts, "took a seat at a panel away", found, detail={"post": seat.post})


def chair(acting: Acting, seat: Seat) -> None:
    """Have somebody else chair: whoever did does not any more."""
    with locked_panel(acting, seat.panel, PREPARE_PANEL) as (found, acts):
        _require_open(found)
        found.seats.update(chairs=False)
        found.seats.filter(pk=seat.pk).update(chairs=True)
        record(acts, "named the chair of a panel", found, detail={"post": seat.post})
    seat.chairs = True


def attend(acting: Acting, seat: Seat, *, there: bool) -> None:
    """Whether somebody is there."""
    with locked_panel(acting, seat.panel, RUN_PANEL) as (found, acts):
        found.seats.filter(pk=seat.pk).update(there=there)
        record(acts, "said who is at a panel", found, detail={"post": seat.post, "there": there})
    seat.there = there


def on_agenda(panel: Panel) -> list[Item]:
    """What is on the agenda of a panel, in order; also what was decided meanwhile."""
    return list(panel.items.filter(taken_off=None).select_related("request__organisation", "request__rules", "panel"))


def before(panel: Panel) -> list[Appeal]:
    """The appeals that wait to be heard by a panel, in the order in which they were lodged."""
    return list(panel.appeals.filter(state=LODGED).select_related("decision__request__organisation", "decision__request__provider"))


def list_item(acting: Acting, panel: Panel, request: Request) -> Item:
    """Put a request on an agenda. Raises `CoequalError` where it waits for none, was there before, or somebody may not judge it."""
    with locked_panel(acting, panel, RUN_PANEL) as (found, acts):
        assert acts.person is not None  # no software has the role
        asked = locked_request(request)
        if asked.organisation_id != found.organisation_id:
            raise CoequalError(f"{asked.reference} is not for {found.organisation}.")
        if found.hears_appeals:
            raise CoequalError("This panel hears appeals alone. Put the request on the agenda of another one.")
        if found.urgent and on_agenda(found):
            raise CoequalError("This panel was called for one urgent request. Call another panel.")
        if found.items.filter(taken_off=None, request=asked).exists():
            raise CoequalError(f"{asked.reference} is on the agenda of this panel already. Put it on that of another one.")
        require_not_taken_back(asked)
        number = round_of(asked)
        for one in found.seats.select_related("person"):
            if why := why_not_judge(one.person, asked, number):
                raise CoequalError(f"{why} Take the seat away, or choose another panel.")
        if asked.state not in LIST.leaves:
            stepped(acts, asked, LIST)  # refuses, before anything is made
        made = Item.objects.create(panel=found, request=asked, round=number, listed_by=acts.person)
        stepped(acts, asked, LIST)
    return made


def take_off(acting: Acting, item: Item, why: str) -> Step:
    """Take a request off an agenda, so that it waits for a panel again. Raises `CoequalError` once decided, or without why."""
    with locked_panel(acting, item.panel, RUN_PANEL) as (_found, acts):
        return _taken_off(acts, item, why)


def _taken_off(acting: Acting, item: Item, why: str) -> Step:
    asked = locked_request(item.request)
    found = Item.objects.get(pk=item.pk)
    if found.taken_off or hasattr(found, "decision"):
        raise CoequalError(f"{found} is not on this agenda any more. Look at it again.")
    step = stepped(acting, asked, TAKE_OFF, why, to_asker=False)
    Item.objects.filter(pk=item.pk).update(taken_off=timezone.now())
    return step


def begin(acting: Acting, panel: Panel) -> None:
    """The panel sits. Raises `CoequalError` before its day, with nothing to decide, and a second time."""
    with locked_panel(acting, panel, RUN_PANEL) as (found, acts):
        if found.state == SITTING:
            raise CoequalError("It has begun already.")
        if timezone.localdate() < found.on:
            raise CoequalError(f"The panel is on {say_date(found.on)}. It cannot begin before that day.")
        if not found.hears_appeals and not undecided(found):
            raise CoequalError("Nothing is on the agenda. Put a request on it, or call the panel off.")
        _become(acts, found, SITTING, "began a panel")


def close(acting: Acting, panel: Panel) -> None:
    """The panel is over. Raises `CoequalError` before it began, and while a request on its agenda is undecided."""
    with locked_panel(acting, panel, RUN_PANEL) as (found, acts):
        if found.state != SITTING:
            raise CoequalError("It has not begun. Call it off instead, and say why.")
        if left := [str(one) for one in undecided(found)]:
            raise CoequalError(f"These are not decided: {', '.join(left)}. Decide on them, or take them off the agenda.")
        _become(acts, found, CLOSED, "closed a panel")


def call_off(acting: Acting, panel: Panel, why: str) -> None:
    """The panel does not take place, and its requests wait for another one. Raises `CoequalError` without why, once it began."""
    if not why.strip():
        raise CoequalError("Say why the panel does not take place.")
    with locked_panel(acting, panel, PREPARE_PANEL) as (found, acts):
        if found.state != CALLED:
            raise CoequalError(f"The panel is {found.state}, so it cannot be called off any more.")
        for item in undecided(found):
            _taken_off(acts, item, why)
        found.why_called_off = why.strip()
        found.save(update_fields=["why_called_off"])
        _become(acts, found, CALLED_OFF, "called a panel off")


def undecided(panel: Panel) -> list[Item]:
    """What a panel still has to decide: what is on its agenda, and was neither decided nor withdrawn."""
    return [one for one in on_agenda(panel) if one.request.state == at.WITH_PANEL and not hasattr(one, "decision")]


def _require_open(panel: Panel) -> None:
    if panel.state not in (CALLED, SITTING):
        raise CoequalError(f"The panel is {panel.state}, so nothing of it is changed any more.")


def _become(acting: Acting, panel: Panel, state: str, said: str) -> None:
    panel.state = state
    panel.save(update_fields=["state"])
    record(acting, said, panel)
