"""The pages of those who deal with requests work as forms, and no NHS number gets into an address or a log."""

import logging
from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.referrals.clock.holidays import KNOWN_UNTIL
from coequal.referrals.deciding.screening import return_
from coequal.referrals.models import Request, Step
from coequal.referrals.models.keeping import DISPOSE
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.referrals.deciding import sitting
from tests.referrals.deciding.test_consent import taken_back
from tests.web.signing import OWN, signed_in

pytestmark = pytest.mark.django_db


def keeper(name: str, at_: str = OWN) -> Client:
    """Somebody of information governance, signed in."""
    return signed_in(Role.INFORMATION_GOVERNANCE, email=f"{name}@{at_.casefold()}.example", at=at_)


def test_a_person_is_found_by_number_and_the_number_is_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Sent by a form, answered on the page itself; a purpose is asked for, and what was wrong stays typed."""
    caplog.set_level(logging.DEBUG)
    request, officer = making.request(), signed_in(Role.IFR_OFFICER)
    request.identity.nhs_number = "9990000026"  # not the one that the form has as its example
    request.identity.save()
    address = reverse("requests:person")
    refused = officer.post(address, {"nhs_number": "999 000 0026", "purpose": ""})
    assert "Choose for which purpose" in refused.content.decode()
    found = officer.post(address, {"nhs_number": "999 000 0026", "purpose": "to put right what was sent wrongly"})
    assert (found.status_code, found.has_header("Location")) == (200, False)
    assert request.reference in found.content.decode()
    assert "9990000026" not in found.content.decode().replace(" ", "")
    assert request.reference not in officer.get(f"{address}?nhs_number=9990000026&purpose=x").content.decode()
    trail = repr(list(Entry.objects.values()))
    assert "to put right what was sent wrongly" in trail
    assert "9990000026" not in (trail + caplog.text.replace("?nhs_number=9990000026", "")).replace(" ", "")


def test_a_request_is_reviewed_and_disposed_of_without_a_script() -> None:
    """By two people, with a last look; sent twice, it goes once."""
    request = making.request(at.DECLINED)
    Request.objects.filter(pk=request.pk).update(ended=timezone.now() - timedelta(40 * 366))
    first, second = keeper("first"), keeper("second")
    review, dispose = (reverse(f"requests:{name}", kwargs={"reference": request.reference}) for name in ("review", "dispose"))
    assert request.reference in first.get(reverse("requests:keeping")).content.decode()
    assert first.post(review, {"found": DISPOSE}).status_code == 303
    assert "somebody else has to dispose of it" in first.post(dispose, {"sure": "yes"}).content.decode()
    assert "cannot be undone" in second.get(dispose).content.decode()
    for _ in range(2):
        second.post(dispose, {"sure": "yes"})
    request.refresh_from_db()
    assert request.disposed is not None
    assert Entry.objects.filter(action="disposed of a request").count() == 1


def test_a_draft_is_not_there_before_its_period_is_over() -> None:
    """For a review it is found by reference only once nobody has submitted it for so long; what it holds is on no page."""
    draft = making.request(at.WRITING)
    review = reverse("requests:review", kwargs={"reference": draft.reference})
    clinic = keeper("first", making.CLINIC)
    assert clinic.get(review).status_code == 404
    Request.objects.filter(pk=draft.pk).update(changed=timezone.now() - timedelta(40 * 366))
    assert keeper("second").get(review).status_code in (403, 404)  # it is the clinic's, and not the commissioner's
    told = clinic.get(review).content.decode()
    assert "It was never submitted" in told
    assert "Wilhelmina" not in told


def test_a_day_that_rests_on_unseen_holidays_says_so() -> None:
    """In the queue and on the clinic's list and page; where every day is one of the proclamations that were seen, nowhere."""
    beyond, within = date(KNOWN_UNTIL + 1, 6, 1), date(KNOWN_UNTIL, 6, 2)
    request, officer, clinician = making.request(), signed_in(Role.IFR_OFFICER), signed_in(Role.CLINICIAN, at=making.CLINIC)
    for day in (beyond, within):
        Request.objects.filter(pk=request.pk).update(due=day)
        for page in (officer.get(reverse("requests:queue")), clinician.get(reverse("requesting:asked"))):
            assert request.reference in page.content.decode()
            assert ("https://www.gov.uk/bank-holidays" in page.content.decode()) == (day == beyond)


def test_a_clinic_is_reminded_and_a_request_is_closed_without_a_script() -> None:
    """What is lacking is said first; then a reminder, a last look, and the end, which the clinic reads."""
    request, officer = making.request(at.SUBMITTED), signed_in(Role.IFR_OFFICER, email="officer@exampleshire.example")
    return_(sitting.officer("another"), request, "The scan is missing.")
    request.refresh_from_db()
    waiting, close = (reverse(f"requests:{name}", kwargs={"reference": request.reference}) for name in ("unanswered", "close"))
    assert waiting in officer.get(f"{reverse('requests:queue')}/{request.reference}").content.decode()
    assert "Remind the clinic first" in officer.post(close, {"why": "Nobody answered."}).content.decode()
    assert officer.post(waiting, {"says": ""}).status_code == 303
    assert "was reminded of" in officer.post(waiting, {"says": ""}).content.decode()
    for step in request.steps.all():
        QuerySet(Step).filter(pk=step.pk).update(at=step.at - timedelta(200))
    Request.objects.filter(pk=request.pk).update(waits_until=timezone.localdate() - timedelta(100))
    assert request.reference in officer.get(f"{reverse('requests:queue')}?queue=unanswered").content.decode()
    assert "1 request that a clinic has not answered" in officer.get(reverse("staff:home")).content.decode()
    assert "Look at it once more" in officer.post(close, {"why": "Nobody answered."}).content.decode()
    assert officer.post(close, {"why": "Nobody answered.", "sure": "yes"}).status_code == 303
    clinician = signed_in(Role.CLINICIAN, at=making.CLINIC, email="clinician@exf1.example")
    told = clinician.get(reverse("requesting:request", kwargs={"reference": request.reference})).content.decode()
    assert "Nobody answered." in told
    assert "closed because nobody answered" in told


def test_a_consent_that_was_taken_back_stands_on_the_start_page() -> None:
    """From the moment in which the clinic records it, and in a list of its own."""
    request, officer = making.request(at.SCREENING), signed_in(Role.IFR_OFFICER)
    assert "took the consent back" not in officer.get(reverse("staff:home")).content.decode()
    taken_back(request)
    assert "1 request whose patient took the consent back" in officer.get(reverse("staff:home")).content.decode()
    assert request.reference in officer.get(f"{reverse('requests:queue')}?queue=consent").content.decode()
    clinician = signed_in(Role.CLINICIAN, at=making.CLINIC, email="clinician@exf1.example")
    page, form = (reverse(f"requesting:{name}", kwargs={"reference": request.reference}) for name in ("request", "consent"))
    assert form in clinician.get(page).content.decode()
    assert clinician.get(form).status_code == 200
