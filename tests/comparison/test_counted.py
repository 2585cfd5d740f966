"""A population under two policies: the counts are those of assessing each person under both with the reference."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.counted import AS_IT_IS, AS_SEEN, Both
from coequal.comparison.counted_page import people_blocks, telling
from coequal.comparison.counted_sums import BETTER_UNDER_A, OPEN, SUMS, as_shown
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.verdict import A_WIDER, NOT_SHOWN
from coequal.comparison.seen import as_seen, has_seen, is_whole
from coequal.documents.model import Notice, Paragraph, Table
from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.rules import Rules
from coequal.populations.graph import Graph
from coequal.populations.groups import Groups
from coequal.populations.reading import Reader
from coequal.populations.sources import Table as People
from coequal.populations.tally import Counter as Counted
from coequal.populations.tally import Tally, tally
from tests.comparison.proof.building import PEOPLE, met, policy
from tests.criteria.strategies import VOCABULARY
from tests.eligibility.building import criterion
from tests.populations.building import layouts_of, table
from tests.populations.generated import cases, policies

NAMES = {"a": "East", "b": "West"}


def _sides(a: Rules, b: Rules) -> tuple[Side, Side]:
    solver = Solver(Graph(for_policies(a.policy.vocabulary, [a.policy, b.policy])))
    return Side(a, solver), Side(b, solver)


def _counted(both: Both, people: People, columns: list[str], words: object = VOCABULARY) -> Tally:
    laid_out = layouts_of(words, columns)  # type: ignore[arg-type]
    return tally(Counted(both, Reader(laid_out), Groups()), people)


@pytest.mark.no_cover
def test_counts_are_those_of_the_reference() -> None:
    """Of generated policies and people, as the policies are; people who cannot be are counted apart."""
    given = cases(400)
    columns = [name for name in given.table.column_names if name != "id"]
    made = [one for one in policies(24) if len(one.policy.treatments) == 1]
    for a, b in zip(made[::2], made[1::2], strict=False):
        both = Both(*_sides(a, b), columns)
        report = both.report(_counted(both, People(given.table.drop(["id"])), columns))
        fit = [values for values in given.given if a.consistency.contradicted(values) is None]
        runs = [[run[1][0] for run in replace(given, given=fit).run(rules)] for rules in (a, b)]
        expected = Counter(zip(*runs, strict=True))
        assert {(x, y): report[AS_IT_IS][x][y] for x in OUTCOMES for y in OUTCOMES if report[AS_IT_IS][x][y]} == dict(expected)
        assert report["contradictory"] == len(given.given) - len(fit)
        assert report["people"] == 400


def _of_people(a: Rules, b: Rules, *facts: dict[str, object], made_up: bool = False) -> dict[str, object]:
    values = []
    for one in facts:
        row = [None] * (len(PEOPLE.slots.value) + len(PEOPLE.slots.on))
        for name, value in one.items():
            row[PEOPLE.slots.value[name]] = value  # type: ignore[call-overload]
        values.append(row)
    found = table(PEOPLE, values)
    both = Both(*_sides(a, b), found.column_names, made_up=made_up)
    return both.report(_counted(both, People(found), found.column_names, PEOPLE))


def test_people_live_in_the_area_of_each_policy_in_turn() -> None:
    """Whose practice is in one area is counted under the other policy as if it were there."""
    a = policy(met("here", 'area = "E01"'), met("smoke", "not(smokes)"), area="east")
    b = policy(met("here", 'area = "W01"'), area="west")
    report = _of_people(a, b, {"area": "E01", "smokes": True}, {"area": "W01", "smokes": False}, {"smokes": False})
    assert report[AS_IT_IS]["not eligible"]["eligible"] == 1  # type: ignore[index]
    assert report[AS_IT_IS]["eligible"]["eligible"] == 2  # type: ignore[index]


def test_under_versions_of_one_policy_people_live_where_they_do() -> None:
    """Whose place a new version no longer takes loses by it. People who are made up live nowhere, so they are taken to live there."""
    a, b = policy(met("here", 'area in ("E01", "E02")')), policy(met("here", 'area = "E01"'))
    report = _of_people(a, b, {"area": "E01"}, {"area": "E02"})
    assert report[AS_IT_IS]["eligible"]["not eligible"] == 1  # type: ignore[index]
    made_up = _of_people(a, b, {"area": "E02"}, {"area": "W01"}, made_up=True)
    assert made_up[AS_IT_IS]["eligible"]["eligible"] == 2  # type: ignore[index]


def test_nobody_is_eligible_under_what_was_not_seen() -> None:
    """As far as seen somebody is; both are given."""
    a = policy(met("smoke", "not(smokes)"), area="east")
    b = policy(met("smoke", "not(smokes)"), area="west", front="completeness: partial")
    report = _of_people(a, b, {"smokes": False}, {"smokes": True})
    assert report[AS_IT_IS]["eligible"]["not known"] == 1  # type: ignore[index]
    assert report[AS_SEEN]["eligible"]["eligible"] == 1  # type: ignore[index]
    assert report[AS_SEEN]["not eligible"]["not eligible"] == 1  # type: ignore[index]


def _data(people: dict[str, object], *, whole: bool = True, relation: str = A_WIDER) -> dict[str, object]:
    policies_ = {side: {"name": NAMES[side], "completeness": "whole" if whole else "partial"} for side in NAMES}
    seen = {"relation": relation, "witnesses": {"a only": None, "b only": None}}
    return {**policies_, "as far as seen": seen, "people": people}


def test_counts_are_told_in_a_document() -> None:
    """Who fares better under which; a second table where something is unseen; that people are made up."""
    a, b = policy(met("k", "BMI <= 30"), area="east"), policy(met("k", "not(smokes)"), area="west")
    counted = _of_people(a, b, {"smokes": False}, {"smokes": False}, {"smokes": True}, {"BMI": 20}, {"BMI": 20, "smokes": True})
    counted = as_shown(counted, public=False)
    more = {"synthetic": True, "published": False, "warnings": ["Beware."]}
    blocks = list(people_blocks(_data({**counted, **more}), NAMES))
    assert any(isinstance(block, Notice) for block in blocks)
    assert Paragraph("Beware.") in blocks
    said = "As the policies are: of 5 people 1 (20.0 %) fare better under East and 0 (0 %) under West; of 4 it cannot be told."
    assert Paragraph(said) in blocks
    assert sum(isinstance(block, Table) for block in blocks) == 1
    assert sum(isinstance(block, Table) for block in people_blocks(_data({**counted, **more}, whole=False), NAMES)) == 2


def test_counts_as_far_as_seen_say_nothing_where_nothing_was_seen() -> None:
    """A policy of which no criterion was seen refuses nobody as far as it was seen, which is no news of anybody."""
    assert telling(_data({}, whole=False)) == [AS_IT_IS, AS_SEEN]
    assert telling(_data({}, whole=False, relation=NOT_SHOWN)) == [AS_IT_IS]
    assert telling(_data({}, relation=NOT_SHOWN)) == [AS_IT_IS]


def test_small_counts_are_hidden_in_all_that_is_said() -> None:
    """What is added up from a hidden count is hidden too."""
    a, b = policy(met("k", "BMI <= 30"), area="east"), policy(met("k", "BMI <= 20"), area="west")
    counted = as_shown(_of_people(a, b, *[{"BMI": 25}] * 3, *[{"BMI": 35}] * 40), public=True)
    blocks = list(people_blocks(_data({**counted, "synthetic": False, "published": True, "warnings": []}), NAMES))
    said = "As the policies are: of 45 people * (*) fare better under East and 0 (0 %) under West; of 0 it cannot be told."
    assert Paragraph(said) in blocks
    assert not any("3" in cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row)


@given(st.lists(st.integers(0, 40), min_size=16, max_size=16))
def test_sums_are_added_up_first_and_rounded_after(counts: list[int]) -> None:
    """So no sum is more than everybody or off by more than 2; and none is shown of which a count is hidden."""
    cells = {x: {y: counts[4 * row + place] for place, y in enumerate(OUTCOMES)} for row, x in enumerate(OUTCOMES)}
    shown = as_shown({"people": sum(counts), AS_IT_IS: cells, AS_SEEN: cells}, public=True)
    exact = as_shown({"people": sum(counts), AS_IT_IS: cells, AS_SEEN: cells}, public=False)
    for name in (BETTER_UNDER_A, OPEN, *(f"{x} under a" for x in OUTCOMES)):
        said, true = shown[SUMS][AS_IT_IS][name], exact[SUMS][AS_IT_IS][name]
        assert said == "*" or (abs(said - true) <= 2 and (shown["people"] == "*" or said <= shown["people"]))
    for x in OUTCOMES:
        hidden = "*" in shown[AS_IT_IS][x].values()
        assert (shown[SUMS][AS_IT_IS][f"{x} under a"] == "*") is hidden


def test_what_was_not_seen_takes_what_it_overrides_along() -> None:
    """The mildest that a policy can be: what an unseen criterion would decide instead of is not taken as standing."""
    later = criterion("later", "met when: not(smokes)", "applies when: years old >= 40", "overrides: [age]")
    whole = policy(met("age", "years old < 40"), met("weight", "BMI < 30"), later).policy
    unseen = replace(whole, criteria=tuple(replace(one, found=one.id != "later") for one in whole.criteria))
    assert [one.id for one in as_seen(unseen).criteria] == ["weight"]
    assert (is_whole(whole), is_whole(unseen), has_seen(unseen)) == (True, False, True)
    assert as_seen(whole) is whole
