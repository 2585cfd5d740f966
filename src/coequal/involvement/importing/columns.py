"""Which column of a file holds what: guessed by its name and words, and then said by a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from coequal.documents.brought.sheets import Column, Sheet
from coequal.involvement.counting.columns import parts_of
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import OTHER, Survey

LEFT_OUT: Final = ""
NAME, RECEIVED, CHANNEL, STATUS, SERIAL, PERSON = ":name", ":received", ":channel", ":status", ":serial", ":person"
KIND, AREA, QUOTE, LANGUAGE, TRIAL = ":kind", ":area", ":quote", ":language", ":trial"
ABOUT: Final = {
    NAME: "The response's own number in this file",
    RECEIVED: "The day on which it came",
    CHANNEL: "How it came",
    STATUS: "Whether it is complete",
    SERIAL: "The serial of the paper form",
    PERSON: "A number that one person has in several surveys",
    KIND: "From whom: an individual, an organisation or staff",
    AREA: "Where they live",
    QUOTE: "Whether they may be quoted",
    LANGUAGE: "The language in which they answered",
    TRIAL: "Whether it is real: Qualtrics' own status, which tells trials from answers",
}
_KNOWN: Final = {  # names that survey software gives
    NAME: ("responseid", "reference", "id", "themefinderid", "respondentid"),
    RECEIVED: ("received", "submitted", "datesubmitted", "submittedat", "recordeddate", "enddate", "completedat", "datereceived"),
    CHANNEL: ("channel", "distributionchannel"),
    STATUS: ("status", "finished", "complete", "completed", "formcomplete"),
    SERIAL: ("serial", "formserial"),
    PERSON: ("person",),
    KIND: ("kind",),
    AREA: ("area",),
    QUOTE: ("maybequoted", "maypublish"),
    LANGUAGE: ("language", "userlanguage"),
}
_NOBODY: Final = re.compile(
    r"ipaddress|^ip$|e-?mail|firstname|(?<!organisation)(?<!organization)(?<!group)name$|surname|recipient|latitude|longitude|"
    r"useragent|telephone|phone|mobile(?:number)?$|address|^contact(?:details|number)?$|nhs-?(?:number|no$)|"
    r"dateofbirth|^birth(?:day|date)?$|^dob$"
)
_WHERE: Final = re.compile(r"postcode$|postalcode$|^zip(?:code)?$")
_ALIKE: Final = 0.85


@dataclass(frozen=True, slots=True)
class Choice:
    """What a column can hold: its name for the file's mapping, and the words for whoever chooses."""

    target: str
    says: str


def choices(definition: Survey) -> list[Choice]:
    """All that a column can hold."""
    return [Choice(LEFT_OUT, "Nothing: leave it out"), *_of_questions(definition), *(Choice(*pair) for pair in ABOUT.items())]


def guessed(sheet: Sheet, definition: Survey) -> list[str]:
    """What each column seems to hold; nothing twice. What tells who somebody is, is left out."""
    found: list[str] = []
    offered = list(_of_questions(definition))
    names = {_joined(column.name) for column in sheet.columns}
    for column in sheet.columns:
        # Where both are there, “finished” says whether a response is complete, and “status” whether it is a trial.
        target = TRIAL if _joined(column.name) == "status" and "finished" in names else _guess(column, offered)
        if tells_where(column) and target not in districts(definition):
            target = LEFT_OUT
        found.append(LEFT_OUT if target in found else target)
    return found


def tells_who(column: Column) -> bool:
    """Whether a column seems to tell who somebody is: names, addresses, of people or of computers. None is ever kept."""
    return bool(_NOBODY.search(_letters(column)))


def tells_where(column: Column) -> bool:
    """Whether a column seems to hold postcodes, which together with anything else tell who somebody is."""
    return bool(_WHERE.search(_letters(column)))


def districts(definition: Survey) -> frozenset[str]:
    """The questions for a postcode district: of a whole postcode they keep no more than the first part."""
    return frozenset(question.id for question in definition.questions if question.kind == model.DISTRICT)


def _letters(column: Column) -> str:
    return re.sub(r"[^a-z-]", "", column.name.casefold())


def _of_questions(definition: Survey) -> Iterator[Choice]:
    for question in definition.questions:
        for part, words in parts_of(question):
            yield Choice(part, words)
        if question.kind == model.SEVERAL:
            for answer in question.answers:
                yield Choice(f"{question.id}={answer.key}", f"{question.asks.own} {answer.says.own} (a column of its own)")
        if any(answer.in_words for answer in question.answers):
            yield Choice(f"{question.id}{OTHER}", f"{question.asks.own} The words beside an answer")


def _guess(column: Column, offered: list[Choice]) -> str:
    if tells_who(column):
        return LEFT_OUT
    targets = {choice.target for choice in offered}
    if column.name in targets:
        return column.name
    plain = _joined(column.name)
    for target, names in _KNOWN.items():
        if plain in names:
            return target
    said = [_plain(words) for words in (column.words, column.name) if words]
    return next((target for words in said for target in _by_words(words, offered)), LEFT_OUT)


def _by_words(words: str, offered: list[Choice]) -> Iterator[str]:
    """The targets whose words are most like some others, where they are alike enough."""
    matched = ((SequenceMatcher(None, words, _plain(_bare(choice))), choice.target) for choice in offered)
    alike = [(matcher.ratio(), target) for matcher, target in matched if _may_be_alike(matcher)]
    best = max(alike, default=(0.0, LEFT_OUT))
    if best[0] >= _ALIKE:
        yield best[1]


def _may_be_alike(matcher: SequenceMatcher[str]) -> bool:
    """Whether it is worth while to look closely, which takes long where a name is as long as a cell may be."""
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE


def _bare(choice: Choice) -> str:
    return choice.says.removesuffix(" (a column of its own)")


def _joined(text: str) -> str:
    """The letters and digits of a name."""
    return _plain(text).replace(" ", "")


def _plain(text: str) -> str:
    """Words without their numbering and their punctuation."""
    bare = re.sub(r"^\W*(?:q(?:uestion)?\.?\s*)?\d+[a-z]?[.):]?\s+", "", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", bare))
