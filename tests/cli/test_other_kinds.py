"""A file of another kind than a command reads is called what it is, by how it begins whatever its name, or else by its name."""

from collections.abc import Callable
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

import docx
import openpyxl
import pytest

from coequal.exchange.dmn.xml import MODEL
from tests.cli.conftest import Call
from tests.cli.running import POLICY, case_text
from tests.cli.test_bad_input import assert_refused


def _word() -> bytes:
    made = BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def _workbook() -> bytes:
    made = BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def _model() -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{MODEL}" name="Rules"/>\n'.encode()


class Kind(NamedTuple):
    """How the names of a kind of file end, what makes one, what it is called, and the command that reads it."""

    ending: str
    made: Callable[[], bytes]
    called: str
    read_by: str


_PDF: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PAGE: Final = b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>Rules: of one area</title>\n"
_BEGUN: Final = (
    Kind("dmn", _model, "This is a model of DMN", "“coequal import”"),
    Kind("xlsx", _workbook, "This is an Excel workbook", "“coequal import”"),
    Kind("docx", _word, "This is a Word document", "no command"),
    Kind("xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a file of Word or Excel", "Save it anew"),
    Kind("pdf", lambda: _PDF, "This is a PDF file", "no command"),
    Kind("html", lambda: _PAGE, "This is a web page", "no command"),
)
_PEOPLE: Final = (
    Kind("parquet", lambda: b"PAR1", "This is a table of people", "“coequal assess”"),
    Kind("csv", lambda: b"id,rule\n1,2\n", "This is a table", "“coequal assess”"),
)
_ENDING: Final = attrgetter("ending")


@pytest.mark.parametrize("command", ["check", "when", "which"])
@pytest.mark.parametrize("kind", [*_BEGUN, *_PEOPLE], ids=_ENDING)
def test_another_kind_of_file_is_no_case(coequal: Call, tmp_path: Path, command: str, kind: Kind) -> None:
    """It is called what it is, with the command that reads it."""
    path = tmp_path / f"rules.{kind.ending}"
    path.write_bytes(kind.made())
    which = ["--service", "assisted-conception", "--area", "26A", "--case", path]
    arguments = which if command == "which" else [POLICY, path]
    assert_refused(coequal(command, *arguments), f"coequal: {path}: {kind.called}", kind.read_by)


@pytest.mark.parametrize("kind", [*_BEGUN, *_PEOPLE], ids=_ENDING)
def test_another_kind_of_file_is_no_policy(coequal: Call, tmp_path: Path, kind: Kind) -> None:
    """It is called what it is, whether it is shown, tried, linted or checked against."""
    path, case = tmp_path / f"rules.{kind.ending}", tmp_path / "case.yaml"
    path.write_bytes(kind.made())
    case.write_text(case_text({}), encoding="utf-8")
    for arguments in (["show", path], ["test", path], ["check", path, case]):
        assert_refused(coequal(*arguments), f"coequal: {path}: {kind.called}", kind.read_by)
    linted = coequal("lint", path)
    assert linted.status == 1
    assert kind.called in linted.out


@pytest.mark.parametrize("kind", _BEGUN, ids=_ENDING)
def test_another_kind_of_file_is_no_table_of_people(coequal: Call, tmp_path: Path, kind: Kind) -> None:
    """The kinds that are read are named, then what this one is."""
    path = tmp_path / f"people.{kind.ending.upper()}"
    path.write_bytes(kind.made())
    assert_refused(coequal("assess", path, "--policy", POLICY), "that can be read: .parquet, .csv", kind.called, kind.read_by)


@pytest.mark.parametrize("kind", [*_BEGUN, _PEOPLE[0]], ids=_ENDING)
def test_a_file_is_known_whatever_its_name(coequal: Call, tmp_path: Path, kind: Kind) -> None:
    """By how it begins."""
    path = tmp_path / "case.yaml"
    path.write_bytes(kind.made())
    assert_refused(coequal("check", POLICY, path), kind.called, kind.read_by)
