"""The report, its summary and its easy read as files: PDF, Word, web page, and the tables for a spreadsheet."""

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpResponse

from coequal.documents.html import html
from coequal.documents.model import Document
from coequal.documents.sheet import sheet
from coequal.web import files as of_documents
from coequal.web.files import Form

FULL: Final = "report"
KINDS: Final[Mapping[str, str]] = {FULL: "The full report", "summary": "The summary", "easy-read": "Easy read (a draft)"}
FORMS: Final[Mapping[str, Form]] = {
    **of_documents.FORMS,
    "html": Form("one web page", lambda document: html(document).encode()),
    "csv": Form("its tables for a spreadsheet (CSV)", sheet),
}


def files() -> dict[str, list[tuple[str, str]]]:
    """The names of the files of each of the three, with the words of their forms. Only the full report has tables."""
    return {
        which: [(f"{which}.{ending}", form.words) for ending, form in FORMS.items() if which == FULL or ending != "csv"]
        for which in KINDS
    }


def which_of(file: str) -> str:
    """Of which of the three a file is. Raises `Http404` for a name that no file has."""
    for which, found in files().items():
        if file in dict(found):
            return which
    raise Http404


def as_file(document: Document, reference: str, file: str) -> HttpResponse:
    """A document in the form that the name of a file says, which `which_of` knows."""
    name, _, ending = file.rpartition(".")
    return of_documents.as_file(document, f"{reference}-{name}", ending, FORMS)
