"""Letters about a decision: made from the record for the clinician and for the patient, edited, and sent once."""

from collections.abc import Iterator
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
from coequal.referrals.deciding.due import due_of
from coequal.referrals.deciding.written import for_clinician, for_patient
from coequal.referrals.models import Identity, Letter, PanelDecision
from coequal.referrals.models.deciding import CLINICIAN, PATIENT
from coequal.referrals.rules.in_force import rules_for

NAME: Final = "{name}"  # stands in every letter for the person's name until it is printed
MOST: Final = 20_000  # letters
WAYS: Final = ("by secure e-mail", "by post", "handed over")
_SHORTEST: Final = 3  # letters of a name that is looked for


def make_letters(decision: PanelDecision) -> None:
    """Both letters about a decision, which was just made, within its transaction."""
    rules = rules_for(decision.request)
    Letter.objects.create(decision=decision, to=CLINICIAN, text=for_clinician(decision, rules))
    Letter.objects.create(decision=decision, to=PATIENT, text=for_patient(decision, rules))


def edit(acting: Acting, letter: Letter, text: str) -> None:
    """Keep another text of a letter.

    Raises `NotAllowed`, also once it was sent, and `CoequalError` for no text, a long one, or one that names the patient.
    """
    text = "\n".join(clean(line) for line in text.splitlines()).strip()
    if not 0 < len(text) <= MOST:
        raise CoequalError(f"A letter has between 1 and {MOST:,} letters, and this has {len(text):,}.")
    with transaction.atomic():
        found = _locked(letter)
        acts = acting.acting_as(require(acting, WRITE_LETTER, found))
        _require_nameless(found, text)
        found.text, found.edited_by, found.edited = text, acts.person, timezone.now()
        found.save(update_fields=["text", "edited_by", "edited"])
        record(acts, "edited a letter", found, detail={"to": found.to})


def send(acting: Acting, letter: Letter, how: str) -> None:
    """Keep that a letter was sent, and in which way: from then on it stays. Raises `NotAllowed`, also a second time."""
    if how not in WAYS:
        raise CoequalError(f"Say how it was sent: {', '.join(WAYS)}.")
    with transaction.atomic():
        found = _locked(letter)
        acts = acting.acting_as(require(acting, WRITE_LETTER, found))
        found.sent, found.sent_by, found.how = timezone.now(), acts.person, how
        found.save(update_fields=["sent", "sent_by", "how"])
        request = found.decision.request
        request.due = due_of(request)
        request.save(update_fields=["due"])
        record(acts, "sent a letter", found, detail={"to": found.to, "how": how})


def document_of(letter: Letter, who: Identity | None) -> Document:
    """A letter as a document: with the person's name where `who` is given, and with its placeholder where nobody may see that."""
    text = letter.text
    facts = [("Reference", letter.decision.request.reference), ("From", letter.organisation.name)]
    facts += [("Date", say_date(timezone.localdate(letter.sent)))] if letter.sent else [("Date", "not sent yet")]
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
    from_request = Letter.objects.select_related("decision__request__organisation", "decision__request__rules")
    return from_request.select_for_update(of=("self", "decision__request")).get(pk=letter.pk)


def _require_nameless(letter: Letter, text: str) -> None:
    """Nothing, where a text holds neither the name nor the NHS number of the person. Raises `CoequalError`, and tells none."""
    who = Identity.objects.filter(request=letter.decision.request).first()
    if who is None:
        return
    told = "".join(text.casefold().split())
    named = ["".join(one.casefold().split()) for one in (who.name, who.nhs_number)]
    if any(len(one) >= _SHORTEST and one in told for one in named):
        raise CoequalError(f"This text names the patient. Write {NAME} instead: it is filled in when the letter is printed.")
