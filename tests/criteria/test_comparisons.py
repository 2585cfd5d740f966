"""The comparisons of dates in a condition: which two are compared, and by how much they must be apart."""

from datetime import date, timedelta

import pytest

from coequal.criteria.comparisons import NOTHING, Apart, apart, comparisons, every, is_exact
from coequal.criteria.syntax import Node
from coequal.errors import Place
from coequal.facts.dates import Months
from coequal.facts.fields import Located
from tests.eligibility.building import boolean, criterion, day, number, rules, words

WORDS = words(
    day("referral", "moment: referral, plausible: 2000-01-01 .. 2100-01-01")
    + day("born")
    + day("since")
    + boolean("p")
    + number("n")
    + number("level", "dated: true, plausible: 0 .. 9")
    + number("tried", "unit: months, plausible: 0 .. 600, follows from: 'full months(since, referral)'")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, referral)'}\n"
    + "  due: {type: date, says: the day it is due, is: since + 2 months}\n"
)


def made(text: str) -> list[Node]:
    """The comparisons in a condition."""
    return comparisons(WORDS.condition(Located(text, Place("test"))), WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since <= referral", [Apart("since", "referral", NOTHING)]),
        ("since <= referral - 12 months", [Apart("since", "referral", Months(12))]),
        ("since + 30 days < referral", [Apart("referral", "since", timedelta(-30))]),
        ("since - 1 month = referral", [Apart("referral", "since", Months(1))]),
        ('since > date("2024-02-29")', [Apart("since", date(2024, 2, 29), NOTHING)]),
        (
            "since in [referral - 2 years .. referral]",
            [Apart("since", "referral", Months(24)), Apart("since", "referral", NOTHING)],
        ),
        ("due <= referral", [Apart("referral", "since", Months(-2))]),
        ("her age >= 23", [Apart("born", "referral", Months(276))]),
        ("her age < 40", [Apart("born", "referral", Months(480))]),
        ("her age = 23", [Apart("born", "referral", Months(276)), Apart("born", "referral", Months(288))]),
        ("her age > 23", [Apart("born", "referral", Months(276)), Apart("born", "referral", Months(288))]),
        ("her age >= 22.5", [Apart("born", "referral", Months(276))]),
        ("tried >= 36", [Apart("since", "referral", Months(36))]),
    ],
)
def test_a_common_comparison_of_dates_is_told_exactly(text: str, expected: list[Apart]) -> None:
    """Each pair of dates with the time between them at which the comparison can turn, derived facts written out."""
    assert list(dict.fromkeys(pair for node in made(text) for pair in apart(node))) == expected
    assert is_exact(made(text)[-1])


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("min(since, born) <= referral", Apart("since", "referral", NOTHING)),
        ("(if p then since else born) <= referral - 1 month", Apart("born", "referral", Months(1))),
        ("referral - since >= 45 days", Apart("since", "referral", timedelta(45))),
        ("her age + n >= 23", Apart("born", "referral", Months(276))),
        ("since + 1 month < referral - 1 month", Apart("since", "referral", Months(1))),
        ("since + 1 month - 2 days < referral", Apart("since", "referral", timedelta(2))),
    ],
)
def test_of_a_complicated_comparison_every_pair_that_could_be_meant_is_named(text: str, among: Apart) -> None:
    """With every duration in it; that may not be all days on which it turns, and it says so."""
    (node,) = made(text)

    assert among in list(apart(node))
    assert not is_exact(node)


def test_an_evidence_window_turns_on_the_day_of_the_result_and_where_it_expires() -> None:
    """Both are told exactly."""
    of = rules(WORDS, criterion("a", "met when: level > 1", "evidence: {level: within 12 months before referral}"))
    (window,) = of.grounds.windows[0]

    assert list(apart(window)) == [
        Apart("level", "referral", Months(12), evidence=True),
        Apart("level", "referral", NOTHING, evidence=True),
    ]
    assert is_exact(window)


def test_comparisons_of_other_things_tell_no_dates_apart() -> None:
    """A number or a condition has no day."""
    assert [list(apart(node)) for text in ("n > 3", "n in (1, 2)", "p = (n > 3)") for node in made(text)] == [[], [], [], []]
    assert not is_exact(made("n in (1, 2)")[0])
    assert made("p") == []


def test_a_fact_that_may_be_given_or_follow_is_compared_both_ways() -> None:
    """As itself, and as what it follows from."""
    as_given, as_it_follows = made("tried >= 36")

    assert list(apart(as_given)) == []
    assert list(apart(as_it_follows)) == [Apart("since", "referral", Months(36))]
    assert (is_exact(as_given), is_exact(as_it_follows)) == (False, True)
    assert next(every(as_it_follows)) == as_it_follows
