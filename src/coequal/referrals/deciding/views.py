"""Interests, and each member's view of a request: given once, and read by others only when all are there or were closed."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import RUN_PANEL, SIT
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.deciding.judges import require_judge
from coequal.referrals.deciding.panels import locked_panel, locked_request
from coequal.referrals.deciding.quorum import judging, leaving
from coequal.referrals.models import Item, MemberView, PanelInterest, Seat
from coequal.referrals.models.deciding import FOLLOWS, OUTCOMES
from coequal.referrals.moves.states import WITH_PANEL
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.seeing.looking import DEALING, JUDGING, look
from coequal.referrals.seeing.table import INTERESTS, VIEWS

YES, NO, NOT_KNOWN = "yes", "no", "not known"
ANSWERS: Final = (YES, NO, NOT_KNOWN)
Answers = Mapping[str, Mapping[str, str]]


def checked(answers: Answers, rules: CommissionerRules) -> dict[str, Any]:
    """Answers to every question of the rules, in their order, each with why. Raises `CoequalError` for one that is missing."""
    questions = rules.questions or ()
    if unknown := set(answers) - {one.id for one in questions}:
        raise CoequalError(f"The rules of {rules.name} have no such question: {', '.join(sorted(unknown))}.")
    found = {}
    for one in questions:
        given = answers.get(one.id, {})
        answer, why = given.get("answer", ""), given.get("why", "").strip()
        if answer not in ANSWERS or not why:
            raise CoequalError(f"Answer each question with {', '.join(ANSWERS)}, and say why. This one is open: {one.says}")
        found[one.id] = {"answer": answer, "why": why}
    return found


def declare(acting: Acting, item: Item, says: str, follows: str) -> PanelInterest:
    """Somebody's own interest in a request, and what follows: the latest stands.

    Raises `CoequalError` where nothing is said, without a seat, a second time, and once it is decided.
    """
    if not says.strip() or follows not in FOLLOWS:
        raise CoequalError(f"Say what the interest is, and what follows: {', '.join(FOLLOWS)}.")
    with locked_panel(acting, item.panel, SIT) as (_panel, acts):
        found, seat = _undecided(item), _own_seat(acts, item)
        last = found.interests.filter(seat=seat).last()
        if last and (last.says, last.follows) == (says.strip(), follows):
            raise CoequalError("This interest is there already, so it was not declared a second time.")
        made = PanelInterest(item=found, seat=seat, says=says.strip(), follows=follows)
        made.save()
        record(acts, "declared an interest", found, detail={"post": seat.post, "follows": follows})
    return made


def interests_of(acting: Acting, item: Item) -> list[PanelInterest]:
    """Everybody's interests in a request; where there is one, that they were opened is put on record. Raises `NotAllowed`."""
    found = list(item.interests.select_related("seat__person"))
    if found:
        look(acting, item.request, INTERESTS, DEALING)
    return found


def give_view(acting: Acting, item: Item, answers: Answers, leans: str) -> MemberView:
    """Somebody's own view: an answer to each question of the rules with why, and the outcome that they lean to.

    Raises `CoequalError` without a seat, for whoever leaves or may not judge, a second time, and once views are closed.
    """
    if leans not in OUTCOMES:
        raise CoequalError(f"Say what you lean to: {', '.join(OUTCOMES)}.")
    with locked_panel(acting, item.panel, SIT) as (_panel, acts):
        found, seat = _undecided(item), _own_seat(acts, item)
        if found.views_closed:
            raise CoequalError("The giving of views was closed. Say what you think at the panel.")
        if seat.pk in leaving(found):
            raise CoequalError("You declared an interest and leave, so you give no view on this request.")
        require_judge(acts.person, found.request, found.round)
        if found.views.filter(seat=seat).exists():
            raise CoequalError(f"You gave your view on {found} already. It stays as it was given.")
        made = MemberView(item=found, seat=seat, answers=checked(answers, rules_for(found.request)), leans=leans)
        made.save()
        record(acts, "gave a view", found, detail={"post": seat.post})
    return made


def close_views(acting: Acting, item: Item) -> None:
    """Let everybody read the views that are there; none can be given after. For the officer, and for whoever chairs.

    Raises `NotAllowed`, and `CoequalError` a second time.
    """
    chairs = acting.person and item.panel.seats.filter(person=acting.person, chairs=True).exists()
    with locked_panel(acting, item.panel, SIT if chairs else RUN_PANEL) as (_panel, acts):
        found = _undecided(item)
        if found.views_closed:
            raise CoequalError("The giving of views was closed already.")
        Item.objects.filter(pk=found.pk).update(views_closed=timezone.now(), views_closed_by=acts.person)
        record(acts, "closed the giving of views", found)


def missing_views(item: Item) -> list[Seat]:
    """The seats of those who may give a view and have not."""
    given = set(item.views.values_list("seat", flat=True))
    return [one for one in judging(item) if one.pk not in given]


def are_open(item: Item) -> bool:
    """Whether others may read the views: all are given, or it was closed or decided."""
    return bool(item.views_closed) or hasattr(item, "decision") or (item.views.exists() and not missing_views(item))


def own_view(acting: Acting, item: Item) -> MemberView | None:
    """The view that whoever acts gave; none where they gave none."""
    return item.views.filter(seat__person=acting.person).first() if acting.person else None


def views_of(acting: Acting, item: Item, purpose: str = JUDGING) -> list[MemberView]:
    """Everybody's views, and that they were opened is put on record.

    Raises `NotAllowed`, and `CoequalError` while some who may give one have not and nobody closed it.
    """
    found = Item.objects.select_related("panel", "request").get(pk=item.pk)
    if not are_open(found):
        raise CoequalError("Views are read once all who may give one have, or once the chair or an officer has closed it.")
    look(acting, found.request, VIEWS, purpose)
    return list(found.views.select_related("seat__person"))


def _undecided(item: Item) -> Item:
    """The item as it stands now, under the lock of its panel and of its request. Raises `CoequalError` where it is over."""
    request = locked_request(item.request)
    found = Item.objects.select_related("panel").get(pk=item.pk)
    found.request = request
    if found.taken_off or request.state != WITH_PANEL or hasattr(found, "decision"):
        raise CoequalError(f"{found} is not before this panel any more. Look at it again.")
    return found


def _own_seat(acting: Acting, item: Item) -> Seat:
    seat = item.panel.seats.filter(person=acting.person).first() if acting.person else None
    if seat is None:
        require(acting, SIT, item)
        raise CoequalError("You have no seat at this panel. Ask an officer to name one.")
    return seat
