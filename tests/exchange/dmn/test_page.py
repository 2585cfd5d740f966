"""The manual's page on DMN."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange.dmn.engine import FRONTEND, MISSING, NODE
from tests.exchange.dmn.page import page


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order and in one folder, with their asserts; those for feelin where it can be had."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "node_modules").symlink_to(FRONTEND)
    examples = re.findall(r"```(\w+)\n(.*?)```", page(), re.DOTALL)
    assert [language for language, _ in examples] == ["sh", "python", "js", "sh", "xml", "sh"]
    for language, text in examples:
        match language:
            case "sh":
                subprocess.run([sys.executable, "-m", *shlex.split(text)], check=True, capture_output=True)
            case "python":
                exec(text, {})  # noqa: S102  # our own
            case "js" if MISSING is None:
                (tmp_path / "run.mjs").write_text(text, encoding="utf-8")
                subprocess.run([str(NODE), "run.mjs"], check=True)
            case "xml":
                (tmp_path / "weight.dmn").write_text(text, encoding="utf-8")
    for draft in ("draft.md", "weight.md"):
        assert 'met when: "patient BMI in [19 .. 30]"' in (tmp_path / draft).read_text(encoding="utf-8")
