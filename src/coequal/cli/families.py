"""`coequal families`: makes a family of policies from a table of local values that others made."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from coequal.cli import usual as shared
from coequal.cli.text import paragraph
from coequal.policies.importing.family import FOR_A_PERSON, Imported, import_family
from coequal.policies.importing.recipe import Recipe, find_recipe, read_recipe
from coequal.policies.importing.rows import ForAPerson
from coequal.policies.library import Library


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("kind", metavar="import", choices=("import",), help="one policy from each row of a table, by a recipe")
    command.add_argument("table", metavar="TABLE", type=Path, help="a CSV file, saved as UTF-8")
    command.add_argument("--recipe", required=True, metavar="RECIPE", help="how to read it: a file, or a name such as ivf-2017")
    command.add_argument("--into", required=True, type=Path, metavar="DIR", help="a library; one that is not there yet is made")
    command.add_argument("--replace", action="store_true", help="write a version of the family anew that is there already")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Make the family, and print what came of it."""
    library = Library(options.library)
    recipe = read_recipe(find_recipe(options.recipe, library.folder / "recipes"))
    imported = import_family(options.table, recipe, options.into, library, replace=options.replace)
    if options.json:
        print(json.dumps(_plain(imported, recipe), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_text(imported, recipe, options.table)))
    return 0


def _plain(imported: Imported, recipe: Recipe) -> dict[str, Any]:
    return {
        "family": f"{recipe.family}/{recipe.service}",
        "version": recipe.version,
        "file": str(imported.file),
        "policies": [f"{area}/{recipe.service}" for area in imported.areas],
        "counted": {recipe.counted: dict(imported.counted)} if recipe.counted else {},
        "for a person": [
            {"area": one.area, "column": one.column, "printed": one.printed, "why": one.why, "taken as": one.taken_as}
            for one in imported.listed
        ],
    }


def _text(imported: Imported, recipe: Recipe, table: Path) -> Iterator[str]:
    """How many, and what a person has to look at: once for each thing, with the areas in which it stands."""
    areas = imported.areas
    yield paragraph(f"{_rows(len(areas))} of {table} became {_policies(len(areas))} of one family: {imported.file}")
    if imported.counted:
        yield paragraph(f"By {recipe.counted}: {'; '.join(f'{value} in {_rows(n)}' for value, n in imported.counted.items())}.")
    if not imported.listed:
        yield "\nNothing is left for a person to look at: every value is a plain rule."
        return
    concerned = len({one.area for one in imported.listed})
    head = f"For a person to look at: {len(imported.listed)} values of {_policies(concerned)}. The same list stands in"
    yield f"\n{paragraph(f'{head} {imported.file.with_name(FOR_A_PERSON)}')}"
    for (column, printed, why, taken_as), found in groupby(sorted(imported.listed, key=_thing), key=_thing):
        named = [one.area for one in found]
        yield f"\n{paragraph(f'{column}: “{printed}”, in {_rows(len(named))}. {why} Taken as: {taken_as}.', '    ', '  ')}"
        yield paragraph(", ".join(named), "    ")


def _thing(one: ForAPerson) -> tuple[str, str, str, str]:
    return one.column, one.printed, one.why, one.taken_as


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _policies(number: int) -> str:
    return "1 policy" if number == 1 else f"{number} policies"
