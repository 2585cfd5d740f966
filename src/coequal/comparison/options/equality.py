"""Who is reached, group by group: the share eligible and the births of each group, beside everybody's."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from coequal.comparison.options.cells import Cells
from coequal.comparison.options.counting import JUDGED, OPEN, REFUSED, SURE, Wholes
from coequal.comparison.options.model import Kinds, Setting, by_kind, eligible_by_outcome
from coequal.comparison.options.parameters import TAKE_UP, Numbers, Values
from coequal.populations.publishing import HIDDEN, ROUNDED_TO, published

Report = dict[str, Any]
Count = int | str
_COUNTED = {"eligible": SURE, "for judgement": JUDGED, "not known": OPEN, "not eligible": REFUSED}


def by_group(cells: Cells, within: Setting, values: Values, labels: list[str], *, synthetic: bool) -> Report:
    """For each way of grouping and each group, the people, and of each candidate how many are eligible and their births.

    `values` is one row. Of real people counts of 1 to 7 are hidden and others rounded, and shares come from these. Births
    come from the cells of the setting, which hold no exact number of real people.
    """
    births = [births_by_cell(kinds, values, within.cells) for kinds in within.kinds]
    everybody = [
        expected_share(
            outcome_counts(cells, place, cells.counts, synthetic=synthetic), shown(cells.people, synthetic=synthetic), values
        )
        for place in range(len(labels))
    ]
    found: Report = {}
    for grouping, groups in cells.by.items():
        found[grouping] = {}
        for name, counts in groups.items():
            candidates = {}
            people = shown(int(counts.sum()), synthetic=synthetic)
            for place, label in enumerate(labels):
                outcomes = outcome_counts(cells, place, counts, synthetic=synthetic)
                share = expected_share(outcomes, people, values)
                born = None if share is None else _born(within.cells.by[grouping][name], births[place], synthetic=synthetic)
                candidates[label] = {
                    **outcomes,
                    "share": share,
                    "ratio": _ratio(share, everybody[place]),
                    "births per 1,000 couples": born,
                }
            found[grouping][name] = {"people": people, "candidates": candidates}
    return found


def births_by_cell(kinds: Kinds, values: Values, cells: Cells) -> Numbers:
    """The births that someone of each cell can expect in her whole course, at the one row of values."""
    each = by_kind(kinds, values, cells).births[0].sum(axis=1)
    chance = eligible_by_outcome(values)[0][kinds.outcomes] * values[TAKE_UP][0]
    found: Numbers = kinds.member @ (each * chance)
    return found


def outcome_counts(cells: Cells, place: int, counts: Wholes, *, synthetic: bool) -> dict[str, Count]:
    """How many have each outcome under a candidate, as they may be shown."""
    of = np.bincount(cells.outcomes[:, place], weights=counts, minlength=4)
    return {name: shown(int(of[number]), synthetic=synthetic) for name, number in _COUNTED.items()}


def shown(count: int, *, synthetic: bool) -> Count:
    """A count as it may be shown: exact of synthetic people only."""
    return count if synthetic else published(count)


def expected_share(outcomes: Mapping[str, Count], people: Count, values: Values) -> float | None:
    """The share expected to be eligible, from counts as they are shown; None where one of them is hidden, or nobody is there."""
    wanted = [outcomes[name] for name in ("eligible", "for judgement", "not known")]
    if not people or HIDDEN in (people, *wanted):
        return None
    chance = eligible_by_outcome(values)[0][[SURE, JUDGED, OPEN]]
    return min(1.0, float(sum(float(count) * part for count, part in zip(wanted, chance, strict=True))) / float(people))


def _born(counts: Wholes, births: Numbers, *, synthetic: bool) -> float:
    """Births for 1,000 couples of so many in each cell."""
    born = 1000 * float(counts @ births) / int(counts.sum())
    return born if synthetic else float(ROUNDED_TO * round(born / ROUNDED_TO))


def _ratio(share: float | None, of_all: float | None) -> float | None:
    return None if share is None or not of_all else share / of_all
