"""The lottery as plain data, of one couple and of many people, and as it may be published."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coequal.comparison.lottery.everybody import count_everybody
from coequal.comparison.lottery.everywhere import Lottery
from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME
from coequal.comparison.lottery.one_couple import treated
from coequal.comparison.lottery.people_report import People, people_report
from coequal.comparison.lottery.report import BESIDE_NICE, CoupleDay, couple_report
from coequal.policies.library import Library
from coequal.populations.sources import Table
from tests.comparison.lottery.building import (
    CCG_DAY,
    COUNTRY,
    ICB_DAY,
    NATIONAL,
    NICE,
    NORTH,
    as_table,
    case,
    day_of,
    library_at,
    policy,
)
from tests.populations.building import layouts_of


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country."""
    return library_at(tmp_path, *COUNTRY)


def of_couple(library: Library, *ons: date, elsewhere: Sequence[str] = (), **changes: str | None) -> dict[str, Any]:
    """The report of the couple on some days."""
    couple = case(library.vocabulary("care"), **changes)
    days = []
    for on in ons:
        day = day_of(library, on)
        yardstick = treated(day.yardstick, couple) if day.yardstick else None
        days.append(CoupleDay(day, tuple(treated(area, couple) for area in day.areas), yardstick))
    return couple_report(days, ["A sentence."], elsewhere)


def of_people(
    library: Library, *ons: date, heavy: int = 0, light: int = 0, impossible: int = 0, safely: bool = False
) -> dict[str, Any]:
    """The report of so many couples who are too heavy, of so many who are not, and of so many who cannot be."""
    vocabulary = library.vocabulary("care")
    sorts = ((heavy, {"BMI": "31"}), (light, {}), (impossible, {"born": "2024-01-01"}))
    table = as_table(vocabulary, [case(vocabulary, **changes) for count, changes in sorts for _ in range(count)])  # type: ignore[arg-type]
    layouts = layouts_of(vocabulary, table.schema.names)
    lottery = Lottery([day_of(library, on) for on in ons], vocabulary, {layout.standard for layout in layouts.values()})
    return people_report(People(lottery, count_everybody(lottery, Table(table), layouts), safely))


def test_the_shape_that_is_promised(country: Library) -> None:
    """`measures`, `areas` with policy, outcome and treatments, and what is set apart."""
    report = of_couple(country, ICB_DAY)
    assert report["on"] == "2023-05-01"
    assert report["measures"]["areas"] == 2
    north = report["areas"][0]
    assert (north["policy"], north["version"], north["outcome"]) == ("north/care", "v1", "eligible")
    assert north["treatments"] == {"ivf": {"outcome": "eligible", "cycles": 3}, "iui": {"outcome": "eligible", "tries": 6}}
    assert north["binds for"] == [{"code": "QNI", "name": "North Board"}]
    assert [own["policy"] for own in report["set apart"]] == ["armed-forces/care", "east/care", "south/care", "nice/care"]
    assert all(own["why"] for own in report["set apart"])
    assert all("why" not in own for own in report["areas"])
    assert (report["bodies"], report["no policy seen"], report["seen for a part"]) == (3, [], [])
    assert report["of no body"] == []
    assert report["assumptions"] == ["A sentence."]
    assert "over time" not in report


def test_what_is_set_apart_is_shown_as_it_stands_and_as_far_as_seen(country: Library) -> None:
    """Beside the yardstick, which itself stands beside nothing."""
    rows = {own["policy"]: own for own in of_couple(country, ICB_DAY, smokes="true")["set apart"]}
    assert rows["south/care"]["outcome"] == rows["south/care"]["as far as seen"]["outcome"] == "not eligible"
    assert rows["south/care"]["as far as seen"]["because"] == ["smoking (clause 2): She smokes."]
    assert rows["south/care"][BESIDE_NICE] == "refused here, eligible there"
    assert rows["east/care"]["outcome"] == "not known"
    assert rows["east/care"]["as far as seen"]["treatments"] == {"ivf": {"outcome": "eligible", "cycles": 1}}
    assert rows["east/care"]["compared as far as seen"] is False
    assert BESIDE_NICE not in rows["nice/care"]


def test_policies_of_nobody_are_named(tmp_path: Path) -> None:
    """Those of a body that is not known or of none, while they bind or may; NICE's guideline is a yardstick and not among them."""
    texts = (
        policy("far-away", "99X"),
        policy("nobody", ""),
        policy("old", "", until="2015-01-01"),
        policy("draft", "", status="draft"),
    )
    report = of_couple(library_at(tmp_path, *texts, NICE, NATIONAL), ICB_DAY)
    assert report["of no body"] == [
        {"policy": "far-away/care", "version": "v1", "name": "Far Away"},
        {"policy": "nobody/care", "version": "v1", "name": "Nobody"},
    ]


def test_without_a_guideline_nothing_stands_beside_it(tmp_path: Path) -> None:
    """In either form."""
    library = library_at(tmp_path, NORTH)
    assert BESIDE_NICE not in of_couple(library, ICB_DAY)["areas"][0]
    assert BESIDE_NICE not in of_people(library, ICB_DAY, light=1)["areas"][0]


def test_several_days_stand_in_the_order_of_time(country: Library) -> None:
    """All else is about the last that was asked."""
    for report in (of_couple(country, ICB_DAY, CCG_DAY), of_people(country, ICB_DAY, CCG_DAY, light=1)):
        assert report["on"] == CCG_DAY.isoformat()
        assert [own["on"] for own in report["over time"]] == [CCG_DAY.isoformat(), ICB_DAY.isoformat()]
        assert [own["as far as seen"]["areas"] for own in report["over time"]] == [3, 3]
        assert "eligible in" not in report["over time"][0]["measures"]


def test_people_are_counted_by_area(country: Library) -> None:
    """Outcomes as the policy stands, and as far as it was seen."""
    report = of_people(country, ICB_DAY, heavy=3, light=2, impossible=1)
    assert (report["people"], report["in the lottery"], report["contradictory"], report["decided elsewhere"]) == (6, 5, 1, 0)
    far_north, north = report["areas"]
    assert north["outcomes"] == {"eligible": 2, "not known": 0, "for judgement": 0, "not eligible": 3}
    assert north["funded"] == [{"treatment": "ivf", "amount": "cycles", "number": 3, "people": 2}]
    assert far_north["funded"][0]["number"] == 2
    assert north[BESIDE_NICE]["refused here, eligible there"] == 0
    south = next(own for own in report["set apart"] if own["policy"] == "south/care")
    assert south["outcomes"]["not known"] == south["as far as seen"]["outcomes"]["eligible"] == 5
    assert south[BESIDE_NICE]["eligible here, refused there"] == 3
    assert report["measures"]["eligible in"] == {"0": 3, "2": 2}
    assert report["as far as seen"]["eligible in"] == {"1": 3, "3": 2}
    assert report["as far as seen"][OUTCOME] == {"least": 3 * 2 / 15, "most": 3 * 2 / 15}


def test_what_is_published_singles_nobody_out(country: Library) -> None:
    """Counts of 1 to 7 are hidden, others rounded to 5; measures are in whole per cent, the number of areas is as it is."""
    report = of_people(country, ICB_DAY, heavy=7, light=141, impossible=1, safely=True)
    assert (report["people"], report["contradictory"]) == (150, "*")
    assert report["areas"][1]["outcomes"] == {"eligible": 140, "not known": 0, "for judgement": 0, "not eligible": "*"}
    assert report["areas"][1]["funded"][0]["people"] == 140
    assert report["measures"]["eligible in"] == {"0": "*", "2": 140}
    assert report["as far as seen"][OUTCOME] == {"least": 0.03, "most": 0.03}
    assert report["as far as seen"]["areas"] == 3


def test_no_measure_over_few_people_is_published(country: Library) -> None:
    """And the reason is said; one that is lacking anyhow says why as before."""
    report = of_people(country, ICB_DAY, heavy=40, light=59, safely=True)
    assert report["measures"][OUTCOME] is report["measures"][FUNDED] is report["measures"][DEPENDS] is None
    assert report["measures"]["because"] == "Measures over fewer than 100 people are not published."
    assert report["measures"]["areas"] == 2
    alone = of_people(library_at(country.folder.parent / "alone", NORTH), ICB_DAY, light=1, safely=True)
    assert "only one area" in alone["measures"]["because"]
    assert of_people(country, ICB_DAY, heavy=40, light=60, safely=True)["measures"][OUTCOME] is not None
