"""A round of scoring as a document: what was scored, by whom and how, what came out, and on what that hangs."""

from collections.abc import Iterator
from typing import Final

from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table
from coequal.documents.model import document as of_blocks
from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.programmes.models import Round, Scorer, Topic
from coequal.programmes.models.prioritising import GIVEN_UP, MODERATED, RECOMMENDED
from coequal.programmes.prioritisation import outcome
from coequal.programmes.prioritisation.scorecards import domains_of

LEAD: Final = (
    "A group looked at the evidence on each topic and scored it. Here is how, what came out, and what the group recommends."
)
NO_DECISION: Final = (
    "Scores help people to weigh one topic against another. They decide nothing, and neither does this group: "
    "it recommends. Others decide later, and say why."
)
_NOT_YET: Final = (
    "Scores are shown once the group has agreed on them. Until every member has scored everything alone, nobody sees another’s "
    "score, and whoever leads the round does not either."
)
_SCALE: Final = (
    "Each score is multiplied by the weight of its domain. A total says how many of all the points that can be had a topic has, "
    "out of 100."
)


def document(of: Round) -> Document:
    """The whole of a round, as far as everybody may see it. No member’s own score stands in it, and no name."""
    facts = [
        ("Service area", of.area.title),
        ("Programme", of.area.programme.title),
        ("For", str(of.organisation)),
        ("Scorecard", str(of.scorecard)),
        ("Where it stands", of.state),
        ("Reference", of.reference),
    ]
    return of_blocks(f"Prioritisation: {of.title}", LEAD, list(_blocks(of)), facts)


def _blocks(of: Round) -> Iterator[Block]:
    topics = list(of.topics.prefetch_related("evidence"))
    yield from made_up(of.organisation)
    yield Notice("No decision", NO_DECISION)
    yield from _recommendations(topics)
    if of.state in (MODERATED, RECOMMENDED):
        yield from outcome.blocks(of)
    else:
        yield Heading("What came out")
        given_up = of.state == GIVEN_UP
        yield Paragraph(f"This round was given up, and nothing came out. Why: {of.why_given_up}" if given_up else _NOT_YET)
    yield Heading("What was scored")
    for topic in topics:
        yield from _topic(topic)
    yield from _scorecard(of)
    yield from _members(list(of.scorers.all()))


def _recommendations(topics: list[Topic]) -> Iterator[Block]:
    yield Heading("What the group recommends")
    if not any(topic.recommended for topic in topics):
        yield Paragraph("The group has recommended nothing yet.")
        return
    for topic in topics:
        yield Heading(topic.title, 3)
        if topic.recommended:
            yield Paragraph(topic.recommendation)
            yield Paragraph(f"Why: {topic.reasons}")
            yield Paragraph(f"Recommended on {say_date(topic.recommended)}.")
        else:
            yield Paragraph("There is no recommendation on this yet.")


def _topic(topic: Topic) -> Iterator[Block]:
    yield Heading(topic.title, 3)
    yield Paragraph(f"For whom: {topic.people or 'not said'}. Compared with: {topic.compared or 'not said'}.")
    rows = tuple(
        (f"{one.reference} ({one.url})" if one.url else one.reference, one.kind, one.quality, _effect(one.effect, one.notes))
        for one in topic.evidence.all()
    )
    yield Table(f"Evidence on {topic.title}", ("Where it stands", "Kind", "Quality", "What it found"), rows)


def _effect(effect: str, notes: str) -> str:
    return f"{effect} {notes}".strip()


def _scorecard(of: Round) -> Iterator[Block]:
    domains = domains_of(of.scorecard)
    yield Heading("The scorecard")
    if of.scorecard.origin:
        yield Paragraph(of.scorecard.origin)
    yield Paragraph(_SCALE)
    most = sum(float(one.weight) * one.highest for one in domains)
    rows = tuple((one.title, one.weight, str(one.highest), f"{float(one.weight) * one.highest / most:.0%}") for one in domains)
    head = ("Domain", "Weight", "Highest score", "Share of all points")
    yield Table("What each domain weighs", head, rows, frozenset({1, 2, 3}))
    for one in domains:
        yield Heading(one.title, 3)
        yield Listing(tuple(f"{score}: {one.scores[score]}" for score in sorted(one.scores)))


def _members(scorers: list[Scorer]) -> Iterator[Block]:
    yield Heading("Who scored")
    yield Paragraph("Members are named by what they sit in the group as. What each of them scored is not published.")
    rows = tuple((one.post, _interests(one), _part(one)) for one in scorers)
    yield Table("Members and their interests", ("Member", "Interests", "Part"), rows)


def _interests(scorer: Scorer) -> str:
    if scorer.declared is None:
        return "not declared yet"
    return scorer.interests or "none"


def _part(scorer: Scorer) -> str:
    if not scorer.leaves:
        return "scores"
    return f"did not score: {scorer.why_left}" if scorer.why_left else "left for an interest, and did not score"
