"""A paper as a file: PDF, large print, Word."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.involvement.conduct.papers import paper_document
from coequal.web.files import as_file
from coequal.web.involvement.found import public_paper
from coequal.web.limits import limited


@everyone
@require_safe
@limited(60, 60)
def pdf(_request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A paper as a tagged PDF."""
    return _file(reference, number, "pdf")


@everyone
@require_safe
@limited(60, 60)
def large_print(_request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A paper as a tagged PDF in large print."""
    return _file(reference, number, "pdf", large=True)


@everyone
@require_safe
@limited(60, 60)
def word(_request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A paper as a Word file."""
    return _file(reference, number, "docx")


def _file(reference: str, number: int, ending: str, *, large: bool = False) -> HttpResponse:
    document = paper_document(public_paper(reference, number), large=large)
    return as_file(document, f"{reference}-paper-{number}{'-large-print' if large else ''}", ending)
