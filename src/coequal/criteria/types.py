"""The types of the language: what may be compared and counted with what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of value; a number may have a unit, a choice has its values.

    Kinds: boolean, number, text, choice, area, date, months, days (the two kinds of duration), not stated, any.
    """

    kind: str
    unit: str | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As a message names it: `a number of months`, `a date`."""
        return f"a number of {self.unit}" if self.unit else _SAID[self.kind]


_SAID = {
    "boolean": "true or false",
    "number": "a number",
    "text": "a text",
    "choice": "a choice",
    "area": "an area",
    "date": "a date",
    "months": "a duration in months",
    "days": "a duration in days",
    "not stated": "not stated",
    "any": "a value",
    "list": "a list",
}

BOOLEAN = Type("boolean")
NUMBER = Type("number")
TEXT = Type("text")
DATE = Type("date")
MONTHS = Type("months")
DAYS = Type("days")
NOT_STATED = Type("not stated")
LIST = Type("list")
ANY = Type("any")
ORDERED = frozenset(("number", "date", "months", "days"))
