"""What a round came to, as blocks of a document: totals, spread, and how much the order hangs on weights and on members."""

from collections.abc import Iterator
from typing import Final

from coequal.comparison.options.figures import percent
from coequal.documents.model import Block, Heading, Listing, Paragraph, Table
from coequal.pages.words import plural
from coequal.programmes.models import Round
from coequal.programmes.prioritisation.agreeing import agreed_scores
from coequal.programmes.prioritisation.drawing import Bar, drawn
from coequal.programmes.prioritisation.results import Results, results_of
from coequal.programmes.prioritisation.sensitivity import NEAR, Turn
from coequal.programmes.prioritisation.weighing import Spread, spread

ELSEWHERE: Final = (
    "The same scorecard may give another result elsewhere. It depends on the weights that a group chooses, on who sits in it, and "
    "on the evidence that it looked at."
)


def blocks(of: Round) -> Iterator[Block]:
    """What came out of a round that is moderated."""
    found = results_of(of)
    order = sorted(range(len(found.topics)), key=lambda place: (found.ranks[place], place))
    yield Heading("What came out")
    yield Paragraph(ELSEWHERE)
    yield from _totals(found, order)
    yield from _domains(of, found, order)
    yield _apart(found, order)
    yield from _weights(found, order)
    yield from _members(found, order)


def _totals(found: Results, order: list[int]) -> Iterator[Block]:
    apart, alone = found.spread_of_totals(found.after), found.spread_of_totals(found.before)
    bars = [
        Bar(
            found.topics[one].title,
            int(found.ranks[one]),
            float(found.totals[one]),
            float(apart.lowest[one]),
            float(apart.lower_quarter[one]),
            float(apart.upper_quarter[one]),
            float(apart.highest[one]),
        )
        for one in order
    ]
    yield drawn(bars, "Totals out of 100, and how far apart members were")
    head = ("Topic", "Place", "Total", "Members, alone", "Members, after talking", "Middle half, after talking", "Place, alone")
    rows = tuple(
        (
            bar.title,
            str(bar.place),
            f"{bar.total:.1f}",
            f"{alone.lowest[one]:.1f} to {alone.highest[one]:.1f}",
            f"{bar.lowest:.1f} to {bar.highest:.1f}",
            f"{bar.lower_quarter:.1f} to {bar.upper_quarter:.1f}",
            str(found.ranks_before[one]),
        )
        for one, bar in zip(order, bars, strict=True)
    )
    yield Table("Totals out of 100", head, rows, frozenset({1, 2, 3, 4, 5, 6}))
    yield Paragraph(
        f"{plural(len(found.members), 'member')} scored. “Place, alone” is by the mean of what they gave before they talked. "
        "Topics with the same total share a place."
    )


def _domains(of: Round, found: Results, order: list[int]) -> Iterator[Block]:
    yield Heading("Scores in each domain", 3)
    yield Paragraph("Each cell has the score that the group agreed on and, in brackets, the lowest and the highest of its members.")
    low, high = found.after.min(axis=0), found.after.max(axis=0)
    rows = tuple(
        (
            found.topics[one].title,
            *(f"{found.agreed[one, n]:.0f} ({low[one, n]:.0f} to {high[one, n]:.0f})" for n in range(len(found.domains))),
        )
        for one in order
    )
    head = ("Topic", *(domain.title for domain in found.domains))
    yield Table("Scores in each domain", head, rows, frozenset(range(1, len(head))))
    agreed, titles = agreed_scores(of), {topic.pk: topic.title for topic in found.topics}
    domains = {domain.key: domain.title for domain in found.domains}
    said = tuple(
        f"{titles[topic]}, {domains[key]}: {one.score}. {one.why}" for (topic, key), one in sorted(agreed.items()) if one.why
    )
    if said:
        yield Paragraph("Why the group agreed on a score, where it said so:")
        yield Listing(said)


def _apart(found: Results, order: list[int]) -> Table:
    """How far apart members were in each domain, alone and after they had talked."""
    alone, after = spread(found.before), spread(found.after)
    rows = tuple(
        (f"{found.topics[one].title}: {domain.title}", *(text for each in (alone, after) for text in _ends(each, one, column)))
        for one in order
        for column, domain in enumerate(found.domains)
    )
    head = ("Topic and domain", "Alone", "Middle half, alone", "After talking", "Middle half, after talking")
    return Table("How far apart members were in each domain", head, rows, frozenset({1, 2, 3, 4}))


def _ends(found: Spread, topic: int, domain: int) -> Iterator[str]:
    """The lowest and the highest score, and those of the middle half of the members."""
    for low, high in ((found.lowest, found.highest), (found.lower_quarter, found.upper_quarter)):
        yield f"{low[topic, domain]:g} to {high[topic, domain]:g}"


def _weights(found: Results, order: list[int]) -> Iterator[Block]:
    nearby, everywhere = found.nearby, found.everywhere
    yield Heading("If the weights were others", 3)
    yield Paragraph(
        f"We drew {nearby.draws:,} sets of weights in which each weight is up to {percent(NEAR)} smaller or larger. The whole "
        f"order stayed the same in {_often(nearby.order)} of them. We drew {everywhere.draws:,} more with any weights at all: "
        f"it stayed the same in {_often(everywhere.order)}. The draws can be made again: they start from the number {nearby.seed}."
    )
    rows = tuple(
        (
            found.topics[one].title,
            str(found.ranks[one]),
            _often(float(nearby.own_place[one])),
            _often(float(everywhere.own_place[one])),
        )
        for one in order
    )
    head = ("Topic", "Place", "Kept it, weights somewhat changed", "Kept it, any weights")
    yield Table("How often each topic kept its place", head, rows, frozenset({1, 2, 3}))
    yield Paragraph(_turn_said(found, found.turn))


def _often(share: float) -> str:
    """A share of draws, of which nearly all are not all."""
    said = percent(share)
    return ">99 %" if said == "100 %" and share < 1 else said


def _turn_said(found: Results, turn: Turn | None) -> str:
    if turn is None:
        return "No change of a single weight alters the order."
    domain = found.domains[turn.domain]
    one, other = (found.topics[place].title for place in turn.topics)
    if turn.weight == found.weights[turn.domain]:
        return f"“{one}” and “{other}” have the same total now. Any change of the weight of “{domain.title}” parts them."
    return (
        f"The smallest change of a single weight that alters the order: were the weight of “{domain.title}” {turn.weight:.2f} "
        f"in place of {domain.weight}, “{one}” and “{other}” would have the same total, and beyond that they would change places."
    )


def _members(found: Results, order: list[int]) -> Iterator[Block]:
    yield Heading("If a member had not been there", 3)
    without, own = found.without_each, found.ranks_of_means
    same = int((without == own).all(axis=1).sum())
    yield Paragraph(
        f"We left out each of the {len(found.members)} members in turn, and took the mean of what the others gave after talking. "
        f"The order stayed as it is with all of them in {same} of the {len(found.members)} cases."
    )
    rows = tuple(
        (found.topics[one].title, str(own[one]), _places(int(without[:, one].min()), int(without[:, one].max()))) for one in order
    )
    head = ("Topic", "Place by the mean of all members", "Places without one of them")
    yield Table("Places without one of the members", head, rows, frozenset({1, 2}))


def _places(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
