"""What must be there before stages open, each read from the record of programmes, options, drafts and meetings."""

from collections.abc import Callable
from datetime import date
from typing import Final

from coequal.drafting.models import ACCEPTED as ACCEPTED_STATE
from coequal.facts.dates import say_date
from coequal.programmes.models import BoardPaper, Option, Ratification, ServiceArea, options
from coequal.programmes.models.governing import CALLED, SITTING
from coequal.programmes.models.prioritising import GIVEN_UP
from coequal.programmes.stages import hearing, kinds
from coequal.programmes.stages.gate import Gate, Met
from coequal.programmes.stages.standing import standing_of

Check = Callable[[ServiceArea, date], Met]
_KINDS_OF_IMPACT: Final = ("equality", "quality")


def unless_passed_over(stage: str, check: Check) -> Check:
    """A check of what a stage brings, which nobody can ask for where the stage was passed over for a stated reason."""

    def checked(area: ServiceArea, on: date) -> Met:
        if stage in standing_of(area).passed_over:
            return Met(True, "That stage was passed over, and everybody can read why.")
        return check(area, on)

    return checked


def _case_published(area: ServiceArea, _on: date) -> Met:
    latest = area.caseforchanges.last()
    if latest is None:
        return Met(False, "The case for change is not published yet.")
    return Met(True, f"The case for change was published on {say_date(latest.at.date())}.")


def _recommended(area: ServiceArea, _on: date) -> Met:
    found = list(area.rounds.exclude(state=GIVEN_UP).prefetch_related("topics"))
    topics = [topic for one in found for topic in one.topics.all()]
    if not topics:
        return Met(False, "No topic has been scored.")
    without = [topic.title for topic in topics if topic.recommended is None]
    if without:
        return Met(False, f"There is no recommendation yet on: {'; '.join(without)}.")
    return Met(True, f"Topics with a recommendation: {len(topics)}.")


def _judged(area: ServiceArea, _on: date) -> Met:
    hurdles = {hurdle.pk for hurdle in area.hurdles.all()}
    found = list(area.options.prefetch_related("judgements"))
    if not hurdles or not found:
        return Met(False, "There are no options yet, or no hurdles that they have to meet.")
    without = [one.title for one in found if hurdles - {judgement.hurdle_id for judgement in one.judgements.all()}]
    if without:
        return Met(False, f"Not judged on each hurdle yet: {'; '.join(without)}.")
    return Met(True, "Each option was judged on each hurdle.")


def _choice(area: ServiceArea, _on: date) -> Met:
    found = list(area.options.all())
    if len(found) < 2:
        return Met(False, "There have to be at least two options to choose from.")
    if not any(one.changes_nothing for one in found):
        return Met(False, "None of the options leaves the policies as they are.")
    return Met(True, f"Options: {len(found)}. One of them leaves the policies as they are.")


def _shortened(area: ServiceArea, _on: date) -> Met:
    found = list(area.options.all())
    if not any(one.place == options.SHORTLIST for one in found):
        return Met(False, "There is no option on the shortlist.")
    left = [one.title for one in found if one.place == options.LONG_LIST]
    if left:
        return Met(False, f"Neither on the shortlist nor dropped: {'; '.join(left)}.")
    unexplained = [one.title for one in found if one.place == options.DROPPED and not one.why.strip()]
    if unexplained:
        return Met(False, f"Dropped without a reason: {'; '.join(unexplained)}.")
    return Met(True, "Each option is on the shortlist, or was dropped for a stated reason.")


def _appraised(area: ServiceArea, _on: date) -> Met:
    if area.appraisals.exists():
        return Met(True, "An options appraisal is attached.")
    return Met(False, "No options appraisal is attached.")


def _impacts(area: ServiceArea, _on: date) -> Met:
    found = list(area.options.filter(place=options.SHORTLIST).prefetch_related("impacts"))
    without = [f"{one.title} ({' and '.join(lacks)})" for one in found if (lacks := _lacks(one))]
    if not found or without:
        return Met(False, f"The impact is not written for: {'; '.join(without) or 'any option'}.")
    return Met(True, "The impact on equality and on quality is written for each option of the shortlist.")


def _lacks(option: Option) -> list[str]:
    """The kinds of impact of which nothing is written."""
    written = {impact.kind for impact in option.impacts.all()}
    return [kind for kind in _KINDS_OF_IMPACT if kind not in written]


def _accepted(area: ServiceArea, _on: date) -> Met:
    if area.proposal is None:
        return Met(False, "It is not said yet which text is proposed.")
    if area.proposal.state != ACCEPTED_STATE:
        return Met(False, f"The text that is proposed is {area.proposal.state}, and not accepted for decision.")
    return Met(True, f"Governance accepted the text of {area.proposal.policy}@{area.proposal.version} for decision.")


def _meeting(area: ServiceArea, _on: date) -> Met:
    papers = BoardPaper.objects.filter(area=area, published__isnull=False, meeting__state__in=(CALLED, SITTING))
    paper = papers.select_related("meeting").first()
    if paper is None:
        return Met(False, "No meeting is called that has a published paper on this.")
    return Met(True, f"A meeting is called, and its papers are published: {paper.meeting.title}, {say_date(paper.meeting.on)}.")


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
    unless_passed_over(kinds.CASE_FOR_CHANGE, _case_published),
)
HEARD: Final = Gate(
    "heard",
    "The listening is closed, and its report is published",
    "What people said has to be known before anything is scored.",
    unless_passed_over(kinds.LISTENING, hearing.heard),
)
RECOMMENDED: Final = Gate(
    "recommended",
    "There is a recommendation on each topic",
    "Options follow from the evidence, and not the other way round.",
    unless_passed_over(kinds.PRIORITISATION, _recommended),
)
JUDGED: Final = Gate(
    "judged",
    "Each option of the long list was judged on each hurdle",
    "Every option is measured alike.",
    unless_passed_over(kinds.LONG_LIST, _judged),
)
CHOICE: Final = Gate(
    "choice",
    "There are at least two options, and one of them changes nothing",
    "A choice of one is none, and every change is compared with making none.",
    unless_passed_over(kinds.LONG_LIST, _choice),
)
SHORTENED: Final = Gate(
    "shortened",
    "Each option is on the shortlist, or was dropped for a stated reason",
    "People ought to know what else was thought of.",
    _shortened,
)
APPRAISED: Final = Gate(
    "appraised",
    "An options appraisal is attached",
    "Whom an option reaches, and what it costs, has to be known when people are asked.",
    _appraised,
)
IMPACTS: Final = Gate(
    "impacts",
    "The impact on equality and on quality is written for each option of the shortlist",
    "The law asks for due regard to equality while an option can still be changed.",
    _impacts,
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
    _accepted,
)
MEETING: Final = Gate(
    "meeting",
    "A meeting is called, and its papers are published",
    "Decisions are made in the open, by people who could read what they decide on.",
    _meeting,
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
