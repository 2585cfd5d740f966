"""Scorecards are made from nothing, from the example, or from a version that is there."""

import pytest
from django.test import Client

from coequal.accounts.models import Membership
from coequal.accounts.roles import Role
from coequal.programmes.models import Scorecard
from coequal.programmes.prioritisation import example, scorecards
from coequal.programmes.prioritisation.scorecards import domains_of
from tests.programmes.making import acting
from tests.programmes.prioritisation.groups import DOMAINS
from tests.web.prioritising.asking import at, held, lead, sent, text
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db
ONE = {"title-0": "Benefit", "weight-0": "2", "scores-0": "0: None.\n\n10: Much."}


@pytest.fixture
def client() -> Client:
    """Whoever makes scorecards, signed in."""
    return lead()


def test_the_list_says_what_to_do_where_it_is_empty_and_shows_versions(client: Client) -> None:
    """Whoever cannot make one is told who can; those of another organisation are not in it."""
    assert "begin with the example" in text(client, at("scorecards"))
    analyst = signed_in(Role.ANALYST, email="ana@exampleshire.example")
    assert "A policy manager of your organisation can make one" in text(analyst, at("scorecards"))
    for origin in ("The group of 2025.", "The group of 2026."):
        scorecards.make(acting(), organisation(), "Ours", DOMAINS, origin)
    Scorecard(organisation=organisation(OTHER), title="Theirs", version=1, domains=[]).save()
    shown = text(client, at("scorecards"))
    assert shown.index("Version 2") < shown.index("Version 1")
    assert "Theirs" not in shown


def test_one_is_made_and_says_what_each_score_means(client: Client) -> None:
    """With the share of all points that each domain has."""
    two = {"title-1": "Evidence", "weight-1": "1", "scores-1": "0: None.\n20: Trials."}
    shown = sent(client, at("make"), title="Ours", origin="", **ONE, **two)
    assert "Not said." in shown
    assert "<strong>20</strong>: Trials." in shown
    assert shown.count("50 %") == 2
    card = Scorecard.objects.get()
    assert [one.key for one in domains_of(card)] == ["benefit", "evidence"]
    assert "None yet." in shown


def test_a_new_version_begins_with_the_one_before(client: Client) -> None:
    """Both stay, and the older one says that there is a newer one."""
    card = scorecards.make(acting(), organisation(), "Ours", DOMAINS, "We agreed on it.")
    address = f"{at('make')}?from={card.pk}"
    page = text(client, address)
    assert "8: Much." in page
    assert "We agreed on it." in page
    sent(client, address, title="Ours", **ONE)
    assert list(Scorecard.objects.values_list("version", flat=True)) == [2, 1]
    assert "There is a newer version" in text(client, at("scorecard", number=card.pk))
    for wrong in ("nonsense", "99999"):
        assert client.get(f"{at('make')}?from={wrong}").status_code == 404


def test_the_example_is_marked_as_one(client: Client) -> None:
    """Its domains and weights are made up, and the form says so before anybody makes it theirs."""
    page = text(client, f"{at('make')}?from=example")
    assert "This is an example. Its domains and weights are made up." in page
    assert all(one.title in page for one in example.DOMAINS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Give the scorecard a title."),
        ({"title-0": ""}, "Say what is scored in this domain."),
        ({"weight-0": "much"}, "Write the weight as a number above 0"),
        ({"weight-0": "0"}, "Write the weight as a number above 0"),
        ({"scores-0": "Much."}, "“Much.” does not begin with a score and a colon"),
        ({"scores-0": "1: A little.\n1: Much."}, "The score 1 stands there twice"),
        ({"scores-0": "1: A little."}, "Write at least two scores"),
        ({"title-0": "", "weight-0": "", "scores-0": ""}, "Write at least one domain"),
    ],
)
def test_what_is_amiss_is_said_at_its_field_and_what_was_typed_stays(client: Client, changed: dict[str, str], said: str) -> None:
    """And nothing is made."""
    page = sent(client, at("make"), **{"title": "Ours", "origin": "We agreed.", **ONE, **changed})
    assert page.count(said) >= 2
    assert "We agreed." in page
    assert not Scorecard.objects.exists()


def test_more_blocks_are_shown_without_losing_what_was_typed(client: Client) -> None:
    """Nothing is made by it, and nothing is complained of; a number of blocks that is none is overlooked."""
    page = sent(client, at("make"), **{**ONE, "weight-0": "much"}, more="yes")
    assert held(page)["blocks"] == "4"
    assert "10: Much." in page
    assert 'name="title-3"' in page
    assert "There is a problem" not in page
    assert held(client.post(at("make"), {"blocks": "many"}).content.decode())["blocks"] == "2"
    assert "Write at least one domain" in client.post(at("make"), {"blocks": "0", "title": "Ours"}).content.decode()
    assert not Scorecard.objects.exists()


def test_whoever_works_for_two_organisations_says_for_which(client: Client) -> None:
    """Where they work for one alone nothing is asked."""
    assert 'name="organisation"' not in text(client, at("make"))
    who = person(email="policy.manager@exampleshire.example")
    Membership.objects.create(person=who, organisation=organisation(OTHER), role=Role.POLICY_MANAGER)
    sent(client, at("make"), title="Theirs", organisation=OTHER, **ONE)
    assert Scorecard.objects.get().organisation == organisation(OTHER)


def test_what_the_domain_refuses_is_said_and_nothing_is_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form shows it at its top."""
    monkeypatch.setattr(scorecards, "_check", _refuse)
    assert "Not today." in sent(client, at("make"), title="Ours", **ONE)


def _refuse(*_given: object) -> None:
    from coequal.errors import CoequalError

    raise CoequalError("Not today.")
