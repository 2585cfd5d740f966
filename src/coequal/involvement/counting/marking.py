"""A person says that a response does not count, and why; or that it counts after all. Nothing is deleted."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import TAKE_DOWN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.answering.times import goes_on
from coequal.involvement.models import Response
from coequal.involvement.models.responses import ANALYSED, COMPLETE, DUPLICATE, LATE, PARTIAL, UNSENT, VOID, WITHDRAWN

MARKS: Final = (VOID, DUPLICATE, LATE)
COUNTS: Final = "counts"


def mark(acting: Acting, response: Response, as_what: str, why: str, same_as: Response | None = None) -> Response:
    """A response that is void, a duplicate or late from now on, or that counts again.

    Raises `CoequalError` for one that was withdrawn, without a reason, and for a duplicate of none that counts in this survey;
    and where nothing was answered, so that nothing can count.
    """
    with transaction.atomic():
        locked = Response.objects.select_for_update(of=("self",)).select_related("survey__involvement__organisation")
        pks = [one.pk for one in (response, same_as) if one]
        both = {
            one.pk: one for one in locked.filter(pk__in=pks).order_by("pk")
        }  # in one order, so that two people never wait for each other
        held, other = both[response.pk], both[same_as.pk] if same_as else None
        require(acting, TAKE_DOWN, held)
        _check(held, as_what, why, other)
        held.status = as_what if as_what in MARKS else COMPLETE if held.completed else PARTIAL
        held.why = why if as_what in MARKS else ""
        held.same_as = same_as if as_what == DUPLICATE else None
        held.save(update_fields=["status", "why", "same_as", "changed"])
        said = "said that a response counts" if as_what == COUNTS else f"said that a response is {_named(as_what)}"
        detail = {"why": why, **({"of": same_as.reference} if held.same_as and same_as else {})}
        record(acting, said, held, detail=detail)
    return held


def _check(held: Response, as_what: str, why: str, same_as: Response | None) -> None:
    if held.status == WITHDRAWN:
        raise CoequalError("This response was withdrawn by whoever gave it, and stays so.")
    if held.status in UNSENT and held.key and goes_on(held, timezone.now()):
        raise CoequalError("Whoever gives this response may still be answering. Wait until they have sent it, or no longer can.")
    if as_what not in (*MARKS, COUNTS):
        raise CoequalError(f"A response can be {', '.join(MARKS)}, or count; not “{as_what}”.")
    if not why.strip():
        raise CoequalError("Say why, so that others can follow it.")
    if as_what == COUNTS and not held.answers:
        raise CoequalError("Nothing was answered in this response, so there is nothing in it to count.")
    if as_what == DUPLICATE:
        _check_duplicate(held, same_as)


def _check_duplicate(held: Response, same_as: Response | None) -> None:
    if same_as is None or same_as.pk == held.pk or same_as.survey_id != held.survey_id:
        raise CoequalError("A duplicate is one of another response to the same survey. Give the reference of that one.")
    if same_as.status not in ANALYSED:
        raise CoequalError(f"{same_as.reference} does not count itself: it is {same_as.status}. Give the one that counts.")


def _named(as_what: str) -> str:
    return "a duplicate" if as_what == DUPLICATE else as_what
