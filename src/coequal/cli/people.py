"""`coequal people`: makes synthetic people, and shows how near they come to published figures."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coequal.cli.text import paragraph
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.populations.progress import progress

if TYPE_CHECKING:
    from coequal.populations.synthetic.recipe import Recipe

ENOUGH = 200_000  # people to calibrate with


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    kinds = command.add_subparsers(dest="kind", metavar="KIND", required=True)
    made = kinds.add_parser("synthesise", help="make synthetic people, in a Parquet file")
    made.add_argument("--count", type=int, required=True, metavar="N", help="how many couples and single women")
    made.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write; it ends in .parquet")
    made.add_argument(
        "--list-sizes",
        type=Path,
        metavar="FILE",
        help="women by area from NHS England's gp-reg-pat-prac-sing-age-female.csv, as it is or packed; else those that come along",
    )
    made.add_argument(
        "--population",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="women by area from the ONS's estimates by single year of age, with a look-up of its codes to ODS codes beside them",
    )
    shown = kinds.add_parser("calibrate", help="show synthetic people beside published figures, in a web page")
    shown.add_argument("--count", type=int, default=ENOUGH, metavar="N", help=f"how many people to make for it; else {ENOUGH:,}")
    shown.add_argument("--out", type=Path, required=True, metavar="FILE", help="the page to write; it ends in .html")
    for kind in (made, shown):
        kind.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same people; else 1")
        kind.add_argument("--year", type=int, metavar="YEAR", help="the year in which they are referred")
        kind.add_argument(
            "--assume",
            action="append",
            default=[],
            metavar="NAME=OPTION",
            help="an assumption where sources disagree: AMH=seifer, AMH=lee, AMH=aslan, duration=clinic, duration=early",
        )


def run(options: Namespace) -> int:
    """Make the people, or the page."""
    recipe = _recipe(options)
    if options.kind == "synthesise":
        _synthesise(recipe, options.out)
    else:
        _calibrate(recipe, options.out, Library(options.library))
    return 0


def _recipe(options: Namespace) -> "Recipe":
    """What the people are made from."""
    from coequal.populations.synthetic.assumptions import assumed  # noqa: PLC0415  # NumPy, only where it is used
    from coequal.populations.synthetic.recipe import Recipe  # noqa: PLC0415

    recipe = Recipe(options.count, options.seed, assumed(options.assume), options.year)
    if options.kind != "synthesise" or not (options.list_sizes or options.population):
        return recipe
    if options.list_sizes and options.population:
        raise CoequalError("Women are counted once: give either --list-sizes or --population.")
    return _counted(recipe, options.list_sizes, options.population, Library(options.library))


def _counted(recipe: "Recipe", sizes: Path | None, estimates: list[Path], library: Library) -> "Recipe":
    """The recipe with the women of a file of list sizes, or of estimates, of which it is said what was left out."""
    from coequal.populations.synthetic.estimates import read_estimates  # noqa: PLC0415
    from coequal.populations.synthetic.list_sizes import read_list_sizes  # noqa: PLC0415

    bodies = library.organisations.bodies
    areas, told = read_list_sizes(sizes, bodies) if sizes else read_estimates(estimates, bodies)
    print(f"{areas.women.sum():,.0f} {areas.described}; number of areas: {len(areas.codes)}.")
    for words in told:
        print(paragraph(words))
    return replace(recipe, areas=areas)


def _synthesise(recipe: "Recipe", path: Path) -> None:
    """Write the people, and say what they are."""
    from coequal.populations.synthetic.write import write_people  # noqa: PLC0415

    write_people(recipe, path, progress(recipe.blocks, "Blocks of synthetic people made"))
    seekers = round(recipe.seekers())
    print(f"{path}: {recipe.count:,} synthetic people, referred in {recipe.referred_in}; seed {recipe.seed}.")
    weight = f"{seekers / recipe.count:.4g}"
    print(f"Nobody in it exists. They stand for {seekers:,} seekers a year in England, so each row weighs {weight}.")


def _calibrate(recipe: "Recipe", path: Path, library: Library) -> None:
    """Write the page."""
    from coequal.populations.synthetic.calibration import comparisons, steps, write_page  # noqa: PLC0415
    from coequal.populations.synthetic.page import to_page  # noqa: PLC0415

    if path.suffix != ".html":
        raise CoequalError(f"{path} must end in .html: the calibration is a web page.")
    found = comparisons(progress(steps(recipe, library), "Parts of the calibration done"))
    write_page(path, to_page(found, recipe))
    print(f"{path}: {len(found)} comparisons of {recipe.count:,} synthetic people with published figures.")
