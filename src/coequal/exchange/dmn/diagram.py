"""Where the parts of a model stand on its diagram: in bands of a few rows, the outcome at the top, what is given at the bottom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from coequal.exchange.dmn.xml import DC, DI, DMNDI, under

WIDTH: Final = 180
HEIGHT: Final = 60
MOST_IN_A_ROW: Final = 8
_ACROSS: Final = 20
_WITHIN: Final = 40
_BETWEEN: Final = 120
_MARGIN: Final = 40
_WIDEST: Final = MOST_IN_A_ROW * (WIDTH + _ACROSS)
Edge = tuple[str, str, str]  # the id of a requirement, of what is required, and of what requires it


def draw(root: ET.Element, name: str, bands: Sequence[Sequence[str]], edges: Sequence[Edge]) -> None:
    """Add the diagram of a model: a shape for each node of each band, from the top, and an arrow for each requirement."""
    diagram = under(under(root, "DMNDI", DMNDI), "DMNDiagram", DMNDI, id="diagram", name=name)
    places = _places(bands, edges)
    for node, (x, y) in places.items():
        shape = under(diagram, "DMNShape", DMNDI, id=f"shape_{node}", dmnElementRef=node)
        under(shape, "Bounds", DC, x=str(x), y=str(y), width=str(WIDTH), height=str(HEIGHT))
    for edge, source, target in edges:
        arrow = under(diagram, "DMNEdge", DMNDI, id=f"edge_{edge}", dmnElementRef=edge)
        for (x, y), below in ((places[source], False), (places[target], True)):
            under(arrow, "waypoint", DI, x=str(x + WIDTH // 2), y=str(y + HEIGHT if below else y))


def _places(bands: Sequence[Sequence[str]], edges: Sequence[Edge]) -> Mapping[str, tuple[int, int]]:
    """The left upper corner of each node. In a band what the same nodes need stands together, in the order of these."""
    users: dict[str, list[str]] = {node: [] for band in bands for node in band}
    for _, source, target in edges:
        users[source].append(target)
    found: dict[str, tuple[int, int]] = {}
    order: dict[str, int] = {}
    y = _MARGIN
    for band in filter(None, bands):
        nodes = sorted(band, key=lambda node: min((order[user] for user in users[node] if user in order), default=0))
        for row in _rows(nodes):
            x = _MARGIN + (_WIDEST - len(row) * (WIDTH + _ACROSS)) // 2
            found |= {node: (x + place * (WIDTH + _ACROSS), y) for place, node in enumerate(row)}
            y += HEIGHT + _WITHIN
        order |= {node: len(order) + place for place, node in enumerate(nodes)}
        y += _BETWEEN - _WITHIN
    return found


def _rows(band: Sequence[str]) -> Iterator[Sequence[str]]:
    """A band in as few rows as it needs, about as long as each other."""
    length = -(-len(band) // -(-len(band) // MOST_IN_A_ROW))
    yield from (band[start : start + length] for start in range(0, len(band), length))
