"""A national table becomes one policy per row, and all of them are read again: `python -m bench.national_table DATA`.

DATA is the folder with the audit of access to IVF in October 2017, which is not ours to ship. The number of rows for each
number of cycles is held against what the press printed of it; where they differ, the exit status is 1.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from coequal.policies.importing.family import import_family
from coequal.policies.importing.recipe import find_recipe, read_recipe
from coequal.policies.library import Library

TABLE = "ivf_policy_by_ccg_2017_fertility_fairness.csv"
ROWS, CYCLES = 208, {"0": 7, "1": 127, "2": 50, "3": 24}


def measure(table: Path) -> bool:
    """Whether all rows became policies with the numbers of cycles that were printed; the times are printed."""
    shipped = Library()
    recipe = read_recipe(find_recipe("ivf-2017", shipped.folder / "recipes"))
    with TemporaryDirectory() as folder:
        begun = perf_counter()
        imported = import_family(table, recipe, Path(folder) / "library", shipped)
        made = perf_counter()
        policies = list(Library(Path(folder) / "library").policies())
        read = perf_counter()
    right = len(policies) == len(imported.areas) == ROWS and imported.counted == CYCLES
    print(f"imported, each policy read once before it is written   {made - begun:6.2f} s   {len(imported.areas)} rows")
    print(f"all policies read again, as a library reads them       {read - made:6.2f} s   {len(policies)} policies")
    counts = ", ".join(f"{cycles}: {number}" for cycles, number in imported.counted.items())
    print(f"rows by cycles                                         {'OK' if right else 'NOT OK'}       {counts}")
    concerned = len({item.area for item in imported.listed})
    print(f"left for a person                                      {len(imported.listed)} values of {concerned} policies")
    return right


def main() -> int:
    """Run it, or say in one line why not."""
    parser = ArgumentParser(prog="python -m bench.national_table", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, help="the folder that holds the table")
    data = parser.parse_args().data
    if data is None or not (data / TABLE).is_file():
        print(f"A national table is not imported: {'no folder was named' if data is None else f'{data} has no {TABLE}'}.")
        return 0
    return 0 if measure(data / TABLE) else 1


if __name__ == "__main__":
    sys.exit(main())
