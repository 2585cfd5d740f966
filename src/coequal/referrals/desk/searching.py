"""Finding requests: by what stands in their rows, or those of one person by their NHS number, which is never kept in clear."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import SEE_REQUESTS
from coequal.accounts.trail import Thing, record
from coequal.errors import CoequalError
from coequal.referrals.desk.pages import ON_A_PAGE, Listed, number_of, page_of
from coequal.referrals.desk.whose import commissioners
from coequal.referrals.models import Request
from coequal.referrals.moves.states import STATES, WRITING
from coequal.referrals.personal.numbers import read_nhs_number
from coequal.referrals.personal.same import naming
from coequal.referrals.seeing.looking import keep_viewing
from coequal.referrals.seeing.purposes import KNOWING_THEIRS
from coequal.referrals.seeing.table import WHO

SEARCHED_STATES: Final = tuple(state for state in STATES if state != WRITING)
_SHOWN: Final = ("provider", "organisation", "officer", "intervention")


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """What is looked for; what is empty does not matter. `number` is a reference or the number of an approval."""

    number: str = ""
    service: str = ""
    provider: str = ""  # its code
    state: str = ""
    officer: int | None = None
    since: date | None = None  # the first day on which it was submitted
    until: date | None = None  # the last one


def found(acting: Acting, wanted: Wanted, after: str = "") -> Listed[Request]:
    """A page of the requests that somebody may see and that fit, the newest first; those after a mark.

    What a clinician is still writing is never among them.
    """
    fitting = _seen_by(acting).filter(**_fitting(wanted)).order_by("-pk")
    if number := number_of(after):
        fitting = fitting.filter(pk__lt=number)
    return page_of(list(fitting[: ON_A_PAGE + 1]), lambda one: str(one.pk))


def of_person(acting: Acting, typed: str, purpose: str) -> list[Request]:
    """The requests in which the person with an NHS number is patient or partner, the newest first.

    That it was looked for is on record, and not the number. Raises `NotAllowed`, and `CoequalError` for what is no NHS number
    and without a purpose of the list.
    """
    acts = acting.acting_as(require(acting, SEE_REQUESTS))
    if purpose not in KNOWING_THEIRS:
        raise CoequalError("Choose for which purpose you look for this person. It stays on record.")
    theirs = naming([read_nhs_number(typed)]).filter(request__disposed=None).values("request")
    with transaction.atomic():
        shown = list(_seen_by(acts).filter(pk__in=theirs).order_by("-pk"))
        for one in shown:  # whoever looks by a number knows who it is, and judges none of them
            keep_viewing(acts, one, WHO, purpose)
        record(acts, "looked for a person's requests", Thing("search"), purpose=purpose, detail={"found": len(shown)})
    return shown


def _seen_by(acting: Acting) -> QuerySet[Request]:
    """The requests that somebody may see at all."""
    mine = Request.objects.filter(organisation__in=commissioners(acting))
    return mine.filter(submitted__isnull=False).select_related(*_SHOWN)


def _fitting(wanted: Wanted) -> dict[str, Any]:
    """The conditions, each on a column that has an index."""
    asked: dict[str, Any] = {}
    if wanted.number:
        asked["approval__number" if wanted.number.startswith("V-") else "reference"] = wanted.number
    if wanted.service:
        asked["service"] = wanted.service
    if wanted.provider:
        asked["provider"] = Organisation.objects.filter(code=wanted.provider).first()
    if wanted.state:
        asked["state"] = wanted.state
    if wanted.officer:
        asked["officer"] = wanted.officer
    if wanted.since:
        asked["submitted__gte"] = _midnight(wanted.since)
    if wanted.until:
        asked["submitted__lt"] = _midnight(wanted.until + timedelta(1))
    return asked


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
