"""The tutorial works as it stands: its blocks make the file, its commands run, and they print what it shows."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call, coequal
from tests.cli.running import flowing

PAGE = (Path(__file__).parents[1] / "docs" / "tutorial.md").read_text(encoding="utf-8")
__all__ = ["coequal"]  # the fixture
BLOCKS = re.findall(r"^(`{3,})(\w+)\n(.*?)^\1$", PAGE, re.MULTILINE | re.DOTALL)


def test_a_policy_can_be_written_by_following_it(coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lint finds errors before there are example people, and none after."""
    monkeypatch.chdir(tmp_path)
    policy, printed, lints = Path("hilltown.md"), "", []
    policy.touch()
    for _, kind, text in BLOCKS:
        match kind:
            case "markdown":
                with policy.open("a", encoding="utf-8") as file:
                    file.write(f"{text}\n")
            case "yaml":
                Path("somebody.yaml").write_text(text, encoding="utf-8")
            case "sh":
                answers = [coequal(*line.split()[2:]) for line in text.splitlines()]
                lints += [answer.status for line, answer in zip(text.splitlines(), answers, strict=True) if " lint " in line]
                assert all(answer.status in (0, 1) and not answer.err for answer in answers)
                printed = "\n".join(answer.out for answer in answers)
            case "text":
                assert flowing(text) in flowing(printed)
    assert lints == [1, 0]
