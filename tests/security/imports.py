"""What reads files that are brought in: tables of rules, practices, commissioners, list sizes, estimates of the population."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from openpyxl import Workbook

from coequal.exchange.drafted import About
from coequal.exchange.tables.spreadsheets import read_spreadsheet
from coequal.organisations.commissioner_files import read_commissioners
from coequal.organisations.official_changes import changes_in
from coequal.organisations.practice_files import read_practices
from coequal.organisations.register import load_organisations
from coequal.policies.library import Library, shipped
from coequal.populations.synthetic.estimates import read_estimates
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


def _commissioners() -> list[bytes]:
    cells = ["X2X", "NHS FAR ICB - X2X", "Y99", "X1X1X", *[""] * 6, "20270401", *[""] * 16]
    listed = (",".join(f'"{cell}"' for cell in cells) + "\r\n").encode()
    look_up = b"SICBL27CD,SICBL27CDH,SICBL27NM,ICB27CDH,ICB27NM\nE1,X2X,Far - X2X,X1X,NHS Far ICB\n"
    return [listed, gzip.compress(listed, mtime=0), look_up]


def _commissioner_file(data: bytes) -> object:
    with in_a_file(data, ".csv") as path:
        return changes_in(read_commissioners(path).listed, LIBRARY.organisations)


def _own_bodies() -> list[bytes]:
    head = "code,role,name,from,until,successors,source,replaces"
    rows = ["QHL,ICB,NHS Birmingham and Solihull ICB,2022-07-01,,,mine,yes", "X1X,ICB,NHS Far ICB,2027-04-01,2028-03-31,QHL,mine,"]
    return ["\n".join([head, *rows, ""]).encode()]


def _own_areas() -> list[bytes]:
    return [
        b"code,name,commissioners,source,replaces\n26A,Norfolk,QMM@..2026-03-31 T6Y0W QHL@2027-04-01,mine,yes\nX2X,Far,QHL,mine,\n"
    ]


def _own(name: str) -> Callable[[bytes], object]:
    """What reads a table of one's own beside the shipped ones."""

    def read(data: bytes) -> object:
        with TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(data)
            return load_organisations(shipped() / "organisations", Path(folder))

    return read


def _population() -> list[bytes]:
    ages = range(91)
    head = ",".join(["SICBL 2023 Code", *(f"F{age}" for age in ages)])
    return [f"Mid-2023\n{head}\nE1,{','.join('10' for _ in ages)}\n".encode()]


def _estimates(data: bytes) -> object:
    with in_a_file(data, ".csv") as path, in_a_file(b"SICBL23CD,SICBL23CDH\nE1,05D\n", ".csv") as look_up:
        return read_estimates([path, look_up], LIBRARY.organisations.bodies)


def _look_ups() -> list[bytes]:
    by_sex = "\n".join(["age,females,males", *(f"{age},51,49" for age in range(91))])
    return [b"SICBL23CD,SICBL23CDH,SICBL23NM\nE1,05D,Far\n", by_sex.encode()]


def _beside_estimates(data: bytes) -> object:
    """The file beside estimates of people of either sex: the other of the two that are needed is whole."""
    people = _population()[0].replace(b"F", b"a")
    other = _look_ups()[0 if data[:3].lower() == b"age" else 1]
    with in_a_file(people, ".csv") as estimates, in_a_file(data, ".csv") as path, in_a_file(other, ".csv") as whole:
        return read_estimates([estimates, path, whole], LIBRARY.organisations.bodies)


IMPORTS: Final = (
    Target("tables of rules", _rules, _draft),
    Target("official files of practices", _practices, _practice_file),
    Target("official lists of commissioners", _commissioners, _commissioner_file),
    Target("own tables of bodies", _own_bodies, _own("bodies.csv")),
    Target("own tables of areas", _own_areas, _own("areas.csv")),
    Target("list sizes", _sizes, _list_sizes),
    Target("estimates of the population", _population, _estimates),
    Target("files beside estimates of the population", _look_ups, _beside_estimates),
)
