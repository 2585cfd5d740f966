"""What reads tables and files that others bring: answers, listings of practices, values of areas, files with a request."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from typing import Final

from docx import Document as Word
from openpyxl import Workbook

from coequal.documents.brought.sheets import Sheet
from coequal.involvement.importing.columns import guessed
from coequal.involvement.importing.fitting import fit
from coequal.involvement.importing.reading import read_file
from coequal.involvement.models import Involvement
from coequal.involvement.surveys.model import Survey
from coequal.involvement.surveys.reading import read_survey
from coequal.organisations.epraccur import read_listing
from coequal.organisations.practices import load_practices
from coequal.policies.importing.recipe import FILE, Recipe, read_recipe
from coequal.policies.importing.rows import family_rows
from coequal.policies.importing.table import read_foreign
from coequal.policies.tables import read_csv
from coequal.referrals.requesting.file_kinds import kind_of
from tests.policies.importing.invented import EVERY_KIND, RECIPE, table_text
from tests.security.target import Target, in_a_file
from tests.security.texts import SURVEYS, library

_ROWS: Final = (
    ("id", "why", "age", "district", "area", "received"),
    ("1", "Café, “here”\nand there", "35", "ST5", "Exampleshire", "2026-03-01"),
    ("2", "=1+1", "under 16", "", "", "1 March 2026"),
)
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")
_LONGEST_NAME: Final = 60_000  # bytes that fit into the head of a part
_ENDINGS: Final = (".pdf", ".png", ".jpg", ".docx")


@cache
def _survey() -> Survey:
    return read_survey(min(SURVEYS.glob("*.md")).read_text(encoding="utf-8"))


def _answers(data: bytes) -> object:
    return _fitted(read_file(data))


def _fitted(sheet: Sheet) -> object:
    held = Involvement(reference="INV-FUZZ", areas=[{"key": "exampleshire", "name": "Exampleshire"}])
    return fit(sheet, guessed(sheet, _survey()), _survey(), held)


def _workbook() -> bytes:
    book = Workbook()
    for row in _ROWS:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return _without_times(packed.getvalue())


def _without_times(packed: bytes) -> bytes:
    """A packed file that does not say when it was made, so that it is the same each time."""
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return _packed({name: _TIME.sub(b"2026-01-01T00:00:00Z", opened.read(name)) for name in opened.namelist()})


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def answers() -> list[bytes]:
    """Files of answers in every form that is read."""
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS)
    qualtrics = 'id,why\nId,What?\n"{""ImportId"":""a""}","{""ImportId"":""b""}"\n1,yes\n'
    lines = "\n".join(json.dumps({"response_id": n, "why": "Words.", "more": [1, None, {"a": 2}]}) for n in range(3))
    return [
        _workbook(),
        *(one.encode() for one in (text, qualtrics, lines)),
        text.encode("utf-16"),
        text.replace(",", ";").encode("cp1252"),
    ]


def parts_of(packed: bytes) -> list[bytes]:
    """Each part of a packed file: its name on a line, and what is in it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return [name.encode() + b"\n" + opened.read(name) for name in opened.namelist()]


def with_part(packed: bytes, part: bytes) -> bytes:
    """A packed file in which one part is another, so that what is wrong is wrong inside and not in the packing."""
    name, _, content = part.partition(b"\n")
    named = name.decode("utf-8", "replace").replace("\0", "") or "x"
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        parts = {one: opened.read(one) for one in opened.namelist()}
    short = named.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return _packed({**parts, short or "x": content})


def _folder() -> bytes:
    people = [{"response_id": n, "demographic_data": {"age": ["35"], "area": None}} for n in range(3)]
    texts = [{"response_id": n, "response": "Words."} for n in range(3)]
    question = {"question_number": 1, "question_text": "What do you think?"}
    files = {"respondents.jsonl": people, "question_part_1/question.json": [question], "question_part_1/responses.jsonl": texts}
    return _packed({f"inputs/{name}": "\n".join(map(json.dumps, lines)).encode() for name, lines in files.items()})


_BOOK: Final = _workbook()
_LINES: Final = _folder()


def _listings() -> list[bytes]:
    cells = [""] * 27
    cells[:3], cells[9:11], cells[14], cells[25] = ["A81001", "THE SURGERY", "Y54"], ["TS18 1HU", "19740401"], "16C", "4"
    return [
        b"\r\n".join(",".join(f'"{cell}"' for cell in cells).encode() for cells[0] in ("A81001", "A81002", "A81003")),
        b"Code,Name\r\nA81001,x\r\n",
    ]


def _listing(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return read_listing(path)


def _own_tables() -> list[bytes]:
    head = "code,name,area,from,until,opened,closed,source"
    return [
        f"{head}\nA81001,THE SURGERY,16C,2013-04-01,2020-03-31,1974-04-01,,imported on 2026-11-01\n"
        "A81001,THE SURGERY,26A,2020-04-01,,1974-04-01,,imported on 2026-11-01\n".encode()
    ]


def _own_table(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        found = load_practices(path)
        return [found.area(code, one.memberships[0].since) for code, one in found.by_code.items() if one.memberships[0].since]


def _values(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return read_csv(path)


def _tables_of_values() -> list[bytes]:
    return [path.read_bytes() for path in sorted((library().folder / "families").rglob("*.csv"))]


@cache
def _recipe() -> Recipe:
    return read_recipe(RECIPE / FILE)


def _foreign(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return family_rows(read_foreign(path, _recipe()), _recipe(), library().organisations.bodies)


def picture(width: int = 1, height: int = 1) -> bytes:
    """A picture in PNG that says of itself how large it is."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in parts
    )


def word() -> bytes:
    """A Word file with a line in it."""
    made = Word()
    made.add_paragraph("A line.")
    packed = io.BytesIO()
    made.save(packed)
    return _without_times(packed.getvalue())


def _attachments() -> list[bytes]:
    jpeg = (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"
    )
    return [b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n", picture(), jpeg, word()]


def _attachment(data: bytes) -> object:
    """The ending is that of the kind, where it has one, so that the name refuses nothing."""
    starts = (b"%PDF", b"\x89PNG", b"\xff\xd8", b"PK")
    ending = next((_ENDINGS[place] for place, start in enumerate(starts) if data.startswith(start)), ".pdf")
    return kind_of(data, str(PurePath("file").with_suffix(ending)))


SHEETS: Final = (
    Target("answers to surveys", answers, _answers),
    Target("parts of Excel files", lambda: parts_of(_BOOK), lambda data: _answers(with_part(_BOOK, data))),
    Target("parts of folders of answers", lambda: parts_of(_LINES), lambda data: _answers(with_part(_LINES, data))),
    Target("listings of practices", _listings, _listing),
    Target("own tables of practices", _own_tables, _own_table),
    Target("tables of families", _tables_of_values, _values),
    Target("tables for a recipe", lambda: [table_text(*EVERY_KIND).encode()], _foreign),
)
ATTACHMENTS: Final = Target("files with a request", _attachments, _attachment)
