"""`coequal check`: the JSON that other software holds on to, and the text that a clinician reads."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from coequal.policies.library import shipped
from tests.cli.conftest import Call
from tests.cli.running import COUPLE, POLICY, case_text, flowing, in_a_process, section
from tests.cli.test_bad_input import assert_refused
from tests.policies.building import FRONT_MATTER, changed, library_folder

Couple = Callable[..., Path]
WAITING = {"cause_of_infertility": "unexplained", "months_trying": "35", "insemination_cycles": "0"}
SMOKER = {"patient_smokes": "true", "patient_stop_smoking_programme": "false"}
OLD_AMH = "{value: 12.0, unit: pmol/L, date: 2022-03-20}"
FILE = shipped() / "policies" / POLICY / "2022-07.md"


def report(coequal: Call, case: Path, policy: object = POLICY) -> dict[str, Any]:
    """The JSON of an assessment."""
    answer = coequal("check", policy, case, "--json")
    assert (answer.status, answer.err) == (0, "")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def text(coequal: Call, case: Path, policy: object = POLICY) -> str:
    """The text of an assessment."""
    answer = coequal("check", policy, case)
    assert (answer.status, answer.err) == (0, "")
    return answer.out


def test_the_json_has_the_promised_shape_key_by_key(coequal: Call, couple: Couple) -> None:
    """An AMH result of 20 March 2022 is out of date for a referral of 2 May 2023: not known, and the only fact missing."""
    found = report(coequal, couple(AMH=OLD_AMH, donor_sperm_needed="true", patient_chlamydia_screened=None))
    tests = [f"{who} {test} test" for who in ("patient", "partner") for test in ("hepatitis B", "hepatitis C", "HIV")]
    criteria = found.pop("criteria")
    assert found.pop("digest").startswith("sha256:")
    assert found == {
        "policy": POLICY,
        "version": "2022-07",
        "completeness": "whole",
        "outcome": "not known",
        "treatments": {
            "ivf": {"outcome": "not known", "fresh cycles": 2, "embryo transfers": 4, "missing": ["AMH"]},
            "iui": {"outcome": "not eligible", "cycles": 0, "missing": []},
        },
        "missing": ["AMH"],
        "readiness": {
            "ready": False,
            "missing": ["patient chlamydia screened"],
            "repeat after": dict.fromkeys(tests, "2023-04-15"),
        },
        "elsewhere": None,
        "readings": [],
        "assumptions": [],
        "single blocker": None,
        "what if": [],
    }
    first = criteria[0]
    assert first.pop("otherwise").startswith("A result that is too old, undated")
    assert first == {
        "id": "ovarian-reserve",
        "clause": "1",
        "title": "Ovarian reserve",
        "kind": "requirement",
        "status": "not known",
        "for": ["ivf"],
        "reason": "The AMH result of 20 March 2022 is older than 12 months at referral.",
        "facts": {"AMH": 12, "AMH offered locally": True},
        "changeable": "possible",
    }


def test_every_criterion_has_the_same_keys_in_the_policys_order(coequal: Call, couple: Couple) -> None:
    """With `from` where it changes with time, and only there."""
    criteria = report(coequal, couple(**WAITING))["criteria"]
    keys = ["id", "clause", "title", "kind", "status", "for", "reason", "facts", "otherwise", "changeable"]
    for one in criteria:
        assert [key for key in one if key != "from"] == keys
        assert ("from" in one) == (one["changeable"] == "with time")
    waiting = next(one for one in criteria if one["id"] == "infertility")
    assert (waiting["status"], waiting["changeable"], waiting["from"]) == ("not met", "with time", "2023-06-02")
    assert [one["clause"] for one in criteria[:4]] == ["1", "2", "3", "4"]
    assert criteria[2]["otherwise"] is None


def test_amounts_are_numbers_null_or_not_stated(coequal: Call, couple: Couple) -> None:
    """Null where not known; "not stated" where the policy does not say."""
    forty = couple(patient_date_of_birth="1982-12-01", implications_discussed="true", NHS_IUI_cycles=None)
    treatments = report(coequal, forty)["treatments"]
    assert treatments["ivf"] == {"outcome": "eligible", "fresh cycles": 1, "embryo transfers": "not stated", "missing": []}
    assert treatments["iui"]["cycles"] is None


def test_what_would_change_the_outcome_by_itself_is_in_the_json(coequal: Call, couple: Couple) -> None:
    """The fact, the values between which it would do, and the outcome; the best first, and only of who is not eligible."""
    for weight in ("34.5", "18"):
        assert report(coequal, couple(patient_BMI=weight))["what if"] == [
            {"fact": "patient BMI", "low": 19, "high": 30, "outcome": "eligible"}
        ]
    assert report(coequal, couple(**SMOKER))["what if"] == [
        {"fact": "patient smokes", "low": False, "high": False, "outcome": "eligible"},
        {"fact": "patient stop smoking programme", "low": True, "high": True, "outcome": "not known"},
    ]
    assert report(coequal, couple(AMH="{value: 5.4, unit: pmol/L, date: 2023-02-01}"))["what if"] == [
        {"fact": "AMH", "low": 5.41, "high": None, "outcome": "eligible"}
    ]
    assert report(coequal, couple(patient_BMI="34.5", **SMOKER))["what if"] == []
    assert report(coequal, couple(patient_sterilised="true"))["what if"] == []
    assert report(coequal, couple())["what if"] == []


def test_a_reading_that_changes_the_outcome_is_in_the_json(coequal: Call, couple: Couple) -> None:
    """With its criterion and its label."""
    found = report(coequal, couple(patient_BMI="30"))
    assert found["outcome"] == "eligible"
    assert found["readings"] == [{"criterion": "body-mass-index", "label": "below 30", "outcome": "not eligible"}]


def test_who_decides_instead_is_in_the_json(coequal: Call, couple: Couple) -> None:
    """With the reason."""
    found = report(coequal, couple(embryo_testing_needed="true"))
    assert found["elsewhere"]["commissioner"] == "NHS England"
    assert found["elsewhere"]["why"].startswith("The embryos need genetic testing before transfer")
    assert found["single blocker"] == "embryo-testing"


def test_the_outcome_is_that_of_the_treatment_sought(coequal: Call, couple: Couple) -> None:
    """Of IUI a person always judges."""
    found = report(coequal, couple(treatment_sought="IUI"))
    assert (found["outcome"], found["treatments"]["ivf"]["outcome"]) == ("for judgement", "eligible")


def test_nothing_known_is_an_answer(coequal: Call, tmp_path: Path) -> None:
    """Nobody is passed or failed, and what stands in is said."""
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    found = report(coequal, path)
    assert (found["outcome"], found["treatments"]["ivf"]["fresh cycles"]) == ("not known", None)
    assert {one["status"] for one in found["criteria"]} == {"not known", "not applicable", "for judgement"}
    assert "referral date is not known" in found["assumptions"][0]
    assert "today" in found["assumptions"][0]
    assert any("treatment sought is not known" in said for said in found["assumptions"])


@pytest.mark.parametrize("named", [POLICY, f"{POLICY}@2022-07", FILE], ids=["an id", "a version", "a file"])
def test_a_policy_is_named_by_id_version_or_file(coequal: Call, couple: Couple, named: object) -> None:
    """The answer is the same."""
    assert report(coequal, couple(), named) == report(coequal, couple())


def test_a_version_that_does_not_bind_is_used_with_a_warning(coequal: Call, couple: Couple) -> None:
    """In a case of the day before it began."""
    early = couple(referral_date="2022-06-30", treatment_start_date="2022-09-01", AMH="{value: 12, unit: pmol/L, date: 2022-02-01}")
    for named in (f"{POLICY}@2022-07", FILE):
        (warning, *_) = report(coequal, early, named)["assumptions"]
        assert warning.startswith("Version 2022-07 was named, but it does not bind on 30 June 2022")
    refused = coequal("check", POLICY, early)
    assert (refused.status, refused.out) == (2, "")
    assert "No version" in refused.err
    assert "was in force on 30 June 2022" in refused.err


def test_a_case_may_come_from_a_pipe(coequal: Call, couple: Couple, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In YAML or in JSON."""
    from_a_file = coequal("check", POLICY, couple(), "--json").out
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(case_text({}).encode())))
    assert coequal("check", POLICY, "-", "--json").out == from_a_file
    as_json = json.dumps({**COUPLE, "AMH": {"value": 12.0, "unit": "pmol/L", "date": "2023-02-01"}, "patient BMI": 24.1})
    assert in_a_process(tmp_path, "check", POLICY, "-", "--json", given=as_json.encode()).out == from_a_file


def test_a_mistake_in_what_comes_from_a_pipe_names_it(tmp_path: Path) -> None:
    """As standard input, with the line."""
    answer = in_a_process(tmp_path, "check", POLICY, "-", given=b"patient smokes: false\npatient BIM: 3\n")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("coequal: standard input, line 2")
    assert 'Did you mean "patient BMI"?' in answer.err


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    """Neither of an answer nor of a mistake does a file stay behind."""
    assert in_a_process(tmp_path, "check", POLICY, "-", given=case_text({}).encode()).status == 0
    assert in_a_process(tmp_path, "check", POLICY, "-", given=b"{").status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_check_imports_no_framework_and_no_database(tmp_path: Path) -> None:
    """So that it starts quickly, and runs where only coequal is installed."""
    (tmp_path / "couple.yaml").write_text(case_text({}), encoding="utf-8")
    answer = in_a_process(tmp_path, "check", POLICY, "couple.yaml", "--json", python=("-X", "importtime"))
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in answer.err.splitlines() if line.startswith("import time:")
    }
    assert "coequal" in imported
    assert "yaml" in imported
    assert not imported & {"django", "numpy", "duckdb", "z3", "rich", "typer", "pydantic", "pyarrow", "sqlglot", "hypothesis"}


def test_a_library_of_ones_own_is_used(coequal: Call, tmp_path: Path) -> None:
    """With its own services, policies and bodies; without readiness, exceptions and clauses to cite there is less to say."""
    body = "```treatments\naids: {name: Aids}\n```\n"
    partial = changed("completeness: whole", "completeness: second-hand", FRONT_MATTER).replace(
        ', url: "https://example.org/rules"', ""
    )
    folder = library_folder(tmp_path / "library", partial + body)
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2024-05-01\n", encoding="utf-8")
    answer = coequal("check", "here/hearing", case, "--library", folder)
    assert answer.status == 0
    assert "NOT KNOWN: Aids" in answer.out
    assert "we know the policy only from others, so it makes nobody eligible here" in flowing(answer.out)
    assert section(answer.out, "What happens next") == ["  - Ask the commissioner for its whole policy."]
    assert "[not known]       Criteria not seen: Part of this policy has not been seen" in answer.out
    assert "Before referral" not in answer.out
    assert "exceptional" not in answer.out
    assert answer.out.endswith("The commissioner's own document stands: The rules.\n")


def test_the_text_begins_with_the_policy_and_its_standing(coequal: Call, couple: Couple) -> None:
    """Its title, its version, whether it is under review, and how much of it has been seen."""
    title, line, *_ = text(coequal, couple()).split("\n")
    assert title == "Specialist fertility treatment (level 3)"
    assert line.startswith(f"{POLICY}, version 2022-07: in force, under review; we have seen the")


def test_the_text_of_somebody_eligible(coequal: Call, couple: Couple) -> None:
    """Nothing stands in the way, so there is no reason, no next step and no exceptional route."""
    out = text(coequal, couple())
    assert "\n  ELIGIBLE: IVF, with ICSI if needed (fresh cycles: 2, embryo transfers: 4)\n" in out
    assert "\n  FOR JUDGEMENT: IUI without stimulation (cycles: 6)\n" in out
    assert out.count(": IVF, with ICSI if needed") == 1
    for heading in (
        "Why",
        "What is not known and could change the outcome",
        "What happens next",
        "If there are exceptional circumstances",
    ):
        assert f"\n{heading}\n" not in out
    assert flowing(section(out, "Before referral")) == (
        "Everything needed before referral is done. To be repeated if treatment starts after 15 April 2023: "
        "patient hepatitis B test; patient hepatitis C test; patient HIV test; "
        "partner hepatitis B test; partner hepatitis C test; partner HIV test."
    )
    assert flowing(out).endswith(
        "Software assesses; people decide. The commissioner's own document stands: Level 3 criteria, providers and exclusions, "
        "https://nwknowledgenow.nhs.uk/content/level-3-criteria-providers-and-exclusions."
    )


def test_the_text_of_somebody_not_eligible(coequal: Call, couple: Couple) -> None:
    """Every reason with its clause, what to do, and the way for exceptional cases."""
    out = text(coequal, couple(patient_BMI="34.5", **SMOKER))
    assert "\n  NOT ELIGIBLE: IVF, with ICSI if needed\n" in out
    why = flowing(section(out, "Why"))
    assert why.startswith("- Body mass index (clause 4): Her body mass index, 34.5, is above 30. - Smoking (clause 8): She smokes")
    assert "This alone" not in why
    steps = flowing(section(out, "What happens next"))
    assert steps.startswith("- She goes back to the GP")
    assert "Offer a stop smoking programme." in steps
    assert "Individual funding request. Who may ask: Anyone" in flowing(section(out, "If there are exceptional circumstances"))


def test_the_text_says_what_would_change_the_outcome_by_itself(coequal: Call, couple: Couple) -> None:
    """In the words of the fact where it has clauses for its values, else with the values and the present one."""
    heading = "What would change the outcome by itself"
    assert section(text(coequal, couple(patient_BMI="34.5")), heading) == [
        "  - If her body mass index were 19 to 30 (now 34.5): eligible"
    ]
    assert section(text(coequal, couple(**SMOKER)), heading) == [
        "  - If she does not smoke: eligible",
        "  - If she takes part in a stop smoking programme, this would no longer stand in the way; other",
        "    things are still not known.",
    ]
    unexplained = couple(cause_of_infertility="unexplained", months_trying="5", insemination_cycles="5", insemination_months="9")
    assert section(text(coequal, unexplained), heading) == [
        "  - If the number of cycles of artificial insemination that she paid for were at least 6 (now 5):",
        "    eligible",
    ]
    low = couple(AMH="{value: 4, unit: pmol/L, date: 2023-02-01}")
    assert section(text(coequal, low), heading) == ["  - If her AMH were at least 5.41 pmol/L (now 4 pmol/L): eligible"]
    for nothing in (couple(), couple(patient_sterilised="true"), couple(patient_BMI="34.5", **SMOKER)):
        assert heading not in text(coequal, nothing)


def test_nobody_is_told_what_to_change_where_it_is_not_theirs_to_change(coequal: Call, couple: Couple, tmp_path: Path) -> None:
    """Neither where a child may be at risk nor where another body decides, although the JSON has it."""
    at_risk = couple(welfare_concern="true", **SMOKER)
    assert report(coequal, at_risk)["what if"][0] == {
        "fact": "patient smokes", "low": False, "high": False, "outcome": "for judgement"
    }  # fmt: skip
    assert "by itself" not in text(coequal, at_risk)
    army = '```criterion\nid: army\nclause: "1"\nkind: elsewhere\napplies when: serves\ncommissioner: The army\n```\n'
    body = f"```treatments\naids: {{name: Aids}}\n```\n## 1. The army\n{army}"
    folder = library_folder(tmp_path / "library", FRONT_MATTER + body)
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2024-05-01\nserves: true\n", encoding="utf-8")
    found = json.loads(coequal("check", "here/hearing", case, "--library", folder, "--json").out)
    assert found["what if"] == [{"fact": "serves", "low": False, "high": False, "outcome": "eligible"}]
    assert "by itself" not in coequal("check", "here/hearing", case, "--library", folder).out


def test_a_single_reason_is_said_to_stand_alone(coequal: Call, couple: Couple) -> None:
    """And from when waiting alone would do."""
    out = text(coequal, couple(**WAITING))
    why = flowing(section(out, "Why"))
    assert why.startswith("- Cause of infertility, and time spent trying (clauses 5 and 14): ")
    assert why.endswith("Waiting alone makes it met from 2 June 2023. This alone stands in the way.")


def test_the_text_leads_with_what_depends_on_the_reading(coequal: Call, couple: Couple) -> None:
    """Never with a plain yes or no."""
    out = text(coequal, couple(patient_BMI="30"))
    lead = out.index("\nIt depends on how the policy is read.\n")
    assert lead < out.index("ELIGIBLE")
    assert "\n  - With clause 4 (Body mass index) read as “below 30”, the outcome is: not eligible.\n" in out
    assert "\n  As we read it:\n\n  ELIGIBLE: IVF" in out


def test_a_plain_answer_does_not_speak_of_readings(coequal: Call, couple: Couple) -> None:
    """A body mass index of 29.9 is in the range however it is read."""
    assert "depends" not in text(coequal, couple(patient_BMI="29.9"))


def test_the_text_leads_with_who_decides_instead(coequal: Call, couple: Couple) -> None:
    """Before any outcome."""
    out = text(coequal, couple(embryo_testing_needed="true"))
    assert out.index("\nNHS England decides on this, not the owner of this policy.\n") < out.index("NOT ELIGIBLE")
    assert "Refer through the genetics service." in flowing(section(out, "What happens next"))


@pytest.mark.parametrize("smokes", [{}, SMOKER], ids=["eligible but for it", "not eligible"])
def test_a_concern_for_a_child_is_shown_whatever_the_outcome(coequal: Call, couple: Couple, smokes: dict[str, str]) -> None:
    """With what to do: not to refer."""
    out = text(coequal, couple(welfare_concern="true", **smokes))
    assert ("NOT ELIGIBLE: IVF" in out) is bool(smokes)
    assert ("FOR JUDGEMENT: IVF" in out) is not bool(smokes)
    assert "a concern for the welfare of a child was disclosed." in flowing(section(out, "Why"))
    assert "This alone" not in out
    assert "Do not refer." in flowing(section(out, "What happens next"))


def test_the_text_of_nothing_known_asks_and_orders_nothing(coequal: Call, tmp_path: Path) -> None:
    """Facts by who can give them; no step that is right only for somebody who fails."""
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    out = text(coequal, path)
    assert "\n  NOT KNOWN: IVF, with ICSI if needed (fresh cycles: not known, embryo transfers: not known)\n" in out
    wanted = section(out, "What is not known and could change the outcome")
    everybody = wanted.index("  The patient or the clinician can say:")
    clinician = wanted.index("  The clinician can say:")
    planned = wanted.index("  Still to be planned:")
    assert everybody < wanted.index("    - patient BMI: her body mass index") < clinician
    assert everybody < wanted.index("    - AMH") < clinician
    assert clinician < wanted.index("    - patient rubella immune: whether she is immune to rubella") < planned
    assert wanted[planned + 1 :] == ["    - treatment start date: the date on which treatment is to start"]
    for heading in ("Why", "What happens next", "If there are exceptional circumstances"):
        assert f"\n{heading}\n" not in out


def test_a_result_that_is_out_of_date_is_asked_for_again(coequal: Call, couple: Couple) -> None:
    """And its next step, to repeat the test, is right already."""
    out = text(coequal, couple(AMH=OLD_AMH))
    assert "    - AMH: a current result; the one given does not count" in out.split("\n")
    assert "has to be repeated" in flowing(section(out, "What happens next"))
    assert "The AMH result of 20 March 2022 is older than 12 months at referral." in flowing(out)


def test_what_is_needed_before_referral_is_listed(coequal: Call, couple: Couple) -> None:
    """Whether it is not known, not done or too old; it touches no outcome."""
    out = text(coequal, couple(tubal_investigation="not done", patient_chlamydia_screened=None, patient_HIV_test="2020-01-01"))
    assert "\n  ELIGIBLE: IVF" in out
    listed = section(out, "Before referral")
    assert "- Womb and tubes (clause 15): Her womb and tubes were not investigated. Arrange the investigation" in flowing(listed)
    assert "- Chlamydia (clause 15): Whether she was screened for chlamydia is not known. Arrange the screening." in flowing(listed)
    assert "The date of her HIV test, 1 January 2020, is more than 2 years before referral (2 May 2023)." in flowing(listed)
    assert "after 1 April 2020: patient HIV test." in flowing(listed)


def test_a_concern_for_a_child_comes_before_all_else(coequal: Call, couple: Couple) -> None:
    """What to do stands first, and nothing is said of what a referral would need."""
    out = text(coequal, couple(welfare_concern="true"))
    first = out.split("\n\n")[1]
    assert flowing(first.split("\n")).startswith("Stop. A person has to judge this, because a concern for the welfare")
    assert "Do not refer." in flowing(first.split("\n"))
    assert "\nBefore referral\n" not in out


def test_where_another_body_decides_nothing_local_is_advised(coequal: Call, couple: Couple) -> None:
    """Neither this owner's funding requests nor its investigations."""
    out = text(coequal, couple(embryo_testing_needed="true"))
    for said in ("\nBefore referral\n", "\nIf there are exceptional circumstances\n", "alone stands in the way"):
        assert said not in out


def test_one_criterion_alone_is_named_with_what_is_not_known(coequal: Call, couple: Couple) -> None:
    """Alone for certain, or alone as far as is known."""
    assert "This alone stands in the way." in text(coequal, couple(patient_BMI="31.2"))
    assert "the only one known to stand in the way" in flowing(text(coequal, couple(patient_BMI="31.2", AMH=OLD_AMH)).split("\n"))


def test_every_criterion_is_listed_with_its_clause_status_and_reason(coequal: Call, couple: Couple) -> None:
    """In the policy's order."""
    listed = section(text(coequal, couple()), "Every criterion, in the policy's order")
    assert listed[0] == "  [met]             1 Ovarian reserve: Her AMH, 12 pmol/L, is above 5.4."
    assert listed[3] == "  [does not apply]  3 Age of the partner: This is for information; nothing is tested."
    assert listed[-1] == "  [for judgement]   18 Whom IUI is offered to: A person has to judge this."


@pytest.mark.parametrize("columns", [60, 100])
def test_lines_fit_the_terminal(coequal: Call, couple: Couple, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """They fill it; only an address is not cut."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = text(coequal, couple(patient_BMI="34.5")).split("\n")
    assert all(len(line) <= columns or " " not in line.strip() for line in lines)
    assert max(len(line) for line in lines if " " in line.strip()) > columns - 5


@pytest.mark.parametrize(("columns", "as_if"), [("10", "40"), ("200", "100")])
def test_lines_stay_readable(coequal: Call, couple: Couple, monkeypatch: pytest.MonkeyPatch, columns: str, as_if: str) -> None:
    """In a very narrow or a very wide terminal."""
    monkeypatch.setenv("COLUMNS", columns)
    found = text(coequal, couple())
    monkeypatch.setenv("COLUMNS", as_if)
    assert text(coequal, couple()) == found


def test_for_a_record_system_an_assessment_is_a_bundle(coequal: Call, tmp_path: Path) -> None:
    """Of the answers and what was computed from them; whom they are about only where that is said."""
    path = tmp_path / "case.yaml"
    path.write_text(case_text({}), encoding="utf-8")
    named, nameless = coequal("check", POLICY, path, "--fhir", "--subject", "Patient/17"), coequal("check", POLICY, path, "--fhir")
    bundle = json.loads(named.out)
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert (bundle["resourceType"], kinds) == ("Bundle", ["QuestionnaireResponse", "GuidanceResponse"])
    assert [one["resource"]["subject"] for one in bundle["entry"]] == [{"reference": "Patient/17"}] * 2
    assert "subject" not in nameless.out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--fhir", "--json"], "leave out --json, or --fhir"),
        (["--subject", "Patient/17"], "needs --fhir"),
        (
            ["--fhir", "--subject", "Ada Example"],
            '"Ada Example" refers to no resource. Write its type and its id, such as Patient/17',
        ),
    ],
)
def test_a_form_that_there_is_not_is_refused(coequal: Call, tmp_path: Path, options: list[str], says: str) -> None:
    """Before the case is read."""
    assert_refused(coequal("check", POLICY, tmp_path / "none.yaml", *options), says)
