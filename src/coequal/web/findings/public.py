"""What everybody reads: the report, its summary and its easy read in every edition, and what came of each theme."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.html import body
from coequal.involvement.models import Involvement, PublishedReport
from coequal.involvement.reporting.considering import lines
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
        "document": mark_safe(body(document)),  # noqa: S308  # it was escaped when it was written out
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


def _editions(involvement: Involvement) -> Iterable[PublishedReport]:
    """The editions of a report, the latest first."""
    return PublishedReport.objects.filter(involvement=involvement).order_by("-number")


def _edition(involvement: Involvement, number: int | None) -> PublishedReport:
    """An edition by its number; without one that which stands. Raises `Http404`."""
    found = [one for one in _editions(involvement) if number in (None, one.number)]
    if not found:
        raise Http404
    return found[0]


@everyone
@require_safe
def you_said(request: HttpRequest, reference: str) -> HttpResponse:
    """What people said, theme by theme, and what came of it, as far as that is published."""
    involvement = public_involvement(reference)
    found = [line for line in lines(involvement) if line.is_public]
    page = {
        "involvement": involvement,
        "lines": [(line, change_of(line.consideration)) for line in found if line.consideration],
        "has_report": _editions(involvement),
    }
    return render(request, "findings/you-said.html", page)
