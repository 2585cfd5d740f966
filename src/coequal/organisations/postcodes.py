"""Postcode districts: in which areas the GP practices of a district are, which tells only approximately where a person belongs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from coequal.errors import CoequalError
from coequal.organisations.tables import Row, read_table

WALES = "Wales"  # stands in the table for a practice whose health board is Welsh, so that none of our areas is its place
_FILE = "postcodes.csv"
_COLUMNS = ("district", "area", "practices", "source")
_DISTRICT = "[A-Z]{1,2}[0-9][0-9A-Z]?"
_ALONE = re.compile(f"({_DISTRICT})")
_WHOLE = re.compile(f"({_DISTRICT})[0-9][A-Z]{{2}}")
_BEGUN = re.compile(f"({_DISTRICT}) [0-9][A-Z]?")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a district's practices belong to one area."""

    area: str
    practices: int


@dataclass(frozen=True, slots=True)
class District:
    """A postcode district such as NR1, with the areas of its practices, the one with most of them first."""

    code: str
    shares: tuple[Share, ...]
    source: str

    @property
    def practices(self) -> int:
        """How many practices it has."""
        return sum(share.practices for share in self.shares)


@dataclass(frozen=True, slots=True)
class Postcodes:
    """The districts that have a practice."""

    by_code: Mapping[str, District]

    def find(self, typed: str) -> District:
        """The district that somebody typed. Raises `CoequalError` where it is none, or has no practice: none is guessed."""
        code = read_district(typed)
        if code not in self.by_code:
            message = f"No GP practice is recorded in the postcode district {code}, so it does not tell an area."
            raise CoequalError(f"{message} Choose a practice or an area instead.")
        return self.by_code[code]


def read_district(typed: str) -> str:
    """The district in what somebody typed, without the rest of a full postcode, which is personal and kept nowhere.

    Raises `CoequalError` where it is neither; the message does not repeat what was typed, since an address may stand in it.
    """
    text = " ".join(typed.upper().split())
    close = text.replace(" ", "")
    found = _WHOLE.fullmatch(close) or _BEGUN.fullmatch(text) or _ALONE.fullmatch(close)
    if found is None:
        raise CoequalError("This is not a postcode district. Write the first part of a postcode, such as NR1.")
    return found[1]


def load_postcodes(folder: Path) -> Postcodes:
    """The districts in a folder's `postcodes.csv`, which may be missing. Raises `CoequalError` with file and line."""
    path = folder / _FILE
    rows = read_table(path, _COLUMNS) if path.exists() else ()
    found: dict[str, District] = {}
    for code, group in groupby(rows, key=lambda row: row["district"]):
        together = list(group)
        if code in found:
            raise CoequalError(f'The rows of "{code}" do not stand together. Put them next to one another.', together[0].place)
        found[code] = _district(code, together)
    return Postcodes(found)


def _district(code: str, rows: list[Row]) -> District:
    if not _ALONE.fullmatch(code):
        raise CoequalError(f'"{code}" is not a postcode district such as NR1.', rows[0].place)
    shares: dict[str, Share] = {}
    for row in rows:
        if row["area"] in shares:
            raise CoequalError(f"{code} has two rows for {row['area']}; one is enough.", row.place)
        shares[row["area"]] = Share(row["area"], _count(row))
    return District(code, tuple(sorted(shares.values(), key=lambda share: -share.practices)), rows[0]["source"])


def _count(row: Row) -> int:
    text = row["practices"]
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        raise CoequalError(f'"{text}" is not a number of practices.', row.place)
    return int(text)
