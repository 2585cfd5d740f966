"""Whether a condition decides anything: never met, always met, never applied."""

import pytest

from coequal.eligibility.rules import Rules
from coequal.lint import verdicts
from coequal.lint.verdicts import ALWAYS, NEVER, NEVER_APPLIES, verdict
from tests.eligibility.building import boolean, criterion, day, number, rules, words

CONTRADICTIONS = """contradictions:
  - {never: birth > referral, because: she was born after referral}
  - {never: lost and not(lost), because: nothing is both}
  - {never: cursed or not(cursed), because: nobody is that}
"""
WORDS = words(
    day("referral", "moment: referral, plausible: 1990-01-01 .. 2100-01-01")
    + day("birth", "plausible: 1930-01-01 .. 2100-01-01")
    + "".join(map(boolean, ("smokes", "lost", "cursed")))
    + number("cycles", "plausible: 0 .. 30")
    + number("transfers", "plausible: 0 .. 30")
    + number("AMH", "decimals: 2, dated: true, plausible: 0 .. 300")
    + number("FSH", "decimals: 2, plausible: 0 .. 300")
    + number("waiting", "unit: months, follows from: 'full months(birth, referral)', plausible: 0 .. 600")
    + "  area: {type: area, says: her area}\n"
    + "  treated: {type: boolean, says: whether treated, if true: yes, if false: no, is: cycles > 0}\n"
    + "  tested: {type: boolean, says: whether tested, if true: yes, if false: no, is: AMH is known}\n",
    CONTRADICTIONS,
)


def of(*lines: str) -> str | None:
    """The verdict on a criterion with these lines."""
    found: Rules = rules(WORDS, criterion("one", *lines))
    return verdict(found.criteria[0], WORDS)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("smokes", None),
        ("smokes and not(smokes)", NEVER),
        ("smokes or not(smokes)", ALWAYS),
        ("cycles < 2", None),
        ("cycles > 30", NEVER),
        ("cycles >= 0", ALWAYS),
        ("cycles < 2 and cycles > 5", NEVER),
        ("cycles < 5 or cycles > 2", ALWAYS),
        ("treated or cycles = 0", ALWAYS),
        ("cycles + transfers < 3", None),
        ("cycles + transfers < 0", NEVER),
        ("AMH > 300", NEVER),
        ("AMH > 299", None),
        ("birth <= referral - 18 years", None),
        ("birth <= referral", ALWAYS),  # a dictionary says so
        ("birth > referral", NEVER),
        ("waiting >= 600", None),
        ("waiting > 600", NEVER),
        ('area = "26A"', None),
        ('area = "26A" or area != "26A"', ALWAYS),
        ("AMH is known", None),
        ("tested", None),
        ("lost", None),
        ("cursed", NEVER),  # no case that holds it is possible
    ],
)
def test_a_condition_is_tried_in_every_world_that_could_be(condition: str, found: str | None) -> None:
    """At the values where it turns, plausible ones that contradict nothing."""
    assert of(f"met when: {condition}") == found


@pytest.mark.parametrize("condition", ["AMH < FSH", "AMH + FSH > 100", "2 * FSH > 0", "cycles + transfers > 60"])
def test_nothing_is_said_where_the_values_do_not_cover_what_is_computed(condition: str) -> None:
    """Rather than call a condition vain that is not, or not call one that is."""
    assert of(f"met when: {condition}") is None


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["applies when: smokes", "met when: not(smokes)"], NEVER),
        (["applies when: smokes", "met when: smokes"], ALWAYS),
        (["applies when: smokes and not(smokes)", "met when: cycles < 2"], NEVER_APPLIES),
        (["applies when: cursed", "met when: cycles < 2"], NEVER_APPLIES),
        (["applies when: smokes", "met when: cycles < 2"], None),
        (["kind: elsewhere", "applies when: smokes", "commissioner: another"], None),
        (["kind: elsewhere", "applies when: cycles > 30", "commissioner: another"], NEVER_APPLIES),
        (["kind: judgement", "judged when: smokes"], None),
        (["kind: judgement"], None),
        (["kind: duty"], None),
        (["kind: readiness", "met when: smokes or not(smokes)"], ALWAYS),
        (["met when: smokes", "or read as:", '  - {label: nobody, met when: "false"}'], None),
    ],
)
def test_a_criterion_is_judged_by_those_to_whom_it_applies(lines: list[str], found: str | None) -> None:
    """Of whatever kind; how it might also be read does not matter."""
    assert of(*lines) == found


def test_nothing_is_said_where_there_are_too_many_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are tried as far as the limit goes."""
    monkeypatch.setattr(verdicts, "MOST_WORLDS", 3)
    assert of("met when: cycles < 2 or cycles >= 2 or smokes") is None


def test_a_criterion_of_which_a_value_was_not_found_has_no_verdict() -> None:
    """It is always not known, which is no fault of its logic; so is the criterion that stands for what was not seen."""
    found = rules(WORDS, criterion("one", "met when: smokes"), front="completeness: partial")
    assert [verdict(one, WORDS) for one in found.criteria if one.kind == "requirement"] == [None]
