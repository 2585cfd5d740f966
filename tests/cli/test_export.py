"""`coequal export`: a policy as a file."""

import json
import re
import shlex
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from coequal.errors import CoequalError
from coequal.exchange.forms import FORMS, Asked
from coequal.policies.library import Library
from coequal.populations.sql.kinds import KINDS
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
    assert refused.err == "coequal: There is no easy read of a FHIR Questionnaire. Leave --easy-read out.\n"


def test_a_form_that_there_is_not_is_refused(coequal: Call) -> None:
    """Before anything is done, with the nearest."""
    answer = coequal("export", POLICY, "--to", "htm")
    forms = ", ".join([*(name for name in FORMS if not name.startswith("sql-")), "sql"])
    assert (answer.status, answer.err) == (
        2,
        f'coequal: A policy cannot be exported to htm, only to {forms}. Did you mean "html"?\n',
    )


def test_a_view_is_written_for_each_database(coequal: Call, tmp_path: Path) -> None:
    """Its dialect is in the file's name."""
    name = "norfolk-and-waveney-assisted-conception-2022-07.postgres.sql"
    assert coequal("export", POLICY, "--to", "sql", "--dialect", "postgres").out == f"{name}\n"
    assert "\nCREATE VIEW " in (tmp_path / name).read_text(encoding="utf-8")
    assert len(coequal("export", POLICY, "--to", "sql", "--dialect", "all").out.splitlines()) == len(KINDS)


def test_a_view_is_over_the_table_that_is_named(coequal: Call) -> None:
    """With its key, and the columns that a mapping file gives to facts, as assess takes it; a dialect has its usual names."""
    Path("ours.yaml").write_text("patient BMI: bmi\nAMH: {column: amh result, date column: taken on}\n", encoding="utf-8")
    named = ("--dialect", "SQLServer", "--table", "clinic.women", "--key", "nhs number", "--columns", "ours.yaml")
    assert coequal("export", POLICY, "--to", "sql", *named, "--out", "view.sql").status == 0
    written = Path("view.sql").read_text(encoding="utf-8")
    wanted = [
        "FROM [clinic].[women]",
        "[nhs number]",
        "-- bmi NUMERIC(4, 2): ",
        "-- amh result ",
        "-- taken on DATE: ",
        "so nothing",
    ]
    assert [word for word in wanted if word not in written] == []
    assert "patient_smokes BIT" not in written


def test_the_commands_of_the_manual_run(coequal: Call, tmp_path: Path) -> None:
    """But for the whole library in several forms, which is tried by itself."""
    page = (Path(__file__).parents[2] / "docs" / "manual" / "export.md").read_text(encoding="utf-8")
    commands = [line for line in re.findall(r"^coequal (export .*)$", page, re.MULTILINE) if "--all" not in line]
    for line in commands:
        assert coequal(*shlex.split(line)).err == "", line
    assert len(list(tmp_path.rglob("*.*"))) > len(commands) > 5


def test_several_forms_go_into_a_folder(coequal: Call, tmp_path: Path) -> None:
    """Each form once, however often it is named; the folder is made."""
    answer = coequal("export", POLICY, "--to", "html", "--to", "md", "--to", "html", "--into", "forms/of-it")
    assert answer.status == 0
    written = sorted(path.name for path in (tmp_path / "forms" / "of-it").iterdir())
    assert written == [f"norfolk-and-waveney-assisted-conception-2022-07.{ending}" for ending in ("html", "md")]
    assert len(answer.out.splitlines()) == 2


@pytest.mark.no_cover
def test_every_policy_of_the_library_goes_out_in_every_form(coequal: Call, tmp_path: Path) -> None:
    """None is refused, and none is empty."""
    answer = coequal("export", "--all", "--to", "all", "--into", "out")
    assert (answer.status, answer.err) == (0, "")
    sizes = [path.stat().st_size for path in (tmp_path / "out").iterdir()]
    assert len(sizes) == len(list(Library(None).policies())) * len(FORMS)
    assert min(sizes) > 500


def test_what_a_form_cannot_hold_is_said_and_the_others_are_written(
    coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name of the file, and the status says that something is lacking."""

    def refuse(_asked: Asked) -> bytes:
        raise CoequalError("This form has no amounts.")

    monkeypatch.setitem(FORMS, "fhir", replace(FORMS["fhir"], write=refuse))
    answer = coequal("export", POLICY, "--to", "fhir", "--to", "md")
    name = "norfolk-and-waveney-assisted-conception-2022-07"
    assert (answer.status, answer.out) == (2, f"{name}.md\n")
    assert answer.err == f"coequal: {name}.fhir.json was not written. This form has no amounts.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "md"), "Name one policy, or write --all for every policy of the library."),
        ((POLICY, "--all", "--to", "md"), "Name one policy, or write --all for every policy of the library."),
        ((POLICY, "--to", "sql"), f"Say by --dialect for which database: {', '.join(KINDS)}, or all."),
        ((POLICY, "--to", "md", "--dialect", "duckdb"), "Only --to sql takes a --dialect."),
        ((POLICY, "--to", "dmn", "--key", "nhs_number"), "Only --to sql takes a --key."),
        ((POLICY, "--to", "md", "--to", "pdf", "--out", "x.md"), "--out names one file. For several, name a folder by --into."),
    ],
)
def test_what_does_not_go_together_is_refused(coequal: Call, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """Before anything is written."""
    answer = coequal("export", *arguments)
    assert (answer.status, answer.err, list(tmp_path.iterdir())) == (2, f"coequal: {said}\n", [])


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


def test_a_policy_that_there_is_not_leaves_no_folder(coequal: Call, tmp_path: Path) -> None:
    """Nothing is made before it is known what to write."""
    assert coequal("export", "nosuch/hearing", "--to", "md", "--into", "new").status == 2
    assert list(tmp_path.iterdir()) == []


class Missing:
    """Finds one module not to be there."""

    def __init__(self, name: str) -> None:
        """Take its name."""
        self.name = name

    def find_spec(self, name: str, *_more: object) -> None:
        """Nothing, of any other module."""
        if name == self.name:
            raise ModuleNotFoundError(name=name)
