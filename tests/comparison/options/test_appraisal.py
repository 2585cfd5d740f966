"""Tests of whole appraisals: the example, and properties that any appraisal has."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.comparison.options.appraisal import appraise, interval
from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.file import MadePeople, Options, read_options
from coequal.comparison.options.parameters import TAKE_UP, Range
from coequal.policies.library import Library
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table
from tests.comparison.options.building import EXAMPLE, FAMILY, plain, written

LIBRARY = Library()
SHELF = Shelf(LIBRARY, EXAMPLE.parent, date(2026, 11, 1))
Report = dict[str, Any]
STOKE = "stoke-on-trent/assisted-conception@2013-04"
SOUTH = "south-staffordshire/assisted-conception@2013-04"


def report_of(options: Options) -> Report:
    return appraise(options, LIBRARY.vocabulary("assisted-conception"), LIBRARY.area)


def small(folder: Path, change: Callable[[Report], object] | None = None) -> Report:
    """The report of a small file, perhaps with a change."""
    found = plain()
    if change is not None:
        change(found)
    return report_of(read_options(written(folder, found), replace(SHELF, folder=folder)))


@pytest.fixture(scope="module")
def example() -> Report:
    """The example on fewer people and draws."""
    found = read_options(EXAMPLE, SHELF)
    assert isinstance(found.people, MadePeople)
    return report_of(replace(found, draws=200, people=replace(found.people, count=20_000)))


def without_candidate(report: Report, *keys: str) -> list[Any]:
    """One figure of each candidate."""
    found = []
    for one in report["candidates"].values():
        value: Any = one
        for key in keys:
            value = value[key]
        found.append(value)
    return found


def test_the_example_is_in_the_order_that_its_rules_give(example: Report) -> None:
    """Two cycles bring more than one, NICE more than both, and one transfer has the fewest births for a cycle."""
    births = [one["median"] for one in without_candidate(example, "all years", "births")]
    assert births[1] < births[2] < births[3]
    each = [one["median"] for one in without_candidate(example, "all years", "births per fresh cycle started")]
    assert min(each) == each[4]
    assert without_candidate(example, "all years", "frozen transfers")[4]["median"] == 0
    assert without_candidate(example, "whole") == [False] * 5
    assert example["frontier"]["Policy of February 2024"]["standing"] != "on the frontier"


def test_one_cycle_everywhere_takes_only_the_second_cycle_of_stoke(example: Report) -> None:
    """One cycle everywhere reaches just those whom the three policies reach, and brings no more births in any draw."""
    base, one = (example["candidates"][label] for label in ("Three policies, to January 2024", "One cycle everywhere"))
    assert one["people"] == base["people"]
    assert one["couples a year"]["eligible"] == base["couples a year"]["eligible"]
    assert one["against the baseline"]["births"]["high"] < 0
    assert one["against the baseline"]["cost"]["high"] < 0
    assert one["at the values"]["births"] < base["at the values"]["births"]
    area = example["groups"]["Part of the area"]
    less = {
        name: group["candidates"]["Three policies, to January 2024"]["births per 1,000 couples"]
        > group["candidates"]["One cycle everywhere"]["births per 1,000 couples"] + 1e-9
        for name, group in area.items()
    }
    assert [name for name, fewer in less.items() if fewer] == ["Stoke on Trent (05W)"]


def test_a_verdict_that_rests_on_what_was_not_seen_says_so(example: Report, tmp_path: Path) -> None:
    """A standing holds as far as seen where it rests on a candidate not seen whole, and only there."""
    assert all(one["as far as seen"] for one in example["frontier"].values())
    assert not any(one["as far as seen"] for one in small(tmp_path)["frontier"].values())

    def beside(found: Report) -> None:
        twice = dict(found["candidates"]["one"])
        found["candidates"].update(again=twice, nobody={"policy": SOUTH, "cycles": 0}, two={"policy": SOUTH})

    mixed = small(tmp_path, beside)["frontier"]
    assert (mixed["again"]["standing"], mixed["again"]["by"]) == ("dominated", ["one"])
    assert [one["as far as seen"] for one in mixed.values()] == [True, True, False, True]


def test_a_neighbours_policy_takes_the_people_as_its_own(tmp_path: Path) -> None:
    """A policy that asks for a practice of its own area takes people of another as if they lived there, and that is said."""
    norfolk = "norfolk-and-waveney/assisted-conception@2022-07"
    report = small(tmp_path, lambda found: found["candidates"].update(two=norfolk))
    found = report["candidates"]["two"]
    assert found["people"]["eligible"] > 0
    assert found["all years"]["births"]["low"] > 0
    said = "It takes people of Norfolk and Waveney (26A) only, so whoever lives elsewhere is taken to live there."
    assert found["policies"][0]["said"][0] == said

    def at_home(found: Report) -> None:
        found["candidates"].update(two=norfolk)
        found["people"]["areas"] = ["26A"]
        found["groups"] = {}

    there = small(tmp_path, at_home)["candidates"]["two"]["people"]
    assert there["eligible"] > 0  # people of Norfolk are not moved, and fare alike but for chance
    assert abs(there["eligible"] - found["people"]["eligible"]) < 60


def test_the_sensitivity_of_a_difference_is_that_of_both_candidates(example: Report) -> None:
    """At each end of a range the difference is the candidate's figure less the baseline's; the baseline has none from itself."""
    base = example["candidates"][example["baseline"]]
    assert base["sensitivity of the difference"] == {"cost": [], "births": []}
    one = example["candidates"]["NICE guideline of 2013"]
    for measure in ("cost", "births"):
        own, of_base = ({swing["parameter"]: swing for swing in candidate["sensitivity"][measure]} for candidate in (one, base))
        found = one["sensitivity of the difference"][measure]
        assert {"take-up", "judged in favour"} <= {swing["parameter"] for swing in found}
        for swing in found:
            for end in ("low", "high"):
                there = [
                    of.get(swing["parameter"], {end: candidate["at the values"][measure]})[end]
                    for of, candidate in ((own, one), (of_base, base))
                ]
                assert swing[end] == pytest.approx(there[0] - there[1])
    prices = [swing["parameter"] for swing in one["sensitivity"]["births"] if swing["parameter"].startswith("price")]
    assert prices == []  # a price moves no birth


def test_differences_are_the_candidate_less_the_baseline(example: Report) -> None:
    """NICE costs more and brings more than the three policies; most who change are newly eligible; medians of moves add up."""
    nice, base = example["candidates"]["NICE guideline of 2013"], example["candidates"][example["baseline"]]
    for name in ("cost", "births"):
        against = nice["against the baseline"][name]
        assert against["low"] > 0
        assert against["median"] == pytest.approx(nice["all years"][name]["median"] - base["all years"][name]["median"], rel=0.1)
    moved = nice["couples a year"]
    gain = moved["newly eligible"]["median"] - moved["no longer eligible"]["median"]
    assert gain == pytest.approx(moved["eligible"]["median"] - base["couples a year"]["eligible"]["median"], rel=0.1)


def test_every_median_lies_in_its_interval(example: Report) -> None:
    """Wherever the report has an interval, its low end is below its median and that below its high end."""

    def intervals(found: Any) -> Iterator[Report]:
        if isinstance(found, dict):
            if found.keys() == {"median", "low", "high"}:
                yield found
            else:
                for value in found.values():
                    yield from intervals(value)
        elif isinstance(found, list):
            for value in found:
                yield from intervals(value)

    found = list(intervals(example["candidates"]))
    assert len(found) > 300
    assert all(one["low"] <= one["median"] <= one["high"] for one in found if None not in one.values())


def test_the_report_is_json_and_says_what_it_is(example: Report) -> None:
    """Everything in the report is plain, finite JSON, and it says that its people are made up and where figures come from."""
    json.dumps(example, allow_nan=False)
    assert example["synthetic"] is True
    assert [one["name"] for one in example["parameters"] if one["assumed"]][:2] == ["growth of referrals", "judged in favour"]
    assert example["budget"]["a year"] == 1_100_000
    assert "Stoke on Trent (05W)" in example["groups"]["Part of the area"]
    assert "women of Cannock Chase (04Y), East Staffordshire (05D)" in example["who"]
    parts = example["candidates"]["Three policies, to January 2024"]["policies"]
    assert parts[1]["where"] == "patient area = East Staffordshire (05D)"


def test_parts_of_outcomes_add_up(example: Report) -> None:
    """The four outcomes of each candidate are all people; the baseline rules out nobody anew."""
    for one in example["candidates"].values():
        assert sum(one["people"].values()) == example["people"] == 20_000
    base = example["candidates"][example["baseline"]]
    assert base["changed"] == {"no longer ruled out": 0, "newly ruled out": 0}
    assert base["against the baseline"]["cost"] == {"median": 0, "low": 0, "high": 0}
    for one in example["candidates"].values():
        moved = one["changed"]["newly ruled out"] - one["changed"]["no longer ruled out"]
        assert one["people"]["not eligible"] - base["people"]["not eligible"] == moved


def test_the_same_seed_gives_the_same_report(tmp_path: Path) -> None:
    """An appraisal can be repeated to the last digit, and another seed gives others."""
    first, again = small(tmp_path), small(tmp_path)
    assert first == again
    other = small(tmp_path, lambda found: found.update(seed=2))
    assert other["candidates"]["one"]["all years"] != first["candidates"]["one"]["all years"]
    assert other["candidates"]["one"]["at the values"] == first["candidates"]["one"]["at the values"]


def test_a_candidate_twice_is_the_same_in_every_draw(tmp_path: Path) -> None:
    """Candidates share their draws: one that is the baseline again differs by nothing, and its rival is as it was."""
    twice = small(tmp_path, lambda found: found["candidates"].update(again=dict(found["candidates"]["one"])))
    again = twice["candidates"]["again"]
    assert again["against the baseline"] == {name: {"median": 0, "low": 0, "high": 0} for name in ("cost", "births")}
    assert twice["candidates"]["two"]["all years"] == small(tmp_path)["candidates"]["two"]["all years"]
    assert [twice["frontier"][label]["standing"] for label in ("one", "again")] == ["on the frontier", "dominated"]


def test_without_take_up_there_is_nothing(tmp_path: Path) -> None:
    """Where nobody would start, there is no cost, no birth, no price of a birth and no list beyond the one at the start."""
    nothing = small(tmp_path, lambda found: found["parameters"][TAKE_UP].update(value=0, low=0, high=0))
    for one in nothing["candidates"].values():
        assert one["all years"]["cost"]["high"] == one["all years"]["births"]["high"] == 0
        assert one["all years"]["cost per birth"] == {"median": None, "low": None, "high": None}
        assert one["couples a year"]["eligible"]["low"] > 0


def test_a_wide_budget_leaves_no_list_and_none_leaves_it_out(tmp_path: Path) -> None:
    """With money enough the list is empty; without a budget there is no such part."""
    wide = small(tmp_path, lambda found: found["budget"].update({"a year": 1e12}))
    assert all(year["high"] == 0 for one in wide["candidates"].values() for year in one["under the budget"]["waiting"])
    none = small(tmp_path, lambda found: found.pop("budget"))
    assert none["budget"] is None
    assert none["candidates"]["one"]["under the budget"] is None


def test_only_open_ranges_are_looked_at(tmp_path: Path) -> None:
    """A parameter without a range has no swing; the widest swing comes first, and its ends are those of its range."""
    found = small(tmp_path, lambda one: one["parameters"][TAKE_UP].update(value=0.5, low=0.5, high=0.5))
    for measure, swings in found["candidates"]["two"]["sensitivity"].items():
        assert TAKE_UP not in [one["parameter"] for one in swings], measure
        widths = [abs(one["high"] - one["low"]) for one in swings]
        assert widths == sorted(widths, reverse=True)
    middle = found["candidates"]["two"]["at the values"]["cost"]
    price = next(one for one in found["candidates"]["two"]["sensitivity"]["cost"] if one["parameter"] == "couples referred a year")
    assert (price["low"] / middle, price["high"] / middle) == pytest.approx((0.5, 2))


def test_a_sure_world_has_points_for_intervals(tmp_path: Path) -> None:
    """Where no range is open only the people vary; the medians stay near the figures at the values."""
    found = read_options(written(tmp_path, plain()), replace(SHELF, folder=tmp_path))
    sure = tuple(replace(one, ranges=tuple(Range(r.value, r.value, r.value) for r in one.ranges)) for one in found.parameters)
    report = report_of(replace(found, parameters=sure, draws=400))
    one = report["candidates"]["two"]
    assert one["sensitivity"]["cost"] == []
    assert one["all years"]["cost"]["median"] == pytest.approx(one["at the values"]["cost"], rel=0.05)
    assert one["all years"]["cost"]["low"] < one["all years"]["cost"]["high"]


def real_people(folder: Path, count: int) -> str:
    """People in a file that does not say that they are made up."""
    table = make_table(Recipe(count, 5)).drop_columns(["synthetic"]).replace_schema_metadata(None)
    for name, first, kind in (("patient_bmi", [0.0] * 9, pa.float64()), ("nhs_fresh_cycles", [None] * 60, pa.int8())):
        values = pa.array([*first, *table[name].to_pylist()[len(first) :]], kind)
        table = table.set_column(table.schema.names.index(name), name, values)
    pq.write_table(table, folder / "couples.parquet")
    return "couples.parquet"


def test_real_people_are_never_singled_out(tmp_path: Path) -> None:
    """Every count of people in the report of real people is nought, `*` or a multiple of five, and so in its sentences."""
    path = real_people(tmp_path, 211)

    def real(found: Report) -> None:
        found["people"] = {"file": path}
        found["groups"] = {"Partner": "partner", "Children": "patient living children: 1, 2, 3"}
        parts = [{"where": 'partner = "man"', "policy": FAMILY, "member": "two-cycles-everywhere"}]
        found["candidates"]["two"] = {"parts": parts}

    report = small(tmp_path, real)
    assert report["synthetic"] is False
    assert report["people"] == 210
    shown: list[Any] = [report["people"]]
    for one in report["candidates"].values():
        shown += [*one["people"].values(), *one["changed"].values()]
    for groups in report["groups"].values():
        for group in groups.values():
            shown.append(group["people"])
            for one in group["candidates"].values():
                shown += [one[name] for name in ("eligible", "for judgement", "not known", "not eligible")]
    assert "*" in shown
    assert all(count == "*" or count % 5 == 0 for count in shown)
    assert "10 values cannot be right, such as a body mass index of 0. They count as not known." in report["said"]
    for one in report["candidates"].values():
        years = [year for name in ("eligible", "starting") for year in one["by year"][name]]
        for found in (*one["couples a year"].values(), *years):
            assert all(end % 5 == 0 for end in found.values())
    assert any(said.startswith("two: ") and "fall under no part" in said for said in report["said"])
    assert any("no number of cycles is known" in said for said in report["said"])


def few_and_many(folder: Path, hidden: int, many: int) -> Report:
    """The report of real people of whom so few smoke and so many do not, all else being the same."""
    table = make_table(Recipe(400, 3, complete=True)).drop_columns(["synthetic"]).replace_schema_metadata(None)
    whole = table.take([0] * (hidden + many))
    smokes = pa.array([True] * hidden + [False] * many, pa.bool_())
    whole = whole.set_column(table.schema.names.index("patient_smokes"), "patient_smokes", smokes)
    pq.write_table(whole, folder / "couples.parquet")

    def real(found: Report) -> None:
        found["people"] = {"file": "couples.parquet"}
        found["groups"] = {"Smokes": "patient smokes", "Partner": "partner"}
        parts = [{"where": "patient smokes", "policy": STOKE}, {"where": "not(patient smokes)", "policy": STOKE, "cycles": 0}]
        found["candidates"] = {"one": {"policy": STOKE}, "two": {"parts": parts}, "three": {"parts": parts[:1]}}

    return small(folder, real)


@pytest.fixture(scope="module")
def one_of_the_hidden(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report where one person hides behind `*`."""
    return few_and_many(tmp_path_factory.mktemp("hidden"), 1, 42)


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 5))
def test_no_figure_gives_away_a_hidden_count(
    one_of_the_hidden: Report, tmp_path_factory: pytest.TempPathFactory, hidden: int
) -> None:
    """Real people who differ only inside a count that is hidden have the same report, to the last digit and sentence."""
    assert few_and_many(tmp_path_factory.mktemp("hidden"), hidden, 43 - hidden) == one_of_the_hidden


def test_the_reports_of_other_published_counts_differ(one_of_the_hidden: Report, tmp_path: Path) -> None:
    """The figures still rest on the people: others whose published counts differ have other figures."""
    other = few_and_many(tmp_path, 20, 23)
    assert one_of_the_hidden["people"] == other["people"] == 45
    one, two = (report["candidates"]["two"]["at the values"]["births"] for report in (one_of_the_hidden, other))
    assert two > one + 1
    assert one_of_the_hidden["groups"]["Smokes"]["yes"]["people"] == "*"


def test_rough_figures_are_said_to_be_rough(one_of_the_hidden: Report, example: Report, tmp_path: Path) -> None:
    """That figures rest on rounded numbers is said of real people only, and a warning where many of these are hidden."""
    text = "Couples, births and cost rest on numbers of people"
    assert [said.startswith(text) for said in one_of_the_hidden["said"]].count(True) == 1
    assert not any(said.startswith(text) for said in example["said"])
    assert not any("stand for hidden numbers" in said for said in few_and_many(tmp_path, 20, 23)["said"])
    tiny = few_and_many(tmp_path, 2, 10)
    assert any(said.startswith("Of these people 29 % stand for hidden numbers") for said in tiny["said"])


def test_an_interval_of_nothing_is_nothing() -> None:
    """Draws without a number leave none; a wait without an end is none in JSON, and its median stands where it can."""
    assert interval(np.array([np.nan, np.nan])) == {"median": None, "low": None, "high": None}
    assert interval(np.array([1.0, 2.0, np.inf])) == {"median": 2.0, "low": 1.0, "high": None}
    assert interval(np.arange(101.0)) == {"median": 50, "low": 5, "high": 95}
    assert interval(np.arange(101.0) + 2, 10) == {"median": 50, "low": 10, "high": 100}
