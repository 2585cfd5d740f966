"""The pages from an answer to an approval, as clinicians, officers and governance go through them."""

import json
import re
from base64 import b64decode
from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.models import Organisation
from coequal.accounts.roles import Role
from coequal.facts.case import Case, Known
from coequal.referrals.models import (
    Approval,
    ClinicalCase,
    Disclosure,
    Letter,
    PanelDecision,
    Request,
    StandingAuthorisation,
    Step,
    Viewing,
)
from coequal.referrals.models.deciding import APPROVED, BY_PANEL
from coequal.referrals.models.deciding import CLINICIAN as CLINICIAN_READS
from coequal.referrals.moves import states as at_
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import WHO as WHO_PART
from coequal.web import files
from coequal.web.referring.binding import answering, bound_of
from coequal.web.referring.facts import SECTIONS
from tests.referrals import making
from tests.referrals.making import acting
from tests.web.governing.asking import hidden, said
from tests.web.referring.asking import (
    BORN,
    IDENTIFIERS,
    NAME,
    UNDER,
    at,
    authorised,
    begun,
    clinician,
    couple,
    day,
    sent,
    staff,
    submitted,
    sure,
    typed,
    written,
)
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db


def test_a_referral_that_is_complete_is_approved_at_once() -> None:
    """From the list of policies to the approval number, page by page."""
    authorised()
    client = clinician()
    assert "Fertility treatment (an invented area)" in said(client.get(at("start")))
    made = written(client)
    page = said(client.get(at("request", made)))
    assert "Nothing is missing" in page
    look = client.get(at("submit", made))
    assert "You get an approval number now" in said(look), said(look)
    page = said(client.post(at("submit", made), {**hidden(look), "sure": "yes"}, follow=True))
    given = Approval.objects.get()
    assert given.number in page
    assert "Embryo transfers" in page
    assert "Glen Replica, Director" in page
    assert Request.objects.get().state == at_.APPROVED


def test_in_a_referral_that_is_complete_nothing_is_to_do() -> None:
    """Though not everything is said that the policy could look at."""
    client = clinician()
    made = written(client)
    bound, kept = bound_of(made), ClinicalCase.objects.get()
    known = {name: one for name, one in bound.read(kept.facts).facts.items() if isinstance(one, Known)}
    kept.facts = bound.written(Case(known))
    kept.save(update_fields=["facts"])
    page = said(client.get(at("request", made)))
    assert "Nothing is missing." in page
    assert "Nothing more is needed" in page
    assert "To do" not in page


def test_a_referral_that_is_not_complete_says_what_is_missing_and_who_can_supply_it() -> None:
    """Sending it all the same keeps nothing and says so."""
    client = clinician()
    made = begun(client)
    page = said(client.get(at("request", made)))
    assert "The patient or a clinician" in page
    assert "Her body mass index" in page
    for answer in (client.get(at("submit", made)), client.post(at("submit", made), {"sure": "yes"})):
        assert "This cannot be sent yet" in said(answer)
        assert 'name="sure"' not in answer.content.decode()
    assert Request.objects.get().state == at_.WRITING
    answer = client.get(at("pack-pdf", made))
    assert (answer.status_code, "There is no pack yet" in said(answer)) == (409, True)
    assert not Viewing.objects.filter(exported=True).exists()


def test_the_pack_is_given_as_three_kinds_of_file_and_kept_nowhere() -> None:
    """Only to those who asked, and not to be kept by a browser; each time it goes on record that it was taken out."""
    client = clinician()
    made = written(client)
    kept = files._made.cache_info().currsize
    pdf, doc, bundle = (client.get(at(f"pack-{kind}", made)) for kind in ("pdf", "word", "fhir"))
    assert pdf.content.startswith(b"%PDF")
    assert doc.content.startswith(b"PK")
    assert NAME.split()[1] in json.dumps(json.loads(bundle.content))
    (letter,) = [one["resource"] for one in json.loads(bundle.content)["entry"] if "content" in one["resource"]]
    assert b64decode(letter["content"][0]["attachment"]["data"]) == pdf.content
    assert files._made.cache_info().currsize == kept
    assert list(Viewing.objects.filter(exported=True).values_list("part", flat=True)) == ["case", "who"] * 3
    for answer in (pdf, doc, bundle):
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Cache-Control"] == "no-store"
        assert NAME.split()[0] not in answer["Content-Disposition"]


def test_a_welfare_disclosure_shows_whom_to_contact_and_nothing_else() -> None:
    """Every way out answers 409 with that page, and nothing is sent."""
    authorised()
    client = clinician()
    made = written(client, {"welfare concern": True})
    page = said(client.get(at("request", made)))
    assert "Stop: people talk first" in page
    assert "Recorded by" in page
    assert "designated nurse or doctor" in page
    assert NAME not in page
    assert "body mass index" not in page
    for view in ("pack-pdf", "pack-word", "pack-fhir"):
        answer = client.get(at(view, made))
        assert (answer.status_code, "Stop: people talk first" in said(answer)) == (409, True)
    answer = client.post(at("submit", made), {"sure": "yes"})
    assert answer.status_code == 409
    assert Request.objects.get().state == at_.WRITING


def test_a_fact_that_is_not_known_says_why_and_comes_back_as_it_was_kept() -> None:
    """So does one with a unit and a date."""
    client = clinician()
    made = begun(client)
    facts = couple({"patient BMI": {"not known": "pending"}})
    for section in ("treatment", "patient"):
        sent(client, at("facts", made, section=section), **typed(section, facts))
    kept = ClinicalCase.objects.get().facts
    assert kept["patient BMI"] == {"not known": "pending"}
    assert kept["AMH"]["unit"] == "pmol/L"
    page = client.get(at("facts", made, section="patient")).content.decode()
    assert '<option value="pending" selected>' in page
    assert 'value="12"' in page


def test_a_fact_that_cannot_be_comes_back_as_it_was_typed() -> None:
    """With one message that says which fact it is about; nothing of the section is kept."""
    client = clinician()
    made = begun(client)
    page = sent(client, at("facts", made, section="patient"), **{**typed("patient", couple()), "patient_bmi": "twelve"})
    assert "There is a problem" in said(page)
    assert 'value="twelve"' in page.content.decode()
    assert "AMH" not in ClinicalCase.objects.get().facts


def test_an_nhs_number_that_is_none_is_not_kept() -> None:
    """The form comes back with it."""
    client = clinician()
    made = begun(client)
    page = sent(client, at("who", made), name=NAME, nhs_number="999 000 0019")
    assert "last digit does not fit" in said(page)
    assert Request.objects.get(pk=made.pk).identity.name == ""


def test_an_officer_answers_without_knowing_who_it_is() -> None:
    """No page of theirs names the person, and the approval is a decision of theirs."""
    made = submitted(clinician(), {"other medical grounds": True})
    officer = staff(Role.IFR_OFFICER)
    assert officer.get(reverse("deciding:request", kwargs={"reference": made.reference}))["Location"] == at("case", made)
    pages = [officer.get(at(view, made)) for view in ("case", "grant", "refuse", "return", "elsewhere")]
    for page in pages:
        assert page.status_code == 200
        assert not [one for one in IDENTIFIERS if one in page.content.decode()]
    assert "Why it was not approved at once" in said(pages[0])
    assert "A person has to judge" in said(pages[0])
    fields = {"amount0": "2", "reasons": "The grounds do not rule it out.", **day("expires", timezone.localdate() + timedelta(100))}
    page = sure(officer, at("grant", made), **fields)
    assert "The approval, V-" in page
    given = Approval.objects.get()
    assert given.amounts == {"fresh cycles": 2}
    assert "The grounds do not rule it out." in said(clinician().get(at("approval", given)))


def test_an_officer_reads_no_birthday_in_any_reason() -> None:
    """A rule that hangs on when treatment starts tells the clinic until which day it is met, and an officer only the year.

    Nor do they read it in what was said when it was sent, also before reasons were kept without it.
    """
    changes = {"patient BMI": 36, "treatment start date": {"not known": "pending"}, "patient smoke free since": BORN}
    client = clinician()
    made = submitted(client, changes)
    birthday = re.compile(r"\b[345] March\b")
    assert birthday.search(said(client.get(at("request", made))))
    step = made.steps.last()
    assert not birthday.search(step.says)
    officer = staff(Role.IFR_OFFICER)
    page = said(officer.get(at("case", made)))
    assert not birthday.search(page)
    assert f"to a day in {BORN.year + 40}" in page
    assert "years old on the day of referral" in page
    QuerySet(Step).filter(pk=step.pk).update(says=Step._meta.get_field("says").sealed("Met until 3 March 2031.", step.row))
    page = said(officer.get(at("case", made)))
    assert not birthday.search(page)
    assert page.count("Met until a day in 2031.") == 2


def test_what_an_officer_declines_returns_or_sends_elsewhere_is_told_to_whoever_asked() -> None:
    """With the reasons, in the steps of the request."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client)
    sure(officer, at("return", made), why="Send the result of the test.")
    page = said(client.get(at("request", made)))
    assert "Send the result of the test." in page
    client.post(at("submit", made), {"sure": "yes"}, follow=True)
    sure(officer, at("refuse", made), why="The rule on age is not met.")
    page = said(client.get(at("request", made)))
    assert "Declined by an officer" in page
    assert "The rule on age is not met." in page
    assert officer.get(at("refuse", made)).status_code == 403


def test_uses_are_recorded_taken_back_and_never_more_than_approved() -> None:
    """The page says how much is left."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    page = sent(client, at("use", given), of="fresh cycles", count="1", **day("on", timezone.localdate()))
    assert "Fresh cycles: 1" in said(page)
    page = sent(client, at("use", given), of="fresh cycles", count="2", **day("on", timezone.localdate()))
    assert "1 is left" in said(page)
    address = at("take-back", given, row=given.uses.get().pk)
    page = said(client.post(address, {"sure": "yes"}, follow=True))
    assert "Taken back on" in page


def test_an_approval_is_renewed_under_the_same_version() -> None:
    """The renewal has the same facts but for what holds a time only, which is asked again; an officer answers it."""
    authorised()
    client = clinician()
    made = submitted(client)
    given = Approval.objects.get()
    look = said(client.get(at("renew", given)))
    assert "The same version of the policy counts" in look
    assert "These are asked again, because they hold for a time only or were used up: " in look
    assert "her AMH" in look
    assert "the date of her HIV test" in look
    page = said(client.post(at("renew", given), {"sure": "yes"}, follow=True))
    assert f"It renews {made.reference}" in page.replace("</a>", "").replace(">", " ") or made.reference in page
    renewal = Request.objects.get(follows=made)
    assert "is asked again:" in page
    assert "This cannot be sent yet" in said(client.get(at("submit", renewal)))
    later = couple(
        {
            "AMH": {"value": "11", "unit": "pmol/L", "date": timezone.localdate().isoformat()},
            "patient HIV test": timezone.localdate(),
        }
    )
    for section in SECTIONS:
        sent(client, at("facts", renewal, section=section), **typed(section, later))
    page = said(client.get(at("request", renewal)))
    assert "is asked again:" not in page
    look = said(client.get(at("submit", renewal)))
    assert "Missing: her AMH. The result lies outside the time within which it counts." in look
    client.post(at("submit", renewal), {"sure": "yes"}, follow=True)
    assert Request.objects.get(pk=renewal.pk).state == at_.WITH_OFFICER


def test_an_approval_is_withdrawn_with_a_reason() -> None:
    """Whoever asked reads it, and can use no more."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    sure(staff(Role.IFR_OFFICER), at("withdraw-approval", given), why="It was given for another treatment.")
    page = said(client.get(at("approval", given)))
    assert "It was given for another treatment." in page
    assert "Record what was used" not in page


def test_what_waits_stands_on_the_start_page() -> None:
    """Of clinicians what came back and what ends soon, of officers what waits for an answer, of governance what ends soon."""
    client, officer, governance = clinician(), staff(Role.IFR_OFFICER), staff(Role.GOVERNANCE)
    begun(client)  # it is the one that is sent below: nobody is named in it yet
    assert "1 request for prior approval is being written" in said(client.get(reverse("staff:home")))
    made = submitted(client)
    assert "1 request for prior approval waits for an officer" in said(officer.get(reverse("staff:home")))
    sure(officer, at("return", made), why="Send the result of the test.")
    assert f"{made.reference} came back to you" in said(client.get(reverse("staff:home")))
    authorised(governance)
    StandingAuthorisation.objects.update(until=timezone.localdate() + timedelta(9))
    assert "ends on" in said(governance.get(reverse("staff:home")))


def test_a_request_is_withdrawn_with_a_reason() -> None:
    """After a last look."""
    client = clinician()
    made = begun(client)
    assert "Withdrawn" in sure(client, at("withdraw", made), why="She moved away.")
    assert Request.objects.get().state == at_.WITHDRAWN


def test_governance_gives_an_authorisation_and_withdraws_it() -> None:
    """The list says which holds, and why one does not any more."""
    governance = staff(Role.GOVERNANCE)
    assert "There are none" in said(governance.get(at("authorisations")))
    authorised(governance)
    one = StandingAuthorisation.objects.get()
    assert "Glen Replica, Director" in said(governance.get(at("authorisations")))
    page = sure(governance, at("withdraw-authorisation", one), why="The policy is under review.")
    assert "The policy is under review." in page


def test_governance_of_another_commissioner_authorises_nothing_here() -> None:
    """The page says whose policy it is not."""
    page = signed_in(Role.GOVERNANCE, at=OTHER).get(at("authorise", **UNDER, version="2022-07"))
    assert (page.status_code, "not a policy of your organisation" in said(page)) == (400, True)


def test_a_clinician_goes_on_from_the_checker() -> None:
    """The facts of the check are carried over, and nothing is kept before the form is sent."""
    client = clinician()
    check = reverse("checker:clinician", kwargs=UNDER)
    facts = couple()
    fields = {
        key: value for section in ("treatment", "patient", "clinician", "welfare") for key, value in typed(section, facts).items()
    }
    state = hidden(client.get(check))["state"][0]
    page = client.post(check, {"state": state, "fill": "1", **fields, **day("referral_date", timezone.localdate() - timedelta(10))})
    assert "Refer this patient" in said(page), said(page)[:4000]
    state = hidden(page)["state"][0]
    page = client.post(at("from-check", **UNDER), {"state": state})
    assert "will be carried over" in said(page)
    assert not Request.objects.exists()
    client.post(
        at("begin", **UNDER),
        {"state": hidden(page)["state"][0], **day("referred", timezone.localdate() - timedelta(10))},
        follow=True,
    )
    kept = ClinicalCase.objects.get().facts
    assert kept["patient BMI"] == "24" or kept["patient BMI"]


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    """Nothing of the check is kept."""
    answer = Client().post(at("from-check", **UNDER), {"state": "x"})
    assert answer.status_code == 403
    assert not Request.objects.exists()


def test_where_another_body_decides_the_page_says_who_and_offers_no_way_to_send() -> None:
    """And whoever sends it all the same is told so again."""
    client = clinician()
    made = written(client, {"armed forces": True})
    page = said(client.get(at("request", made)))
    assert "Another body decides" in page
    assert "NHS England" in page
    assert "Look at it once more, and send it" not in page
    assert "This cannot be sent yet" in said(client.post(at("submit", made), {"sure": "yes"}))
    assert Request.objects.get().state == at_.WRITING


def test_who_does_not_meet_the_policy_is_shown_the_way_to_individual_funding() -> None:
    """With the facts as they are kept, sealed as the checker seals them."""
    client = clinician()
    made = written(client, {"patient BMI": 36})
    page = client.get(at("request", made))
    assert "Ask for individual funding with these facts" in said(page)
    sealed = hidden(page)
    answer = client.post(reverse("requesting:checked"), {"policy": sealed["policy"][0], "state": sealed["state"][0]})
    assert answer.status_code == 200
    assert "goes with the request: the facts, and which conditions are not met" in said(answer)


def test_an_officer_ends_what_another_body_decides() -> None:
    """The clinic reads who that is."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client)
    sure(officer, at("elsewhere", made), why="NHS England decides on this.")
    page = said(client.get(at("request", made)))
    assert "Sent to the body that decides" in page
    assert "NHS England decides on this." in page


def test_whoever_knows_who_it_is_does_not_answer() -> None:
    """Their page says so and offers no answer; what they send all the same is refused."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client)
    look(person_acting(person(Role.IFR_OFFICER, email="IFR-officer@exampleshire.example")), made, WHO_PART, DEALING)
    page = said(officer.get(at("case", made)))
    assert "Another officer has to answer it" in page
    assert "Approve" not in page.split("Why it was not approved at once", maxsplit=1)[0]
    answer = officer.post(at("refuse", made), {**hidden(officer.get(at("refuse", made))), "why": "No.", "sure": "yes"})
    assert "Ask somebody else to" in said(answer)
    assert Request.objects.get().state == at_.WITH_OFFICER


def test_a_last_look_can_be_left_without_anything_happening() -> None:
    """Of sending, renewing and taking back."""
    authorised()
    client = clinician()
    made = written(client)
    assert client.post(at("submit", made), {"sure": "change"}).status_code == 303
    assert Request.objects.get().state == at_.WRITING
    client.post(at("submit", made), {"sure": "yes"})
    given = Approval.objects.get()
    sent(client, at("use", given), of="fresh cycles", count="1", **day("on", timezone.localdate()))
    for address in (at("renew", given), at("take-back", given, row=given.uses.get().pk)):
        assert "Nothing is kept yet" in said(client.get(address))
        assert client.post(address, {"sure": "change"}).status_code == 303
    assert Request.objects.count() == 1
    assert given.uses.count() == 1


def test_a_use_is_taken_back_once() -> None:
    """The second time the page says so."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    sent(client, at("use", given), of="fresh cycles", count="1", **day("on", timezone.localdate()))
    address = at("take-back", given, row=given.uses.get().pk)
    client.post(address, {"sure": "yes"})
    assert "taken back already" in said(client.post(address, {"sure": "yes"}))
    assert client.get(at("take-back", given, row=10_000)).status_code == 404


def test_governance_withdraws_an_approval_and_is_led_home() -> None:
    """It does not read requests."""
    authorised()
    submitted(clinician())
    given = Approval.objects.get()
    page = sure(staff(Role.GOVERNANCE), at("withdraw-approval", given), why="It was given by mistake.")
    assert "You cannot do this" not in page
    assert Approval.objects.get().withdrawn


def test_two_of_a_clinic_who_write_at_once_lose_nothing() -> None:
    """The second is told, and what they typed is still there."""
    client = clinician()
    made = begun(client)
    first = client.get(at("facts", made, section="welfare"))
    sent(client, at("facts", made, section="welfare"), welfare_concern="false")
    answer = client.post(at("facts", made, section="welfare"), {**hidden(first), "welfare_concern": "unknown"})
    assert "Somebody else of your clinic changed these" in said(answer)
    assert ClinicalCase.objects.get().facts["welfare concern"] == "false"


def test_a_funding_request_has_no_page_here() -> None:
    """Nor has a section that there is not, or a policy that nobody has."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = begun(client)
    other = making.request()
    assert client.get(at("request", other)).status_code == 404
    assert officer.get(at("case", other)).status_code == 404
    assert client.get(at("facts", made, section="none")).status_code == 404
    assert client.get(at("begin", area="nowhere", service="assisted-conception")).status_code == 404


def test_on_a_day_on_which_no_version_binds_nothing_is_begun() -> None:
    """The form says which versions there are."""
    page = sent(clinician(), at("begin", **UNDER), **day("referred", date(2021, 1, 1)))
    assert "No version of exampleshire/assisted-conception was in force" in said(page)
    assert not Request.objects.exists()


def test_where_nobody_answers_here_nothing_is_begun() -> None:
    """The form says whose policy it is."""
    client = clinician()
    Organisation.objects.filter(code="EXA1").update(code="EXA9")
    assert "No commissioner that answers requests on this site" in said(client.get(at("start")))
    page = sent(client, at("begin", **UNDER), **day("referred", timezone.localdate()))
    assert "nobody there answers requests on this site" in said(page)


def test_a_body_at_which_nobody_is_is_asked_for_nothing() -> None:
    """That an organisation is known is not enough: it has rules for requests, or somebody there answers or authorises."""
    assert sorted(one.code for one in (organisation("NEW1"), organisation("NEW2"), organisation("NEW3"))) == [
        "NEW1",
        "NEW2",
        "NEW3",
    ]
    person(Role.IFR_OFFICER, at="NEW1", email="officer@new1.example")
    person(Role.CLINICIAN, at="NEW2", email="clinician@new2.example")
    invited = person(Role.IFR_OFFICER, at="NEW3", email="officer@new3.example")
    invited.memberships.update(accepted=None)
    organisation()
    assert {one.code for one in answering()} == {"EXA1", "NEW1"}


def test_the_list_says_what_does_not_stand_in_it_and_leads_to_the_form_for_funding() -> None:
    """Whose policies they are, and what to do for any other."""
    page = clinician().get(at("start"))
    assert "Only policies in force of commissioners that answer requests on this site stand here." in said(page)
    assert f'href="{reverse("requesting:new")}">ask for individual funding' in page.content.decode()


def test_the_empty_form_can_be_printed() -> None:
    """It is about nobody."""
    assert clinician().get(at("blank", **UNDER)).content.startswith(b"%PDF")


def test_what_is_not_plain_is_looked_at_once_more_with_every_reason() -> None:
    """Before it is sent, the clinician reads why an officer will answer."""
    client = clinician()
    made = written(client, {"other medical grounds": True})
    page = said(client.get(at("submit", made)))
    assert "It is not approved at once, because:" in page
    assert "A person has to judge: Other medical grounds (clause 12)." in page
    assert "neither the name nor anything else that says who it is" in page


def test_a_concern_that_was_sent_all_the_same_shows_an_officer_whom_to_contact_and_nothing_else() -> None:
    """As if somebody had written it into what was kept; nor are they told who recorded one earlier."""
    made, officer = submitted(clinician()), staff(Role.IFR_OFFICER)
    recorder = acting(Role.CLINICIAN).person
    Disclosure(request=made, says={"fact": "welfare concern", "disclosed": True}, by=recorder).save()
    kept = ClinicalCase.objects.get()
    kept.sent_facts = {**kept.sent_facts, "welfare concern": "true"}
    kept.save()
    page = said(officer.get(at("case", made)))
    assert "Stop: people talk first" in page
    assert "body mass index" not in page
    assert "change the answer" not in page
    assert "Recorded by" not in page


def test_a_request_stays_bound_where_its_version_binds_nobody_else_any_more() -> None:
    """The page says that this was taken for granted, and so an officer answers."""
    client = clinician()
    made = begun(client)
    Request.objects.update(referred_on=date(2021, 1, 1))
    page = client.get(at("request", made))
    assert page.status_code == 200
    assert "version 2022-07" in said(page)


def test_what_ends_soon_stands_on_the_start_page() -> None:
    """An approval that is good for a few days more."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    Approval.objects.update(expires=timezone.localdate() + timedelta(3))
    assert f"{given.number} is good until" in said(client.get(reverse("staff:home")))


def test_the_list_of_authorisations_says_which_is_over_and_which_is_to_come() -> None:
    """Beside those that hold."""
    governance = staff(Role.GOVERNANCE)
    authorised(governance)
    one = StandingAuthorisation.objects.get()
    StandingAuthorisation.objects.update(since=timezone.localdate() - timedelta(9), until=timezone.localdate() - timedelta(1))
    assert "over" in said(governance.get(at("authorisations")))
    assert at("withdraw-authorisation", one) not in governance.get(at("authorisations")).content.decode()
    StandingAuthorisation.objects.update(since=timezone.localdate() + timedelta(1), until=timezone.localdate() + timedelta(9))
    assert "to come" in said(governance.get(at("authorisations")))


def test_a_panels_approval_has_a_page_too_and_is_renewed_elsewhere() -> None:
    """Once a letter has told it, what is used of it is recorded as of any other; before that there is no such page."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    request = making.request(at_.APPROVED)
    given = Approval.objects.create(
        request=request,
        amounts={"cycles": 1},
        from_day=timezone.localdate(),
        expires=timezone.localdate() + timedelta(90),
        decided_by=request.made_by,
        reasons="It was exceptional.",
    )
    decision = PanelDecision(
        request=request, by_way_of=BY_PANEL, outcome=APPROVED, reasons="It was exceptional.", by=request.made_by
    )
    decision.save()
    letter = Letter.objects.create(request=request, decision=decision, to=CLINICIAN_READS, text="It is funded.")
    assert [client.get(at(view, given)).status_code for view in ("approval", "use", "renew")] == [404, 404, 404]
    Letter.objects.filter(pk=letter.pk).update(sent=timezone.now())
    page = said(client.get(at("approval", given)))
    assert "It was exceptional." in page
    assert "Renew it" not in page
    assert "by a panel" in said(client.post(at("renew", given), {"sure": "yes"}))
    sent(client, at("use", given), of="cycles", count="1", **day("on", timezone.localdate()))
    assert given.uses.count() == 1
    sure(officer, at("withdraw-approval", given), why="It was given by mistake.")
    assert "Record what was used" not in said(client.get(at("approval", given)))


def test_whoever_works_for_two_clinics_says_for_which_they_refer() -> None:
    """The request is that clinic's."""
    who = acting(Role.CLINICIAN).person
    assert who is not None
    person(Role.CLINICIAN, at=OTHER, email=who.email)
    client = clinician()
    page = sent(client, at("begin", **UNDER), **day("referred", timezone.localdate()))
    assert "Choose the organisation." in said(page)
    sent(client, at("begin", **UNDER), provider=OTHER, **day("referred", timezone.localdate()))
    assert Request.objects.get().provider.code == OTHER


def test_nothing_is_granted_of_nothing() -> None:
    """The form comes back, and says so."""
    made, officer = submitted(clinician(), {"other medical grounds": True}), staff(Role.IFR_OFFICER)
    page = sent(
        officer,
        at("grant", made),
        amount0="",
        amount1="",
        reasons="It is met.",
        **day("expires", timezone.localdate() + timedelta(9)),
    )
    assert "Say how much is approved of at least one of these." in said(page)


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.CLINICIAN, "/approvals/V-2222-2222"),
        (Role.GOVERNANCE, "/authorisations/W-2222-2222/withdraw"),
        (Role.CLINICIAN, "/refer/Q-2222-2222"),
    ],
)
def test_what_is_not_there_is_not_found(role: Role, address: str) -> None:
    """An approval, a standing authorisation, a request."""
    client = clinician() if role is Role.CLINICIAN else staff(role)
    assert client.get(address).status_code == 404
