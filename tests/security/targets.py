"""What reads files that others made, each with real files to begin from."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from coequal.criteria.render import render
from coequal.criteria.vocabulary import read_expression
from coequal.documents.texts import clean
from coequal.errors import Place
from coequal.exchange.fhir.response import read_response, response
from coequal.exchange.prose import prose_blocks
from coequal.facts.case import parse_case
from coequal.facts.fields import Located
from coequal.facts.strict_json import read_json
from coequal.facts.strict_yaml import decode
from coequal.involvement.importing.reading import read_file
from coequal.involvement.surveys.reading import read_survey
from coequal.lint.lint import lint
from coequal.organisations.epraccur import read_listing
from coequal.pages.prose import prose
from coequal.policies.families import open_family
from coequal.policies.library import Library, shipped
from coequal.policies.load import read_policy

SERVICE = "assisted-conception"
TODAY = date(2026, 11, 27)
_SURVEYS = Path(__file__).parents[2] / "src/coequal/web/demonstration/texts/involvement/surveys"


@dataclass(frozen=True)
class Target:
    """What reads bytes, and real ones to begin from."""

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], object]


@cache
def library() -> Library:
    """The library that comes with coequal."""
    return Library()


def _expression(data: bytes) -> object:
    words = library().vocabulary(SERVICE)
    node = read_expression(Located(decode(data, "expression"), Place("expression", 1, 1)), words.types, {})
    return render(node)


def _policy(data: bytes) -> object:
    return read_policy(decode(data, "policy.md"), "policy.md", library().vocabulary)


def _lint(data: bytes) -> object:
    return lint(_policy(data), library(), TODAY)


def _case(data: bytes) -> object:
    return parse_case(data, "case", library().vocabulary(SERVICE).dictionary)


def _response(data: bytes) -> object:
    return read_response(read_json(data, "response.json"), library().vocabulary(SERVICE).dictionary)


def _survey(data: bytes) -> object:
    return read_survey(decode(data, "survey.md"))


def _prose(data: bytes) -> object:
    text = data.decode(errors="replace")
    shown = str(prose(text)).casefold()
    assert not any(
        one in shown for one in ("<script", "<img", "<!--", 'href="javascript:', 'href="vbscript:', 'href="data:text')
    ), text
    return list(prose_blocks(text)), clean(text)


def _family(data: bytes) -> object:
    path = next(library().families())
    found = open_family(decode(data, str(path)), path, "x", library().vocabulary)
    return found and [found.member(area) for area in list(found.values.rows)[:2]]


def _listing(data: bytes) -> object:
    path = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path()  # noqa: S108  # a place in memory
    path = path / f"coequal-{id(data)}.csv"
    try:
        path.write_bytes(data)
        return read_listing(path)
    finally:
        path.unlink()


def _policies() -> list[bytes]:
    return [path.read_bytes() for path in library().paths()]


def _expressions() -> list[bytes]:
    found: set[str] = set()
    for policy in library().of_service(SERVICE):
        for criterion in policy.criteria:
            found.update(render(tree) for tree in (criterion.condition, criterion.applies_when) if tree is not None)
    return [text.encode() for text in sorted(found)]


def _cases() -> list[bytes]:
    whole = (shipped().parent / "examples/a-couple.yaml").read_bytes()
    data = {"patient BMI": "24.1", "patient smokes": {"not known": "declined"}, "referral date": "2024-02-29"}
    return [whole, json.dumps(data).encode()]


def _responses() -> list[bytes]:
    policy = next(iter(library().of_service(SERVICE)))
    case = parse_case(_cases()[0], "case", library().vocabulary(SERVICE).dictionary)
    return [json.dumps(response(case, policy), default=float).encode()]


def _sheets() -> list[bytes]:
    rows = [["id", "says", "age"], ["1", "Café, “here”\nand there", "35"], ["2", "=1+1", "under 16"]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    qualtrics = 'id,says\nId,What?\n"{""ImportId"":""a""}","{""ImportId"":""b""}"\n1,yes\n'
    lines = "\n".join(json.dumps({"response_id": n, "text": "Words.", "more": [1, None, {"a": 2}]}) for n in range(3))
    return [
        packed.getvalue(),
        *(one.encode() for one in (text, qualtrics, lines)),
        text.encode("utf-16"),
        text.replace(",", ";").encode("cp1252"),
    ]


def _listings() -> list[bytes]:
    cells = [""] * 27
    cells[:3], cells[9:11], cells[14], cells[25] = ["A81001", "THE SURGERY", "Y54"], ["TS18 1HU", "19740401"], "16C", "4"
    return [
        b"\r\n".join(",".join(f'"{cell}"' for cell in cells).encode() for cells[0] in ("A81001", "A81002", "A81003")),
        b"Code,Name\r\nA81001,x\r\n",
    ]


TARGETS = (
    Target("expressions", _expressions, _expression),
    Target("policies", _policies, _policy),
    Target("lint of policies", _policies, _lint),
    Target("families", lambda: [next(library().families()).read_bytes()], _family),
    Target("cases", _cases, _case),
    Target("FHIR responses", _responses, _response),
    Target("sheets", _sheets, read_file),
    Target("surveys", lambda: [path.read_bytes() for path in sorted(_SURVEYS.glob("*.md"))], _survey),
    Target("prose", _policies, _prose),
    Target("listings of practices", _listings, _listing),
)
