"""What an option may do to equality and to quality."""

from dataclasses import replace
from typing import Any

import pytest

from coequal.errors import CoequalError
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import ASPECTS, CHARACTERISTICS, EQUALITY, QUALITY, impacts_of
from tests.programmes.making import acting
from tests.programmes.options.choices import open_area, option

pytestmark = pytest.mark.django_db
AGE = Told(EQUALITY, "age", "worse", "Most who lose are over 60.", "Those who have hearing aids keep them.")


def test_the_nine_characteristics_and_three_aspects_are_always_asked_about() -> None:
    """What is not written is none; other groups are added, and the latest text stands."""
    made = option(open_area())
    assert len(CHARACTERISTICS) == 9
    assert impacts_of(made, EQUALITY) == dict.fromkeys(CHARACTERISTICS)
    impact(acting(), made, AGE)
    impact(acting(), made, replace(AGE, effect="none", says="They keep theirs.", measures=""))
    carers = impact(acting(), made, Told(EQUALITY, "carers", "not known", "We found no figures."))
    found = impacts_of(made, EQUALITY)
    assert list(found) == [*CHARACTERISTICS, "carers"]
    assert (str(found["age"]), found["sex"], found["carers"]) == ("age: none", None, carers)
    assert impacts_of(made, QUALITY) == dict.fromkeys(ASPECTS)
    assert made.impacts.count() == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "money"}, "is no kind of impact"),
        ({"effect": "bad"}, "is no effect"),
        ({"matter": ""}, "on whom or on what"),
        ({"says": " "}, "why you expect it"),
        ({"measures": ""}, "what is done about it"),
        ({"measures": "", "effect": "mixed"}, "what is done about it"),
    ],
)
def test_an_impact_says_whom_why_and_what_is_done_about_it(change: dict[str, Any], said: str) -> None:
    """Or it is refused."""
    with pytest.raises(CoequalError, match=said):
        impact(acting(), option(open_area()), replace(AGE, **change))


def test_who_wrote_without_having_seen_the_latest_text_is_told() -> None:
    """Nothing is kept of theirs; another matter is nobody's concern."""
    made = option(open_area())
    first = impact(acting(), made, AGE, seen=0)
    with pytest.raises(CoequalError, match="wrote this anew"):
        impact(acting(), made, AGE, seen=0)
    impact(acting(), made, AGE, seen=first.pk)
    impact(acting(), made, replace(AGE, matter="sex"), seen=0)
    assert made.impacts.count() == 3
