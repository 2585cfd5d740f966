"""Faults and doubts in a survey. A fault stops its publication; a doubt is for people to weigh. Each says where, and what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from coequal.errors import CoequalError
from coequal.involvement.surveys import model, plain
from coequal.involvement.surveys.easy_read import doubts as easy_read_doubts
from coequal.involvement.surveys.languages import language_named
from coequal.involvement.surveys.model import ONE, SEVERAL, WRITTEN, Question, Survey
from coequal.involvement.surveys.reading import read_survey
from coequal.involvement.surveys.translating import lacking
from coequal.policies.wording import sentences

FAULT: Final = "fault"
DOUBT: Final = "doubt"
LONGEST: Final = 25  # words of a sentence
HARDEST: Final = 9.0  # the school year that most adults can read, and a leaflet should not ask more

_LEADING: Final = re.compile(
    r"\b(?:don’t|don't|wouldn’t|wouldn't|isn’t|isn't|aren’t|aren't|shouldn’t|shouldn't) (?:you|it|we|they|this)\b"
    r"|\b(?:do|would) you agree that\b|\bsurely\b|\bobviously\b|\bclearly\b|\bof course\b|\bmost people\b|\beverybody knows\b"
    r"|\bhow (?:good|helpful|important|useful|happy|satisfied|much better)\b",
    re.IGNORECASE,
)
_LEADS_ALONE: Final = re.compile(r"\bhow (?:good|helpful|important|useful|happy|satisfied)\b", re.IGNORECASE)
_DOUBLE: Final = re.compile(
    r"\band/or\b|\?.*\?|\b(?:and|or) (?:how|should|do|does|did|is|are|was|were|would|will|can)\b", re.IGNORECASE
)
_TWO_THINGS: Final = re.compile(r"\b\w+(?:ed|ful|able|ly|ient|air|ear|asy|ast|ood) and \w+", re.IGNORECASE)
_UNSURE: Final = re.compile(
    r"not sure|unsure|don’t know|don't know|do not know|no opinion|neither|not say|no view|not applicable|can’t say", re.IGNORECASE
)
_OTHER: Final = re.compile(r"\bother\b|something else|someone else|somebody else|none of these|another", re.IGNORECASE)
_NOT_SAY: Final = re.compile(r"(?:rather|prefer|wish|want) not|not (?:want )?to say|not say", re.IGNORECASE)
_SPAN: Final = re.compile(r"(?<!\d)(\d{1,9})\s{0,9}(?:to|–|-|and)\s{0,9}(\d{1,9})")
_BELOW: Final = re.compile(r"\b(?:under|below|less than|younger than|fewer than) (\d+)|\bup to (\d+)", re.IGNORECASE)
_ABOVE: Final = re.compile(
    r"(?<!\d)(\d{1,9}) (?:\w+ )?(?:or|and) (?:over|more|older|above)|\b(?:over|more than|older than|above) (\d+)", re.IGNORECASE
)
_NO_END: Final = 10**9


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or doubt: by which rule, about which question (none: about the whole), on which line, and what to do."""

    severity: str
    rule: str
    says: str
    question: str = ""
    line: int | None = None


Found = Iterator[tuple[str, str]]  # the rule, and the sentences


def findings(text: str) -> list[Finding]:
    """All faults and doubts of a survey's text, faults first; where it cannot be read, that alone."""
    try:
        survey = read_survey(text)
    except CoequalError as error:
        return [Finding(FAULT, "cannot be read", error.message, line=error.place.line if error.place else None)]
    found = [*_of_the_whole(survey), *(one for question in survey.questions for one in _of_question(question, survey))]
    found += [Finding(DOUBT, *one) for one in easy_read_doubts(survey)]
    return sorted(found, key=lambda one: (one.severity != FAULT, one.line or 0))


def is_fit(found: list[Finding]) -> bool:
    """Whether no fault is among what was found."""
    return all(one.severity != FAULT for one in found)


def _of_the_whole(survey: Survey) -> Iterator[Finding]:
    if not survey.questions:
        yield Finding(FAULT, "no question", "Nothing is asked yet. Add a question.")
    for page in survey.pages:
        if not page.questions and not page.prose:
            yield Finding(FAULT, "empty page", f"The page “{page.title.own}” has nothing on it. Add a question, or take it out.")
    required = sum(one.required for one in survey.questions)
    if required >= 3 and required * 3 > len(survey.questions):
        says = f"{required} of {len(survey.questions)} questions must be answered. People who cannot answer one give up."
        yield Finding(DOUBT, "many required", f"{says} Take “required” out where you can do without.")
    yield from _of_special_questions(survey)
    for language in survey.languages:
        missing = lacking(survey, language)
        if missing:
            lines = ", ".join(str(line) for line in sorted({one.line for one in missing}))
            says = f"{len(missing)} places have no words in {language_named(language)} yet, on or below the lines {lines}."
            yield Finding(DOUBT, "not translated", f"{says} Fill them in on the page of translations.", line=missing[0].line)
    level = plain.grade(_everything(survey))
    if level > HARDEST:
        says = f"Taken together it reads like a text for school year {level:.0f} in America, which many adults cannot read."
        yield Finding(DOUBT, "hard to read", f"{says} Use shorter sentences and everyday words.")


def _of_special_questions(survey: Survey) -> Iterator[Finding]:
    if not survey.may_publish and any(one.kind in WRITTEN for one in survey.questions):
        says = "People can write in their own words, and none is asked whether these may be quoted, so nothing can be quoted."
        yield Finding(DOUBT, "no consent", f"{says} Add a question of kind “consent”, and name it under “may publish”.", line=1)
    if not survey.area:
        says = "No question says where people live, so areas cannot be told apart."
        yield Finding(DOUBT, "no area", f"{says} Add one of kind “postcode district”, and name it under “area”.", line=1)
    if not survey.capacity:
        says = "No question says in which capacity people answer, so organisations and staff are counted as individuals."
        yield Finding(DOUBT, "no capacity", f"{says} Add one, and name it under “capacity”.", line=1)


def _everything(survey: Survey) -> str:
    """Every sentence that people read."""
    prose = [words.own for words in (survey.intro, *(page.prose for page in survey.pages)) if words]
    asked = [f"{one.asks.own.rstrip('.?')}." for one in survey.questions]
    hints = [f"{one.hint.own.rstrip('.?')}." for one in survey.questions if one.hint]
    return "\n\n".join([*prose, *asked, *hints])


def _of_question(question: Question, survey: Survey) -> Iterator[Finding]:
    for severity, rule in ((FAULT, _cannot_stand), *((DOUBT, one) for one in (_asked, _plain, _answered))):
        for name, says in rule(question, survey):
            yield Finding(severity, name, says, question.id, question.line)


def _cannot_stand(question: Question, _survey: Survey) -> Found:
    said = [one.says.own.casefold().strip() for one in question.answers]
    twice = sorted({one for one in said if said.count(one) > 1})
    if twice:
        yield "the same answer twice", f"“{twice[0]}” can be chosen twice, and nobody could tell which is meant. Take one out."
    if question.equality and question.kind in (ONE, SEVERAL) and not any(_NOT_SAY.search(one) for one in said):
        yield "nobody is free not to say", "Questions about equality need an answer such as “I would rather not say”. Add one."


def _asked(question: Question, _survey: Survey) -> Found:
    asks = question.asks.own
    leading = _LEADING.search(asks)
    if leading and not (_LEADS_ALONE.search(leading[0]) and question.kind == model.SCALE):
        yield "leading", f"“{leading[0]}” may lead people to one answer. Ask so that each answer is as easy to give."
    if question.kind in model.CLOSED and (_DOUBLE.search(asks) or _TWO_THINGS.search(asks)):
        yield "two in one", "This may ask two things at once, and nobody can answer both with one tick. Ask each by itself."


def _plain(question: Question, survey: Survey) -> Found:
    texts = [question.asks.own, *([question.hint.own] if question.hint else [])]
    said = [*texts, *(one.says.own for one in (*question.answers, *question.rows))]
    for hard, easy in plain.jargon(". ".join(said)):
        yield "jargon", f"Few people know “{hard}”. Say “{easy}”, or explain it."
    whole = ". ".join([_everything(survey), *(one.says.own for each in survey.questions for one in each.answers), *said])
    for short in plain.abbreviations(". ".join(said)):
        if not plain.explains(whole, short):
            yield "abbreviation", f"“{short}” is explained nowhere. Write it out where it first stands, with “({short})” behind it."
    for sentence in (one for text in texts for one in sentences(text)):
        if (length := len(plain.words(sentence))) > LONGEST:
            yield "long sentence", f"This sentence has {length} words. Make two of it: {LONGEST} are enough."


def _answered(question: Question, survey: Survey) -> Found:
    said = [one.says.own for one in question.answers]
    spans = sorted(span for one in said if (span := _span(one)))
    for one, next_one in pairwise(spans):
        if next_one[0] <= one[1]:
            yield "answers overlap", f"Two answers both hold {next_one[0]}. End one where the next has not begun yet."
        elif next_one[0] > one[1] + 1:
            yield "answers leave a gap", f"No answer holds {one[1] + 1}. Begin each where the one before it ended."
    if question.kind not in (ONE, SEVERAL) or question.id == survey.capacity or len(spans) > 1:
        return
    open_ended = any(one.in_words or one.alone for one in question.answers)
    if not open_ended and not any(_UNSURE.search(one) or _OTHER.search(one) for one in said):
        wanted = "“Something else” with room to write" if question.kind == SEVERAL else "“I am not sure” or “Something else”"
        yield "no way out", f"Whoever fits none of these answers has none to give. Add {wanted}."


def _span(text: str) -> tuple[int, int] | None:
    """The whole numbers that an answer such as “18 to 24”, “under 18” or “65 or over” holds."""
    if found := _SPAN.search(text):
        return int(found[1]), int(found[2])
    if found := _BELOW.search(text):
        return -1, int(found[1]) - 1 if found[1] else int(found[2])
    if found := _ABOVE.search(text):
        return int(found[1]) if found[1] else int(found[2]) + 1, _NO_END
    return None
