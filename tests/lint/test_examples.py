"""Every rule finds what it should, where it should, and nothing in a policy close by."""

from pathlib import Path

import pytest

from coequal.lint.finding import SEVERITIES
from coequal.lint.rules import RULES
from tests.lint.building import POLICY, changed, findings
from tests.lint.examples import EXAMPLES, Example
from tests.policies.building import line_of

NAMED = [pytest.param(example, id=f"{example.rule}-{n}") for n, example in enumerate(EXAMPLES)]


def test_nothing_is_found_in_the_policy_as_it_stands(tmp_path: Path) -> None:
    """So whatever is found in an example comes from its edits."""
    assert findings(tmp_path) == []


@pytest.mark.parametrize("example", NAMED)
def test_a_rule_finds_its_example_at_its_line(tmp_path: Path, example: Example) -> None:
    """And no other rule finds anything there but those that are named."""
    text = changed(POLICY, *example.edits)
    found = findings(tmp_path, *example.edits)
    assert {finding.rule for finding in found} == {example.rule, *example.also}
    own = [finding for finding in found if finding.rule == example.rule]
    assert any(example.says in finding.message and finding.place.line == line_of(text, example.line) for finding in own), own
    assert [finding.place.line for finding in found] == sorted(finding.place.line or 0 for finding in found)


@pytest.mark.parametrize("example", NAMED)
def test_a_rule_finds_nothing_close_by(tmp_path: Path, example: Example) -> None:
    """In the policy as it stands, or with edits that come near."""
    assert example.rule not in {finding.rule for finding in findings(tmp_path, *example.clean)}


def test_every_rule_has_an_example() -> None:
    """And every example is of a rule that there is."""
    assert {example.rule for example in EXAMPLES} == {rule.name for rule in RULES}


def test_every_rule_says_in_a_sentence_what_it_finds() -> None:
    """Under a name of its own, and with one of three severities."""
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.severity in SEVERITIES
        assert rule.says[0].isupper()
        assert rule.says.endswith(".")
