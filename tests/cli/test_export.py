"""`coequal export`: a policy as a file."""

import json
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Call
from tests.cli.running import POLICY


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of its own to write in."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-1.7"), ("html", b"<!DOCTYPE html>")])
def test_a_policy_is_written_in_each_form(coequal: Call, tmp_path: Path, form: str, begins: bytes) -> None:
    """Under the name of the policy and its version, which is printed."""
    answer = coequal("export", POLICY, "--to", form)
    name = f"norfolk-and-waveney-assisted-conception-2022-07.{form}"
    assert (answer.status, answer.out) == (0, f"{name}\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_easy_words_are_another_document(coequal: Call, tmp_path: Path) -> None:
    """With another title and another name."""
    name = "norfolk-and-waveney-assisted-conception-2022-07-easy-read.docx"
    assert coequal("export", POLICY, "--to", "docx", "--easy-read").out == f"{name}\n"
    made = docx.Document(BytesIO((tmp_path / name).read_bytes()))
    assert made.paragraphs[0].text == "Specialist fertility treatment (level 3): easy read"


def test_the_file_can_be_named(coequal: Call, tmp_path: Path) -> None:
    """With the ending of its form."""
    assert coequal("export", POLICY, "--to", "html", "--out", "policy.html").out == "policy.html\n"
    assert (tmp_path / "policy.html").is_file()
    refused = coequal("export", POLICY, "--to", "html", "--out", "policy.pdf")
    assert (refused.status, refused.err) == (2, "coequal: --out writes files that end in .html, not policy.pdf.\n")


def test_a_policy_is_written_as_a_questionnaire(coequal: Call, tmp_path: Path) -> None:
    """For other software, so not in easy words."""
    name = "norfolk-and-waveney-assisted-conception-2022-07.fhir.json"
    assert coequal("export", POLICY, "--to", "fhir").out == f"{name}\n"
    assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["resourceType"] == "Questionnaire"
    assert coequal("export", POLICY, "--to", "fhir", "--out", "q.json").out == "q.json\n"
    refused = coequal("export", POLICY, "--to", "fhir", "--easy-read")
    assert refused.err == "coequal: A Questionnaire has the questions' own words. Leave --easy-read out.\n"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("dmn", "A policy cannot be exported to dmn yet, only to docx, pdf, html, fhir."),
        ("htm", 'A policy cannot be exported to htm yet, only to docx, pdf, html, fhir. Did you mean "html"?'),
    ],
)
def test_other_forms_are_refused(coequal: Call, form: str, said: str) -> None:
    """Before anything is done."""
    answer = coequal("export", POLICY, "--to", form)
    assert (answer.status, answer.err) == (2, f"coequal: {said}\n")


@pytest.mark.parametrize(("form", "missing"), [("docx", "docx"), ("pdf", "typst")])
def test_without_the_extra_it_says_what_to_install(coequal: Call, monkeypatch: pytest.MonkeyPatch, form: str, missing: str) -> None:
    """In one sentence."""
    for module in ("coequal.documents.word", "coequal.documents.pdf"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    finder = Missing(missing)
    monkeypatch.delitem(sys.modules, missing, raising=False)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    answer = coequal("export", POLICY, "--to", form)
    assert answer.status == 2
    assert answer.err == f'coequal: This needs {missing}, which is not installed: pip install "coequal[reports]".\n'


class Missing:
    """Finds one module not to be there."""

    def __init__(self, name: str) -> None:
        """Take its name."""
        self.name = name

    def find_spec(self, name: str, *_more: object) -> None:
        """Nothing, of any other module."""
        if name == self.name:
            raise ModuleNotFoundError(name=name)
