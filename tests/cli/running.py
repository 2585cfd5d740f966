"""The command as people run it: in a process of its own, or here; and made-up couples to run it on."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

POLICY = "norfolk-and-waveney/assisted-conception"
COUPLE = {
    "referral date": "2023-05-02",
    "treatment start date": "2023-09-01",
    "treatment sought": "IVF",
    "patient date of birth": "1990-03-04",
    "partner": "man",
    "AMH": "{value: 12.0, unit: pmol/L, date: 2023-02-01}",
    "AMH offered locally": "true",
    "low ovarian reserve": "false",
    "patient BMI": "24.1",
    "cause of infertility": "diagnosed",
    "NHS fresh cycles": "0",
    "private fresh cycles": "0",
    "NHS embryo transfers": "0",
    "NHS IUI cycles": "0",
    "patient smokes": "false",
    "partner smokes": "false",
    "patient living children": "0",
    "partner living children": "0",
    "patient sterilised": "false",
    "partner sterilised": "false",
    "donor sperm needed": "false",
    "welfare concern": "false",
    "other medical grounds": "false",
    "embryo testing needed": "false",
    "patient area": "26A",
    "patient registered since": "2016-08-01",
    "patient rubella immune": "true",
    "tubal investigation": "done",
    "rubella antibodies tested": "true",
    "day 2 FSH tested": "true",
    "patient chlamydia screened": "true",
    "patient hepatitis B test": "2023-01-15",
    "patient hepatitis C test": "2023-01-15",
    "patient HIV test": "2023-01-15",
    "partner hepatitis B test": "2023-01-15",
    "partner hepatitis C test": "2023-01-15",
    "partner HIV test": "2023-01-15",
    "semen analysis done": "true",
    "semen analysis abnormal": "false",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command leaves behind: its exit status and its two streams."""

    status: object
    out: str
    err: str


def case_text(changes: dict[str, str | None]) -> str:
    """The couple, who meets every rule, with some facts changed or, by None, taken out."""
    facts = {**COUPLE, **changes}
    return "".join(f"{name}: {value}\n" for name, value in facts.items() if value is not None)


def in_a_process(folder: Path, *arguments: object, given: bytes = b"", python: tuple[str, ...] = (), **environment: str) -> Answer:
    """The command run in a process of its own, in a folder, on what is given to it."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "coequal", *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=300,  # a busy machine takes its time
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def section(text: str, heading: str) -> list[str]:
    """The lines that stand under a heading of a text, up to the next blank line."""
    lines = text.split("\n")
    start = lines.index(heading) + 2
    return lines[start : lines.index("", start)]


def flowing(lines: list[str] | str) -> str:
    """A text without its line ends and indents."""
    return " ".join((lines if isinstance(lines, str) else "\n".join(lines)).split())
