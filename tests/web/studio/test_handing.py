"""What a draft changes, handing it over, and what governance answers."""

import pytest

from coequal.accounts.roles import Role
from coequal.drafting import asking
from coequal.drafting.models import ACCEPTED, RETURNED, WITHDRAWN, Draft, Handover
from coequal.drafting.saving import Typed, save
from tests.lint.building import changed
from tests.web.signing import signed_in
from tests.web.studio.drafting import TEXT, draft_of, manager
from tests.web.studio.handing import handed

pytestmark = pytest.mark.django_db
WIDER = changed(TEXT, ("met when: BMI in [19 .. 30]", "met when: BMI in [19 .. 32]"), ("no more than 30", "no more than 32"))
LATE = TEXT.replace("{code: BBB, from: 2024-04-01}", "{code: BBB, from: 2024-04-01, until: 2026-03-31}")
SAID = {
    "changes": "The limit is 32.",
    "reasons": "More gain.",
    "wanted_from[day]": "1",
    "wanted_from[month]": "4",
    "wanted_from[year]": "2027",
}
GOV = "gov@exampleshire.example"


def page(path: str, role: Role = Role.POLICY_MANAGER, email: str = "pat@exampleshire.example") -> str:
    """A page as somebody sees it."""
    return signed_in(role, email=email).get(path).content.decode()


def covered(text: str) -> str:
    """A text whose limits have example people on both sides."""
    return (
        text.replace("{BMI: 29.9}", "{BMI: 31.9}")
        .replace("facts: {BMI: 30}", "facts: {BMI: 32}")
        .replace("{BMI: 30.1}", "{BMI: 32.1}")
    )


def test_what_a_draft_changes_is_told_in_words_and_for_somebody_made_up() -> None:
    """Held against the version in force."""
    draft = draft_of(WIDER)
    told = page(f"/studio/{draft.reference}/changes")
    assert "held against version 2024 of here/fertility" in told
    assert "Version 2024 is nowhere more generous than version 2027" in told
    assert "Her body mass index is 31" in told
    assert "Body mass index (clause 2): changed" in told
    assert "<ins><strong>Put in:</strong>" in told
    assert "Both say the same." not in told


def test_a_draft_that_cannot_be_read_changes_nothing_yet() -> None:
    """The mistake is told with its line."""
    draft = draft_of("nothing")
    assert "The draft cannot be read as a policy yet. A policy begins with its front matter" in page(
        f"/studio/{draft.reference}/changes"
    )
    other = draft_of(TEXT.replace("service: fertility", "service: knees").replace("policy: here/fertility", "policy: here/knees"))
    assert "There is no dictionary for the service" in page(f"/studio/{other.reference}/changes")


def test_where_the_library_has_no_version_there_is_nothing_to_hold_it_against() -> None:
    """Unless the draft began from one of another area."""
    draft = draft_of()
    Draft.objects.filter(pk=draft.pk).update(policy="there/fertility")
    assert "there is nothing to hold this draft against" in page(f"/studio/{draft.reference}/changes")
    Draft.objects.filter(pk=draft.pk).update(from_policy="here/fertility", from_version="2024")
    assert "version 2024 of here/fertility, with which it began" in page(f"/studio/{draft.reference}/changes")
    Draft.objects.filter(pk=draft.pk).update(from_version="1999")
    assert "there is nothing to hold this draft against" in page(f"/studio/{draft.reference}/changes")


def test_it_can_be_held_against_a_version_that_is_named() -> None:
    """One that is not there is told."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    assert "The same for everyone" in client.get(f"/studio/{draft.reference}/changes?against=2024").content.decode()
    assert client.get(f"/studio/{draft.reference}/changes?against=1999").status_code == 404


def test_what_takes_too_long_to_work_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft itself is as it was."""
    monkeypatch.setattr(asking, "THOROUGH", 0.0001)
    assert "This took too long to work out (over 0.0001 seconds)." in page(f"/studio/{draft_of().reference}/changes")


def test_a_draft_with_errors_cannot_be_handed_over() -> None:
    """The page says what has to be mended."""
    draft = draft_of(WIDER)
    told = page(f"/studio/{draft.reference}/hand-over")
    assert "It cannot be handed over yet" in told
    assert "there is no example person" in told


def test_a_draft_is_handed_over_with_what_was_found_that_day() -> None:
    """What changes, why and from when is asked for, and for each warning why it may stand."""
    draft = draft_of(covered(WIDER).replace("{code: BBB, from: 2024-04-01}", "{code: BBB, from: 2024-04-01, until: 2026-03-31}"))
    client = signed_in(Role.POLICY_MANAGER)
    address = f"/studio/{draft.reference}/hand-over"
    form = client.get(address).content.decode()
    assert "Why may this stand?" in form
    lacking = client.post(address, {**SAID, "number": "1"}).content.decode()
    assert "Say why this warning may stand" in lacking
    warned = {f"warning-{number}": "It is named in April." for number in range(form.count("Why may this stand?"))}
    moved = client.post(address, {**SAID, **warned, "number": "7"}).content.decode()
    assert "Somebody has saved revision 1 meanwhile" in moved
    answer = client.post(address, {**SAID, **warned, "number": "1"})
    made = Handover.objects.get()
    assert answer["Location"] == f"/studio/handed-over/{made.reference}"
    assert made.results["against"]["version"] == "2024"
    told = client.get(answer["Location"]).content.decode()
    assert "It may stand, because:</strong> It is named in April." in told
    assert "23 example people came out as expected." in told
    assert "Her body mass index is 31" in told
    assert "Your answer" not in told


def test_a_draft_of_a_policy_that_is_new_is_handed_over_too() -> None:
    """There is nothing to hold it against."""
    draft = draft_of(TEXT.replace("here/fertility", "there/fertility"))
    Draft.objects.filter(pk=draft.pk).update(policy="there/fertility")
    client = signed_in(Role.POLICY_MANAGER)
    answer = client.post(f"/studio/{draft.reference}/hand-over", {**SAID, "number": "1"})
    told = client.get(answer["Location"]).content.decode()
    assert "The library held no version of this policy to hold it against." in told
    assert "found none" in told


def test_a_check_that_does_not_come_to_an_end_hands_nothing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the check, nor what it changes."""
    draft = draft_of()
    address = f"/studio/{draft.reference}/hand-over"
    client = signed_in(Role.POLICY_MANAGER)
    with monkeypatch.context() as patched:
        patched.setattr(asking, "THOROUGH", 0.0001)
        assert "What it changes could not be worked out." in client.post(address, {**SAID, "number": "1"}).content.decode()
    monkeypatch.setattr(asking, "SAVING", 0.0001)
    assert "It cannot be handed over yet" in client.get(address).content.decode()
    assert Handover.objects.count() == 0


def test_governance_answers_what_was_handed_over() -> None:
    """To return it, reasons have to be given."""
    draft = draft_of()
    made = handed(draft)
    client = signed_in(Role.GOVERNANCE, email=GOV)
    address = f"/studio/handed-over/{made.reference}"
    assert "Your answer" in client.get(address).content.decode()
    assert "Choose whether you accept it or return it." in client.post(address, {"words": ""}).content.decode()
    assert "Say why you return it" in client.post(address, {"answer": "return"}).content.decode()
    assert client.post(address, {"answer": "return", "words": "Clause 2 is not clear."})["Location"] == address
    made.refresh_from_db()
    assert (made.state, made.answer) == (RETURNED, "Clause 2 is not clear.")
    assert "Returned by Gov on" in client.get(address).content.decode()
    assert client.get("/studio/handed-over/H-0000-0000").status_code == 404


def test_governance_accepts_what_was_handed_over() -> None:
    """And nobody can answer once more."""
    made = handed(draft_of())
    client = signed_in(Role.GOVERNANCE, email=GOV)
    client.post(f"/studio/handed-over/{made.reference}", {"answer": "accept", "words": ""})
    made.refresh_from_db()
    assert made.state == ACCEPTED
    told = client.get(f"/studio/handed-over/{made.reference}").content.decode()
    assert "Nothing binds until a meeting has decided it and the decision is ratified." in told
    assert client.post(f"/studio/handed-over/{made.reference}", {"answer": "accept"}).status_code == 403


def test_whoever_wrote_some_of_it_is_told_why_there_is_no_form_for_them() -> None:
    """Though they are of governance, and did not hand it over."""
    draft = draft_of(by=manager(GOV))
    made = handed(draft)
    client = signed_in(Role.GOVERNANCE, email=GOV)
    address = f"/studio/handed-over/{made.reference}"
    told = client.get(address).content.decode()
    assert "You wrote some of this text yourself, so you cannot answer it." in told
    assert 'name="words"' not in told
    assert client.post(address, {"answer": "accept", "words": ""}).status_code == 403
    made.refresh_from_db()
    assert made.state == "handed over"


def test_a_draft_is_withdrawn_by_whoever_drafts_it() -> None:
    """After one more look."""
    draft = draft_of()
    client = signed_in(Role.POLICY_MANAGER)
    assert "All of it is kept" in client.get(f"/studio/{draft.reference}/withdraw").content.decode()
    client.post(f"/studio/{draft.reference}/withdraw", {"why": ""})
    assert Draft.objects.get(pk=draft.pk).state == WITHDRAWN


def test_what_is_handed_over_stays_as_it_was() -> None:
    """Whatever is typed afterwards."""
    draft = draft_of()
    made = handed(draft)
    save(manager(), draft, Typed("another", 1))
    assert "revision 1" in page(f"/studio/handed-over/{made.reference}")
