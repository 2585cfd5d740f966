"""The words and signs of a FEEL expression; names of several words are put together by the parser, which knows them."""

import re
from dataclasses import dataclass

from coequal.errors import NotSupported

LONGEST = 4_000
MOST_TOKENS = 400

_TOKEN = re.compile(
    r"""(?:\s|//[^\n]*(?:\n|$)|/\*(?:[^*]|\*(?!/))*\*/)*(?:
    (?P<number>[0-9]{1,34}(?:\.[0-9]{1,34})?(?!\w)|\.[0-9]{1,34}(?!\w))
  | (?P<string>"(?:[^"\\\n\v\f\r\x85\u2028\u2029]|\\.)*")
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>\.\.|\*\*|<=|>=|!=|->|[=<>+\-*/(),.:\[\]{}@?])
  | (?P<end>$)
    )""",
    re.VERBOSE,
)
_STRANGE = re.compile("[\\x1c-\\x1f]")  # Python counts them as blanks, and FEEL leaves them open


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign, number or text, at a character counted from 0."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The tokens of an expression, the last of them `end`. Raises `NotSupported`."""
    if len(text) > LONGEST:
        raise NotSupported(f"This expression has {len(text):,} characters; at most {LONGEST:,} are read.")
    if _STRANGE.search(text):
        raise NotSupported("Control characters are not in the subset.")
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise unreadable(text, at, "This cannot be read")
        found.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
        if len(found) > MOST_TOKENS:
            raise NotSupported(f"This expression has more than {MOST_TOKENS} words and signs.")
    return found


def unreadable(text: str, at: int, why: str) -> NotSupported:
    """A refusal that says why, and names a place in the expression."""
    return NotSupported(f"{why} (character {at + 1} of: {text[:200]})")
