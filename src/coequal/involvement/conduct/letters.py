"""Letters, e-mails, calls, comments and petitions: taken down, judged, answered. People are never named, organisations are."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import TAKE_DOWN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import require_cleared
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.answering.times import closed_at
from coequal.involvement.conduct.changing import check_unchanged, locked, set_all
from coequal.involvement.models import Involvement, Submission
from coequal.involvement.models.responses import (
    COMPLETE,
    E_MAIL,
    LATE,
    LETTER,
    ORGANISATION,
    PETITION,
    SOCIAL,
    TELEPHONE,
    WITHDRAWN,
)

LONGEST: Final = 200_000  # letters of one submission
_A_MOMENT: Final = timedelta.resolution
BY: Final = (LETTER, E_MAIL, TELEPHONE, SOCIAL, PETITION)


@dataclass(frozen=True, slots=True)
class Letter:
    """What came: by which way, from what kind of sender, when, about what, and the text."""

    channel: str
    kind: str
    received: date
    text: str
    organisation_name: str = ""
    about: str = ""
    area: str = ""
    signatures: int | None = None
    may_publish: bool | None = None


def take_down(acting: Acting, involvement: Involvement, letter: Letter, key: str) -> Submission:
    """What came, kept and counted; what came after the last day is late. `key` is that of the form: sent twice, it is kept once.

    Raises `CoequalError` for what cannot be so, and while personal data must not be used.
    """
    _check(letter)
    with locked(acting, involvement, TAKE_DOWN) as found:
        named = f"{found.pk}-{key}"[:40]
        if known := Submission.objects.filter(key=named).first():
            return known
        require_cleared(found.data_use)
        late = _late(found, letter.received)
        made = Submission.objects.create(
            involvement=found,
            status=LATE if late else COMPLETE,
            why=late,
            entered_by=acting.person,
            key=named,
            **asdict(letter),
        )
        record(acting, "took down what somebody sent", made, detail={"by": letter.channel, "status": made.status})
    return made


def _check(letter: Letter) -> None:
    if (letter.kind == ORGANISATION) != bool(letter.organisation_name.strip()):
        raise CoequalError("Name an organisation by its name, and nobody else: people are never named here.")
    if (letter.channel == PETITION) != (letter.signatures is not None):
        raise CoequalError("A petition has a number of signatures, and nothing else has one.")
    if letter.received > timezone.localdate():
        raise CoequalError("The day on which it came must not be in the future.")
    if not letter.text.strip() or len(letter.text) > LONGEST:
        raise CoequalError(f"Type what it says: at least a word, and at most {LONGEST:,} letters.")


def _late(found: Involvement, received: date) -> str:
    """Why it is late; nothing where it came in time."""
    closed = closed_at(found)
    last = timezone.localdate(closed - _A_MOMENT) if closed else None  # what closes at midnight has the day before for its last
    return f"It came after the last day, {say_date(last)}." if last and received > last else ""


def judge(acting: Acting, submission: Submission, before: str, status: str, why: str) -> None:
    """Say that it counts, is late, void, a duplicate, or was withdrawn by whoever sent it: then its text is erased.

    Raises `CoequalError` without a reason, and where somebody was faster.
    """
    if not why.strip():
        raise CoequalError("Say why, in a sentence.")
    with locked(acting, submission.involvement, TAKE_DOWN):
        kept = Submission.objects.get(pk=submission.pk)
        check_unchanged(kept, before)
        if kept.status == WITHDRAWN:
            raise CoequalError("It was withdrawn and its text erased, which cannot be undone.")
        set_all(kept, {"status": status, "why": why.strip(), **({"text": "", "answer": ""} if status == WITHDRAWN else {})})
        if status == WITHDRAWN:
            kept.extracts.all().delete()
        record(acting, "said how something that was sent counts", kept, detail={"status": status})


def reply(acting: Acting, submission: Submission, before: str, answer: str) -> None:
    """What was answered to it. Raises `CoequalError` where somebody was faster."""
    with locked(acting, submission.involvement, TAKE_DOWN):
        kept = Submission.objects.get(pk=submission.pk)
        check_unchanged(kept, before)
        set_all(kept, {"answer": answer.strip()})
        record(acting, "answered something that was sent", kept)
