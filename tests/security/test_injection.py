"""What somebody types who means harm comes out as text and nothing else: in pages, tables, documents, headers and the log."""

import io
import json
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from coequal.accounts.models import Person
from coequal.accounts.roles import OF_PEOPLE
from coequal.web.logs import Lines
from tests.security.hostile import LINK, TYPED, WORKED_OUT, harm, poison, texts
from tests.web.forms import fields_of
from tests.web.matrix.specimens import View
from tests.web.matrix.test_matrix import SPECIMENS, VIEWS
from tests.web.signing import OWN, organisation, person, sign_in

SEEN = [view for view in VIEWS if SPECIMENS[view.name].get]
SENT = [
    view for view in VIEWS if SPECIMENS[view.name].get and SPECIMENS[view.name].post is not None and not SPECIMENS[view.name].heavy
]


def asked(view: View) -> tuple[Client, str]:
    """Somebody who may do everything, and the address of an example that somebody made."""
    specimen = SPECIMENS[view.name]
    everything, maker = person(*OF_PEOPLE, email="everything@exampleshire.example"), person(email="maker@exampleshire.example")
    made = specimen.make(specimen.states[0], organisation(OWN), maker)
    return sign_in(Client(), everything), reverse(view.name, kwargs=dict(made.parts))


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", SEEN, ids=lambda view: view.name)
def test_what_is_kept_comes_out_as_text(view: View, caplog: pytest.LogCaptureFixture) -> None:
    """On every page and in every file of staff, whichever of its texts somebody meant harm with; and no line of the log has it."""
    caplog.set_level(logging.DEBUG)
    client, address = asked(view)
    poison()
    answer = client.get(address, SPECIMENS[view.name].query)
    assert harm(answer) == []
    assert not any("zq" in Lines().format(record) for record in caplog.records)


SHOWN = (
    "aligning:desk",
    "hearing:desk",
    "prioritising:option",
    "studio:draft",
    "analyses:analysis",
    "governing:meeting",
    "deciding:letter",
    "deciding:item",
    "staff:people",
)


@pytest.mark.django_db
@pytest.mark.parametrize("view", [view for view in SEEN if view.name in SHOWN], ids=lambda view: view.name)
def test_what_is_looked_for_does_get_to_the_pages(view: View) -> None:
    """So that a page in which nothing is found had something to be found in: there it stands, and stands as text."""
    client, address = asked(view)
    assert poison() > 0
    page = client.get(address).content.decode()
    assert "X-Zq: 1" in page or "=2+5|" in page


def typed_in(page: str) -> Iterator[str]:
    """The names of the boxes of a page in which people write."""
    main = page.partition("<main")[2]
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", main):
        kind, name = re.search(r'\btype="([^"]*)"', tag), re.search(r'\bname="([^"]*)"', tag)
        if name and (kind is None or kind[1] in ("text", "search", "email", "tel", "url")):
            yield unescape(name[1])


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", SENT, ids=lambda view: view.name)
def test_what_is_sent_comes_back_as_text(view: View, caplog: pytest.LogCaptureFixture) -> None:
    """Into every box of every form: where it is refused, where it is kept, in mails, and in the trail that says so."""
    caplog.set_level(logging.DEBUG)
    client, address = asked(view)
    page = client.get(address, SPECIMENS[view.name].query).content.decode()
    answer = client.post(address, {**fields_of(page), **dict.fromkeys(typed_in(page), TYPED)})
    assert answer.status_code < 500
    assert harm(answer) == []
    if "Location" in answer and "\n" not in answer["Location"]:
        assert harm(client.get(answer["Location"])) == []
    assert harm(client.get(reverse("staff:trail"))) == harm(client.post(reverse("staff:trail-csv"))) == []
    told = [str(value) for one in mail.outbox for name, value in one.message().items() if name != "Message-ID"]  # it names the host
    assert not any("zq" in value for value in told)
    assert not any("zq" in Lines().format(record) for record in caplog.records)
    assert connection.introspection.table_names().count("accounts_person") == 1
    assert Person.objects.exists()


PUBLIC = (
    "/find",
    "/policies",
    "/compare",
    "/lottery",
    "/lottery/assisted-conception",
    "/staff/sign-in",
    "/published",
    "/involvement",
    "/decisions",
    "/programmes",
    "/api",
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_what_stands_in_an_address_comes_back_as_text(address: str) -> None:
    """On pages that everybody may see, in each box of their forms and in parameters that they do not know."""
    client = Client()
    names = {*typed_in(client.get(address).content.decode()), "next", "q", "where", "by", "a", "b", "text", "page"}
    for typed in (TYPED, LINK):
        assert harm(client.get(address, dict.fromkeys(names, typed))) == []
        assert harm(client.post(address, dict.fromkeys(names, typed))) == []
    assert harm(client.get(f"{address}/{TYPED[9:60]}")) == []


def test_every_kind_of_text_is_among_those_that_are_tried() -> None:
    """Columns of every part in which people write, found by walking through the tables."""
    found = {f"{model.__name__}.{field.name}" for model, field in texts()}
    assert found >= {
        "Draft.title",
        "Analysis.question",
        "Submission.text",
        "Programme.purpose",
        "Interest.says",
        "Decision.reasons",
    }
    assert len(found) > 100


def answer(content: bytes | str, kind: str, **headers: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers=headers)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return made.getvalue()


def workbook(cell: str) -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active["A1"] = cell
    book.save(made)
    return made.getvalue()


WORD, SHEET = (
    "application/vnd.openxmlformats-officedocument." + rest for rest in ("wordprocessingml.document", "spreadsheetml.sheet")
)
PLANTED = {
    "a script": (answer(f"<p>{TYPED}</p>", "text/html"), {"script", "event"}),
    "a link": (answer('<a href=" java&#9;script:zq()">', "text/html"), {"link"}),
    "a picture": (answer('<img src="http://zq.example/p">', "text/html"), {"link"}),
    "a template": (answer(f"<p>{WORKED_OUT}", "text/html; charset=utf-8"), {"template"}),
    "a header": (answer("", "text/plain", **{"X-Zq": "1"}), {"header"}),
    "a formula": (answer("a,b\n1,=2+5|'zq\n", "text/csv"), {"formula"}),
    "a torn row": (answer(f"a,b\n1,'{TYPED}\n", "text/csv"), {"torn row"}),
    "a formula of a workbook": (answer(workbook("=2+5"), SHEET), {"formula"}),
    "a link of a document": (answer(zipped(document_rels=b'Target="javascript:zq()"'), WORD), {"link"}),
    "a field of a document": (answer(zipped(document_xml=b"<w:instrText>zq"), WORD), {"field"}),
    "a link of a PDF": (answer(b"stream\n" + zlib.compress(b"/URI (javascript:zq())") + b"endstream", "application/pdf"), {"link"}),
    "a script of a PDF": (answer(b"/JavaScript", "application/pdf"), {"script"}),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_look_at_answers_sees_what_was_planted(name: str) -> None:
    """Each kind, where it has had its way; and the same as text is not taken for it."""
    planted, kinds = PLANTED[name]
    assert set(harm(planted)) == kinds


def test_the_look_at_answers_takes_no_text_for_harm() -> None:
    """What was escaped, set into quotation marks or led by a stop is as it should be."""
    escaped = TYPED.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    quoted = '"' + "'" + TYPED.replace('"', '""') + '"'
    assert harm(answer(f"<p title='{escaped.replace(chr(39), '&#39;')}'>{escaped}</p>", "text/html")) == []
    assert harm(answer(f"a,b\n1,{quoted}\n", "text/csv")) == []
    assert harm(answer(workbook("a text"), SHEET)) == []
    assert harm(answer(json.dumps({"a": TYPED}), "application/json")) == []
    with pytest.raises(ValueError, match="Expecting"):
        harm(answer("{", "application/json"))
