"""Files of every bad kind at every door that takes one: each is refused in words or kept as plain text, and none is a fault of ours."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.drafting.models import Draft
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.involvements import PREPARING
from coequal.referrals.models import Attachment
from tests.involvement import making
from tests.referrals.requesting import files
from tests.referrals.requesting.making import begun
from tests.security.sheets import answers, picture, with_part
from tests.web.hostile import SCRIPT, is_harmless
from tests.web.requesting.asking import at, clinician
from tests.web.signing import organisation, signed_in
from tests.web.studio.conftest import small_library, small_shelf  # noqa: F401  # fixtures, which pytest finds by their names
from tests.web.studio.drafting import TEXT, draft_of
from tests.web.surveys.asking import officer

pytestmark = pytest.mark.django_db
WEB = Path(__file__).parents[2] / "src/coequal/web"
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


def zeros(**parts: int) -> bytes:
    """A packed file whose parts are so many zeros."""
    return files.packed(**{name: b"\0" * size for name, size in parts.items()})


def entities(packed: bytes, part: str) -> bytes:
    """A packed file in which a part declares entities that grow."""
    return with_part(packed, part.encode() + b"\n" + LAUGHS)


def twice() -> bytes:
    """A packed file with two parts of one name."""
    return files.packed(**{"xl/workbook.xml": b"<a/>", "xl/workbook.xmk": b"<b/>"}).replace(b".xmk", b".xml")


WORKBOOK = answers()[0]
BAD = {
    "a workbook that grows": zeros(**{"xl/workbook.xml": 101 * 1024 * 1024}),
    "a Word file that grows": files.bomb(),
    "a workbook with entities": entities(WORKBOOK, "xl/worksheets/sheet1.xml"),
    "a Word file with entities": entities(files.word(), "word/document.xml"),
    "a part that climbs out": files.packed(**{"../../x": b"x", "xl/workbook.xml": b"<a/>"}),
    "two parts of one name": twice(),
    "lists in lists": b'{"a": ' + b"[" * 100_000,
    "values used again": b"---\na: &a [x, x]\nb: [*a, *a]\n---\n",
    "a huge text": b"---\npolicy: " + b"x" * 200_000,
    "an expression of brackets": TEXT.replace("in [19 .. 30]", "(" * 10_000).encode(),
    "a huge number": TEXT.replace("in [19 .. 30]", "> 10**100000").encode(),
    "a long duration": TEXT.replace("in [19 .. 30]", '> duration("P999999999Y")').encode(),
    "a long word": b"a" * 200_000,
    "a huge picture": picture(50_000, 50_000),
    "a picture that runs": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page that runs": SCRIPT.encode(),
    "nothing": b"",
    "zeros": b"\0" * 1_000,
    "half a letter": b"\xff\xfe\x00",
}
NAMES = (
    "../../x.pdf",
    "..\\..\\x.pdf",
    "x\0.exe.pdf",
    "x\u202efdp.exe",
    "x.pdf.exe",
    "x.exe.pdf",
    f"{'x' * 400}.pdf",
    "<script>alert(1).pdf",
)


def to_requests() -> tuple[Client, str, dict[str, str]]:
    """A file with a request."""
    client = clinician()
    return client, at("files", begun()), {}


def to_answers() -> tuple[Client, str, dict[str, str]]:
    """A file of answers."""
    made = making.survey()
    told = {"reference": made.involvement.reference, "survey": made.reference}
    return signed_in(Role.INVOLVEMENT_OFFICER), reverse("counts:bring-in", kwargs=told), {"channel": "paper"}


def to_surveys() -> tuple[Client, str, dict[str, str]]:
    """A file with which a survey begins."""
    involvement = making.involvement(PREPARING)
    return officer(), reverse("surveys:begin", kwargs={"reference": involvement.reference}), {"title": "Views", "how": "file"}


def to_a_survey() -> tuple[Client, str, dict[str, str]]:
    """A file in the place of a survey's text, which is only checked."""
    made = making.survey()
    told = {"mark": str(made.mark), "text": made.text, "check": "1"}
    return officer(), reverse("surveys:edit", kwargs={"reference": made.reference}), told


def to_drafts() -> tuple[Client, str, dict[str, str]]:
    """A file with which a draft begins."""
    organisation()
    told = {"service": "fertility", "title": "A new policy", "area": "exampleshire", "version": "2027-04"}
    return signed_in(Role.POLICY_MANAGER), reverse("studio:begin-text"), told


def to_a_draft() -> tuple[Client, str, dict[str, str]]:
    """A file that comes back to its draft."""
    made = draft_of()
    return signed_in(Role.POLICY_MANAGER), reverse("studio:bring-back", kwargs={"reference": made.reference}), {"on": "1"}


DOORS = {
    "requesting/files.py": to_requests,
    "counts/bringing_in.py": to_answers,
    "surveys/listing.py": to_surveys,
    "surveys/editing.py": to_a_survey,
    "studio/beginning.py": to_drafts,
    "studio/files.py": to_a_draft,
}


def kept() -> list[int]:
    """How many things there are that a file becomes."""
    return [model.objects.count() for model in (Attachment, Response)]


def test_there_is_no_door_but_these() -> None:
    """Every module of the site that takes a file stands here."""
    taking = {
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "FILES"
    }
    assert taking - {"failures.py"} == set(DOORS)


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_bad_file_is_refused_in_words_or_is_a_plain_text(door: Callable[[], tuple[Client, str, dict[str, str]]]) -> None:
    """Whatever it says that it is; none becomes an attachment or an answer, and nothing of it runs on the page."""
    client, address, told = door()
    before, surveys, drafts = kept(), Survey.objects.count(), Draft.objects.count()
    for name, content in BAD.items():
        for called, kind in (("a.pdf", "application/pdf"), ("a.png", "image/png"), ("a.md", "text/html; charset=utf-7")):
            page = client.post(address, {**told, "file": SimpleUploadedFile(called, content, kind)})
            assert page.status_code in (200, 302, 303, 400, 413), (name, called, page.status_code)
            assert is_harmless(page.content.decode()), (name, called)
            assert "../../x" not in page.content.decode(), (name, called)
    assert kept() == before
    assert Survey.objects.count() == surveys
    assert {one.head.text.strip()[:1] for one in Draft.objects.select_related("head")[drafts:]} <= {"-", "a", "#", "<"}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_bad_name_is_no_path_and_no_other_kind(door: Callable[[], tuple[Client, str, dict[str, str]]]) -> None:
    """It is shown without folders and signs that turn the direction of the writing, and never becomes that of a program."""
    client, address, told = door()
    for number, name in enumerate(NAMES):
        content = files.PDF + b" " * number  # each a file of its own
        page = client.post(address, {**told, "file": SimpleUploadedFile(name, content, "application/pdf")})
        assert page.status_code in (200, 303, 400), name
        assert not any(sign in page.content.decode() for sign in ("\u202e", "<script>alert", "..\\x")), name
    for one in Attachment.objects.all():
        assert one.name.endswith(".pdf")
        assert not set(one.name) & set("/\\\0\u202e<>")
        assert not one.name.startswith(".")
        assert len(one.name) <= 120


def test_a_pdf_that_holds_a_script_is_only_ever_given_out_to_be_saved() -> None:
    """The site opens none, and no browser shows it within the site."""
    client, address, _ = to_requests()
    script = files.PDF.replace(b"<<>>", b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>")
    client.post(address, {"file": SimpleUploadedFile("letter.pdf", script, "application/pdf")})
    attachment = Attachment.objects.get()
    page = client.get(
        reverse("requesting:file", kwargs={"reference": attachment.request.reference, "attachment": attachment.reference})
    )
    assert page["Content-Disposition"].startswith("attachment;")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Security-Policy"] == "sandbox; default-src 'none'"
