"""The pages on which officers find what waits, name interventions, and look up one person: empty, full, and typed wrongly."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.models import Entry
from coequal.accounts.roles import Role
from coequal.referrals.desk import pages, queues
from coequal.referrals.desk.queues import QUEUES
from coequal.referrals.models import Intervention, Request
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.web.requesting.asking import said
from tests.web.signing import OTHER, OWN, organisation, person, sign_in, signed_in

pytestmark = pytest.mark.django_db
QUEUE = reverse("requests:queue")


def officer(*places: str) -> Client:
    """An officer of one or more commissioners."""
    who = person(Role.IFR_OFFICER, at=OWN, email="officer@exampleshire.example")
    for place in places:
        person(Role.IFR_OFFICER, at=place, email="officer@exampleshire.example")
    return sign_in(Client(), who)


def listed(client: Client, address: str, *made: Request) -> list[Request]:
    """Which of some requests stand on a page, in the order in which they stand there."""
    text = client.get(address).content.decode()
    return sorted((one for one in made if one.reference in text), key=lambda one: text.index(one.reference))


@pytest.mark.parametrize("name", QUEUES)
def test_an_empty_queue_says_what_will_stand_there(name: str) -> None:
    """And after the last page that nothing comes any more."""
    client = officer()
    assert QUEUES[name].empty in said(client.get(QUEUE, {"queue": name}))
    assert "Nothing comes after that any more" in said(client.get(QUEUE, {"queue": name, "after": "20990101-5"}))


def test_what_is_due_stands_by_its_day() -> None:
    """Late ones by how long they are overdue, and this week's from today to the seventh day; each is in one of the two."""
    days = (-1, 8, 0, -30, 7)
    made = {n: making.request(at.SUBMITTED, due=timezone.localdate() + timedelta(n)) for n in days}
    client = officer()
    assert listed(client, f"{QUEUE}?queue=late", *made.values()) == [made[-30], made[-1]]
    assert listed(client, f"{QUEUE}?queue=soon", *made.values()) == [made[0], made[7]]
    text = said(client.get(f"{QUEUE}?queue=late"))
    assert "Late (2)" in text
    assert "Due this week (2)" in text
    assert "New (5)" in text


def test_what_stands_still_or_has_ended_is_not_late() -> None:
    """The clock of a returned request stands, so that no day is set."""
    returned = making.request(at.RETURNED, due=None)
    ended = making.request(at.DECLINED, due=timezone.localdate() - timedelta(3))
    client = officer()
    assert listed(client, f"{QUEUE}?queue=late", returned, ended) == []
    assert listed(client, f"{QUEUE}?queue=clinician", returned, ended) == [returned]
    assert "No day is set" in said(client.get(f"{QUEUE}?queue=clinician"))


def test_pages_of_a_queue_follow_one_another_by_their_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request once, in the order of the queue, and from the last page back to the first."""
    monkeypatch.setattr(queues, "ON_A_PAGE", 2)
    monkeypatch.setattr(pages, "ON_A_PAGE", 2)
    made = [making.request(at.SUBMITTED, due=timezone.localdate() - timedelta(n % 3 + 1)) for n in range(5)]
    client, found, address = officer(), [], f"{QUEUE}?queue=late"
    while address:
        page = client.get(address)
        found += listed(client, address, *made)
        link = re.search(r'href="([^"]*after=[^"]*)">Next requests', page.content.decode())
        address = unescape(link[1]) if link else ""
    assert found == sorted(made, key=lambda one: (one.due, one.pk))
    assert "From the first" in said(page)


@pytest.mark.parametrize("after", ["x", "-", "99999999999999999999", "20260230-1", "0", "'", "²"])
def test_a_mark_that_is_none_gives_the_first_page(after: str) -> None:
    """In a queue by day and in one by number, and in a search."""
    made, client = making.request(at.SUBMITTED, due=timezone.localdate() - timedelta(1)), officer()
    for address in (f"{QUEUE}?queue=late", f"{QUEUE}?queue=new", f"{reverse('requests:search')}?service="):
        assert listed(client, f"{address}&after={after}", made) == [made]


def test_there_is_no_queue_of_another_name() -> None:
    """It is not found; without a name the new ones stand there."""
    client = officer()
    assert client.get(QUEUE, {"queue": "secret"}).status_code == 404
    assert QUEUES["new"].says in said(client.get(QUEUE))


def test_an_officer_of_two_commissioners_has_both_in_one_queue() -> None:
    """The oldest first, whosever it is; an officer of one has only those."""
    made = [making.request(at.SUBMITTED, organisation=organisation(code)) for code in (OTHER, OWN, OTHER)]
    assert listed(officer(OTHER), QUEUE, *made) == made
    alone = signed_in(Role.IFR_OFFICER, at=OTHER, email="other@sam1.example")
    assert listed(alone, QUEUE, *made) == [made[0], made[2]]
    assert listed(alone, f"{reverse('requests:search')}?service=", *made) == [made[2], made[0]]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"nhs_number": "", "purpose": "to answer the patient or the clinician"}, "Enter the NHS number."),
        ({"nhs_number": "999 000 0019", "purpose": "to answer the patient or the clinician"}, "This is no NHS number"),
        ({"nhs_number": "12345", "purpose": "to answer the patient or the clinician"}, "An NHS number has 10 digits"),
        ({"nhs_number": "9990000018", "purpose": " "}, "Choose for which purpose"),
        ({"nhs_number": "9990000018", "purpose": "to be curious"}, "Choose for which purpose"),
    ],
    ids=["no number", "a wrong last digit", "too short", "no purpose", "a purpose of no list"],
)
def test_nobody_is_looked_for_by_what_was_typed_wrongly(typed: dict[str, str], answer: str) -> None:
    """The page says what is wrong and finds nothing, and nothing goes on record as looked for."""
    made = making.request()
    page = said(officer().post(reverse("requests:person"), typed))
    assert answer in page
    assert "There is a problem" in page
    assert made.reference not in page
    assert not Entry.objects.filter(action="looked for a person's requests").exists()


def test_whose_requests_are_another_commissioners_or_a_draft_is_not_found() -> None:
    """The page says that there is none, and that somebody looked stays on record."""
    hidden = [making.request(organisation=organisation(OTHER)), making.request(at.WRITING)]
    page = said(
        officer().post(
            reverse("requests:person"), {"nhs_number": "9990000018", "purpose": "to answer the patient or the clinician"}
        )
    )
    assert "This commissioner has no request of a person with that NHS number." in page
    assert not [one for one in hidden if one.reference in page]
    assert (
        Entry.objects.filter(action="looked for a person's requests", purpose="to answer the patient or the clinician").count() == 1
    )


def test_interventions_are_named_once_and_counted() -> None:
    """However they are spelt; what is no name is refused, and stays typed."""
    client, address = officer(), reverse("requests:interventions")
    assert "No intervention has a name yet." in said(client.get(address))
    for name in ("Fertility preservation", "  fertility   PRESERVATION "):
        assert client.post(address, {"name": name}).status_code == 303
    Request.objects.filter(pk=making.request().pk).update(intervention=Intervention.objects.get())
    assert "Fertility preservation: 1 request" in said(client.get(address))
    for wrong, why in (("", "Say what several requests ask for."), ("For 999 000 0018", "digits"), ("x" * 121, "120")):
        page = said(client.post(address, {"name": wrong}))
        assert why in page
        assert not wrong or wrong in page
    assert [one.name for one in Intervention.objects.all()] == ["Fertility preservation"]
    assert Entry.objects.filter(action="named an intervention").count() == 1


def test_interventions_of_another_commissioner_are_not_there() -> None:
    """Neither read nor named."""
    organisation(OTHER)
    client, address = officer(), f"{reverse('requests:interventions')}?of={OTHER}"
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "Theirs"}).status_code == 404
    assert not Intervention.objects.exists()
    both = officer(OTHER)
    assert both.post(address, {"name": "<b>Ours</b> & theirs"}).status_code == 303
    assert "<b>Ours</b> & theirs: 0 requests" in said(both.get(address))
    assert "<b>Ours" not in both.get(address).content.decode()
