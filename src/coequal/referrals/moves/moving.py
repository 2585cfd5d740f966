"""Taking a step: under a lock, by whoever may, once; the state, the step and the trail are kept together or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.errors import CoequalError
from coequal.referrals.deciding.due import due_of, waits_until
from coequal.referrals.models import Appeal, Request, Step
from coequal.referrals.models.deciding import LODGED, TAKEN_BACK
from coequal.referrals.moves.sides import Asked, is_draft
from coequal.referrals.moves.states import ENDS
from coequal.referrals.moves.table import BY_ASKER, BY_PANEL, WITHDRAW, Move


@contextmanager
def locked(acting: Acting, request: Request, permission: Permission) -> Iterator[tuple[Request, Acting]]:
    """The request as it stands now, which nobody else can change meanwhile, and who acts, in the post that allows it.

    Whoever acts for those who ask counts as a writer of it from then on.

    Raises `NotAllowed`, also where somebody else has moved it to another state meanwhile.
    """
    with transaction.atomic():
        related = Request.objects.select_related("organisation", "provider", "made_by")
        found = related.select_for_update(of=("self",)).get(pk=request.pk)
        thing = Asked(found) if permission in BY_ASKER or is_draft(found) else found
        acts = acting.acting_as(require(acting, permission, thing))
        if acts.person and permission in BY_ASKER:
            found.writers.add(acts.person)
        yield found, acts


def wrote(acting: Acting, action: str, found: Request, detail: Mapping[str, Detail] | None = None) -> None:
    """Record what those who ask changed in a locked request, and that they worked on it now.

    From then on the time of keeping of a draft counts, so it belongs where something was changed, and nowhere else.
    """
    found.changed = timezone.now()
    found.save(update_fields=["changed"])
    record(acting, action, found, detail=detail)


def move(acting: Acting, request: Request, how: Move, says: str = "", *, to_asker: bool = True) -> Step:
    """The step that a move makes. Raises `NotAllowed`, and `CoequalError` for a state that it does not leave or without reasons."""
    if how.permission in BY_PANEL:
        with transaction.atomic():
            found = Request.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
            return stepped(acting, found, how, says, to_asker=to_asker)
    with locked(acting, request, how.permission) as (found, acts):
        return stepped(acts, found, how, says, to_asker=to_asker)


def stepped(acting: Acting, found: Request, how: Move, says: str = "", *, to_asker: bool = True) -> Step:
    """The step, of a request that is locked already and by whom it was found that they may."""
    if found.disposed is not None:
        raise CoequalError(f"What was kept of {found.reference} was disposed of, so nothing can be done with it any more.")
    if found.kind not in how.kinds:
        raise CoequalError(f"{found.reference} is a {found.kind}, which cannot be {how.name}.")
    if found.state not in how.leaves:
        raise CoequalError(f"{found.reference} is {found.state} now, so it cannot be {how.name}. Look at it again.")
    if how.reasons and not says.strip():
        raise CoequalError("Say why, in words that whoever asked can read.")
    now, left = timezone.now(), found.state
    step = Step(request=found, kind=how.name, left=left, came_to=how.comes_to, by=acting.person, at=now)
    step.says, step.to_asker = says.strip(), to_asker
    step.save()
    if how is WITHDRAW:
        Appeal.objects.filter(decision__request=found, state=LODGED).update(state=TAKEN_BACK)  # nobody has to hear it any more
    found.state = how.comes_to
    found.ended = now if how.comes_to in ENDS else None
    if how.permission is WRITE_REQUEST:
        found.changed = now
    found.due, found.waits_until = due_of(found), waits_until(found)
    found.save(update_fields=["state", "ended", "changed", "due", "waits_until"])
    record(acting, how.did, found, detail={"from": left, "to": how.comes_to})
    return step


def noted(acting: Acting, found: Request, kind: str, says: str = "") -> Step:
    """A step that leaves a locked request where it stands, such as that a consent was taken back; its day due is counted anew.

    Whoever takes it puts what it is into the trail.
    """
    step = Step(request=found, kind=kind, left=found.state, came_to=found.state, by=acting.person, at=timezone.now())
    step.says, step.to_asker = says.strip(), True
    step.save()
    found.due = due_of(found)
    found.save(update_fields=["due"])
    return step
