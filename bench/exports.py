"""How long a policy takes to leave in each form, and the whole library in all of them.

Nothing else that writes policies in these forms runs here, so there is no peer; the last figure stands beside what it has to
keep to. Run by `make bench`, or `python -m bench.exports`.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from coequal.errors import CoequalError
from coequal.exchange.forms import FORMS, Asked, Form
from coequal.policies.library import Library

POLICY, ON, ROUNDS, MOST = "norfolk-and-waveney/assisted-conception", date(2026, 6, 1), 5, 60
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print the time for each form, then that of the command for all of them."""
    library = Library()
    one = Asked(policy=library.versions(POLICY)[-1], library=library, on=ON)
    every = [Asked(policy=policy, library=library, on=ON) for policy in library.policies()]
    print(f"{'form':<16}{'one policy':>12}{'size':>10}{f'all {len(every)} policies':>18}{'refused':>9}")
    for name, form in FORMS.items():
        size = len(form.write(one))  # which also imports what the form needs
        alone = median(_seconds(form, [one])[0] for _ in range(ROUNDS))
        whole, refused = _seconds(form, every)
        print(f"{name:<16}{alone * 1000:>9.1f} ms{size / 1024:>7.0f} kB{whole:>16.2f} s{refused:>9}", flush=True)
    _command()


def _seconds(form: Form, wanted: Sequence[Asked]) -> tuple[float, int]:
    """How long it takes to write policies in a form, and how many of them it cannot hold."""
    refused, begun = 0, perf_counter()
    for asked in wanted:
        try:
            form.write(asked)
        except CoequalError:
            refused += 1
    return perf_counter() - begun, refused


def _command() -> None:
    """Export the library in every form as a user does, from start to end."""
    with TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "coequal", "export", "--all", "--to", "all", "--into", folder)
        begun, before = perf_counter(), os.times()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)  # noqa: S603  # the command is our own
        seconds, after = perf_counter() - begun, os.times()
        files = len(list(Path(folder).iterdir()))
    worked = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"The whole library in every form, {files:,} files, as a command from start to end:")
    print(f"  {seconds:.1f} s ({'within' if seconds <= MOST else 'OVER'} {MOST} s), for which processors worked {worked:.1f} s")


if __name__ == "__main__":
    main()
