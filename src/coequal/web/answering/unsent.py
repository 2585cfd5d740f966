"""What somebody typed that could not be kept: shown once more, to copy it or to send it again."""

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest
from markupsafe import Markup, escape

from coequal.involvement.surveys.model import Question, Survey
from coequal.web.answering.manners import Manner

_OF_FORMS: Final = ("code", "action", "go")  # the buttons, and the box for a code
_OF_PAGES: Final = ("page", "shown", "check")  # which page it was


def waiting(request: HttpRequest) -> list[tuple[str, str]]:
    """What a page of questions sent, in the form in which it can be sent again."""
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in _OF_FORMS]


def typed(request: HttpRequest, definition: Survey, manner: Manner) -> dict[Markup, list[Markup]]:
    """What a page of questions sent, by the words of its questions, for whoever typed it to read and copy."""
    found: dict[Markup, list[Markup]] = {}
    for name, value in waiting(request) if "page" in request.POST else ():
        question = definition.question(name.partition(":")[0].partition("[")[0])
        if question and value.strip() and name not in _OF_PAGES:
            found.setdefault(manner.said(question.asks), []).append(Markup(": ").join(_words(question, name, value, manner)))
    return found


def _words(question: Question, name: str, value: str, manner: Manner) -> Iterator[Markup]:
    """The row of a matrix, and the answer; of an answer that was chosen its words."""
    row = name.partition(":")[2]
    yield from (manner.said(one.says) for one in question.rows if one.key == row)
    answer = question.answer(value)
    yield manner.said(answer.says) if answer else escape(value)
