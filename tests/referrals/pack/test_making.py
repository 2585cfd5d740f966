"""What a pack holds."""

from datetime import date

import pytest

from coequal.facts.case import Case
from coequal.referrals.pack.making import NotComplete, pack_of
from coequal.referrals.pack.model import Investigation
from tests.referrals.pack.people_of_the_library import (
    DAY,
    ELIGIBLE,
    MODEL,
    NORFOLK,
    REFERRED,
    REFERRER,
    packed,
    people_of,
    person,
)


def test_it_says_which_text_binds() -> None:
    """The policy's id, version and digest, the area and the day of referral."""
    pack = packed(person(ELIGIBLE))
    assert (pack.policy.id, pack.policy.version, pack.area) == (NORFOLK, "2022-07", "Norfolk and Waveney")
    assert pack.policy.digest.startswith("sha256:")
    assert (pack.referred_on, pack.made_on) == (date(2023, 5, 2), DAY)


def test_it_asks_for_a_treatment_and_so_much_of_it() -> None:
    """Amounts are the policy's, and say so where it does not say how many."""
    assert packed(person(ELIGIBLE)).treatment == "IVF, with ICSI if needed"
    assert packed(person(ELIGIBLE)).amounts == (("fresh cycles", "2"), ("embryo transfers", "4"))
    assert packed(person("her 40th birthday"), None, None).amounts == (("fresh cycles", "1"), ("embryo transfers", "not stated"))


def test_an_amount_may_be_not_known() -> None:
    """The outcome does not hang on how often the NHS has transferred embryos so far; the number left does."""
    pack = packed(person(ELIGIBLE, NHS_embryo_transfers={"not known": "not recorded"}))
    assert dict(pack.amounts)["embryo transfers"] == "not known"


def test_facts_are_statements_with_the_day_of_their_evidence() -> None:
    """Each stands under the rule that looks at it; what is declared and what does not apply has no facts there."""
    rows = {row.cited: row for row in packed(person(ELIGIBLE)).rows}
    reserve = rows["Ovarian reserve (clause 1)"]
    assert [(one.words, one.on) for one in reserve.facts] == [
        ("her AMH: 12 pmol/L", date(2023, 2, 1)),
        ("her hospital trust can offer the AMH test", None),
        ("her FSH on day 2 of the cycle: 6.1 IU/L", date(2023, 3, 10)),
    ]
    assert (reserve.reason, reserve.status) == ("Her AMH, 12 pmol/L, is above 5.4.", "met")
    assert rows["Treatment at 40 and 41 (clause 7)"].facts == ()
    assert rows["Treatment at 40 and 41 (clause 7)"].status == "does not apply"
    assert "Whether a concern was disclosed (clause 11)" not in rows
    assert "Norfolk and Waveney (26A)" in rows["Registered with a local GP (clause 13)"].facts[1].words


def test_one_of_something_has_no_unit_in_the_plural() -> None:
    """Where the number is one, the unit goes without saying."""
    pack = packed(person(ELIGIBLE, NHS_fresh_cycles="1", NHS_embryo_transfers="1"))
    said = {one.words for row in pack.rows for one in row.facts}
    assert "the number of embryo transfers that the NHS has paid for: 1" in said


def investigations() -> dict[str, Investigation]:
    """Those of the eligible couple."""
    return {one.cited: one for one in packed(person(ELIGIBLE)).investigations}


@pytest.mark.parametrize(
    ("cited", "until", "repeat"),
    [
        ("Ovarian reserve (clause 1)", date(2024, 2, 1), None),
        ("Rubella antibodies (clause 15)", None, None),
        ("Her tests for hepatitis B, hepatitis C and HIV (clause 15)", date(2024, 11, 15), date(2023, 2, 15)),
    ],
)
def test_how_long_a_test_counts(cited: str, until: date | None, repeat: date | None) -> None:
    """To the last day of referral within its window; and after which day of treatment it is to be repeated."""
    found = investigations()[cited]
    assert found.until == until
    assert {day for _, day in found.repeat} == ({repeat} if repeat else set())


@pytest.mark.parametrize(("day", "complete"), [("2024-02-01", True), ("2024-02-02", False)])
def test_it_counts_until_that_day_and_no_longer(day: str, complete: bool) -> None:
    """A referral on the last day has a pack, and one on the day after has none."""
    later = person(ELIGIBLE, referral_date=day, treatment_start_date="2024-06-01")
    if complete:
        assert packed(later)
    else:
        with pytest.raises(NotComplete):
            packed(later)


def test_a_test_that_does_not_apply_is_no_investigation() -> None:
    """Without a partner there is nothing to test of his."""
    pack = packed(person(ELIGIBLE, partner="none"))
    assert not any(one.cited.startswith("His") for one in pack.investigations)
    assert not pack.with_partner
    assert packed(person(ELIGIBLE)).with_partner


def test_the_reading_that_was_followed_is_said() -> None:
    """With each other one, and what it would come to; nothing where no reading changes the outcome."""
    (reading,) = packed(person("BMI exactly 30")).readings
    assert (reading.cited, reading.ours, reading.others) == (
        "Body mass index (clause 4)",
        "Both ends belong to the range.",
        (("below 30", "not eligible"),),
    )
    assert packed(person(ELIGIBLE)).readings == ()


def test_what_is_not_known_and_held_against_nobody_is_said() -> None:
    """A policy may not mind that a day is not known; it is still to be confirmed."""
    pack = packed(person("a couple who meets every rule", MODEL), None, None)
    assert pack.open == ("the date since which she has not smoked", "the date since which her partner has not smoked")
    assert packed(person(ELIGIBLE)).open == ()


def test_it_holds_no_fact_that_the_policy_does_not_look_at() -> None:
    """Whatever else the case had stays where it was."""
    who = person(ELIGIBLE, armed_forces="false", partner_BMI={"value": "24", "date": "2023-01-01"})
    pack = packed(who)
    assert {"armed forces", "partner BMI"} <= set(who.assessment.case.facts)
    assert {"armed forces", "partner BMI"}.isdisjoint(pack.case.facts)
    assert isinstance(pack.case, Case)
    assert pack.case.value("patient BMI") == who.assessment.case.value("patient BMI")


def test_assumptions_are_carried_along() -> None:
    """A pack says what was assumed."""
    who = next(one for one in people_of(NORFOLK) if one.name == "born on 29 February and treated on 1 March of a common year")
    assert packed(who, None, None).assumptions == who.assessment.assumptions
    leap = person("born on 29 February and treated on 1 March of a common year", treatment_sought={"not known": "not asked"})
    assert packed(leap, None, None).assumptions == leap.assessment.assumptions != ()


def test_data_on_fertility_is_specially_protected() -> None:
    """Where the policy asks for such facts."""
    assert packed(person(ELIGIBLE)).protected


def test_nobody_is_named_where_one_is_printed() -> None:
    """Neither a pack nor a person shows more than its kind."""
    pack = packed(person(ELIGIBLE))
    assert repr(pack) == f"<Pack under {NORFOLK}@2022-07>"
    assert repr(REFERRED) == "<Referred>"
    assert repr(REFERRER) == "<Referrer>"


def test_the_error_has_what_is_missing() -> None:
    """Whoever shows it has the reasons and the list."""
    with pytest.raises(NotComplete, match="3 things are missing; see who can supply what") as raised:
        pack_of(
            (
                who := person(
                    ELIGIBLE, patient_BMI={"not known": "pending"}, AMH={"not known": "pending"}, day_2_FSH_tested="false"
                )
            ).rules,
            who.assessment,
            DAY,
        )
    assert raised.value.because is None
    assert [one.fact for one in raised.value.missing].count("patient BMI") == 1
