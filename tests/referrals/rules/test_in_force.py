"""Which rules a commissioner deals with requests by: its own of that day, or else those that come with coequal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.errors import CoequalError
from coequal.referrals.models import RulesVersion
from coequal.referrals.moves.states import WRITING
from coequal.referrals.rules.in_force import in_force, rules_for
from coequal.referrals.rules.reading import EXAMPLES, shipped
from tests.referrals import making
from tests.web.signing import OTHER, OWN, organisation

pytestmark = pytest.mark.django_db
TEXT = (EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8")
DAY = date(2026, 11, 2)


def version(since: date, text: str = TEXT) -> RulesVersion:
    """Rules of the commissioner from a day on."""
    made = RulesVersion(organisation=organisation(), since=since, text=text, why="A test.")
    made.save()
    return made


def test_the_rules_of_a_day_are_the_latest_that_had_begun() -> None:
    """Before the first of its own, those that come with coequal."""
    assert in_force(organisation(), DAY).rules is shipped()[OWN]
    old, new = version(DAY), version(DAY + timedelta(9), TEXT.replace("value: 4\n", "value: 5\n"))
    found = [in_force(organisation(), DAY + timedelta(days)) for days in (-1, 0, 8, 9)]
    assert [one.version for one in found] == [None, old, old, new]
    assert [one.rules.quorum for one in found] == [4, 4, 4, 5]


def test_of_two_that_begin_on_one_day_the_later_one_counts() -> None:
    """It was brought in to put the other right."""
    version(DAY)
    assert in_force(organisation(), DAY).version == RulesVersion.objects.latest("pk")
    second = version(DAY)
    assert in_force(organisation(), DAY).version == second


def test_who_has_no_rules_is_named() -> None:
    """With who brings them in."""
    with pytest.raises(CoequalError, match="Ask its governance to bring them in"):
        in_force(organisation(OTHER), DAY)


def test_a_request_goes_by_the_rules_of_the_day_on_which_it_was_submitted() -> None:
    """While it is written by those of today, and afterwards by those that are kept with it, whatever comes later."""
    today = timezone.localdate()
    writing, sent = making.request(WRITING), making.request()
    kept = version(today, TEXT.replace("value: 4\n", "value: 5\n"))
    bound = making.request(rules=kept)
    version(today, TEXT.replace("value: 4\n", "value: 6\n"))
    assert [rules_for(one).quorum for one in (writing, sent, bound)] == [6, 6, 5]
