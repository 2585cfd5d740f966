"""The papers of a meeting: texts, and documents made from the record, which stay as they were published."""

import json
from collections.abc import Collection

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import RUN_MEETING
from coequal.accounts.trail import record
from coequal.documents.kept import kept, taken_out
from coequal.documents.model import Document, document
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.conduct.papers import blocks
from coequal.involvement.invented import made_up
from coequal.policies.load import digest
from coequal.programmes.governance.meetings import locked_meeting
from coequal.programmes.models import BoardPaper, Meeting, ServiceArea
from coequal.programmes.once import refuse_second


def add(acting: Acting, meeting: Meeting, title: str, content: str | Document, area: ServiceArea | None = None) -> BoardPaper:
    """A new paper, which nobody outside reads until it is published. Raises `CoequalError` for an empty one, and a second time."""
    text, made = (content.strip(), "") if isinstance(content, str) else ("", json.dumps(kept(content), ensure_ascii=False))
    if not text and not made:
        raise CoequalError("Write the paper, or have one made from the record.")
    with locked_meeting(acting, meeting, RUN_MEETING) as found:
        told = {"area": area, "title": title, "digest": digest(text or made)}
        refuse_second(found.papers.filter(**told), f"The paper “{title}”")
        paper = BoardPaper.objects.create(meeting=found, text=text, kept=made, **told)
        record(acting, "added a paper to a meeting", found, detail={"what": title, "digest": paper.digest})
    return paper


def take_out(acting: Acting, paper: BoardPaper) -> None:
    """A paper that nobody outside has read is no longer there. Raises `CoequalError` for one that is published."""
    with locked_meeting(acting, paper.meeting, RUN_MEETING) as found:
        held = found.papers.get(pk=paper.pk)
        if held.published:
            raise CoequalError("People can read this paper already, so it stays. Add another one that says what is right now.")
        held.delete()
        record(acting, "took a paper out of a meeting", found, detail={"what": paper.title})


def publish(acting: Acting, meeting: Meeting, *, seen: Collection[int] | None = None) -> int:
    """Let everybody read the papers of a meeting; says how many are new. `seen` are the keys of those that somebody looked at.

    Without it, it is all of them. Raises `CoequalError` where one of them was taken out or published meanwhile.
    """
    with locked_meeting(acting, meeting, RUN_MEETING) as found:
        unpublished = found.papers.filter(published=None)
        if seen is not None:
            unpublished = unpublished.filter(pk__in=seen)
            if unpublished.count() != len(seen):
                raise CoequalError("Somebody else took a paper out meanwhile, or published one. Look at what there is now.")
        new = unpublished.update(published=timezone.now())
        if new:
            record(acting, "published the papers of a meeting", found, detail={"papers": new})
    return new


def paper_document(paper: BoardPaper) -> Document:
    """A paper as people read it."""
    if paper.kept:
        return taken_out(json.loads(paper.kept))
    meeting = paper.meeting
    facts = [("For", meeting.title), ("On", say_date(meeting.on)), ("Of", str(meeting.organisation))]
    return document(paper.title, "", [*made_up(meeting.organisation), *blocks(paper.text)], facts)
