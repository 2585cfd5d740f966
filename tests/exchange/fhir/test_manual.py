"""The page of the manual about FHIR says what happens."""

import re
import shutil
from pathlib import Path

import pytest

from coequal.facts.strict_json import parse_json
from tests.cli.conftest import Call, coequal
from tests.exchange.fhir.holding import valid

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/manual/fhir.md").read_text(encoding="utf-8")
__all__ = ["coequal"]  # the fixture


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own for what the examples write, with the project's example people."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)


def test_the_page_runs(coequal: Call, tmp_path: Path) -> None:
    """Its file and its commands, and then its Python, one part after the other, with its asserts; what is exported is valid."""
    (record,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "record.json").write_text(record, encoding="utf-8")
    for line in "".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)).splitlines():
        command, *arguments = line.split()
        assert (command, coequal(*arguments).status) == ("coequal", 0)
    exec("\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)), {})  # noqa: S102  # our own page
    valid(parse_json((tmp_path / "policy.fhir.json").read_text(encoding="utf-8"), "policy"))  # type: ignore[arg-type]
