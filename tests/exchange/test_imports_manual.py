"""What the manual's page on imports shows is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "manual" / "imports.md").read_text(encoding="utf-8")


def test_the_commands_run(tmp_path: Path) -> None:
    """One after the other, in a folder beside the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in re.findall(r"```sh\n(.*?)\n```", PAGE, re.DOTALL):
        subprocess.run(
            ["/bin/sh", "-ec", block], check=True, cwd=tmp_path, env={**os.environ, "PATH": path}, stdout=subprocess.PIPE
        )
    assert (tmp_path / "draft.md").exists()


def test_the_table_is_that_of_the_examples() -> None:
    """Row by row."""
    (table,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert table == (ROOT / "examples" / "rules.csv").read_text(encoding="utf-8")
