"""Following a page of the manual as a newcomer does: its files are written, its commands typed, in the order of the page."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^(?P<fence>`{3,4})(?P<kind>\w+)\n(?P<text>.*?)^(?P=fence)\n", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"`(?P<path>[\w./-]+\.\w+)`")
_WIDTH = "100"
_NO_NETWORK = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


@dataclass(frozen=True, slots=True)
class Step:
    """One block of a page: a file to write or to add to, commands to type, or what the last of them prints."""

    kind: str
    text: str
    before: str  # the paragraph that introduces it

    @property
    def file(self) -> str:
        """The file that the paragraph names last."""
        return [found["path"] for found in _FILE.finditer(self.before)][-1]


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page, in its order."""
    for found in _BLOCK.finditer(page):
        yield Step(found["kind"], found["text"], page[: found.start()].rstrip().rpartition("\n\n")[2])


class Newcomer:
    """Somebody with an empty folder who types what a page says."""

    def __init__(self, folder: Path) -> None:
        """They have the command and pip, and no network."""
        self.folder, self.site = folder / "work", folder / "site"
        self.folder.mkdir()
        path = os.pathsep.join(filter(None, (str(self.site), os.environ.get("PYTHONPATH", ""))))
        self._environment = {**os.environ, "COLUMNS": _WIDTH, "PYTHONPATH": path, "PIP_TARGET": str(self.site), **_NO_NETWORK}
        self.printed, self.status = "", 0

    def follow(self, page: str) -> None:
        """Every block of a page. Fails where a command says other things than the page, or fails without the page saying so."""
        every = list(steps(page))
        for step, after in zip(every, [*every[1:], None], strict=True):
            if step.kind == "text":
                assert self.printed.strip() == step.text.strip()
            elif step.kind == "sh":
                for line in step.text.splitlines():
                    self.type(line)
                    shown = after is not None and after.kind == "text" and line == step.text.splitlines()[-1]
                    assert self.status == 0 or shown, f"{line}\n{self.printed}"
            else:
                self.write(step)

    def write(self, step: Step) -> None:
        """The file of a block, or what is added to its end."""
        path = self.folder / step.file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if step.before.startswith("Add to the end") else "w", encoding="utf-8") as file:
            file.write(step.text)

    def type(self, line: str) -> None:
        """One command; what it prints, and how it ends, is kept."""
        program, *arguments = shlex.split(line)
        done = subprocess.run(
            [sys.executable, "-m", program, *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,  # a busy machine takes its time
        )
        self.printed, self.status = done.stdout + done.stderr, done.returncode
