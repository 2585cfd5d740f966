"""What holds of every policy of the shipped library."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coequal.eligibility.outcome import ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Fact
from coequal.lint.lint import lint
from coequal.policies.library import Library
from coequal.policies.model import Policy

LIBRARY = Library()
POLICIES = list(LIBRARY.policies())
SOURCES = Path(__file__).parents[3] / "shared" / "sources"
RUN = 9  # words in a row that nobody writes twice by chance


def _name(policy: Policy) -> str:
    return f"{policy.id}@{policy.version}"


@pytest.mark.parametrize("policy", POLICIES, ids=_name)
def test_every_rule_has_a_source(policy: Policy) -> None:
    """With an address and the day on which it was seen; our own model says that it is ours."""
    assert policy.source.title
    assert policy.source.seen is not None
    assert policy.source.url or (policy.status == "draft" and "this project" in policy.source.title)


@pytest.mark.parametrize("policy", POLICIES, ids=_name)
def test_no_file_of_the_library_needs_mending(policy: Policy) -> None:
    """Lint finds doubts and what its owner printed wrongly, and no error."""
    assert [finding.message for finding in lint(policy, LIBRARY, date(2026, 11, 23)) if finding.severity == "error"] == []


@pytest.mark.parametrize("policy", [policy for policy in POLICIES if policy.completeness != "whole"], ids=_name)
def test_nobody_is_eligible_under_a_policy_that_was_not_seen_whole(policy: Policy) -> None:
    """Whatever is known of them: 200 made-up cases for each."""
    rules, random = Rules(policy), Random(0)
    facts = [fact for fact in policy.vocabulary.dictionary.facts.values() if fact.formula is None]
    for _ in range(200):
        case = Case({fact.name: _known(fact, random) for fact in facts if random.random() < 0.95})
        assert ELIGIBLE not in rules.run(rules.values(case))[1]


def _known(fact: Fact, random: Random) -> Known:
    """Any value that can occur, a result with any date of the last years."""
    value: Any
    match fact.kind:
        case "boolean":
            value = random.random() < 0.5
        case "choice":
            value = random.choice(list(fact.values))
        case "area":
            value = random.choice(["26A", "QMM"])
        case "number":
            low, high = fact.plausible
            value = Decimal(random.randint(int(str(low)), min(60, int(str(high)))))
        case _:
            value = date(1980, 1, 1) + timedelta(random.randint(0, 17_000))
    return Known(value, date(2022, 1, 1) + timedelta(random.randint(0, 1_500)) if fact.dated else None)


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents are not at hand")
def test_no_sentence_is_taken_from_a_source() -> None:
    """No nine words in a row are those of a source document."""
    theirs = {run for path in SOURCES.glob("*.txt") for run in _runs(path.read_text(encoding="utf-8"))}
    for path in sorted(LIBRARY.folder.rglob("*.*")):
        if path.suffix in (".md", ".yaml", ".csv"):
            assert [" ".join(run) for run in _runs(path.read_text(encoding="utf-8")) if run in theirs] == [], path.name


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
