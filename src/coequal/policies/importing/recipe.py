"""A recipe: which columns a table of others has, how each is read, and which family comes of it."""

import re
from dataclasses import dataclass
from pathlib import Path

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.fields import Fields, entries
from coequal.facts.strict_yaml import decode, read, read_file
from coequal.policies.importing.ages import Ages
from coequal.policies.importing.values import Value, read_value

FILE = "recipe.yaml"
KEYS = (
    *("service", "family", "version", "wording", "area", "part", "name without", "commissioner", "left out"),
    *("not found", "no rule", "nothing funded", "count by", "values"),
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a table becomes a family. `without` are words that are taken off the names of areas.

    `nothing` is a column and its cell by which nothing is funded, so that an empty cell elsewhere is no rule.
    """

    service: str
    family: str
    version: str
    wording: Path
    area: str
    part: str | None
    without: tuple[str, ...]
    commissioner: str
    left_out: tuple[str, ...]
    not_found: tuple[str, ...]
    no_rule: tuple[str, ...]
    nothing: tuple[str, str] | None
    counted: str | None
    values: tuple[Value, ...]

    @property
    def read_columns(self) -> tuple[str, ...]:
        """The columns of the table that are read, each once."""
        named = [self.area, *([self.part] if self.part else []), self.commissioner, *(value.column for value in self.values)]
        named += [value.reader.answer.column for value in self.values if isinstance(value.reader, Ages) and value.reader.answer]
        return tuple(dict.fromkeys([*named, *([self.nothing[0]] if self.nothing else [])]))


def find_recipe(named: str, recipes: Path) -> Path:
    """The file of a recipe: a file, a folder that holds one, or the name of one of those in `recipes`. Raises `CoequalError`."""
    known = sorted(path.parent.name for path in recipes.glob(f"*/{FILE}"))
    if named in known:
        return recipes / named / FILE
    path = Path(named) / FILE if Path(named).is_dir() else Path(named)
    if path.is_file():
        return path
    suggestion = did_you_mean(named, known) or (f" Recipes that have a name: {', '.join(known)}." if known else "")
    raise CoequalError(f'There is no recipe "{named}": neither a file nor the name of one.{suggestion}')


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises `CoequalError` with file, line and column of the first mistake."""
    fields = Fields(read(decode(read_file(path), str(path)), str(path)), "A recipe", KEYS)
    values: dict[str, Value] = {}
    for name, node in entries(fields.node("values"), '"values"').items():
        values[name] = read_value(name, node, values)
    counted = fields.text_or_none("count by")
    if counted is not None and counted not in values:
        raise CoequalError(f'"count by" names a value, and there is none called "{counted}".', fields.node("count by").place)
    return Recipe(
        service=_matching(fields, "service", _SLUG, "a service is small letters, digits and hyphens"),
        family=_matching(fields, "family", _SLUG, "a family is called by small letters, digits and hyphens"),
        version=_matching(fields, "version", _VERSION, "a version is letters, digits, dots and hyphens"),
        wording=path.parent / fields.text("wording"),
        area=fields.text("area"),
        part=fields.text_or_none("part"),
        without=fields.texts("name without"),
        commissioner=fields.text("commissioner"),
        left_out=fields.texts("left out"),
        not_found=fields.texts("not found"),
        no_rule=fields.texts("no rule"),
        nothing=_nothing(fields),
        counted=counted,
        values=tuple(values.values()),
    )


def _matching(fields: Fields, key: str, pattern: re.Pattern[str], says: str) -> str:
    found = fields.text(key)
    if not pattern.fullmatch(found):
        raise CoequalError(f'{says[:1].upper()}{says[1:]}, not "{found}".', fields.node(key).place)
    return found


def _nothing(fields: Fields) -> tuple[str, str] | None:
    if "nothing funded" not in fields:
        return None
    found = Fields(fields.node("nothing funded"), '"nothing funded"', ("column", "is"))
    return found.text("column"), found.text("is")
