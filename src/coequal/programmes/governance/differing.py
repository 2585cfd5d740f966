"""What a proposed text changes in the policies that bind on a day, as tables for those who decide."""

from collections.abc import Iterator
from typing import Final

from coequal.documents.model import Block, Heading, Paragraph, Table
from coequal.drafting.checked import read
from coequal.policies.binding import Bound, bound
from coequal.policies.difference import Difference, difference
from coequal.policies.library import Library
from coequal.programmes.adoption.shelf import Versions
from coequal.programmes.models import Motion

_NONE: Final = Bound(None, ())  # where no version binds, nor may
_ASIDE: Final = frozenset(  # how a text is laid out and explained, which asks nothing of anybody
    ("heading", "clause", "kind", "for", "our reading", "printed as", "why", "source", "name", "decides instead of")
)


def differences(motion: Motion, versions: Versions, library: Library) -> Iterator[Block]:
    """What a motion's text changes in each policy that differs now, as each binds on the day of the meeting."""
    assert motion.handover is not None
    new = read(motion.handover.text, library)
    for name in dict.fromkeys([new.id, *motion.area.policies]):
        found = bound(versions.get(name, ()), lambda _policy: motion.meeting.on)
        if found.sure is None or found.sure.service != new.service:
            yield Paragraph(_nothing_beside(name, known=name in versions and found == _NONE))
            continue
        against = f"{found.sure.id}@{found.sure.version}"
        yield Heading(f"What changes in {against}", 3)
        yield from _told(difference(found.sure, new, library.area), against)


def _nothing_beside(name: str, *, known: bool) -> str:
    """Why no policy stands beside the proposal: none binds where that is known, else it is not known which."""
    if known:
        return f"No version of {name} binds on the day of the meeting, so nothing is set beside it."
    return f"Which version of {name} binds on the day of the meeting is not known, so nothing is set beside it."


def _told(found: Difference, against: str) -> Iterator[Block]:
    rows = [
        (f"{part.title}: {change.what}", change.old, change.new)
        for part in (*found.treatments, *found.criteria)
        for change in part.changes
        if change.what not in _ASIDE
    ]
    if not rows:
        yield Paragraph("Nothing changes in what is funded, nor in what is asked for.")
        return
    cells = tuple((what, numbered(old or "nothing"), numbered(new or "nothing")) for what, old, new in rows)
    yield Table(f"{against} and the proposal", ("What", "Now", "Proposed"), cells)


def numbered(text: str) -> str:
    """A condition in one line: what stood in lists, one in the other, is numbered, so that it is clear what belongs where."""
    head, *lines = text.split("\n")
    count, said = [0], [head]
    for line in lines:
        depth = (len(line) - len(line.lstrip())) // 2
        count = [*count, 0][: depth + 1]
        count[depth] += 1
        said.append(f"({'.'.join(map(str, count))}) {line.strip().removeprefix('* ')}")
    return " ".join(said)
