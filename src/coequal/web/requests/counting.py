"""The yearly report and the signals: as pages, and as files in every form, each count as it may be published."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import REPORT_REQUESTS
from coequal.accounts.trail import Thing, record
from coequal.documents.model import Document
from coequal.documents.sheet import sheet
from coequal.referrals.desk import report as reporting
from coequal.referrals.desk import signals as signalling
from coequal.referrals.desk.yearly import year_of
from coequal.web import files
from coequal.web.files import Form, as_file, on_page
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body

FORMS: Final[Mapping[str, Form]] = {
    **files.FORMS,
    "csv": Form("tables for a spreadsheet (CSV)", sheet),
}
_FIRST: Final = 2006  # the first year of which anybody could bring requests
_YEARS: Final = 6  # that are offered
_Made = Callable[[Organisation, int], Document]


@needs(REPORT_REQUESTS)
@limited(60, 60)
@require_safe
def report(request: StaffRequest) -> HttpResponse:
    """What came in a year, what became of it, and how long it took."""
    return _page(request, "report", reporting.report)


@needs(REPORT_REQUESTS)
@limited(30, 60)
@require_safe
def report_file(request: StaffRequest, ending: str) -> HttpResponse:
    """The report as a file."""
    return _file(request, "report", reporting.report, ending)


@needs(REPORT_REQUESTS)
@limited(60, 60)
@require_safe
def signals(request: StaffRequest) -> HttpResponse:
    """What requests say about policies, as evidence for their review."""
    return _page(request, "signals", signalling.signals)


@needs(REPORT_REQUESTS)
@limited(30, 60)
@require_safe
def signals_file(request: StaffRequest, ending: str) -> HttpResponse:
    """The signals as a file."""
    return _file(request, "signals", signalling.signals, ending)


def _page(request: StaffRequest, which: str, made: _Made) -> HttpResponse:
    whose, year = body(request, REPORT_REQUESTS), _year(request)
    document = made(whose, year)
    _record(request, which, whose, year)
    this = year_of(timezone.localdate())
    told = {
        "which": which,
        "title": document.title,
        "body": on_page(document),
        "whose": whose,
        "bodies": bodies(request, REPORT_REQUESTS),
        "year": year,
        "years": [this - n for n in range(_YEARS)],
        "forms": FORMS,
    }
    return render(request, "requests/counted.html", told)


def _file(request: StaffRequest, which: str, made: _Made, ending: str) -> HttpResponse:
    if ending not in FORMS:
        raise Http404
    whose, year = body(request, REPORT_REQUESTS), _year(request)
    _record(request, which, whose, year)
    return as_file(made(whose, year), f"requests-{which}-{whose.code}-{year}", ending, FORMS)


def _year(request: StaffRequest) -> int:
    """The year that was asked for, by the year in whose April it began; this one where none was. Raises `Http404`."""
    this = year_of(timezone.localdate())
    typed = request.GET.get("year", str(this))
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and _FIRST <= int(typed) <= this):
        raise Http404
    return int(typed)


def _record(request: StaffRequest, which: str, whose: Organisation, year: int) -> None:
    """That somebody had requests counted, equality answers with them."""
    with transaction.atomic():
        acting = request.acting
        record(acting, "counted requests", Thing(which, whose.code), detail={"year": year}, purpose="to report and review policies")
