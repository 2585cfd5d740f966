"""What a meeting is asked to decide, and which texts can be put to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import PUT_MOTION
from coequal.accounts.trail import record
from coequal.drafting.models import ACCEPTED, Handover
from coequal.errors import CoequalError
from coequal.lint.finding import ERROR, WARNING
from coequal.policies.load import digest
from coequal.programmes.models import Decision, Meeting, Motion, Ratification, ServiceArea
from coequal.programmes.models.governing import ADOPT, CALLED, RECONSIDERED, SITTING
from coequal.programmes.once import refuse_second
from coequal.programmes.stages.kinds import DECISION, GOVERNANCE
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.standing import Standing, standing_of

_CONTRADICTS: Final = (ERROR, WARNING)  # what lint finds that is more than a doubt


@dataclass(frozen=True, slots=True)
class Put:
    """What is put: words; of an adoption the text, since when, and for which cases; and the decision that it reconsiders."""

    kind: str
    says: str
    handover: Handover | None = None
    wanted_from: date | None = None
    transitional: str = ""
    pounds_a_year: int | None = None
    knowingly: str = ""
    again_of: Decision | None = None


def contradictions(handover: Handover) -> list[Mapping[str, Any]]:
    """What lint found in a text when it was handed over, beyond mere doubts."""
    return [one for one in handover.results.get("findings", ()) if one["severity"] in _CONTRADICTS]


def put(acting: Acting, meeting: Meeting, area: ServiceArea, said: Put) -> Motion:
    """A motion on the agenda of a meeting. Raises `CoequalError` for what cannot be put, and a second time."""
    with locked_area(acting, area, PUT_MOTION) as found:
        held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if wrong := [*_out_of_place(found, held, said), *_no_text(found, said)]:
            raise CoequalError(" ".join(wrong))
        mark = said.handover.digest if said.handover else ""
        same = held.motions.filter(area=found, kind=said.kind, says=said.says.strip(), digest=mark, decision=None)
        refuse_second(same, "This motion")
        made = Motion.objects.create(
            area=found,
            meeting=held,
            kind=said.kind,
            says=said.says.strip(),
            handover=said.handover,
            digest=mark,
            wanted_from=said.wanted_from,
            transitional=said.transitional.strip(),
            pounds_a_year=said.pounds_a_year,
            knowingly=said.knowingly.strip(),
            again_of=said.again_of,
            made_by=acting.person,
        )
        record(acting, "put a motion to a meeting", made, detail={"meeting": held.reference, "digest": made.digest})
    return made


def takes_motions(standing: Standing) -> bool:
    """Whether motions can be put: in the stages of governance and decision, and between the two, when papers are on their way."""
    return standing.stage in (GOVERNANCE, DECISION) or (not standing.stage and standing.following == DECISION)


def _out_of_place(area: ServiceArea, meeting: Meeting, said: Put) -> Iterator[str]:
    """Why nothing like this can be put to this meeting now."""
    if area.programme.history_only:
        yield "This is a record of the past, and nothing is decided in it. Record the step with its source in place of this."
    if meeting.organisation_id != area.organisation.pk:
        yield "This meeting is of another organisation than the service area."
    if meeting.state not in (CALLED, SITTING):
        yield f"This meeting is {meeting.state}. Put the motion to another one."
    if not takes_motions(standing_of(area)):
        yield "Motions are put in the stages of governance and decision. Open one of them first."
    if not said.says.strip():
        yield "Say what the meeting is asked to decide."
    again = said.again_of
    if again and (again.motion.area_id != area.pk or not again.call_ins.filter(came_to=RECONSIDERED).exists()):
        yield f"Nobody asked that {again.reference} is reconsidered in this service area."


def _no_text(area: ServiceArea, said: Put) -> Iterator[str]:
    """What is wrong with the text that is to be adopted."""
    text = Handover.objects.filter(pk=said.handover.pk).first() if said.handover else None  # as it stands now
    if said.kind != ADOPT:
        if text:
            yield "Only a motion to adopt a version has a text."
        return
    if text is None:
        yield "Choose the draft that is to be adopted. It has to be accepted by governance first."
        return
    if text != area.proposal:
        yield f"{text.reference} is not the text that this service area proposes. Propose it first, or choose the one that is."
    if why := not_as_accepted(text, text.digest):
        yield why
    if said.wanted_from is None:
        yield "Say from which day the version is to be in force."
    if Ratification.objects.filter(policy=text.policy, version=text.version).exists():
        yield f"{text.policy}@{text.version} was ratified already. Give the draft another version."
    found = contradictions(text)
    if found and not said.knowingly.strip():
        says = " ".join(str(one["message"]) for one in found)
        yield f"Faults were found in this text: {says} Put them right, or say why it is put to the meeting all the same."


def not_as_accepted(handover: Handover, mark: str) -> str:
    """Why a digest is not that of a text which governance accepted; nothing where it is."""
    if handover.state != ACCEPTED:
        return f"{handover.reference} is {handover.state}: only a draft that governance accepted can be adopted."
    if not mark == handover.digest == digest(handover.text):
        return f"The text is no longer the one that governance accepted as {handover.reference}. Hand it over and put it anew."
    return ""
