"""Fertility treatment, from the case for change to the policy that is in force and the day on which it is looked at again."""

from collections.abc import Mapping
from typing import Any

from coequal.accounts.roles import Role
from coequal.analyses.models import Analysis
from coequal.analyses.runs.run import COMPARISON
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.models import Involvement
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.conduct.areas import add, link, propose, rename
from coequal.programmes.conduct.changing import change_area
from coequal.programmes.governance.motions import Put, put
from coequal.programmes.models import Decision, Programme, Scorecard, ServiceArea
from coequal.programmes.models.governing import ADOPT
from coequal.programmes.stages import kinds
from coequal.programmes.telling import subscribing
from coequal.programmes.telling.mails import CONFIRM, token_for
from coequal.web.demonstration.decided import begun, choosing, meetings
from coequal.web.demonstration.decided.cast import SECOND, held, owner, play, read, stage, step
from coequal.web.demonstration.decided.listening import listened
from coequal.web.demonstration.decided.of_then import on
from coequal.web.demonstration.decided.scored import scored
from coequal.web.demonstration.decided.wordings import accepted
from coequal.web.demonstration.drafts import NO_OWNER


def added(programme: Programme) -> ServiceArea:
    """The service area, under the name that it had first."""
    said = _said()
    names = [f"{text['policy']}" for text in (read("exampleshire.yaml")["wordings"][half] for half in ("north", "south"))]
    return add(play(), programme, said["first called"], about=said["about"], service="assisted-conception", policies=names)


def up_to_options(area: ServiceArea, card: Scorecard) -> None:
    """The case for change, listening, scoring, and the options."""
    said, days = _said(), _said()["days"]
    with stage(area, kinds.CASE_FOR_CHANGE, *days[kinds.CASE_FOR_CHANGE]):
        begun.figures(area.programme, area)
        link(play(), area, Analysis.objects.filter(organisation=owner(), kind=COMPARISON).earliest("pk"))
        begun.case(area, said["case"])
    day, title, why = said["renamed"]
    with on(day):
        rename(play(), area, title, why, on=day)
    area.refresh_from_db()
    begun.planned(area, *said["plans"][:1])
    with stage(area, kinds.LISTENING, *days[kinds.LISTENING]):
        with on(read("exampleshire.yaml")["listening"]["announced"]):
            heard = listened()
        link(play(), area, heard)
    with stage(area, kinds.PRIORITISATION, *days[kinds.PRIORITISATION]):
        scored(area, card)
    with stage(area, kinds.LONG_LIST, *days[kinds.LONG_LIST]):
        choosing.put_and_judged(area)
    with stage(area, kinds.SHORTLIST, *days[kinds.SHORTLIST]):
        choosing.shortened(area)
    begun.planned(area, *said["plans"][1:3])


def up_to_force(area: ServiceArea, involvement: Involvement) -> None:
    """The consultation, the proposal, the decision and its ratification."""
    said, days = _said(), _said()["days"]
    with stage(area, kinds.CONSULTATION, *days[kinds.CONSULTATION]):
        link(play(), area, involvement)
    begun.planned(area, *said["plans"][3:])
    with stage(area, kinds.PROPOSAL, *days[kinds.PROPOSAL], let_pass=said["let pass"]):
        text = accepted("whole", said["written"], said["accepted on"], said["accepted"])
        with on(said["accepted on"]):
            propose(play(), area, text)
    decision = _decided(area)
    _somebody_wants_to_know(area)
    dates = Dates(said["starts"], said["review"], supersedes=tuple(said["supersedes"]))
    with on(said["ratified"]):
        ratify(play(Role.GOVERNANCE, SECOND), decision, dates, held().shelved)
        area.refresh_from_db()
        change_area(play(), area, fingerprint(area), {"about": said["about then"]})


def _decided(area: ServiceArea) -> Decision:
    """The meeting, from its call to its decision."""
    told, days = read("exampleshire-meetings.yaml")["second"], _said()["days"]
    area.refresh_from_db()
    text = area.proposal
    assert text is not None
    says = told["says"].format(policy=f"{text.policy}@{text.version}")
    with stage(area, kinds.GOVERNANCE, *days[kinds.GOVERNANCE]):
        meeting = meetings.called(told)
        wanted = Put(ADOPT, says, text, _said()["starts"], told["transitional"], told["pounds"], NO_OWNER)
        with on(told["called"]):
            motion = put(play(), meeting, area, wanted)
        meetings.papers_out(meeting, area, told)
    step(area, kinds.OPEN, kinds.DECISION, days[kinds.DECISION][0])
    with meetings.sitting(meeting, told):
        return meetings.decided(motion, told)


def _somebody_wants_to_know(area: ServiceArea) -> None:
    """An invented reader, who is told by e-mail what is decided."""
    said = _said()
    with on(said["reader since"]):
        subscribing.ask(area.programme, said["reader"], area)
        asked = area.subscriptions.get(address=said["reader"])
        subscribing.confirm(token_for(asked, CONFIRM))


def _said() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("exampleshire.yaml")["main"]
    return found
