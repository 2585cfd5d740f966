"""Only whoever asked is told who a request is about: nobody else, by no page, file, header, address, error or line of the log.

Who it is about can be opened on purpose by some, and that is on record.
"""

import logging
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.models import Entry, Person
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.referrals.models import Intervention, Request, Viewing
from coequal.referrals.moves import states as at
from coequal.referrals.seeing.purposes import KNOWING_OURS, KNOWING_THEIRS
from coequal.referrals.seeing.table import WHO
from tests.referrals import making
from tests.web.matrix.specimens import Made, Specimen, View, guarded
from tests.web.naming import around, identifiers, inside, logged, name_everybody
from tests.web.signing import OTHER, OWN, organisation, person, sign_in, signed_in

PARTS = ("referring", "requesting", "requests", "deciding")
SPECIMENS: Mapping[str, Specimen] = {
    name: one for part in PARTS for name, one in import_module(f"tests.web.matrix.{part}").SPECIMENS.items()
} | {"staff:home": Specimen()}
VIEWS = [one for one in guarded() if one.name in SPECIMENS]
UNDER_ITS_NAME = "requesting:file"  # goes back to the clinic as it came, so a header has the name that the clinic gave it


def people() -> list[tuple[Role, Person]]:
    """Somebody in each role of the organisation, which asks and answers in these tests, and somebody in all roles of another."""
    own = [(role, person(role, at=OWN, email=f"{role.replace(' ', '-')}@exa1.example".casefold())) for role in OF_PEOPLE]
    return [*own, (Role.IFR_OFFICER, person(*OF_PEOPLE, at=OTHER, email="everything@sam1.example"))]


def answers(client: Client, view: str, made: Made) -> Iterator[HttpResponse]:
    """What a view answers, asked for and sent an empty form; and how it refuses a method that it does not have."""
    specimen, address = SPECIMENS[view], reverse(view, kwargs=dict(made.parts))
    sent = specimen.post(made.thing) if callable(specimen.post) else specimen.post
    yield client.get(address)
    yield client.put(address)
    if sent is not None:
        yield client.post(address, dict(sent))


def asks(view: View, role: Role) -> bool:
    """Whether a view is for whoever asked, and somebody is that."""
    return role is Role.CLINICIAN and view.permission.roles == (Role.CLINICIAN,)


def found(view: View, made: Made) -> list[str]:
    """The identifiers that a view gives away, as each role; of whoever asked, those round its content, or that are not on record."""
    given = []
    for role, somebody in people():
        client = sign_in(Client(), somebody)
        cache.clear()  # nobody is told to wait
        for one in answers(client, view.name, made):
            assert one.status_code != 429
            outside, content = identifiers(around(one)), identifiers(inside(one))
            if view.name == UNDER_ITS_NAME:
                outside, content = [], outside + content
            if not asks(view, role):
                outside += content
            elif content and not Viewing.objects.filter(person=somebody).exists():
                outside += ["not on record"]
            given += [f"{role}: {what}" for what in outside]
    return given


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_only_whoever_asked_is_told_who_it_is(view: View, caplog: pytest.LogCaptureFixture) -> None:
    """By any view, as each role, in each state: also where it refuses, and in the log."""
    caplog.set_level(logging.DEBUG)
    maker = person(email="maker@exampleshire.example")
    people()  # those with a seat have it because they are there when the panel is made
    for state in SPECIMENS[view.name].states:
        made = SPECIMENS[view.name].make(state, organisation(OWN), maker)
        name_everybody()
        assert found(view, made) == []
    assert identifiers(logged(caplog.records)) == []
    assert view.name in logged(caplog.records)  # or nothing was listened to


def planted() -> None:
    """A clinic's words that name somebody, where they have no business: an intervention, under which a request without a policy stands."""
    made = making.request(organisation=organisation(OWN), provider=organisation(OWN))
    named = Intervention.objects.create(organisation=organisation(OWN), name="For Wilhelmina")
    Request.objects.filter(pk=made.pk).update(intervention=named)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "parts"),
    [
        ("requests:interventions", {}),
        ("requests:signals", {}),
        *(("requests:signals-file", {"ending": ending}) for ending in ("csv", "pdf", "docx")),
    ],
    ids=lambda one: one if isinstance(one, str) else one.get("ending", "page"),
)
def test_a_name_that_was_planted_is_found(view: str, parts: Mapping[str, object]) -> None:
    """On a page and in each kind of file; so the walk would find one that came there by a fault."""
    planted()
    given = found(next(one for one in VIEWS if one.name == view), Made(parts))
    assert f"{Role.IFR_OFFICER}: Wilhelmina" in given


@pytest.mark.django_db
def test_a_name_round_a_page_and_in_the_log_is_found(caplog: pytest.LogCaptureFixture) -> None:
    """In an address, a header, where an answer leads, and beside the words of a line of the log."""
    made = SPECIMENS["requesting:file"].make(at.WRITING, organisation(OWN), person())
    name_everybody()
    clinic = signed_in(Role.CLINICIAN, email="clinician@exa1.example")
    assert identifiers(around(clinic.get(reverse("requesting:file", kwargs=dict(made.parts))))) == ["Wilhelmina", "9990000026"]
    away = Client().get(reverse("requests:person"), {"nhs_number": "9990000026"})
    assert identifiers(around(away)) == ["9990000026"]
    assert "9990000026" in away["Location"]
    logging.getLogger("coequal.requests").info("request", extra={"view": "4 March 1990"})
    assert identifiers(logged(caplog.records)) == ["4 March 1990"]


OPENING = {
    "deciding:who": (Role.IFR_OFFICER, {"purpose": next(iter(KNOWING_THEIRS))}, False),
    "deciding:break-glass": (Role.INFORMATION_GOVERNANCE, {"why": "The patient rang and asks what became of it."}, True),
    "deciding:named-letter": (Role.IFR_OFFICER, {"form": "page"}, False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("view", OPENING)
def test_who_it_is_about_is_opened_on_purpose_alone_and_on_record(view: str, caplog: pytest.LogCaptureFixture) -> None:
    """By the one role whose page that is; everybody else gets nothing for the same words, and nothing goes on record of them.

    Neither the address, a header, the log nor the trail has a name.
    """
    caplog.set_level(logging.DEBUG)
    role, typed, glass = OPENING[view]
    people()
    made = SPECIMENS[view].make(
        next(iter(SPECIMENS[view].states)) or at.SCREENING, organisation(OWN), person(email="m@exa1.example")
    )
    name_everybody()
    address = reverse(view, kwargs=dict(made.parts))
    able = set(next(one for one in VIEWS if one.name == view).posting.roles)
    assert role in able
    for one, somebody in people()[:-1]:
        answer = sign_in(Client(), somebody).post(address, typed)
        kept = Viewing.objects.filter(person=somebody, part=WHO)
        assert ("Wilhelmina" in identifiers(inside(answer))) == (one in able) == kept.exists(), one
        assert identifiers(around(answer)) == []
    assert set(Viewing.objects.filter(part=WHO).values_list("broke_glass", flat=True)) == {glass}
    assert identifiers(logged(caplog.records)) == []
    assert identifiers(repr(list(Entry.objects.values()))) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "view", ["deciding:request", "referring:case", "requesting:check", "referring:request", "deciding:break-glass"]
)
def test_a_failure_names_nobody(view: str, caplog: pytest.LogCaptureFixture) -> None:
    """Where a value in the database was put into the place of another one, page and log say so as a fault of the site, and no value."""
    caplog.set_level(logging.DEBUG)
    made = SPECIMENS[view].make(at.DECLINED, organisation(OWN), person())
    name_everybody()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_identity SET nhs_number = name")
        cursor.execute("UPDATE referrals_clinicalcase SET facts = statements, sent_facts = statements")
    somebody = signed_in(*OF_PEOPLE, email="everything@exa1.example")
    somebody.raise_request_exception = False
    answer = somebody.post if view == "deciding:break-glass" else somebody.get
    failed = answer(reverse(view, kwargs=dict(made.parts)), {"why": "The patient rang.", "purpose": next(iter(KNOWING_OURS))})
    assert failed.status_code == 500
    assert "a sealed value does not open" in logged(caplog.records)
    assert identifiers(inside(failed) + around(failed) + logged(caplog.records)) == []
