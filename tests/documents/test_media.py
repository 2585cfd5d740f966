"""The media types of files."""

import ast
import mimetypes
from pathlib import Path

import pytest
from docx.opc.constants import CONTENT_TYPE

import coequal
from coequal.documents import media
from coequal.documents.media import MEDIA_TYPES

MODULES = sorted(Path(coequal.__file__).parent.rglob("*.py"))
OF_THE_WEB = {"json", "txt"}  # in which a page or an answer may be, that is no file


@pytest.mark.parametrize("ending", ["csv", "html", "jpg", "json", "pdf", "png", "txt", "zip"])
def test_a_media_type_is_the_registered_one(ending: str) -> None:
    """As Python's own table has it, whatever a system adds to it."""
    assert MEDIA_TYPES[ending].partition(";")[0] == mimetypes.MimeTypes().types_map[True][f".{ending}"]


@pytest.mark.parametrize(("ending", "main"), [("docx", CONTENT_TYPE.WML_DOCUMENT_MAIN), ("xlsx", CONTENT_TYPE.SML_SHEET_MAIN)])
def test_a_packed_file_has_the_type_that_its_main_part_begins_with(ending: str, main: str) -> None:
    """As the library that writes it has it."""
    assert main == f"{MEDIA_TYPES[ending]}.main+xml"


def test_a_media_type_of_files_is_written_down_in_one_place() -> None:
    """So that no two parts of a site call one file two things."""
    of_files = {kind for ending, kind in MEDIA_TYPES.items() if ending not in OF_THE_WEB}
    found = {
        (path.name, node.value)
        for path in MODULES
        if path != Path(media.__file__)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in of_files
    }
    assert found == set()
