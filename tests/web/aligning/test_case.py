"""The case for change is looked at as of a day, and published as it was looked at."""

from datetime import date

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.programmes.models import Figure
from coequal.programmes.models.programmes import PREPARING
from tests.programmes.making import area, programme
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


def test_it_is_looked_at_as_of_a_day_and_published_as_it_was(manager: Client) -> None:
    """Where something changed meanwhile, it is shown as it is now, and can be published then."""
    found = area(policies=["luton/assisted-conception"])
    shown = text(manager, f"{at('case', found)}?on[day]=1&on[month]=6&on[year]=2018")
    assert "Policies on 1 June 2018" in shown
    assert "It is not published yet." in shown
    assert "must be a real date" in text(manager, f"{at('case', found)}?on[day]=1&on[month]=June&on[year]=x")
    held = hidden(manager, at("case", found))
    Figure.objects.create(programme=found.programme, area=found, says="Aids a year")
    shown = sent(manager, at("publish-case", found), held)
    assert "The case for change is another one by now." in shown
    assert "Aids a year" in shown
    shown = sent(manager, at("publish-case", found), hidden(manager, at("case", found)))
    assert "Edition 1" in shown
    assert found.caseforchanges.get().update.says == "The case for change can be read."


def test_the_day_of_the_page_is_the_day_that_is_published(manager: Client) -> None:
    """A page without one is of today."""
    found = area(policies=[])
    held = hidden(
        manager, f"{at('case', found)}?" + "&".join(f"{name}={part}" for name, part in day("on", date(2020, 1, 6)).items())
    )
    sent(manager, at("publish-case", found), held)
    assert found.caseforchanges.get().on == date(2020, 1, 6)
    assert "another one by now" in sent(manager, at("publish-case", found), {"looked_at": held["looked_at"]})


def test_nothing_is_published_before_the_programme_is(manager: Client) -> None:
    """The page leads there; whoever may not publish sees no button."""
    found = area(programme(PREPARING), policies=[])
    shown = text(manager, at("case", found))
    assert "Publish the programme first." in shown
    assert "Publish this edition" not in shown
    assert "Publish this edition" not in text(
        signed_in(Role.ANALYST, email="ana@exampleshire.example"), at("case", area(policies=[]))
    )
    assert "Publish the programme first." in sent(manager, at("publish-case", found), {})
