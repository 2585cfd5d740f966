"""A survey as a form on paper: a PDF that software can read aloud too, in usual or large print, or in easy read.

One file holds as many copies as there are serials, each page with its own; without serials it is a master to be copied.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import typst

from coequal.documents.texts import NOWHERE, shown
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.invented import TITLE
from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import range_of
from coequal.involvement.surveys.codes import YES_NO, codes, goes_to, numbers, when_asked
from coequal.involvement.surveys.easy_read import MUST_BE_TRIED
from coequal.involvement.surveys.model import EASY, Answer, Only, Page, Question, Survey, Words

USUAL: Final = "usual"
LARGE: Final = "large print"
IN_EASY_READ: Final = "easy read"
FORMS: Final = (USUAL, LARGE, IN_EASY_READ)
_POINTS: Final = {USUAL: 11, LARGE: 18, IN_EASY_READ: 16}
_HERE: Final = Path(__file__).parent
_BULLET: Final = re.compile(r"[-*+] +|\d+[.)] +")
_LINK: Final = re.compile(r"\[([^\[\]]{1,500})\]\((\S{1,2000}?)\)")
_DISTRICT: Final = "For example ST5."


@dataclass(frozen=True, slots=True)
class Sending:
    """Whose a form is, until when and where it is to be sent. Of a `made_up` body it says so, and that nobody should send one."""

    whose: str
    until: date | None = None
    to: str = ""
    made_up: str = ""


def paper(
    survey: Survey, sending: Sending, *, form: str = USUAL, language: str = "", serials: Sequence[str] = (), draft: bool = False
) -> bytes:
    """The PDF. Raises `CoequalError` where its typeface lacks letters of the language."""
    return typst.compile(
        _HERE / "paper.typ",
        root=_HERE,
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"form": json.dumps(content(survey, sending, form, language, serials, draft=draft))},
        timestamp=0,
    )


def content(
    survey: Survey, sending: Sending, form: str, language: str, serials: Sequence[str] = (), *, draft: bool = False
) -> dict[str, Any]:
    """What the form says, as its template takes it."""
    found = _Written(survey, EASY if form == IN_EASY_READ else language).form()
    told = {
        **found,
        "form": form,
        "points": _POINTS[form],
        "serials": list(serials) or [""],
        "language": language or survey.language,
        "whose": shown(sending.whose),
        "until": say_date(sending.until) if sending.until else "",
        "to": [line for line in map(shown, sending.to.splitlines()) if line],
        "invented": [TITLE, shown(f"{sending.made_up} Nobody should fill this form in and send it.")] if sending.made_up else [],
        "draft": draft,
        "tried": MUST_BE_TRIED if form == IN_EASY_READ and draft else "",
    }
    if NOWHERE in json.dumps(told, ensure_ascii=False):
        raise CoequalError(
            "The typeface of the paper form lacks letters that this survey uses, so it cannot be printed from here. "
            "Print the online survey, or take the words out of the file."
        )
    return told


class _Written:
    """A survey's words, as they stand on paper in one language or in easy read."""

    def __init__(self, survey: Survey, language: str) -> None:
        self.survey, self.language, self.number = survey, language, numbers(survey)

    def form(self) -> dict[str, Any]:
        return {
            "title": self.words(self.survey.title),
            "intro": self.prose(self.survey.intro),
            "thanks": self.words(self.survey.thanks),
            "pages": [self.page(page) for page in self.survey.pages],
        }

    def words(self, words: Words | None) -> str:
        return shown(words.in_(self.language)) if words else ""

    def prose(self, words: Words | None) -> list[dict[str, Any]]:
        return list(_blocks(words.in_(self.language))) if words else []

    def only(self, only: Only | None) -> str:
        return shown(when_asked(only, self.survey, self.language)) if only else ""

    def page(self, page: Page) -> dict[str, Any]:
        return {
            "title": self.words(page.title),
            "prose": self.prose(page.prose),
            "only": self.only(page.only),
            "questions": [self.question(question) for question in page.questions],
        }

    def question(self, question: Question) -> dict[str, Any]:
        leads = goes_to(self.survey, question)
        by_key = {key: code for code, key in codes(question).items()}
        answers = question.answers or tuple(Answer(key, Words(YES_NO.get(key, key))) for key in question.keys)
        return {
            "number": self.number[question.id],
            "kind": question.kind,
            "asks": self.words(question.asks),
            "hint": self.words(question.hint),
            "example": _DISTRICT if question.kind == model.DISTRICT and not question.hint else "",
            "only": self.only(question.only),
            "answers": [
                {
                    "code": by_key[one.key],
                    "says": self.words(one.says),
                    "write": one.in_words,
                    "alone": one.alone,
                    "leads": leads.get(one.key, -1),
                }
                for one in answers
            ],
            "rows": [self.words(row.says) for row in question.rows],
            "limits": range_of(question) if question.kind == model.NUMBER else "",
            "low": self.words(question.low),
            "high": self.words(question.high),
            "required": question.required,
            "equality": question.equality,
            "picture": shown(question.picture),
        }


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    """Paragraphs and lists of a text in Markdown, in plain words."""
    for part in filter(str.strip, re.split(r"\n\s*\n", text)):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if all(_BULLET.match(line) for line in lines):
            yield {"items": [_plain(_BULLET.sub("", line, count=1)) for line in lines]}
        else:
            yield {"text": _plain(" ".join(lines))}


def _plain(text: str) -> str:
    return shown(_LINK.sub(r"\1 (\2)", text).replace("**", "").replace("`", ""))
