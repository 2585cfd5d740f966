"""What can be shown of two policies in one direction: that one is somewhere more generous, that it is nowhere, or neither."""

from dataclasses import dataclass
from typing import Final

from coequal.facts.case import Case

SOMEWHERE: Final = "somewhere"  # a case shows it, and the reference confirms the case
NOWHERE: Final = "nowhere"  # proved of every case
NOT_SHOWN: Final = "not shown"

SAME: Final = "same"
A_WIDER: Final = "a wider"
B_WIDER: Final = "b wider"
EACH_WIDER: Final = "each wider"


@dataclass(frozen=True, slots=True)
class Witness:
    """A case, and what it comes to under each policy: two outcomes, or two amounts.

    Each policy has its own areas in it; `Side.case` gives the case as one policy has it. One that is not `told` hangs on
    a fact that bears on the safety of a child.
    """

    case: Case
    a: str
    b: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Direction:
    """Whether one side is somewhere more generous: of the policies, and of them as far as they were seen.

    A witness shows the second and, where `verdict` says so, the first too.
    """

    verdict: str
    seen: str
    witness: Witness | None = None
    because: str | None = None  # why nothing is shown of the policies


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing, such as the outcome, compared both ways.

    `alike` says, where neither is more generous as far as seen, whether they come to the same whatever is known of a case;
    `settled` whether no unseen part could part them.
    """

    a: Direction
    b: Direction
    alike: bool = True
    settled: bool = True

    @property
    def relation(self) -> str:
        """How a stands to b."""
        found = self._relation(self.a.verdict, self.b.verdict)
        return NOT_SHOWN if found == SAME and not self.settled else found

    @property
    def as_seen(self) -> str:
        """How a stands to b as far as both were seen."""
        return self._relation(self.a.seen, self.b.seen)

    def _relation(self, a: str, b: str) -> str:
        match a, b:
            case ("somewhere", "somewhere"):
                return EACH_WIDER
            case ("somewhere", "nowhere"):
                return A_WIDER
            case ("nowhere", "somewhere"):
                return B_WIDER
            case ("nowhere", "nowhere") if self.alike:
                return SAME
        return NOT_SHOWN


def not_shown(because: str) -> Direction:
    """That nothing can be said in a direction."""
    return Direction(NOT_SHOWN, NOT_SHOWN, because=because)
