"""Many people in every area are what comes out when each is put in every area by the reference."""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from coequal.comparison.lottery.areas import Area, Day, areas_on
from coequal.comparison.lottery.beside import BESIDE, beside_for_one
from coequal.comparison.lottery.everybody import Totals, count_everybody
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.measures import Sums, nobody_yet
from coequal.comparison.lottery.one_couple import Treated, sums, treated
from coequal.comparison.lottery.scopes import SCOPES
from coequal.criteria.syntax import Literal
from coequal.criteria.types import BOOLEAN
from coequal.errors import CoequalError
from coequal.facts.case import Case
from coequal.policies.library import Library
from coequal.populations.reading import Held
from coequal.populations.sources import Table
from tests.comparison.lottery.building import (
    BMI,
    CCG_DAY,
    COUNTRY,
    ICB_DAY,
    NEW_DAY,
    NORTH,
    SMOKING,
    WORRY,
    as_table,
    case,
    day_of,
    everybody,
    library_at,
    policy,
)
from tests.populations.building import layouts_of
from tests.populations.test_norfolk import cases as real_couples

DAYS = (CCG_DAY, ICB_DAY, NEW_DAY)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The invented country, with one policy more that says the same as another."""
    twin = policy("east", "01E", BMI, SMOKING, amount="cycles: 3", iui="tries: 6")
    return library_at(tmp_path_factory.mktemp("country"), *(text for text in COUNTRY if "policy: east/" not in text), twin)


def lottery_of(library: Library, service: str, table: pa.Table, *ons: object) -> Lottery:
    """The lottery of some days over a table."""
    vocabulary = library.vocabulary(service)
    layouts = layouts_of(vocabulary, table.schema.names)
    days = [day_of(library, on) for on in ons]  # type: ignore[arg-type]
    return Lottery(days, vocabulary, {layout.standard for layout in layouts.values()})


def one_by_one(areas: tuple[Area, ...], couples: list[Case]) -> tuple[list[list[Treated]], int]:
    """Each couple in every area, without those who are decided on elsewhere and those whom the reference refuses, whom it counts."""
    found, refused = [], 0
    for couple in couples:
        if couple.value("serves") is True and couple.value("born") != date(2024, 1, 1):
            continue
        try:
            found.append([treated(area, couple) for area in areas])
        except CoequalError:
            refused += 1
    return found, refused


def summed(found: list[list[Treated]], scope: str) -> Sums:
    """The sums of couples in a scope."""
    total: Sums | None = None
    for own in found:
        one = sums(own, scope)
        total = one if total is None else total + one
    assert total is not None
    return total


@cache
def sample(library_folder: Path) -> list[Case]:
    """Couples of every sort, about a third of those that there are."""
    return Random(3).sample(everybody(Library(library_folder).vocabulary("care")), 500)


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("workers", [1, 2])
def test_everybody_is_counted_as_one_by_one(country: Library, on: object, workers: int) -> None:
    """The sums of every scope, the outcomes of every area, its amounts, and how it stands to the yardstick."""
    couples, vocabulary = sample(country.folder), country.vocabulary("care")
    table = as_table(vocabulary, couples)
    lottery = lottery_of(country, "care", table, on)
    (day,) = lottery.days
    totals = count_everybody(lottery, Table(table), layouts_of(vocabulary, table.schema.names), workers=workers)
    found, refused = one_by_one(day.areas, couples)
    assert (totals.people, totals.contradictory) == (len(couples), refused)
    assert 0 < refused < len(couples)
    assert totals.sums == [summed(found, scope) for scope in SCOPES]
    assert day.yardstick is not None
    there = [own.as_far_as_seen.outcome for (own,) in one_by_one((day.yardstick,), couples)[0]]
    assert totals.elsewhere == len(couples) - refused - len(found) > 0
    for place, area in enumerate(day.areas):
        own = [couple[place] for couple in found]
        counted = {name: totals.counts[term] for name, term in lottery.of(area, seen=False).outcomes.items()}
        assert Counter(counted) == Counter(one.as_it_stands.outcome for one in own)
        seen = {name: totals.counts[term] for name, term in lottery.of(area, seen=True).outcomes.items()}
        assert Counter(seen) == Counter(one.as_far_as_seen.outcome for one in own)
        funded = Counter({key: totals.counts[term] for key, term in lottery.of(area, seen=True).funded.items()})
        eligible = [one.as_far_as_seen for one in own if one.as_far_as_seen.outcome == "eligible"]
        assert +funded == Counter(under.amount for under in eligible if under.amount is not None)
        near = lottery.beside(day, area)
        assert near is not None
        expected = Counter(beside_for_one(one.as_far_as_seen.outcome, yard) for one, yard in zip(own, there, strict=True))
        assert {name: totals.counts[near[name]] for name in BESIDE} == {name: expected[name] for name in BESIDE}


def test_several_days_at_once_are_the_days_one_by_one(country: Library) -> None:
    """In one pass; what policies have in common is worked out once."""
    vocabulary = country.vocabulary("care")
    table = as_table(vocabulary, sample(country.folder))
    layouts = layouts_of(vocabulary, table.schema.names)
    together = count_everybody(lottery_of(country, "care", table, *DAYS), Table(table), layouts)
    alone = [count_everybody(lottery_of(country, "care", table, on), Table(table), layouts) for on in DAYS]
    assert together.sums == [own for totals in alone for own in totals.sums]


def test_people_in_memory_are_counted_as_those_who_are_read(country: Library) -> None:
    """Again and again."""
    vocabulary = country.vocabulary("care")
    table = as_table(vocabulary, sample(country.folder))
    layouts = layouts_of(vocabulary, table.schema.names)
    lottery, held = lottery_of(country, "care", table, ICB_DAY), Held(table, layouts)
    first, second = (count_everybody(lottery, held, layouts) for _ in range(2))
    assert first.sums == second.sums == count_everybody(lottery, Table(table), layouts).sums


def test_one_person_alone_is_that_person(country: Library) -> None:
    """The form of a case and that of people come to the same."""
    vocabulary = country.vocabulary("care")
    for couple in sample(country.folder)[:25]:
        table = as_table(vocabulary, [couple])
        lottery = lottery_of(country, "care", table, ICB_DAY)
        totals = count_everybody(lottery, Table(table), layouts_of(vocabulary, table.schema.names))
        found, refused = one_by_one(lottery.days[0].areas, [couple])
        assert totals.contradictory == refused
        assert totals.elsewhere == 1 - refused - len(found)
        assert not found or totals.sums == [summed(found, scope) for scope in SCOPES]


def test_areas_of_one_wording_are_no_lottery(tmp_path: Path) -> None:
    """Their answers are one term, counted as often as there are areas."""
    library = library_at(
        tmp_path, NORTH, *(NORTH.replace("policy: north", f"policy: {n}").replace("01N", n.upper()) for n in ("02n", "01s"))
    )
    vocabulary = library.vocabulary("care")
    table = as_table(vocabulary, [case(vocabulary, BMI=bmi) for bmi in ("24", "31")])
    lottery = lottery_of(library, "care", table, ICB_DAY)
    totals = count_everybody(lottery, Table(table), layouts_of(vocabulary, table.schema.names))
    assert len(lottery.scopes[0].areas) == 3
    assert (totals.sums[0].apart, totals.sums[0].open, totals.sums[0].eligible_in) == (0, 0, (1, 0, 0, 1))


def test_a_fact_without_a_column_is_not_known_of_anybody(tmp_path: Path) -> None:
    """And an area that nobody gave is the policy's own."""
    library = library_at(tmp_path, *COUNTRY)
    vocabulary = library.vocabulary("care")
    table = as_table(vocabulary, [case(vocabulary)]).drop_columns(["bmi", "patient_area", "partner_area"])
    lottery = lottery_of(library, "care", table, ICB_DAY)
    totals = count_everybody(lottery, Table(table), layouts_of(vocabulary, table.schema.names))
    south = next(area for area in lottery.days[0].areas if area.name == "south")
    assert totals.counts[lottery.of(south, seen=True).outcomes["eligible"]] == 1
    assert totals.sums[0].open == 1


def check_both_forms(day: Day, couples: list[Case]) -> list[Sums]:
    """The sums of the people, which are those of the couples one by one."""
    vocabulary = day.areas[0].policy.vocabulary
    table = as_table(vocabulary, couples)
    layouts = layouts_of(vocabulary, table.schema.names)
    lottery = Lottery([day], vocabulary, {layout.standard for layout in layouts.values()})
    totals = count_everybody(lottery, Table(table), layouts)
    assert totals.sums == [summed(one_by_one(day.areas, couples)[0], scope) for scope in SCOPES]
    return totals.sums


def test_who_lives_in_another_area_of_a_policy_stays_there(tmp_path: Path) -> None:
    """Only those who live outside are taken to live in the first that it names."""
    asks = ("home", 'met when: patient area = "02N" or BMI < 20')
    library = library_at(tmp_path, policy("north", "01N 02N", asks))
    couples = [case(library.vocabulary("care"), patient_area=code) for code in ("01N", "02N", "01S", None)]
    counted, _, _ = check_both_forms(day_of(library, ICB_DAY), couples)
    assert counted.eligible_in == (1, 3)


def test_a_rule_that_was_not_found_may_decide_instead_of_one_that_refuses(tmp_path: Path) -> None:
    """Then that refusal is not certain, whatever is unseen; and as far as seen it is none."""
    library = library_at(tmp_path, policy("north", "01N", SMOKING, WORRY), NORTH.replace("north/", "south/").replace("01N", "01S"))
    whole, south = library.of_service("care")
    unknown = Literal(None, type=BOOLEAN)
    lacking = replace(
        whole.criteria[0],
        id="unless",
        overrides=("smoking",),
        applies_when=unknown,
        condition=unknown,
        found=False,
        reading="It was not found.",
    )
    doubtful = replace(whole, criteria=(*whole.criteria, lacking))
    day = areas_on([doubtful, south], library.organisations, ICB_DAY, NEW_DAY)
    counted, whatever, seen = check_both_forms(day, [case(library.vocabulary("care"), smokes="true", BMI="24")])
    assert (counted.areas, whatever.areas, seen.areas) == (1, 2, 2)
    assert (whatever.open, whatever.apart) == (1, 0)
    assert (seen.open, seen.apart) == (0, 1)


def test_a_day_without_a_guideline_has_nothing_beside_it(tmp_path: Path) -> None:
    """No count, rather than noughts."""
    library = library_at(tmp_path, NORTH)
    vocabulary = library.vocabulary("care")
    lottery = lottery_of(library, "care", as_table(vocabulary, [case(vocabulary)]), ICB_DAY)
    assert lottery.beside(lottery.days[0], lottery.days[0].areas[0]) is None


@pytest.mark.parametrize(
    ("amount", "numbers"),
    [
        ("cycles: not stated", {}),
        ("cycles: 1.5", {}),
        ("cycles: 2.0", {2: 4}),
        ("cycles: cycles had * 4", {0: 1, 4: 1, 8: 1, 36: 1}),
        ("cycles: cycles had * 5", {}),
        ("cycles: cycles had * 1.5", {0: 1, 3: 1}),
    ],
)
def test_amounts_that_are_compared(tmp_path: Path, amount: str, numbers: dict[int, int]) -> None:
    """Whole numbers, if there are not more than 40 that it could be."""
    library = library_at(tmp_path, policy("north", "01N", BMI, amount=amount))
    vocabulary = library.vocabulary("care")
    table = as_table(vocabulary, [case(vocabulary, cycles_had=had) for had in "0129"])
    lottery = lottery_of(library, "care", table, ICB_DAY)
    totals = count_everybody(lottery, Table(table), layouts_of(vocabulary, table.schema.names))
    funded = lottery.of(lottery.days[0].areas[0], seen=True).funded
    assert {number: totals.counts[term] for (_, number), term in funded.items() if totals.counts[term]} == numbers


def test_a_treatment_without_amounts_is_not_compared_by_them(tmp_path: Path) -> None:
    """There is nothing to compare."""
    library = library_at(tmp_path, NORTH.replace("ivf: {name: IVF, cycles: 3}", "ivf: {name: IVF}"))
    vocabulary = library.vocabulary("care")
    lottery = lottery_of(library, "care", as_table(vocabulary, [case(vocabulary)]), ICB_DAY)
    found = lottery.of(lottery.days[0].areas[0], seen=True).funded
    assert {name for name, _ in found} == {("iui", "tries")}


def test_counts_of_two_parts_add_up() -> None:
    """People, counts and sums."""
    one, other = (
        Totals(2, 1, 1, Counter({7: 2}), [nobody_yet(1)], Counter({("BMI", False): 1})),
        Totals(3, 0, 1, Counter({7: 1}), [nobody_yet(1)]),
    )
    one.add(other)
    assert (one.people, one.contradictory, one.elsewhere, one.counts, one.sums) == (5, 1, 2, {7: 3}, [nobody_yet(1)])
    assert one.implausible == {("BMI", False): 1}


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_real_couples_in_real_areas() -> None:
    """The shipped policies of a day mean for many what they mean for one."""
    library = Library()
    vocabulary = library.vocabulary("assisted-conception")
    couples = [couple for couple in real_couples() if couple.value("embryo testing needed") is not True][:120]
    day = areas_on(library.of_service("assisted-conception"), library.organisations, ICB_DAY, NEW_DAY)
    table = as_table(vocabulary, couples)
    layouts = layouts_of(vocabulary, table.schema.names)
    lottery = Lottery([day], vocabulary, {layout.standard for layout in layouts.values()})
    totals = count_everybody(lottery, Table(table), layouts)
    found, refused = one_by_one(day.areas, couples)
    assert totals.contradictory == refused
    assert totals.sums == [summed(found, scope) for scope in SCOPES]
