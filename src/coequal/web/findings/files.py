"""The report, its summary and its easy read as pages and files: PDF, Word, web page, and the tables for a spreadsheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse

from coequal.documents.html import html
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.documents.sheet import sheet
from coequal.documents.word import word

FULL: Final = "report"
KINDS: Final[Mapping[str, str]] = {FULL: "The full report", "summary": "The summary", "easy-read": "Easy read (a draft)"}
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a document can be had: its words, its type, and how it is made."""

    words: str
    kind: str
    made: Callable[[Document], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "pdf": Form("PDF", "application/pdf", pdf),
    "docx": Form("Word", _WORD, word),
    "html": Form("one web page", "text/html; charset=utf-8", lambda document: html(document).encode()),
    "csv": Form("its tables for a spreadsheet (CSV)", "text/csv; charset=utf-8", sheet),
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


def made(document: Document, file: str) -> bytes:
    """A document in the form that the name of a file says."""
    return _form_of(file).made(document)


def as_file(content: bytes, reference: str, file: str) -> HttpResponse:
    """What was made of a document, as the file of a name."""
    headers = {"Content-Disposition": f'attachment; filename="{reference}-{file}"'}
    return HttpResponse(content, content_type=_form_of(file).kind, headers=headers)


def _form_of(file: str) -> Form:
    return FORMS[file.rpartition(".")[2]]
