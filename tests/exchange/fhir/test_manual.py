"""The page of the manual about FHIR says what happens."""

import json
import re
from pathlib import Path

import pytest

from coequal.facts.strict_json import parse_json
from tests.cli.conftest import Call, coequal
from tests.exchange.fhir.holding import valid

PAGE = (Path(__file__).parents[3] / "docs/manual/fhir.md").read_text(encoding="utf-8")
__all__ = ["coequal"]  # the fixture


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own for what the examples write."""
    monkeypatch.chdir(tmp_path)


def test_the_python_of_the_page_runs(tmp_path: Path) -> None:
    """One part after the other, with its asserts; the file that it writes is valid."""
    exec("\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)), {})  # noqa: S102  # our own page
    valid(parse_json((tmp_path / "policy.fhir.json").read_text(encoding="utf-8"), "policy"))  # type: ignore[arg-type]


def test_the_commands_of_the_page_run(coequal: Call, tmp_path: Path) -> None:
    """A record that is empty will do."""
    (tmp_path / "bundle.json").write_text(json.dumps({"resourceType": "Bundle", "type": "collection"}), encoding="utf-8")
    for line in "".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)).splitlines():
        command, *arguments = line.split()
        assert (command, coequal(*arguments).status) == ("coequal", 0)
