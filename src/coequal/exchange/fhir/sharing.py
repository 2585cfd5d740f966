"""Expressions written once and named: FHIR's `variable`, whose value other expressions use as `%name`.

While expressions are written, each part of one is a mark in the text of whatever holds it. When all are there, a part that
stands in one place is written out there, and one that stands in several becomes a variable. So no text grows beyond what it
says, however often its parts are needed.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from coequal.errors import CoequalError

MOST: Final = 2**20  # characters of a string of FHIR
_SHORT: Final = 40  # no name makes a text of so few characters shorter
_MARK: Final = re.compile("\0([0-9]+)\0")  # no text of a policy holds such a sign
_WORD: Final = re.compile("[A-Za-z0-9]+")
_LETTERS: Final = 48  # of a name; FHIR has room for 64, and a number may come behind
_TAKEN: Final = ("and", "or", "xor", "implies", "div", "mod", "true", "false", "context", "resource", "ucum", "sct", "loinc")


@dataclass(frozen=True, slots=True)
class Variable:
    """One expression that others use by its name; `about` says in the policy's words what it is, where those have a word."""

    name: str
    expression: str
    about: str


@dataclass(slots=True)
class _Part:
    text: str  # with marks of earlier parts
    about: str
    named: bool  # a variable even where it stands in one place


class Shared:
    """The parts of expressions, each written once: two of one text are the same part."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[str, int] = {}
        self._parts: list[_Part] = []

    def part(self, text: str, about: str = "", *, named: bool = False) -> str:
        """The mark of a part whose text is given, with marks in it; `about` says what it is.

        One that is `named` becomes a variable in any case.
        """
        number = self._numbers.setdefault(text, len(self._parts))
        if number == len(self._parts):
            self._parts.append(_Part(text, about, named))
        part = self._parts[number]
        part.about, part.named = part.about or about, part.named or named
        return f"\0{number}\0"

    def settle(self, found: Any) -> tuple[tuple[Variable, ...], Any]:
        """The variables, each before those that use it, and `found` with every mark in its texts replaced by what it stands for.

        Raises `CoequalError` where an expression is longer than FHIR allows.
        """
        used = _used(found, self._parts)
        instead: dict[int, str] = {}
        variables: list[Variable] = []
        taken = dict.fromkeys(_TAKEN, 1)
        for number, part in enumerate(self._parts):
            if not used[number]:
                continue
            text = _replaced(part.text, instead)
            if part.named or (used[number] > 1 and len(text) > _SHORT):
                variables.append(Variable(_name(part.about, taken), text, part.about))
                text = f"%{variables[-1].name}"
            instead[number] = text
        return tuple(variables), _filled(found, instead)


def _within(text: str) -> str:
    """The text, if FHIR has room for it."""
    if len(text) > MOST:
        raise CoequalError(f"In FHIRPath this is longer than a text of FHIR may be: {text[:100]}…. Use SQL instead.")
    return text


def _used(found: Any, parts: list[_Part]) -> Counter[int]:
    """How often each part stands in what is there, and in parts that are used themselves."""
    used: Counter[int] = Counter()
    _count(found, used)
    for number in range(len(parts) - 1, -1, -1):  # a part holds only parts from before it
        if used[number]:
            used.update(map(int, _MARK.findall(parts[number].text)))
    return used


def _count(found: Any, used: Counter[int]) -> None:
    match found:
        case str():
            used.update(map(int, _MARK.findall(found)))
        case dict():
            _count(list(found.values()), used)
        case list():
            for one in found:
                _count(one, used)


def _filled(found: Any, instead: dict[int, str]) -> Any:
    match found:
        case str():
            return _replaced(found, instead)
        case dict():
            return {name: _filled(one, instead) for name, one in found.items()}
        case list():
            return [_filled(one, instead) for one in found]
    return found


def _replaced(text: str, instead: dict[int, str]) -> str:
    return _within(_MARK.sub(lambda mark: instead[int(mark[1])], text))


def _name(about: str, taken: dict[str, int]) -> str:
    """A name that FHIR and FHIRPath both allow and that nothing else has: `patientBmi` of *patient BMI*.

    `taken` holds the names that are there, each with the last number that was put behind it.
    """
    first, *others = _WORD.findall(about) or ["part"]
    name = "".join([first.lower(), *(word.capitalize() for word in others)])[:_LETTERS]
    name = name if name[0].isalpha() else f"of{name}"
    found = name
    while found in taken:
        taken[name] += 1
        found = f"{name}{taken[name]}"
    taken[found] = 1
    return found
