"""One row of a frame as a case: what NumPy and pandas have for yes and no, for a day and for nothing, as Python has it."""

import sys
from collections.abc import Mapping
from datetime import datetime, time


def python_values(row: Mapping[str, object]) -> dict[str, object]:
    """The values of a row, or of the parts of a fact, such that they mean what they mean where a whole frame is read.

    A missing value is None, and midnight without a time zone its day. Whatever else stands there stays, for a case to refuse.
    """
    return {name: python_values(value) if isinstance(value, Mapping) else _python(value) for name, value in row.items()}


def _python(value: object) -> object:
    scalar = getattr(value, "shape", None) == ()  # of NumPy, which this need not import
    match scalar and getattr(getattr(value, "dtype", None), "kind", None):
        case "b":
            value = value.item()  # type: ignore[attr-defined]  # see above
        case "M":
            value = value.astype("datetime64[us]").item()  # type: ignore[attr-defined]  # in nanoseconds it would be a number
    if _is_missing(value):
        return None
    if isinstance(value, datetime) and value == datetime.combine(value.date(), time.min):
        return value.date()
    return value


def _is_missing(value: object) -> bool:
    """Whether this is NaN, or what pandas has for nothing, which is only there once pandas is."""
    pandas = sys.modules.get("pandas")
    if pandas is not None and (value is pandas.NA or value is pandas.NaT):
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124  # what NaN alone is
