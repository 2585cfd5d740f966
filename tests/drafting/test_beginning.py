"""How a draft begins."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.http import Http404

from coequal.accounts.permission import NotAllowed
from coequal.accounts.trail.model import Entry
from coequal.drafting.beginning import Adopter, Beginning, begin, from_version, own_text, version_in
from coequal.drafting.checked import LARGEST, Memory, check, read
from coequal.drafting.skeleton import Nothing, from_nothing, from_text
from coequal.eligibility.assess import assess
from coequal.eligibility.outcome import FOR_JUDGEMENT
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Case
from coequal.policies.library import Library
from coequal.policies.standing import invented
from tests.lint.building import POLICY, library_folder
from tests.web.signing import OTHER, organisation
from tests.web.studio.drafting import draft_of, governance, manager

TODAY = date(2026, 11, 26)
THERE = Adopter("BBB", invented=False, today=TODAY)
INVENTED = Adopter(None, invented=True, today=TODAY)
NOTHING = Nothing("there/fertility", 'A "new" policy', "2027-04", THERE, "referral date")


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
    found = from_version(policy, "here/fertility", "2027-04", THERE)
    assert found.begun_from == "version 2024 of this policy"
    assert found.text == POLICY.replace('version: "2024"', 'version: "2027-04"').replace("status: in force", "status: draft")


def test_another_areas_policy_may_be_a_start_and_the_draft_says_so(library: Library) -> None:
    """In its first sentence."""
    (policy,) = library.policies()
    found = from_version(policy, "there/fertility", "2027-04", THERE)
    drafted = read(found.text, library)
    assert (drafted.id, found.begun_from, found.source) == ("there/fertility", "the policy of Here, version 2024", policy)
    assert found.text.split("\n---\n")[1].startswith("\nThis draft began from the wording of the policy of Here, version 2024.")


def test_a_member_of_a_family_becomes_a_file_of_its_own() -> None:
    """With the cells of its row filled in."""
    shipped = Library()
    policy = next(
        policy for policy in shipped.of_service("assisted-conception") if (policy.family or "").startswith("model-policy")
    )
    found = from_version(policy, "there/assisted-conception", "2027-04", THERE)
    assert "values:" not in found.text
    assert [one.id for one in read(found.text, shipped).criteria] == [one.id for one in policy.criteria]


def test_a_text_that_somebody_has_is_taken_as_it_is() -> None:
    """Its policy and title are those that it says, as far as it says them."""
    found = from_text(POLICY.replace("\n", "\r\n"), NOTHING)
    assert (found.text, found.policy, found.title) == (POLICY, "here/fertility", "Fertility treatment")
    unsaid = from_text("---\nversion: x\n---\n", NOTHING)
    assert (unsaid.policy, unsaid.title) == ("there/fertility", 'A "new" policy')


def test_a_draft_from_another_area_keeps_nothing_that_is_true_of_that_area_alone(library: Library) -> None:
    """It names its own commissioner, its own title and source, and its own days."""
    (policy,) = library.policies()
    drafted = read(from_version(policy, "there/fertility", "2027-04", THERE).text, library)
    assert [(owner.code, owner.since) for owner in drafted.owners] == [("BBB", date(2027, 4, 1))]
    assert (drafted.title, drafted.status) == ("Fertility in There", "draft")
    assert drafted.starts.read_as == date(2027, 4, 1)
    assert drafted.ratified is drafted.review_due is drafted.source.url is None
    assert drafted.source.title == "Written as a draft, from the wording of the policy of Here, version 2024"
    assert [one.id for one in drafted.criteria] == [one.id for one in policy.criteria]


def test_a_draft_of_an_invented_area_says_so_and_names_no_body(library: Library) -> None:
    """Whatever it begins from."""
    (policy,) = library.policies()
    for found in (
        from_version(policy, "there/fertility", "2027-04", INVENTED),
        from_nothing(replace(NOTHING, adopter=INVENTED)),
        from_text("1. One cycle.", replace(NOTHING, adopter=INVENTED)),
        from_text("1. One cycle.", replace(NOTHING, adopter=INVENTED, title="A policy (an invented area)")),
    ):
        drafted = read(found.text, library)
        assert invented(drafted)
        assert found.title == drafted.title
        assert drafted.title.count("(an invented area)") == 1
        assert drafted.owners == ()


@pytest.mark.parametrize("area", ["exampleshire", "sampleton", "testbury"])
@pytest.mark.parametrize("wanted", ["", "there"])
def test_a_draft_from_a_member_of_a_family_has_no_error(area: str, wanted: str) -> None:
    """Software has worked out the people at its limits, and clauses that the area lacks are left out."""
    shipped = Library()
    policy = shipped.versions(f"{area}/assisted-conception")[-1]
    found = from_version(policy, f"{wanted or area}/assisted-conception", "2027-04", INVENTED)
    checked = check(found.text, shipped, TODAY, Memory(), people=True)
    assert [one for one in checked.findings if one.severity == "error"] == []
    assert checked.examples is not None
    assert (checked.examples.failed, checked.examples.passed > 30) == (0, True)
    assert "Software worked these out" in found.text
    assert ("no rule" in own_text(policy)) is False


def test_a_family_without_example_people_gets_none() -> None:
    """There is nobody whom the others could be like."""
    shipped = Library()
    policy = next(one for one in shipped.of_service("assisted-conception") if (one.family or "").startswith("east-midlands"))
    assert "Software worked these out" not in from_version(policy, "there/assisted-conception", "2027-04", THERE).text


def test_the_version_that_a_text_names_is_read_from_it() -> None:
    """Nothing where it names none."""
    assert version_in(POLICY) == "2024"
    assert version_in("Plain words.") == ""


PASTED = """\
Our policy on IVF.

1. Age
She has had her 23rd birthday.
It has exceptions:
1) her partner
2. Smoking.
3. The couple has tried for a pregnancy for at least two years, or a cause has been found by a specialist.
"""


def test_each_numbered_clause_of_a_text_becomes_a_rule_that_a_person_has_to_judge(library: Library) -> None:
    """So that software finds nobody eligible by it; a number that does not count on belongs to a list."""
    found = from_text(PASTED, NOTHING)
    drafted = read(found.text, library)
    assert [(one.clause, one.kind) for one in drafted.criteria] == [(clause, "judgement") for clause in "123"]
    assert [one.heading for one in drafted.file.blocks("criterion")] == ["Age", "Smoking", "Clause 3"]
    assert found.begun_from.endswith("; 3 numbered clauses found in it")
    assert found.text.index("Our policy on IVF.") < found.text.index("## What is funded")
    assert "## 1. Age\n\nShe has had her 23rd birthday.\nIt has exceptions:\n1) her partner\n" in found.text
    assert "## 2. Smoking\n\nSmoking.\n" in found.text
    assert assess(Rules(drafted), Case({})).outcome == FOR_JUDGEMENT
    rules = [one.rule for one in check(found.text, library, TODAY, Memory()).findings if one.severity == "error"]
    assert rules == ["no-examples", "placeholder"]


OUTLINED = """\
1. Who it is for
1.1 Age
She has had her 23rd birthday.
1.2 She has no living child.
2) Children
Neither of them has one.
Clause 3: Smoking.
4. It applies from the day of referral, and not before it. It has a part:
4.1. Whoever is 39 hurries.
4.3 A number that does not count on.
"""


def test_clauses_are_found_by_the_numbers_that_policies_print(library: Library) -> None:
    """With parts and without, with a point, a bracket or a word; a heading of parts that says nothing itself is no rule."""
    found = from_text(OUTLINED, NOTHING)
    drafted = read(found.text, library)
    assert [one.clause for one in drafted.criteria] == ["1.1", "1.2", "2", "3", "4", "4.1"]
    assert [one.heading for one in drafted.file.blocks("criterion")] == [
        "Age",
        "She has no living child",
        "Children",
        "Smoking",
        "Clause 4",
        "Whoever is 39 hurries",
    ]
    assert "## 1. Who it is for\n\n### 1.1. Age\n\nShe has had her 23rd birthday.\n\n```criterion" in found.text
    assert "### 4.1. Whoever is 39 hurries\n\n4.3 A number that does not count on.\n" in found.text
    assert found.begun_from.endswith("; 7 numbered clauses found in it")


def test_an_excerpt_may_begin_with_the_first_part_of_any_clause(library: Library) -> None:
    """Its clauses keep their numbers."""
    found = from_text("4.1 Age\nUnder 40.\n4.2 Smoking\nNobody smokes.", NOTHING)
    assert [one.clause for one in read(found.text, library).criteria] == ["4.1", "4.2"]
    assert "\n## 4.2. Smoking\n" in found.text


@pytest.mark.parametrize(
    ("version", "day", "because"),
    [
        ("2028-09", date(2028, 9, 1), "its version is called after this month"),
        ("2028-13", date(2027, 4, 1), "nobody has said yet, and then a year begins"),
        ("soon", date(2027, 4, 1), "nobody has said yet, and then a year begins"),
    ],
)
def test_a_draft_is_to_be_in_force_from_the_month_after_which_its_version_is_called(
    library: Library, version: str, day: date, because: str
) -> None:
    """Or, where it is called after none, from the next April; the file says which, and that it is printed nowhere."""
    (policy,) = library.policies()
    for text in (
        from_nothing(replace(NOTHING, version=version)).text,
        from_version(policy, "there/fertility", version, THERE).text,
    ):
        drafted = read(text, library)
        assert drafted.starts.read_as == drafted.owners[0].since == day
        assert f'because: "{because}"' in text


def test_a_text_whose_first_words_are_its_first_clause_has_nothing_above_it(library: Library) -> None:
    """And one that holds a block of code is one clause."""
    assert "---\n\n## What is funded" in from_text("1. Age", NOTHING).text
    (whole,) = read(from_text("1. Age\n\n```\ncode\n```", NOTHING).text, library).file.blocks("criterion")
    assert whole.heading == "The whole text"


def test_plain_text_gets_the_keys_that_a_policy_needs(library: Library) -> None:
    """Below them it stands as wording."""
    found = from_text("Couples may have one cycle.\n\nThe end.\n", NOTHING)
    drafted = read(found.text, library)
    assert drafted.id == "there/fertility"
    assert "Couples may have one cycle." in found.text
    assert assess(Rules(drafted), Case({})).outcome == FOR_JUDGEMENT
    assert found.begun_from.endswith("below the keys that a policy needs; no clause in it is numbered, so it is one rule")


def test_a_draft_from_nothing_can_be_read_and_holds_no_rule(library: Library) -> None:
    """A person has to judge everything, until it is written."""
    found = from_nothing(NOTHING)
    checked = check(found.text, library, date(2026, 11, 26), Memory(), people=True)
    assert (checked.policy, checked.title, found.begun_from) == ("there/fertility", 'A "new" policy', "nothing")
    assert [one.rule for one in checked.findings if one.severity == "error"] == ["no-examples", *["placeholder"] * 4]
    (criterion,) = read(found.text, library).criteria
    assert (criterion.kind, criterion.condition) == ("judgement", None)
