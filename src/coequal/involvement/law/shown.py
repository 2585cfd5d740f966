"""Where an involvement stands at each gate, with the law that binds and the answer in words."""

from dataclasses import dataclass

from coequal.involvement.law.acts import DUTIES, Law
from coequal.involvement.law.gate import Gate
from coequal.involvement.law.gates import binding, day_of, standing
from coequal.involvement.models import GateAnswer, Involvement


@dataclass(frozen=True, slots=True)
class Stands:
    """A gate as it is shown: the laws that bind, the answer that stands and its words, and whether its step may be taken."""

    gate: Gate
    laws: list[Law]
    answer: GateAnswer | None
    words: str
    passed: bool


def stands(involvement: Involvement) -> list[Stands]:
    """Every gate of an involvement as it is shown."""
    return [_stands(involvement, gate, found) for gate, found in standing(involvement)]


def _stands(involvement: Involvement, gate: Gate, found: GateAnswer | None) -> Stands:
    chosen = gate.choice(found.answer) if found else None
    return Stands(
        gate, binding(involvement, gate), found, chosen.words if chosen else "", bool(chosen and chosen.lets(gate.before))
    )


def duties(involvement: Involvement) -> list[Law]:
    """The duty to involve people as it bound on the day of an involvement, be that in the past."""
    return [law for law in DUTIES if law.holds(involvement.body, day_of(involvement))]
