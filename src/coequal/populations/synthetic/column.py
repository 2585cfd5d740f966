"""A column of made people, before it is written: values, where they are known, and the words of a choice."""

from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from coequal.populations.synthetic.draws import Flags


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one fact. Dates are days since 1970; a choice is the place of its word in `words`.

    Where `known` is False there is no value, whatever stands there; without `known` all are known.
    """

    values: NDArray[Any]
    known: Flags | None = None
    words: tuple[str, ...] | None = None

    def where(self, known: Flags) -> "Column":
        """The same column, known only where it was and where `known` says so."""
        return replace(self, known=known if self.known is None else self.known & known)


Columns = dict[str, Column]
