"""Letters, and looking at a decision again: by people who did not decide, and while there is time."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import NotAllowed
from coequal.accounts.roles import Role
from coequal.documents.model import Heading, Listing
from coequal.documents.pdf import pdf
from coequal.errors import CoequalError
from coequal.referrals.deciding import again, letters, panels
from coequal.referrals.deciding.due import round_of
from coequal.referrals.models import Appeal, Identity, Letter, PanelDecision, Request
from coequal.referrals.models.deciding import APPROVED, CLINICIAN, DECLINED, DEFERRED, PATIENT
from coequal.referrals.moves import states as at
from coequal.referrals.rules.model import Point
from tests.referrals import making
from tests.referrals.deciding.sitting import RULES, decided, member, officer, sitting

pytestmark = pytest.mark.django_db
OUTCOMES = [APPROVED, DECLINED, DEFERRED]
FOUND = {"procedure": {"upheld": False, "why": "It was followed."}}


def asker() -> Acting:
    """The clinician who asked."""
    return making.acting(Role.CLINICIAN)


def governance() -> Acting:
    """Somebody of governance, who decided nothing."""
    return making.acting(Role.GOVERNANCE)


def now(request: Request) -> Request:
    """The request as it is kept."""
    return Request.objects.get(pk=request.pk)


def declined(*, sent: bool = True) -> Request:
    """A request that a panel declined, of which both letters were sent."""
    item = sitting()
    decided(item, DECLINED)
    for letter in Letter.objects.all() if sent else ():
        letters.send(officer(), letter, "by post")
    return now(item.request)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_letters_say_what_was_decided_and_what_comes_next(outcome: str) -> None:
    """Question by question, and of a refusal how to go on, until when; they name nobody until they are printed."""
    decision = decided(sitting(), outcome)
    clinician, patient = (decision.letters.get(to=to) for to in (CLINICIAN, PATIENT))
    who = Identity.objects.get()
    for letter in (clinician, patient):
        assert "{name}" in letter.text
        assert "We looked at all of it." in letter.text
        assert all(f"Because of {one.id}." in letter.text for one in RULES.questions or ())
        assert ("28 calendar days" in letter.text) == (outcome == DECLINED)
        assert who.name not in str(letters.document_of(letter, None))
        assert who.name in str(letters.document_of(letter, who))
        assert pdf(letters.document_of(letter, who)).startswith(b"%PDF")
    assert {DECLINED: "appeal", APPROVED: "cycles: 2", DEFERRED: "result of the scan"}[outcome] in clinician.text


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_patient_reads_short_sentences(outcome: str) -> None:
    """Of what the letter itself says, without the reasons of the panel and the grounds of the rules."""
    text = letters_of(outcome).replace("- ", "")
    given = ["We looked at all of it.", *(f"Because of {one.id}." for one in RULES.questions or ())]
    own = [one for one in re.split(r"(?<=[.?!])\s+|\n\n", text) if one not in given and not any(one in p.says for p in points())]
    assert max(len(one.split()) for one in own) <= 18
    assert sum(len(one.split()) for one in own) / len(own) <= 12


def letters_of(outcome: str) -> str:
    """The text of the patient's letter."""
    return decided(sitting(), outcome).letters.get(to=PATIENT).text


def points() -> list[Point]:
    """The questions and grounds of the rules, in the rules' own words."""
    return [*(RULES.questions or ()), *(RULES.grounds or ())]


def test_a_letter_is_blocks() -> None:
    """Headings, lists and paragraphs, in order."""
    found = letters.document_of(decided(sitting(), DECLINED).letters.get(to=PATIENT), None)
    assert [one.text for one in found.blocks if isinstance(one, Heading)] == [
        "We will not pay for it",
        "Why",
        "What you can do now",
    ]
    assert any(isinstance(one, Listing) and len(one.items) == 3 for one in found.blocks)


def test_a_letter_is_edited_and_then_sent_once() -> None:
    """What was sent stays; and no text of one may name the patient."""
    letter = decided(sitting(), DECLINED).letters.get(to=PATIENT)
    for text in ("Dear Wilhelmina  EXAMPLE", "Number 999 000 0018"):
        with pytest.raises(CoequalError, match="names the patient") as told:
            letters.edit(officer(), letter, text)
        assert "Wilhelmina" not in str(told.value)
    with pytest.raises(CoequalError, match="between 1 and"):
        letters.edit(officer(), letter, "  ")
    letters.edit(officer(), letter, "Dear {name}\n\nWe are sorry.")
    with pytest.raises(CoequalError, match="how it was sent"):
        letters.send(officer(), letter, "by pigeon")
    letters.send(officer(), letter, "by post")
    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.text, letter.edited_by) == ("Dear {name}\n\nWe are sorry.", officer().person)
    assert letter.decision.request.due is not None
    with pytest.raises(NotAllowed):
        letters.send(officer(), letter, "by post")
    with pytest.raises(NotAllowed):
        letters.edit(officer(), letter, "Dear {name}")
    letters.send(officer(), letter.decision.letters.get(to=CLINICIAN), "by secure e-mail")
    assert now(letter.decision.request).due is None


def test_new_evidence_is_looked_at_by_somebody_who_did_not_decide() -> None:
    """Nothing new is a decision of its own, with letters."""
    request = declined()
    again.ask_reconsideration(asker(), request, "A trial of this year.")
    decision = again.nothing_new(officer("another"), now(request), "The panel had it.")
    assert (now(request).state, decision.by_way_of, decision.letters.count()) == (at.DECLINED, "officer", 2)
    again.ask_reconsideration(asker(), now(request), "Another one.")
    for act in (again.take_up, again.nothing_new):
        with pytest.raises(CoequalError, match="decided on"):
            act(officer("another"), now(request), "It is new.")
    again.take_up(officer("third"), now(request), "It is new.")
    assert (now(request).state, round_of(request)) == (at.FOR_PANEL, 2)


@pytest.mark.parametrize(("grounds", "says"), [([], "Because."), (["luck"], "Because."), (["procedure"], " ")])
def test_an_appeal_stands_on_grounds_of_the_rules(grounds: list[str], says: str) -> None:
    """And says why."""
    with pytest.raises(CoequalError, match="grounds"):
        again.lodge_appeal(asker(), declined(), grounds, says)


def test_the_time_for_an_appeal_runs_from_the_letter() -> None:
    """Before it there is none; after the limit it says until when it was possible."""
    request = declined(sent=False)
    with pytest.raises(CoequalError, match="not sent yet"):
        again.lodge_appeal(asker(), request, ["procedure"], "Nobody asked us.")
    for letter in Letter.objects.all():
        letters.send(officer(), letter, "by post")
    for days, possible in ((29, False), (28, True)):
        Letter.objects.update(sent=timezone.now() - timedelta(days))
        if possible:
            assert again.appeal_until(request.decisions.get(), RULES) == timezone.localdate()
            appeal = again.lodge_appeal(asker(), request, ["procedure", "evidence"], "Nobody asked us.")
            assert (appeal.grounds, appeal.due, now(request).state) == (["evidence", "procedure"], now(request).due, at.APPEALING)
        else:
            with pytest.raises(CoequalError, match="was possible until"):
                again.lodge_appeal(asker(), request, ["procedure"], "Nobody asked us.")


def test_an_appeal_is_heard_by_others_and_dismissed_or_upheld() -> None:
    """Dismissed, it stays declined and no second appeal is possible; upheld, other people decide."""
    request = declined()
    decider = PanelDecision.objects.get().deciders.first()
    appeal = again.lodge_appeal(asker(), request, ["procedure"], "Nobody asked us.")
    hearer = governance().person
    assert decider is not None
    assert hearer is not None
    for people, says in (([], "who heard"), ([decider], "decided on"), ([asker().person], "no role")):
        with pytest.raises(CoequalError, match=says):
            again.hear_appeal(governance(), appeal, FOUND, "It was right.", people)  # type: ignore[arg-type]
    with pytest.raises(CoequalError, match="each ground"):
        again.hear_appeal(governance(), appeal, {}, "It was right.", [hearer])
    again.hear_appeal(governance(), appeal, FOUND, "It was right.", [hearer])
    assert (now(request).state, Appeal.objects.get().state) == (at.DECLINED, "dismissed")
    with pytest.raises(CoequalError, match="already"):
        again.lodge_appeal(asker(), now(request), ["procedure"], "Still.")


def test_after_an_appeal_was_upheld_other_people_decide() -> None:
    """Neither those who decided nor those who heard the appeal."""
    request = declined()
    appeal = again.lodge_appeal(asker(), request, ["procedure"], "Nobody asked us.")
    hearer = member("hearer").person
    assert hearer is not None
    again.hear_appeal(governance(), appeal, {"procedure": {"upheld": True, "why": "It was not."}}, "It was wrong.", [hearer])
    assert (now(request).state, round_of(request)) == (at.FOR_PANEL, 2)
    with pytest.raises((CoequalError, NotAllowed)):
        again.hear_appeal(governance(), appeal, FOUND, "Again.", [hearer])
    item = sitting(now(request), "two")
    with pytest.raises(CoequalError, match="decided on"):
        panels.seat(officer(), item.panel, hearer, "nurse")
    decided(item, APPROVED)
    assert now(request).state == at.APPROVED
