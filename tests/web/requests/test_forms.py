"""The pages of those who deal with requests work as forms, and no NHS number gets into an address or a log."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.referrals.clock.holidays import KNOWN_UNTIL
from coequal.referrals.models import Request
from coequal.referrals.models.keeping import DISPOSE
from coequal.referrals.moves import states as at
from tests.referrals import making
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
    assert "Say for which purpose" in refused.content.decode()
    found = officer.post(address, {"nhs_number": "999 000 0026", "purpose": "The clinic rang about it"})
    assert (found.status_code, found.has_header("Location")) == (200, False)
    assert request.reference in found.content.decode()
    assert "9990000026" not in found.content.decode().replace(" ", "")
    assert request.reference not in officer.get(f"{address}?nhs_number=9990000026&purpose=x").content.decode()
    trail = repr(list(Entry.objects.values()))
    assert "The clinic rang about it" in trail
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
