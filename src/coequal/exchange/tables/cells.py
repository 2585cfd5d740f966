"""What one cell of a decision table asks of a fact, in the language of policies.

A cell holds values, comparisons with one value, ranges, or several of these with commas between them, as DMN has them
(`>= 19`, `[19..30]`, `"IVF","IUI"`, `not(…)`) or as people type them (`≥ 19`, `19-30`, `yes`, `IVF`). A value is written out:
nothing in a cell is worked out, so what might be a sum, a day that a spreadsheet made of a range, or one number with a comma
for its thousands is refused.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.facts.dictionary import Fact
from coequal.facts.values import read_date, read_value, say_number

ASKS_NOTHING: Final = ("", "-", "–")
_SIGNS: Final = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "="}
_COMPARED: Final = re.compile(r"(<=|>=|!=|==|<|>|=|≥|≤|≠)\s*(.+)", re.DOTALL)
_RANGE: Final = re.compile(r"([\[\]\(])(.+?)\.\.(.+)([\]\[\)])", re.DOTALL)
_NOT: Final = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_NUMBER: Final = re.compile(r"-?((0|[1-9]\d{0,11})(\.\d{1,20})?|\.\d{1,20})", re.ASCII)
_DAY: Final = re.compile(r'(\d{4}-\d\d-\d\d)|@?\s*"(\d{4}-\d\d-\d\d)"|date\s*\(\s*"(\d{4}-\d\d-\d\d)"\s*\)', re.ASCII)
_LIKE_A_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.ASCII | re.DOTALL)
_FROM_TO: Final = re.compile(r"([\d.]+)\s*(?:-|–|to)\s*([\d.]+)", re.ASCII)
_DAY_TO_DAY: Final = re.compile(r"(\S{1,40})(?:\s+(?:-|to)\s+|\s{0,9}–\s{0,9})(\S{1,40})")
_WITH_A_UNIT: Final = re.compile(r"-?[\d.]+\s*(?![eE][+-]?\d)[^\W\d_][^\s\d]*[23]?")
_HALF_A_RANGE: Final = re.compile(r"([\d.]*\d)\s*(?:\+|-|–|to)")
_EXPONENT: Final = re.compile(r"-?[\d.]+[eE][+-]?\d+", re.ASCII)
_FIGURES_MEET: Final = re.compile(r"(\d),(\d+)", re.ASCII)
_THOUSANDS: Final = 3  # figures that stand behind a comma of thousands
_TRUTHS: Final = {"yes": "true", "y": "true", "true": "true", "no": "false", "n": "false", "false": "false"}
_MEANT_AS_NOTHING: Final = ("any", "all", "n/a", "na", "not applicable", "*")


def asked(fact: Fact, cell: str) -> str:
    """The condition that a cell puts to a fact; `true` where it asks nothing.

    Raises `CoequalError`, without a place, where the cell holds anything but values, comparisons and ranges.
    """
    said = cell.strip()
    if said in ASKS_NOTHING:
        return "true"
    if said.casefold() in _MEANT_AS_NOTHING and said.casefold() not in map(str.casefold, fact.values):
        raise CoequalError("If it asks nothing, leave the cell empty or write -.")
    turned = _NOT.fullmatch(said)
    inner = turned[1].strip() if turned else said
    if inner == "null":
        return f"{fact.name} is {'' if turned else 'not '}known"
    text = _tests(fact, inner)
    return f"not({text})" if turned else text


def number(text: str) -> Decimal | None:
    """The number that a text writes out; None where it is anything else."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def meant_range(fact: Fact, cell: str) -> str | None:
    """The range that may have been meant by a cell whose tests leave no value out: `[19..30)` for `>= 19, < 30`; else None.

    Tests with commas between them are alternatives, so a lower end and a higher one ask nothing. The cell is one that
    `asked` takes.
    """
    turned = _NOT.fullmatch(cell.strip())
    lows: list[tuple[Any, str]] = []
    highs: list[tuple[Any, str]] = []
    for piece in _pieces(turned[1] if turned else cell):
        if compared := _COMPARED.fullmatch(piece.strip()):
            sign, said = _SIGNS.get(compared[1], compared[1]), compared[2].strip()
            if sign in (">", ">="):
                lows.append((_in_order(fact, _value(fact, said)), f"{'[' if '=' in sign else '('}{said}"))
            elif sign in ("<", "<="):
                highs.append((_in_order(fact, _value(fact, said)), f"{said}{']' if '=' in sign else ')'}"))
    if not lows or not highs or not min(lows)[0] < max(highs)[0]:
        return None
    within = f"{min(lows)[1]}..{max(highs)[1]}"
    return f"not({within})" if turned else within


def _tests(fact: Fact, cell: str) -> str:
    """What several tests with commas between them ask of a fact."""
    if fact.kind == "number" and (meet := _FIGURES_MEET.search(cell)):
        sign = "" if len(meet[2]) == _THOUSANDS else "."
        whole = _FIGURES_MEET.sub(rf"\g<1>{sign}\g<2>", cell, count=1)
        message = "It has figures on both sides of a comma, which may be one number or two. For one"
        raise CoequalError(f"{message} write {whole}; for several put a blank behind the comma.")
    tests = [piece.strip() for piece in _pieces(cell)]
    if not all(tests):
        raise CoequalError("Nothing stands beside a comma. Take the comma out.")
    others, values = [], []
    for test in tests:
        if found := _test(fact, test):
            others.append(found)
        else:
            values.append(_value(fact, test))
    if fact.kind == "boolean":
        others += [fact.name if value == "true" else f"not({fact.name})" for value in values]
    elif values:
        others.append(f"{fact.name} = {values[0]}" if len(values) == 1 else f"{fact.name} in ({', '.join(values)})")
    return " or ".join(others)


def _test(fact: Fact, test: str) -> str | None:
    """A comparison or a range; None where a test is a value alone. Raises `CoequalError` where it is badly put."""
    if compared := _COMPARED.fullmatch(test):
        return f"{fact.name} {_SIGNS.get(compared[1], compared[1])} {_value(fact, compared[2].strip())}"
    if within := _RANGE.fullmatch(test):
        low, high = _value(fact, within[2].strip()), _value(fact, within[3].strip())
        _check_order(fact, low, high)
        return f"{fact.name} in {'(' if within[1] == ']' else within[1]}{low} .. {high}{')' if within[4] == '[' else within[4]}"
    between = {"number": _FROM_TO, "date": _DAY_TO_DAY}.get(fact.kind)
    if between and (typed := between.fullmatch(test)):
        low, high = _value(fact, typed[1]), _value(fact, typed[2])
        _check_order(fact, low, high)
        return f"{fact.name} in [{low} .. {high}]"
    return None


def _check_order(fact: Fact, low: str, high: str) -> None:
    """Nothing, where a range goes up. Raises `CoequalError` where nothing could be in it."""
    if _in_order(fact, low) >= _in_order(fact, high):
        raise CoequalError("A range goes from the lower end to the higher one, such as [19..30].")


def _in_order(fact: Fact, value: str) -> Any:
    """What a value is put in order by: a number as one; days, as they are written, by their letters."""
    return Decimal(value) if fact.kind == "number" else value


def _value(fact: Fact, said: str) -> str:
    """A value that is written out, as the language writes it. Raises `CoequalError` for anything else."""
    match fact.kind:
        case "boolean":
            if truth := _TRUTHS.get(said.strip('"').casefold()):
                return truth
            raise CoequalError(f'"{said}" is neither yes nor no. Write yes or no.')
        case "number":
            return _number(fact, said)
        case "date":
            found = _DAY.fullmatch(said)
            if not found:
                raise CoequalError(f'"{said}" is no day. Write it as 2024-03-27 (year, month, day).')
            return f'date("{read_date(fact.name, next(filter(None, found.groups()))).isoformat()}")'
        case _:
            plain = said[1:-1] if len(said) > 1 and said[0] == said[-1] == '"' else said
            by_name = {value.casefold(): value for value in fact.values}
            return f'"{read_value(fact, plain if plain != said else by_name.get(said.casefold(), said), None)}"'


def _number(fact: Fact, said: str) -> str:
    """A number in figures. Raises `CoequalError`, with what to write for what people type instead."""
    if (found := number(said)) is not None:
        return say_number(found)
    if _LIKE_A_DAY.fullmatch(said):
        advice = f"is a date, and {fact.name} is a number. If a spreadsheet made it of a range such as 3-4, write [3..4]"
    elif _EXPONENT.fullmatch(said):
        advice = "has an exponent. Write the number out, such as 0.0001"
    elif half := _HALF_A_RANGE.fullmatch(said):
        advice = f"is half a range. Write >= {half[1]} or <= {half[1]}, or a range with both ends, such as [19..30]"
    elif _WITH_A_UNIT.fullmatch(said):
        advice = f"has a word or a unit behind its number. Write the number alone{f', in {fact.unit}' if fact.unit else ''}"
    elif any(sign in said for sign in "+-–*/^(") and any(letter.isdigit() for letter in said):
        advice = "would have to be worked out, which nothing in a cell is. Write a number such as 19, or a range such as [19..30]"
    else:
        advice = "is no number in figures. Write one such as 19 or 19.5, a comparison such as >= 19, or a range such as [19..30]"
    raise CoequalError(f'"{said}" {advice}.')


def _pieces(cell: str) -> Iterator[str]:
    """A cell cut at its commas, but for those between quotation marks."""
    start, inside = 0, False
    for place, letter in enumerate(cell):
        inside ^= letter == '"'
        if letter == "," and not inside:
            yield cell[start:place]
            start = place + 1
    yield cell[start:]
