"""What reads files that are brought in: tables of rules, practices, list sizes."""

import gzip
import io
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from coequal.exchange.drafted import About
from coequal.exchange.spreadsheets import read_spreadsheet
from coequal.organisations.practice_files import read_practices
from coequal.policies.library import Library, shipped
from coequal.populations.synthetic.list_sizes import read_list_sizes
from tests.security.target import Target, in_a_file

_ABOUT: Final = About("exampleshire/assisted-conception", "Rules", "assisted-conception")
_SIZES: Final = "EXTRACT_DATE,SUB_ICB_LOCATION_CODE,ORG_CODE,SEX,AGE,NUMBER_OF_PATIENTS"
_MAP: Final = "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,SUB_ICB_LOCATION_CODE\n01JUL2022,P00001,HILL SURGERY,05D\n"
LIBRARY: Final = Library()


def _rules() -> list[bytes]:
    data = (Path(shipped()).parent / "examples" / "rules.csv").read_bytes()
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in data.decode().splitlines():
        book.active.append(line.split(","))
    book.save(written)
    return [data, written.getvalue()]


def _draft(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return read_spreadsheet(path, _ABOUT, LIBRARY.vocabulary, outcomes=("fresh cycles",))


def _practices() -> list[bytes]:
    cells = ["P00001", "HILL SURGERY", *[""] * 8, "19740401", "", "A", "", "05D", "20130401", *[""] * 9, "4", ""]
    listed = (",".join(f'"{cell}"' for cell in cells) + "\r\n").encode()
    return [listed, gzip.compress(listed), _MAP.encode()]


def _practice_file(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return read_practices(path)


def _sizes() -> list[bytes]:
    return ["\n".join([_SIZES, *(f"01JAN2021,05D,P1,FEMALE,{age},10" for age in range(18, 51))]).encode()]


def _list_sizes(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return read_list_sizes(path, LIBRARY.organisations.bodies)


IMPORTS: Final = (
    Target("tables of rules", _rules, _draft),
    Target("official files of practices", _practices, _practice_file),
    Target("list sizes", _sizes, _list_sizes),
)
