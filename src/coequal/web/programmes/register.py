"""What each commissioner keeps and decided, and how it met its duty to involve people, as everybody reads it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.accounts.models import Organisation
from coequal.involvement.models.involvements import PREPARING
from coequal.programmes.governance.duty import duty, duty_document
from coequal.programmes.governance.register import Register, register, register_document
from coequal.programmes.telling import public
from coequal.web.files import FORMS, as_file
from coequal.web.limits import limited
from coequal.web.programmes.outcomes import OUTCOMES
from coequal.web.shelf import shelf


def _commissioner(code: str) -> Organisation:
    """An organisation of which everybody can read something. Raises `Http404`."""
    found = _commissioners().get(code)
    if found is None:
        raise Http404
    return found


def _commissioners() -> dict[str, Organisation]:
    """Those with a programme, an involvement or a decision of which everybody can read, by their codes."""
    found = Organisation.objects.filter(
        Q(programmes__in=public.programmes())
        | Q(involvements__announced__isnull=False)
        | Q(meetings__motions__decision__in=public.decisions())
    ).distinct()
    return {one.code: one for one in found}


def _years(organisation: Organisation) -> list[int]:
    """The years in which an involvement was open, the latest first; those to come are left out."""
    this = timezone.localdate().year
    told = [one for one in organisation.involvements.exclude(opens=None) if one.state != PREPARING]
    found = {year for one in told for year in _from_to(one.opens, one.closes)}
    return sorted((year for year in found if year <= this), reverse=True)


def _from_to(opens: date | None, closes: date | None) -> Iterator[int]:
    assert opens is not None  # those without a day were left out
    yield from range(opens.year, (closes or opens).year + 1)


def _register(organisation: Organisation, on: date) -> Register:
    return register(organisation, on, shelf().policies, shelf().library)


@everyone
@require_safe
def commissioners(request: HttpRequest) -> HttpResponse:
    """Every commissioner whose register can be read."""
    return render(request, "programmes/commissioners.html", {"commissioners": list(_commissioners().values())})


@everyone
@require_safe
def of_one(request: HttpRequest, code: str) -> HttpResponse:
    """The policies of a commissioner with the reviews that are due, its decisions by year, and the years of its involvements."""
    found, today = _commissioner(code), timezone.localdate()
    page = {
        "commissioner": found,
        "register": _register(found, today),
        "years": _years(found),
        "today": today,
        "colours": OUTCOMES,
        "forms": FORMS,
    }
    return render(request, "programmes/register.html", page)


@everyone
@require_safe
@limited(60, 60)
def of_one_file(_request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same as a file."""
    found, today = _commissioner(code), timezone.localdate()
    return as_file(register_document(found, today, _register(found, today)), f"register-{found.code}-{today}", form)


@everyone
@require_safe
def involving(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """How the duty to involve people was met in a year."""
    found = _commissioner(code)
    page = {"commissioner": found, "year": year, "met": duty(found, year), "forms": FORMS}
    return render(request, "programmes/duty.html", page)


@everyone
@require_safe
@limited(60, 60)
def involving_file(_request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """The same as a file."""
    found = _commissioner(code)
    return as_file(duty_document(found, year), f"duty-to-involve-{found.code}-{year}", form)
