"""Assessments of small policies: reasons, amounts, readiness, readings, who decides, and the JSON that says it."""

from datetime import date

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.report import report
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from tests.eligibility.building import boolean, case, criterion, number, rules, words

DAYS = "plausible: 1900-01-01 .. 2100-01-01"
WORDS = words(
    f"  referral: {{type: date, says: the date of referral, moment: referral, answered by: anyone, changes: with time, {DAYS}}}\n"
    f"  start: {{type: date, says: the start of treatment, moment: the start, changes: with time, {DAYS}}}\n"
    f"  born: {{type: date, says: her date of birth, changes: never, {DAYS}}}\n"
    "  tested: {type: date, says: the date of her test, plausible: 1900-01-01 .. 9999-12-31}\n"
    "  treatment sought: {type: choice, says: what she seeks, values: {IVF: she seeks IVF, IUI: she seeks IUI, ICSI: she seeks ICSI}}\n"
    + boolean("p")
    + boolean("q")
    + boolean("r")
    + number("n", "plausible: 0 .. 99")
    + number("level", "unit: pmol/L, other units: {ng/mL: 7.14}, decimals: 1, dated: true, plausible: 0 .. 99")
    + "  age: {type: number, unit: years, says: her age at the start, is: 'age(born, start)'}\n".replace("  age:", "  her age:"),
    "contradictions:\n  - {never: born > referral, because: she was born after the referral}\n",
)


def assessed(of: Rules, **facts: object) -> Assessment:
    """The assessment of a case."""
    return assess(of, case(of, {name.replace("_", " "): value for name, value in facts.items()}))


def reason(facts: dict[str, object], *lines: str, more: str = "") -> str:
    """The reason for the status of one criterion."""
    of = rules(WORDS, criterion("a", *lines), more)
    return assessed(of, **facts).criteria["a"].reason


@pytest.mark.parametrize(
    ("facts", "lines", "expected"),
    [
        ({"n": 31}, ("met when: n <= 30",), "Her n, 31, is above 30."),
        ({}, ("met when: n <= 30",), "Her n is not known."),
        ({"n": {"not known": "pending"}}, ("met when: n <= 30",), "Her n (pending) is not known."),
        ({"q": False, "n": 31}, ("applies when: q", "met when: n <= 30"), "This does not apply because q is not so."),
        ({}, ("kind: duty",), "This is a duty of the provider; nothing about the case is tested."),
        ({}, ("kind: information",), "This is for information; nothing is tested."),
        ({}, ("kind: judgement",), "A person has to judge this."),
        ({"p": True}, ("kind: judgement", "judged when: p"), "A person has to judge this, because p is so."),
        ({"p": False}, ("kind: judgement", "judged when: p"), "P is not so."),
        ({"p": True}, ("kind: elsewhere", "applies when: p", "commissioner: Another body"), "P is so, and Another body decides on that."),
        ({}, ("kind: elsewhere", "applies when: p", "commissioner: Another body"), "Whether p is not known."),
        ({"q": True}, ("applies when: p", "met when: q"), "Q is so."),
        ({}, ("applies when: p", "met when: q"), "Not known: whether p, whether q."),
        ({"p": True}, ("met when: 'true'",), "This is always so."),
        ({"p": True}, ("met when: 'false'",), "This is never so."),
    ],
)  # fmt: skip
def test_each_status_has_a_reason_in_a_sentence(facts: dict[str, object], lines: tuple[str, ...], expected: str) -> None:
    """The operands that settled it, with their values."""
    assert reason(facts, *lines) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"level": {"value": 9, "unit": "pmol/L", "date": "2022-03-20"}, "referral": "2023-05-02"},
         "The level result of 20 March 2022 is older than 12 months at referral."),
        ({"level": {"value": 9, "unit": "pmol/L", "date": "2023-05-03"}, "referral": "2023-05-02"},
         "The level result of 3 May 2023 is dated after referral."),
        ({"level": {"value": 9, "unit": "pmol/L"}, "referral": "2023-05-02"},
         "The level result has no date, so it cannot be placed within the 12 months before referral."),
        ({"level": {"value": 9, "unit": "pmol/L", "date": "2023-05-02"}}, "The date of referral is not known."),
        ({"level": {"value": 9, "unit": "pmol/L", "date": "2022-05-02"}, "referral": "2023-05-02"}, "Her level, 9 pmol/L, is above 5."),
    ],
)  # fmt: skip
def test_evidence_that_does_not_count_says_why(facts: dict[str, object], expected: str) -> None:
    """A result before the window, after it or without a date is not known, with that reason."""
    assert reason(facts, "met when: level > 5", "evidence: {level: within 12 months before referral}") == expected


def test_a_criterion_that_another_overrides_names_the_other_clause() -> None:
    """The reader learns where to look instead."""
    old = criterion("old", "applies when: n >= 2", "met when: q", "overrides: [a]")

    assert reason({"n": 3, "p": False}, "met when: p", more=old) == "Clause old decides instead."
    assert reason({"p": False, "q": True}, "met when: p", more=old) == "Her n is not known."


def test_a_date_of_treatment_not_known_has_the_span_that_would_do() -> None:
    """A date that nobody is asked for is given by its first and last day instead."""
    assert reason({"born": "2000-03-04"}, "met when: her age in [23 .. 40)") == (
        "The start of treatment is not known. It is met if the start of treatment is from 4 March 2023 to 3 March 2040."
    )


TREATMENTS = "ivf: {name: IVF, cycles: n}\niui: {name: IUI}"


@pytest.mark.parametrize(
    ("facts", "outcome", "assumptions"),
    [
        ({"treatment_sought": "IUI", "p": False}, "eligible", ()),
        ({"treatment_sought": "IVF", "p": False}, "not eligible", ()),
        ({"p": False}, "not eligible", ("The treatment sought is not known, so the outcome is that of IVF.",)),
        (
            {"treatment_sought": "ICSI", "p": False},
            "not eligible",
            ("The policy does not speak of ICSI, so the outcome is that of IVF.",),
        ),
    ],
)
def test_the_outcome_is_that_of_the_treatment_sought(facts: dict[str, object], outcome: str, assumptions: tuple[str, ...]) -> None:
    """Of the policy's first treatment where that is not known, and then it says so."""
    found = assessed(rules(WORDS, criterion("a", "for: [ivf]", "met when: p"), treatments=TREATMENTS), **facts)

    assert (found.outcome, found.assumptions) == (outcome, assumptions)


def test_one_treatment_needs_no_assumption() -> None:
    """Where a policy funds one treatment only, the outcome is that of it."""
    assert assessed(rules(WORDS, criterion("a", "met when: p")), p=True).assumptions == ()


def test_other_readings_that_change_the_outcome_are_named() -> None:
    """One at a time, each with the outcome that it would give."""
    of = rules(
        WORDS,
        criterion("a", "met when: n <= 30", "or read as: [{label: below 30, met when: n < 30}, {label: same, met when: n < 31}]"),
    )

    assert [(other.label, other.outcome) for other in assessed(of, n=30).readings] == [("below 30", "not eligible")]
    assert assessed(of, n=29).readings == ()


def test_the_single_blocker_is_the_one_criterion_not_met() -> None:
    """None where two stand in the way, or none does."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q"))

    assert assessed(of, p=False).single_blocker == "a"
    assert assessed(of, p=False, q=False).single_blocker is None
    assert assessed(of).single_blocker is None


def test_another_body_is_named_where_it_decides() -> None:
    """Only where the criterion applies, and governs the treatment sought."""
    of = rules(WORDS, criterion("a", "kind: elsewhere", "applies when: p", "commissioner: Another body"))

    assert assessed(of, p=False).elsewhere is None
    assert assessed(of).elsewhere is None
    assert assessed(of, p=True).elsewhere is not None
    assert assessed(of, p=True).outcome == "not eligible"


READY = rules(
    WORDS,
    criterion("test", "kind: readiness", "met when: 'tested in [referral - 2 years .. referral]'", "repeat after: 3 months"),
    criterion("scan", "kind: readiness", "applies when: r", "met when: p and (not(q) or n > 0)"),
)


@pytest.mark.parametrize(
    ("facts", "ready", "missing", "repeat"),
    [
        ({"referral": "2023-05-02", "tested": "2021-05-02", "r": False}, True, (), {"tested": date(2021, 8, 2)}),
        ({"referral": "2023-05-02", "tested": "2021-05-01", "r": False}, False, ("tested",), {"tested": date(2021, 8, 1)}),
        ({"referral": "2023-05-02", "r": False}, False, ("tested",), {}),
        ({"tested": "2023-01-01", "r": False}, False, ("referral",), {"tested": date(2023, 4, 1)}),
        ({"referral": "2023-05-02", "tested": "9999-12-31", "r": False}, False, ("tested",), {}),
        (
            {"referral": "2023-05-02", "tested": "2023-01-01", "p": True, "q": True, "n": 0, "r": True},
            False,
            ("n",),
            {"tested": date(2023, 4, 1)},
        ),
        ({"referral": "2023-05-02", "tested": "2023-01-01", "p": True, "q": False}, True, (), {"tested": date(2023, 4, 1)}),
        ({"referral": "2023-05-02", "tested": "2023-01-01", "p": False}, False, ("r", "p", "q", "n"), {"tested": date(2023, 4, 1)}),
        ({"referral": "2099-12-31", "tested": "2099-12-31", "r": False}, True, (), {"tested": date(2100, 3, 31)}),
    ],
)
def test_readiness_has_a_list_of_its_own(
    facts: dict[str, object], ready: bool, missing: tuple[str, ...], repeat: dict[str, date]
) -> None:
    """What is not known or not done, and after which day a test must be repeated; the outcome is untouched."""
    found = assessed(READY, **facts)

    assert found.readiness is not None
    assert (found.readiness.ready, found.readiness.missing, found.readiness.repeat_after) == (ready, missing, repeat)
    assert found.outcome == "eligible"
    assert found.missing == ()


def test_a_policy_without_investigations_has_no_readiness() -> None:
    """Nothing is said about what is not asked."""
    assert assessed(rules(WORDS, criterion("a", "met when: p"))).readiness is None


def test_a_birthday_on_29_february_is_flagged_on_the_one_day_where_it_matters() -> None:
    """On 28 February of a common year the setting of the dictionary decides, and the reader is told."""
    of = rules(WORDS, criterion("a", "met when: her age >= 39"))

    assert assessed(of, born="1984-02-29", start="2023-02-28").outcome == "not eligible"
    assert assessed(of, born="1984-02-29", start="2023-02-28").assumptions == (
        "Her age at the start: a birthday of 29 February is taken as 1 March in 2023, a common year.",
    )
    assert assessed(of, born="1984-02-29", start="2023-03-01").outcome == "eligible"
    assert assessed(of, born="1984-02-29", start="2024-02-28").assumptions == ()
    assert assessed(of, born="1984-02-28", start="2023-02-28").assumptions == ()
    assert assessed(of, born="1984-02-29").assumptions == ()


def test_facts_that_cannot_both_be_true_are_refused() -> None:
    """The reason is named, and nobody is assessed."""
    with pytest.raises(CoequalError, match="she was born after the referral"):
        assessed(rules(WORDS, criterion("a", "met when: p")), born="2024-01-02", referral="2024-01-01")


def test_the_report_says_everything_as_plain_data() -> None:
    """Numbers, dates as text, None for not known, and the day from which waiting will do."""
    of = rules(
        WORDS,
        criterion("a", "for: [ivf]", "met when: her age >= 23 and level > 5", "otherwise: Wait."),
        criterion("b", "kind: elsewhere", "applies when: q", "commissioner: Another body"),
        criterion("c", "kind: readiness", "met when: tested <= referral", "repeat after: 1 month"),
        criterion("d", "met when: n <= 30", "or read as: [{label: below 30, met when: n < 30}]"),
        treatments="ivf: {name: IVF, cycles: n, transfers: not stated}\niui: {name: IUI, cycles: n + level * 0}",
    )
    found = report(
        assessed(of, born="2001-09-01", start="2024-05-02", referral="2024-04-01", tested="2024-01-31", q=True, n=30, p=True,
                 level={"value": "9.5", "unit": "pmol/L"})
    )  # fmt: skip
    a, b = found["criteria"][0], found["criteria"][1]

    assert found["policy"] == "here/test"
    assert found["treatments"]["ivf"] == {"outcome": "not eligible", "cycles": 0, "transfers": 0, "missing": []}
    assert (a["status"], a["changeable"], a["from"], a["otherwise"]) == ("not met", "with time", "2024-09-01", "Wait.")
    assert a["facts"] == {"level": 9.5, "her age": 22}
    assert "from" not in b
    assert found["elsewhere"] == {"commissioner": "Another body", "why": b["reason"]}
    assert found["readiness"] == {"ready": True, "missing": [], "repeat after": {"tested": "2024-02-29"}}
    assert found["readings"] == []
    assert report(assessed(of, n=30, q=False))["readings"] == [{"criterion": "d", "label": "below 30", "outcome": "not eligible"}]
    assert (found["what if"], report(assessed(of, n=31, q=False, referral="2024-04-01"))["what if"]) == (
        [],
        [{"fact": "n", "low": None, "high": 30, "outcome": "not known"}],
    )
    assert report(assessed(of, q=False))["treatments"]["ivf"]["cycles"] is None
    assert report(assessed(of, q=False))["treatments"]["ivf"]["transfers"] == "not stated"


def test_nothing_known_is_never_eligible() -> None:
    """A policy of which nothing about the case is known finds nobody eligible, so long as it asks anything."""
    of = rules(WORDS, criterion("a", "met when: p or n > 3"))

    assert assessed(of).outcome == "not known"
