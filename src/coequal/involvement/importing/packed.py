"""Excel files and packed JSON Lines as plain sheets. Nothing in them is run, and a small file cannot become a huge one."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook

from coequal.documents.declaring import declares
from coequal.errors import CoequalError
from coequal.involvement.importing import sheets
from coequal.involvement.importing.sheets import LARGEST, LONGEST, MOST_COLUMNS, Column, Row, Sheet, decoded, sheet_of

_UNPACKED: Final = 100 * 1024 * 1024  # bytes that all parts together may come to
_UNPACKED_LINES: Final = 6 * LARGEST  # the same of JSON Lines, which take far more room once they are read
_LONGEST_LINE: Final = 4 * LONGEST  # letters of a line of JSON Lines
_MEMBERS: Final = 2_000
_OLD: Final = b"\xd0\xcf\x11\xe0"  # how an Excel file of before 2007, or one with a password, begins


def read_packed(data: bytes) -> Sheet:
    """An Excel file, or a folder of JSON Lines as ThemeFinder has it. Raises `CoequalError`."""
    if data.startswith(_OLD):
        raise CoequalError("This is an old Excel file, or one with a password. Save it as .xlsx without a password, or as CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = _checked(packed)
            if "xl/workbook.xml" in names:
                return _excel(data)
            lines = [name for name in names if name.endswith((".json", ".jsonl"))]
            if sum(packed.getinfo(name).file_size for name in lines) > _UNPACKED_LINES:
                raise CoequalError("This file unpacks to far more than any survey has. Bring it in as CSV.")
            return _folder({name: packed.read(name) for name in lines})
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise CoequalError("This file is packed and cannot be opened: it is damaged, or has a password.") from None


def _checked(packed: zipfile.ZipFile) -> list[str]:
    """The names of the parts. Raises `CoequalError` where they would unpack to far more than any survey has."""
    parts = packed.infolist()
    if len(parts) > _MEMBERS or sum(part.file_size for part in parts) > _UNPACKED:
        raise CoequalError("This file unpacks to far more than any survey has. Bring it in as CSV.")
    for part in parts:
        with packed.open(part) as opened:  # whatever it is called, since another part can name it as a sheet
            if declares(opened):
                raise CoequalError("This Excel file declares entities, which no spreadsheet does. It was not read.")
    return [part.filename for part in parts]


def _excel(data: bytes) -> Sheet:
    """The first sheet of a workbook; a formula is the text of it, and is never worked out."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        told = [f"The sheet “{sheet.title}” of an Excel file."]
        if len(book.worksheets) > 1:
            told.append(f"The file has {len(book.worksheets)} sheets; only the first is read.")
        return sheet_of(_texts(sheet), told)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError) as error:
        raise CoequalError(f"This Excel file cannot be read ({type(error).__name__}). Save it again, or as CSV.") from None


def _texts(sheet: Any) -> Iterator[list[str]]:
    """The rows as texts, those in which nothing stands too."""
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        empty = row.count(None) == len(row)  # of which a line far down brings tens of thousands along
        cells = [] if empty else [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}" if not value.is_integer() else str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def read_json_lines(data: bytes) -> Sheet:
    """One file of JSON Lines: an object for each response. Raises `CoequalError`."""
    flat = map(_flat, _objects("The file", data))
    return _table(flat, {}, "A file of JSON Lines.")


def _folder(files: dict[str, bytes]) -> Sheet:
    """ThemeFinder's folder: respondents with what is known of them, and a folder for each question."""
    rows: dict[str, dict[str, str]] = {}
    words: dict[str, str] = {}
    for name in sorted(name for name in files if name.endswith("respondents.jsonl")):
        for one in _objects(name, files[name]):
            known = one.get("demographic_data")
            known = known if isinstance(known, dict) else {}
            _row(rows, one, name).update({str(key): _text(value) for key, value in known.items()})
    for name in sorted(name for name in files if name.endswith("/responses.jsonl")):
        folder = name.rsplit("/", 2)[-2]
        words[folder] = _asked(files.get(name.replace("responses.jsonl", "question.json"), b""))
        for one in _objects(name, files[name]):
            _row(rows, one, name)[folder] = _text(one.get("response"))
    if not rows:
        raise CoequalError("There is no answer in this file. It should hold inputs/respondents.jsonl and question folders.")
    return _table([{"response_id": key, **row} for key, row in rows.items()], words, "A folder in ThemeFinder's layout.")


def _row(rows: dict[str, dict[str, str]], one: dict[str, Any], name: str) -> dict[str, str]:
    """The row of whoever answered. Raises `CoequalError` where they are more than are read."""
    row = rows.setdefault(_id(one, name), {})
    if len(rows) > sheets.MOST_ROWS:
        raise CoequalError(f"{name}: this file has more than {sheets.MOST_ROWS:,} respondents. Bring it in in several parts.")
    return row


def _table(found: Iterable[dict[str, str]], words: dict[str, str], told: str) -> Sheet:
    """Some objects as a table, with a column for each name that one of them has. Raises `CoequalError` where that is too large."""
    kept: list[dict[str, str]] = []
    names: dict[str, None] = {}
    for number, one in enumerate(found, start=1):
        names |= dict.fromkeys(one)
        if number > sheets.MOST_ROWS or len(names) > MOST_COLUMNS:
            raise CoequalError(
                f"Response {number:,}: at most {sheets.MOST_ROWS:,} responses and {MOST_COLUMNS} names of columns are read. "
                "Bring the file in in several parts."
            )
        if any(len(cell) > LONGEST for cell in one.values()):
            raise CoequalError(f"Response {number:,}: a cell has more letters than the {LONGEST:,} that are read.")
        kept.append(one)
    rows = tuple(Row(number, tuple(one.get(name, "").strip() for name in names)) for number, one in enumerate(kept, start=1))
    return Sheet(tuple(Column(name, words.get(name, "")) for name in names), rows, (told,))


def _objects(name: str, data: bytes) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines, one by one. Raises `CoequalError` for a line that is none."""
    text, _ = decoded(data)
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > _LONGEST_LINE:
            raise CoequalError(
                f"{name}, line {number}: it has more letters than the {_LONGEST_LINE:,} that are read of one response."
            )
        if line.strip():
            try:
                one = json.loads(line)
            except (ValueError, RecursionError):
                one = None
            if not isinstance(one, dict):
                raise CoequalError(f"{name}, line {number}: this is no JSON object.")
            yield one


def _flat(one: dict[str, Any]) -> dict[str, str]:
    """An object as a row: what stands in objects inside it has columns of its own."""
    found: dict[str, str] = {}
    for key, value in one.items():
        if isinstance(value, dict):
            for name, item in value.items():
                if isinstance(item, dict):
                    found |= {f"{name} {row}": _text(cell) for row, cell in item.items()}
                else:
                    found[str(name)] = "; ".join(map(_text, item)) if isinstance(item, list) else _text(item)
        else:
            found[str(key)] = "; ".join(map(_text, value)) if isinstance(value, list) else _text(value)
    return found


def _id(one: dict[str, Any], name: str) -> str:
    if "response_id" not in one:
        raise CoequalError(f"{name}: a line has no response_id, by which it belongs to a respondent.")
    return _text(one["response_id"])


def _asked(data: bytes) -> str:
    try:
        found = json.loads(data or b"{}")
    except ValueError:
        return ""
    return str(found.get("question_text", "")) if isinstance(found, dict) else ""
