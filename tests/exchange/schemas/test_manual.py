"""What the manual's page on schemas shows is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "manual" / "schemas.md").read_text(encoding="utf-8")
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_the_python_runs(code: str) -> None:
    """As it stands there."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**os.environ, "PATH": PATH})


@pytest.mark.parametrize("line", re.findall(r"```sh\n(.*?)\n```", PAGE, re.DOTALL))
def test_the_commands_run(line: str, tmp_path: Path) -> None:
    """In a folder of their own."""
    subprocess.run(["/bin/sh", "-c", line], check=True, cwd=tmp_path, env={**os.environ, "PATH": PATH})
    assert [path.stat().st_size > 1000 for path in tmp_path.iterdir()] == [True]
