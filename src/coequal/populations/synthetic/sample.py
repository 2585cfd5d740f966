"""Made people in memory, as plain arrays, to be counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coequal.populations.synthetic.draws import Flags, Wholes
from coequal.populations.synthetic.parameters import Numbers, lowest
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import make_table

DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True)
class Sample:
    """The people of a recipe. Facts that are not recorded are NaN, or None among words."""

    recipe: Recipe

    @cached_property
    def table(self) -> Any:
        """The people as an Arrow table."""
        return make_table(self.recipe)

    def numbers(self, name: str) -> Numbers:
        """A column of numbers or of true and false; dates are days since 1970."""
        column = self.table[name]
        column = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
        found: Numbers = column.cast(pa.float64()).to_numpy()
        return found

    def words(self, name: str) -> NDArray[np.object_]:
        """A column of words."""
        found: NDArray[np.object_] = self.table[name].cast(pa.string()).to_numpy()
        return found

    @cached_property
    def age(self) -> Wholes:
        """Her age in whole years on the day on which treatment is to start."""
        return self._years("patient_date_of_birth")

    @cached_property
    def partner_age(self) -> Wholes:
        """The partner's age on that day; where there is no partner, no age that anybody has."""
        return self._years("partner_date_of_birth")

    def _years(self, born: str) -> Wholes:
        years = (self.numbers("treatment_start_date") - self.numbers(born)) / DAYS_IN_A_YEAR
        return np.floor(np.nan_to_num(years, nan=-1)).astype(np.int64)

    @cached_property
    def first_ivf(self) -> Flags:
        """Those who seek IVF and have had none."""
        cycles = self.numbers("nhs_fresh_cycles") + self.numbers("private_fresh_cycles")
        found: Flags = (self.words("treatment_sought") == "IVF") & (cycles == 0)
        return found


def shares(flags: Flags, among: Flags) -> float:
    """The percentage of people for whom something is so, among some."""
    return 100 * float(flags[among].mean())


def by_band(bands: Mapping[str, float], ages: Wholes, of: Callable[[Flags], float]) -> dict[str, float]:
    """For each band of ages, something worked out of the people in it."""
    return {band: of(in_band(band, ages)) for band in bands}


def in_band(band: str, ages: Wholes) -> Flags:
    """Whose age is in a band such as `35-37`."""
    found: Flags = (ages >= lowest(band)) & (ages <= int(band.split("-")[1]))
    return found
