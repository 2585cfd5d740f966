"""How many are not ruled out by real policies, and how many cycles that comes to in Staffordshire."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.synthetic.comparison import Comparison, Row
from coequal.populations.synthetic.recipe import REFERENCE_AGES, Recipe
from coequal.populations.synthetic.sample import Sample
from coequal.populations.synthetic.shares import eligible_share

RULES = "south-staffordshire/assisted-conception"  # stands in where a neighbour's rules were not found
LOCAL = {
    "Norfolk and Waveney": ("norfolk-and-waveney/assisted-conception", ("26A",)),
    "North Central London": ("north-central-london/assisted-conception", ("93C",)),
}
BOUND_ON = date(2023, 7, 1)


@dataclass(frozen=True, slots=True)
class Funded:
    """What the calibration to Staffordshire rests on."""

    left_in: float
    cycles_each: float
    women: float
    seekers: float

    @property
    def cycles(self) -> float:
        """Funded cycles a year."""
        return self.seekers * self.left_in * self.cycles_each

    @property
    def for_1000_women(self) -> float:
        """Funded cycles a year for 1,000 women of the ages of reference."""
        return 1000 * self.cycles / self.women


def staffordshire(sample: Sample, library: Library) -> Funded:
    """The cycles that are funded in a year in the six areas, under the rules and numbers of cycles that bound there."""
    recipe = sample.recipe
    numbers, areas = recipe.numbers, recipe.areas
    offered = numbers.table("Staffordshire cycles")
    codes = tuple(offered)
    women = areas.count(*REFERENCE_AGES, codes)
    cycles = sum(_cycles_each(recipe, offered[code]) * areas.count(*REFERENCE_AGES, (code,)) for code in codes) / women
    return Funded(eligible_share(_living_in(sample, codes), _policy(library, RULES)), cycles, women, recipe.seekers(codes))


def _cycles_each(recipe: Recipe, offered: float) -> float:
    """How many cycles someone has in a year who is not ruled out, where so many are offered."""
    of = recipe.numbers.table("cycles")
    on = (1 - of["live birth after a cycle"] / 100) * of["those without a birth who go on to a second cycle in the year"] / 100
    return of["those not ruled out who start treatment"] / 100 * sum(on**cycle for cycle in range(int(offered)))


def _living_in(sample: Sample, codes: tuple[str, ...]) -> Any:
    """The people who live in some areas."""
    here = pc.is_in(sample.table["patient_area"].cast(pa.string()), value_set=pa.array(codes))
    return sample.table.filter(here)


def _policy(library: Library, name: str) -> Policy:
    """The version of a policy that was in force on the day of reference."""
    return next(one for one in reversed(library.versions(name)) if one.starts.had_come(BOUND_ON))


def of_cycles(found: Funded, sample: Sample) -> Comparison:
    """Funded cycles in Staffordshire beside the published number."""
    number = sample.recipe.numbers.number
    rows = (
        Row("a year", found.cycles, number("target", "cycles a year in Staffordshire and Stoke-on-Trent"), "in all"),
        Row(
            "a year for 1,000 women of 23 to 39",
            found.for_1000_women,
            number("target", "cycles a year for 1,000 women of 23 to 39 in Staffordshire"),
            "for women",
        ),
    )
    says = (
        "Funded cycles of IVF a year in the six areas of Staffordshire and Stoke-on-Trent, of people whose facts are all known. "
        "The rules of South Staffordshire stand in for the two neighbours whose rules were not found. "
        "Published: a briefing of Staffordshire and Stoke-on-Trent, 2019. The number of seekers was set so that the two agree."
    )
    return Comparison("cycles", "Funded cycles in Staffordshire", says, "cycles", rows)


def of_ruled_out(found: Funded, sample: Sample, library: Library) -> Comparison:
    """The shares ruled out by policies in their own areas beside the published share of England."""
    published = sample.recipe.numbers.number("target", "ruled out, of women who try to conceive")
    rows = [Row("Staffordshire and Stoke-on-Trent", 100 * (1 - found.left_in), published)]
    for place, (name, codes) in LOCAL.items():
        share = eligible_share(_living_in(sample, codes), _policy(library, name))
        rows.append(Row(place, 100 * (1 - share), published))
    says = (
        "Seekers whom a rule of their own area's policy rules out, of people whose facts are all known. "
        "Published: 57.7 % of women in England who try to conceive, most of them not yet referred "
        "(Ni Dhonnabhain and others, a preprint, 2021-23). "
        "It is one figure for England, so it stands beside each area."
    )
    return Comparison("ruled out", "Ruled out by the policy", says, "%", tuple(rows))
