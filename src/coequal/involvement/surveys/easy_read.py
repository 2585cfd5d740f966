"""The easy-read version of a survey: what it says, and where it breaks the rules of easy read.

The rules are those of “Making written information easier to understand” (Department of Health, 2010): short sentences with
one idea each, everyday words, no contractions or abbreviations, hard words explained, and a picture beside each.
Software finds some breaches; only people with a learning disability can say whether a text is easy.
"""

import re
from collections.abc import Iterator
from typing import Final

from coequal.exchange.easy.words import digits
from coequal.involvement.surveys import plain
from coequal.involvement.surveys.model import EASY, Question, Survey, Words
from coequal.pages.words import plural
from coequal.policies.wording import sentences

MUST_BE_TRIED: Final = (
    "Software has checked these words by rules. It cannot know whether they are easy. "
    "Try this version with people who have a learning disability before you use it, and change what they find hard."
)
LONGEST: Final = 15  # words of a sentence
_CONTRACTION: Final = re.compile(
    r"\b\w+(?:n['’]t|['’](?:re|ll|ve|d|m))\b|\b(?:it|that|there|what|who|he|she)['’]s\b", re.IGNORECASE
)
_TWO_IDEAS: Final = re.compile(
    r"; |, (?:and|but|which|because|although|so) |\b(?:because|although|unless|whereas|however) ", re.IGNORECASE
)
Doubt = tuple[str, str, str, int | None]  # the rule, the sentences, the question, the line


def begun(survey: Survey) -> bool:
    """Whether anything has words of easy read."""
    prose = [words for words in (survey.title, survey.intro, survey.thanks) if words]
    return any(EASY in one.others for one in (*prose, *(question.asks for question in survey.questions)))


def doubts(survey: Survey) -> Iterator[Doubt]:
    """Where the easy-read version breaks a rule; none where there is no easy-read version."""
    if not begun(survey):
        return
    yield from _lacking(
        "no easy words",
        "no easy words yet, so easy read shows the usual ones",
        [one for one in survey.questions if EASY not in one.asks.others],
        "Add them.",
    )
    yield from _lacking(
        "no picture",
        "no picture yet",
        [one for one in survey.questions if not one.picture],
        "Say under “picture” what a picture beside each shows.",
    )
    for words in (survey.title, survey.intro, survey.thanks):
        yield from ((rule, says, "", 1) for rule, says in _of_words(words))
    for page in survey.pages:
        for words in (page.title, page.prose):
            yield from ((rule, says, "", None) for rule, says in _of_words(words))
        for question in page.questions:
            yield from ((rule, says, question.id, question.line) for rule, says in _of_question(question))


def _lacking(rule: str, what: str, questions: list[Question], do: str) -> Iterator[Doubt]:
    if questions:
        lines = ", ".join(str(one.line) for one in questions)
        yield (
            f"easy read: {rule}",
            f"{plural(len(questions), 'question has', 'questions have')} {what} (lines {lines}). {do}",
            "",
            questions[0].line,
        )


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    for words in (question.asks, question.hint, *(one.says for one in (*question.answers, *question.rows))):
        yield from _of_words(words)


def _of_words(words: Words | None) -> Iterator[tuple[str, str]]:
    """What breaks a rule in the words that easy read shows."""
    text = words.in_(EASY) if words else ""
    for sentence in sentences(text):
        length = len(plain.words(sentence))
        if length > LONGEST:
            yield "easy read: long sentence", f"“{_begin(sentence)}” has {length} words. {LONGEST} are enough."
        if _TWO_IDEAS.search(sentence):
            yield "easy read: two ideas", f"“{_begin(sentence)}” may hold two ideas. Make a sentence of each."
        if digits(sentence) != sentence:
            yield "easy read: number in words", f"Write the numbers in “{_begin(sentence)}” as digits."
    if found := _CONTRACTION.search(text):
        yield "easy read: contraction", f"Write “{found[0]}” out as two words."
    for short in plain.abbreviations(text):
        yield "easy read: abbreviation", f"Say “{short}” in words."
    for hard, easy in plain.jargon(text):
        yield "easy read: hard word", f"“{hard}” is a hard word. Say “{easy}”, or explain it in a sentence of its own."


def _begin(sentence: str) -> str:
    """The first words of a sentence, so that it is found."""
    first = sentence.split()
    return sentence if len(first) <= 6 else f"{' '.join(first[:6])} …"
