"""Runs of every kind, without a database."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from coequal.analyses.runs.asking import MOST_PEOPLE, Around
from coequal.analyses.runs.run import COMPARISON, KINDS, LOTTERY, OPTIONS, Made, make, prepared
from coequal.cli.main import run as command_line
from coequal.comparison import inputs
from coequal.documents.html import html
from coequal.documents.kept import taken_out
from coequal.documents.model import Notice
from coequal.errors import CoequalError
from coequal.policies.library import Library, shipped
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table
from coequal.populations.telling import Stopped, quietly
from tests.analyses.asking import AROUND, NORFOLK, comparison, draft, lottery, options, written
from tests.comparison.options.building import plain

Asked = dict[str, Any]
ASKED: dict[str, Callable[..., Asked]] = {COMPARISON: comparison, OPTIONS: options, LOTTERY: lottery}


def made(kind: str, asked: Asked, around: Around = AROUND) -> Made:
    return make(kind, prepared(kind, asked, around), around, [("Question", "Who gains?")], quietly)


@pytest.fixture
def real(tmp_path: Path) -> Around:
    """People of whom nothing says that they are made up, in a file."""
    table = make_table(Recipe(300, 3, complete=True)).drop_columns(["synthetic"]).replace_schema_metadata(None)
    pq.write_table(table, tmp_path / "register.parquet")
    return Around(AROUND.library, {"register.parquet": tmp_path / "register.parquet"})


def test_there_are_three_kinds() -> None:
    """Each can be asked here."""
    assert set(KINDS) == set(ASKED)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_digest_makes_the_same_figures(kind: str) -> None:
    """To the last digit, whatever was worked out in between; another seed of the people makes another digest and other figures."""
    one = made(kind, ASKED[kind]())
    people = {"synthetic": 300, "seed": 9}
    other = made(kind, ASKED[kind](people=people))
    again = made(kind, ASKED[kind]())
    assert (again.digest, again.figures, again.figures_digest) == (one.digest, one.figures, one.figures_digest)
    assert again.document == one.document
    assert other.digest != one.digest
    assert other.figures_digest != one.figures_digest


@pytest.mark.parametrize("kind", KINDS)
def test_the_commands_that_a_document_names_make_the_same_figures(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder with the files that can be downloaded, the last command prints what was kept, byte for byte."""
    asked = ASKED[kind]()
    if kind == COMPARISON:
        asked["b"] = {"draft": "D-2345-6789.md", "text": draft().replace("[19 .. 30]", "[19 .. 35]")}
    run = prepared(kind, asked, AROUND)
    found = make(kind, run, AROUND, [], quietly)
    monkeypatch.chdir(tmp_path)
    for name, text in run.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for command in run.commands:
        capsys.readouterr()
        assert command_line(command.split()[1:]) == 0
    assert capsys.readouterr().out == f"{found.figures}\n"
    document = html(taken_out(found.document))
    assert all(command in document for command in run.commands)


@pytest.mark.parametrize("kind", KINDS)
def test_progress_goes_through_the_steps_in_their_order(kind: str) -> None:
    """Each begins with nothing done and ends with all done."""
    heard: list[tuple[str, int, int | None]] = []
    run = prepared(kind, ASKED[kind](), AROUND)
    make(kind, run, AROUND, [], lambda *said: heard.append(said))
    assert tuple(dict.fromkeys(what for what, _done, _total in heard)) == run.steps
    for step in run.steps:
        own = [(done, total) for what, done, total in heard if what == step]
        assert own[0][0] == 0
        assert own[-1][0] == own[-1][1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_can_be_stopped_in_every_step(kind: str) -> None:
    """Whoever is told of a step may stop it."""
    run = prepared(kind, ASKED[kind](), AROUND)
    for step in run.steps:

        def tell(what: str, _done: int, _total: int | None, step: str = step) -> None:
            if what == step:
                raise Stopped

        with pytest.raises(Stopped):
            make(kind, run, AROUND, [], tell)


def test_everything_that_goes_in_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of a policy, the people, the day, the software."""
    without = prepared(COMPARISON, comparison(people=None), AROUND)
    assert without.inputs()["people"] is None
    assert without.steps == ("Policies compared, by proof",)
    found = {
        inputs.fingerprint(prepared(kind, asked, AROUND).inputs())
        for kind, asked in (
            (COMPARISON, comparison()),
            (COMPARISON, comparison(people=None)),
            (COMPARISON, comparison(a={"draft": "D.md", "text": draft()})),
            (COMPARISON, comparison(people={"synthetic": 301, "seed": 2})),
            (LOTTERY, lottery()),
            (LOTTERY, lottery(on="2022-07-01")),
            (OPTIONS, options()),
            (OPTIONS, options(draws=61)),
            (OPTIONS, options(people={"synthetic": 400, "seed": 3})),
        )
    }
    assert len(found) == 9
    before = made(COMPARISON, comparison(people=None)).digest
    monkeypatch.setattr("coequal.analyses.runs.run.software", lambda: "another version")
    assert made(COMPARISON, comparison(people=None)).digest != before


def test_real_people_are_counted_as_they_may_be_published(real: Around) -> None:
    """What is kept of them holds no count of 1 to 7, and says that they are not made up."""
    people = {"file": "register.parquet"}
    counted = plain()["people"] | {"file": "register.parquet"}
    for own in ("synthetic", "seed", "areas"):
        counted.pop(own)
    for kind, asked in (
        (COMPARISON, comparison(people=people)),
        (LOTTERY, lottery(people=people)),
        (OPTIONS, options(people=counted)),
    ):
        run = prepared(kind, asked, real)
        found = make(kind, run, real, [], quietly)
        assert not found.synthetic
        assert run.inputs()["people"]["file"] == "register.parquet"
        assert "Synthetic people" not in [block.get("title") for block in found.document["blocks"]]
    data = json.loads(made(COMPARISON, comparison(people=people), real).figures)["people"]
    shown = [count for row in data["outcomes"].values() for count in row.values()]
    assert "*" in shown
    assert all(count in ("*", 0) or (count >= 8 and count % 5 == 0) for count in shown)


def test_a_draft_and_an_invented_area_are_said_to_be_so() -> None:
    """Before anything else of the document."""
    text = draft().replace("title: Specialist fertility treatment (level 3)", "title: Ours (an invented area)")
    found = made(COMPARISON, comparison(a={"draft": "D-2345-6789.md", "text": text}, people=None))
    notices = [block for block in taken_out(found.document).blocks if isinstance(block, Notice)]
    assert [notice.title for notice in notices[:2]] == ["A draft", "An invented area"]
    assert found.synthetic


def test_candidates_may_be_drafts() -> None:
    """Under the name of their file, as the command line would have them beside the options."""
    asked = options(candidates={"one": {"policy": NORFOLK, "cycles": 1}, "two": {"policy": "D-2345-6789.md", "cycles": 2}})
    with pytest.raises(CoequalError, match=r"There is no text D-2345-6789.md here. Name a policy by its id"):
        prepared(OPTIONS, asked, AROUND)
    asked["drafts"] = {"D-2345-6789.md": draft()}
    run = prepared(OPTIONS, asked, AROUND)
    assert [policy.status for policy in run.policies] == ["in force", "draft"]
    assert set(run.files) == {"options.yaml", "D-2345-6789.md"}
    missing = options(candidates={"one": {"policy": NORFOLK, "cycles": 1}, "two": {"policy": "D-1.md", "cycles": 2}})
    missing["drafts"] = {"D-2345-6789.md": draft()}
    with pytest.raises(CoequalError, match=r"The texts are: D-2345-6789.md."):
        prepared(OPTIONS, missing, AROUND)


REFUSED: dict[str, tuple[str, Asked, str]] = {
    "the same text twice": (COMPARISON, comparison(b={"policy": NORFOLK}), "You have chosen the same text twice."),
    "another service": (
        COMPARISON,
        comparison(b={"policy": "north-staffordshire/hearing-aids-adults"}),
        "These policies are for different services",
    ),
    "no such policy": (COMPARISON, comparison(b={"policy": "nowhere/assisted-conception"}), "There is no policy"),
    "a draft that cannot be read": (COMPARISON, comparison(b={"draft": "D.md", "text": "nothing"}), "front matter"),
    "people for another service": (
        COMPARISON,
        comparison(
            a={"policy": "north-staffordshire/hearing-aids-adults"},
            b={"policy": "staffordshire-and-stoke-on-trent/hearing-aids-adults"},
        ),
        "Synthetic people are made for assisted-conception only.",
    ),
    "too many people": (COMPARISON, comparison(people={"synthetic": MOST_PEOPLE + 1, "seed": 1}), "At most 2,000,000 people"),
    "no such file": (COMPARISON, comparison(people={"file": "../secret-key"}), "There is no file of people called ../secret-key"),
    "a day too early": (LOTTERY, lottery(on="1990-01-01"), "Which bodies commissioned for areas on 1 January 1990 is not known"),
    "too many people in options": (OPTIONS, options(people={"synthetic": 3_000_000, "seed": 1}), "At most 2,000,000 people"),
    "a group that is no column": (OPTIONS, options(groups={"Age": "patient agee"}), "patient agee"),
    "a condition that is none": (OPTIONS, options(where="patient BMI <"), "line"),
    "no such file in options": (OPTIONS, options(people={"file": "/etc/passwd"}), "There are no people /etc/passwd here"),
    "no such key": (OPTIONS, {**options(), "text": written({**plain(), "titel": "x"})}, 'no key "titel"'),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_worked_out_is_refused_before_it_is_run(case: str) -> None:
    """With what is wrong in words and, in an options file, its line."""
    kind, asked, message = REFUSED[case]
    with pytest.raises(CoequalError) as refused:
        prepared(kind, asked, AROUND)
    assert message in str(refused.value)
    if kind == OPTIONS:
        assert str(refused.value).startswith("options.yaml, line ")


def test_there_are_other_people_than_those_that_were_asked_for(real: Around) -> None:
    """The message names them; a mapping of columns needs a folder of one's own."""
    with pytest.raises(CoequalError, match=r"There are: register.parquet."):
        prepared(COMPARISON, comparison(people={"file": "people.csv"}), real)
    with pytest.raises(CoequalError, match=r"There are: register.parquet."):
        prepared(OPTIONS, options(people={"file": "register.parquet", "columns": "mapping.yaml"}), real)


def test_a_library_without_tiles_has_no_map(tmp_path: Path) -> None:
    """The lottery's document has its tables alone."""
    for folder in ("services", "organisations", "policies"):
        (tmp_path / folder).symlink_to(shipped() / folder) if folder != "organisations" else (tmp_path / folder).mkdir()
    for path in (shipped() / "organisations").iterdir():
        if path.name != "tiles.csv":
            (tmp_path / "organisations" / path.name).symlink_to(path)
    found = made(LOTTERY, lottery(), Around(Library(tmp_path)))
    assert "picture" not in {block["kind"] for block in found.document["blocks"]}
    assert "picture" in {block["kind"] for block in made(LOTTERY, lottery()).document["blocks"]}


def test_data_is_written_in_one_way() -> None:
    """Whatever the order of its keys; and no number that JSON lacks."""
    assert inputs.canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert inputs.fingerprint({"b": 1, "a": 2}) == inputs.fingerprint({"a": 2, "b": 1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        inputs.canonical(float("nan"))
