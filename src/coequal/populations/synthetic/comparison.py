"""What synthetic people come to beside what was published: the shape of one comparison."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the made people, the published one, or both. `panel` puts rows side by side."""

    label: str
    made: float | None
    published: float | None = None
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some figures that belong together. `says` tells what was made, what was published, and where.

    `lines` are drawn where the labels are ages and the panels curves. `target` names the figures that were not made.
    """

    name: str
    title: str
    says: str
    unit: str
    rows: tuple[Row, ...]
    lines: bool = False
    target: str = "published"

    @property
    def furthest(self) -> float:
        """The largest distance between a figure that was made and the published one, in the unit of the comparison."""
        both = ((row.made, row.published) for row in self.rows)
        return max((abs(made - other) for made, other in both if made is not None and other is not None), default=0.0)


def beside(made: Mapping[str, float], published: Mapping[str, float], panel: str = "") -> tuple[Row, ...]:
    """Rows from figures under the same labels."""
    return tuple(Row(label, value, published.get(label), panel) for label, value in made.items())
