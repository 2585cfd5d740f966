"""Files with a request: what they are is seen by their content, they are scanned, and what is infected is never kept."""

import sys
from pathlib import Path
from shlex import quote

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.errors import CoequalError
from coequal.referrals.deciding.files import for_deciders
from coequal.referrals.models import Attachment, Request
from coequal.referrals.models.requests import CLEAN, INFECTED, NOT_SCANNED
from coequal.referrals.moves import states as at
from coequal.referrals.requesting import attaching
from coequal.referrals.requesting.attaching import attach, scan_again, take_out
from coequal.referrals.requesting.file_kinds import JPEG, PDF, PNG, WORD, kind_of
from coequal.referrals.requesting.scanning import has_scanner, scan
from tests.referrals.requesting import files
from tests.referrals.requesting.making import begun, clinician

# A scanner: what holds “virus” is infected, what holds “broken” it fails on, what holds “slow” it never ends on.
SCANNER = """
import sys, time
found = sys.stdin.buffer.read()
if b"slow" in found:
    time.sleep(60)
sys.exit(1 if b"virus" in found else 2 if b"broken" in found else 0)
"""


@pytest.fixture
def scanner(tmp_path: Path, settings: object) -> None:
    """A program that scans."""
    program = tmp_path / "scan it.py"
    program.write_text(SCANNER, encoding="utf-8")
    settings.SCANNER = f"{quote(sys.executable)} {quote(str(program))}"


@pytest.mark.parametrize(
    ("content", "name", "declared", "kind"),
    [
        (files.PDF, "letter.pdf", "application/pdf", PDF),
        (files.PDF, "LETTER.PDF", "", PDF),
        (files.PNG, "scan.png", "image/png", PNG),
        (files.JPEG, "scan.jpg", "image/jpeg; q=1", JPEG),
        (files.JPEG, "scan.jpeg", "application/octet-stream", JPEG),
        (files.word(), "letter.docx", WORD.media, WORD),
    ],
)
def test_a_file_is_what_its_content_shows(content: bytes, name: str, declared: str, kind: object) -> None:
    """PDF, PNG, JPEG and Word."""
    assert kind_of(content, name, declared) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a" + files.PDF,
        b"<script>alert(1)</script>" + files.PDF,
        files.PDF[:-30],
        b"MZ\x90\x00",
        files.PNG[:-1],
        files.PNG + b"<script>",
        files.PNG.replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
        files.JPEG[:-2],
        files.JPEG + b"PK",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xd0\xff\xd9\xff\xd9",
        b"\xff\xd8\xff\xe0\xff\xff\xff\xd9",
        files.packed(**{"xl/workbook.xml": b"<x/>"}),
        files.packed(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        files.word(**{"word/vbaProject.bin": b"macro"}),
        files.word()[:-40],
        files.bomb(),
        b"\xd0\xcf\x11\xe0 an old Word file",
        files.word(**{"word/comments.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    ids=range(24),
)
@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.jpg", "a.docx"])
def test_nothing_else_is_taken_whatever_it_is_called(content: bytes, name: str) -> None:
    """Nor what is not whole, has something behind its end, holds macros, or unpacks to a huge file."""
    with pytest.raises(CoequalError, match="is not a whole PDF"):
        kind_of(content, name)


@pytest.mark.parametrize(
    ("name", "declared"),
    [("letter.docx", ""), ("letter.pdf.exe", ""), ("letter", ""), ("letter.pdf", "image/png"), ("letter.pdf", "text/html")],
)
def test_a_file_that_is_called_something_else_is_refused(name: str, declared: str) -> None:
    """By its name, or by the browser."""
    with pytest.raises(CoequalError, match="is called something else"):
        kind_of(files.PDF, name, declared)


@pytest.mark.parametrize(
    ("held", "says"), [(b"", CLEAN), (b"virus", INFECTED), (b"broken", NOT_SCANNED), (b"slow", NOT_SCANNED), (b"x" * 10**6, CLEAN)]
)
@pytest.mark.usefixtures("scanner")
def test_a_scanner_answers_by_how_it_ends(held: bytes, says: str) -> None:
    """One that fails or does not end has not scanned."""
    assert scan(held, seconds=2) == says


@pytest.mark.parametrize("command", ["", "/nowhere/scanner", "true; echo", "$(true)"])
def test_without_a_scanner_that_runs_nothing_is_scanned(command: str, settings: object) -> None:
    """And no shell reads its name."""
    settings.SCANNER = command
    assert scan(b"anything") == NOT_SCANNED
    assert has_scanner() is bool(command)


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_clean_file_is_kept_once() -> None:
    """Under a clean name; the row and the trail name nobody."""
    acting, made = clinician(), begun()
    kept = attach(acting, made, "C:\\letters\\..\\Jo <b>\x00;Example.pdf", files.PDF)
    assert (kept.name, kept.scanned, kept.kind) == ("Jo b Example.pdf", CLEAN, "application/pdf")
    assert bytes(Attachment.objects.get().content) == files.PDF
    with pytest.raises(CoequalError, match="there already"):
        attach(acting, made, "other.pdf", files.PDF)


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_what_is_infected_is_never_kept() -> None:
    """Nor what is too large or one too many."""
    acting, made = clinician(), begun()
    with pytest.raises(CoequalError, match="found a virus"):
        attach(acting, made, "a.pdf", files.PDF.replace(b"<<>>", b"<<virus>>"))
    with pytest.raises(CoequalError, match="at most 10 MB"):
        attach(acting, made, "a.pdf", files.PDF.ljust(attaching.LARGEST + 1))
    assert not made.attachments.exists()


@pytest.mark.django_db
def test_a_request_has_so_many_files_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is taken out makes room for another; taking it out twice does nothing."""
    acting, made = clinician(), begun()
    monkeypatch.setattr(attaching, "MOST", 1)
    first = attach(acting, made, "a.pdf", files.PDF)
    with pytest.raises(CoequalError, match="at most 1 files"):
        attach(acting, made, "a.png", files.PNG)
    take_out(acting, first)
    take_out(acting, first)
    attach(acting, made, "a.png", files.PNG)
    assert [one.kind for one in made.attachments.all()] == ["image/png"]


@pytest.mark.django_db
def test_deciders_see_no_file_that_was_not_scanned_or_may_name_somebody(settings: object, request: pytest.FixtureRequest) -> None:
    """What was not scanned can be scanned later; what is infected then is taken out."""
    settings.SCANNER = ""
    acting, made = clinician(), begun()
    kept = attach(acting, made, "a.pdf", files.PDF)
    attach(acting, made, "b.pdf", files.PDF.replace(b"<<>>", b"<<virus>>"))
    made.attachments.update(names_nobody=True)
    assert (kept.scanned, list(for_deciders(made)), scan_again(acting, made)) == (NOT_SCANNED, [], 0)
    request.getfixturevalue("scanner")
    assert (scan_again(acting, made), scan_again(acting, made)) == (2, 0)
    assert list(for_deciders(made)) == list(made.attachments.all()) == [kept]
    made.attachments.update(names_nobody=False)
    assert not for_deciders(made).exists()


@pytest.mark.django_db
def test_no_file_is_added_to_what_was_sent() -> None:
    """Nor taken out of it."""
    acting, made = clinician(), begun()
    kept = attach(acting, made, "a.pdf", files.PDF)
    Request.objects.filter(pk=made.pk).update(state=at.SUBMITTED)
    made.refresh_from_db()
    with pytest.raises(NotAllowed):
        attach(acting, made, "b.png", files.PNG)
    with pytest.raises(NotAllowed):
        take_out(acting, kept)
    assert made.attachments.count() == 1
