"""The areas of England in which made people live: how many women there are, and how deprived their neighbourhoods."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from coequal.populations.synthetic.parameters import FOLDER, Numbers, lowest

DECILES = range(1, 11)


@dataclass(frozen=True, slots=True)
class Areas:
    """Codes; women by area and age group; the youngest age of each group; shares of the deciles in each area.

    `described` says where the women were counted, unless they are those that come with coequal.
    """

    codes: tuple[str, ...]
    women: Numbers
    youngest: tuple[int, ...]
    deciles: Numbers
    described: str | None = None

    def by_age_group(self) -> Numbers:
        """For each age group a row: the share of its women who live in each area."""
        shares: Numbers = (self.women / self.women.sum(axis=0)).T
        return shares

    def count(self, youngest: int, oldest: int, codes: tuple[str, ...] | None = None) -> float:
        """The women of some whole age groups in some areas, or in all."""
        rows = [code in (codes or self.codes) for code in self.codes]
        groups = [youngest <= age <= oldest for age in self.youngest]
        return float(self.women[rows][:, groups].sum())


def read_areas(path: Path) -> Areas:
    """The areas in a table whose first lines, with a #, say where its figures come from."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    groups = [name for name in rows[0] if name.startswith("women")]
    women = np.array([[float(row[group]) for group in groups] for row in rows])
    deciles = np.array([[float(row[f"decile {decile}"]) for decile in DECILES] for row in rows])
    youngest = tuple(lowest(group.removeprefix("women ")) for group in groups)
    return Areas(tuple(row["code"] for row in rows), women, youngest, deciles / deciles.sum(axis=1, keepdims=True))


@cache
def shipped_areas() -> Areas:
    """The areas that come with coequal."""
    return read_areas(FOLDER / "areas.csv")
