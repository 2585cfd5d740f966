"""A request on its whole way, by the pages that officers, members and clinicians have."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from coequal.accounts.roles import Role
from coequal.referrals.models import Appeal, Item, Letter, Panel, PanelDecision, Request
from coequal.referrals.moves import states as at_
from coequal.referrals.rules.in_force import rules_for
from tests.web.deciding.people import answers, asked, at, clinician, found_in, member, officer
from tests.web.governing.asking import day, said, sent, sure, text
from tests.web.signing import person, signed_in

pytestmark = pytest.mark.django_db
POSTS = ("doctor", "public health specialist", "pharmacist", "lay member")


def test_a_request_is_screened_judged_declined_and_appealed_against() -> None:
    """Each page leads to the next; letters are sent, and another panel has to decide once the appeal is upheld."""
    request, ifr = asked(at_.SUBMITTED), officer()
    one = {"reference": request.reference}
    assert "Acknowledge it" in text(ifr, at("request", **one))
    look = ifr.get(at("acknowledge", **one))
    assert "Nothing is kept yet" in said(look)
    assert "screened" in said(ifr.post(at("acknowledge", **one), {"sure": "yes"}, follow=True))
    assert "for panel" in sure(ifr, at("to-panel", **one), why="It may be exceptional.")
    panel = judged(request)
    assert "closed" in said(sent(ifr, at("close", panel=panel.reference)))
    decision = PanelDecision.objects.get()
    assert decision.deciders.count() == len(POSTS)
    asker = clinician()
    assert "The letter is being written" in text(asker, at("answer", **one))
    for page in (text(asker, reverse("requesting:request", kwargs=one)), text(asker, reverse("requesting:asked"))):
        assert "decided" in page
        assert "declined" not in page.casefold()
    assert "2 letters are to be written and sent" in text(ifr, "/staff")
    send_letters(request)
    page = text(asker, at("answer", **one))
    assert "The gain is small." in page
    pdf = asker.get(at("answer-letter", letter=Letter.objects.first().reference, **one))
    assert pdf.content.startswith(b"%PDF")
    grounds = [ground.id for ground in rules_for(request).grounds or ()]
    sure(asker, at("lodge", **one), grounds=grounds[:1], says="Nobody read the scan.")
    heard(Appeal.objects.get(), grounds[0])
    request.refresh_from_db()
    assert request.state == at_.FOR_PANEL
    assert "The letter is being written" in text(asker, at("answer", **one))
    send_letters(request)
    page = text(asker, at("answer", **one))
    assert "Upheld" in page
    assert "It has to be read." in page


def send_letters(request: Request) -> None:
    """Send what is owed by its pages, from the list of all that is."""
    ifr = officer()
    for letter in Letter.objects.filter(request=request, sent=None):
        assert letter.reference in text(ifr, at("letters"))
        assert "{name}" in text(ifr, at("letter", letter=letter.reference)) or letter.to == "the clinician"
        assert "sent" in sure(ifr, at("send-letter", letter=letter.reference), how="by post", **day("on"))
        assert letter.reference not in text(ifr, at("letters"))


def judged(request: Request) -> Panel:
    """A panel that has judged a request by its pages, and declined it."""
    ifr = officer()
    sent(ifr, at("call"), quorum="4", lay_chair="on", hears="requests", **day("on"))
    panel = Panel.objects.get()
    members = [member(number) for number in range(len(POSTS))]
    for number, post in enumerate(POSTS):
        who = person(email=f"member{number}@exampleshire.example")
        lay = {"lay": "on", "chairs": "on"} if post == "lay member" else {}
        sent(ifr, at("seats", panel=panel.reference), person=str(who.pk), post=post, **lay)
    sent(ifr, at("agenda", panel=panel.reference), requests=[request.reference])
    parts = {"panel": panel.reference, "reference": Item.objects.get().reference}
    for client in members:
        assert request.reference in text(client, at("my-panel", panel=panel.reference))
        assert "Everybody’s views They stand here once" in text(client, at("my-item", **parts)).replace("</h2> <p>", " ")
        sure(client, at("view", **parts), **answers(request), leans="declined")
    assert "leans to declined" in text(members[0], at("my-item", **parts))
    assert "before that day" not in said(sent(ifr, at("begin", panel=panel.reference)))
    seats = [str(one.pk) for one in panel.seats.all()]
    assert "no quorum" not in said(sent(ifr, at("there", panel=panel.reference), there=seats))
    page = sure(ifr, at("decide", **parts), **answers(request, "no"), outcome="declined", reasons="The gain is small.")
    assert "The gain is small." in page
    return panel


def heard(appeal: Appeal, ground: str) -> None:
    """An appeal that somebody of another panel has upheld by its pages."""
    assert "Somebody else takes the answer down" in text(officer(), at("appeal", appeal=appeal.reference))
    other = signed_in(Role.IFR_OFFICER, email="other-officer@exampleshire.example")
    member(9)
    assert "Take down the answer" in text(other, at("appeal", appeal=appeal.reference))
    form = {f"upheld-{ground}": "yes", f"why-{ground}": "It was not read.", "reasons": "It has to be read."}
    who = str(person(email="member9@exampleshire.example").pk)
    sure(other, at("hear", appeal=appeal.reference), **form, heard=[who])
    appeal.refresh_from_db()
    assert appeal.state == "upheld"


@pytest.mark.parametrize(
    ("view", "state", "comes_to"),
    [
        ("return", at_.SUBMITTED, at_.RETURNED),
        ("decline", at_.SCREENING, at_.DECLINED),
        ("development", at_.SCREENING, at_.DEVELOPMENT),
        ("elsewhere", at_.SUBMITTED, at_.ELSEWHERE),
        ("take-up", at_.RECONSIDERING, at_.FOR_PANEL),
        ("nothing-new", at_.RECONSIDERING, at_.DECLINED),
    ],
)
def test_what_an_officer_does_has_a_last_look_and_is_done_once(view: str, state: str, comes_to: str) -> None:
    """Without a reason nothing happens; sent twice it is done once."""
    request, ifr = asked(state), officer()
    address = at(view, reference=request.reference)
    fields = {"why": "This is why.", **({"whom": "NHS England"} if view == "elsewhere" else {})}
    assert "There is a problem" in said(sent(ifr, address, why=""))
    sure(ifr, address, **fields)
    request.refresh_from_db()
    assert request.state == comes_to
    again = ifr.post(address, {**fields, "sure": "yes"}, follow=True)
    assert again.status_code in (200, 403)
    assert request.steps.filter(came_to=comes_to).count() == 1


def test_who_it_is_about_is_opened_for_a_purpose_and_ends_judging() -> None:
    """Without a purpose it is not shown; whoever opened it cannot decline the request."""
    request, ifr = asked(at_.SCREENING), officer()
    address = at("who", reference=request.reference)
    assert not list(found_in(ifr.get(address)))
    assert not list(found_in(ifr.post(address, {})))
    shown = ifr.post(address, {"purpose": "to answer the patient or the clinician"})
    assert "Wilhelmina Example" in said(shown)
    assert "cannot judge" in text(ifr, at("request", reference=request.reference))
    page = sent(ifr, at("decline", reference=request.reference), why="No.")
    assert "opened who" in said(ifr.post(at("decline", reference=request.reference), {"why": "No.", "sure": "yes"})), said(page)
    request.refresh_from_db()
    assert request.state == at_.SCREENING


@pytest.mark.parametrize(("state", "words"), [(at_.RECONSIDERING, "new evidence"), (at_.APPEALING, "appeal")])
def test_what_is_looked_at_again_is_taken_back_after_a_last_look(state: str, words: str) -> None:
    """From the page of the request; it stays declined, and sent twice it is done once."""
    request, asker = asked(state), clinician()
    decision = PanelDecision.objects.create(
        request=request, by_way_of="panel", outcome="declined", by=request.made_by, reasons="No."
    )
    if state == at_.APPEALING:
        Appeal.objects.create(decision=decision, grounds=[], says="No.", lodged_by=request.made_by, lodged_on=localdate())
    one = {"reference": request.reference}
    assert f"Take the {words} back" in text(asker, reverse("requesting:request", kwargs=one))
    address = at("ask-no-more", **one)
    assert "There is a problem" in said(sent(asker, address, why=""))
    agreed = {"agreed": "on"} if state == at_.APPEALING else {}
    if agreed:
        assert "Say that the patient knows of it and agrees" in said(sent(asker, address, why="It is not wanted."))
    assert "the decision stays as it is" in said(sent(asker, address, why="It is not wanted.", **agreed))
    assert "declined" in sure(asker, address, why="It is not wanted.", **agreed)
    assert asker.post(address, {"why": "It is not wanted.", "sure": "yes"}).status_code == 403
    request.refresh_from_db()
    assert (request.state, request.steps.filter(came_to=at_.DECLINED).count()) == (at_.DECLINED, 1)
