"""The documents of a service area that everybody can read: the case for change, rounds of scoring, and the options."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.kept import taken_out
from coequal.documents.model import Document
from coequal.programmes.models import CaseForChange, Round, ServiceArea
from coequal.programmes.options.document import document as options_document
from coequal.programmes.prioritisation.document import document as round_document
from coequal.programmes.telling import public
from coequal.web.files import FORMS, as_file, on_page
from coequal.web.limits import limited
from coequal.web.programmes.found import public_area


@everyone
@require_safe
def case(request: HttpRequest, reference: str, area: str, number: int | None = None) -> HttpResponse:
    """The case for change in the edition that stands, or in an earlier one, which says so."""
    found = public_area(reference, area)
    edition = _edition(found, number)
    editions = found.caseforchanges.order_by("-number").defer("kept")
    return _page(
        request, found, _case_document(edition), "case", edition=edition, editions=editions, own={"number": edition.number}
    )


@everyone
@require_safe
@limited(60, 60)
def case_file(_request: HttpRequest, reference: str, area: str, number: int, form: str) -> HttpResponse:
    """An edition of the case for change as a file."""
    found = public_area(reference, area)
    edition = _edition(found, number)
    return as_file(_case_document(edition), f"{found.reference}-case-for-change-{edition.number}", form)


def _edition(area: ServiceArea, number: int | None) -> CaseForChange:
    """An edition by its number; without one that which stands. Raises `Http404`."""
    found = area.caseforchanges.last() if number is None else area.caseforchanges.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _case_document(edition: CaseForChange) -> Document:
    return taken_out(json.loads(edition.kept))


@everyone
@require_safe
def scoring(request: HttpRequest, reference: str, area: str, scored: str) -> HttpResponse:
    """A round of scoring that is over."""
    found = public_area(reference, area)
    made = _round(found, scored)
    return _page(request, found, round_document(made), "scoring", own={"scored": made.reference})


@everyone
@require_safe
@limited(60, 60)
def scoring_file(_request: HttpRequest, reference: str, area: str, scored: str, form: str) -> HttpResponse:
    """A round of scoring that is over, as a file."""
    made = _round(public_area(reference, area), scored)
    return as_file(round_document(made), f"{made.reference}-prioritisation", form)


def _round(area: ServiceArea, reference: str) -> Round:
    """A round that is over. Raises `Http404`."""
    found = public.rounds(area).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


@everyone
@require_safe
def options(request: HttpRequest, reference: str, area: str) -> HttpResponse:
    """The options, as they were judged."""
    found = _with_options(reference, area)
    return _page(request, found, options_document(found), "options", own={})


@everyone
@require_safe
@limited(60, 60)
def options_file(_request: HttpRequest, reference: str, area: str, form: str) -> HttpResponse:
    """The options, as they were judged, as a file."""
    found = _with_options(reference, area)
    return as_file(options_document(found), f"{found.reference}-options", form)


def _with_options(reference: str, area: str) -> ServiceArea:
    """A service area whose options can be read. Raises `Http404`."""
    found = public_area(reference, area)
    if not public.has_options(found):
        raise Http404
    return found


def _page(request: HttpRequest, area: ServiceArea, document: Document, name: str, **more: object) -> HttpResponse:
    page = {
        "area": area,
        "programme": area.programme,
        "title": document.title,
        "document": on_page(document),
        "file": f"programmes:{name}-file",
        "forms": FORMS,
        "parts": {"reference": area.programme.reference, "area": area.reference},
        **more,
    }
    return render(request, "programmes/paper.html", page)
