"""A policy's headings with their clauses, and the prose that stands above each criterion."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coequal.policies.markdown import Block, Heading, Part, Prose

_BETWEEN = re.compile(r"[,;]|\band\b")
_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Open:
    """A heading under which the reader is, and the prose that stands directly below it so far."""

    heading: Heading
    prose: list[Prose] = field(default_factory=list)


class Outline:
    """The parts of a file as a reader meets them."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Go through the parts once."""
        self.headings: list[Heading] = []
        self.prose: list[tuple[Prose, str | None]] = []  # each with the clause under which it stands
        self.wordings: list[list[Prose]] = []  # of each criterion: the prose above it, its own or else that of a heading above
        path = [Open(Heading(0, "", 0))]
        for part in parts:
            match part:
                case Heading(level=level):
                    path = [*(above for above in path if above.heading.level < level), Open(part)]
                    self.headings.append(part)
                case Prose():
                    self.prose.append((part, _clause(path)))
                    if _COMMENT.sub("", part.text).strip():
                        path[-1].prose.append(part)
                case Block(kind="criterion"):
                    self.wordings.append(_wording(path))
                case _:
                    pass


def numbers(heading: Heading) -> list[str]:
    """The numbers of the clauses that a heading leads: `5` and `14` of "5, 14. Cause"; none of a heading without."""
    return clauses(heading.text.removesuffix(heading.title).strip().rstrip(".:"))


def clauses(text: str) -> list[str]:
    """The clauses that a text lists: `5` and `14` of "5, 14"."""
    return [number for found in _BETWEEN.split(text) if (number := found.strip())]


def names_clause(number: str, known: Iterable[str]) -> bool:
    """Whether one of the clauses `known` is a clause or a part of it: `4`, `4a` and `4.1` are of clause 4, `40` is not."""
    begins = re.compile(rf"{re.escape(number)}(?!\d)", re.IGNORECASE)
    return any(begins.match(other) for other in known)


def _clause(path: Sequence[Open]) -> str | None:
    """The clause of the nearest heading that has one."""
    return next((", ".join(found) for above in reversed(path) if (found := numbers(above.heading))), None)


def _wording(path: Sequence[Open]) -> list[Prose]:
    """The prose under the nearest heading that has any. The title of the whole page is no clause, so what it says is no wording."""
    nearest, above = path[-1], [one for one in path[:-1] if one.heading.level > 1]
    return list(next((one.prose for one in (nearest, *reversed(above)) if one.prose), ()))
