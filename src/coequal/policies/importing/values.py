"""The values of a recipe: each says in which column it stands, and how the cells of that are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coequal.errors import CoequalError
from coequal.facts.fields import Fields, scalar
from coequal.facts.strict_yaml import Node
from coequal.policies.importing.ages import Ages, Answer
from coequal.policies.importing.durations import Durations
from coequal.policies.importing.readers import ELLIPSIS, Reader, Text, WholeNumber, Wording, Words
from coequal.policies.importing.spans import Clock, read_span
from coequal.policies.model import NO_RULE, NOT_FOUND
from coequal.policies.tables import COLUMN

_VALUE = ("from", "as")
_CLOCK = ("age", "born", "on", "whose")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the family: its name, the table's column that it stands in, and how that is read."""

    name: str
    column: str
    reader: Reader


def read_value(name: str, node: Node, earlier: Mapping[str, Value]) -> Value:
    """The value in an entry of a recipe; `earlier` are those above it. Raises `CoequalError` with line and column."""
    if not re.fullmatch(COLUMN, name):
        raise CoequalError(f'A value is named by letters, digits and single spaces, not "{name}".', node.place)
    kind = Fields(node, f'The value "{name}"', KEYS).choice("as", READERS)
    keys, reader = _READERS[kind]
    fields = Fields(node, f'The value "{name}", read as {kind},', (*_VALUE, *keys))
    return Value(name, fields.text("from"), reader(fields, earlier))


def _whole_number(fields: Fields, _earlier: Mapping[str, Value]) -> WholeNumber:
    most = fields.text("most")
    if not re.fullmatch(r"[1-9][0-9]{0,4}", most):
        raise CoequalError(f'"most" is a whole number from 1 to 99999, not "{most}".', fields.node("most").place)
    return WholeNumber(int(most))


def _text(_fields: Fields, _earlier: Mapping[str, Value]) -> Text:
    return Text()


def _words(fields: Fields, _earlier: Mapping[str, Value]) -> Words:
    if not fields.items("words"):
        raise CoequalError(f'{fields.what} needs a list of "words".', fields.place)
    return Words(tuple(map(_wording, fields.items("words"))))


def _wording(node: Node) -> Wording:
    """One text and its meaning; a text whose middle is left out says how long it is, so that no other passes for it."""
    fields = Fields(node, "A wording", ("printed", "letters", "is", "in words"))
    printed, value, letters = fields.text("printed"), fields.text("is"), fields.text_or_none("letters")
    if (ELLIPSIS in printed) != (letters is not None):
        raise CoequalError(f'A text with {ELLIPSIS} needs "letters", its whole length, and no other has it.', node.place)
    if letters is not None and not re.fullmatch(r"[1-9][0-9]{0,2}", letters):
        raise CoequalError(f'"letters" is a whole number from 1 to 999, not "{letters}".', fields.node("letters").place)
    if value == NOT_FOUND:
        raise CoequalError('Write the text under "not found" of the recipe instead.', fields.node("is").place)
    in_words = value if value == NO_RULE else fields.text_or_none("in words") or value
    return Wording(printed, int(letters) if letters else None, value, in_words)


def _ages(fields: Fields, _earlier: Mapping[str, Value]) -> Ages:
    clock = _clock(fields)
    other = Fields(fields.node("other day"), '"other day"', _CLOCK[:-1])
    in_full = [scalar(item, "an age") for item in fields.items("in full")]
    for item in in_full:
        if not re.fullmatch(r"[0-9]{1,3}", item.text):
            raise CoequalError(f'An age that counts in full is a whole number, not "{item.text}".', item.place)
    return Ages(
        clock,
        Clock(other.text("age"), other.text("born"), other.text("on"), clock.whose),
        tuple(Decimal(item.text) for item in in_full),
        _answer(fields.node("answer")) if "answer" in fields else None,
    )


def _clock(fields: Fields) -> Clock:
    return Clock(*map(fields.text, _CLOCK))


def _answer(node: Node) -> Answer:
    fields = Fields(node, '"answer"', ("column", "yes", "no", "about"))
    about = read_span(fields.text("about"))
    if about is None:
        raise CoequalError(f'"about" is an age such as 40-42, not "{fields.text("about")}".', fields.node("about").place)
    return Answer(fields.text("column"), fields.text("yes"), fields.text("no"), about)


def _durations(fields: Fields, earlier: Mapping[str, Value]) -> Durations:
    covered = fields.text_or_none("covers")
    if covered is not None and not (covered in earlier and isinstance(earlier[covered].reader, Ages)):
        message = f'"covers" names a value that is read as ages and stands above, not "{covered}".'
        raise CoequalError(message, fields.node("covers").place)
    return Durations(fields.text("months"), _clock(fields), covered)


_READERS: Mapping[str, tuple[tuple[str, ...], Callable[[Fields, Mapping[str, Value]], Reader]]] = {
    "whole number": (("most",), _whole_number),
    "text": ((), _text),
    "words": (("words",), _words),
    "ages": ((*_CLOCK, "other day", "in full", "answer"), _ages),
    "durations": (("months", *_CLOCK, "covers"), _durations),
}
READERS = tuple(_READERS)
KEYS = tuple(dict.fromkeys((*_VALUE, *(key for keys, _ in _READERS.values() for key in keys))))
