"""Where the parts of a model stand on its diagram: in layers, what is given at the bottom, the outcome at the top."""

from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from coequal.exchange.dmn.xml import DC, DI, DMNDI, under

WIDTH: Final = 180
HEIGHT: Final = 60
_ACROSS: Final = 20
_BETWEEN: Final = 120
_MARGIN: Final = 40
Edge = tuple[str, str, str]  # the id of a requirement, of what is required, and of what requires it


def draw(root: ET.Element, nodes: Sequence[str], edges: Sequence[Edge]) -> None:
    """Add the diagram of a model: a shape for each node and an arrow for each requirement."""
    diagram = under(under(root, "DMNDI", DMNDI), "DMNDiagram", DMNDI, id="diagram")
    places = _places(nodes, edges)
    for node in nodes:
        shape = under(diagram, "DMNShape", DMNDI, id=f"shape_{node}", dmnElementRef=node)
        x, y = places[node]
        under(shape, "Bounds", DC, x=str(x), y=str(y), width=str(WIDTH), height=str(HEIGHT))
    for edge, source, target in edges:
        arrow = under(diagram, "DMNEdge", DMNDI, id=f"edge_{edge}", dmnElementRef=edge)
        for (x, y), below in ((places[source], False), (places[target], True)):
            under(arrow, "waypoint", DI, x=str(x + WIDTH // 2), y=str(y + HEIGHT if below else y))


def _places(nodes: Sequence[str], edges: Sequence[Edge]) -> Mapping[str, tuple[int, int]]:
    """The left upper corner of each node; `nodes` come after those that they need."""
    layers: dict[str, int] = {}
    needs: dict[str, list[str]] = {node: [] for node in nodes}
    for _, source, target in edges:
        needs[target].append(source)
    for node in nodes:
        layers[node] = max((layers[source] + 1 for source in needs[node]), default=0)
    top = max(layers.values(), default=0)
    taken = dict.fromkeys(range(top + 1), 0)
    found = {}
    for node in nodes:
        layer = layers[node]
        found[node] = (_MARGIN + taken[layer] * (WIDTH + _ACROSS), _MARGIN + (top - layer) * (HEIGHT + _BETWEEN))
        taken[layer] += 1
    return found
