"""Hearing an appeal: by people who neither decided nor dealt with the request, at a panel that hears appeals or without one."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Membership, Person
from coequal.accounts.permissions import HEAR_APPEAL
from coequal.accounts.roles import Role
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.referrals.deciding.judges import require_hearer, why_not_hear
from coequal.referrals.deciding.letters import tell_of_appeal
from coequal.referrals.models import Appeal, Panel, Request, Seat
from coequal.referrals.models.deciding import CALLED, DISMISSED, LODGED, SITTING, UPHELD
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.table import DISMISS, UPHOLD

HEARERS: Final = (Role.PANEL_MEMBER, Role.GOVERNANCE, Role.IFR_OFFICER)
_OPEN: Final = (CALLED, SITTING)


def panel_of(appeal: Appeal) -> Panel | None:
    """The panel that an appeal is before; None where there is none, or that panel ended or was called off without hearing it."""
    return appeal.panel if appeal.panel and appeal.panel.state in _OPEN else None


def hearers(appeal: Appeal) -> list[Person]:
    """Whoever may hear an appeal, by name."""
    request = appeal.decision.request
    held = Membership.objects.filter(organisation=request.organisation, role__in=HEARERS, accepted__isnull=False)
    people = Person.objects.filter(pk__in=held.values("person")).order_by("name", "email")
    return [one for one in people if not why_not_hear(one, request)]


def put_before(acting: Acting, appeal: Appeal, panel: Panel) -> None:
    """Put an appeal before a panel that hears appeals.

    Raises `NotAllowed`, and `CoequalError` for another panel, one that is over, and one at which somebody may not hear it.
    """
    with transaction.atomic():
        found = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)  # before the request, as elsewhere
        with locked(acting, appeal.decision.request, HEAR_APPEAL) as (request, acts):
            kept = _lodged(appeal)
            _require_hears(found, request)
            kept.panel = found
            kept.save(update_fields=["panel"])
            record(acts, "put an appeal before a panel", kept, detail={"panel": found.reference})


def _require_hears(found: Panel, request: Request) -> None:
    if found.organisation_id != request.organisation_id or not found.hears_appeals:
        raise CoequalError(f"{found.reference} hears no appeals of {request.organisation}. Choose a panel that does.")
    if found.state not in _OPEN:
        raise CoequalError(f"{found.reference} is {found.state}. Choose a panel that is still to come.")
    for seat in found.seats.select_related("person"):
        if why := why_not_hear(seat.person, request):
            raise CoequalError(f"{why} Take the seat away, or choose another panel.")


def there(panel: Panel, request: Request) -> list[Seat]:
    """The seats of those who are there and may hear an appeal about a request."""
    return [one for one in panel.seats.filter(there=True).select_related("person") if not why_not_hear(one.person, request)]


def why_not_heard(appeal: Appeal) -> str:
    """What is missing before the panel that an appeal is before may answer it, in sentences; nothing where it may."""
    panel = panel_of(appeal)
    if panel is None:
        return ""
    if panel.state != SITTING:
        return f"Panel {panel.reference} has not begun, so it cannot answer yet."
    seats = there(panel, appeal.decision.request)
    chair = next((one for one in seats if one.chairs), None)
    says = []
    if len(seats) < panel.quorum:
        says.append(f"{plural(len(seats), 'member who may hear it is', 'members who may hear it are')} there of {panel.quorum}.")
    if chair is None:
        says.append("Nobody of them chairs.")
    elif panel.lay_chair and not chair.lay:
        says.append("A lay member has to chair.")
    return " ".join(says)


def hear_appeal(
    acting: Acting, appeal: Appeal, found: Mapping[str, Mapping[str, Any]], reasons: str, heard_by: Iterable[Person] = ()
) -> None:
    """What people found of an appeal who did not decide before; upheld where one of its grounds is. Both letters are made.

    `found` gives for each ground {"upheld": true or false, "why": text}. `heard_by` is who heard it where it is before no panel;
    where it is before one, that is who is there. Upheld, the request goes to a panel of other people; dismissed, it stays
    declined. Raises `NotAllowed`, and `CoequalError` where a ground or a reason is missing, where the panel is not quorate, and
    where somebody decided before or dealt with the request.
    """
    with locked(acting, appeal.decision.request, HEAR_APPEAL) as (request, acts):
        kept = _lodged(appeal)
        kept.decision.request = request
        require_hearer(acts.person, request)
        people = _heard_by(kept, request, list(heard_by))
        kept.found = _found(kept, found)
        upheld = any(one["upheld"] for one in kept.found.values())
        kept.state, kept.reasons = UPHELD if upheld else DISMISSED, reasons.strip()
        kept.answered_by, kept.answered_on = acts.person, timezone.localdate()
        kept.save()
        kept.heard_by.set(people)
        tell_of_appeal(kept)
        stepped(acts, request, UPHOLD if upheld else DISMISS, reasons, to_asker=False)  # they read it in the letter
        record(acts, f"{kept.state} an appeal", kept)


def _lodged(appeal: Appeal) -> Appeal:
    """The appeal as it is kept, within the lock of its request. Raises `CoequalError` once it was answered."""
    kept = Appeal.objects.select_for_update(of=("self",)).select_related("decision").get(pk=appeal.pk)
    if kept.state != LODGED:
        raise CoequalError(f"The appeal was {kept.state} already.")
    return kept


def _found(appeal: Appeal, found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What was found to each ground. Raises `CoequalError` where one is missing."""
    grounds = appeal.grounds or ["appeal"]  # one of rules without grounds is heard as a whole
    if set(found) != set(grounds) or not all(isinstance(one.get("upheld"), bool) and one.get("why") for one in found.values()):
        raise CoequalError("Say of each ground of the appeal whether it is upheld, and why.")
    return {one: {"upheld": found[one]["upheld"], "why": str(found[one]["why"]).strip()} for one in grounds}


def _heard_by(appeal: Appeal, request: Request, people: list[Person]) -> list[Person]:
    """Who heard it: those at its panel, or those who are named. Raises `CoequalError`."""
    panel = panel_of(appeal)
    if panel is not None:
        if why := why_not_heard(appeal):
            raise CoequalError(f"The panel cannot answer the appeal now. {why}")
        return [one.person for one in there(panel, request)]
    if not people:
        raise CoequalError("Say who heard the appeal: at least one person who did not decide before.")
    for person in people:
        held = Membership.objects.filter(person=person, organisation=request.organisation, accepted__isnull=False)
        if not held.filter(role__in=HEARERS).exists():
            raise CoequalError(f"{person.name or person.email} has no role in which to hear an appeal of {request.organisation}.")
        if why := why_not_hear(person, request):
            raise CoequalError(f"{why} Other people have to hear the appeal.")
    return people
