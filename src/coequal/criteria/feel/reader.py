"""Reading the tokens of an expression one by one: words and signs, texts with their escapes, and names of several words."""

import re
from collections.abc import Collection

from coequal.criteria.feel.tokens import Token, tokens, unreadable
from coequal.errors import NotSupported

RESERVED = frozenset("and or not in between if then else true false null some every for return satisfies function instance".split())
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(["\'\\nrt])|.)', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class Reader:
    """A place in a row of tokens, and the names of several words that are known there."""

    def __init__(self, text: str, functions: Collection[str]) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.position = 0
        self.names = {name for name in functions if " " in name}

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.position]

    def after(self, count: int) -> str:
        """The text of a token further on, or nothing."""
        return self.tokens[self.position + count].text if self.position + count < len(self.tokens) else ""

    def take(self) -> Token:
        """The token that comes next, and go on."""
        token = self.next
        self.position += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Whether one of these words or signs came next; if so it is taken."""
        if self.next.kind in ("word", "sign") and self.next.text in texts:
            self.position += 1
            return True
        return False

    def expect(self, kind: str, text: str, expected: str) -> Token:
        """The token that must come next, and go on. Raises `NotSupported`."""
        if self.next.kind != kind or (text and self.next.text != text):
            raise self.refused(f'"{self.next.text}" was not expected here: {expected} was')
        return self.take()

    def opens(self, sign: str) -> bool:
        """Whether a sign comes next; it is not taken."""
        return self.next.kind == "sign" and self.next.text == sign

    def refused(self, why: str) -> NotSupported:
        """A refusal that names the place."""
        return unreadable(self.text, self.next.at, why)

    def string(self) -> str:
        """The text between quotation marks."""

        def character(found: re.Match[str]) -> str:
            if found[1] or found[2]:
                return _character(int(found[1] or found[2], 16))
            return _ESCAPES[found[3]] if found[3] else found[0]  # before another letter, a backslash is itself

        text = _ESCAPE.sub(character, self.expect("string", "", "a text").text[1:-1])
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")  # two escapes may be a pair of surrogates
        except UnicodeDecodeError:
            raise self.refused("Half of a pair of surrogates is not in the subset") from None

    def name(self, known: Collection[str]) -> str:
        """The longest of the known names of several words that begins here, or else one word."""
        words = [self.next.text]
        longest = 1
        while self.tokens[self.position + len(words)].kind == "word":
            words.append(self.after(len(words)))
            if " ".join(words) in known:
                longest = len(words)
        self.position += longest
        return " ".join(words[:longest])

    def names_up_to(self, *ends: str) -> str:
        """A new name of one or several words, known from here on."""
        start = self.position
        while self.next.kind == "word" and (self.next.text not in ends or self.position == start):
            self.position += 1
        if self.position == start or self.tokens[start].text in RESERVED:
            raise self.refused("A name of letters and digits was expected here")
        name = " ".join(token.text for token in self.tokens[start : self.position])
        if " " in name:
            self.names.add(name)
        return name


def _character(code: int) -> str:
    if code > 0x10FFFF:
        raise NotSupported(f"There is no character U+{code:X}.")
    return chr(code)
