"""A document on a page and as a file."""

from dataclasses import replace

import pytest
from django.http import Http404

from coequal.documents.media import MEDIA_TYPES
from coequal.documents.model import Document, Paragraph, document
from coequal.web import files
from coequal.web.files import Form, as_file, on_page


def _paper(text: str) -> Document:
    return document("A paper", "", [Paragraph(text)])


@pytest.mark.parametrize(("ending", "begins", "how"), [("pdf", b"%PDF", "inline"), ("docx", b"PK", "attachment")])
def test_a_document_is_had_as_pdf_and_for_word(ending: str, begins: bytes, how: str) -> None:
    """A browser shows the one, and keeps the other for another program."""
    answer = as_file(_paper("Read this."), "G-2345-6789-papers", ending)
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'{how}; filename="G-2345-6789-papers.{ending}"'
    assert answer["Content-Type"] == MEDIA_TYPES[ending]


def test_a_form_that_there_is_not_is_not_found() -> None:
    """Whatever stands in an address; it comes into no header."""
    with pytest.raises(Http404):
        as_file(_paper("Read this."), "papers", 'pdf"; evil="')


def test_a_file_is_made_once() -> None:
    """A document that says the same is the same; one that says something else is made anew."""
    made: list[Document] = []
    counting = {"txt": Form("text", lambda one: made.append(one) or one.title.encode())}
    for text in ("First.", "First.", "Second."):
        as_file(_paper(text), "papers", "txt", counting)
    assert made == [_paper("First."), _paper("Second.")]


def test_a_fault_keeps_nobody_waiting() -> None:
    """Whoever asks next has their file made."""

    def fail(_document: Document) -> bytes:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # it is the one above
        as_file(_paper("Read this."), "papers", "txt", {"txt": Form("text", fail)})
    assert not files._ONE_AT_A_TIME.locked()


def test_what_people_wrote_is_no_markup() -> None:
    """A script in a text is shown as a text."""
    shown = on_page(replace(_paper("<script>alert(1)</script>"), lead="<b>Lead</b>"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;b&gt;Lead" in shown
