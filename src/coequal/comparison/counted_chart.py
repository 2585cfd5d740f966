"""The chart of a population under two policies: of each outcome under one, what becomes of these people under the other."""

from dataclasses import replace
from typing import Any, Final

from coequal.comparison.counted import AS_IT_IS, AS_SEEN
from coequal.comparison.counted_page import BESIDE, telling
from coequal.comparison.counted_sums import SUMS
from coequal.documents.model import Document, Picture
from coequal.eligibility.outcome import OUTCOMES
from coequal.populations.charts.described import svg_described
from coequal.populations.charts.figures import to_svg
from coequal.populations.charts.layout import Page, Panel, Row
from coequal.populations.charts.numbers import counted, fraction, said, size
from coequal.populations.charts.one import outcome_heads
from coequal.populations.publishing import share

Data = dict[str, Any]
_TITLES: Final = {AS_IT_IS: "As the policies are", AS_SEEN: "As far as the policies have been seen"}
_LIVE = {  # by whether they are made up, and whether both are versions of one policy
    (True, True): "Everybody is taken to live in the policy's area.",
    (False, True): "People live where they do.",
    (True, False): "Everybody is taken to live in the area of each policy in turn.",
    (False, False): "Everybody is taken to live in the area of each policy in turn.",
}


def with_chart(document: Document, data: Data) -> Document:
    """The document of a proof in whose data people were counted, with their chart where it tells of them."""
    blocks = document.blocks
    if BESIDE not in blocks:  # of a policy beside itself
        return document
    place = blocks.index(BESIDE) + 1
    return replace(document, blocks=(*blocks[:place], people_picture(data), *blocks[place:]))


def people_picture(data: Data) -> Picture:
    """The chart, with everything in it in words."""
    people, names = data["people"], {side: data[side]["name"] for side in ("a", "b")}
    panels = tuple(_panel(people, names, kind) for kind in telling(data))
    title = f"{counted(people['people'])} under {names['a']} and under {names['b']}"
    footer = [
        *(["Synthetic people: made up, so these are no counts of anybody."] if people["synthetic"] else []),
        *(
            ["Counts of 1 to 7, and sums with one in them, are *; others are rounded to 5. Shares come from these."]
            if people["published"]
            else []
        ),
    ]
    versions = data["a"]["policy"] == data["b"]["policy"]
    live = _LIVE[people["synthetic"], versions]
    page = Page(title, (live,), panels, tuple(footer))
    return Picture(svg_described(to_svg(page), page), title, page.in_words())


def _panel(people: Data, names: dict[str, str], kind: str) -> Panel:
    note = f"Each line: the people with one outcome under {names['a']}. In it: their outcomes under {names['b']}."
    rows = tuple(_row(people, kind, outcome) for outcome in OUTCOMES)
    return Panel(_TITLES[kind], (note,), outcome_heads(), rows)


def _row(people: Data, kind: str, outcome: str) -> Row:
    everybody, under_b = people["people"], people[kind][outcome]
    cells = tuple("\n".join(dict.fromkeys((said(under_b[other]), share(under_b[other], everybody)))) for other in OUTCOMES)
    label = f"{outcome} ({counted(people[SUMS][kind][f'{outcome} under a'])})"
    return Row(label, tuple((other, fraction(under_b[other], size(everybody))) for other in OUTCOMES), cells)
