"""Functions of texts."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from coequal.criteria.feel.signatures import Functions, builtin
from coequal.criteria.feel.values import Value, bounded, whole
from coequal.errors import NotSupported
from coequal.facts.dates import Months


def _substring(text: str, start: Decimal, length: Decimal | None) -> str:
    """Letters from a place, counted from 1 or backwards from -1. Raises `NotSupported` where there is no such place."""
    first = whole(start)
    _countable(text)
    if first == 0 or abs(first) > len(text) or (length is not None and length < 1):
        raise NotSupported("A part of a text that holds no letter, or from a place that it does not have, is not in the subset.")
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin:] if length is None else text[begin : begin + int(length)]


def _countable(text: str) -> str:
    """A text whose letters are counted alike by all. Raises `NotSupported` for letters beyond U+FFFF."""
    if text and max(text) > "\uffff":
        raise NotSupported("Engines differ on whether a character beyond U+FFFF counts as one.")
    return text


def _before(text: str, match: str) -> str:
    return text.partition(match)[0] if match and match in text else ""


def _after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


def _case(text: str, *, upper: bool) -> str:
    if not text.isascii() and any(len(letter.upper()) != 1 or len(letter.lower()) != 1 or letter == "Σ" for letter in text):
        raise NotSupported("Letters with no single capital or small letter are not in the subset.")
    return text.upper() if upper else text.lower()


def _joined(items: list[Value], delimiter: str | None) -> str | None:
    if any(item is not None and not isinstance(item, str) for item in items):
        return None
    return bounded((delimiter or "").join(item for item in items if item is not None))


def text_of(value: Value) -> Value:
    """A value as text, null for null. Raises `NotSupported` for what engines write in several ways."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return _number(value)
        case datetime():
            return f"{value.date().isoformat()}T{_clock(value.timetz())}"
        case date():
            return value.isoformat()
        case time():
            return _clock(value)
        case Months():
            return _months(value)
        case timedelta():
            return _days(value)
    raise NotSupported("The text of a list, a context, a range or a function is not in the subset.")


def _number(value: Decimal) -> str:
    text = f"{value:f}" if abs(int(value.as_tuple().exponent)) <= 34 else ""
    if not text or ("." in text and text.endswith("0")):
        raise NotSupported("The text of a number with noughts at its end, or a very large or small one, is not in the subset.")
    return text


def _clock(at: time) -> str:
    text = at.isoformat()
    if at.microsecond:
        head, _, rest = text.partition(".")
        text = f"{head}.{rest[:6].rstrip('0')}{rest[6:]}"
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _months(value: Months) -> str:
    years, months = divmod(abs(value.count), 12)
    if not value.count:
        return "P0M"
    return ("-P" if value.count < 0 else "P") + (f"{years}Y" if years else "") + (f"{months}M" if months else "")


def _days(value: timedelta) -> str:
    size = abs(value)
    if not size:
        return "PT0S"
    if size.microseconds:
        raise NotSupported("The text of a duration with parts of a second is not in the subset.")
    hours, rest = divmod(size.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count)
    days = f"{size.days}D" if size.days else ""
    return ("-P" if value < timedelta(0) else "P") + days + (f"T{clock}" if clock else "")


FUNCTIONS: Functions = {
    "substring": (builtin("string: string, start position: number, length?: number", _substring),),
    "string length": (builtin("string: string", lambda text: Decimal(len(_countable(text)))),),
    "upper case": (builtin("string: string", lambda text: _case(text, upper=True)),),
    "lower case": (builtin("string: string", lambda text: _case(text, upper=False)),),
    "substring before": (builtin("string: string, match: string", _before),),
    "substring after": (builtin("string: string, match: string", _after),),
    "contains": (builtin("string: string, match: string", lambda text, match: match in text),),
    "starts with": (builtin("string: string, match: string", lambda text, match: text.startswith(match)),),
    "ends with": (builtin("string: string, match: string", lambda text, match: text.endswith(match)),),
    "string join": (builtin("list: list, delimiter?: string | null", _joined),),
    "string": (builtin("from: any", text_of),),
}
