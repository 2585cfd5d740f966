"""What a proposed text changes in the policies that bind on a day, as tables for those who decide."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from coequal.documents.model import Block, Heading, Paragraph, Table
from coequal.drafting.checked import read
from coequal.policies.binding import bound
from coequal.policies.difference import Difference, difference
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.programmes.adoption.shelf import Versions
from coequal.programmes.models import Motion

_ASIDE: Final = frozenset(  # how a text is laid out and explained, which asks nothing of anybody
    ("heading", "clause", "kind", "for", "our reading", "printed as", "why", "source", "name", "decides instead of")
)


def in_force(policy_id: str, versions: Versions, on: date) -> Policy | None:
    """The version of a policy that surely binds on a day; None where there is none, or that is not known."""
    return bound(versions.get(policy_id, ()), lambda _policy: on).sure


def differences(motion: Motion, versions: Versions, library: Library) -> Iterator[Block]:
    """What a motion's text changes in each policy that differs now, as each binds on the day of the meeting."""
    assert motion.handover is not None
    new = read(motion.handover.text, library)
    for name in dict.fromkeys([new.id, *motion.area.policies]):
        old = in_force(name, versions, motion.meeting.on)
        if old is None or old.service != new.service:
            yield Paragraph(f"Which version of {name} binds on the day of the meeting is not known, so nothing is set beside it.")
            continue
        against = f"{old.id}@{old.version}"
        yield Heading(f"What changes in {against}", 3)
        yield from _told(difference(old, new, library.area), against)


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
    cells = tuple((what, old or "nothing", new or "nothing") for what, old, new in rows)
    yield Table(f"{against} and the proposal", ("What", "Now", "Proposed"), cells)
