"""How a draft begins."""

from datetime import date
from pathlib import Path

import pytest
from django.http import Http404

from coequal.accounts.permissions import NotAllowed
from coequal.accounts.trail.model import Entry
from coequal.drafting.beginning import Beginning, Nothing, begin, from_nothing, from_text, from_version
from coequal.drafting.checked import LARGEST, Memory, check, read
from coequal.errors import CoequalError
from coequal.policies.library import Library
from tests.lint.building import POLICY, library_folder
from tests.web.signing import OTHER, organisation
from tests.web.studio.drafting import draft_of, governance, manager

NOTHING = Nothing("there/fertility", 'A "new" policy', "2027-04", "BBB", "referral date", date(2026, 11, 26))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one policy."""
    return Library(library_folder(tmp_path, policies=[POLICY]))


@pytest.mark.django_db
def test_a_draft_belongs_to_an_organisation_and_its_beginning_is_recorded() -> None:
    """Its first text is its head."""
    draft = draft_of(POLICY)
    assert (draft.organisation, draft.state, draft.is_open) == (organisation(), "draft", True)
    assert draft.head is not None
    assert (draft.head.text, draft.head.number, draft.head.parents) == (POLICY, 1, ())
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.reference, entry.organisation) == ("began a draft", draft.reference, "EXA1")


@pytest.mark.django_db
def test_nobody_begins_a_draft_for_another_organisation_or_without_the_role() -> None:
    """Nothing is made then."""
    beginning = Beginning("here/fertility", "Fertility", POLICY, "nothing")
    with pytest.raises(Http404):
        begin(manager(), organisation(OTHER), beginning)
    with pytest.raises(NotAllowed):
        begin(governance(), organisation(), beginning)
    with pytest.raises(CoequalError, match="at most 512 kB"):
        begin(manager(), organisation(), Beginning("here/fertility", "Fertility", "x" * (LARGEST + 1), "nothing"))


def test_a_new_version_of_a_policy_starts_with_its_text(library: Library) -> None:
    """Under a version of its own, as a draft; all else is as it was."""
    (policy,) = library.policies()
    found = from_version(policy, "here/fertility", "2027-04")
    assert found.begun_from == "version 2024 of this policy"
    assert found.text == POLICY.replace('version: "2024"', 'version: "2027-04"').replace("status: in force", "status: draft")


def test_another_areas_policy_may_be_a_start_and_the_draft_says_so(library: Library) -> None:
    """In its first sentence."""
    (policy,) = library.policies()
    found = from_version(policy, "there/fertility", "2027-04")
    drafted = read(found.text, library)
    assert (drafted.id, found.begun_from, found.source) == ("there/fertility", "the policy of Here, version 2024", policy)
    assert found.text.split("\n---\n")[1].startswith("\nThis draft began from the wording of the policy of Here, version 2024.")


def test_a_member_of_a_family_becomes_a_file_of_its_own() -> None:
    """With the cells of its row filled in."""
    shipped = Library()
    policy = next(
        policy for policy in shipped.of_service("assisted-conception") if (policy.family or "").startswith("model-policy")
    )
    found = from_version(policy, "there/assisted-conception", "2027-04")
    assert "values:" not in found.text
    assert [one.id for one in read(found.text, shipped).criteria] == [one.id for one in policy.criteria]


def test_a_text_that_somebody_has_is_taken_as_it_is() -> None:
    """Its policy and title are those that it says, as far as it says them."""
    found = from_text(POLICY.replace("\n", "\r\n"), NOTHING)
    assert (found.text, found.policy, found.title) == (POLICY, "here/fertility", "Fertility treatment")
    unsaid = from_text("---\nversion: x\n---\n", NOTHING)
    assert (unsaid.policy, unsaid.title) == ("there/fertility", 'A "new" policy')


def test_plain_text_gets_the_keys_that_a_policy_needs(library: Library) -> None:
    """Below them it stands as wording."""
    found = from_text("Couples may have one cycle.\n\nThe end.\n", NOTHING)
    drafted = read(found.text, library)
    assert drafted.id == "there/fertility"
    assert "Couples may have one cycle." in found.text
    assert "below the keys" in found.begun_from


def test_a_draft_from_nothing_can_be_read_and_holds_no_rule(library: Library) -> None:
    """A person has to judge everything, until it is written."""
    found = from_nothing(NOTHING)
    checked = check(found.text, library, date(2026, 11, 26), Memory(), people=True)
    assert (checked.policy, checked.title, found.begun_from) == ("there/fertility", 'A "new" policy', "nothing")
    assert [one.rule for one in checked.findings if one.severity == "error"] == ["no-examples"]
    (criterion,) = read(found.text, library).criteria
    assert (criterion.kind, criterion.condition) == ("judgement", None)
