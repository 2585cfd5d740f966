"""The list of drafts, the page of one, and its history."""

import pytest

from coequal.accounts.roles import Role
from coequal.drafting.models import ACCEPTED, Draft, Handover
from coequal.drafting.saving import Typed, save
from coequal.web.studio.histories import between
from coequal.web.studio.listing import called
from tests.lint.building import changed
from tests.web.signing import OTHER, signed_in
from tests.web.studio.drafting import TEXT, draft_of, governance, manager
from tests.web.studio.handing import handed

pytestmark = pytest.mark.django_db
SAM = "sam@exampleshire.example"
OLDER = changed(TEXT, ("in [19 .. 30]", "in [19 .. 32]"))


def seen(path: str, role: Role = Role.POLICY_MANAGER, email: str = "pat@exampleshire.example") -> str:
    """A page as somebody in a role sees it."""
    return signed_in(role, email=email).get(path).content.decode()


def test_where_there_are_no_drafts_the_way_on_is_told() -> None:
    """To whoever may begin one, and to whoever may not."""
    assert "There are no drafts yet. Begin with a version that is in force" in seen("/studio")
    assert "A policy manager of your organisation can begin one." in seen("/studio", Role.ANALYST, "ana@exampleshire.example")


def test_the_list_shows_an_organisations_drafts_by_where_they_stand() -> None:
    """And none of another's; or those alone that somebody began."""
    own, other = draft_of(by=manager(SAM)), draft_of(at=OTHER, by=manager("x@sampleton.example", OTHER))
    page = seen("/studio")
    assert f">Version 2027, draft {own.reference}</a>" in page
    assert other.reference not in page
    assert "In progress" in page
    assert "With governance" not in page
    assert "You have begun none." in seen("/studio?whose=mine")
    assert own.reference in seen("/studio?whose=mine", email=SAM)


def test_the_page_of_a_draft_leads_on() -> None:
    """To editing for whoever may, and for others to what they may."""
    draft = draft_of()
    page = seen(f"/studio/{draft.reference}")
    assert f"</span> Version 2027, draft {draft.reference}</h1>" in page
    assert page.count("Fertility treatment") == 2  # as the title of the page and above its heading
    assert f'href="/studio/{draft.reference}/edit"' in page
    assert f'href="/studio/{draft.reference}/hand-over"' in page
    other = seen(f"/studio/{draft.reference}", Role.GOVERNANCE, "gov@exampleshire.example")
    assert "/edit" not in other
    assert f'href="/studio/{draft.reference}/history"' in other


def test_governance_is_led_to_what_was_handed_over_and_managers_to_a_new_draft() -> None:
    """Once it is accepted, a new draft can begin with its text."""
    draft = draft_of()
    made = handed(draft)
    assert "Look at it, and return or accept it" in seen(f"/studio/{draft.reference}", Role.GOVERNANCE, "gov@exampleshire.example")
    assert "Look at it, and return or accept it" not in seen(f"/studio/{draft.reference}")
    Handover.objects.filter(pk=made.pk).update(
        state="returned", answer="Clause 2 is not clear.", answered_by=governance().person, answered=made.made
    )
    Draft.objects.filter(pk=draft.pk).update(state="returned")
    assert "Governance returned it: Clause 2 is not clear." in seen(f"/studio/{draft.reference}")
    Draft.objects.filter(pk=draft.pk).update(state=ACCEPTED)
    assert "Begin a new draft from it" in seen(f"/studio/{draft.reference}")


def test_the_history_shows_every_revision_and_what_is_kept_beside() -> None:
    """With the way to bring that in."""
    draft = draft_of()
    save(manager(), draft, Typed(OLDER, 1, "Up to 32"))
    save(manager(SAM), draft, Typed(changed(TEXT, ("in [19 .. 30]", "in [18 .. 30]")), 1))
    page = seen(f"/studio/{draft.reference}/history")
    assert page.index("Revision 3</a>") < page.index("Revision 2</a> (the newest)") < page.index("Revision 1</a>")
    assert "Up to 32." in page
    assert page.count("Kept beside the draft.") == 1
    assert f'href="/studio/{draft.reference}/both/3"' in page
    assert f"/studio/{draft.reference}/both" not in seen(
        f"/studio/{draft.reference}/history", Role.ANALYST, "ana@exampleshire.example"
    )


def test_a_merged_revision_comes_from_both() -> None:
    """Neither is beside."""
    draft = draft_of()
    save(manager(), draft, Typed(OLDER, 1))
    save(manager(SAM), draft, Typed(changed(TEXT, ("These rules are made up.", "Rules.")), 1))
    page = seen(f"/studio/{draft.reference}/history")
    assert "written on revisions 2 and 3" in page
    assert "Kept beside" not in page


def test_a_revision_is_shown_with_its_lines_and_can_be_the_newest_again() -> None:
    """As a new one, by whoever may edit the draft."""
    draft = draft_of()
    save(manager(), draft, Typed(OLDER, 1))
    page = seen(f"/studio/{draft.reference}/history/1")
    assert '<th scope="row">1</th><td>---</td>' in page
    assert "Make this text the newest again" in page
    assert "Make this text" not in seen(f"/studio/{draft.reference}/history/2")
    client = signed_in(Role.POLICY_MANAGER)
    for _ in range(2):
        answer = client.post(f"/studio/{draft.reference}/history/1/restore", {"key": "once"})
        assert answer["Location"] == f"/studio/{draft.reference}/history"
    assert [one.text for one in draft.revisions.all()] == [TEXT, OLDER, TEXT]


def test_what_differs_between_two_revisions_is_shown_line_by_line() -> None:
    """Of the newest and the one before it, unless others are chosen."""
    draft = draft_of()
    only = seen(f"/studio/{draft.reference}/differences")
    assert "These two are the same." in only
    save(manager(), draft, Typed(OLDER, 1))
    page = seen(f"/studio/{draft.reference}/differences")
    assert "<del><strong>Taken out:</strong> met when: BMI in [19 .. 30]</del>" in page
    assert "<ins><strong>Put in:</strong> met when: BMI in [19 .. 32]</ins>" in page
    assert "These two are the same." in seen(f"/studio/{draft.reference}/differences?from=2&to=2")
    client = signed_in(Role.POLICY_MANAGER)
    for wrong in ("from=x", "to=99", "to=" + "9" * 30):
        assert client.get(f"/studio/{draft.reference}/differences?{wrong}").status_code == 400


def test_each_change_stands_at_its_line_in_the_newer_text() -> None:
    """With the lines around it."""
    first, second = between("a\nb\nc\nd\ne\nf\ng", "a\nB\nB2\nc\nd\ne\nf\ng\nh")
    assert (first.line, first.before, first.removed, first.added, first.after) == (2, ("a",), ("b",), ("B", "B2"), ("c", "d"))
    assert (second.line, second.before, second.added) == (9, ("f", "g"), ("h",))


def test_somebody_is_called_by_name_or_address() -> None:
    """Or nobody in particular."""
    pat = manager().person
    assert called(pat) == "Pat"
    assert pat is not None
    pat.name = ""
    assert called(pat) == "pat@exampleshire.example"
    assert called(None) == "somebody"
