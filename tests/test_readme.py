"""What the README shows is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import coequal
from coequal.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ANSWER = re.compile(r"```text\n\$ coequal (?P<arguments>.*)\n(?P<output>[^`]*)```")


def printed(*arguments: str) -> str:
    """What the command line prints in a terminal of 100 columns."""
    command = [sys.executable, "-m", "coequal", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env={"COLUMNS": "100"}).stdout


def test_the_answer_on_the_first_screen_is_what_the_command_prints() -> None:
    """Up to the list of every criterion, which the README leaves out."""
    shown = ANSWER.search(README)

    assert shown is not None
    assert printed(*shown["arguments"].split()).partition("\nEvery criterion")[0].strip() == shown["output"].strip()


def test_the_python_of_the_readme_runs() -> None:
    """Every line of it, with its asserts."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_readme_names_every_command() -> None:
    """No command is left out, and none is promised."""
    assert set(re.findall(r"\| `coequal (\w+)", README)) == set(COMMANDS)


def test_public_names_are_there_and_no_others() -> None:
    """A name that is not public is not found."""
    for name in coequal.__all__:
        assert getattr(coequal, name) is not None
    assert not hasattr(coequal, "eval")
