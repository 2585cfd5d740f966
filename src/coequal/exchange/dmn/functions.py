"""What the language of policies has and FEEL has not: ages and months, as business knowledge models in plain FEEL.

Engines' own functions of months disagree with one another, so years, months and days are compared one by one.
"""

from dataclasses import dataclass
from typing import Final

from coequal.exchange.dmn.guard import MONTHS_BETWEEN


@dataclass(frozen=True, slots=True)
class Function:
    """A function of two dates; `needs` names another that its text calls."""

    name: str
    parameters: tuple[str, str]
    text: str
    kind: str
    says: str
    needs: str | None = None


FUNCTIONS: Final = {
    found.name: found
    for found in (
        Function(
            "age",
            ("born", "on"),
            "if born = null or on = null then null else on.year - born.year"
            " - (if on.month * 100 + on.day < born.month * 100 + born.day then 1 else 0)",
            "number",
            "Completed years on a day. Somebody born on 29 February reaches an age on 1 March in a common year.",
        ),
        Function(
            "full months",
            ("start", "end"),
            "if start = null or end = null then null else (end.year - start.year) * 12 + end.month - start.month"
            " - (if end.day < start.day then 1 else 0)",
            "number",
            "Completed months from one day to another.",
        ),
        Function(
            MONTHS_BETWEEN,
            ("start", "end"),
            "if start = null or end = null then null else if start <= end"
            ' then duration("P" + string(full months(start, end)) + "M")'
            ' else duration("-P" + string(full months(end, start)) + "M")',
            "yearMonthDuration",
            "Whole months from one day to another as a duration, towards zero.",
            needs="full months",
        ),
    )
}
