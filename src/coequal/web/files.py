"""A document as a part of a page, and as a file: PDF or Word. Files are made when asked for, one at a time, and kept a while."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from coequal.documents.html import body
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.documents.word import word

_ONE_AT_A_TIME: Final = Lock()  # whoever asks for a file that is being made waits for it
SHOWN: Final = ("pdf",)  # by the browser itself; the others are for other programs


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a document can be had: its words, and how it is made."""

    words: str
    made: Callable[[Document], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "pdf": Form("PDF", pdf),
    "docx": Form("Word file", word),
}  # by the endings of files


def on_page(document: Document, above: int = 1, **options: Any) -> SafeString:
    """A document below a heading of a page, of the level `above`; the options are those of `documents.html.body`."""
    return mark_safe(body(document, above, **options))  # noqa: S308  # every text in it is escaped when it is written out


def as_file(
    document: Document, name: str, ending: str, forms: Mapping[str, Form] = FORMS, *, personal: bool = False
) -> HttpResponse:
    """A document as the file of a name, in the form of an ending. Raises `Http404` for a form that there is not.

    One that is `personal` is made anew each time, for nothing of it may stay behind, and is never shown by the browser itself.
    """
    if ending not in forms:
        raise Http404
    form = forms[ending]
    with _ONE_AT_A_TIME:
        content = form.made(document) if personal else _made(document, form)
    shown = ending in SHOWN and not personal
    headers = {"Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[ending], headers=headers)


@lru_cache(maxsize=24)
def _made(document: Document, form: Form) -> bytes:
    return form.made(document)
