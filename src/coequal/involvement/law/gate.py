"""A gate: a question of the law that has to be answered before an involvement may go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.involvement.law.acts import Law

OPENING: Final = "opening"
CLOSING: Final = "closing"
DECIDING: Final = "deciding"
STEPS: Final = (OPENING, CLOSING, DECIDING)  # in their order


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a gate offers, and the first step before which another one is needed; None where it lets everything go on.

    Where it is to be `explained`, the evidence has to say why it may stand.
    """

    key: str
    words: str
    stops: str | None = None
    explained: bool = False

    def lets(self, step: str) -> bool:
        """Whether a step may be taken while this is the answer."""
        return self.stops is None or STEPS.index(step) < STEPS.index(self.stops)


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked and why, the answers that are offered, what has to be written down, and before which step."""

    key: str
    title: str
    asks: str
    evidence: str
    before: str
    choices: tuple[Choice, ...]
    laws: tuple[Law, ...]
    day: str = "The day on which this was looked at"  # of which the answer speaks
    read: str = ""  # from where the answer is read, so that nobody gives it by hand
    follows: str = ""  # the key of another gate: before this one is answered, the law of that one's day counts

    def choice(self, key: str) -> Choice | None:
        """An answer by its key; None for one that the gate does not offer."""
        return next((one for one in self.choices if one.key == key), None)

    def binding(self, body: str, day: date) -> Iterator[Law]:
        """Those of its laws that bind a kind of body on a day."""
        return (law for law in self.laws if law.holds(body, day))

    def asked_before(self, step: str) -> bool:
        """Whether it has to be answered before a step, or had to be before an earlier one."""
        return STEPS.index(self.before) <= STEPS.index(step)
