"""Letters about a decision, and looking at it again on new evidence: by people who did not decide."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import ASK_AGAIN, USE_APPROVAL, WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.accounts.roles import Role
from coequal.documents.model import Heading, Listing
from coequal.documents.pdf import pdf
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.deciding import again, letters, screening
from coequal.referrals.deciding.due import clock_of, owed, round_of
from coequal.referrals.deciding.written import ASK_WHOM, of_decision
from coequal.referrals.desk import pages
from coequal.referrals.desk.letters import how_many, to_send
from coequal.referrals.models import Identity, Letter, Request
from coequal.referrals.models.deciding import APPROVED, CLINICIAN, DECLINED, DEFERRED, PATIENT
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.telling import being_written, told_steps, with_held
from coequal.referrals.rules.model import Point
from tests.referrals import making
from tests.referrals.deciding.after import asker, declined, now, send_all
from tests.referrals.deciding.sitting import RULES, decided, officer, sitting
from tests.web.signing import OTHER

pytestmark = pytest.mark.django_db
OUTCOMES = [APPROVED, DECLINED, DEFERRED]


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
    given = ["We looked at all of it.", *(f"Because of {one.id}." for one in RULES.questions or ()), RULES.contact]
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
        "If you have a question",
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
    letter.refresh_from_db()
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
    send_all(request)
    again.ask_reconsideration(asker(), now(request), "Another one.")
    for act in (again.take_up, again.nothing_new):
        with pytest.raises(CoequalError, match="decided on"):
            act(officer("another"), now(request), "It is new.")
    again.take_up(officer("third"), now(request), "It is new.")
    assert (now(request).state, round_of(request)) == (at.FOR_PANEL, 2)


def test_two_who_edit_one_letter_lose_nothing() -> None:
    """Whoever comes second is shown what the first one wrote, and nothing is kept or sent until they have read it."""
    first = decided(sitting(), DECLINED).letters.get(to=PATIENT)
    second = Letter.objects.get(pk=first.pk)
    letters.edit(officer("one"), first, "Dear {name}\n\nThe first.")
    with pytest.raises(letters.Clash, match="changed this letter") as told:
        letters.edit(officer("two"), second, "Dear {name}\n\nThe second.")
    assert told.value.now.text == "Dear {name}\n\nThe first."
    with pytest.raises(letters.Clash):
        letters.send(officer("two"), second, "by post")
    letters.edit(officer("two"), second, "Dear {name}\n\nBoth.", letters.mark(told.value.now))
    kept = Letter.objects.get(pk=first.pk)
    assert (kept.text, kept.sent) == ("Dear {name}\n\nBoth.", None)


def test_a_letter_bears_the_day_on_which_it_is_printed_and_then_that_on_which_it_was_sent() -> None:
    """Not in the list that an officer reads, where it is no letter yet; the day of sending is none of the future."""
    letter, who = decided(sitting(), DECLINED).letters.get(to=PATIENT), Identity.objects.get()
    assert ("Date", say_date(timezone.localdate())) in letters.document_of(letter, who).facts
    assert all("not sent" not in value for _key, value in letters.document_of(letter, None).facts)
    for day in (1, -1):
        with pytest.raises(CoequalError, match="on that day or later"):
            letters.send(officer(), letter, "by post", on=timezone.localdate() + timedelta(day))
    Letter.objects.update(made=timezone.now() - timedelta(3))
    sent_on = timezone.localdate() - timedelta(2)
    letters.send(officer(), letter, "by post", on=sent_on)
    letter = Letter.objects.get(pk=letter.pk)
    assert ("Date", say_date(sent_on)) in letters.document_of(letter, who).facts


def test_whom_to_ask_stands_in_every_letter() -> None:
    """By the rules of the commissioner; where they do not say it, no letter is sent before an officer has written it."""
    letter = decided(sitting(), APPROVED).letters.get(to=CLINICIAN)
    assert str(RULES.contact) in letter.text
    letters.edit(officer(), letter, f"Dear colleague\n\nQuestions: {ASK_WHOM}.")
    letter.refresh_from_db()
    with pytest.raises(CoequalError, match="Whom to ask"):
        letters.send(officer(), letter, "by post")
    assert of_decision(letter.decision, replace(RULES, contact=None), patient=False).count(ASK_WHOM) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["elsewhere", "development"])
def test_a_request_that_ends_without_a_decision_is_told_by_letters_too(end: str) -> None:
    """To both; the clinician reads the step at once, and the letters stand in the queue until they are sent."""
    made = making.request(at.SCREENING)
    if end == "elsewhere":
        screening.send_elsewhere(officer(), made, "NHS England", "It commissions this for everybody.")
    else:
        screening.develop(officer(), made, "It commissions this for everybody.")
    assert {one.to for one in made.letters.all()} == {CLINICIAN, PATIENT}
    assert all("It commissions this for everybody." in one.text and not one.decision for one in made.letters.all())
    assert Asked(now(made)).state == now(made).state in at.ENDS
    assert [one.request for one in to_send(officer()).lines] == [made, made]
    assert {one.due for one in to_send(officer()).lines} == {now(made).due} == {timezone.localdate() + timedelta(14)}
    assert how_many(making.acting(Role.IFR_OFFICER, at_=OTHER)) == 0
    send_all(made)
    assert (how_many(officer()), now(made).due) == (0, None)


def test_letters_to_send_are_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest first, each once."""
    monkeypatch.setattr("coequal.referrals.desk.letters.ON_A_PAGE", 3)
    monkeypatch.setattr(pages, "ON_A_PAGE", 3)
    for _number in range(2):
        screening.develop(officer(), making.request(at.SCREENING), "Several need it.")
    first = to_send(officer())
    second = to_send(officer(), first.after)
    assert [one.pk for one in (*first.lines, *second.lines)] == list(Letter.objects.values_list("pk", flat=True))
    assert second.after == ""


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_was_decided_is_told_once_its_letter_was_sent(outcome: str) -> None:
    """Before that those who asked see only that it was decided, can do nothing with it, and no clock of theirs stands."""
    item = sitting()
    decision = decided(item, outcome)
    request = now(item.request)
    assert Asked(request).state == "decided"
    assert [one.held for one in with_held(Request.objects.all())] == [True]
    assert outcome not in str([(one.kind, one.came_to) for one in told_steps(request, being_written(request))])
    assert not any(asker().may(one, Asked(request)) for one in (ASK_AGAIN, WRITE_REQUEST, WITHDRAW_REQUEST, USE_APPROVAL))
    clock = clock_of(request)
    assert clock is not None
    assert clock.stops == ()
    letters.send(officer(), decision.letters.get(to=PATIENT), "by post")
    assert Asked(request).state == "decided"
    letters.send(officer(), decision.letters.get(to=CLINICIAN), "by post")
    assert Asked(now(request)).state == outcome
    assert outcome in str([one.came_to for one in told_steps(request, being_written(request))])
    clock = clock_of(request)
    assert clock is not None
    assert len(clock.stops) == (outcome == DEFERRED)


def test_time_goes_on_until_a_deferral_is_told() -> None:
    """The clock stops on the day on which the letter left, and not on that of the panel."""
    item = sitting()
    decision = decided(item, DEFERRED)
    assert (owed(now(item.request)).what, now(item.request).due) == (  # type: ignore[union-attr]
        "send the letters",
        timezone.localdate() + timedelta(14),
    )
    Letter.objects.update(made=timezone.now() - timedelta(9))
    letters.send(officer(), decision.letters.get(to=CLINICIAN), "by post", on=timezone.localdate() - timedelta(4))
    clock = clock_of(now(item.request))
    assert clock is not None
    assert [one.since for one in clock.stops] == [timezone.localdate() - timedelta(4)]
