"""The others that do the same work."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import polars as pl
import pyarrow as pa
from bench.everyone import by_hand, with_openfisca, with_polars, with_zen
from bench.everyone.reference import assessed, laid_out
from bench.everyone.rounds import HAND, MEMORY, PARQUET, Entry, later

FEW = 5_000  # rows for those who take one person at a time
SQL = {
    HAND: by_hand.sql(),
    f"{HAND}, by days": by_hand.sql("days"),
    f"{HAND}, by intervals": by_hand.sql("intervals"),
    f"{HAND}, plain": by_hand.sql("intervals", quick=False),
}
POLARS = {"Polars": with_polars.by_table, "Polars, by offset": with_polars.by_offset}


def peer_entries(table: pa.Table, path: Path) -> list[Entry]:
    """Every peer on people in memory and, where it reads files, on the same people in a file."""
    return [*_duckdb(table, path), *_polars(table, path), *_openfisca(table), *_one_by_one(table.slice(0, FEW))]


def _duckdb(table: pa.Table, path: Path) -> list[Entry]:
    own = cache(lambda: by_hand.in_duckdb(table))
    on_arrow, on_file = cache(lambda: by_hand.on_arrow(table)), cache(lambda: by_hand.on_parquet(path))

    def entry(name: str, database: Callable[[], object], source: str) -> Entry:
        alone = (by_hand.from_parquet, path) if (name, source) == (HAND, PARQUET) else ()
        return Entry(name, lambda: by_hand.ask(database(), SQL[name]), table.num_rows, source, alone=alone)

    return [
        *(entry(name, own, MEMORY) for name in SQL),
        Entry(f"{HAND}, on Arrow", lambda: by_hand.ask(on_arrow(), SQL[HAND]), table.num_rows),
        *(entry(name, on_file, PARQUET) for name in SQL),
    ]


def _polars(table: pa.Table, path: Path) -> list[Entry]:
    own = cache(lambda: with_polars.in_polars(table))

    def entry(name: str, people: Callable[[], pl.LazyFrame], source: str) -> Entry:
        alone = (with_polars.from_parquet, path) if (name, source) == ("Polars", PARQUET) else ()
        return Entry(name, lambda: with_polars.ask(people(), POLARS[name]), table.num_rows, source, alone=alone)

    on_file = partial(pl.scan_parquet, path)
    return [*(entry(name, own, MEMORY) for name in POLARS), *(entry(name, on_file, PARQUET) for name in POLARS)]


def _openfisca(table: pa.Table) -> list[Entry]:
    def prepare() -> Callable[[], object]:
        return partial(with_openfisca.assessed, with_openfisca.laid_out(table))

    return [Entry("OpenFisca", later(prepare), table.num_rows)]


def _one_by_one(few: pa.Table) -> list[Entry]:
    """Those who take one person at a time, on few, laid out beforehand."""
    return [
        Entry("coequal, one by one", later(lambda: partial(assessed, laid_out(few))), few.num_rows),
        Entry("zen-engine, one by one", later(lambda: with_zen.prepared(few)), few.num_rows),
    ]
