"""Free text from wherever it came: answers to surveys, notes of events, letters. Gathered again, it is there once."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.involvement.free_text.cleaning import says_nothing
from coequal.involvement.free_text.personal_data import Found, found_in
from coequal.involvement.models import Coding, EventNote, Extract, Involvement, Redaction, Response, Submission
from coequal.involvement.models.responses import ANALYSED, ORGANISATION, WITHDRAWN
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import OTHER, WRITTEN

LETTERS: Final = "letters"
_AT_ONCE: Final = 500
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")

Key = tuple[str, int, str, int]  # the kind of thing, its number, the question, the part


class _Finds(dict[str, list[Found]]):
    """What may be personal data in texts, looked for once in each."""

    def __missing__(self, text: str) -> list[Found]:
        self[text] = found_in(text)
        return self[text]


class _Piece(NamedTuple):
    source: str  # response | note | submission
    pk: int
    question: str
    part: int
    text: str

    @property
    def key(self) -> Key:
        """By what it is found again."""
        return self.source, self.pk, self.question, self.part


def standing(involvement: Involvement) -> QuerySet[Extract]:
    """The extracts that enter the analysis: not those of what turned out to be void, late or a duplicate."""
    return involvement.extracts.filter(
        Q(response__status__in=ANALYSED) | Q(submission__status__in=ANALYSED) | Q(note__isnull=False)
    )


def gather(involvement: Involvement) -> int:
    """Have an extract for each piece of free text of an involvement; how many are new or have another text than before.

    What somebody withdrew goes, with all that was coded of it. A text that was changed is screened and coded anew.
    """
    fresh = {piece.text for piece in _pieces(involvement)} - set(involvement.extracts.values_list("text", flat=True))
    finds = _Finds((text, found_in(text)) for text in fresh)  # while nobody waits for the lock; what comes meanwhile is few
    with transaction.atomic():
        Involvement.objects.select_for_update().get(pk=involvement.pk)
        involvement.extracts.filter(Q(response__status=WITHDRAWN) | Q(submission__status=WITHDRAWN)).delete()
        known = {_key(one): one for one in involvement.extracts.all()}
        pieces = {piece.key: piece for piece in _pieces(involvement)}
        new = [_new(involvement, piece) for key, piece in pieces.items() if key not in known]
        changed = [(known[key], piece.text) for key, piece in pieces.items() if key in known and known[key].text != piece.text]
        gone = [extract.pk for key, extract in known.items() if key not in pieces]
        standing(involvement).filter(pk__in=gone).delete()  # an answer was taken back; what is void or late stays as it was
        made = Extract.objects.bulk_create(new, batch_size=_AT_ONCE)
        for extract, text in changed:
            _give(extract, text)
        _offer([*made, *(extract for extract, _text in changed)], finds)
    return len(made) + len(changed)


def _key(extract: Extract) -> Key:
    source = next(name for name in ("response", "note", "submission") if getattr(extract, f"{name}_id"))
    return source, getattr(extract, f"{source}_id"), extract.question, extract.part


def _new(involvement: Involvement, piece: _Piece) -> Extract:
    return Extract(
        involvement=involvement,
        question=piece.question,
        part=piece.part,
        text=piece.text,
        shown=piece.text,
        says_nothing=says_nothing(piece.text),
        **{f"{piece.source}_id": piece.pk},
    )


def _give(extract: Extract, text: str) -> None:
    """Another text, of which nothing is known that was known of the one before."""
    extract.redactions.all().delete()
    Coding.objects.filter(extract=extract, taken_back=None).update(taken_back=timezone.now())
    extract.text = extract.shown = text
    extract.says_nothing, extract.screened, extract.campaign, extract.vector = says_nothing(text), False, None, None
    extract.save()


def _offer(extracts: list[Extract], finds: _Finds) -> None:
    """What may be personal data in some extracts, offered."""
    found = [
        Redaction(extract=extract, start=one.start, end=one.end, kind=one.kind)
        for extract in extracts
        for one in finds[extract.text]
    ]
    Redaction.objects.bulk_create(found, batch_size=_AT_ONCE)


def _pieces(involvement: Involvement) -> Iterator[_Piece]:
    responses = Response.objects.filter(survey__involvement=involvement, status__in=ANALYSED).select_related("version", "survey")
    for response in responses:
        yield from _of_response(response)
    for note in EventNote.objects.filter(event__involvement=involvement).select_related("event"):
        if note.text.strip():
            yield _Piece("note", note.pk, f"{note.event.reference} {note.question}", 0, note.text.strip())
    for submission in Submission.objects.filter(involvement=involvement, status__in=ANALYSED):
        for part, text in enumerate(_parts(submission)):
            yield _Piece("submission", submission.pk, LETTERS, part, text)


def _of_response(response: Response) -> Iterator[_Piece]:
    """What stands in the answers to questions that ask for words, and in words beside an answer, where these are still asked."""
    definition = response.version.definition
    given = still_asked(definition, response.answers)
    for question in definition.questions:
        name = question.id if question.kind in WRITTEN else question.id + OTHER
        text = given.get(name)
        if isinstance(text, str) and text.strip():
            yield _Piece("response", response.pk, f"{response.survey.reference} {name}", 0, text.strip())


def _parts(submission: Submission) -> list[str]:
    """The paragraphs of what an organisation wrote; what one person wrote is one piece, so that campaigns are found."""
    whole = submission.text.strip()
    pieces = _PARAGRAPHS.split(whole) if submission.kind == ORGANISATION else [whole]
    return [text for piece in pieces if (text := piece.strip())]
