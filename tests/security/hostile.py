"""What somebody types who means harm, put wherever a text of people is kept; and what of it must never come out again.

One text holds every kind: a formula of a spreadsheet, lines of a header, marks of HTML, of Markdown and of templates, SQL,
a tag of YAML, and a mark that turns the direction of writing. `harm` says what of it would have had its way.
"""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Final

from django.apps import apps
from django.db import Error, models, transaction
from django.http import HttpResponse
from openpyxl import load_workbook

from coequal.errors import CoequalError
from coequal.referrals.personal.fields import SealedText

TYPED: Final = (
    "=2+5|'zq\r\nX-Zq: 1\r\n<script>zq()</script><img src=x onerror=zq()>[l](javascript:zq())![p](http://zq.example/p)"
    "{{9**919}}{%raw%}';DROP TABLE accounts_person;--!!python/object:zq\u202e"
)
WORKED_OUT: Final = str(9**919)  # which no digest holds by chance
LINK: Final = "javascript:zq()"  # what is typed where an address belongs
# What software reads and writes by itself, and checks: a digest, a name of a state, a file with a form of its own.
OF_SOFTWARE: Final = frozenset(
    "Revision.text Handover.text Handover.changes Survey.text Survey.before SurveyVersion.text RulesVersion.text Ratification.text"
    " Result.inputs Result.figures Result.written BoardPaper.kept CaseForChange.kept PublishedReport.full PublishedReport.summary"
    " PublishedReport.easy_read Consideration.considered Scorecard.origin Move.policy Consideration.policy Option.policy"
    " Subscription.address Involvement.programme Involvement.bodies Extract.question Extract.shown Intervention.name Viewing.purpose".split()
)
NAMES: Final = frozenset(
    "password email policy version digest from_policy from_version reference nhs_number date_of_birth of".split()
)


def texts() -> Iterator[tuple[type[models.Model], models.Field]]:  # type: ignore[type-arg]
    """Every column that keeps what people type, with its model; the trail, which nothing changes, is not among them."""
    for model in apps.get_models():
        if model.__module__.startswith("coequal.") and not model.__module__.startswith("coequal.accounts.models.trail"):
            for field in model._meta.concrete_fields:
                if _is_typed(model, field):
                    yield model, field


def _is_typed(model: type[models.Model], field: models.Field) -> bool:  # type: ignore[type-arg]
    if f"{model.__name__}.{field.name}" in OF_SOFTWARE or field.name in NAMES or field.unique or field.choices:
        return False
    return isinstance(field, (models.TextField, SealedText)) or (
        isinstance(field, models.CharField) and (field.max_length or 0) >= 120
    )


def poison() -> int:
    """Put it into every text that anybody typed, of every row that is there; how many there were."""
    done = 0
    for model, field in texts():
        typed = LINK if field.name == "url" else TYPED[: field.max_length]
        if isinstance(field, SealedText):
            done += _seal(model, field.name)
            continue
        for number in models.QuerySet(model).exclude(**{field.name: ""}).values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    done += models.QuerySet(model).filter(pk=number).update(**{field.name: typed})
            except Error:  # such a row may be there once alone
                continue
    return done


def _seal(model: type[models.Model], name: str) -> int:
    """Put it into a text that is sealed for its row, which no query can."""
    done = 0
    for row in models.QuerySet(model).all():
        if getattr(row, name):
            setattr(row, name, TYPED)
            with suppress(CoequalError):  # a row that never changes: what is in it came through a form
                row.save(update_fields=[name])
                done += 1
    return done


def harm(answer: HttpResponse) -> list[str]:
    """What of it had its way in an answer: a page, a table, a document, or the lines round it. Nothing, where all is well."""
    content = b"".join(answer) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "").partition(";")[0]
    found = ["header"] * any(_is_torn(name, value) for name, value in answer.items())
    if "html" in kind:
        return found + _in_html(content.decode())
    if "csv" in kind:
        return found + _in_csv(content.decode("utf-8-sig"))
    if "spreadsheet" in kind:
        return found + _in_workbook(content)
    if "wordprocessing" in kind:
        return found + _in_word(content)
    if "pdf" in kind:
        return found + _in_pdf(content)
    if "jsonl" in kind:
        for line in content.splitlines():
            json.loads(line)
    elif "json" in kind:
        json.loads(content)
    return found


def _is_torn(name: str, value: str) -> bool:
    """Whether a line of the header is one that somebody typed, or has more in it than an address or the name of a file."""
    typed = "zq" in value.casefold() and name not in ("Location", "Content-Disposition")
    return name.casefold() == "x-zq" or "\n" in value or "\r" in value or typed


class _Reader(HTMLParser):
    """Reads a page as a browser does, and notes what would run, be fetched or be followed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and what stands in it."""
        self.script = tag == "script"
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").casefold()
            if name.startswith("on"):
                self.found.append("event")
            elif name in ("href", "src", "action", "formaction", "data", "xlink:href") and (
                bare.startswith(("javascript:", "data:text", "vbscript:"))
                or ("zq.example" in bare and tag != "a")  # a link that a person follows may lead elsewhere
            ):
                self.found.append("link")

    def handle_data(self, data: str) -> None:
        """Look at a text, and whether a browser would run it."""
        if self.script and "zq" in data:
            self.found.append("script")
        if WORKED_OUT in data:
            self.found.append("template")

    def handle_endtag(self, _tag: str) -> None:
        """The text of a script is over."""
        self.script = False


def _in_html(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    return reader.found


def _in_csv(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text)))
    formulas = any(
        "zq" in cell and cell.lstrip("\ufeff ").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
    torn = any(cell.startswith(("X-Zq", "<script>zq")) for row in rows for cell in row)
    return ["formula"] * formulas + ["torn row"] * torn


def _in_workbook(content: bytes) -> list[str]:
    cells = (cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row)
    return ["formula" for cell in cells if cell.data_type == "f"]


def _in_word(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        links = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        words = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
    led = b"javascript:" in links or b"zq.example" in links
    return ["link"] * led + ["field"] * bool(re.search(rb"<w:instrText[^>]*>[^<]*zq", words))


def _in_pdf(content: bytes) -> list[str]:
    plain = content + b"".join(_unpacked(one) for one in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL))
    led = re.search(rb"/URI\s*\([^)]*(javascript:|zq\.example)", plain)
    return ["link"] * bool(led) + ["script"] * any(one in plain for one in (b"/JavaScript", b"/Launch", b"/OpenAction<</S/JS"))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
