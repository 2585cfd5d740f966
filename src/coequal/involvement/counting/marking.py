"""A person says that a response does not count, and why; or that it counts after all. Nothing is deleted."""

from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import TAKE_DOWN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.models import Response
from coequal.involvement.models.responses import COMPLETE, DUPLICATE, LATE, PARTIAL, VOID, WITHDRAWN

MARKS: Final = (VOID, DUPLICATE, LATE)
COUNTS: Final = "counts"


def mark(acting: Acting, response: Response, as_what: str, why: str, same_as: Response | None = None) -> Response:
    """A response that is void, a duplicate or late from now on, or that counts again.

    Raises `CoequalError` for one that was withdrawn, without a reason, and for a duplicate of itself or of another survey's.
    """
    with transaction.atomic():
        locked = Response.objects.select_for_update(of=("self",)).select_related("survey__involvement__organisation")
        held = locked.get(pk=response.pk)
        require(acting, TAKE_DOWN, held)
        _check(held, as_what, why, same_as)
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
    if as_what not in (*MARKS, COUNTS):
        raise CoequalError(f"A response can be {', '.join(MARKS)}, or count; not “{as_what}”.")
    if not why.strip():
        raise CoequalError("Say why, so that others can follow it.")
    if same_as is not None and (same_as.pk == held.pk or same_as.survey_id != held.survey_id):
        raise CoequalError("A duplicate is one of another response to the same survey. Give the reference of that one.")


def _named(as_what: str) -> str:
    return "a duplicate" if as_what == DUPLICATE else as_what
