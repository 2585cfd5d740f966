"""The pages of letters, of appeals before panels and by post, of urgency and of interventions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals.deciding import panels
from coequal.referrals.deciding.screening import screen_out
from coequal.referrals.models import Appeal, Intervention, Letter, Request
from coequal.referrals.models.deciding import PATIENT
from coequal.referrals.moves import states as at_
from tests.referrals.deciding.after import send_all
from tests.referrals.deciding.sitting import officer as acting_officer
from tests.web.deciding.people import asked, at, clinician, officer
from tests.web.governing.asking import day, said, sent, sure, text
from tests.web.signing import organisation, signed_in

pytestmark = pytest.mark.django_db


def letter() -> Letter:
    """The letter to the patient about a request that was declined."""
    request = asked(at_.SCREENING)
    return screen_out(acting_officer("screener"), request, "Nothing is exceptional.").letters.get(to=PATIENT)


def test_whoever_edits_a_letter_second_reads_both_texts() -> None:
    """Their own stays in the box, the other stands beside it, and the next time theirs is kept."""
    address, ifr = at("edit-letter", letter=letter().reference), officer()
    page = said(ifr.get(address))
    mark = page.split('name="seen" value="')[1].split('"')[0] if 'name="seen"' in page else "as it was made"
    other = signed_in(Role.IFR_OFFICER, email="second@exampleshire.example")
    other.post(address, {"text": "Dear {name}\n\nFrom the other one.", "seen": mark})
    answer = ifr.post(address, {"text": "Dear {name}\n\nFrom the first one.", "seen": mark})
    told = answer.content.decode()
    assert "wrote meanwhile" in told
    assert "From the other one." in told
    assert "From the first one." in told
    assert "From the other one." in Letter.objects.get(to=PATIENT).text
    again = told.split('name="seen" value="')[1].split('"')[0]
    ifr.post(address, {"text": "Dear {name}\n\nBoth.", "seen": again})
    assert Letter.objects.get(to=PATIENT).text == "Dear {name}\n\nBoth."


def test_an_appeal_that_came_by_post_is_put_before_a_panel() -> None:
    """An officer takes it down; a panel that hears appeals is chosen on its page, and stands there."""
    request, ifr = letter().request, officer()
    send_all(request)
    page = text(ifr, at("request", reference=request.reference))
    assert "Take down an appeal that came by post" in page
    told = {"grounds": ["procedure"], "says": "They did not read it."}
    sure(ifr, at("take-down-appeal", reference=request.reference), **told, **day("came"))
    made = Appeal.objects.get()
    assert made.came_from == PATIENT
    page = text(ifr, at("appeal", appeal=made.reference))
    assert "It came from the patient by post" in page
    assert "No panel that hears appeals is called" in text(ifr, at("before-panel", appeal=made.reference))
    panel = panels.call(acting_officer(), organisation(), panels.Call(timezone.localdate(), hears_appeals=True))
    sent(ifr, at("before-panel", appeal=made.reference), panel=panel.reference)
    assert f"It is before panel {panel.reference}" in text(ifr, at("appeal", appeal=made.reference))
    assert made.reference in text(ifr, at("panel", panel=panel.reference))
    page = said(signed_in(Role.GOVERNANCE, email="gov@exampleshire.example").get(at("hear", appeal=made.reference)))
    assert "has not begun" in page
    assert "Who heard it" not in page


def test_the_patient_takes_an_appeal_back_by_post() -> None:
    """From the page of the request, after a last look; sent twice it is done once, and one of the clinician is not for officers."""
    request, ifr = letter().request, officer()
    send_all(request)
    one = {"reference": request.reference}
    told = {"grounds": ["procedure"], "says": "They did not read it."}
    sure(ifr, at("take-down-appeal", **one), **told, **day("came"))
    words, address = "Take down that the patient takes the appeal back", at("take-down-back", **one)
    assert words in text(ifr, at("request", **one))
    assert "There is a problem" in said(sent(ifr, address, why=""))
    assert "the decision stays as it is" in said(sent(ifr, address, why="It is not wanted."))
    assert "declined" in sure(ifr, address, why="It is not wanted.")
    assert ifr.post(address, {"why": "It is not wanted.", "sure": "yes"}).status_code == 403
    assert (Appeal.objects.get().state, request.steps.filter(kind="appeal taken back by post").count()) == ("withdrawn", 1)


def test_an_appeal_of_the_clinician_is_not_taken_back_by_an_officer() -> None:
    """The page of the request does not offer it, and the other page says whose it is."""
    request, ifr = asked(at_.APPEALING), officer()
    one = {"reference": request.reference}
    assert "takes the appeal back" not in text(ifr, at("request", **one))
    assert "The clinician lodged this appeal" in text(ifr, at("take-down-back", **one))


def test_an_officer_says_whether_a_request_is_urgent_and_the_clinician_reads_it() -> None:
    """It is the first thing to do; a no without why is not kept."""
    request, ifr = asked(at_.SUBMITTED, urgent=True), officer()
    one = {"reference": request.reference}
    page = text(ifr, at("request", **one))
    assert page.index("Say whether it is urgent") < page.index("Acknowledge it")
    assert "Say first whether it is" in said(ifr.post(at("acknowledge", **one), {"sure": "yes"}))
    assert "Say why it is not urgent" in said(sent(ifr, at("urgency", **one), urgent="no"))
    sent(ifr, at("urgency", **one), urgent="no", why="It can wait for four weeks.")
    assert not Request.objects.get(pk=request.pk).urgent
    assert "Say whether it is urgent" not in text(ifr, at("request", **one))
    page = text(clinician(), reverse("requesting:request", kwargs=one))
    assert "found that it is not urgent" in page
    assert "It can wait for four weeks." in page


def test_a_request_is_put_under_an_intervention_that_was_named_once() -> None:
    """Names are given on one page, and chosen on that of a request."""
    request, ifr = asked(at_.SCREENING), officer()
    address = at("intervention", reference=request.reference)
    assert "Name the first one" in text(ifr, address)
    sent(ifr, reverse("requests:interventions"), name="A third cycle of IVF")
    made = Intervention.objects.get()
    assert "Choose what it asks for" in said(sent(ifr, address))
    sent(ifr, address, intervention=str(made.pk))
    assert "A third cycle of IVF" in text(ifr, at("request", reference=request.reference))
    assert "under that intervention already" in said(sent(ifr, address, intervention=str(made.pk)))
