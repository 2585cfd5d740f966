"""A value that was not found is not known: nobody passes or fails for want of it, and the reason says what is wanting."""

from pathlib import Path

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.examples import examples, failures
from coequal.eligibility.rules import Rules
from coequal.facts.case import read_case
from coequal.policies.library import Library
from tests.policies.building import FAMILY, TABLE, WORDS, changed, family_folder, library_folder

REASON = "What The East asks for here was not found."
OVERRIDING = changed("otherwise: Measure again in a year.", "applies when: serves\noverrides: [waiting]", FAMILY)
OVERRIDING = changed("for: [aids]\n", "", OVERRIDING)


def assessed(folder: Path, text: str = FAMILY, **facts: object) -> Assessment:
    """A case in the East, where the limit of hearing loss was not found."""
    (policy,) = Library(family_folder(library_folder(folder), text)).versions("east/hearing")
    case = read_case({name.replace("_", " "): value for name, value in facts.items()}, WORDS.dictionary)
    return assess(Rules(policy), case)


def test_nobody_is_eligible_where_a_value_was_not_found(tmp_path: Path) -> None:
    """Whatever else is known; nothing that could be asked would change it."""
    found = assessed(tmp_path, hearing_loss=90, works=False)
    assert found.outcome == "not known"
    assert (found.criteria["hearing-loss"].status, found.criteria["hearing-loss"].reason) == ("not known", REASON)
    assert found.missing == ()
    assert found.treatments["batteries"].outcome == "eligible"


def test_another_criterion_still_fails(tmp_path: Path) -> None:
    """What was found is applied."""
    found = assessed(tmp_path, hearing_loss=90, works=True, months_waiting=5)
    assert (found.outcome, found.single_blocker) == ("not eligible", "waiting")


def test_amounts_are_not_known_or_not_stated(tmp_path: Path) -> None:
    """By the word in the table."""
    found = assessed(tmp_path, changed("packs: {packs}", "packs: {packs} + {loss}", FAMILY), hearing_loss=90, works=False)
    assert found.treatments["batteries"].amounts == {"packs": None}
    assert str(found.treatments["aids"].amounts["aids"]) == "not stated"


@pytest.mark.parametrize(
    ("yaml", "status", "reason"),
    [
        ("kind: readiness\nmet when: hearing loss > {loss}", "not known", REASON),
        ("kind: judgement\njudged when: hearing loss > {loss}", "not known", REASON),
        ("kind: elsewhere\napplies when: hearing loss > {loss}\ncommissioner: The army", "not known", REASON),
        (
            "kind: duty\nreading: Of {loss} dB.",
            "not applicable",
            "This is a duty of the provider; nothing about the case is tested.",
        ),
        ("kind: information\nreading: Of {loss} dB.", "not applicable", "This is for information; nothing is tested."),
    ],
)
def test_each_kind_says_so_in_its_own_way(tmp_path: Path, yaml: str, status: str, reason: str) -> None:
    """A duty and a piece of information test nothing, so nothing about them is not known."""
    block = f'\n## 3. Another\n\n```criterion\nid: other\nclause: "3"\n{yaml}\n```\n'
    found = assessed(tmp_path, FAMILY + block, hearing_loss=90, works=False)
    assert (found.criteria["other"].status, found.criteria["other"].reason) == (status, reason)


def test_it_is_not_known_whether_such_a_criterion_decides_instead_of_another(tmp_path: Path) -> None:
    """So the other does not fail either; the reason says why."""
    found = assessed(tmp_path, OVERRIDING, hearing_loss=90, works=True, months_waiting=0)
    assert found.outcome == "not known"
    assert found.criteria["hearing-loss"].reason == REASON
    waiting = found.criteria["waiting"]
    assert (waiting.status, waiting.reason) == ("not known", "It is not known whether clause 1 decides instead.")


def test_the_example_people_that_are_left_come_out_as_expected(tmp_path: Path) -> None:
    """In every area of a family."""
    family_folder(library_folder(tmp_path), FAMILY, TABLE)
    for policy in Library(tmp_path).policies():
        rules = Rules(policy)
        assert [str(failure) for example in examples(policy) for failure in failures(rules, example)] == []
