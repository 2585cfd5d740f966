"""The pack for a meeting, made from the record: what its members need to decide, from the case for change to the draft motion."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coequal.accounts.acting import Acting
from coequal.documents.kept import taken_out
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table
from coequal.facts.dates import say_date
from coequal.involvement.conduct.papers import blocks as text_blocks
from coequal.involvement.invented import made_up
from coequal.involvement.models import Involvement
from coequal.involvement.reporting.considering import published
from coequal.pages.words import plural
from coequal.policies.library import Library
from coequal.programmes.adoption.shelf import Versions
from coequal.programmes.governance.differing import differences
from coequal.programmes.governance.limits import beyond
from coequal.programmes.governance.meetings import late
from coequal.programmes.governance.motions import contradictions
from coequal.programmes.governance.papers import add
from coequal.programmes.models import BoardPaper, Interest, Meeting, Motion, Override, ServiceArea
from coequal.programmes.options.document import document as options_document
from coequal.programmes.prioritisation.document import document as prioritisation_document
from coequal.programmes.stages.moves import BY_GATE

TITLE = "Papers of the meeting"
_NOT_KNOWN = "not known"


def keep(acting: Acting, meeting: Meeting, versions: Versions, library: Library) -> BoardPaper:
    """The pack as it is now, kept as a paper of the meeting."""
    return add(acting, meeting, TITLE, pack(meeting, versions, library))


def pack(meeting: Meeting, versions: Versions, library: Library) -> Document:
    """The pack as it is now. `versions` are those of each policy, with what was ratified."""
    motions = list(meeting.motions.select_related("area__programme", "handover", "meeting__delegated"))
    found = [*made_up(meeting.organisation), *_cover(meeting, motions)]
    shown: set[int] = set()
    for number, motion in enumerate(motions, start=1):
        found.append(Heading(f"{number}. {motion.area.title}"))
        if motion.area_id in shown:
            found.append(Paragraph("What this rests on stands with the first motion on this service area."))
        else:
            found += _rests_on(motion.area)
            shown.add(motion.area_id)
        found += _proposal(motion, versions, library)
        found += _draft(motion)
    facts = (
        ("Of", str(meeting.organisation)),
        ("On", ", ".join(filter(None, (say_date(meeting.on), meeting.at)))),
        ("At", meeting.place or _NOT_KNOWN),
        ("Reference", meeting.reference),
    )
    lead = "What is to be decided, and what it rests on. Software put it together from the record; people decide."
    return Document(f"{meeting.title}: papers", lead, tuple(_called_apart(found)), facts, contents=True)


def _called_apart(found: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, no two tables or pictures of which are called alike: whoever hears them read aloud goes by that."""
    used: set[str] = set()
    for block in found:
        if isinstance(block, Table | Picture):
            names = (block.caption, *(f"{block.caption} ({number})" for number in range(2, len(used) + 3)))
            caption = next(name for name in names if name not in used)
            used.add(caption)
            yield replace(block, caption=caption)
        else:
            yield block


def _cover(meeting: Meeting, motions: list[Motion]) -> Iterator[Block]:
    yield Heading("Agenda")
    yield Listing(tuple(f"{one.area.title}: {one.says} ({one.reference})" for one in motions), numbered=True)
    yield Heading("Who decides, and how")
    by = f"Up to the limit of {meeting.delegated}." if meeting.delegated else "The board itself decides."
    yield Paragraph(
        f"{by} {plural(meeting.quorum, 'member')} with a vote and without a conflict must be there. In votes, {meeting.tie}."
    )
    seats = tuple(
        (one.name, f"{one.post}, chair" if one.chairs else one.post, "yes" if one.votes else "no")
        for one in meeting.attendances.all()
    )
    yield Table("Seats", ("Name", "As", "Votes"), seats)
    declared = Interest.objects.filter(motion__meeting=meeting).select_related("attendance", "motion")
    rows = tuple((one.attendance.name, one.motion.reference, one.says, one.follows) for one in declared)
    yield Table("Interests declared so far", ("Who", "Motion", "What", "What follows"), rows)
    if why := meeting.short_notice:
        yield Notice("Short notice", f"{' '.join(late(meeting))} It was let pass, because: {why}")
    for paper in meeting.papers.filter(kept=""):
        yield Heading(paper.title)
        yield from lower(text_blocks(paper.text))


def lower(found: Iterable[Block]) -> Iterator[Block]:
    """Blocks of a document that stands inside another one, all of whose headings stand below that one's."""
    return (replace(block, level=3) if isinstance(block, Heading) else block for block in found)


def _inside(document: Document) -> Iterator[Block]:
    yield Heading(document.title, 3)
    if document.lead:
        yield Paragraph(document.lead)
    yield from lower(document.blocks)


def _rests_on(area: ServiceArea) -> Iterator[Block]:
    """All that was found out about a service area."""
    case = area.caseforchanges.last()
    if case:
        yield from _inside(taken_out(json.loads(case.kept)))
    else:
        yield Heading("Case for change", 3)
        yield Paragraph("No case for change is published.")
    involvements = list(area.involvements.order_by("opens", "pk"))
    for one in involvements:
        yield from _heard(one)
    if not involvements:
        yield Heading("What was heard", 3)
        yield Paragraph("No involvement is recorded for this service area.")
    for scored in area.rounds.order_by("made", "pk"):
        yield from _inside(prioritisation_document(scored))
    if area.options.exists():
        yield from _inside(options_document(area))
    passed = tuple((BY_GATE[one.gate].says, one.missing, one.why) for one in Override.objects.filter(move__area=area))
    if passed:
        yield Heading("What was let pass", 3)
        yield Table(
            "Stages that opened although something was missing", ("What", "What was missing", "Why it was let pass"), passed
        )


def _heard(involvement: Involvement) -> Iterator[Block]:
    edition = involvement.published_reports.last()
    if edition:
        yield from _inside(edition.document("summary"))
    else:
        yield Heading(f"What was heard: {involvement.title}", 3)
        yield Paragraph("No report of findings is published here, so what people said is not known from this record.")
    rows = tuple(
        (line.theme.title, one.considered_by or _NOT_KNOWN, one.outcome or _NOT_KNOWN, one.answer or _NOT_KNOWN)
        for line in published(involvement)
        if (one := line.consideration)
    )
    yield Table(
        f"What was made of each theme of {involvement.reference}", ("Theme", "Considered by", "What came of it", "Why"), rows
    )


def _proposal(motion: Motion, versions: Versions, library: Library) -> Iterator[Block]:
    text = motion.handover
    if text is None:
        return
    yield Heading("The proposal", 3)
    yield Paragraph(text.changes)
    yield Paragraph(text.reasons)
    yield from differences(motion, versions, library)
    found = contradictions(text)
    if found:
        yield Notice("Faults that were found in the text", " ".join(str(one["message"]) for one in found))
        yield Paragraph(f"Why it is put to the meeting all the same: {motion.knowingly}")


def _draft(motion: Motion) -> Iterator[Block]:
    yield Heading("Draft motion", 3)
    yield Quote(motion.says)
    text, pounds = motion.handover, motion.pounds_a_year
    cost = _NOT_KNOWN if pounds is None else f"£{pounds:,} a year" if pounds >= 0 else f"saves £{-pounds:,} a year"
    told = [f"Reference: {motion.reference}", f"Cost: {cost}"]
    if text:
        told += [f"Text: {text.policy}@{text.version}, {text.reference}", f"Fingerprint of the text: {motion.digest}"]
    if motion.wanted_from:
        told.append(f"In force from: {say_date(motion.wanted_from)}, if it is ratified")
    if motion.transitional:
        told.append(f"Cases that go on under the old policy: {motion.transitional}")
    if motion.again_of:
        told.append(f"Reconsiders: {motion.again_of}")
    yield Listing(tuple(told))
    if why := beyond(motion):
        yield Notice("Beyond the limit of this meeting", why)
