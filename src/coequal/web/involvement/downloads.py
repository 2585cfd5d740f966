"""A paper as a file: PDF, large print, Word. Made when asked for, and kept in the process."""

from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.model import Document
from coequal.documents.pdf import pdf as as_pdf
from coequal.documents.word import word as as_word
from coequal.involvement.conduct.papers import paper_document
from coequal.web.involvement.found import public_paper
from coequal.web.limits import limited

_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


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


def _file(reference: str, number: int, form: str, *, large: bool = False) -> HttpResponse:
    found = public_paper(reference, number)
    response = HttpResponse(_made(paper_document(found, large=large), form), content_type=_TYPES[form])
    name = f"{reference}-paper-{number}{'-large-print' if large else ''}.{form}"
    response["Content-Disposition"] = f'{"inline" if form == "pdf" else "attachment"}; filename="{name}"'
    return response


@lru_cache(maxsize=16)
def _made(document: Document, form: str) -> bytes:
    return as_pdf(document) if form == "pdf" else as_word(document)
