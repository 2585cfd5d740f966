"""What is typed in from paper, where boxes have codes: read into the answers that they stand for, and checked as online."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import Json, Sent, boxes_of, read
from coequal.involvement.surveys.codes import codes
from coequal.involvement.surveys.model import OTHER, Question

_BETWEEN: Final = re.compile(r"[\s,;.+/]+")


@dataclass(slots=True)
class FromPaper:
    """The answers that were typed in, and what is wrong, by box."""

    answers: dict[str, Json] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def from_paper(questions: Iterable[Question], typed: Sent) -> FromPaper:
    """The answers of some questions, as they were typed: codes for what is ticked, words for what is written."""
    found = FromPaper()
    for question in questions:
        sent, faults = _keyed(question, typed)
        if not faults:
            given = read(question, sent)
            found.answers |= given.values
            faults = dict(given.faults)
        found.faults |= faults
    return found


def _takes_codes(question: Question, box: str) -> bool:
    return question.kind in model.CLOSED and box != f"{question.id}{OTHER}"


def _keyed(question: Question, typed: Sent) -> tuple[Sent, dict[str, str]]:
    """What was typed for a question, with keys in place of codes; and what is wrong with it, by box."""
    sent: dict[str, Sequence[str]] = {}
    faults = {}
    known = codes(question)
    for box in boxes_of(question):
        texts = list(typed.get(box, ()))
        if _takes_codes(question, box):
            given = [one for text in texts for one in _BETWEEN.split(text.strip()) if one]
            wrong = [one for one in given if one not in known]
            if wrong:
                faults[box] = f"There is no code {wrong[0][:20]} here. The codes are: {', '.join(known)}."
            elif len(given) > 1 and question.kind != model.SEVERAL:
                faults[box] = "Only one can be chosen here. Where several are ticked, leave it empty."
            texts = [known[one] for one in given if one in known]
        sent[box] = texts
    return sent, faults
