"""The options file: what is to be appraised, for whom, over which years, and under which assumptions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coequal.comparison.options.candidates import Candidate, Shelf, labelled, read_candidates
from coequal.comparison.options.parameters import Parameter, number, read_parameters
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.fields import Fields, Located, expression, scalar
from coequal.facts.strict_yaml import Node, decode, read, read_file

MOST_YEARS: Final = 20
DRAWS: Final = (20, 100_000)
MOST_MADE: Final = 10_000_000
MOST_SEED: Final = 2**32 - 1
MOST_GROUPINGS: Final = 12
_KEYS = (
    *("title", "about", "area", "treatment", "candidates", "baseline", "people", "where", "groups"),
    *("first year", "years", "budget", "draws", "seed", "parameters"),
)


@dataclass(frozen=True, slots=True)
class MadePeople:
    """Synthetic people to be made: how many, from which seed, living in which areas (all of England where none is named)."""

    count: int
    seed: int
    areas: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """People in a file, with a mapping of its columns where they have other names than the facts."""

    path: Path
    columns: Path | None
    place: Place


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that is spent in a year, in £, and where that comes from."""

    a_year: float
    source: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """A whole options file."""

    title: str
    about: str
    area: str
    treatment: str
    candidates: tuple[Candidate, ...]
    baseline: int  # the place of the candidate with which the others are compared
    people: MadePeople | PeopleFile
    where: Located | None
    groups: dict[str, Located]
    first_year: int
    years: int
    budget: Budget | None
    draws: int
    seed: int
    parameters: tuple[Parameter, ...]


def read_options(path: Path, shelf: Shelf) -> Options:
    """The options in a file. Raises `CoequalError` with file, line and key of the first mistake."""
    return options_of(decode(read_file(path), str(path)), str(path), shelf)


def options_of(text: str, file: str, shelf: Shelf) -> Options:
    """The options in a text, in which mistakes are placed as in a file. Raises `CoequalError` as above."""
    fields = Fields(read(text, file), "An options file", _KEYS)
    treatment = fields.text("treatment")
    candidates = read_candidates(fields.node("candidates"), treatment, shelf)
    return Options(
        title=fields.text("title"),
        about=fields.text("about"),
        area=fields.text("area"),
        treatment=treatment,
        candidates=candidates,
        baseline=_baseline(fields, [one.label for one in candidates]),
        people=_people(fields.node("people"), shelf),
        where=fields.located("where"),
        groups=dict(_groups(fields)),
        first_year=_whole(fields.node("first year"), "first year", 1990, 2100),
        years=_whole(fields.node("years"), "years", 1, MOST_YEARS),
        budget=_budget(fields.node("budget")) if "budget" in fields else None,
        draws=_whole(fields.node("draws"), "draws", *DRAWS),
        seed=_whole(fields.node("seed"), "seed", 0, MOST_SEED),
        parameters=read_parameters(fields.node("parameters")),
    )


def _baseline(fields: Fields, labels: list[str]) -> int:
    found = scalar(fields.node("baseline"), '"baseline"')
    if found.text not in labels:
        suggestion = did_you_mean(found.text, labels) or f" The candidates are: {', '.join(labels)}."
        raise CoequalError(f'"baseline" names no candidate: "{found.text}".{suggestion}', found.place)
    return labels.index(found.text)


def _people(node: Node, shelf: Shelf) -> MadePeople | PeopleFile:
    fields = Fields(node, '"people"', ("synthetic", "seed", "areas", "file", "columns"))
    if ("synthetic" in fields) == ("file" in fields):
        raise CoequalError('"people" needs either "synthetic", a number of people to be made, or "file".', node.place)
    for key in ("columns",) if "synthetic" in fields else ("seed", "areas"):
        if key in fields:
            raise CoequalError(
                f'"{key}" does not go with {"synthetic people" if key == "columns" else "people in a file"}.', node.place
            )
    if "file" in fields:
        return _file(fields, shelf)
    count = _whole(fields.node("synthetic"), "synthetic", 1, MOST_MADE)
    seed = _whole(fields.node("seed"), "seed", 0, MOST_SEED) if "seed" in fields else 1
    return MadePeople(count, seed, fields.texts("areas"), fields.node("synthetic").place)


def _file(fields: Fields, shelf: Shelf) -> PeopleFile:
    """The people in a file: one that was handed in under its name, or else beside the options where these have a folder."""
    name, columns, place = fields.text("file"), fields.text_or_none("columns"), fields.node("file").place
    folder = shelf.folder
    if folder is None:
        if name not in shelf.people or columns is not None:
            known = f" There are: {', '.join(shelf.people)}." if shelf.people else ""
            raise CoequalError(f"There are no people {name} here that can be counted without a mapping of columns.{known}", place)
        return PeopleFile(shelf.people[name], None, place)
    return PeopleFile(folder / name, None if columns is None else folder / columns, place)


def _groups(fields: Fields) -> Iterator[tuple[str, Located]]:
    if "groups" not in fields:
        return
    found = labelled(fields.node("groups"), '"groups"')
    if len(found) > MOST_GROUPINGS:
        raise CoequalError(f'"groups" may name at most {MOST_GROUPINGS} ways of grouping.', fields.node("groups").place)
    for label, node in found.items():
        yield label, expression(node, f'"{label}"')


def _budget(node: Node) -> Budget:
    fields = Fields(node, '"budget"', ("a year", "source", "date"))
    return Budget(number(fields.node("a year"), '"a year"', 0, 1e12), fields.text("source"), fields.text_or_none("date"))


def _whole(node: Node, key: str, least: int, most: int) -> int:
    found = number(node, f'"{key}"', least, most)
    if not found.is_integer():
        raise CoequalError(f'"{key}" must be a whole number.', node.place)
    return int(found)
