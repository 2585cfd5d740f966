"""Excel files and packed JSON Lines as plain sheets. Nothing in them is run, and a small file cannot become a huge one."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from coequal.documents.brought import sheets
from coequal.documents.brought.excel import TOO_MUCH, first_sheet, is_workbook, text_of, unpacked
from coequal.documents.brought.sheets import LARGEST, LONGEST, MOST_COLUMNS, Column, Row, Sheet, decoded
from coequal.errors import CoequalError

_UNPACKED_LINES: Final = 6 * LARGEST  # bytes of JSON Lines, which take far more room once they are read
_LONGEST_LINE: Final = 4 * LONGEST  # letters of a line of JSON Lines


def read_packed(data: bytes) -> Sheet:
    """An Excel file, or a folder of JSON Lines as ThemeFinder has it. Raises `CoequalError`."""
    with unpacked(data) as packed:
        names = packed.namelist()
        if is_workbook(names):
            return first_sheet(data)
        lines = [name for name in names if name.endswith((".json", ".jsonl"))]
        if sum(packed.getinfo(name).file_size for name in lines) > _UNPACKED_LINES:
            raise CoequalError(TOO_MUCH)
        return _folder({name: packed.read(name) for name in lines})


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
            _row(rows, one, name).update({str(key): text_of(value) for key, value in known.items()})
    for name in sorted(name for name in files if name.endswith("/responses.jsonl")):
        folder = name.rsplit("/", 2)[-2]
        words[folder] = _asked(files.get(name.replace("responses.jsonl", "question.json"), b""))
        for one in _objects(name, files[name]):
            _row(rows, one, name)[folder] = text_of(one.get("response"))
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
                    found |= {f"{name} {row}": text_of(cell) for row, cell in item.items()}
                else:
                    found[str(name)] = "; ".join(map(text_of, item)) if isinstance(item, list) else text_of(item)
        else:
            found[str(key)] = "; ".join(map(text_of, value)) if isinstance(value, list) else text_of(value)
    return found


def _id(one: dict[str, Any], name: str) -> str:
    if "response_id" not in one:
        raise CoequalError(f"{name}: a line has no response_id, by which it belongs to a respondent.")
    return text_of(one["response_id"])


def _asked(data: bytes) -> str:
    try:
        found = json.loads(data or b"{}")
    except ValueError:
        return ""
    return str(found.get("question_text", "")) if isinstance(found, dict) else ""
