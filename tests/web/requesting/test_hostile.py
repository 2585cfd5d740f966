"""What no page of funding requests sends, and who has no business there: nothing is kept, and nobody finds a fault of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coequal.accounts.models import Membership
from coequal.referrals.models import Attachment, ClinicalCase, Consent, Request
from coequal.referrals.requesting import attaching
from tests.referrals.requesting import files
from tests.referrals.requesting.making import begun, write, written
from tests.referrals.requesting.making import clinician as acting_clinician
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.requesting.asking import at, clinician, day, fields, said, sent
from tests.web.signing import OWN, organisation

pytestmark = pytest.mark.django_db
SAID = {"agreed": ["asking", "sharing", "writing"], "by": "The patient", "how": "in person", **day("on", 2026, 11, 1)}


@pytest.mark.parametrize("mark", ["", "x", "\0", "0" * 20, LETTERS])
def test_a_forged_mark_is_as_good_as_an_old_one(mark: str) -> None:
    """What stands there stays, and what was typed stays in the form."""
    client, made = clinician(), begun()
    write(acting_clinician(), made, "tried", **{"tried.done": "What stands there"})
    page = client.post(at("section", made, section="tried"), {"tried.done": "Forged", "tried.left": "", "seen": mark})
    assert "Somebody else changed this part meanwhile" in said(page)
    assert fields(page)["tried.done"] == ["Forged"]
    assert ClinicalCase.objects.get(request=made).statements == {"tried.done": "What stands there"}


@pytest.mark.parametrize("reference", ["", "Q-2222-2222", "Q-2222-2222:forged", "\0", LETTERS])
def test_nobody_chooses_the_reference_of_a_request(reference: str) -> None:
    """It is made with the page, and signed."""
    organisation()
    told = {"commissioner": OWN, "service": "fertility", **day("referred_on", 2026, 11, 2), "reference": reference}
    page = clinician().post(at("new"), told)
    assert "This page was not made here" in said(page)
    assert not Request.objects.exists()


@pytest.mark.parametrize("view", ["request", "check", "names", "files", "consent", "section"])
def test_what_is_typed_never_runs(view: str) -> None:
    """Answers, names of files, who said so."""
    client, made = clinician(), written()
    acting = acting_clinician()
    write(acting, made, "tried", **{"tried.done": f"{SCRIPT} Wilhelmina {SCRIPT}"})
    write(acting, made, "request", **{"request.condition": SCRIPT[:200]})
    write(acting, made, "who", **{"who.address": SCRIPT})
    sent(client, at("consent", made), **{**SAID, "by": SCRIPT})
    client.post(at("files", made), {"file": SimpleUploadedFile(f"{SCRIPT[:60]}.pdf", files.PDF, "application/pdf")})
    page = client.get(at(view, made, **({"section": "tried"} if view == "section" else {})))
    assert page.status_code == 200
    assert is_harmless(page.content.decode())


@pytest.mark.parametrize("typed", [LETTERS, "A\0B"])
def test_what_is_too_long_or_no_text_is_said_at_its_field(typed: str) -> None:
    """And nothing of it is kept."""
    client, made = clinician(), written()
    before = ClinicalCase.objects.get(request=made).statements
    for address, told in (
        (at("section", made, section="tried"), {"tried.done": typed}),
        (at("section", made, section="request"), {"request.condition": typed}),
        (at("section", made, section="who"), {"who.nhs_number": typed}),
        (at("consent", made), {**SAID, "by": typed}),
        (at("withdraw", made), {"why": typed}),
    ):
        page = sent(client, address, **told)
        assert "There is a problem" in said(page), address
    assert ClinicalCase.objects.get(request=made).statements == before
    assert Consent.objects.count() == 1
    assert Request.objects.get().state == made.state


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_what_is_no_number_leads_to_the_newest(number: str) -> None:
    """In the list of requests."""
    client, made = clinician(), begun()
    page = client.get(at("asked"), {"before": number, "show": number})
    assert page.status_code == 200
    assert made.reference in said(page) or number.isdecimal()


def test_what_no_choice_offers_is_refused() -> None:
    """Of a section, of criteria and of stretches that name nobody."""
    client, made = clinician(), written()
    assert "There is a problem" in said(sent(client, at("section", made, section="urgency"), **{"urgency.is": "at once"}))
    write(acting_clinician(), made, "tried", **{"tried.done": "Wilhelmina"})
    assert "stands there no more" in said(sent(client, at("names", made), cleared=["0" * 20]))
    assert "Tick what the patient agrees to" in said(sent(client, at("consent", made), **{**SAID, "agreed": []}))
    page = sent(client, at("consent", made), **{**SAID, "agreed": ["asking"]})
    assert "Without this there is no consent" in said(page)
    assert client.get(at("unmet", made)).status_code == 400


def test_a_colleague_may_send_it_while_one_writes() -> None:
    """Whoever saves afterwards is told where it stands."""
    client, made = clinician(), written()
    address = at("section", made, section="tried")
    before = fields(client.get(address))
    Request.objects.filter(pk=made.pk).update(state="submitted")
    page = client.post(address, {**before, "tried.done": "Late"})
    assert page.status_code == 403
    assert "This is submitted now." in said(page)


def test_there_is_no_section_of_another_name() -> None:
    """Nor one of another request's file."""
    client, made = clinician(), written()
    for section in ("", "nothing", "files", "exceptional-", "request.treatment"):
        assert client.get(f"{at('request', made)}/parts/{section}").status_code == 404
    assert client.get(f"{at('request', made)}/files/QF-2222-2222").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "declared", "says"),
    [
        ("a.exe", b"MZ", "application/pdf", "is not a whole PDF"),
        ("a.svg", b"<svg onload=alert(1)>", "image/svg+xml", "is not a whole PDF"),
        ("a.html", files.PDF, "text/html", "is called something else"),
        ("a.pdf", b"", "application/pdf", "This file is empty."),
        ("a.pdf", files.PDF.ljust(attaching.LARGEST + 1), "application/pdf", "at most 10 MB"),
    ],
    ids=range(5),
)
def test_a_file_that_is_none_of_ours_is_refused(name: str, content: bytes, declared: str, says: str) -> None:
    """And what is far too large is not read at all."""
    client, made = clinician(), begun()
    page = client.post(at("files", made), {"file": SimpleUploadedFile(name, content, declared)})
    assert says in said(page)
    page = client.post(at("files", made), {"file": SimpleUploadedFile("a.pdf", files.PDF.ljust(12 * 1024 * 1024), declared)})
    assert page.status_code == 413
    assert not Attachment.objects.exists()


def test_no_other_page_takes_a_file() -> None:
    """A section is a form without one."""
    client, made = clinician(), begun()
    page = client.post(at("section", made, section="tried"), {"tried.done": SimpleUploadedFile("a.pdf", files.PDF)})
    assert page.status_code in (200, 303, 400)
    assert ClinicalCase.objects.get(request=made).statements == {}


def test_whoever_lost_the_role_writes_and_sends_nothing() -> None:
    """Although they are signed in, and the page was before them."""
    client, made = clinician(), written()
    look = client.get(at("send", made))
    section = client.get(at("section", made, section="tried"))
    Membership.objects.all().delete()
    assert client.post(at("send", made), {**fields(look), "sure": "yes"}).status_code in (403, 404)
    address = at("section", made, section="tried")
    assert client.post(address, {**fields(section), "tried.done": "x"}).status_code in (403, 404)
    assert Request.objects.get().state == "being written"


def test_a_form_that_is_sent_twice_sends_withdraws_and_adds_once() -> None:
    """The second is told where it stands."""
    client, made = clinician(), written()
    for _ in range(2):
        client.post(at("files", made), {"file": SimpleUploadedFile("a.pdf", files.PDF, "application/pdf")})
        sent(client, at("consent", made), **SAID)
    assert (Attachment.objects.count(), Consent.objects.count()) == (1, 1)
    look = fields(client.get(at("send", made)))
    answers = [client.post(at("send", made), {**look, "sure": "yes"}).status_code for _ in range(2)]
    assert answers == [303, 403]
    answers = [client.post(at("withdraw", made), {"why": "Moved.", "sure": "yes"}).status_code for _ in range(2)]
    assert answers == [303, 403]
    assert [one.kind for one in made.steps.all()] == ["begun", "submitted", "withdrawn"]
