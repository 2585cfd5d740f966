"""The one table of numbers from which synthetic people are drawn: each has a source, or says that it is assumed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coequal.errors import CoequalError, Place

FOLDER = Path(__file__).parent
STANDINGS = ("sourced", "derived", "assumed")
COLUMNS = ("group", "parameter", "value", "unit", "population", "year", "source", "address", "standing", "note")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number: what it is, whom it describes, where it comes from and how far it can be trusted."""

    group: str
    name: str
    value: float
    unit: str
    population: str
    year: str
    source: str
    address: str
    standing: str
    note: str


class Group(Mapping[str, float]):
    """The numbers of one group, by name, in the order of the table. Whatever is looked up counts as used."""

    def __init__(self, name: str, values: dict[str, float], used: set[tuple[str, str]]) -> None:
        """Take the numbers, and the set that says what was used."""
        self.name, self.values_by_name, self.used = name, values, used

    def __getitem__(self, name: str) -> float:
        self.used.add((self.name, name))
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)


class Parameters:
    """The table, by group and name. `used` says which groups and names have been asked for."""

    def __init__(self, listed: list[Parameter]) -> None:
        """Take parameters in the order of the table."""
        self.listed = listed
        self.used: set[tuple[str, str]] = set()
        found: dict[str, dict[str, float]] = {}
        for one in listed:
            found.setdefault(one.group, {})[one.name] = one.value
        self.groups = {name: Group(name, values, self.used) for name, values in found.items()}

    def number(self, group: str, name: str) -> float:
        """One number."""
        return self.groups[group][name]

    def whole(self, group: str, name: str) -> int:
        """One whole number."""
        return int(self.number(group, name))

    def share(self, group: str, name: str) -> float:
        """One percentage, as a share of one."""
        return self.number(group, name) / 100

    def table(self, group: str) -> Group:
        """All numbers of a group, by name, in the order of the table."""
        return self.groups[group]

    def weights(self, group: str) -> Numbers:
        """All numbers of a group as shares that add up to one."""
        found = np.array(list(self.table(group).values()))
        shares: Numbers = found / found.sum()
        return shares

    def by_age(self, group: str, ages: Numbers) -> Numbers:
        """For each age, the number of the band in which it lies; the outer bands go on for ever."""
        found = self.table(group)
        edges = [lowest(name) for name in found][1:]
        numbers: Numbers = np.array(list(found.values()))[np.searchsorted(edges, ages, side="right")]
        return numbers

    def curve(self, group: str, ages: Numbers) -> Numbers:
        """For each age, the number on the line through the ages of a group; the ends stay level."""
        found = self.table(group)
        return np.interp(ages, [float(name) for name in found], list(found.values()))


def lowest(band: str) -> int:
    """The lower end of a band of ages such as `35-37`."""
    return int(band.split("-", maxsplit=1)[0])


def read_parameters(path: Path) -> Parameters:
    """The parameters in a table. Raises `CoequalError` with file and line."""
    found: dict[tuple[str, str], Parameter] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CoequalError(f"The columns must be: {', '.join(COLUMNS)}.", Place(str(path), 1))
        for row in rows:
            one = _parameter(row, Place(str(path), rows.line_num))
            if (one.group, one.name) in found:
                raise CoequalError(f"{one.group}, {one.name} stands here twice; once is enough.", Place(str(path), rows.line_num))
            found[one.group, one.name] = one
    return Parameters(list(found.values()))


def _parameter(row: dict[str, str], place: Place) -> Parameter:
    if row["standing"] not in STANDINGS:
        raise CoequalError(f'"{row["standing"]}" is no standing. It may be: {", ".join(STANDINGS)}.', place)
    try:
        value = float(row["value"])
    except ValueError:
        raise CoequalError(f'{row["group"]}, {row["parameter"]}: "{row["value"]}" is not a number.', place) from None
    rest = {name: row[name] for name in COLUMNS[3:]}
    return Parameter(group=row["group"], name=row["parameter"], value=value, **rest)


@cache
def shipped() -> Parameters:
    """The parameters that come with coequal."""
    return read_parameters(FOLDER / "parameters.csv")
