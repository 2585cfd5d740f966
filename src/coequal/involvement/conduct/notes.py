"""What was said at an event, typed in quickly, table by table. A note is of nobody in particular."""

from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import TAKE_DOWN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import require_cleared
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import locked
from coequal.involvement.models import Event, EventNote

LONGEST: Final = 20_000  # letters of one note


def write(acting: Acting, event: Event, table: str, question: str, text: str, *, key: str) -> EventNote:
    """A note; `key` is that of the form, so that what is sent twice is kept once.

    Raises `CoequalError` for an empty or endless one, for a question that was not talked about, and while personal data must not be
    used: what people say at a table can tell who they are.
    """
    with locked(acting, event.involvement, TAKE_DOWN) as found:
        named = f"{found.pk}-{key}"[:40]
        if known := EventNote.objects.filter(key=named).first():
            return known
        require_cleared(found.data_use)
        if question not in {one["key"] for one in Event.objects.get(pk=event.pk).questions}:
            raise CoequalError("This event has no such question. Open the page again.")
        if not text.strip() or len(text) > LONGEST:
            raise CoequalError(f"A note has at least a word, and at most {LONGEST:,} letters.")
        made = EventNote.objects.create(
            event=event, table=table.strip(), question=question, text=text.strip(), by=acting.person, key=named
        )
        record(acting, "took down a note of an event", event, detail={"table": table.strip()[:40], "question": question})
    return made


def take_out(acting: Acting, note: EventNote) -> None:
    """Take out a note that was typed by mistake. Raises `CoequalError` where its text has been gathered for themes already."""
    with locked(acting, note.event.involvement, TAKE_DOWN):
        if note.extracts.exists():
            raise CoequalError("This note is among the texts that are put under themes already, so it stays.")
        EventNote.objects.filter(pk=note.pk).delete()
        record(acting, "took out a note of an event", note.event, detail={"table": note.table, "question": note.question})
