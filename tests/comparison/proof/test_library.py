"""Every two policies of the library: a couple that is made up comes to what is told of it in each area in turn."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

import pytest

from coequal.comparison.lottery.areas import areas_on
from coequal.comparison.proof.pairs import Many
from coequal.comparison.proof.report import facts_data
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.verdict import Compared, Witness
from coequal.comparison.residence import Residence, area_facts
from coequal.comparison.seen import as_seen
from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Entitlement
from coequal.eligibility.rules import Rules
from coequal.facts.case import read_case
from coequal.policies.binding import binds, governs_from
from coequal.policies.library import Library
from tests.comparison.proof.building import comparison

ON = date(2022, 7, 1)
KNOWN_FROM = date(2013, 4, 1)  # the bodies that commission
LIBRARY = Library()
VERSIONS = [Rules(policy) for policy in LIBRARY.of_service("assisted-conception")]
LOCAL = [rules for rules in VERSIONS if rules.mentioned & {*area_facts(rules.policy)}]  # which ask where people live
WHOLE = [rules for rules in LOCAL if rules.policy.completeness == "whole"]


def _home(side: Side) -> Residence:
    """Where the lottery takes people to live when the policy began, as far as bodies are known, if it surely binds then; else in the areas that it takes."""
    on = max(governs_from(side.policy).read_as or KNOWN_FROM, KNOWN_FROM)
    areas = areas_on([side.policy], LIBRARY.organisations, on, on).areas if binds(side.policy, on) else ()
    return areas[0].home if areas else Residence(side.codes)


def _witnesses(sides: tuple[Side, Side], found: Compared) -> Iterator[tuple[Witness, Side]]:
    """The made-up couples that are told, each with the side that is more generous to it."""
    for one, kinder in zip((found.a, found.b), sides, strict=True):
        if one.witness is not None and one.witness.told:
            yield one.witness, kinder


def _comes_to(witness: Witness, kinder: Side, sides: Iterable[Side], treatment: str | None = None) -> list[Entitlement]:
    """What the reference gives to the facts that are shown, read again, to people who live in the area of each policy.

    Versions of one policy take them where they live.
    """
    dictionary = kinder.policy.vocabulary.dictionary
    given = read_case(facts_data(kinder.case(witness.case), dictionary), dictionary)
    each = [Rules(as_seen(side.policy)) for side in sides]
    homes = [_home(side) for side in sides]
    in_turn = len({rules.policy.id for rules in each}) > 1
    assessed = [
        assess(rules, home.moved(given, rules.policy) if in_turn else given) for rules, home in zip(each, homes, strict=True)
    ]
    return [one.sought if treatment is None else one.treatments[treatment] for one in assessed]


def _tried(rules: Sequence[Rules]) -> int:
    """How many couples are told of every two policies; each comes to the outcomes that are told."""
    many, count = Many(rules, ON), 0
    for a, b, found in many:
        sides = many.sides[a], many.sides[b]
        for witness, kinder in _witnesses(sides, found):
            came_to = [one.outcome for one in _comes_to(witness, kinder, sides)]
            assert came_to == [witness.a, witness.b], [side.policy.id for side in sides]
            count += 1
    return count


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_nothing_is_told_that_hangs_on_an_area_that_is_not() -> None:
    """Under every two policies that ask where people live."""
    assert _tried(LOCAL) > 10


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("a", "b"), [pytest.param(*pair, id=f"{pair[0].policy.id} {pair[1].policy.id}") for pair in combinations(WHOLE, 2)]
)
def test_treatments_and_amounts_are_those_of_people_of_each_area(a: Rules, b: Rules) -> None:
    """Of each treatment, and of how much is funded, too."""
    found = comparison(a, b, ON)
    sides, result = (found.a, found.b), found.result()
    for treatment, compared in result.treatments.items():
        for witness, kinder in _witnesses(sides, compared):
            assert [one.outcome for one in _comes_to(witness, kinder, sides, treatment)] == [witness.a, witness.b]
    for (treatment, what), compared in result.amounts.items():
        for witness, kinder in _witnesses(sides, compared):
            assert [str(one.amounts[what]) for one in _comes_to(witness, kinder, sides, treatment)] == [witness.a, witness.b]


@pytest.mark.hunt
def test_no_two_policies_tell_of_an_area_that_is_not_told() -> None:
    """Under every two versions of the library."""
    assert _tried(VERSIONS) > 500
