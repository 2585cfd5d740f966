"""The tutorial works as it stands: its blocks make the file, its commands run, and they print what it shows."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call, coequal
from tests.cli.running import flowing

PAGE = (Path(__file__).parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
__all__ = ["coequal"]  # the fixture
BLOCK = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SHELL = shutil.which("sh") or "sh"


def test_a_policy_can_be_written_by_following_it(coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lint finds errors before there are example people, and none after; the examples notice a limit that was changed."""
    monkeypatch.chdir(tmp_path)
    policy, printed = Path("hilltown.md"), ""
    statuses: dict[str, list[object]] = {}
    policy.touch()
    for block in BLOCK.finditer(PAGE):
        _, kind, text = block.groups()
        match kind:
            case "markdown":
                with policy.open("a", encoding="utf-8") as file:
                    file.write(f"{text}\n")
            case "yaml":
                Path(re.findall(r"`(\w+\.yaml)`", PAGE[: block.start()])[-1]).write_text(text, encoding="utf-8")
            case "sh":
                answers = [run(coequal, line.removeprefix("$ "), statuses) for line in text.splitlines()]
                printed = "\n".join(answers)
            case "text":
                assert flowing(text) in flowing(printed)
    assert statuses.pop("lint") == [1, 0]
    assert statuses.pop("test") == [0, 1]
    assert {status for each in statuses.values() for status in each} == {0}


def run(coequal: Call, line: str, statuses: dict[str, list[object]]) -> str:
    """What a line prints; a command's status is noted, and it complains of nothing."""
    name, *arguments = line.split()
    if name != "coequal":
        return subprocess.run([SHELL, "-c", line], check=True, capture_output=True, text=True).stdout
    answer = coequal(*arguments)
    assert not answer.err
    statuses.setdefault(arguments[0], []).append(answer.status)
    return answer.out
