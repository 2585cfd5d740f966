"""What people wrote to a question, of those who gave other answers: a page at a time, out of the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.involvement.counting.answers import Answers, Where
from coequal.involvement.models import Extract, Response, Survey

ON_A_PAGE: Final = 25
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """What somebody wrote: as it may be shown, where a person has looked for personal data in it; otherwise as it was given."""

    response: str
    text: str
    screened: bool
    may_publish: bool | None


def found(answers: Answers, question: str, where: Where) -> list[int]:
    """The responses, by their primary keys, of those who wrote something to a question and gave other answers."""
    return [int(key) for key in answers.chosen(where, given=question)]


def pieces(survey: Survey, question: str, keys: Sequence[int]) -> Iterator[Piece]:
    """What some responses have to a question, in their order."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        rows = Response.objects.filter(pk__in=some).values_list("pk", "reference", "may_publish", "answers")
        by_key = {row[0]: row for row in rows}
        named = Extract.objects.filter(response__in=some, question=f"{survey.reference} {question}", screened=True)
        shown = dict(named.values_list("response", "shown"))
        for key in some:
            _, reference, may_publish, given = by_key[key]
            yield Piece(reference, shown.get(key, given.get(question, "")), key in shown, may_publish)
