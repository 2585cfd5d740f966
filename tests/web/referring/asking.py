"""How tests ask the pages of prior approval: addresses, forms as a browser without scripts sends them, and the facts of a couple."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.eligibility.examples import examples
from coequal.facts.case import Known, NotKnown, case_data, read_case
from coequal.referrals.models import Approval, Request
from coequal.web.referring.facts import SECTIONS
from coequal.web.shelf import shelf
from tests.referrals.making import acting, clinic
from tests.web.governing.asking import hidden, said
from tests.web.signing import OWN, organisation, person, sign_in

POLICY = "exampleshire/assisted-conception"
UNDER = {"area": "exampleshire", "service": "assisted-conception"}
NAME, NUMBER, STREET, TELEPHONE = "Wilhelmina Example", "999 000 0018", "1 Sample Street", "020 7946 0001"
BORN = date(1991, 3, 4)
IDENTIFIERS = (NAME, NUMBER, NUMBER.replace(" ", ""), STREET, TELEPHONE, "1991-03-04", "4 March 1991", "04/03/1991")


def at(view: str, of: Request | Approval | None = None, **parts: object) -> str:
    """The address of a page."""
    named: dict[str, object] = {}
    if isinstance(of, Approval):
        named = {"number": of.number}
    elif of is not None:
        named = {"reference": of.reference}
    return reverse(f"referring:{view}", kwargs={**named, **parts})


def clinician() -> Client:
    """A clinician of the invented clinic."""
    who = acting(Role.CLINICIAN).person
    assert who is not None
    clinic()
    organisation()  # who answers
    return sign_in(Client(), who)


def staff(role: Role, email: str = "") -> Client:
    """Somebody of the commissioner."""
    return sign_in(Client(), person(role, at=OWN, email=email or f"{role.replace(' ', '-')}@exampleshire.example"))


def day(name: str, on: date) -> dict[str, str]:
    """A day in three boxes."""
    return {f"{name}[day]": str(on.day), f"{name}[month]": str(on.month), f"{name}[year]": str(on.year)}


def referred() -> date:
    """The day of the referral that the requests here are about: it has been, and is not long ago."""
    return timezone.localdate() - timedelta(10)


def couple(changes: Mapping[str, Any] | None = None) -> dict[str, Known | NotKnown]:
    """The facts of a couple who plainly meets the policy now, but for some changes."""
    policy = shelf().policy(POLICY)
    tests = referred() - timedelta(60)
    now: dict[str, Any] = {
        "treatment start date": timezone.localdate() + timedelta(20),
        "patient date of birth": BORN,
        "treatment sought": "IVF",
        "AMH": {"value": "12", "unit": "pmol/L", "date": tests.isoformat()},
        "armed forces": False,
        **{f"{who} {one}": tests for who in ("patient", "partner") for one in ("hepatitis B test", "hepatitis C test", "HIV test")},
    }
    base = next(one.case for one in examples(policy) if one.name == "an eligible couple")
    given = read_case({**now, **(changes or {})}, policy.vocabulary.dictionary)
    return {**base.facts, **given.facts}


def typed(section: str, facts: Mapping[str, Known | NotKnown]) -> dict[str, str]:
    """What is sent of the facts of a section, as its boxes have it."""
    from coequal.facts.case import Case
    from coequal.web.referring.binding import bound_on
    from coequal.web.referring.facts import sections

    bound = bound_on(POLICY, referred())
    dictionary = bound.policy.vocabulary.dictionary
    wanted = next(one for one in sections(bound, Case({})) if one.name == section)
    sent: dict[str, str] = {}
    for fact in wanted.facts:
        found = facts.get(fact.name, NotKnown())
        if isinstance(found, NotKnown):
            sent[f"{fact.column}-why"] = found.why
            if fact.kind in ("boolean", "choice"):
                sent[fact.column] = "unknown"
        elif fact.kind == "date":
            assert isinstance(found.value, date)
            sent |= day(fact.column, found.value)
        else:
            kept = case_data(Case({fact.name: found}), dictionary)[fact.name]
            parts = kept if isinstance(kept, dict) else {"value": kept}
            sent[fact.column] = str(parts["value"])
            if fact.other_units:
                sent[f"{fact.column}-unit"] = str(parts["unit"])
            if fact.dated:
                sent |= day(f"{fact.column}-on", found.on) if found.on else {f"{fact.column}-undated": "on"}
    return sent


PARTNER = {"other_name": "Winston Example", "other_number": "999 000 0026"}
WHO = {"name": NAME, "nhs_number": NUMBER, "address": STREET, "telephone": TELEPHONE, **day("born", BORN), **PARTNER}


def sent(client: Client, address: str, /, **fields: Any) -> HttpResponse:
    """What comes back when the form of a page is sent."""
    return client.post(address, {**hidden(client.get(address)), **fields}, follow=True)


def begun(client: Client) -> Request:
    """A request that was begun from the list of policies."""
    sent(client, at("begin", **UNDER), **day("referred", referred()))
    return Request.objects.get(follows=None)


def written(client: Client, changes: Mapping[str, Any] | None = None) -> Request:
    """A request with all facts and who it is about, filled in page by page."""
    made, facts = begun(client), couple(changes)
    for section in SECTIONS:
        page = sent(client, at("facts", made, section=section), **typed(section, facts))
        assert page.status_code == 200
        assert "There is a problem" not in said(page), (section, said(page))
    sent(client, at("who", made), **WHO)
    return Request.objects.get(pk=made.pk)


def submitted(client: Client, changes: Mapping[str, Any] | None = None) -> Request:
    """A request that was sent after a last look."""
    made = written(client, changes)
    page = client.post(at("submit", made), {"sure": "yes"}, follow=True)
    assert page.status_code == 200, said(page)
    return Request.objects.get(pk=made.pk)


def authorised(client: Client | None = None) -> None:
    """A standing authorisation, given on its page."""
    client = client or staff(Role.GOVERNANCE)
    address = at("authorise", **UNDER, version="2022-07")
    fields = {"name": "Glen Replica", "post": "Director", "treatments": "ivf", "lasts": "12"}
    days = {**day("since", timezone.localdate()), **day("until", timezone.localdate() + timedelta(200))}
    look = sent(client, address, **fields, **days)
    assert "Nothing is kept yet" in said(look), said(look)
    client.post(address, {**hidden(look), "sure": "yes"}, follow=True)


def sure(client: Client, address: str, /, **fields: Any) -> str:
    """What comes back when the form of a page is sent, looked at once more, and sent for good."""
    look = sent(client, address, **fields)
    assert "Nothing is kept yet" in said(look), said(look)
    return said(client.post(address, {**hidden(look), "sure": "yes"}, follow=True))
