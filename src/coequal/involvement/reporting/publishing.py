"""Publishing the report: what has to be looked at before, and the report, its summary and its easy read kept as they were made."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import PUBLISH_REPORT
from coequal.accounts.trail import record
from coequal.documents.kept import kept
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.answering.times import over_at
from coequal.involvement.coding.coding import uncoded
from coequal.involvement.free_text.gathering import gather, standing
from coequal.involvement.law import gates
from coequal.involvement.law.gate import CLOSING, DECIDING
from coequal.involvement.models import Involvement, PublishedReport, Response
from coequal.involvement.models.involvements import CLOSED, ON_HOLD
from coequal.involvement.models.responses import UNSENT
from coequal.involvement.reporting.changes import changes
from coequal.involvement.reporting.findings import easy_read, numbered, report, structure, summary
from coequal.involvement.reporting.passages import out_of_place, passages
from coequal.pages.words import moment
from coequal.policies.load import digest

MOST_PAGES: Final = 4  # of a summary


@dataclass(frozen=True, slots=True)
class Three:
    """The report, its summary and its easy read, made at the same moment."""

    full: Document
    summary: Document
    easy_read: Document

    @property
    def digest(self) -> str:
        """What tells these three from any others."""
        return digest("\n".join(self.written))

    @property
    def written(self) -> tuple[str, str, str]:
        """The three as they are kept."""
        made = (self.full, self.summary, self.easy_read)
        full, summary, easy = (json.dumps(kept(one), ensure_ascii=False, sort_keys=True) for one in made)
        return full, summary, easy

    def dated(self, fact: tuple[str, str]) -> "Three":
        """The same with a line more under each title."""
        full, summary, easy = (replace(one, facts=(*one.facts, fact)) for one in (self.full, self.summary, self.easy_read))
        return Three(full, summary, easy)


class Changed(CoequalError):
    """What would be published is no longer what somebody looked at."""


def three(involvement: Involvement) -> Three:
    """The three as they would be published now."""
    return Three(report(involvement), summary(involvement), easy_read(involvement))


def doubts(involvement: Involvement) -> Iterator[str]:
    """What whoever publishes should have looked at first; none of it stands in the way."""
    written = passages(involvement)
    sections = structure(involvement)
    for title, section in numbered(sections):
        if any(place.needed and not (place.key in written and written[place.key].text) for place in section.places):
            yield f"Nothing is written yet in “{title}”."
    long = pages(summary(involvement))
    if long > MOST_PAGES:
        yield f"The summary has {long} pages, and should have {MOST_PAGES} at most. Make the executive summary shorter."
    left = standing(involvement).filter(screened=False, says_nothing=False).count()
    if left:
        yield (
            f"{left:,} pieces of what people wrote have not been looked at for personal data. "
            "So this report quotes nobody. Look at them first, if people should be quoted."
        )
    for passage in out_of_place(involvement, [place.key for section in sections for place in section.places]):
        yield f"This has no place any more, and is in no report: “{shorten(passage.text, 60, placeholder=' …')}”."
    for frame in involvement.frames.all():
        bare = uncoded(frame).count()
        if bare:
            yield f"{bare:,} texts stand under no theme of “{frame.title}” yet. The report says so."
    for gate in gates.missing(involvement, before=CLOSING):
        yield f"What the law asks before an involvement closes is not answered: {gate.title}."
    for gate in gates.missing(involvement, before=DECIDING):
        if gate not in gates.missing(involvement, before=CLOSING):
            yield f"Before anything is decided, this has to be answered: {gate.title}."
    for promise in involvement.promises.filter(stands="open"):
        yield f"This promise is neither kept nor explained yet: {promise.says}"


def pages(document: Document) -> int:
    """How many pages a document has as a PDF."""
    return len(re.findall(rb"/Type ?/Page\b", pdf(document)))


def _require_all_sent(involvement: Involvement) -> None:
    """Nothing, where nobody can send a response any more that they began in time. Raises `CoequalError`."""
    now, over = timezone.now(), over_at(involvement)
    if involvement.state != CLOSED or over is None or now >= over:
        return
    if Response.objects.filter(survey__involvement=involvement, status__in=UNSENT, key__isnull=False).exists():
        raise CoequalError(
            f"Whoever began to answer before the end can send their answers until {moment(over)}, and some have not yet. "
            "Publish the report after that."
        )


def publish(acting: Acting, involvement: Involvement, looked_at: str, why: str) -> PublishedReport:
    """Publish the three, of which somebody looked at those with a digest; of a new edition it is said why there is one.

    Where the involvement has closed, it counts as reported from now on; where it is on hold, it stays so. Raises `NotAllowed`,
    `Changed` where the three are others by now or people wrote something that was not gathered yet, and `CoequalError` where
    nothing is said of why there is a new edition, or where somebody who began in time can still send their answers.
    """
    require(acting, PUBLISH_REPORT, involvement)
    if gather(involvement):
        raise Changed(
            "Texts came or were changed since they were last gathered. They wait to be looked at, and so does the report."
        )
    before = changes(involvement)
    made = three(involvement)  # before the lock, because it takes its time, and others would wait
    if made.digest != looked_at:
        raise Changed("What would be published has changed since you looked at it. Look at it again, and publish it then.")
    with transaction.atomic():
        held = Involvement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=involvement.pk)
        require(acting, PUBLISH_REPORT, held)
        _require_all_sent(held)
        if changes(held) != before:  # under the lock, which whoever withdraws waits for: nobody is erased and quoted for ever
            raise Changed("Somebody changed something while the report was being made. Look at it again, and publish it then.")
        number = PublishedReport.objects.filter(involvement=held).count() + 1
        if number > 1 and not why.strip():
            raise CoequalError("Another edition stands already. Say why there is a new one: everybody reads it there.")
        now = timezone.now()
        day = say_date(timezone.localdate(now))
        made = made.dated(("Published", day if number == 1 else f"{day}, edition {number}. Why there is a new one: {why.strip()}"))
        full, short, easy = made.written
        edition = PublishedReport(
            involvement=held,
            number=number,
            full=full,
            summary=short,
            easy_read=easy,
            digest=made.digest,
            by=acting.person,
            why=why.strip() if number > 1 else "",
        )
        edition.save()
        if held.state != ON_HOLD and held.reported is None:
            held.reported = now
            held.save(update_fields=["reported"])
        record(acting, "published the report of findings", held, detail={"edition": number, "digest": edition.digest})
    return edition
