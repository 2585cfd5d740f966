"""Handing a draft to governance, and what governance answers."""

from dataclasses import replace
from datetime import date

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.trail.model import Entry
from coequal.drafting.checked import Checked, Found, Tried, Unexpected
from coequal.drafting.handing import Handing, accept, hand_over, obstacles, return_with_reasons, warnings, withdraw
from coequal.drafting.models import ACCEPTED, HANDED_OVER, RETURNED, WITHDRAWN, Draft, Handover, Presence
from coequal.drafting.presence import here
from coequal.drafting.saving import Typed, save
from coequal.errors import CoequalError
from tests.web.studio.drafting import draft_of, governance, manager

pytestmark = pytest.mark.django_db
WARNING = Found(8, 3, None, "warning", "owner-gone", "Its last owner ended.")
GOOD = Checked("here/fertility", "2027", "Fertility treatment", (WARNING,), examples=Tried(23, 0, ()))
SAID = Handing(1, "The limit is 32.", "More people gain than lose.", date(2027, 4, 1), {0: "The new owner is named in April."})


def handed(draft: Draft) -> Handover:
    """A draft as it is handed over by its policy manager."""
    return hand_over(manager(), draft, SAID, GOOD, {"says": {}})


def state(draft: Draft) -> str:
    """Where the draft stands, as the database has it."""
    return Draft.objects.get(pk=draft.pk).state


def test_a_text_without_errors_can_be_handed_over() -> None:
    """A warning may stand, where there is a reason for it."""
    assert obstacles(GOOD, draft_of(), ["2024"]) == []
    assert warnings(GOOD) == [WARNING]


@pytest.mark.parametrize(
    ("checked", "says"),
    [
        pytest.param(
            Checked(None, None, None, (Found(1, None, None, "error", "unreadable", "No front matter."),)),
            "No front matter.",
            id="unreadable",
        ),
        pytest.param(
            Checked("here/fertility", "2027", "", (Found(5, 1, None, "error", "x", "Bad."),), examples=Tried(1, 0, ())),
            "Line 5: Bad.",
            id="an error",
        ),
        pytest.param(
            Checked("there/fertility", "2027", "", (), examples=Tried(1, 0, ())),
            "The text says that it is there/fertility",
            id="another policy",
        ),
        pytest.param(
            Checked("here/fertility", "2024", "", (), examples=Tried(1, 0, ())),
            "There is a version 2024 of this policy already.",
            id="a version that is there",
        ),
        pytest.param(Checked("here/fertility", "2027", "", ()), "The example people were not tried.", id="nobody tried"),
        pytest.param(
            Checked("here/fertility", "2027", "", (), examples=Tried(0, 1, (Unexpected("She", 9, "Wrong."),))),
            "She (line 9): Wrong.",
            id="somebody fails",
        ),
    ],
)
def test_what_stands_in_the_way_is_told(checked: Checked, says: str) -> None:
    """Each thing that has to be mended first."""
    (found,) = obstacles(checked, draft_of(), ["2024"])
    assert says in found


def test_what_is_handed_over_holds_all_that_was_known_on_that_day() -> None:
    """The text with its fingerprint, what was said of it, the findings with the reasons, and the example people."""
    draft = draft_of()
    made = handed(draft)
    assert draft.head is not None
    assert (made.text, made.digest, made.version, made.policy) == (draft.head.text, draft.head.digest, "2027", "here/fertility")
    assert made.results["findings"][0]["accepted because"] == "The new owner is named in April."
    assert (made.results["examples"]["passed"], made.results["says"]) == (23, {})
    assert (made.organisation, state(draft), draft.state, made.state) == (draft.organisation, HANDED_OVER, HANDED_OVER, HANDED_OVER)
    assert Entry.objects.latest("number").action == "handed a draft over"
    assert str(made) == f"{made.reference}: here/fertility@2027"


def test_what_is_handed_over_can_be_neither_edited_nor_handed_over_again() -> None:
    """What is typed nevertheless is kept beside it."""
    draft = draft_of()
    made = handed(draft)
    assert save(manager(), draft, Typed("another", 1)).how == "closed"
    with pytest.raises(NotAllowed):
        handed(draft)
    assert Handover.objects.get(pk=made.pk).text == made.text


def test_a_revision_that_nobody_looked_at_is_not_handed_over() -> None:
    """Somebody saved it meanwhile."""
    draft = draft_of()
    save(manager("sam@exampleshire.example"), draft, Typed("another", 1))
    with pytest.raises(CoequalError, match="Somebody has saved revision 2 meanwhile"):
        handed(draft)
    assert state(draft) == "draft"


def test_governance_returns_it_with_reasons_and_it_is_edited_again() -> None:
    """And may be handed over once more."""
    draft = draft_of()
    made = handed(draft)
    with pytest.raises(CoequalError, match="Say why it is returned"):
        return_with_reasons(governance(), made, "  ")
    return_with_reasons(governance(), made, "Clause 2 is not clear.")
    kept = Handover.objects.get(pk=made.pk)
    assert (kept.state, kept.answer, kept.answered_by.email) == (RETURNED, "Clause 2 is not clear.", "gov@exampleshire.example")
    assert (state(draft), made.state) == (RETURNED, RETURNED)
    draft.refresh_from_db()
    assert save(manager(), draft, Typed("clearer", 1)).how == "saved"
    with pytest.raises(NotAllowed):
        return_with_reasons(governance(), made, "Again.")


def test_governance_accepts_it_for_decision() -> None:
    """Its text can no longer be changed."""
    draft = draft_of()
    made = handed(draft)
    accept(governance(), made, "")
    assert (state(draft), Handover.objects.get(pk=made.pk).state) == (ACCEPTED, ACCEPTED)
    assert Entry.objects.latest("number").action == "accepted a draft for decision"


def test_nobody_answers_what_they_handed_over_themselves() -> None:
    """Though they may have both roles."""
    draft = draft_of(by=manager("both@exampleshire.example"))
    made = hand_over(manager("both@exampleshire.example"), draft, SAID, GOOD, {})
    with pytest.raises(NotAllowed):
        accept(governance("both@exampleshire.example"), made, "")


def test_nobody_answers_what_they_wrote_some_of() -> None:
    """Whoever handed it over."""
    draft = draft_of(by=manager("both@exampleshire.example"))
    save(manager(), draft, Typed("another", 1))
    draft.refresh_from_db()
    made = hand_over(manager(), draft, replace(SAID, number=2), GOOD, {})
    with pytest.raises(NotAllowed, match="You wrote some of this text yourself"):
        accept(governance("both@exampleshire.example"), made, "")
    accept(governance(), made, "")


def test_a_draft_that_is_withdrawn_is_taken_back_from_governance() -> None:
    """All of it is kept."""
    draft = draft_of()
    made = handed(draft)
    withdraw(manager(), draft, "No longer wanted")
    kept = Handover.objects.get(pk=made.pk)
    assert (state(draft), draft.state, kept.state, kept.answer) == (WITHDRAWN, WITHDRAWN, WITHDRAWN, "No longer wanted")
    assert Entry.objects.latest("number").action == "withdrew a draft"
    with pytest.raises(NotAllowed):
        withdraw(manager(), draft, "")


def test_who_else_is_in_a_draft_is_known_for_a_minute() -> None:
    """And is not written down at every look."""
    draft = draft_of()
    pat, sam = manager().person, manager("sam@exampleshire.example").person
    assert pat is not None
    assert sam is not None
    assert here(draft, pat) == []
    assert here(draft, sam) == [pat]
    assert here(draft, pat) == [sam]
    (first,) = Presence.objects.filter(person=pat)
    assert str(first) == f"pat@exampleshire.example in {draft.reference}"
    Presence.objects.filter(person=pat).update(seen=date(2020, 1, 1).isoformat() + "T00:00Z")
    assert here(draft, sam) == []
