"""Scorecards and their versions."""

from dataclasses import replace
from typing import Any

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.programmes.prioritisation import example
from coequal.programmes.prioritisation.scorecards import Domain, domains_of, make
from tests.programmes.making import acting
from tests.programmes.prioritisation.groups import DOMAINS
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def test_a_scorecard_is_kept_in_versions() -> None:
    """Each with its weights and the meaning of every score; the one before stays as it was."""
    first = make(acting(), organisation(), "Ours", DOMAINS)
    second = make(acting(), organisation(), "Ours", [replace(DOMAINS[0], weight="2.5"), DOMAINS[1]], "Agreed in May.")
    assert [str(first), str(second)] == ["Ours, version 1", "Ours, version 2"]
    assert domains_of(first) == DOMAINS
    assert [one.weight for one in domains_of(second)] == ["2.5", "1"]
    assert (DOMAINS[0].lowest, DOMAINS[0].highest) == (0, 10)
    assert [entry.action for entry in Entry.objects.filter(reference="Ours")] == ["made a scorecard", "made a scorecard"]
    with pytest.raises(CoequalError, match="Make a new version"):
        second.save()


def test_a_policy_manager_makes_it() -> None:
    """Nobody else does."""
    with pytest.raises(NotAllowed, match="policy manager"):
        make(acting(Role.ANALYST), organisation(), "Ours", DOMAINS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weight": "0"}, "The weight of “Benefit” is 0"),
        ({"weight": "much"}, "The weight of “Benefit” is much"),
        ({"weight": "NaN"}, "The weight of “Benefit” is NaN"),
        ({"weight": "1001"}, "up to 1000"),
        ({"scores": {5: "Some."}}, "needs at least two scores"),
        ({"scores": {-1: "Harm.", 5: "Some."}}, "from 0 up"),
        ({"scores": {0: "None.", 5: " "}}, "what a score of 5 in “Benefit” means"),
        ({"key": "evidence"}, "two domains with the key evidence"),
    ],
)
def test_people_could_not_score_by_it(change: dict[str, Any], said: str) -> None:
    """So it is refused, with what is amiss."""
    with pytest.raises(CoequalError, match=said):
        make(acting(), organisation(), "Ours", [replace(DOMAINS[0], **change), DOMAINS[1]])


def test_it_has_a_title_and_domains() -> None:
    """Both are asked for."""
    with pytest.raises(CoequalError, match="a title"):
        make(acting(), organisation(), " ", DOMAINS)
    with pytest.raises(CoequalError, match="at least one domain"):
        make(acting(), organisation(), "Ours", [])


def test_an_example_ships_that_says_it_is_one() -> None:
    """In our own words; the real ones were not seen, and it says so."""
    made = make(acting(), organisation(), example.TITLE, example.DOMAINS, example.ORIGIN)
    assert domains_of(made) == example.DOMAINS
    assert all(isinstance(one, Domain) and (one.lowest, one.highest) == (0, 10) for one in example.DOMAINS)
    assert made.title.startswith("Example")
    for said in ("This is an example", "We have not seen", "made up"):
        assert said in made.origin
