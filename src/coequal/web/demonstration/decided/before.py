"""The rules of the two halves, which the board adopted as they were until one takes the place of both."""

from datetime import date
from typing import Final

from coequal.accounts.roles import Role
from coequal.drafting.models import Handover
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.conduct.areas import add, merge, propose
from coequal.programmes.governance.motions import Put, put
from coequal.programmes.models import Decision, Meeting, Motion, Programme, ServiceArea
from coequal.programmes.models.governing import ADOPT
from coequal.programmes.stages import kinds
from coequal.web.demonstration.decided import meetings
from coequal.web.demonstration.decided.cast import SECOND, held, play, read, stage, step
from coequal.web.demonstration.decided.of_then import on
from coequal.web.demonstration.decided.wordings import accepted
from coequal.web.demonstration.drafts import NO_OWNER

HALVES: Final = ("north", "south")


def begun(programme: Programme) -> ServiceArea:
    """The service area of the two sets of rules, in which everything before governance is passed over."""
    said = read("exampleshire.yaml")["before"]
    area = add(play(), programme, said["title"], about=said["about"], service="assisted-conception")
    for key in kinds.KEYS[: kinds.KEYS.index(kinds.GOVERNANCE)]:
        step(area, kinds.PASS_OVER, key, said["written"], said["why"])
    return area


def adopted(area: ServiceArea) -> None:
    """Both sets of rules, decided at one meeting and ratified by somebody else."""
    said, told = read("exampleshire.yaml")["before"], read("exampleshire-meetings.yaml")["first"]
    (first, ready), (opens, _ends) = said["days"].values()
    texts = [accepted(half, said["written"], said["accepted on"], said["accepted"]) for half in HALVES]
    with on(said["accepted on"]):
        propose(play(), area, texts[0])
    with stage(area, kinds.GOVERNANCE, first, ready):
        meeting = meetings.called(told)
        motions = [_put(area, meeting, text) for text in texts]
        meetings.papers_out(meeting, area, told)
    step(area, kinds.OPEN, kinds.DECISION, opens)
    with meetings.sitting(meeting, told):
        decisions = [meetings.decided(one, told) for one in motions]
    for one in decisions:
        _ratified(one, said["ratified"], Dates(said["starts"], said["review"]))


def _put(area: ServiceArea, meeting: Meeting, text: Handover) -> Motion:
    """The motion to go on with the rules of a half."""
    said, told = read("exampleshire.yaml")["before"], read("exampleshire-meetings.yaml")["first"]
    with on(told["called"]):
        propose(play(), area, text)
        says = told["says"].format(policy=f"{text.policy}@{text.version}")
        return put(play(Role.GOVERNANCE), meeting, area, Put(ADOPT, says, text, said["starts"], knowingly=NO_OWNER))


def _ratified(decision: Decision, day: date, dates: Dates) -> None:
    with on(day):
        ratify(play(Role.GOVERNANCE, SECOND), decision, dates, held().shelved)


def over(area: ServiceArea, into: ServiceArea) -> None:
    """That one rule has taken the place of both."""
    said = read("exampleshire.yaml")["before"]
    step(area, kinds.COMPLETE, kinds.IN_FORCE, said["merged"])
    with on(said["merged"]):
        merge(play(), area, into, said["merged because"], on=said["merged"])
