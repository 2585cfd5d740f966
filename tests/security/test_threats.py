"""The threat model names tests that are there, attackers that it describes, and its page is what it says."""

import re
from pathlib import Path

import pytest

from tests.security.page import model, page

ROOT = Path(__file__).parents[2]
THREATS = model()["threats"]


@pytest.mark.parametrize("number", THREATS)
def test_every_threat_is_stopped_by_what_tests_show(number: str) -> None:
    """A threat without a test, or with one that was renamed or deleted, is a hope."""
    one = THREATS[number]
    assert one["shown by"]
    for named in one["shown by"]:
        path, _, name = named.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), named


def test_every_attacker_has_a_threat_and_every_threat_an_attacker() -> None:
    """They are numbered one after the other, and none is missing."""
    assert {one["by"] for one in THREATS.values()} == {one["who"] for one in model()["attackers"]}
    assert list(THREATS) == [f"T{number:02}" for number in range(1, len(THREATS) + 1)]


def test_the_page_of_threats_is_what_the_model_says() -> None:
    """Whoever changes the one writes the other anew."""
    assert (ROOT / "docs/manual/threat-model.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_lock_is_held_by_digests(lock: str) -> None:
    """Nothing is installed but what was there when it was written, from wherever it comes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert not re.search(r"^\s*--(extra-)?index|://", text, re.MULTILINE)
