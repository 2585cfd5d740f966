"""Real files made wrong by chance: bytes turned, pieces doubled or taken out, words of the format put in, numbers made huge."""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

LONGEST: Final = 60_000  # bytes of a made-up file, as much as the site takes of most texts
WORDS: Final = tuple(
    word.encode()
    for word in (
        *(
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "{{",
            "..",
            ",",
            ":",
            "- ",
            "| ",
            "#",
            "## 1 ",
            "```criterion\n",
            "```\n",
            "~~~",
            "---\n",
            "\n",
            "\n\n",
        ),
        *(
            " and ",
            " or ",
            " not(",
            " if true then ",
            " else ",
            " in ",
            " between ",
            " is known",
            " is not known",
            "not stated",
            "null",
        ),
        *(
            "true",
            "-",
            "--",
            "*",
            "+",
            "=",
            "!=",
            ">=",
            "@",
            '"',
            "'",
            "\\",
            '"\\u0000"',
            '@"P9999Y"',
            'date("2024-02-30")',
            "9999-12-31",
        ),
        *(
            "0001-01-01",
            "999999 months",
            "0",
            "-1",
            "1e309",
            "1E-400",
            "NaN",
            "Infinity",
            "٣",
            "²",
            "\ufeff",
            "\u202e",
            "\ud7ff",
            "💥",
        ),
        *("&a ", "*a", "!!python/object:os.system ", "%YAML 9.9\n", "<<: ", "? ", "|2-\n", ">", "\t", "\r", "\x85", "\u2028", "\0"),
        *(
            "=1+1",
            "@SUM(A1)",
            '","',
            ";",
            "<script>",
            "<!--",
            "{% raw %}",
            "[a](javascript:x)",
            "&#x6a;",
            "printed: ",
            "clause: ",
            "or read as:",
        ),
        *(
            '{"resourceType": "QuestionnaireResponse"}',
            '"linkId": "x"',
            "null",
            "[]",
            "{}",
            '"answer": [{}]',
            '"valueDecimal": 1e99',
        ),
    )
)
_NUMBER: Final = re.compile(rb"\d+")


def mutated(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """One file made wrong in one to six ways."""
    found = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        found = chance.choice(_WAYS)(chance, found, seeds)[:LONGEST]
    return found


def _span(chance: Random, text: bytes, most: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.randrange(most))


def _turn(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    if not text:
        return b"\0"
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ 1 << chance.randrange(8)]) + text[at + 1 :]


def _word(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(chance, text, 12)
    return text[:start] + chance.choice(WORDS) + text[chance.choice((start, end)) :]


def _take_out(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(chance, text)
    return text[:start] + text[end:]


def _double(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(chance, text, chance.choice((3, 40, 400)))
    return text[:end] + text[start:end] * chance.choice((1, 1, 2, 50, 3_000)) + text[end:]


def _repeat(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    start, _ = _span(chance, text)
    return text[:start] + chance.choice(WORDS) * chance.choice((2, 41, 300, 20_000)) + text[start:]


def _splice(chance: Random, text: bytes, seeds: Sequence[bytes]) -> bytes:
    start, end = _span(chance, text)
    other = chance.choice(seeds)
    begin, stop = _span(chance, other, 600)
    return text[:start] + other[begin:stop] + text[end:]


def _number(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    places = list(_NUMBER.finditer(text))
    if not places:
        return text + b"9"
    found = chance.choice(places)
    number = chance.choice((b"0", b"-1", b"00", b"99999999", b"9" * 30, b"9" * 5_000, b"1.5", b"1e9", b"0x1"))
    return text[: found.start()] + number + text[found.end() :]


def _lines(chance: Random, text: bytes, _seeds: Sequence[bytes]) -> bytes:
    lines = text.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], b" " * chance.randrange(3) + lines[one]
    return b"\n".join(lines)


_WAYS: Final[Sequence[Callable[[Random, bytes, Sequence[bytes]], bytes]]] = (
    *(_turn, _word, _word, _word, _take_out),
    *(_double, _repeat, _splice, _number, _lines),
)
