"""New evidence or an appeal taken back: the request stays declined, and nothing else about it changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.deciding import again, appealing, hearing
from coequal.referrals.deciding.taking_back import take_back, take_down_taking_back
from coequal.referrals.models import Appeal, Letter, Request
from coequal.referrals.models.deciding import PATIENT
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from tests.referrals.deciding.after import asker, declined, governance, now, send_all
from tests.referrals.deciding.sitting import officer
from tests.referrals.deciding.test_appeals import FOUND, lodged, somebody

pytestmark = pytest.mark.django_db
WHY = "The patient is content with the decision."


def appealed() -> Request:
    """A declined request against which the clinician appealed."""
    return now(lodged().decision.request)


def looked_at_again() -> Request:
    """A declined request with new evidence."""
    request = declined()
    again.ask_reconsideration(asker(), request, "A trial of this year.")
    return now(request)


def test_an_appeal_that_is_taken_back_is_heard_by_nobody() -> None:
    """The patient gets a letter that does not say why, the clinician reads at once where it stands, and once is all it can be."""
    request = appealed()
    appeal = Appeal.objects.get()
    take_back(asker(), request, WHY, agreed=True)
    letter = Letter.objects.get(appeal=appeal)
    assert (Appeal.objects.get().state, now(request).state, Asked(now(request)).state) == ("withdrawn", at.DECLINED, at.DECLINED)
    assert (letter.to, WHY in letter.text, "has taken it back" in letter.text) == (PATIENT, False, True)
    assert letter.about == "appeal that was taken back"
    assert now(request).due is not None  # of the letter
    for repeated in (
        lambda: take_back(asker(), request, WHY, agreed=True),
        lambda: hearing.hear_appeal(governance(), appeal, FOUND, "It was right.", [somebody("hearer")]),
    ):
        with pytest.raises((CoequalError, NotAllowed)):
            repeated()
    assert Letter.objects.filter(appeal=appeal).count() == 1
    send_all(request)
    with pytest.raises(CoequalError, match="already"):
        appealing.lodge_appeal(asker(), now(request), ["procedure"], "Once more.")
    assert Entry.objects.filter(action="took an appeal back", reference=appeal.reference).count() == 1


def test_new_evidence_that_is_taken_back_can_be_sent_again() -> None:
    """No letter is made; the time for an appeal stood meanwhile, and goes on now."""
    request = looked_at_again()
    before = Letter.objects.count()
    take_back(asker(), request, WHY, agreed=True)
    assert (now(request).state, Letter.objects.count()) == (at.DECLINED, before)
    decision = request.decisions.get()
    days = (one.sent_on for one in decision.letters.all())
    assert appealing.letters_begin(decision) == max(one for one in days if one) == timezone.localdate()
    assert appealing.appeal_until(decision, appealing.rules_for(request)) == timezone.localdate() + timedelta(28)
    again.ask_reconsideration(asker(), now(request), "Another trial.")
    assert now(request).state == at.RECONSIDERING


def test_an_appeal_is_not_taken_back_without_the_patient() -> None:
    """There is one against each decision, and it is theirs too."""
    request = appealed()
    with pytest.raises(CoequalError, match="knows of it and agrees"):
        take_back(asker(), request, WHY)
    assert now(request).state == at.APPEALING


@pytest.mark.parametrize("why", [" ", "Wilhelmina Example does not want it."])
@pytest.mark.parametrize("made", [appealed, looked_at_again])
def test_it_says_why_and_names_nobody(made: Callable[[], Request], why: str) -> None:
    """Nothing changes without it."""
    request = made()
    with pytest.raises(CoequalError):
        take_back(asker(), request, why, agreed=True)
    assert now(request).state == request.state
    assert not Letter.objects.exclude(appeal=None).exists()


def by_post() -> Request:
    """A declined request against which the patient appealed by post."""
    request = declined()
    appealing.take_down_appeal(officer("post"), request, ["procedure"], "They did not read it.", timezone.localdate())
    return now(request)


def test_an_officer_takes_down_that_the_patient_takes_an_appeal_back() -> None:
    """The patient gets a letter that says so and asks whether that is right; once is all it can be, and then nobody hears it."""
    request = by_post()
    appeal = Appeal.objects.get()
    step = take_down_taking_back(officer("post"), request, WHY)
    letter = Letter.objects.get(appeal=appeal)
    assert (Appeal.objects.get().state, now(request).state, step.kind) == ("withdrawn", at.DECLINED, "appeal taken back by post")
    assert (letter.to, WHY in letter.text, "You told us" in letter.text, "Your clinician has" in letter.text) == (
        *(PATIENT, False, True, False),
    )
    with pytest.raises(NotAllowed):
        take_down_taking_back(officer("post"), now(request), WHY)
    did = Entry.objects.filter(action="took down that an appeal was taken back").values_list("reference", flat=True)
    assert sorted(did) == sorted([appeal.reference, request.reference])


@pytest.mark.parametrize(("made", "why"), [(by_post, " "), (by_post, "Wilhelmina Example does not want it."), (appealed, WHY)])
def test_what_is_taken_down_is_the_patients_and_names_nobody(made: Callable[[], Request], why: str) -> None:
    """Neither for an appeal of the clinician, nor without words, nor with the name of the patient; nothing changes then."""
    request = made()
    with pytest.raises(CoequalError):
        take_down_taking_back(officer("post"), request, why)
    assert (now(request).state, Appeal.objects.get().state) == (at.APPEALING, "lodged")
    assert not Letter.objects.exclude(appeal=None).exists()


@pytest.mark.parametrize("who", [asker, governance])
def test_nobody_but_an_officer_takes_it_down(who: Callable[[], Acting]) -> None:
    """Neither the clinician nor governance."""
    request = by_post()
    with pytest.raises((NotAllowed, Http404)):
        take_down_taking_back(who(), request, WHY)
    assert now(request).state == at.APPEALING


def test_nobody_but_who_asked_takes_it_back() -> None:
    """Neither an officer nor governance; and an appeal that the patient sent by post is the patient's."""
    request = by_post()
    for acting in (officer(), governance()):
        with pytest.raises(Http404):
            take_back(acting, now(request), WHY, agreed=True)
    with pytest.raises(CoequalError, match="Ask the patient"):
        take_back(asker(), now(request), WHY, agreed=True)
    assert (now(request).state, Appeal.objects.get().state) == (at.APPEALING, "lodged")
