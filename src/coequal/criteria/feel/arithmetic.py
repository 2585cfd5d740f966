"""`+ - * / **` and minus: numbers, texts, dates, times and durations; null for kinds that do not go together."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from coequal.criteria import kleene
from coequal.criteria.feel.values import DURATIONS, Value, bounded, kind, number
from coequal.errors import NotSupported
from coequal.facts.dates import Duration, Months
from coequal.facts.values import EXACT

_DAY = timedelta(1)
_TICK = timedelta(microseconds=1)
_MOST_POWER = 100_000


def negative(value: Value) -> Value:
    """The opposite of a number or a duration, null for anything else."""
    match kind(value):
        case "number":
            return EXACT.minus(value)
        case "years and months duration":
            return Months(-value.count)
        case "days and time duration":
            return -value
    return None


def arithmetic(sign: str, a: Value, b: Value) -> Value:
    """What an operator makes of two values; null where their kinds do not go together. Raises `NotSupported`."""
    match kind(a), sign, kind(b):
        case "number", _, "number":
            return _numbers(sign, a, b)
        case "string", "+", "string":
            return bounded(a + b)
        case (("years and months duration" | "days and time duration"), "*" | "/", "number"):
            return _scaled(a, b, sign)
        case "number", "*", ("years and months duration" | "days and time duration"):
            return _scaled(b, a, sign)
        case left, "+" | "-" | "/", right if left == right and left in DURATIONS:
            return _durations(sign, a, b)
        case ("date" | "time" | "date and time") as left, "-", right if left == right:
            return _between(a, b)
        case (("date" | "date and time"), "-", ("date" | "date and time")):
            return _between(_midnight(a), _midnight(b))
        case (("date" | "time" | "date and time"), "+" | "-", ("years and months duration" | "days and time duration")):
            return moved(a, b, 1 if sign == "+" else -1)
        case (("years and months duration" | "days and time duration"), "+", ("date" | "time" | "date and time")):
            return moved(b, a, 1)
    return None


def _numbers(sign: str, a: Decimal, b: Decimal) -> Decimal | None:
    match sign:
        case "/":
            return None if b == 0 else number(lambda: EXACT.divide(a, b))
        case "**":
            return _power(a, b)
    return number(lambda: Decimal(kleene.arithmetic(sign, a, b)))


def _power(a: Decimal, b: Decimal) -> Decimal:
    if b.copy_abs() > _MOST_POWER or (a == 0 and b <= 0):
        raise NotSupported("Powers of nought to nought or less, and very large powers, are not in the subset.")
    return number(lambda: EXACT.power(a, b))


def _scaled(duration: Duration, by: Decimal, sign: str) -> Duration | None:
    """A multiple of a duration; months are cut to whole ones, towards nought. Raises `NotSupported` for parts of a microsecond."""
    if sign == "/" and by == 0:
        return None
    size = Decimal(duration.count) if isinstance(duration, Months) else Decimal(duration // _TICK)
    found = number(lambda: EXACT.multiply(size, by) if sign == "*" else EXACT.divide(size, by))
    if found.copy_abs() > Decimal(10) ** 20:
        raise NotSupported("Durations of more than 999,999,999 days are not in the subset.")
    if isinstance(duration, Months):
        return Months(int(found))
    if found != int(found):
        raise NotSupported("Parts of a microsecond are not in the subset.")
    return int(found) * _TICK


def _durations(sign: str, a: Duration, b: Duration) -> Value:
    if sign != "/":
        return kleene.arithmetic(sign, a, b)
    sizes = [Decimal(value.count) if isinstance(value, Months) else Decimal(value // _TICK) for value in (a, b)]
    return None if sizes[1] == 0 else number(lambda: EXACT.divide(*sizes))


def _between(a: Value, b: Value) -> timedelta | None:
    """What lies between two dates or two times; null where only one of two moments has an offset."""
    if isinstance(a, time):
        a, b = _on_a_day(a), _on_a_day(b)
        if (a.tzinfo is None) != (b.tzinfo is None):
            raise NotSupported("A time of day with an offset less one without is not in the subset.")
    if isinstance(a, datetime) and (a.tzinfo is None) != (b.tzinfo is None):
        return None
    found: timedelta = a - b
    return found


def _midnight(day: date) -> datetime:
    """A moment; a date beside one stands for its midnight in universal time."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(tzinfo=UTC))


def _on_a_day(at: time) -> datetime:
    return datetime.combine(date(2000, 1, 3), at)


def moved(value: Value, by: Duration, sign: int) -> Value:
    """A date, time, or date and time moved by a duration; a time has no months. Raises `NotSupported` outside the calendar."""
    if isinstance(value, time):
        return None if isinstance(by, Months) else (_on_a_day(value) + sign * (by % _DAY)).timetz()
    try:
        if type(value) is date and isinstance(by, timedelta):
            return (datetime.combine(value, time()) + sign * by).date()
        if isinstance(value, datetime) and isinstance(by, Months):
            day = kleene.moved(value.date(), by, sign)
            found: Value = None if day is None else datetime.combine(day, value.timetz())
        else:
            found = kleene.moved(value, by, sign)
    except OverflowError:
        found = None
    if found is None:
        raise NotSupported("Years outside 1 to 9999 are not in the subset.")
    return found
