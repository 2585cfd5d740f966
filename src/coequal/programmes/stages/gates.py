"""What must be there before stages open, each read from the record of programmes, options, drafts and meetings."""

from collections.abc import Callable
from datetime import date
from typing import Final

from coequal.drafting.models import ACCEPTED as ACCEPTED_STATE
from coequal.facts.dates import say_date
from coequal.pages.words import day
from coequal.programmes.models import Move, Ratification, Round, ServiceArea
from coequal.programmes.models.prioritising import GIVEN_UP
from coequal.programmes.stages import agenda, choosing, hearing, kinds
from coequal.programmes.stages.anew import counts, gone_back
from coequal.programmes.stages.gate import Gate, Met
from coequal.programmes.stages.standing import standing_of

Check = Callable[[ServiceArea, date], Met]
Made = Callable[[ServiceArea, date, Move | None], Met]


def unless_passed_over(stage: str, check: Check) -> Check:
    """A check of what a stage brings, which nobody can ask for where the stage was passed over for a stated reason."""

    def checked(area: ServiceArea, on: date) -> Met:
        if stage in standing_of(area).passed_over:
            return Met(True, "That stage was passed over, and everybody can read why.")
        return check(area, on)

    return checked


def made_in(stage: str, check: Made) -> Check:
    """A check of what is made in a stage; once the service area went back there or further, of what was made since then."""

    def checked(area: ServiceArea, on: date) -> Met:
        back = gone_back(area, stage)
        met = check(area, on, back)
        if back is None or met.answer:
            return met
        return Met(met.answer, f"{met.says} We went back on {say_date(back.on)}, and only what was made since then counts.")

    return checked


def _case_published(area: ServiceArea, _on: date, back: Move | None) -> Met:
    latest = area.caseforchanges.last()
    if latest is None or not counts(latest.at, back):
        return Met(False, "The case for change is not published yet.")
    return Met(True, f"The case for change was published on {day(latest.at)}.")


def _recommended(area: ServiceArea, _on: date, back: Move | None) -> Met:
    rounds = area.rounds.exclude(state=GIVEN_UP).prefetch_related("topics__moderated")
    topics = [topic for one in rounds if _goes_on(one, back) for topic in one.topics.all()]
    if not topics:
        return Met(False, "No topic has been scored.")
    without = [topic.title for topic in topics if topic.recommended is None]
    if without:
        return Met(False, f"There is no recommendation yet on: {'; '.join(without)}.")
    return Met(True, f"Topics with a recommendation: {len(topics)}.")


def _goes_on(of: Round, back: Move | None) -> bool:
    """Whether a round counts still: it was begun, or the group agreed on something in it, since the service area went back."""
    agreed = [one.at for topic in of.topics.all() for one in topic.moderated.all()]
    return any(counts(at, back) for at in (of.made, *agreed))


def _accepted(area: ServiceArea, _on: date, back: Move | None) -> Met:
    if area.proposal is None:
        return Met(False, "It is not said yet which text is proposed.")
    if area.proposal.state != ACCEPTED_STATE:
        return Met(False, f"The text that is proposed is {area.proposal.state}, and not accepted for decision.")
    if not counts(area.proposal.answered, back):
        return Met(False, f"Governance accepted {area.proposal.reference} before. Hand a text over anew, and propose that.")
    return Met(True, f"Governance accepted the text of {area.proposal.policy}@{area.proposal.version} for decision.")


def _ratified(area: ServiceArea, _on: date) -> Met:
    before = {move.policy for move in area.moves.filter(kind=kinds.OPEN, stage=kinds.IN_FORCE)}
    for one in Ratification.objects.filter(decision__motion__area=area):
        if str(one) not in before:
            return Met(True, f"The decision that adopts {one} was ratified.")
    return Met(False, "No decision that adopts a version was ratified.")


def _started(area: ServiceArea, on: date) -> Met:
    if standing_of(area, on).in_force:
        return Met(True, "The policy is in force.")
    return Met(False, "The policy is not in force yet.")


CASE_PUBLISHED: Final = Gate(
    "case-published",
    "The case for change is published",
    "People can only judge what they have been told.",
    unless_passed_over(kinds.CASE_FOR_CHANGE, made_in(kinds.CASE_FOR_CHANGE, _case_published)),
)
HEARD: Final = Gate(
    "heard",
    "The listening is closed, and its report is published",
    "What people said has to be known before anything is scored.",
    unless_passed_over(kinds.LISTENING, made_in(kinds.LISTENING, hearing.heard)),
)
RECOMMENDED: Final = Gate(
    "recommended",
    "There is a recommendation on each topic",
    "Options follow from the evidence, and not the other way round.",
    unless_passed_over(kinds.PRIORITISATION, made_in(kinds.PRIORITISATION, _recommended)),
)
JUDGED: Final = Gate(
    "judged",
    "Each option of the long list was judged on each hurdle",
    "Every option is measured alike.",
    # Judgements rest on the evidence. Whoever goes back to the long list itself goes on with those that are there.
    unless_passed_over(kinds.LONG_LIST, made_in(kinds.PRIORITISATION, choosing.judged)),
)
CHOICE: Final = Gate(
    "choice",
    "There are at least two options, and one of them changes nothing",
    "A choice of one is none, and every change is compared with making none.",
    unless_passed_over(kinds.LONG_LIST, choosing.is_a_choice),
)
SHORTENED: Final = Gate(
    "shortened",
    "Each option is on the shortlist, or was dropped for a stated reason, and no hurdle stands against the shortlist",
    "People ought to know what else was thought of.",
    made_in(kinds.SHORTLIST, choosing.shortened),
)
APPRAISED: Final = Gate(
    "appraised",
    "An options appraisal is attached",
    "Whom an option reaches, and what it costs, has to be known when people are asked.",
    made_in(kinds.SHORTLIST, choosing.appraised),
)
IMPACTS: Final = Gate(
    "impacts",
    "The impact on equality and on quality is written for each option of the shortlist, matter by matter",
    "The law asks for due regard to equality while an option can still be changed.",
    made_in(kinds.SHORTLIST, choosing.impacts),
)
CLOSED: Final = Gate(
    "closed",
    "Nobody is being asked any more",
    "Nothing is proposed for decision before the last day on which people can answer.",
    hearing.closed,
)
REPORTED: Final = Gate(
    "reported",
    "The report of findings is published",
    "People ought to see what was heard before anything is made of it.",
    hearing.reported,
)
CONSIDERED: Final = Gate(
    "considered",
    "What was made of each theme is published",
    "What people say has to be conscientiously taken into account.",
    hearing.considered,
)
ACCEPTED: Final = Gate(
    "accepted",
    "Governance accepted the text that is proposed",
    "A meeting decides on a text that was checked, and on no other.",
    made_in(kinds.PROPOSAL, _accepted),
)
MEETING: Final = Gate(
    "meeting",
    "A meeting is called, and its papers are published",
    "Decisions are made in the open, by people who could read what they decide on.",
    made_in(kinds.GOVERNANCE, agenda.called),
)
RATIFIED: Final = Gate(
    "ratified",
    "A decision that adopts a version was ratified",
    "Nothing comes into force unless people decided it.",
    _ratified,
    absolute=True,
)
STARTED: Final = Gate(
    "started",
    "The policy is in force",
    "How a policy has worked can only be seen once it applies.",
    _started,
    absolute=True,
)
