"""A policy as a file from the site."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from django.test import Client

from coequal.exchange.forms import FORMS
from coequal.policies.library import Library
from coequal.web.library import downloads
from coequal.web.shelf import Shelf
from tests.policies.building import WHOLE
from tests.web.library.conftest import Hold

HERE = "/policies/here/hearing/2024"


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("end", "begins", "headers"),
    [
        ("policy.pdf", b"%PDF-1.7", ("application/pdf", 'inline; filename="here-hearing-2024.pdf"')),
        ("easy-read.pdf", b"%PDF-1.7", ("application/pdf", 'inline; filename="here-hearing-2024-easy-read.pdf"')),
        ("referral-form.pdf", b"%PDF-1.7", ("application/pdf", 'inline; filename="here-hearing-2024-referral-form.pdf"')),
        ("referral-form.docx", b"PK", (WORD, 'attachment; filename="here-hearing-2024-referral-form.docx"')),
        ("policy.docx", b"PK", (WORD, 'attachment; filename="here-hearing-2024.docx"')),
        (
            "policy.md",
            b"---\npolicy: here/hearing",
            ("text/markdown; charset=utf-8", 'attachment; filename="here-hearing-2024.md"'),
        ),
    ],
)
def test_each_form_has_its_type_and_its_name(client: Client, hold: Hold, end: str, begins: bytes, headers: tuple[str, str]) -> None:
    """And is not sent again to whoever has it."""
    hold(WHOLE)
    page = client.get(f"{HERE}/{end}")
    assert page.status_code == 200
    assert page.content.startswith(begins)
    assert (page["Content-Type"], page["Content-Disposition"]) == headers
    again = client.get(f"{HERE}/{end}", headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_form_has_a_mark_of_its_own(client: Client, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes with the text, with the day, on which a version may be over, and with the software that writes the file."""
    hold(WHOLE)
    marks = {client.head(f"{HERE}/{end}")["ETag"] for end in ("policy.pdf", "easy-read.pdf", "policy.docx", "policy.md")}
    assert len(marks) == 4
    with monkeypatch.context() as another:
        another.setattr(Shelf, "today", staticmethod(lambda: date(2030, 1, 1)))
        marks.add(client.head(f"{HERE}/policy.pdf")["ETag"])
    with monkeypatch.context() as another:
        another.setattr(downloads, "__version__", "99.0")
        marks.add(client.head(f"{HERE}/policy.pdf")["ETag"])
    hold(WHOLE.replace("These rules", "Those rules"))
    marks.add(client.head(f"{HERE}/policy.pdf")["ETag"])
    assert len(marks) == 7


def test_a_file_is_made_once(client: Client, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    """And kept as long as the shelf."""
    made: list[object] = []
    form = FORMS["docx"]
    monkeypatch.setitem(FORMS, "docx", replace(form, write=lambda asked: made.append(asked) or form.write(asked)))
    hold(WHOLE)
    first, second = (client.get(f"{HERE}/policy.docx") for _ in range(2))
    assert first.content == second.content
    assert docx.Document(BytesIO(first.content)).paragraphs[0].text == "Hearing aids: Here"
    assert len(made) == 1


def test_the_source_says_the_same_as_the_policy(client: Client, tmp_path: object) -> None:
    """Of a family's member too, with its values put in: it is a policy of its own."""
    library = Library()
    text = client.get("/policies/exampleshire/assisted-conception/2026-11/policy.md").content.decode()
    path = tmp_path / "copy.md"
    path.write_text(text, encoding="utf-8")
    assert library.read(path).title == library.versions("exampleshire/assisted-conception")[0].title


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_offered(client: Client, hold: Hold, form: str) -> None:
    """The page of a version links to each, but for that of a web page, which it is itself."""
    hold(WHOLE)
    assert client.get(f"{HERE}/policy.{FORMS[form].ending}").status_code == 200
    offered = f'href="{HERE}/policy.{FORMS[form].ending}"' in client.get(HERE).content.decode()
    assert offered == (form != "html")


def test_a_form_that_there_is_not_is_no_page(client: Client, hold: Hold) -> None:
    """As any other wrong address."""
    hold(WHOLE)
    assert client.get(f"{HERE}/policy.exe").status_code == 404


def test_a_file_cannot_be_sent_to(client: Client) -> None:
    """Files are only read."""
    assert client.post(f"{HERE}/policy.pdf").status_code == 405
