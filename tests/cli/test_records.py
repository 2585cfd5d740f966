"""A case that comes as FHIR: a record, of which it is said what was taken, or the answers to a questionnaire."""

import json
from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.running import POLICY

AMH = {"system": "tag:coequal,2026:fhir/facts/assisted-conception", "code": "AMH"}
RESULT = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [AMH]},
    "effectiveDateTime": "2023-02-01",
    "valueQuantity": {"value": 5.0, "unit": "pmol/L", "system": "http://unitsofmeasure.org", "code": "pmol/L"},
}
OTHER = {"resourceType": "Condition"}


def written(path: Path, resource: object) -> Path:
    path.write_text(json.dumps(resource), encoding="utf-8")
    return path


def test_a_record_is_checked_and_what_was_taken_is_said_beside_the_answer(coequal: Call, tmp_path: Path) -> None:
    """The answer itself is the same JSON as ever."""
    record = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": RESULT}, {"resource": OTHER}]}
    answer = coequal("check", POLICY, written(tmp_path / "bundle.json", record), "--json")
    assert answer.status == 0
    assert answer.err.splitlines() == [
        "Bundle.entry[0].resource: taken for AMH.",
        "Bundle.entry[1].resource: not used: facts are not taken from a Condition.",
    ]
    found = json.loads(answer.out)
    assert {"AMH": 5.0} in [one["facts"] for one in found["criteria"]]


def test_a_list_of_results_is_a_record_too(coequal: Call, tmp_path: Path) -> None:
    """As a search for observations gives it."""
    answer = coequal("check", POLICY, written(tmp_path / "results.json", [RESULT]), "--json")
    assert (answer.status, answer.err) == (0, "[0]: taken for AMH.\n")


def test_answers_to_a_questionnaire_are_a_case(coequal: Call, tmp_path: Path) -> None:
    """Nothing needs saying: they were given for this."""
    item = {"linkId": "patient_smokes.value", "answer": [{"valueBoolean": True}]}
    answers = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [item]}
    answer = coequal("check", POLICY, written(tmp_path / "answers.json", answers), "--json")
    assert (answer.status, answer.err) == (0, "")
    assert any(one["facts"].get("patient smokes") is True for one in json.loads(answer.out)["criteria"])


def test_a_damaged_record_is_refused_by_its_path(coequal: Call, tmp_path: Path) -> None:
    """One message and no answer."""
    answer = coequal(
        "check",
        POLICY,
        written(tmp_path / "bundle.json", {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": 1}]}),
    )
    assert (answer.status, answer.out) == (2, "")
    assert "Bundle.entry[0].resource" in answer.err
    assert "a resource" in answer.err


def test_a_record_of_some_years_is_read(coequal: Call, tmp_path: Path) -> None:
    """It may be longer than any other file; a case that is none may not."""
    words = {"resourceType": "Condition", "note": [{"text": "As a record system writes it. " * 10}]}
    record = written(tmp_path / "record.json", [RESULT, *[words] * 5_000])
    assert record.stat().st_size > 1_500_000
    answer = coequal("check", POLICY, record, "--json")
    assert answer.status == 0
    assert answer.err.startswith("[0]: taken for AMH.\n")
    (case := tmp_path / "case.yaml").write_text(f"patient BMI: 24.1\n# {'x' * 1_000_000}\n", encoding="utf-8")
    assert "a file may have at most 1 MB" in coequal("check", POLICY, case).err
