"""Time every engine on the same invented people: `python -m bench.everyone`, from the top of the checkout.

First each is held to coequal's own meaning on a few people; then all take turns.
"""

import platform
from argparse import ArgumentParser, Namespace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from bench.everyone.by_hand import sql
from bench.everyone.edges import people_at_edges
from bench.everyone.kernel import kernel_entries
from bench.everyone.many import WORK, many_entries, said
from bench.everyone.peers import FEW, peer_entries
from bench.everyone.people import people, write_people, write_table
from bench.everyone.reference import contradictions, reference
from bench.everyone.rounds import POLICY, Entry, measure_memory, must_be, print_table, rounds
from bench.everyone.scan import scan_entries
from bench.everyone.threads import THREADS

SEED = 2023
ENGINES = ("numpy", "pyarrow", "duckdb", "polars", "openfisca-core", "zen-engine")


def asked() -> Namespace:
    """What the command line asks for."""
    parser = ArgumentParser(prog="python -m bench.everyone", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many people (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each has its turn (%(default)s)")
    parser.add_argument("--only", action="append", metavar="WORD", help="only entries in whose name this stands; may be repeated")
    parser.add_argument("--file", type=Path, help="a Parquet file to keep the people in, written where it is not there yet")
    parser.add_argument("--memory", action="store_true", help="measure the memory of those that can run alone from a file, too")
    parser.add_argument("--sql", action="store_true", help="print the query that is written by hand, and do nothing else")
    return parser.parse_args()


def entries(table: pa.Table, path: Path, only: list[str] | None) -> list[Entry]:
    """All entries, or those in whose names one of some words stands."""
    found = [*scan_entries(table, path), *kernel_entries(table, path), *many_entries(table), *peer_entries(table, path)]
    return [entry for entry in found if only is None or any(word.casefold() in entry.called.casefold() for word in only)]


def check(folder: Path, only: list[str] | None) -> None:
    """Nothing, where every entry means what coequal means for a few people. Stops where one does not."""
    for number, table in enumerate([people(FEW, SEED + 1), people_at_edges(FEW, SEED)]):
        path = folder / f"few-{number}.parquet"
        write_table(path, table)
        contradicted = next(contradictions(table), None)
        assert contradicted is None, contradicted
        expected = reference(table)
        for entry in entries(table, path, only):
            if entry.work == POLICY:
                must_be(entry.called, entry.run(), "coequal's closures", expected)


def measure(wanted: Namespace, path: Path) -> None:
    """Take turns on the people in a file and on the same people in memory, and print the table."""
    if not path.exists():
        write_people(path, wanted.rows, SEED)
    assert pq.read_metadata(path).num_rows == wanted.rows, f"{path} holds other people"
    found = entries(people(wanted.rows, SEED), path, wanted.only)
    rounds(found, wanted.rounds)
    if wanted.memory:
        measure_memory(found)
    print_table(found)
    if any(entry.work.startswith(WORK) for entry in found):
        print(f"\nMany policies, one thread: {said(found)}.")


def main() -> None:
    """Check, measure, and say of what."""
    wanted = asked()
    if wanted.sql:
        print(sql())
        return
    with TemporaryDirectory() as folder:
        check(Path(folder), wanted.only)
        measure(wanted, wanted.file or Path(folder) / "people.parquet")
    engines = ", ".join(f"{engine} {version(engine)}" for engine in ENGINES)
    print(f"\n{wanted.rows:,} invented people, {wanted.rounds} rounds in turn, {THREADS} threads where an engine has threads;")
    print(f"Python {platform.python_version()}, {engines}.")
    print("Ratios are medians, over the rounds, of two times per row in the same round, from the same source.")
    print("“Least ns of processors” is per row, of all threads together, in the round in which it was least.")


if __name__ == "__main__":
    main()
