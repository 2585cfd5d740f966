"""A document as a file: PDF or Word. Made when asked for, one at a time, and kept in the process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final

from django.http import Http404, HttpResponse

from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.documents.word import word

_ONE_AT_A_TIME: Final = Lock()  # whoever asks for a file that is being made waits for it


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a document can be had: its words, its type, and how it is made."""

    words: str
    kind: str
    made: Callable[[Document], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "pdf": Form("PDF", "application/pdf", pdf),
    "docx": Form("Word file", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
}


def as_file(document: Document, name: str, form: str) -> HttpResponse:
    """A document as the file of a name, in a form by its ending. Raises `Http404` for a form that there is not."""
    if form not in FORMS:
        raise Http404
    with _ONE_AT_A_TIME:
        content = _made(document, form)
    headers = {"Content-Disposition": f'{"inline" if form == "pdf" else "attachment"}; filename="{name}.{form}"'}
    return HttpResponse(content, content_type=FORMS[form].kind, headers=headers)


@lru_cache(maxsize=16)
def _made(document: Document, form: str) -> bytes:
    return FORMS[form].made(document)
