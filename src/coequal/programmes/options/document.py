"""The options of a service area as a document: what each is, how it was judged, what it would do, and why some were dropped."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Final

from django.utils.timezone import localdate

from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Picture, Table
from coequal.documents.model import document as of_blocks
from coequal.exchange.prose import prose_blocks
from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.programmes.assessed.shown import blocks as assessed
from coequal.programmes.models import Appraisal, Option, ServiceArea
from coequal.programmes.models.options import DROPPED, LONG_LIST, NOT_KNOWN, SHORTLIST
from coequal.programmes.options.appraisals import readable
from coequal.programmes.options.earlier import earlier
from coequal.programmes.options.standing import EQUALITY, QUALITY, impacts_of, judgements_of

LEAD: Final = "Which options there are, how each was judged, what each would do and for whom, and why some were dropped."
_NO_DECISION: Final = "An option is something that could be decided. None of them is decided, and none of them binds anybody."
_PLACES: Final = (
    (SHORTLIST, "Options on the shortlist"),
    (LONG_LIST, "Options on the long list, not yet judged to the end"),
    (DROPPED, "Options that were dropped, and why"),
)
_KINDS: Final = ((EQUALITY, "Impact on equality"), (QUALITY, "Impact on quality"))


def document(area: ServiceArea) -> Document:
    """All options of a service area, as they stand now."""
    options = list(area.options.all())
    facts = [("Service area", area.title), ("Programme", area.programme.title), ("For", str(area.organisation))]
    return of_blocks(f"Options: {area.title}", LEAD, list(_blocks(area, options)), facts)


def _blocks(area: ServiceArea, options: list[Option]) -> Iterator[Block]:
    yield from made_up(area.organisation)
    yield Notice("No decision", _NO_DECISION)
    if not options:
        yield Paragraph("No option has been put forward yet.")
    for place, title in _PLACES:
        there = [option for option in options if option.place == place]
        if there:
            yield Heading(title)
            for option in there:
                yield from _option(option)
    if options:
        yield from _hurdles(area, options)
    shortlisted = [option for option in options if option.place == SHORTLIST]
    for kind, title in _KINDS:
        if shortlisted:
            yield Heading(title)
            for option in shortlisted:
                yield _impacts(option, kind)
    yield from assessed(shortlisted)
    yield Heading("What each option reaches and costs")
    attached = list(area.appraisals.select_related("analysis__organisation"))
    if not attached:
        yield Paragraph("No options appraisal is attached yet.")
    for appraisal in attached:
        yield from _appraisal(appraisal)


def _option(option: Option) -> Iterator[Block]:
    yield Heading(option.title, 3)
    yield from prose_blocks(option.about)
    if option.changes_nothing:
        yield Paragraph("It leaves the policies as they are. The others are compared with it.")
    if option.why and option.placed:
        yield Paragraph(f"Why it is here: {option.why} ({say_date(localdate(option.placed))})")
    if option.origin:
        yield Paragraph(f"Put forward by: {option.origin}.")
    if option.policy:
        yield Paragraph(f"Written out as a policy: {option.policy}, the text with the digest {option.digest}.")
    yield from _earlier(option)


def _earlier(option: Option) -> Iterator[Block]:
    """What was said of it before, so that everybody sees what was changed later."""
    rows = tuple((say_date(localdate(one.at)), one.says, one.why) for one in earlier(option))
    if rows:
        yield Table(f"What was said before, and does not stand any more: {option.title}", ("When", "What was said", "Why"), rows)


def _hurdles(area: ServiceArea, options: list[Option]) -> Iterator[Block]:
    hurdles = list(area.hurdles.all())
    yield Heading("How each option was judged")
    if not hurdles:
        yield Paragraph("No hurdles are set yet. A hurdle is something that every option has to meet.")
        return
    yield Table(
        "Hurdles", ("Hurdle", "How it is told whether an option meets it"), tuple((one.title, one.means) for one in hurdles)
    )
    for option in options:
        rows = tuple(
            (hurdle.title, one.answer if one else "not judged yet", one.why if one else "")
            for hurdle, one in judgements_of(option).items()
        )
        yield Table(f"How it was judged: {option.title}", ("Hurdle", "Whether it meets it", "Why"), rows)


def _impacts(option: Option, kind: str) -> Table:
    """What is written of one kind of impact; what is not written is not known."""
    rows = tuple(
        (matter, one.effect, one.says, one.measures) if one else (matter, NOT_KNOWN, "Nothing is written on this yet.", "")
        for matter, one in impacts_of(option, kind).items()
    )
    return Table(f"Impact on {kind}: {option.title}", ("For whom or on what", "Effect", "Why", "What is done about it"), rows)


def _appraisal(appraisal: Appraisal) -> Iterator[Block]:
    analysis = appraisal.analysis
    yield Heading(analysis.title, 3)
    if appraisal.why:
        yield Paragraph(appraisal.why)
    yield Table(
        f"What was attached: {analysis.title}",
        ("What", "Which"),
        (
            ("Analysis", analysis.reference),
            ("Attached on", say_date(localdate(appraisal.at))),
            ("Software", f"coequal {appraisal.software}"),
            ("Digest of all that went in", appraisal.digest),
            ("Digest of all figures", appraisal.figures_digest),
        ),
    )
    if readable(analysis):
        yield from _shown(analysis.result.document, analysis.title)
    else:
        yield Paragraph(
            "Real people were counted in this analysis, and it is not published any more. So its figures are not shown here."
        )


def _shown(found: Document, title: str) -> Iterator[Block]:
    """The notices, the first table and the charts of an appraisal; the whole of it stands in the analysis."""
    before = list(takewhile(lambda block: not isinstance(block, Heading), found.blocks))
    yield from (block for block in before if isinstance(block, Notice))
    summary = next(block for block in found.blocks if isinstance(block, Table))
    yield replace(summary, caption=f"{summary.caption}: {title}")
    yield from (block for block in found.blocks if isinstance(block, Picture))
