"""What people type as an answer to a question, and how it may be typed."""

import re
from collections.abc import Callable, Mapping

from coequal.eligibility.interview import Question
from coequal.errors import CoequalError
from coequal.facts.dictionary import Fact

AreaCode = Callable[[str], str | None]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BRITISH_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")


def how_to_answer(question: Question) -> str:
    """What an answer looks like."""
    fact = question.fact
    units = f" in {' or '.join(fact.units)}" if fact.unit else ""
    number = f"a number{units}" if fact.decimals or fact.other_units else "a whole number"
    example = f"12.5 {fact.unit}" if fact.other_units else "12.5" if fact.decimals else "2"
    match fact.kind:
        case "boolean":
            return "y for yes, n for no"
        case "choice":
            return "the number: " + ", ".join(f"{number} {value}" for number, value in enumerate(fact.values, 1))
        case "date":
            return "a date such as 2023-05-02 or 2/5/2023 (day, month, year)"
        case "area":
            return "the code or the name of the area of the GP practice, such as 26A"
        case _ if question.dated:
            return f"{number} and the date of the result, such as {example}, 2023-05-02"
        case _:
            return f"{number}, such as {example}"


def read_answer(question: Question, typed: str, code_of: AreaCode) -> object:
    """A typed answer as a case would give it; `code_of` finds an area by its name. Raises `CoequalError`."""
    fact = question.fact
    match fact.kind:
        case "boolean":
            return {"y": True, "n": False}.get(typed.casefold(), typed)
        case "choice":
            return {str(number): value for number, value in enumerate(fact.values, 1)}.get(typed, typed)
        case "date":
            return day_of(typed)
        case "area":
            return code_of(typed) or typed.upper()
        case _ if question.dated:
            return _with_date(fact, typed)
        case _:
            return typed


def _with_date(fact: Fact, typed: str) -> Mapping[str, object]:
    value, comma, on = (part.strip() for part in typed.partition(","))
    if not comma:
        raise CoequalError(
            f"{fact.name}: the date of the result belongs to it. Write {typed}, 2023-05-02, or {typed}, ? if it is not known."
        )
    return {"value": value} if on == "?" else {"value": value, "date": day_of(on)}


def day_of(typed: str) -> str:
    """A date as it is written elsewhere: year, month, day. Raises `CoequalError` for what is written in neither way."""
    if found := _BRITISH_DAY.fullmatch(typed):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if not _DAY.fullmatch(typed):
        raise CoequalError(f'"{typed}" is not a date. Write it as 2023-05-02 or as 2/5/2023 (day, month, year).')
    return typed
