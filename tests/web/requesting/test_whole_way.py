"""A whole application, as a clinician without scripts writes and sends it: from the empty form to the page after it was sent."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.referrals.models import Attachment, Letter, PanelDecision, Request, Viewing
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves import states
from coequal.referrals.requesting.form import sections
from coequal.referrals.requesting.questions import Kind
from coequal.referrals.rules.reading import shipped
from coequal.referrals.seeing.purposes import CHECKING
from tests.referrals import making
from tests.referrals.requesting import files
from tests.referrals.requesting.making import IDENTIFIERS, WHO, answer_to, written
from tests.referrals.requesting.making import clinician as acting_clinician
from tests.web.requesting.asking import EMAIL, at, clinician, day, fields, said, sent, sure, text
from tests.web.signing import OWN, organisation, person, sign_in, signed_in

pytestmark = pytest.mark.django_db
CONSENT = {"agreed": ["asking", "sharing", "writing"], "by": "The patient", "how": "in person", **day("on", 2026, 11, 1)}


def begun(client: Client) -> Request:
    """A request begun by the form."""
    organisation()
    page = sent(client, at("new"), commissioner=OWN, service="fertility", **day("referred_on", 2026, 11, 2))
    assert "What is to do" in said(page), said(page)
    return Request.objects.latest("pk")


def typed(section_id: str) -> dict[str, str]:
    """What a clinician types into a section."""
    section = next(one for one in sections(shipped()[OWN]) if one.id == section_id)
    answers = WHO if section_id == "who" else {one.id: answer_to(one) for one in section.questions}
    found: dict[str, str] = {}
    for one in section.questions:
        answer = answers.get(one.id, "")
        if one.kind == Kind.DAY:
            year, month, date = map(int, answer.split("-")) if answer else (0, 0, 0)
            found |= day(one.id, year, month, date) if answer else {}
        else:
            found[one.id] = answer
    return found


def test_a_whole_application_is_written_and_sent(caplog: pytest.LogCaptureFixture) -> None:
    """Each section leads to the next; at the end it can be sent, and the page says what happens next and by when.

    Nothing of the patient is in the log.
    """
    caplog.set_level("DEBUG")
    client = clinician()
    made = begun(client)
    for one in sections(shipped()[OWN]):
        page = sent(client, at("section", made, section=one.id), **typed(one.id))
        assert "There is a problem" not in said(page), one.id
    page = sent(client, at("consent", made), **CONSENT)
    assert "Check your answers and send it" in said(page)
    file = SimpleUploadedFile("letter.pdf", files.PDF, "application/pdf")
    assert "letter.pdf" in said(client.post(at("files", made), {"file": file}, follow=True))
    page = client.get(at("check", made), {"purpose": "to see that the details are right"})
    assert "Send the request" in said(page)
    assert "Wilhelmina Example" in said(page)
    after = sure(client, at("send", made))
    assert "An officer of the commissioner looks whether everything is there" in after
    assert "What was sent" in after
    made.refresh_from_db()
    assert made.state == states.SUBMITTED
    assert client.get(at("section", made, section="request")).status_code == 403
    assert "What was written" in text(client, at("check", made))
    assert "Withdrawn" in sure(client, at("withdraw", made), why="The patient moved.")
    logged = " ".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records if not one.name.startswith("django.db"))
    assert "requesting:section" in logged
    assert not [name for name in IDENTIFIERS if name in logged]


def test_nothing_of_the_patient_stands_in_an_address_or_in_the_trail() -> None:
    """Nor in the words that are shown in place of a name."""
    client, made = clinician(), written()
    for view in ("request", "check", "files", "names", "consent"):
        page = client.get(at(view, made))
        assert page.status_code == 200
        addresses = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
        assert not [one for one in addresses for name in IDENTIFIERS if name.casefold() in one.casefold()]
    told = " ".join(f"{one.action} {one.detail} {one.purpose} {one.reference}" for one in Entry.objects.all())
    assert not [name for name in IDENTIFIERS if name in told]


def test_whatever_is_opened_goes_on_record() -> None:
    """With its purpose; the list of what is to do opens nothing."""
    client, made = clinician(), written()
    client.get(at("request", made))
    client.get(at("asked"))
    assert not Viewing.objects.exists()
    client.get(at("section", made, section="who"))
    client.get(at("check", made))
    seen = [("who", "to write the request"), ("case", CHECKING), ("consent", CHECKING)]
    assert list(Viewing.objects.values_list("part", "purpose")) == seen


def test_who_the_patient_is_shows_to_whoever_says_for_what() -> None:
    """Neither before nor for a purpose that is none of the list; each time goes on record with what was chosen."""
    client, made = clinician(), written()
    for asked in ("", "?purpose=", "?purpose=because"):
        page = client.get(f"{at('check', made)}{asked}").content.decode()
        assert "9990000018" not in page.replace(" ", "")
    assert not Viewing.objects.filter(part="who").exists()
    page = client.get(at("check", made), {"purpose": "to tell the patient"}).content.decode()
    assert "9990000018" in page.replace(" ", "")
    assert Viewing.objects.get(part="who").purpose == "to tell the patient"


def test_a_part_is_kept_half_written() -> None:
    """And the list says how much is missing in it."""
    client = clinician()
    made = begun(client)
    assert "6 things are missing." in text(client, at("request", made))
    assert "Nothing written yet" in text(client, at("request", made))
    page = sent(client, at("section", made, section="request"), **{"request.condition": "Blocked tubes"}, then="list")
    assert "5 things are missing." in said(page)
    assert "Nothing written yet" not in said(page)
    assert 'value="Blocked tubes"' in client.get(at("section", made, section="request")).content.decode()


def test_what_cannot_be_kept_stays_in_the_form() -> None:
    """With one summary, which leads to each."""
    client = clinician()
    made = begun(client)
    page = sent(client, at("section", made, section="who"), **{"who.name": "Wilhelmina", "who.nhs_number": "999 000 0019"})
    assert "There is a problem" in said(page)
    assert 'href="#id_who.nhs_number"' in page.content.decode()
    assert fields(page)["who.name"] == ["Wilhelmina"]
    assert fields(page)["who.nhs_number"] == ["999 000 0019"]


def test_what_is_wrong_of_one_of_two_people_says_of_whom() -> None:
    """A number and a day of each, in the words of its question."""
    client = clinician()
    made = begun(client)
    numbers = {"who.nhs_number": "999 000 0019", "who.partner_nhs_number": "999 000 0027"}
    days = {**day("who.born", 1990, 2, 31), **day("who.partner_born", 1990, 2, 31)}
    page = said(sent(client, at("section", made, section="who"), **numbers, **days))
    for whose in ("", " of the partner"):
        assert f"“NHS number{whose}”: this is no NHS number" in page
        assert f"There is no 31 February 1990. Check “Date of birth{whose}”." in page


def test_of_two_who_write_at_once_both_see_what_both_wrote() -> None:
    """Nothing is lost: what the other wrote stands on the page, and sending again keeps what one made of both."""
    one, two = clinician(), clinician("other@exf1.example")
    made = begun(one)
    address = at("section", made, section="tried")
    before = fields(one.get(address))
    sent(two, address, **{"tried.done": "Theirs"})
    page = one.post(address, {**before, "tried.done": "Mine"})
    assert "Somebody else changed this part meanwhile" in said(page)
    assert "What somebody else wrote meanwhile" in said(page)
    assert "Theirs" in said(page)
    assert fields(page)["tried.done"] == ["Mine"]
    one.post(address, {**fields(page), "tried.done": "Theirs and mine"})
    assert made.clinical.statements == {"tried.done": "Theirs and mine"}


def test_what_may_name_the_patient_has_to_be_looked_at() -> None:
    """It is shown with what stands around it; whoever ticks it says that it names nobody."""
    client, made = clinician(), written()
    sent(client, at("section", made, section="tried"), **{"tried.done": "Wilhelmina had three cycles."})
    assert "may hold a name" in text(client, at("check", made))
    assert "This cannot be sent yet" not in text(client, at("send", made))
    assert "Still to do" in text(client, at("send", made))
    page = client.get(at("names", made))
    assert "It may be a name. " in said(page)
    assert "… Wilhelmina had three cycles. …" in said(page)
    (key,) = re.findall(r'name="cleared"[^>]*value="([0-9a-f]{20})"', page.content.decode())
    assert "Tick what names nobody" in said(sent(client, at("names", made)))
    assert "Nothing was found that may name the patient." in said(sent(client, at("names", made), cleared=[key]))


def test_what_came_back_is_answered_and_sent_again() -> None:
    """What the commissioner says stands on the page; the start page says that it waits."""
    client, made = clinician(), written()
    sure(client, at("send", made))
    step = made.steps.last()
    assert step is not None
    Request.objects.filter(pk=made.pk).update(state=states.RETURNED)
    made.steps.model(
        request=made,
        kind="returned",
        left=step.came_to,
        came_to=states.RETURNED,
        at=timezone.now(),
        to_asker=True,
        says="Which drug?",
    ).save()
    assert "Which drug?" in text(client, at("request", made))
    assert f"{made.reference}, Assisted conception, came back to you: something is missing" in text(client, "/staff")
    assert "Say what you put right" in said(sent(client, at("send", made), says=""))
    assert "looks whether everything is there" in sure(client, at("send", made), says="It is in the letter.")


def test_a_consent_is_taken_back_after_a_last_look() -> None:
    """Before it is sent, a new one is needed; once it was sent, the next page asks to withdraw it."""
    client, made = clinician(), written()
    told = {"by": "The patient", "how": "by telephone", **day("on", 2026, 11, 3)}
    assert "1 thing is missing." in sure(client, at("take-back", made), **told)
    assert "Taken back" in text(client, at("consent", made))
    sent(client, at("consent", made), **CONSENT)
    sure(client, at("send", made))
    assert "Why it is withdrawn" in sure(client, at("take-back", made), **told)


def test_a_file_is_only_given_out_to_be_saved() -> None:
    """Of its type, never shown by a browser, and under a clean name; taking it out is one button."""
    client, made = clinician(), written()
    client.post(at("files", made), {"file": SimpleUploadedFile('Zoë "x".pdf', files.PDF, "application/pdf")})
    kept = Attachment.objects.get()
    page = client.get(at("file", made, attachment=kept.reference))
    assert Viewing.objects.get(exported=True).part == "files"
    assert Entry.objects.filter(action="exported files", reference=made.reference).count() == 1
    assert page.content == files.PDF
    assert page["Content-Type"] == "application/pdf"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Disposition"] == "attachment; filename=\"Zo_ x .pdf\"; filename*=UTF-8''Zo%C3%AB%20x%20.pdf"
    assert "sandbox" in page["Content-Security-Policy"]
    assert "This site has no virus scanner" in text(client, at("files", made))
    other = written(acting_clinician())
    assert client.get(at("file", other, attachment=kept.reference)).status_code == 404
    client.post(at("file-out", made, attachment=kept.reference))
    assert "There are no files yet." in text(client, at("files", made))


@pytest.mark.usefixtures("scanner")
def test_what_was_not_scanned_can_be_scanned_later() -> None:
    """By a button."""
    client, made = clinician(), written()
    client.post(at("files", made), {"file": SimpleUploadedFile("a.pdf", files.PDF, "application/pdf")})
    Attachment.objects.update(scanned="not scanned")
    assert "Scan those that were not scanned" in text(client, at("files", made))
    client.post(at("scan", made))
    assert Attachment.objects.get().scanned == "clean"


def test_the_list_shows_the_requests_of_ones_own_clinic() -> None:
    """Those of another clinic are not there, and their pages are not found."""
    client = clinician()
    assert "There is none here." in text(client, at("asked"))
    made = written()
    assert made.reference in text(client, at("asked"))
    assert "Waits for you" in text(client, f"{at('asked')}?show=yours")
    assert made.reference not in text(client, f"{at('asked')}?show=ended")
    stranger = signed_in(Role.CLINICIAN, email="stranger@exampleshire.example")
    assert made.reference not in text(stranger, at("asked"))
    assert stranger.get(at("request", made)).status_code == 404


def test_the_list_goes_on_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first; what is no number is read as none."""
    monkeypatch.setattr("coequal.web.requesting.listing.A_PAGE", 1)
    client, first, second = clinician(), written(), written()
    page = text(client, at("asked"))
    assert second.reference in page
    assert first.reference not in page
    assert first.reference in text(client, f"{at('asked')}?show=all&before={second.pk}")
    assert second.reference in text(client, f"{at('asked')}?before=x")


def test_what_a_panel_asked_is_answered() -> None:
    """After a last look that says what follows; without words nothing is sent."""
    client, made = clinician(), written()
    sure(client, at("send", made))
    Request.objects.filter(pk=made.pk).update(state=states.DEFERRED)
    assert "The panel needs to know more." in text(client, at("request", made))
    assert "the panel asks for more" in text(client, "/staff")
    assert client.get(at("section", made, section="equality")).status_code == 404
    assert "Say what you answer the panel" in said(sent(client, at("send", made), says=" "))
    look = sent(client, at("send", made), says="The scan is attached.")
    assert "the commissioner’s time runs on" in said(look)
    assert fields(client.post(at("send", made), {**fields(look), "sure": "change"}))["says"] == ["The scan is attached."]
    assert "puts it on the agenda of a panel" in sure(client, at("send", made), says="The scan is attached.")
    assert "What you answered the panel" in text(client, at("check", made))
    assert client.get(at("withdraw", made)).status_code == 200


def test_what_has_ended_is_only_looked_at() -> None:
    """It cannot be withdrawn again."""
    client, made = clinician(), written()
    sure(client, at("withdraw", made), why="The patient moved.")
    page = text(client, at("request", made))
    assert "Nothing: you withdrew it." in page
    assert "The patient moved." in page
    assert at("withdraw", made) not in page


def test_what_was_declined_can_be_asked_again() -> None:
    """By links to new evidence and to an appeal; the letters once they were sent."""
    client, made = clinician(), making.request(states.DECLINED)
    page = text(client, at("request", made))
    for view in ("ask-again", "lodge"):
        assert reverse(f"deciding:{view}", kwargs={"reference": made.reference}) in page
    answer = f'href="{reverse("deciding:answer", kwargs={"reference": made.reference})}"'
    assert answer not in page
    decided = PanelDecision(
        request=made, outcome="declined", by_way_of="clinical screening", reasons="Not exceptional.", by=made.made_by
    )
    decided.save()
    Letter.objects.create(request=decided.request, decision=decided, to="the clinician", text="Dear colleague", sent=timezone.now())
    assert answer in text(client, at("request", made))


def test_the_list_has_prior_approvals_too() -> None:
    """Each leads to its own page, which is none of these."""
    client = clinician()
    prior = making.request(states.WRITING, PRIOR_APPROVAL, service="another")
    page = text(client, at("asked"))
    assert "Another service, prior approval" in page
    assert f"/refer/{prior.reference}" in page
    assert client.get(at("request", prior)).status_code == 404
    assert "funding request being written" not in text(client, "/staff")
    begun(client)
    assert "1 funding request being written" in text(client, "/staff")


def test_whoever_works_for_several_clinics_says_for_which() -> None:
    """What is not said is asked for."""
    client = clinician()
    organisation()
    who = person(Role.CLINICIAN, at="EXF2", email=EMAIL)
    client = sign_in(client, who)
    told = {"commissioner": OWN, "service": "another", **day("referred_on", 2026, 11, 2)}
    assert "Choose your clinic." in said(sent(client, at("new"), **told))
    sent(client, at("new"), **told, clinic="EXF2")
    assert Request.objects.get().provider.code == "EXF2"


def test_a_policy_that_is_on_no_shelf_any_more_is_named_by_its_ids() -> None:
    """Its facts and criteria cannot be shown, and the request cannot be sent."""
    client, made = clinician(), written()
    Request.objects.filter(pk=made.pk).update(policy="gone/fertility", version="2020", treatment="ivf")
    page = text(client, at("request", made))
    assert "gone/fertility@2020" in page
    assert "ivf" in page
    assert client.get(at("unmet", made)).status_code == 404
    assert client.get(at("facts", made, part="patient")).status_code == 404
    assert "holds no policy" in said(client.post(at("send", made), {"sure": "yes"}))
    made.refresh_from_db()
    assert made.state == states.WRITING
