"""`coequal compare`: who is funded under one policy and refused under another, proved, with made-up couples."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call
from tests.cli.running import POLICY, flowing
from tests.cli.test_bad_input import assert_refused
from tests.policies.building import WHOLE, changed, library_folder, policy

EXAMPLE, SAMPLE = "exampleshire/assisted-conception@2026-11", "sampleton/assisted-conception@2026-11"
NICE = "nice/assisted-conception@2013-02"
RELATIONS = {"same", "a wider", "b wider", "each wider", "not shown"}


def _compared(coequal: Call, *arguments: object) -> dict[str, Any]:
    answer = coequal("compare", *arguments, "--json")
    assert (answer.status, answer.err) == (0, "")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def _checked(coequal: Call, folder: Path, name: str, facts: dict[str, Any]) -> str:
    """The outcome of a made-up couple, by `coequal check`."""
    case = folder / "case.json"
    case.write_text(json.dumps(facts), encoding="utf-8")
    answer = coequal("check", name, case, "--json")
    assert answer.status == 0
    outcome: str = json.loads(answer.out)["outcome"]
    return outcome


@pytest.mark.parametrize(("a", "b"), [(POLICY, EXAMPLE), (EXAMPLE, SAMPLE), (SAMPLE, POLICY)])
def test_each_witness_is_a_case_that_check_takes(coequal: Call, tmp_path: Path, a: str, b: str) -> None:
    """Funded under the one and refused under the other, as anybody can try."""
    found = _compared(coequal, a, b)
    assert found["relation"] == "each wider"
    for side, name, other in (("a", a, b), ("b", b, a)):
        witness = found["witnesses"][f"{side} only"]
        assert _checked(coequal, tmp_path, name, witness["facts"]) == "eligible"
        assert _checked(coequal, tmp_path, other, witness["facts"]) == "not eligible"
        first, second = witness["story"].split(". ", 1)
        assert first.startswith("Her age at")
        assert "unded in" in second
        assert "refused in" in second
        assert "because of clause" in second


def test_the_shape_is_that_which_is_promised(coequal: Call) -> None:
    """The policies, the relation, a witness each way, treatments with amounts, and criteria with the wording of both."""
    found = _compared(coequal, POLICY, EXAMPLE, "--on", "2026-06-01")
    assert list(found)[:4] == ["a", "b", "referred", "relation"]
    assert found["a"] | {"digest": ""} == {
        "policy": POLICY,
        "version": "2022-07",
        "digest": "",
        "name": "Norfolk and Waveney",
        "completeness": "whole",
    }
    assert found["referred"] == "2026-06-01"
    assert found["witnesses"]["a only"]["facts"]["referral date"] == "2026-06-01"
    assert found["treatments"]["ivf"]["relation"] in RELATIONS
    assert found["treatments"]["ivf"]["amounts"]["embryo transfers"]["relation"] in RELATIONS
    stances = {"stricter", "looser", "same", "different", "only in a", "only in b", "otherwise", "not shown"}
    assert {one["relation"] for one in found["criteria"]} <= stances
    weight = next(one for one in found["criteria"] if [own["id"] for own in one["a"]] == ["body-mass-index"])
    assert weight["relation"] == "same"
    assert "at least 19" in weight["a"][0]["wording"]
    assert "at least 19" in weight["b"][0]["wording"]


def test_what_hangs_on_an_unseen_part_is_not_shown(coequal: Call) -> None:
    """It says so first, and tells of a couple as far as both were seen."""
    found = _compared(coequal, POLICY, NICE)
    assert (found["relation"], found["as far as seen"]["relation"]) == ("not shown", "each wider")
    assert found["witnesses"]["b only"] is None
    assert found["as far as seen"]["witnesses"]["b only"]["comes to"] == {"a": "not eligible", "b": "eligible"}
    out = flowing(coequal("compare", POLICY, NICE).out)
    said = "We cannot say which is wider, Norfolk and Waveney or the NICE guideline: a part of nice/"
    assert said in " ".join(out.split())
    assert "Under the NICE guideline nothing that we have seen refuses it" in out


def test_nobody_is_made_up_who_cannot_be(coequal: Call) -> None:
    """A difference between policies is shown by people who could exist: no more children together than each has in all."""
    found = _compared(coequal, POLICY, "north-central-london/assisted-conception")
    facts = found["as far as seen"]["witnesses"]["a only"]["facts"]
    assert facts["children of this relationship"] <= facts["patient living children"]


def test_that_nobody_was_found_is_not_that_there_is_nobody(coequal: Call) -> None:
    """Where a part of the other policy is unseen, it could refuse somebody yet."""
    out = flowing(coequal("compare", POLICY, "north-east-london/assisted-conception").out)
    assert "Who fares better under Norfolk and Waveney" in out
    assert "Nobody was found, but it is not shown that there is nobody: a part of north-east-london" in out
    assert "Treatment by treatment" in out


def test_two_policies_are_told_in_a_terminal(coequal: Call) -> None:
    """What is shown, a couple each way, amounts, and every criterion beside its like."""
    out = flowing(coequal("compare", EXAMPLE, SAMPLE).out)
    for words in (
        "Each of Exampleshire and Sampleton is more generous to some than the other.",
        "Who fares better under Exampleshire",
        "Somebody made up, typical in all that is not told.",
        "more in Sampleton",
        "Criterion by criterion",
        "Software assesses, people decide.",
    ):
        assert words in out


DRAFTS = [
    pytest.param("months waiting >= 3", "months waiting >= 4", "a wider", "is nowhere more generous than", id="stricter"),
    pytest.param("months waiting >= 3", "months waiting >= 2", "b wider", "is nowhere more generous than", id="looser"),
    pytest.param("months waiting >= 3", "not(months waiting < 3)", "same", "The same for everyone", id="in other words"),
]


@pytest.mark.parametrize(("old", "new", "relation", "words"), DRAFTS)
def test_a_draft_is_held_against_the_policy(
    coequal: Call, tmp_path: Path, *, old: str, new: str, relation: str, words: str
) -> None:
    """A file beside a version of the library; versions of one area are told apart by name."""
    library = library_folder(tmp_path / "library", WHOLE)
    draft = tmp_path / "draft.md"
    draft.write_text(changed(old, new), encoding="utf-8")
    found = _compared(coequal, "here/hearing", draft, "--library", library)
    assert found["relation"] == relation
    assert words in flowing(coequal("compare", "here/hearing", draft, "--library", library).out)
    assert policy(changed(old, new)).id == found["b"]["policy"]


def test_a_draft_of_the_same_version_is_told_apart_by_its_status(coequal: Call, tmp_path: Path) -> None:
    """And one of the same status by its file."""
    library = library_folder(tmp_path / "library", WHOLE)
    stricter = changed("months waiting >= 3", "months waiting >= 4")
    for text, names in (
        (changed("status: in force", "status: draft", stricter), ["version 2024 (in force)", "version 2024 (draft)"]),
        (stricter, ["2024.md", "other.md"]),
    ):
        other = tmp_path / "other.md"
        other.write_text(text, encoding="utf-8")
        found = _compared(coequal, "here/hearing", other, "--library", library)
        assert [found[side]["name"] for side in ("a", "b")] == names


def test_a_policy_beside_itself_is_called_the_same_policy(coequal: Call, tmp_path: Path) -> None:
    """In one sentence, by whatever name it is given, and in a report; other software gets the shape that it knows."""
    library = library_folder(tmp_path / "library", WHOLE)
    copy = tmp_path / "copy.md"
    copy.write_text(WHOLE, encoding="utf-8")
    says = "Both are the same policy, word for word: here/hearing, version 2024, seen whole."
    for other in ("here/hearing@2024", copy):
        asked = ("here/hearing", other, "--library", library)
        assert flowing(coequal("compare", *asked).out) == f"A policy beside itself {says}"
        found = _compared(coequal, *asked)
        assert (found["relation"], found["witnesses"]) == ("same", {"a only": None, "b only": None})


def test_one_policy_is_looked_into(coequal: Call) -> None:
    """Its readings, and that nothing in it clashes."""
    found = _compared(coequal, POLICY)
    assert (found["idle"], found["contradictions"], found["gaps"]) == ([], [], [])
    assert found["not shown"] == {"idle": [], "contradictions": [], "gaps": []}
    reading = next(one for one in found["readings"] if one["label"] == "below 30")
    assert reading["main reading is"] == "wider"
    assert "her body mass index is 30" in reading["gains by the main reading"]
    out = flowing(coequal("compare", POLICY).out)
    assert "No criterion was found to be idle; no contradictions; no gaps; 6 other readings." in out
    assert "read as “below 30”" in out


def test_all_pairs_of_a_service(coequal: Call) -> None:
    """Every two, by relation."""
    found = _compared(coequal, "--all", "--service", "breast-surgery", "--on", "2026-01-01")
    many = len(found["policies"])
    assert len(found["pairs"]) == many * (many - 1) // 2
    assert {pair["relation"] for pair in found["pairs"]} <= RELATIONS
    assert "Pairs by relation" in coequal("compare", "--all", "--service", "breast-surgery").out


def test_policies_of_which_nothing_was_seen_have_no_criteria_beside_one_another(coequal: Call) -> None:
    """It says so, instead of an empty table."""
    out = flowing(
        coequal("compare", "south-yorkshire/assisted-conception@2023-03", "south-yorkshire/assisted-conception@2025-12").out
    )
    assert "No criterion of either has been seen." in out
    assert "version 2023-03 beside version 2025-12" in out


def test_a_report_is_a_page_or_a_pdf(coequal: Call, tmp_path: Path) -> None:
    """The same content in a file that needs no other."""
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    for path in (page, paper):
        assert coequal("compare", EXAMPLE, SAMPLE, "--report", path).status == 0
    assert "Each of Exampleshire and Sampleton is more generous" in page.read_text(encoding="utf-8")
    assert paper.read_bytes().startswith(b"%PDF")


REFUSED = [
    pytest.param(["compare", POLICY, EXAMPLE, "--on", "9999-12-31"], "Nobody is referred on 31 December 9999", id="no such day"),
    pytest.param(["compare", POLICY, "--on", "1800-01-01"], "Take a day between 1 January 1990", id="long ago"),
    pytest.param(["compare"], "Name two policies", id="none"),
    pytest.param(["compare", POLICY, EXAMPLE, SAMPLE], "Name two policies", id="three"),
    pytest.param(["compare", POLICY, "--all"], "--all takes every two policies", id="all and one"),
    pytest.param(
        ["compare", POLICY, "nowhere/assisted-conception"], 'no policy "nowhere/assisted-conception"', id="no such policy"
    ),
    pytest.param(["compare", POLICY, "luton/hearing-aids-adults"], "no policy", id="no such service there"),
    pytest.param(["compare", POLICY, "stoke-on-trent/sterilisation"], "different services", id="two services"),
    pytest.param(["compare", POLICY, EXAMPLE, "--on", "31/02/2023"], "is not a date", id="no date"),
    pytest.param(["compare", POLICY, EXAMPLE, "--report", "x.docx"], "end in .html or .pdf", id="another kind of file"),
    pytest.param(["compare", POLICY, EXAMPLE, "--report", "no/x.pdf"], "no folder no", id="no folder"),
    pytest.param(["compare", POLICY, "--people", "people.parquet"], "so name two", id="people and one policy"),
    pytest.param(["compare", POLICY, EXAMPLE, "--publish"], "--publish is about the people", id="publish nobody"),
    pytest.param(["compare", POLICY, "--service", "sterilisation"], "--service goes with --all", id="a service of one"),
    pytest.param(["compare", "--all"], "Name one with --service: assisted-conception, breast-surgery,", id="which service"),
    pytest.param(["compare", "--all", "--service", "dentistry"], 'the service "dentistry"', id="no such service"),
    pytest.param(["compare", POLICY, EXAMPLE, "--people", "none.parquet"], "none.parquet", id="no such file"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_cannot_be_compared_gets_one_message(coequal: Call, arguments: list[str], words: str) -> None:
    """And nothing else."""
    assert_refused(coequal(*arguments), words)


def test_one_policy_alone_makes_no_pairs(coequal: Call, tmp_path: Path) -> None:
    """A library with one policy has no two to compare; with one service it needs no name of it."""
    library = library_folder(tmp_path, WHOLE)
    assert_refused(coequal("compare", "--all", "--library", library), "1 policy for hearing, so there are no two to compare")
    (library / "services" / "hearing.yaml").unlink()
    assert_refused(coequal("compare", "--all", "--library", library), "has no services")


def test_a_proof_needs_no_arrow() -> None:
    """Whoever installed what proofs need, and nothing else, can compare policies."""
    code = "import sys; sys.modules['pyarrow'] = None; sys.modules['altair'] = None; import coequal.cli.comparing"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some synthetic people."""
    from coequal.cli.main import run

    path = tmp_path_factory.mktemp("people") / "people.parquet"
    run(["people", "synthesise", "--count", "2000", "--seed", "1", "--out", str(path)])
    return path


def test_people_are_counted_under_both(coequal: Call, people: Path, tmp_path: Path) -> None:
    """Every pair of outcomes, with everybody in it once; a report has them as a chart too."""
    found = _compared(coequal, EXAMPLE, SAMPLE, "--people", people)["people"]
    assert sum(sum(under.values()) for under in found["outcomes"].values()) + found["contradictory"] == found["people"] == 2000
    assert (found["synthetic"], found["published"]) == (True, False)
    page = tmp_path / "report.html"
    out = flowing(coequal("compare", POLICY, NICE, "--people", people, "--report", page).out)
    assert "Synthetic people: They are made up" in out
    assert "as far as the policies have been seen" in out
    assert "2,000 people under Norfolk and Waveney and under the NICE guideline" in page.read_text(encoding="utf-8")


def test_people_under_a_policy_beside_itself_make_no_chart(coequal: Call, people: Path, tmp_path: Path) -> None:
    """There is nothing to count, so its report is the sentence."""
    report = tmp_path / "same.html"
    answer = coequal("compare", EXAMPLE, EXAMPLE, "--people", people, "--report", report)
    assert (answer.status, answer.err) == (0, "")
    assert "Both are the same policy, word for word" in report.read_text(encoding="utf-8")


def test_small_counts_are_hidden_for_publication(coequal: Call, people: Path) -> None:
    """No count of 1 to 7 is left, and others are rounded."""
    found = _compared(coequal, EXAMPLE, SAMPLE, "--people", people, "--publish")["people"]
    counts = [count for under in found["outcomes"].values() for count in under.values()]
    assert "*" in counts
    assert all(count in {"*", 0} or count % 5 == 0 for count in counts)


def test_values_that_cannot_be_right_are_said(coequal: Call, tmp_path: Path) -> None:
    """They are not known, and counted; who cannot be at all is left out."""
    path = tmp_path / "people.csv"
    path.write_text(
        "patient_bmi,patient_date_of_birth,referral_date\n900,1990-01-01,2024-01-01\n24,2025-01-01,2024-01-01\n", encoding="utf-8"
    )
    found = _compared(coequal, EXAMPLE, SAMPLE, "--people", path)["people"]
    assert (found["people"], found["contradictory"], found["synthetic"]) == (2, 1, False)
    assert "patient BMI" in found["warnings"][0]
    assert found["warnings"][1] == "Not assessed, because what is given of them cannot be true together: 1."
    path.write_text("name\nA\n", encoding="utf-8")
    assert_refused(coequal("compare", EXAMPLE, SAMPLE, "--people", path), "no column that is called after a fact")
