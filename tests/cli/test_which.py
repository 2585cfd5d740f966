"""`coequal which`: the policy that binds a referral, and why, for people and for other software."""

import json
import sys
from collections.abc import Callable
from datetime import date as real_date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from coequal.cli import which
from coequal.policies.library import shipped
from tests.cli.conftest import Call
from tests.cli.running import POLICY, Answer, flowing, in_a_process, section
from tests.policies.building import DICTIONARY
from tests.policies.owned import TEXT

FERTILITY = ("which", "--service", "assisted-conception")
IN_2023 = (*FERTILITY, "--referred", "2023-05-02")
SERVES = "She or her partner serves in the armed forces. So NHS England (X24) decides, whatever a local policy says:"
MAY_SERVE = "If she or her partner serves in the armed forces, NHS England (X24) decides instead:"
TESTING = "If the embryos need genetic testing before transfer, NHS England (X24) decides instead:"

Case = Callable[[str], Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Writes a file of facts."""

    def write(text: str) -> Path:
        path = tmp_path / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 23 November 2026."""

    class Day(real_date):
        @classmethod
        def today(cls) -> "Day":
            return cls(2026, 11, 23)

    monkeypatch.setattr(which, "date", Day)


def text_of(area: str, version: str, owners: str, start: str, *, more: str = "", binds_by: str = "referral date") -> str:
    """An invented policy of Luton, Bedford and so on."""
    codes = ", ".join(f"{{code: {code}, from: 2013-04-01}}" for code in owners.split())
    front, couples = ("", more) if more.startswith("couples") else (more, "")
    return TEXT.format(
        area=area, version=version, owners=codes, start=start, status="in force", more=front, couples=couples, binds_by=binds_by
    )


INVENTED = (
    ("luton", "2013", text_of("luton", "2013", "06P", "2013-04-01")),
    (
        "luton",
        "2016",
        text_of(
            "luton", "2016", "06P", "2016-06-02", more="  for cases from: {printed: the new contract, not before: 2016-06-02}\n"
        ),
    ),
    ("bedfordshire", "2015", text_of("bedfordshire", "2015", "06F", "2015-04-01", more="couples: either area\n")),
    ("milton-keynes", "2014", text_of("milton-keynes", "2014", "04F", "2014-04-01", binds_by="fitting date")),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The real organisations, with invented policies."""
    folder = tmp_path / "library"
    (folder / "services").mkdir(parents=True)
    (folder / "services" / "hearing.yaml").write_text(DICTIONARY, encoding="utf-8")
    copytree(shipped() / "organisations", folder / "organisations")
    for area, version, text in INVENTED:
        path = folder / "policies" / area / "hearing" / f"{version}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def asked(coequal: Call, *arguments: object) -> dict[str, Any]:
    """The JSON of an answer."""
    answer = coequal(*arguments, "--json")
    assert (answer.status, answer.err) == (0, "")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def because(found: dict[str, Any]) -> str:
    """Its reasons as one text."""
    return " ".join(found["because"])


def test_the_json_has_the_promised_shape(coequal: Call) -> None:
    """The one policy, its commissioner, the candidates, and the reasons as sentences."""
    found = asked(coequal, *IN_2023, "--area", "26A")
    reasons = found.pop("because")
    assert found == {
        "policy": POLICY,
        "version": "2022-07",
        "commissioner": "QMM",
        "candidates": [{"policy": POLICY, "version": "2022-07", "commissioner": "QMM", "sure": True}],
    }
    assert reasons[0] == "On 2 May 2023 NHS Norfolk and Waveney ICB (QMM) commissions for Norfolk and Waveney (26A)."
    assert all(isinstance(reason, str) for reason in reasons)


def test_the_policy_is_null_where_there_are_several_candidates(coequal: Call, library: Path) -> None:
    """Nobody knows here whether Luton's new contract had begun."""
    found = asked(coequal, "which", "--library", library, "--service", "hearing", "--referred", "2016-08-01", "--area", "06P")
    assert (found["policy"], found["version"], found["commissioner"]) == (None, None, "06P")
    assert found["candidates"] == [
        {"policy": "luton/hearing", "version": "2016", "commissioner": "06P", "sure": False},
        {"policy": "luton/hearing", "version": "2013", "commissioner": "06P", "sure": False},
    ]


def test_the_policy_is_null_where_there_is_none(coequal: Call) -> None:
    """It is said that there may be one."""
    found = asked(coequal, *IN_2023, "--area", "13T")
    assert (found["policy"], found["version"], found["commissioner"], found["candidates"]) == (None, None, "QHM", [])
    assert "That does not mean that there is none: ask NHS North East and North Cumbria ICB (QHM)." in because(found)


def test_the_commissioner_is_null_where_there_are_several(coequal: Call, library: Path) -> None:
    """As in Frimley after its split."""
    found = asked(coequal, "which", "--library", library, "--service", "hearing", "--referred", "2026-05-01", "--area", "D4U1Y")
    assert (found["policy"], found["commissioner"]) == (None, None)


def test_the_text_begins_with_the_policy(coequal: Call) -> None:
    """Then why, then what to bear in mind."""
    answer = coequal(*IN_2023, "--area", "26A")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"{POLICY}@2022-07: Specialist fertility treatment (level 3)\n\nBecause\n-------\n")
    assert flowing(section(answer.out, "Because")).startswith("- On 2 May 2023 NHS Norfolk and Waveney ICB (QMM) commissions for")
    notes = flowing(answer.out.partition("Bear in mind\n------------\n")[2])
    assert notes.startswith(f"- {MAY_SERVE}")
    assert TESTING in notes


def test_the_text_names_the_candidates(coequal: Call, library: Path) -> None:
    """Where there is no one certain answer."""
    answer = coequal("which", "--library", library, "--service", "hearing", "--referred", "2016-08-01", "--area", "06P")
    assert answer.out.startswith(
        "There is no one certain answer. It may be:\n"
        "  - luton/hearing@2016: Hearing aids (an invented policy)\n"
        "  - luton/hearing@2013: Hearing aids (an invented policy)\n"
        "\nBecause\n"
    )
    assert "Ask NHS Central East ICB (S1Y5D) which applies." in flowing(answer.out)
    assert "Bear in mind" not in answer.out


def test_the_text_says_that_none_is_known(coequal: Call) -> None:
    """And whom to ask."""
    answer = coequal(*IN_2023, "--area", "13T")
    assert answer.out.startswith("None: no policy that is known here binds.\n\nBecause\n")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param(["--practice", "D82088"], "UEA Medical Centre (D82088) belongs to Norfolk and Waveney (26A)", id="a practice"),
        pytest.param(["--practice", "d82088"], "UEA Medical Centre (D82088) belongs to", id="a practice in small letters"),
        pytest.param(["--area", "26A"], "commissions for Norfolk and Waveney (26A)", id="an area by its code"),
        pytest.param(["--area", "Norwich"], "commissions for Norwich (06W)", id="an area by its name"),
        pytest.param(["--area", "norwich"], "commissions for Norwich (06W)", id="a name in small letters"),
        pytest.param(
            ["--commissioner", "QMM"], "NHS Norfolk and Waveney ICB (QMM) commissions for Norfolk and Waveney", id="a body"
        ),
    ],
)
def test_a_place_is_given_as_a_practice_an_area_or_a_body(coequal: Call, place: list[str], reason: str) -> None:
    """All of these are in Norfolk."""
    found = asked(coequal, *IN_2023, *place)
    assert (found["policy"], found["commissioner"]) == (POLICY, "QMM")
    assert reason in because(found)


@pytest.mark.usefixtures("on_a_day")
def test_today_stands_in_for_the_day_of_referral_and_it_is_said(coequal: Call) -> None:
    """Norfolk's policy is kept by the board that followed."""
    found = asked(coequal, *FERTILITY, "--area", "26A")
    assert (found["policy"], found["commissioner"]) == (POLICY, "T6Y0W")
    assert "No day of referral was given, so today, 23 November 2026, stands for it." in found["because"]
    assert "today" not in because(asked(coequal, *FERTILITY, "--referred", "2026-05-01", "--area", "26A"))


def test_a_case_gives_the_day_and_the_area(coequal: Call, case: Case) -> None:
    """As it stands in the file."""
    path = case("referral date: 2023-05-02\npatient area: 26A\n")
    found = asked(coequal, *FERTILITY, "--case", path)
    assert (found["policy"], found["commissioner"]) == (POLICY, "QMM")
    assert found["because"][0].startswith("On 2 May 2023")


def test_what_is_named_comes_before_what_a_case_gives(coequal: Call, case: Case) -> None:
    """The day, and the place in each of three ways."""
    path = case("referral date: 2023-05-02\npatient area: 26A\n")
    named = (*FERTILITY, "--case", path, "--referred", "2024-05-02")
    assert asked(coequal, *named)["because"][0].startswith("On 2 May 2024 NHS Norfolk and Waveney ICB")
    assert "Luton (06P)" in because(asked(coequal, *named, "--area", "06P"))
    assert "Stopsley Village Practice (E81006)" in because(asked(coequal, *named, "--practice", "E81006"))
    staffordshire = asked(coequal, *named, "--commissioner", "QNC")
    assert staffordshire["commissioner"] == "QNC"
    assert "26A" not in because(staffordshire)


def test_a_case_may_come_through_a_pipe(coequal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where its name is -."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"referral date: 2023-05-02\npatient area: 26A\n")))
    assert asked(coequal, *FERTILITY, "--case", "-")["policy"] == POLICY


def test_who_decides_for_people_who_serve_comes_first(coequal: Call, case: Case) -> None:
    """Before the local policy, in text and JSON."""
    path = case("referral date: 2023-05-02\npatient area: 26A\narmed forces: true\nembryo testing needed: false\n")
    answer = coequal(*FERTILITY, "--case", path)
    assert flowing(answer.out).startswith(SERVES)
    assert f"\n\n{POLICY}@2022-07: " in answer.out
    assert "Bear in mind" not in answer.out
    assert asked(coequal, *FERTILITY, "--case", path)["because"][0].startswith(SERVES)


def test_what_a_case_rules_out_is_not_spoken_of(coequal: Call, case: Case) -> None:
    """Neither of them serves, and no embryo is to be tested."""
    path = case("referral date: 2023-05-02\npatient area: 26A\narmed forces: false\nembryo testing needed: false\n")
    assert "NHS England" not in coequal(*FERTILITY, "--case", path).out


@pytest.mark.parametrize(
    "partner",
    [["--partner-area", "06F"], ["--partner-area", "Bedfordshire"], ["--partner-practice", "E81021"]],
    ids=["by code", "by name", "by practice"],
)
def test_a_partner_may_have_a_practice_in_another_area(coequal: Call, library: Path, partner: list[str]) -> None:
    """Bedfordshire's invented policy takes couples of whom either is there; Luton's does not say."""
    asking = ("which", "--library", library, "--service", "hearing", "--referred", "2016-05-01", "--area", "06P")
    alone, together = asked(coequal, *asking), asked(coequal, *asking, *partner)
    assert (alone["policy"], together["policy"]) == ("luton/hearing", None)
    assert [one["policy"] for one in together["candidates"]] == ["luton/hearing", "bedfordshire/hearing"]
    assert "does not say whose practice counts where two people are in two areas; hers is taken" in because(together)
    assert "For the partner: " in because(together)


def test_a_case_gives_the_partners_area(coequal: Call, case: Case) -> None:
    """Norfolk's policy goes by her practice."""
    found = asked(coequal, *FERTILITY, "--case", case("referral date: 2023-05-02\npatient area: 26A\npartner area: 06P\n"))
    assert found["policy"] == POLICY
    assert f"{POLICY} goes by her practice, so that of her partner does not matter." in found["because"]


def test_the_day_of_referral_stands_for_another_day_that_is_not_known_and_it_is_said(
    coequal: Call, library: Path, case: Case
) -> None:
    """Milton Keynes's invented policy goes by the day of fitting."""
    asking = ("which", "--library", library, "--service", "hearing", "--referred", "2014-03-31", "--area", "04F")
    without = asked(coequal, *asking)
    assert without["policy"] is None
    later = asked(coequal, *asking[:-4], "--referred", "2014-05-01", "--area", "04F")
    assert later["policy"] == "milton-keynes/hearing"
    assert later["because"][-1] == "The fitting date is not known, so the day of referral stands for it."
    fitted = asked(coequal, *asking, "--case", case("fitting date: 2014-06-01\n"))
    assert fitted["policy"] == "milton-keynes/hearing"
    assert "stands for it" not in because(fitted)


def test_a_postcode_district_tells_only_approximately(coequal: Call) -> None:
    """So no policy is said to bind, though only one may; the rest of a full postcode is nowhere in the answer."""
    found = asked(coequal, *IN_2023, "--postcode", "nr1 9zz")
    assert (found["policy"], found["commissioner"]) == (None, "QMM")
    assert [(one["policy"], one["sure"]) for one in found["candidates"]] == [(POLICY, False)]
    assert "A postcode tells this only approximately: a policy goes by the GP practice" in because(found)
    assert "9ZZ" not in because(found).upper()


def test_a_postcode_comes_before_the_area_of_a_case(coequal: Call, case: Case) -> None:
    """As any place that is named."""
    found = asked(coequal, *FERTILITY, "--case", case("referral date: 2023-05-02\npatient area: 06P\n"), "--postcode", "NR1")
    assert found["commissioner"] == "QMM"


MISTAKES = [
    ("no service", ["which", "--area", "26A"], ["--service", "“coequal which --help” shows an example"]),
    ("an unknown service", ["which", "--service", "assisted-conceptoin", "--area", "26A"], ['Did you mean "assisted-conception"?']),
    ("no place", [*IN_2023], ["Say where: --practice, --area, --commissioner or --postcode"]),
    ("a place twice", [*IN_2023, "--area", "26A", "--postcode", "NR1"], ["not allowed with argument"]),
    ("a district that is nowhere", [*IN_2023, "--postcode", "ZZ99"], ["No GP practice is recorded in the postcode district ZZ99"]),
    ("no postcode", [*IN_2023, "--postcode", "Norwich"], ["This is not a postcode district", "such as NR1"]),
    ("two places", [*IN_2023, "--area", "26A", "--practice", "D82088"], ["not allowed with argument"]),
    ("two more places", [*IN_2023, "--area", "26A", "--commissioner", "QMM"], ["not allowed with argument"]),
    (
        "two places of a partner",
        [*IN_2023, "--area", "26A", "--partner-area", "06P", "--partner-practice", "E81006"],
        ["not allowed"],
    ),
    ("a place of a partner alone", [*IN_2023, "--partner-area", "06P"], ["Say where"]),
    ("a day first", [*FERTILITY, "--referred", "02/05/2023", "--area", "26A"], ['"02/05/2023" is not a date', "2023-05-02"]),
    ("no such day", [*FERTILITY, "--referred", "2023-02-31", "--area", "26A"], ["2023-02-31 is not a day in the calendar"]),
    ("a day in words", [*FERTILITY, "--referred", "today", "--area", "26A"], ['"today" is not a date']),
    ("an unknown area", [*IN_2023, "--area", "Lutn"], ['knows no area "Lutn". Did you mean "Luton"?']),
    ("an unknown code", [*IN_2023, "--area", "99Z"], ['knows no area "99Z".']),
    ("an unknown area of a partner", [*IN_2023, "--area", "26A", "--partner-area", "Lutn"], ['Did you mean "Luton"?']),
    ("an unknown body", [*IN_2023, "--commissioner", "QQQ"], ['knows no commissioner "QQQ"', "such as QMM or 06P"]),
    ("an unknown practice", [*IN_2023, "--practice", "Z99999"], ['no practice "Z99999"', "coequal practices --import"]),
    ("no such file", [*IN_2023, "--case", "nowhere.yaml"], ["nowhere.yaml: This cannot be read"]),
]


def assert_refused(answer: Answer, words: list[str]) -> None:
    """Exit status 2, one message, nothing else."""
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("coequal: ")
    assert answer.err.count("\n") == 1
    for word in words:
        assert word in answer.err


@pytest.mark.parametrize(("arguments", "words"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_what_cannot_be_used_gets_one_message(coequal: Call, arguments: list[str], words: list[str]) -> None:
    """With what would be right."""
    assert_refused(coequal(*arguments), words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("referral dat: 2023-05-02\n", ["line 1", 'Did you mean "referral date"?']),
        ("patient area: Norwich\n", ['"Norwich" is not the code of an area']),
        ("patient area: 99Z\n", ['knows no area "99Z"']),
        ("referral date: 2023-05-02\n", ["Say where", "a --case that gives the patient's area"]),
    ],
    ids=["a mistyped fact", "a name in a case", "an area not known", "no area in a case"],
)
def test_a_case_that_cannot_be_used_gets_one_message(coequal: Call, case: Case, text: str, words: list[str]) -> None:
    """With its file and line, where it has one."""
    assert_refused(coequal(*FERTILITY, "--case", case(text)), words)


def test_it_runs_as_people_run_it(tmp_path: Path) -> None:
    """In a process of its own, with the day as it is."""
    answer = in_a_process(tmp_path, *FERTILITY, "--area", "26A", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert set(json.loads(answer.out)) == {"policy", "version", "commissioner", "candidates", "because"}
