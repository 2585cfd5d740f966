"""The words of an expression: names with spaces, the longest first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from coequal.errors import CoequalError
from coequal.facts.dates import UNITS
from coequal.facts.dictionary import RESERVED

LONGEST = 4_000
MOST_TOKENS = 400
FUNCTIONS = ("age", "full months", "min", "max", "count", "date", "duration", "years and months duration")
_PHRASES = ("is not known", "is known", "not stated")

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[0-9]{1,34}(?:\.[0-9]{1,34})?(?!\w)|\.[0-9]{1,34}(?!\w))
  | (?P<string>"(?:[^"\\\n\v\f\r\x85\u2028\u2029]|\\.)*")
  | (?P<words>[^\W\d_]\w*(?:\s+\w+)*)
  | (?P<sign>\.\.|<=|>=|!=|[=<>+\-*(),\[\]@])
  | (?P<end>$)
    )""",
    re.VERBOSE,
)
_CODE = re.compile(r"(?![0-9]+[eE][0-9]+\b)([0-9]{1,6})([A-Za-z][A-Za-z0-9]{0,9})\b")  # of an area, such as 26A


class LanguageError(CoequalError):
    """A mistake in an expression, at the character `at` (from 0)."""

    def __init__(self, message: str, at: int) -> None:
        """Say what is wrong at a place in the text."""
        super().__init__(message)
        self.at = at


class UnknownName(LanguageError):
    """A name that is no fact, where a fact or a word of the language was expected."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression. Kinds: number, string, name, unknown, function, unit, word, sign, end."""

    kind: str
    text: str
    at: int


def tokens(text: str, known: Collection[str]) -> list[Token]:
    """The tokens of `text`, in which `known` are the names of facts. Raises `LanguageError`."""
    if len(text) > LONGEST:
        raise LanguageError(f"This expression has {len(text):,} characters; at most {LONGEST:,} are read.", 0)
    most_words = 1 + max(name.count(" ") for name in (*known, *FUNCTIONS, *_PHRASES))
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise _unreadable(text, at)
        start, at = match.start(match.lastgroup), match.end()
        token = Token(match.lastgroup, match[match.lastgroup], start)
        if token.kind == "words":
            ends = [word.end() for word in islice(re.finditer(r"\w+", token.text), most_words)]
            token = _longest(token, ends, known, text[at:].lstrip().startswith("("), bool(found) and found[-1].kind == "number")
            at = start + len(token.text)
            token = Token(token.kind, re.sub(r"\s+", " ", token.text), start)
        found.append(token)
        if len(found) > MOST_TOKENS:
            raise LanguageError(f"This expression has more than {MOST_TOKENS} words and signs. Split it into derived facts.", start)
    return found


def _longest(token: Token, ends: Sequence[int], known: Collection[str], before_bracket: bool, after_number: bool) -> Token:
    """The longest name, function or word of the language at the start of a run of words, of which some end at `ends`."""
    for end in reversed(ends):
        words = re.sub(r"\s+", " ", token.text[:end])
        if words in known:
            return Token("name", token.text[:end], token.at)
        if words in FUNCTIONS and before_bracket and end == len(token.text):
            return Token("function", token.text[:end], token.at)
        if words in _PHRASES:
            return Token("word", token.text[:end], token.at)
    first = token.text[: ends[0]]
    if after_number and first in UNITS:
        return Token("unit", first, token.at)
    if first in RESERVED:
        return Token("word", first, token.at)
    return Token("unknown", _until_reserved(token.text), token.at)


def _until_reserved(run: str) -> str:
    """A run of words up to the first word of the language: what somebody meant as one name."""
    for match in re.finditer(r"\w+", run):
        if match[0] in RESERVED:
            return run[: match.start()].rstrip()
    return run


def _unreadable(text: str, at: int) -> LanguageError:
    at += len(text[at:]) - len(text[at:].lstrip())
    if text[at] == '"':
        return LanguageError("This text has no closing quotation mark.", at)
    if text[at] == "'":
        return LanguageError('Texts stand in double quotation marks, as in "IVF".', at)
    if code := _CODE.match(text, at):
        if code[2] in UNITS:
            return LanguageError(f"A space stands before the unit: {code[1]} {code[2]}.", at)
        return LanguageError(
            f'A word or a code stands in double quotation marks, as in "{code[0]}"; behind a number stands none.', at
        )
    if text[at].isdigit() or text[at] == ".":
        return LanguageError("This is not a number as the language writes it, such as 5.4.", at)
    return LanguageError(f"The language has no sign {text[at]}.", at)
