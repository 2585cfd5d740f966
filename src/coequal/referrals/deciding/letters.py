"""Letters about what became of a request: made from the record for the clinician and for the patient, edited, and sent once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import WRITE_LETTER
from coequal.accounts.trail import record
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph
from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.clock.clock import Clock
from coequal.referrals.deciding import written, written_after
from coequal.referrals.deciding.due import due_of
from coequal.referrals.models import Appeal, Identity, Letter, PanelDecision, Request
from coequal.referrals.models.deciding import CLINICIAN, PATIENT
from coequal.referrals.rules.in_force import rules_for

NAME: Final = "{name}"  # stands in every letter for the person's name until it is printed
MOST: Final = 20_000  # letters
WAYS: Final = ("by secure e-mail", "by post", "handed over")
_SHORTEST: Final = 3  # letters of a name that is looked for


class Clash(CoequalError):
    """Somebody else has changed a letter since whoever writes now had it before them; `now` is the letter as it stands."""

    def __init__(self, now: Letter) -> None:
        who = (now.edited_by.name or now.edited_by.email) if now.edited_by else "Somebody"
        super().__init__(
            f"{who} changed this letter while you had it before you, so nothing was kept now. Read what stands there first."
        )
        self.now = now


def make_letters(decision: PanelDecision) -> None:
    """Both letters about a decision, which was just made, within its transaction."""
    rules = rules_for(decision.request)
    _make(
        Letter(request=decision.request, decision=decision), lambda to: written.of_decision(decision, rules, patient=to == PATIENT)
    )


def tell_of_appeal(appeal: Appeal, to: tuple[str, ...] = (CLINICIAN, PATIENT)) -> None:
    """Letters about the answer to an appeal, or that it was taken back, just now, within its transaction."""
    request = appeal.decision.request
    rules = rules_for(request)
    _make(Letter(request=request, appeal=appeal), lambda one: written_after.of_appeal(appeal, rules, patient=one == PATIENT), to)


def tell_of_end(request: Request, comes_to: str, why: str) -> None:
    """Both letters about a request that ends without a decision, before the step with which it does, within its transaction."""
    rules = rules_for(request)
    _make(Letter(request=request), lambda to: written_after.of_end(request, comes_to, why, rules, patient=to == PATIENT))


def _make(about: Letter, text: Callable[[str], str], whom: tuple[str, ...] = (CLINICIAN, PATIENT)) -> None:
    limit = rules_for(about.request).letter
    due = Clock(timezone.localdate(), limit).due if limit else None
    for to in whom:
        made = Letter(request=about.request, decision=about.decision, appeal=about.appeal, to=to)
        made.text, made.due = text(to), due
        made.save()


def mark(letter: Letter) -> str:
    """A mark of the text of a letter as it stands, by which one that was changed meanwhile is known."""
    return letter.edited.isoformat() if letter.edited else "as it was made"


def edit(acting: Acting, letter: Letter, text: str, seen: str = "") -> None:
    """Keep another text of a letter; `seen` is the mark of what whoever writes had before them: the letter as it is given, or that.

    Raises `NotAllowed`, also once it was sent, `Clash` where something else stands now, and `CoequalError` for no text, a long
    one, or one that names the patient.
    """
    text = "\n".join(clean(line) for line in text.splitlines()).strip()
    if not 0 < len(text) <= MOST:
        raise CoequalError(f"A letter has between 1 and {MOST:,} letters, and this has {len(text):,}.")
    with transaction.atomic():
        found = _locked(letter)
        acts = acting.acting_as(require(acting, WRITE_LETTER, found))
        _require_nameless(found, text)
        _require_same(found, seen or mark(letter))
        found.text, found.edited_by, found.edited = text, acts.person, timezone.now()
        found.save(update_fields=["text", "edited_by", "edited"])
        record(acts, "edited a letter", found, detail={"to": found.to})


def send(acting: Acting, letter: Letter, how: str, seen: str = "", on: date | None = None) -> None:
    """Keep that a letter was sent, in which way, and on which day, today where none is said: from then on it stays.

    Raises `NotAllowed`, also a second time, `Clash` as `edit` does, and `CoequalError` for another way, for a day before it was
    made or after today, and for one in which the place for whom to ask is still empty.
    """
    if how not in WAYS:
        raise CoequalError(f"Say how it was sent: {', '.join(WAYS)}.")
    day = on or timezone.localdate()
    with transaction.atomic():
        found = _locked(letter)
        acts = acting.acting_as(require(acting, WRITE_LETTER, found))
        _require_same(found, seen or mark(letter))
        if not timezone.localdate(found.made) <= day <= timezone.localdate():
            made = say_date(timezone.localdate(found.made))
            raise CoequalError(f"The letter was made on {made}, so it was sent on that day or later, and not after today.")
        if written.ASK_WHOM in found.text:
            raise CoequalError("Whom to ask is not said yet. Edit the letter, and write a team and how it is reached there.")
        found.sent, found.sent_on, found.sent_by, found.how = timezone.now(), day, acts.person, how
        found.save(update_fields=["sent", "sent_on", "sent_by", "how"])
        request = found.request
        request.due = due_of(request)
        request.save(update_fields=["due"])
        record(acts, "sent a letter", found, detail={"to": found.to, "how": how, "on": str(day)})


def document_of(letter: Letter, who: Identity | None) -> Document:
    """A letter as a document: with the person's name where `who` is given, and with its placeholder where nobody may see that.

    With the name it is what is put into an envelope, so it bears a date: the day on which it was sent, or else today.
    """
    text = letter.text
    facts = [("Reference", letter.request.reference), ("From", letter.organisation.name)]
    day = letter.sent_on or (timezone.localdate() if who is not None else None)
    facts.append(("Date", say_date(day) if day else "the day on which it is printed"))
    if who is not None:
        text = text.replace(NAME, who.name)
        facts += [("For", "\n".join(filter(None, (who.name, who.address))))] if letter.to == PATIENT else [("About", who.name)]
    return Document(f"Letter to {letter.to}", "", tuple(_blocks(text)), tuple(facts))


def _blocks(text: str) -> Iterator[Block]:
    """The blocks of a letter: parts between empty lines; `## ` begins a heading, and `- ` each line of a list."""
    for part in filter(None, (one.strip() for one in text.replace("\r\n", "\n").split("\n\n"))):
        lines = part.split("\n")
        if lines[0].startswith("## "):
            yield Heading(lines[0].removeprefix("## "))
            lines = lines[1:]
        if lines and all(one.startswith("- ") for one in lines):
            yield Listing(tuple(one.removeprefix("- ") for one in lines))
        elif lines:
            yield Paragraph(" ".join(lines))


def _locked(letter: Letter) -> Letter:
    """The letter as it is now, and before it its request, so that two who act on one request wait for each other."""
    from_request = Letter.objects.select_related("request__organisation", "request__rules")
    return from_request.select_for_update(of=("self", "request")).get(pk=letter.pk)


def _require_same(letter: Letter, seen: str) -> None:
    if seen != mark(letter):
        raise Clash(letter)


def _require_nameless(letter: Letter, text: str) -> None:
    """Nothing, where a text holds neither the name nor the NHS number of the person. Raises `CoequalError`, and tells none."""
    who = Identity.objects.filter(request=letter.request).first()
    if who is None:
        return
    told = "".join(text.casefold().split())
    named = ["".join(one.casefold().split()) for one in (who.name, who.nhs_number)]
    if any(len(one) >= _SHORTEST and one in told for one in named):
        raise CoequalError(f"This text names the patient. Write {NAME} instead: it is filled in when the letter is printed.")
