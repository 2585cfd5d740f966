"""What was before a meeting when it decided: one line for each piece, with the digest of what was read."""

import json
from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from coequal.facts.dates import say_date
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.involvement.reporting.considering import Line, lines
from coequal.pages.words import plural
from coequal.policies.load import digest
from coequal.programmes.assessed.shown import standings
from coequal.programmes.models import Meeting, Motion, Option, Override, Round, ServiceArea
from coequal.programmes.options.standing import MATTERS, impacts_of
from coequal.programmes.prioritisation.agreeing import agreed_scores

NOT_RECORDED: Final = "What was made of it is not recorded."
NOT_PUBLISHED: Final = "What was made of it is not published."


class Piece(TypedDict):
    """One piece of evidence: its kind, the reference by which people find it, its digest where it has one, and what it says."""

    kind: str
    reference: str
    digest: str
    says: str


def evidence(motion: Motion) -> list[Piece]:
    """All of it, as it stands now."""
    area = motion.area
    return [
        *_text(motion),
        *_papers(motion.meeting, area),
        *_case(area),
        *(piece for one in area.involvements.order_by("opens", "pk") if one.state != PREPARING for piece in _heard(one)),
        *_scored(area),
        *_options(area),
        *_passed(area, motion.meeting),
    ]


def _piece(kind: str, reference: str, says: str, mark: str = "") -> Piece:
    return {"kind": kind, "reference": reference, "digest": mark, "says": says}


def _text(motion: Motion) -> Iterator[Piece]:
    if motion.handover:
        says = f"The text of {motion.handover.policy}@{motion.handover.version}."
        if motion.knowingly:
            says += f" Faults were found in it, and it was put to the meeting knowingly: {motion.knowingly}"
        yield _piece("text", motion.handover.reference, says, motion.digest)


def _papers(meeting: Meeting, area: ServiceArea) -> Iterator[Piece]:
    for paper in meeting.papers.exclude(published=None):
        if paper.area_id in (None, area.pk):
            yield _piece("paper", meeting.reference, paper.title, paper.digest)


def _case(area: ServiceArea) -> Iterator[Piece]:
    """The case for change as it was published last."""
    if latest := area.caseforchanges.last():
        yield _piece("case", area.reference, f"The case for change, edition {latest.number}.", latest.digest)


def _heard(involvement: Involvement) -> Iterator[Piece]:
    edition = involvement.published_reports.last()
    said = f"report of findings, edition {edition.number}" if edition else "no report of findings is published here"
    yield _piece("involvement", involvement.reference, f"{involvement.title}: {said}.", edition.digest if edition else "")
    for line in lines(involvement):
        yield _piece("theme", f"{line.frame.reference}/{line.theme.key}", f"{line.theme.title}: {_considered(line)}")


def _considered(line: Line) -> str:
    """What was made of a theme, as it is published."""
    found = line.consideration
    if found is None:
        return NOT_RECORDED
    if not line.is_public:
        return NOT_PUBLISHED
    by = f" by {found.considered_by}" if found.considered_by else ""
    on = f" on {say_date(found.considered_on)}" if found.considered_on else ""
    return f"considered{by}{on}; {found.outcome or 'what it led to is not recorded'}. {found.answer}".strip()


def _scored(area: ServiceArea) -> Iterator[Piece]:
    for one in area.rounds.select_related("scorecard"):
        recommended = one.topics.exclude(recommended=None).count()
        mark = _mark([one.state, str(one.scorecard), one.scorecard.domains, *_topics(one)])
        says = f"{one.title}: {plural(recommended, 'recommendation')} on {plural(one.topics.count(), 'topic')}."
        yield _piece("prioritisation", one.reference, says, mark)


def _topics(of: Round) -> Iterator[list[object]]:
    """What a round came to on each of its topics: what was recommended and why, and the scores that the group agreed on."""
    agreed = agreed_scores(of)
    for one in of.topics.all():
        scores = sorted((domain, given.score, given.why) for (topic, domain), given in agreed.items() if topic == one.pk)
        yield [one.title, one.people, one.compared, one.recommendation, one.reasons, str(one.recommended), scores]


def _mark(record: Sequence[object]) -> str:
    """The digest of what is recorded of something that is no document."""
    return digest(json.dumps(record, ensure_ascii=False, sort_keys=True))


def _options(area: ServiceArea) -> Iterator[Piece]:
    for option in area.options.all():
        yield _piece("option", option.reference, f"{option.title}: {option.place}. {option.why}".strip(), option.digest)
        yield from _impacts(option)
    for option, standing in standings(area.options.all()):
        if standing.assessment:
            mark = standing.version.digest if standing.version else ""
            yield _piece("assessment", standing.assessment.reference, f"{option.title}: {standing.state}. {standing.says}", mark)
    for one in area.appraisals.select_related("analysis"):
        yield _piece("appraisal", one.analysis.reference, f"{one.analysis.title}, figures {one.figures_digest}", one.digest)


def _impacts(option: Option) -> Iterator[Piece]:
    """What is written of an option's impacts, of each kind; the digest is of every word of it."""
    for kind in MATTERS:
        written = [one for one in impacts_of(option, kind).values() if one]
        if written:
            says = "; ".join(f"{one.matter}: {one.effect}" for one in written)
            whole = [[one.matter, one.effect, one.says, one.measures] for one in written]
            yield _piece("impact", option.reference, f"{option.title}, impact on {kind}. {says}.", _mark(whole))


def _passed(area: ServiceArea, meeting: Meeting) -> Iterator[Piece]:
    """What was let pass although it should have been there."""
    for one in Override.objects.filter(move__area=area):
        yield _piece("override", one.gate, f"{one.missing} It was let pass, because: {one.why}")
    if meeting.short_notice:
        yield _piece(
            "override", meeting.reference, f"The papers were not out in time. It was let pass, because: {meeting.short_notice}"
        )
