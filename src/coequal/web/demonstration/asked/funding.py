"""Invented funding requests: written, sent, screened, put before a panel and decided, each step on its day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from coequal.accounts.references import new_reference
from coequal.accounts.roles import Role
from coequal.facts.case import read_case
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding import decide, letters, panels, screening, views
from coequal.referrals.deciding.due import due_of
from coequal.referrals.deciding.urgency import find, is_to_confirm
from coequal.referrals.desk.interventions import name_intervention, put_under
from coequal.referrals.models import Item, Letter, Panel, Request
from coequal.referrals.requesting import consent, writing
from coequal.referrals.requesting.beginning import Beginning, begin
from coequal.referrals.requesting.form import sections
from coequal.referrals.requesting.held import held, mark
from coequal.referrals.requesting.submitting import submit
from coequal.referrals.rules.in_force import rules_for
from coequal.web.demonstration.asked.approvals import couple
from coequal.web.demonstration.asked.cast import FIRST_PANEL, SECOND_PANEL, ago, clinic, clinician, commissioner, member, play, told
from coequal.web.demonstration.decided.of_then import on

_OFFICER = Role.IFR_OFFICER


def funding(bound: Bound) -> None:
    """All of them, and the panels that sat and will sit."""
    made = {one["key"]: _asked(one, bound) for one in told()["requests"]}
    decided = [one for one in told()["requests"] if "outcome" in one]
    _sat([(made[one["key"]], told()[one["outcome"]], one["outcome"]) for one in decided])
    _will_sit(made["listed"])
    for one in made.values():
        one.refresh_from_db()
        Request.objects.filter(pk=one.pk).update(due=due_of(one))  # by the days on which it happened here


def _asked(one: Mapping[str, Any], bound: Bound) -> Request:
    """A request, up to where an officer has brought it."""
    sent = one.get("submitted", 0)
    with on(ago(sent + 2)):
        request = _written(one, _beginning(one, bound, ago(sent + 2)))
    if "submitted" not in one:
        return request
    with on(ago(sent)):
        submit(clinician(), request, bound=bound)
    officer = play(_OFFICER)
    if "acknowledged" in one:
        with on(ago(one["acknowledged"])):
            if is_to_confirm(request):
                find(officer, request, is_urgent=True)
            screening.acknowledge(officer, request)
            name = one.get("intervention", told()["intervention"])
            put_under(officer, request, name_intervention(officer, request.organisation, name))
    if "returned" in one:
        with on(ago(one["returned"])):
            screening.return_(officer, request, one["why"])
    if "screened" in one:
        with on(ago(one["screened"])):
            screening.screen_in(officer, request, told()["screened because"])
    return request


def _beginning(one: Mapping[str, Any], bound: Bound, day: date) -> Beginning:
    """What a request is begun with: without a policy, or with that of Exampleshire for somebody who does not meet it."""
    reference, service = new_reference("Q"), one.get("service", "excess-skin-removal")
    if "unmet" not in one:
        return Beginning(reference, clinic(), commissioner(), service, day)
    policy = bound.policy
    case = read_case({**couple(), **one["facts"]}, policy.vocabulary.dictionary)
    treatment, facts = bound.treatment(case), bound.written(case)
    return Beginning(reference, clinic(), commissioner(), policy.service, day, treatment, policy, tuple(one["unmet"]), facts)


def _written(one: Mapping[str, Any], beginning: Beginning) -> Request:
    """A request as a clinician writes it: every part, and the consent; one that is not sent lacks some."""
    acting, request = clinician(), begin(clinician(), beginning)
    said = {**told()["statements"], **one.get("says", {}), **_who(told()["people"][one["person"]])}
    if said["urgency.is"] == "yes":
        said["urgency.by"] = (timezone.localdate() + timedelta(9)).isoformat()
    every = sections(rules_for(request))
    for section in every if "submitted" in one else every[:3]:
        answers = {question.id: said[question.id] for question in section.questions if question.id in said}
        writing.keep(acting, request, section.id, answers, mark(request, section, held(request, section)))
    if "submitted" in one:
        points = [point.id for point in consent.points(rules_for(request))]
        consent.give(acting, request, consent.Told("the patient", ago(one["submitted"] + 2), consent.IN_PERSON), points)
    return request


def _who(person: Mapping[str, Any]) -> dict[str, str]:
    said = {"who.name": person["name"], "who.nhs_number": person["nhs number"], "who.born": str(person["born"])}
    return {**said, "who.address": person["address"], "who.way": "letter"}


def _sat(requests: Iterable[tuple[Request, Mapping[str, Any], str]]) -> None:
    """The panel that decided, and the letters that were sent."""
    officer, day = play(_OFFICER), ago(told()["decided"])
    with on(day):
        panel = _called(0, FIRST_PANEL)
        items = [(panels.list_item(officer, panel, request), said, outcome) for request, said, outcome in requests]
        for seat in panel.seats.all():
            panels.attend(officer, seat, there=True)
        panels.begin(officer, panel)
        for item, said, outcome in items:
            _decided(item, said, outcome)
        panels.close(officer, panel)
    Panel.objects.filter(pk=panel.pk).update(on=day)
    with on(ago(told()["letters"])):
        for letter in Letter.objects.filter(decision__item__panel=panel):
            letters.send(officer, letter, "by post", on=ago(told()["letters"]))


def _decided(item: Item, said: Mapping[str, Any], outcome: str) -> None:
    for which, _post in FIRST_PANEL:
        views.give_view(play(Role.PANEL_MEMBER, which), item, said["answers"], outcome)
    expires = timezone.localdate() + timedelta(180) if outcome == "approved" else None
    decide.decide(play(_OFFICER), item, outcome, said["answers"], said["reasons"], amounts=said.get("amounts"), expires=expires)


def _will_sit(request: Request) -> None:
    """The panel that is called, of other people, with a request on its agenda; half of its members gave their view."""
    panel = _called(told()["panel"], SECOND_PANEL)
    item = panels.list_item(play(_OFFICER), panel, request)
    for which, _post in SECOND_PANEL[:2]:
        views.give_view(play(Role.PANEL_MEMBER, which), item, told()["approved"]["answers"], "approved")


def _called(days: int, seats: Iterable[tuple[str, str]]) -> Panel:
    """A panel so many days from today, with its seats; the first is that of the lay chair."""
    officer = play(_OFFICER)
    said = panels.Call(timezone.localdate() + timedelta(days), "10:00", "Committee room 1, Exampleton")
    panel = panels.call(officer, commissioner(), said)
    for place, (which, post) in enumerate(seats):
        panels.seat(officer, panel, member(Role.PANEL_MEMBER, which), post, lay=place == 0, chairs=place == 0)
    return panel
