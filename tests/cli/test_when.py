"""`coequal when`: the days on which a case meets what hangs on time, as text and as JSON."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coequal.cli import when
from coequal.eligibility import assessor
from tests.cli.conftest import Call
from tests.cli.running import POLICY, flowing, section
from tests.policies.building import FRONT_MATTER, library_folder

Couple = Callable[..., Path]
IVF, IUI = "IVF, with ICSI if needed", "IUI without stimulation"
EACH = "Each of these criteria by itself"
TIMELESS = """
```treatments
aids: {name: A pair of hearing aids}
```

## 1. Work

```criterion
id: work
clause: "1"
met when: works
```
"""


def windows(coequal: Call, case: Path) -> dict[str, Any]:
    """The JSON of the windows."""
    answer = coequal("when", POLICY, case, "--json")
    assert (answer.status, answer.err) == (0, "")
    found: dict[str, Any] = json.loads(answer.out)
    return found


def spans(coequal: Call, case: Path) -> list[tuple[str | None, str | None]]:
    """The first and the last day of each window for IVF."""
    return [(window["from"], window["until"]) for window in windows(coequal, case)["ivf"]]


def text(coequal: Call, case: Path) -> str:
    """The text of the windows."""
    answer = coequal("when", POLICY, case)
    assert (answer.status, answer.err) == (0, "")
    return answer.out


def test_the_json_has_the_promised_shape(coequal: Call, couple: Couple) -> None:
    """For each treatment a list of windows, both days in, null where an end is open, with the reasons.

    Her AMH result of 1 February 2023 counts for 12 months; she has been registered for 12 months since 1 August 2017.
    """
    found = windows(coequal, couple())

    assert list(found) == ["ivf", "iui"]
    (ivf,), (iui,) = found["ivf"], found["iui"]
    begins, ends = ivf.pop("because")
    (registered,) = iui.pop("because")
    assert (ivf, iui) == ({"from": "2023-02-01", "until": "2024-02-01"}, {"from": "2017-08-01", "until": None})
    assert begins == "From 1 February 2023: Ovarian reserve (clause 1) is met. Her AMH, 12 pmol/L, is above 5.4."
    assert ends == (
        "After 1 February 2024: Ovarian reserve (clause 1) is not known. "
        "The AMH result of 1 February 2023 is older than 12 months at referral."
    )
    assert registered.startswith("From 1 August 2017: Registered with a local GP (clause 13) is met.")
    assert "Norfolk and Waveney (26A)" in registered


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"patient_date_of_birth": "2001-01-01"}, [("2023-09-01", "2024-02-01")]),  # 23 on the day of a start 122 days later
        ({"patient_registered_since": "2022-12-15"}, [("2023-12-15", "2024-02-01")]),
        ({"patient_registered_since": "2023-02-02"}, []),  # over a day after the AMH result has ceased to count
        ({"cause_of_infertility": "unexplained", "trying_since": "2020-06-10"}, [("2023-06-10", "2024-02-01")]),
        ({"cause_of_infertility": "unexplained", "months_trying": "30"}, [("2023-11-02", "2024-02-01")]),
        ({"AMH": "{value: 12, unit: pmol/L}"}, []),
        ({"patient_BMI": "40"}, [("2023-02-01", "2024-02-01")]),  # which no waiting changes, so it has no say here
    ],
)
def test_the_windows_are_those_of_the_calendar(
    coequal: Call, couple: Couple, changes: dict[str, str], expected: list[tuple[str | None, str | None]]
) -> None:
    """Each from the day on which the last of its criteria begins to hold to the day on which the first ceases to."""
    assert spans(coequal, couple(insemination_cycles="0", **changes)) == expected


def test_the_text_says_when_and_why(coequal: Call, couple: Couple) -> None:
    """For each treatment, and for each criterion by itself."""
    out = text(coequal, couple())

    assert out.startswith("Specialist fertility treatment (level 3)\nnorfolk-and-waveney/assisted-conception, version 2022-07")
    assert "\nThe days are those of referral; what else moves with time moves with it.\n" in out
    assert flowing(section(out, IVF)).startswith("From 1 February 2023 to 1 February 2024. - From 1 February 2023: Ovarian reserve")
    assert "- After 1 February 2024: Ovarian reserve (clause 1) is not known." in flowing(section(out, IVF))
    assert flowing(section(out, IUI)).startswith("From 1 August 2017 on. - From 1 August 2017: Registered")
    by_itself = flowing(out[out.index(EACH) :])
    assert (
        "- Ovarian reserve (clause 1): not known until 31 January 2023; met from 1 February 2023 to 1 February 2024; "
        "not known from 2 February 2024 on." in by_itself
    )
    assert "- Cause of infertility, and time spent trying (clauses 5 and 14): met on any day." in by_itself
    # she is 40 at a start 122 days later
    assert (
        "- Treatment at 40 and 41 (clause 7): does not apply until 1 November 2029; not known from 2 November 2029 to" in by_itself
    )
    assert "(clause 4)" not in by_itself


def test_the_text_says_what_the_outcome_is_with_the_days_as_they_are(coequal: Call, couple: Couple) -> None:
    """Unless the couple is eligible: whoever fails on something else is not told that waiting will do."""
    eligible, heavy = text(coequal, couple()), text(coequal, couple(patient_BMI="40"))

    assert "The other criteria count too" not in "\n".join(section(eligible, IVF))
    for out, name, outcome in ((eligible, IUI, "for judgement"), (heavy, IVF, "not eligible"), (heavy, IUI, "not eligible")):
        assert flowing(section(out, name)).endswith(
            f"The other criteria count too: with the days as they are, the outcome is {outcome}."
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"AMH": "{value: 12, unit: pmol/L}"}, "- Ovarian reserve (clause 1): not known on any day."),
        ({"AMH": "{value: 5, unit: pmol/L, date: 2023-02-01}"}, "not met from 1 February 2023 to 1 February 2024; not known from"),
        ({"patient_date_of_birth": None}, "- Age, and how many cycles (clause 2): not known on any day."),
        ({"patient_area": "06H"}, "- Registered with a local GP (clause 13): not met on any day."),
    ],
    ids=["a result without a date", "a result that will be out of date", "a birth that is not known", "a practice elsewhere"],
)
def test_the_text_says_where_there_is_no_such_day(coequal: Call, couple: Couple, changes: dict[str, str | None], said: str) -> None:
    """And does not take for a no what is not known."""
    out = text(coequal, couple(**changes))

    assert flowing(section(out, IVF)).startswith("On no day are all criteria that hang on time known to hold.")
    assert said in flowing(out)


def test_a_criterion_that_no_longer_applies_is_not_called_met(coequal: Call, couple: Couple) -> None:
    """An age rule ends on a birthday, after which another takes its place; what is not known before is not met after."""
    out = flowing(text(coequal, couple(patient_date_of_birth="1988-06-01", NHS_fresh_cycles=None)))

    # she is 40 at a start 122 days later
    assert "clause 2): not met until 29 January 2011; met from 30 January 2011 to 30 January 2028; does not apply from 31" in out
    assert (
        "- Earlier treatment, under 40 (clause 6): not known until 30 January 2028; does not apply from 31 January 2028 on." in out
    )


def test_today_stands_for_a_referral_that_is_not_known(coequal: Call, couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it says so; the start of treatment is then the same day, unless it is known."""

    class Today(date):
        @classmethod
        def today(cls) -> date:
            return date(2023, 6, 1)

    for module in (when, assessor):
        monkeypatch.setattr(module, "date", Today)
    unplanned = couple(referral_date=None, treatment_start_date=None, patient_date_of_birth="2001-01-01")
    out = flowing(text(coequal, unplanned))

    assert "The date of referral is not known, so today, 1 June 2023, stands for it." in out
    assert "The date on which treatment is to start is not known, so the date of referral stands for it." in out
    assert spans(coequal, unplanned) == [("2024-01-01", "2024-02-01")]


def test_a_policy_of_which_nothing_hangs_on_time_holds_on_any_day(coequal: Call, tmp_path: Path) -> None:
    """One window, open at both ends; what else is not met is said."""
    folder = library_folder(tmp_path / "library", FRONT_MATTER + TIMELESS)
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2024-05-02\nworks: false\n", encoding="utf-8")
    answer = coequal("when", "here/hearing", case, "--library", folder)

    assert answer.status == 0
    assert answer.out.endswith(
        "A pair of hearing aids\n----------------------\n  On any day.\n"
        "  The other criteria count too: with the days as they are, the outcome is not eligible.\n"
    )
    assert json.loads(coequal("when", "here/hearing", case, "--library", folder, "--json").out) == {
        "aids": [{"from": None, "until": None, "because": []}]
    }


def test_a_version_that_does_not_bind_is_used_with_a_warning(coequal: Call, couple: Couple) -> None:
    """As for any other command."""
    answer = coequal("when", f"{POLICY}@2022-07", couple(referral_date="2022-06-30"))

    assert "Version 2022-07 was named, but it does not bind on 30 June 2022" in flowing(answer.out)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"patient_date_of_birth": "2023-05-03"}, "the patient was born after the date of referral"),
        ({"patient_BMI": "many"}, "is not a number"),
        ({"referral_date": "2022-06-30"}, "was in force on 30 June 2022"),
    ],
)
def test_a_case_that_cannot_be_used_is_one_message(coequal: Call, couple: Couple, changes: dict[str, str], message: str) -> None:
    """With exit status 2 and no windows."""
    answer = coequal("when", POLICY, couple(**changes))

    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
