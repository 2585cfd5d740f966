"""What everybody reads: the report, its summary and its easy read in every edition, and what came of each theme."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.involvement.models import Involvement, PublishedReport
from coequal.involvement.reporting.considering import OUTCOMES, published
from coequal.web.files import on_page
from coequal.web.findings.considering import change_of
from coequal.web.findings.files import FULL, KINDS, as_file, files, which_of
from coequal.web.involvement.found import public_involvement
from coequal.web.limits import limited


@everyone
@require_safe
def report(request: HttpRequest, reference: str, number: int | None = None, which: str = FULL) -> HttpResponse:
    """One of the three, in the edition that stands or in an earlier one, which says so."""
    involvement = public_involvement(reference)
    edition = _edition(involvement, number)
    if which not in KINDS:
        raise Http404
    document = edition.document(_KEPT[which])
    page = {
        "involvement": involvement,
        "edition": edition,
        "editions": _editions(involvement),
        "which": which,
        "kinds": KINDS,
        "files": files()[which],
        "title": document.title,
        "document": on_page(document),
    }
    return render(request, "findings/report.html", page)


@everyone
@require_safe
@limited(60, 60)
def download(_request: HttpRequest, reference: str, number: int, file: str) -> HttpResponse:
    """One of the three of an edition as a file."""
    edition = _edition(public_involvement(reference), number)
    return as_file(edition.document(_KEPT[which_of(file)]), reference, file)


_KEPT = {FULL: "full", "summary": "summary", "easy-read": "easy_read"}


def _editions(involvement: Involvement) -> QuerySet[PublishedReport]:
    """The editions of a report, the latest first; their texts are read when they are asked for."""
    return PublishedReport.objects.filter(involvement=involvement).order_by("-number").defer(*_KEPT.values())


def _edition(involvement: Involvement, number: int | None) -> PublishedReport:
    """An edition by its number; without one that which stands. Raises `Http404`."""
    every = _editions(involvement)
    found = (every if number is None else every.filter(number=number)).first()
    if found is None:
        raise Http404
    return found


@everyone
@require_safe
def you_said(request: HttpRequest, reference: str) -> HttpResponse:
    """What people said, theme by theme, and what came of it, as far as that is published."""
    involvement = public_involvement(reference)
    page = {
        "involvement": involvement,
        "outcomes": OUTCOMES,
        "lines": [(line, change_of(line.consideration)) for line in published(involvement) if line.consideration],
        "has_report": _editions(involvement).exists(),
    }
    return render(request, "findings/you-said.html", page)
