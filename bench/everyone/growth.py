"""Whether a person more costs no more than the one before: time per row and memory as a file grows to 20 million rows.

`python -m bench.everyone.growth` prints a table and draws it.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import altair as alt
import vl_convert
from bench.everyone.kernel import count_file, counting
from bench.everyone.people import write_people
from bench.everyone.rounds import peak_memory
from bench.everyone.threads import THREADS

from coequal.populations.sources import ParquetFile

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000)
SEED = 2023


def measure(paths: dict[int, Path], rounds: int) -> dict[int, list[float]]:
    """The nanoseconds per row of a file of each size in each round, sizes in turn."""
    work = {size: counting(ParquetFile(path), THREADS) for size, path in paths.items()}
    found: dict[int, list[float]] = {size: [] for size in paths}
    for number in range(rounds + 1):  # the first is to warm up
        for size, run in work.items():
            start = perf_counter()
            run()
            if number:
                found[size].append((perf_counter() - start) / size * 1e9)
    return found


def written(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """A file of each size in a folder, written where it is not there yet."""
    paths = {size: folder / f"people-{size}.parquet" for size in sizes}
    for size, path in paths.items():
        if not path.exists():
            write_people(path, size, SEED)
    return paths


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
    parser.add_argument("--folder", type=Path, help="a folder to keep the files in, written where they are not there yet")
    parser.add_argument("--plot", type=Path, default=Path("growth.svg"), help="where to draw it (%(default)s)")
    wanted = parser.parse_args()
    sizes = [size for size in SIZES if size <= wanted.most]
    with TemporaryDirectory() as folder:
        paths = written(wanted.folder or Path(folder), sizes)
        found = measure(paths, wanted.rounds)
        peak = peak_memory(count_file, str(paths[sizes[-1]]))
    print("| rows | ns per row: median | min | max |\n|---|---|---|---|")
    for size, times in found.items():
        print(f"| {size:,} | {median(times):,.1f} | {min(times):,.1f} | {max(times):,.1f} |")
    print(f"\nMost memory while {sizes[-1]:,} rows are read and counted, from a cold start: {peak / 2**20:,.0f} MiB.")
    draw(found, wanted.plot)


if __name__ == "__main__":
    main()
