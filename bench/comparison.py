"""How long comparisons take: two policies, every two, the lottery of a million couples, an appraisal of options.

Nothing else of its kind runs here, so there is no peer; the figures stand beside what they have to keep to.
Run by `make bench`, or `python -m bench.comparison`.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from coequal.comparison.proof.pairs import Many
from coequal.comparison.proof.report import proof_data
from coequal.comparison.proof.two import prove
from coequal.eligibility.rules import Rules
from coequal.policies.library import Library

ON = date(2026, 6, 1)
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print each figure beside what it has to keep to."""
    library = Library()
    a, b = (Rules(library.versions(f"{area}/assisted-conception")[-1]) for area in ("norfolk-and-waveney", "exampleshire"))
    _timed("two whole policies, both witnesses, every criterion", 2, lambda: proof_data(prove(a, b, ON, library.area)))
    rules = list(map(Rules, library.of_service("assisted-conception")))
    _timed("every two policies and versions for fertility", 60, lambda: list(Many(rules, ON)))
    _command("the same as a command, from start to end", 60, "compare", "--all", "--service", "assisted-conception")
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "people.parquet"
        _run("people", "synthesise", "--count", "1000000", "--seed", "1", "--out", people)
        _command("the lottery of a million couples, reading included", 5, "lottery", people, "--on", "2026-03-01", "--json")
    _command(
        "options: 5 candidates, 1,000 draws, 100,000 couples", 30, "options", ROOT / "examples" / "options" / "staffordshire.yaml"
    )


def _timed(what: str, bar: float, work: Callable[[], object]) -> None:
    begun = perf_counter()
    work()
    _say(what, perf_counter() - begun, bar)


def _command(what: str, bar: float, *arguments: object) -> None:
    _timed(what, bar, lambda: _run(*arguments))


def _run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "coequal", *map(str, arguments)], check=True, capture_output=True, cwd=ROOT)  # noqa: S603


def _say(what: str, seconds: float, bar: float) -> None:
    print(f"{what}: {seconds:.2f} s ({'within' if seconds <= bar else 'OVER'} {bar} s)", flush=True)


if __name__ == "__main__":
    main()
