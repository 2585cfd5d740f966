"""Whether a person more costs no more than the one before: time per row and memory as a file grows to 20 million rows.

`python -m bench.everyone.growth` prints a table and draws it.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import altair as alt
import pyarrow as pa
import vl_convert
from bench.everyone.kernel import count_file, counting
from bench.everyone.people import write_people
from bench.everyone.rounds import peak_memory
from bench.everyone.threads import THREADS

from coequal.populations.sources import ParquetFile

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000)
SEED = 2023


class First:
    """The first rows of a source, as if there were no others."""

    def __init__(self, source: ParquetFile, rows: int) -> None:
        """Take so many rows."""
        self.name, self.schema, self.rows, self._source = source.name, source.schema, rows, source

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows until there are enough."""
        left = self.rows
        for batch in self._source.batches(columns):
            yield batch.slice(0, left)
            left -= batch.num_rows
            if left <= 0:
                return


def measure(path: Path, sizes: Sequence[int], rounds: int) -> dict[int, list[float]]:
    """The nanoseconds per row of each size in each round, sizes in turn."""
    source = ParquetFile(path)
    work = {size: counting(First(source, size), THREADS) for size in sizes}
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(rounds + 1):  # the first is to warm up
        for size, run in work.items():
            start = perf_counter()
            run()
            if number:
                found[size].append((perf_counter() - start) / size * 1e9)
    return found


def draw(found: dict[int, list[float]], path: Path) -> None:
    """The medians, with the range of the rounds, over the rows on a scale of tenfolds."""
    rows = [{"rows": size, "ns per row": median(times), "least": min(times), "most": max(times)} for size, times in found.items()]
    base = alt.Chart(alt.Data(values=rows)).encode(alt.X("rows:Q", scale=alt.Scale(type="log"), title="rows in the file"))
    line = base.mark_line(point=True, color="#003087").encode(alt.Y("ns per row:Q", title="nanoseconds per row, median and range"))
    spread = base.mark_rule(color="#003087").encode(alt.Y("least:Q"), alt.Y2("most:Q"))
    chart = (line + spread).properties(width=520, height=260, title="Counting from a Parquet file: time per row as the file grows")
    path.write_text(vl_convert.vegalite_to_svg(chart.to_json()), encoding="utf-8")


def main() -> None:
    """Measure, print and draw."""
    parser = ArgumentParser(prog="python -m bench.everyone.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each size has its turn (%(default)s)")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most rows (%(default)s)")
    parser.add_argument("--file", type=Path, help="a Parquet file to keep the people in, written where it is not there yet")
    parser.add_argument("--plot", type=Path, default=Path("growth.svg"), help="where to draw it (%(default)s)")
    wanted = parser.parse_args()
    sizes = [size for size in SIZES if size <= wanted.most]
    with TemporaryDirectory() as folder:
        path = wanted.file or Path(folder) / "people.parquet"
        if not path.exists():
            write_people(path, sizes[-1], SEED)
        found = measure(path, sizes, wanted.rounds)
        peak = peak_memory(count_file, str(path))
    print("| rows | ns per row: median | min | max |\n|---|---|---|---|")
    for size, times in found.items():
        print(f"| {size:,} | {median(times):,.1f} | {min(times):,.1f} | {max(times):,.1f} |")
    print(f"\nMost memory while {sizes[-1]:,} rows are read and counted, from a cold start: {peak / 2**20:,.0f} MiB.")
    draw(found, wanted.plot)


if __name__ == "__main__":
    main()
