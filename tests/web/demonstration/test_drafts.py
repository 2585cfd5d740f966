"""Invented drafts, made as people would make them."""

from pathlib import Path

import pytest

from coequal.accounts.models import Entry, Person
from coequal.accounts.roles import Role
from coequal.drafting.models import DRAFT, HANDED_OVER, RETURNED, Draft
from coequal.drafting.saving import Typed, head_of, save
from coequal.web.demonstration.drafts import drafts
from coequal.web.demonstration.once import in_place_of
from coequal.web.demonstration.staff import EXAMPLESHIRE, organisation, staff
from coequal.web.demonstration.steps import people
from coequal.web.environment import keep_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(invented_areas: Path) -> Path:
    """An installation with invented drafts."""
    keep_secret(invented_areas)
    people(300)
    staff()
    assert drafts() == "Invented drafts: 3 made, 0 kept."
    return invented_areas


def _draft(code: str, state: str) -> Draft:
    return Draft.objects.get(organisation__code=code, state=state)


@pytest.mark.usefixtures("made")
def test_what_two_people_wrote_at_once_is_in_what_was_handed_over() -> None:
    """The one added people, the other changed a rule; both stand in the newest text, and nobody lost anything."""
    draft = _draft("EXA1", HANDED_OVER)
    pat, paula = "policy-manager@exampleshire.example", "second-policy-manager@exampleshire.example"
    assert [one.by.email for one in draft.revisions.all()] == [pat, pat, paula, pat, pat]
    text = head_of(draft).text
    assert "up to 3 full cycles" in text
    assert "the day before her birthday number 23" in text
    assert "Whoever referred is told within two weeks" in text
    assert len(head_of(draft).parents) == 2


@pytest.mark.usefixtures("made")
def test_what_was_handed_over_says_what_it_changes() -> None:
    """It was sent back once with a reason; the second one waits for governance, with all that was known of it."""
    waiting, returned = _draft("EXA1", HANDED_OVER).handovers.all()
    assert (waiting.state, returned.state) == (HANDED_OVER, RETURNED)
    assert returned.answered_by == Person.objects.get(email="governance@exampleshire.example")
    assert returned.answer.startswith("Say why three cycles")
    assert "invented" in waiting.reasons
    assert waiting.results["examples"] == {"passed": 49, "failed": 0, "failures": []}
    assert [one["rule"] for one in waiting.results["findings"]] == ["owner-missing"]
    assert waiting.results["findings"][0]["accepted because"].startswith("Exampleshire is invented")
    assert waiting.results["against"]["version"] == "2026-11"
    assert waiting.results["proof"]["people"]["people"] == 300


@pytest.mark.usefixtures("made")
def test_each_is_marked_invented_and_recorded_as_the_systems() -> None:
    """By its title, by its organisation, and in the trail."""
    for draft in Draft.objects.all():
        assert draft.title.endswith("(an invented area)")
        assert draft.organisation.invented
    entries = Entry.objects.filter(kind__in=("draft", "handover"))
    assert entries.count() == 11  # 7 of the draft that was handed over twice, 2 of each other
    assert set(entries.values_list("who", flat=True)) == {"the system"}


@pytest.mark.usefixtures("made")
def test_drafts_that_people_changed_stay_so() -> None:
    """Nothing is made a second time."""
    draft = _draft("EXA1", DRAFT)
    owner = organisation(EXAMPLESHIRE)
    paula = in_place_of(Person.objects.get(email="second-policy-manager@exampleshire.example"), Role.POLICY_MANAGER, owner)
    save(paula, draft, Typed("something else", head_of(draft).number))
    assert drafts() == "Invented drafts: 0 made, 3 kept."
    assert head_of(_draft("EXA1", DRAFT)).text == "something else"
    assert Draft.objects.count() == 3
    assert [one.organisation.code for one in Draft.objects.filter(state=DRAFT).order_by("pk")] == ["EXA1", "SAM1"]
