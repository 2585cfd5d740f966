"""What the language means, as tables written by hand: they are tested, and they are the manual's page on the language.

The first columns of a table are facts and their values; each of the others is an expression and its value.
`not known; DMN true` says that a policy finds the expression not known, while `coequal.evaluate`, given the
values written out and null for what is not known, follows DMN and finds it true.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coequal.criteria.kleene import NOT_STATED
from coequal.facts.dates import duration

FACTS = """
service: tables
title: The facts of the tables
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Tables}}
facts:
  A: {type: boolean, says: whether A, if true: A is so, if false: A is not so}
  B: {type: boolean, says: whether B, if true: B is so, if false: B is not so}
  n: {type: number, says: the number n, decimals: 2, plausible: -100 .. 100}
  m: {type: number, says: the number m, decimals: 2, plausible: -100 .. 100}
  low: {type: number, says: the lower end, decimals: 2, plausible: -100 .. 100}
  high: {type: number, says: the upper end, decimals: 2, plausible: -100 .. 100}
  visit: {type: date, says: the date of the visit, plausible: 0001-01-01 .. 9999-12-31}
  born: {type: date, says: the date of birth, plausible: 1900-01-01 .. 2100-01-01}
  today: {type: date, says: the date of today, plausible: 1900-01-01 .. 2100-01-01}
  start: {type: date, says: the first day, plausible: 1900-01-01 .. 2100-01-01}
  end: {type: date, says: the last day, plausible: 1900-01-01 .. 2100-01-01}
  treatment: {type: choice, says: the treatment, values: {IVF: it is IVF, IUI: it is IUI, none: it is none}}
  area: {type: area, says: the area}
  AMH: {type: number, unit: pmol/L, says: the AMH, decimals: 2, dated: true, plausible: 0 .. 300}
  referral date: {type: date, says: the date of referral, moment: referral, plausible: 1900-01-01 .. 2100-01-01}
"""
NAMES = tuple(re.findall(r"^  ([\w ]+): ", FACTS, re.MULTILINE))


@dataclass(frozen=True)
class Table:
    """A table, what it shows, and the evidence that its facts need."""

    title: str
    text: str
    grid: str
    evidence: str | None = None


@dataclass(frozen=True)
class Row:
    """One expression with one row of values: what a policy finds, and what DMN does where that is something else."""

    title: str
    given: Mapping[str, str]
    expression: str
    expected: str
    dmn: str | None
    evidence: str | None

    @property
    def id(self) -> str:
        """How a failure names it."""
        return f"{self.expression} where {', '.join(f'{name} is {value}' for name, value in self.given.items())}"


TABLES = (
    Table(
        "and, or",
        "One false settles an *and*, and one true settles an *or*, whatever is not known beside it.",
        """
        | A         | B         | A and B   | A or B    |
        | true      | true      | true      | true      |
        | true      | false     | false     | true      |
        | true      | not known | not known | true      |
        | false     | true      | false     | true      |
        | false     | false     | false     | false     |
        | false     | not known | false     | not known |
        | not known | true      | not known | true      |
        | not known | false     | false     | not known |
        | not known | not known | not known | not known |
        """,
    ),
    Table(
        "Three conditions and more",
        "The same holds of any number of conditions.",
        """
        | A         | B         | A and B and true | A or B or false | false or A or true | true and B and false |
        | true      | true      | true             | true            | true               | false                |
        | true      | not known | not known        | true            | true               | false                |
        | false     | false     | false            | false           | true               | false                |
        | false     | not known | false            | not known       | true               | false                |
        | not known | true      | not known        | true            | true               | false                |
        | not known | not known | not known        | not known       | true               | false                |
        """,
    ),
    Table(
        "not, is known, is not known",
        "What is not known stays not known under *not*. Only *is known* and *is not known* ask whether something is known; "
        "their answer is always true or false.",
        """
        | A         | not(A)    | A is known | A is not known | not(A) is known | not(A is known) |
        | true      | false     | true       | false          | true            | false           |
        | false     | true      | true       | false          | true            | false           |
        | not known | not known | false      | true           | false           | true            |
        """,
    ),
    Table(
        "= and != of true and false",
        "What is not known equals nothing and differs from nothing.",
        """
        | A         | B         | A = B                 | A != B                |
        | true      | true      | true                  | false                 |
        | true      | false     | false                 | true                  |
        | true      | not known | not known; DMN false  | not known; DMN true   |
        | false     | true      | false                 | true                  |
        | false     | false     | true                  | false                 |
        | false     | not known | not known; DMN false  | not known; DMN true   |
        | not known | true      | not known; DMN false  | not known; DMN true   |
        | not known | false     | not known; DMN false  | not known; DMN true   |
        | not known | not known | not known; DMN true   | not known; DMN false  |
        """,
    ),
    Table(
        "if",
        "Where the condition is not known, the whole is not known, unless both branches agree.",
        """
        | A         | n         | m         | if A then n else m   |
        | true      | 1         | 2         | 1                    |
        | true      | not known | 2         | not known            |
        | true      | 1         | not known | 1                    |
        | true      | not known | not known | not known            |
        | false     | 1         | 2         | 2                    |
        | false     | not known | 2         | 2                    |
        | false     | 1         | not known | not known            |
        | false     | not known | not known | not known            |
        | not known | 1         | 2         | not known; DMN 2     |
        | not known | 2         | 2         | 2                    |
        | not known | not known | 2         | not known; DMN 2     |
        | not known | 1         | not known | not known            |
        | not known | not known | not known | not known            |
        """,
    ),
    Table(
        "if, of conditions",
        "The same for an *if* whose branches are conditions.",
        """
        | A         | B         | if A then B else true | if A then not(B) else B | if B then A else A |
        | true      | true      | true                  | false                   | true               |
        | true      | false     | false                 | true                    | true               |
        | true      | not known | not known             | not known               | true               |
        | false     | true      | true                  | true                    | false              |
        | false     | false     | true                  | false                   | false              |
        | false     | not known | true                  | not known               | false              |
        | not known | true      | true                  | not known; DMN true     | not known          |
        | not known | false     | not known; DMN true   | not known; DMN false    | not known          |
        | not known | not known | not known; DMN true   | not known               | not known          |
        """,
    ),
    Table(
        "not stated",
        "An amount that the policy does not say is *not stated*, which is something else than not known.",
        """
        | A         | if A then 2 else not stated | if A then not stated else not stated |
        | true      | 2                           | not stated                           |
        | false     | not stated                  | not stated                           |
        | not known | not known                   | not stated                           |
        """,
    ),
    Table(
        "Comparing numbers",
        "Numbers are exact decimals, so 5.40 is 5.4, and 10.2 is more than 5.4.",
        """
        | n         | m         | n = m                | n != m               | n < m     | n <= m    | n > m     | n >= m    |
        | 5.39      | 5.4       | false                | true                 | true      | true      | false     | false     |
        | 5.40      | 5.4       | true                 | false                | false     | true      | false     | true      |
        | 5.41      | 5.4       | false                | true                 | false     | false     | true      | true      |
        | 10.2      | 5.4       | false                | true                 | false     | false     | true      | true      |
        | -1        | 0         | false                | true                 | true      | true      | false     | false     |
        | 5.4       | not known | not known; DMN false | not known; DMN true  | not known | not known | not known | not known |
        | not known | 5.4       | not known; DMN false | not known; DMN true  | not known | not known | not known | not known |
        | not known | not known | not known; DMN true  | not known; DMN false | not known | not known | not known | not known |
        """,
    ),
    Table(
        "A number and a threshold",
        "The threshold itself is met by *at least* and *at most*, not by *above* and *below*.",
        """
        | n         | n > 5.4   | n >= 5.4  | n < 5.4   | n <= 5.4  | n = 5.4              | n != 5.4            | 5.4 < n   |
        | 5.39      | false     | false     | true      | true      | false                | true                | false     |
        | 5.40      | false     | true      | false     | true      | true                 | false               | false     |
        | 5.41      | true      | true      | false     | false     | false                | true                | true      |
        | not known | not known | not known | not known | not known | not known; DMN false | not known; DMN true | not known |
        """,
    ),
    Table(
        "Ranges",
        "A square bracket counts its end in, a round one leaves it out. "
        "A range is false as soon as one end shows it, even if the other end is not known.",
        """
        | n | low | high | n in [low .. high] | n in [low .. high) | n in (low .. high] | n in (low .. high) |
        | 18.99     | 19        | 30        | false     | false     | false     | false     |
        | 19        | 19        | 30        | true      | true      | false     | false     |
        | 19.01     | 19        | 30        | true      | true      | true      | true      |
        | 29.99     | 19        | 30        | true      | true      | true      | true      |
        | 30        | 19        | 30        | true      | false     | true      | false     |
        | 30.01     | 19        | 30        | false     | false     | false     | false     |
        | 19        | 19        | 19        | true      | false     | false     | false     |
        | 18.99     | 19        | not known | false     | false     | false     | false     |
        | 19        | 19        | not known | not known | not known | false     | false     |
        | 25        | 19        | not known | not known | not known | not known | not known |
        | 25        | not known | 30        | not known | not known | not known | not known |
        | 30        | not known | 30        | not known | false     | not known | false     |
        | 30.01     | not known | 30        | false     | false     | false     | false     |
        | 25        | not known | not known | not known | not known | not known | not known |
        | not known | 19        | 30        | not known | not known | not known | not known |
        | not known | 19        | not known | not known | not known | not known | not known |
        | not known | not known | 30        | not known | not known | not known | not known |
        | not known | not known | not known | not known | not known | not known | not known |
        """,
    ),
    Table(
        "Ranges between two numbers, and other spellings",
        "*between* counts both ends in. Brackets that open outwards leave their end out.",
        """
        | n | n in [19 .. 30] | n between 19 and 30 | n in [19 .. 30) | n in [19 .. 30[ | n in (19 .. 30] | n in ]19 .. 30] | n in (19 .. 30) |
        | 18.99     | false     | false     | false     | false     | false     | false     | false     |
        | 19        | true      | true      | true      | true      | false     | false     | false     |
        | 19.01     | true      | true      | true      | true      | true      | true      | true      |
        | 29.99     | true      | true      | true      | true      | true      | true      | true      |
        | 30        | true      | true      | false     | false     | true      | true      | false     |
        | 30.01     | false     | false     | false     | false     | false     | false     | false     |
        | not known | not known | not known | not known | not known | not known | not known | not known |
        """,
    ),
    Table(
        "between, with an end not known",
        "*between* is the range with both ends in.",
        """
        | n         | low       | high      | n between low and high |
        | 19        | 19        | 30        | true      |
        | 30        | 19        | 30        | true      |
        | 18.99     | 19        | not known | false     |
        | 19        | 19        | not known | not known |
        | 30        | not known | 30        | not known |
        | 30.01     | not known | 30        | false     |
        | not known | 19        | 30        | not known |
        """,
    ),
    Table(
        "in, with several values",
        "True where one of them is it; false where none is, and all are known.",
        """
        | n         | m         | n in (1, 2)          | n in (1, m)          | n in [1, m]          | n = 1 or n = m       |
        | 1         | 5         | true                 | true                 | true                 | true                 |
        | 1         | not known | true                 | true                 | true                 | true                 |
        | 2         | not known | true                 | not known; DMN false | not known; DMN false | not known; DMN false |
        | 3         | 3         | false                | true                 | true                 | true                 |
        | 3         | 4         | false                | false                | false                | false                |
        | 3         | not known | false                | not known; DMN false | not known; DMN false | not known; DMN false |
        | not known | 1         | not known; DMN false | not known; DMN false | not known; DMN false | not known; DMN false |
        | not known | not known | not known; DMN false | not known; DMN true  | not known; DMN true  | not known; DMN true  |
        """,
    ),
    Table(
        "in, with comparisons and ranges",
        "What stands in the brackets after *in* may be values, ranges and comparisons together.",
        """
        | n         | n in (< 2, > 4) | n in (3, >= 5) | n in ([1 .. 2], [4 .. 5)) | n in <= 4 | n in ((1 + 2) * 2, 3) |
        | 1         | true            | false          | true                      | true      | false                 |
        | 2         | false           | false          | true                      | true      | false                 |
        | 3         | false           | true           | false                     | true      | true                  |
        | 4         | false           | false          | true                      | true      | false                 |
        | 5         | true            | true           | false                     | false     | false                 |
        | 6         | true            | true           | false                     | false     | true                  |
        | not known | not known       | not known      | not known                 | not known | not known; DMN false  |
        """,
    ),
    Table(
        "Choices",
        "A choice is compared with its values, in double quotation marks.",
        """
        | treatment | treatment = "IVF"    | treatment != "IVF"  | treatment in ("IVF", "IUI") | not(treatment = "none") |
        | IVF       | true                 | false               | true                        | true                    |
        | IUI       | false                | true                | true                        | true                    |
        | none      | false                | true                | false                       | false                   |
        | not known | not known; DMN false | not known; DMN true | not known; DMN false        | not known; DMN true     |
        """,
    ),
    Table(
        "Areas",
        "An area is compared with codes of areas.",
        """
        | area      | area = "26A"         | area != "26A"       | area in ("26A", "QMM") |
        | 26A       | true                 | false               | true                   |
        | QMM       | false                | true                | true                   |
        | 06F       | false                | true                | false                  |
        | not known | not known; DMN false | not known; DMN true | not known; DMN false   |
        """,
    ),
    Table(
        "Sums, differences, products",
        "Exact, to 34 digits. Where one side is not known the result is not known, even beside a nought.",
        """
        | n         | m         | n + m     | n - m     | n * m     | -n        |
        | 0.1       | 0.2       | 0.3       | -0.1      | 0.02      | -0.1      |
        | 3         | 0         | 3         | 3         | 0         | -3        |
        | -2        | 3         | 1         | -5        | -6        | 2         |
        | not known | 0         | not known | not known | not known | not known |
        | 0         | not known | not known | not known | not known | 0         |
        | not known | not known | not known | not known | not known | not known |
        """,
    ),
    Table(
        "Order of working",
        "First minus, then `*`, then `+` and `-`, then comparisons, then *and*, then *or*. Brackets change it.",
        """
        | n | m | n + m * 2 | (n + m) * 2 | n - m - 1 | n - (m - 1) | -n + m | n = 1 or n = 2 and m = 5 | (n = 1 or n = 2) and m = 5 |
        | 1 | 3 | 7         | 8           | -3        | -1          | 2      | true                     | false                      |
        | 2 | 5 | 12        | 14          | -4        | -2          | 3      | true                     | true                       |
        | 3 | 5 | 13        | 16          | -3        | -1          | 2      | false                    | false                      |
        """,
    ),
    Table(
        "min, max, count",
        "The smallest and the largest are not known where one is not known. *count* counts the items of a list, known or not.",
        """
        | n         | m         | min(n, m) | max(n, m) | min([n, m]) | max(0, n) | max(n)    | count([n, m]) |
        | 1         | 2         | 1         | 2         | 1           | 1         | 1         | 2             |
        | 2         | 2         | 2         | 2         | 2           | 2         | 2         | 2             |
        | -1        | not known | not known | not known | not known   | 0         | -1        | 2             |
        | not known | 1         | not known | not known | not known   | not known | not known | 2             |
        | not known | not known | not known | not known | not known   | not known | not known | 2             |
        """,
    ),
    Table(
        "Comparing dates",
        "A date is before the dates that come after it.",
        """
        | start | end | start < end | start <= end | start = end | start in [end .. end] | min(start, end) |
        | 2024-02-28 | 2024-02-29 | true      | true      | false                | false     | 2024-02-28 |
        | 2024-02-29 | 2024-02-29 | false     | true      | true                 | true      | 2024-02-29 |
        | 2024-03-01 | 2024-02-29 | false     | false     | false                | false     | 2024-02-29 |
        | 2024-03-01 | not known  | not known | not known | not known; DMN false | not known | not known  |
        | not known  | 2024-02-29 | not known | not known | not known; DMN false | not known | not known  |
        """,
    ),
    Table(
        "A date and a day that is written out",
        'A day is written `date("2024-02-29")`.',
        """
        | visit | visit < date("2024-02-29") | visit >= date("2024-02-29") | visit in [date("2024-02-29") .. date("2024-03-31")] |
        | 2024-02-28 | true      | false     | false     |
        | 2024-02-29 | false     | true      | true      |
        | 2024-03-01 | false     | true      | true      |
        | 2024-03-31 | false     | true      | true      |
        | 2024-04-01 | false     | true      | false     |
        | not known  | not known | not known | not known |
        """,
    ),
    Table(
        "A date and months",
        "The same day of another month; where that month has no such day, its last one.",
        """
        | visit | visit + 1 month | visit - 1 month | visit + 12 months | visit - 12 months | visit + 4 years | visit - 3 years |
        | 2024-01-31 | 2024-02-29 | 2023-12-31 | 2025-01-31 | 2023-01-31 | 2028-01-31 | 2021-01-31 |
        | 2023-01-31 | 2023-02-28 | 2022-12-31 | 2024-01-31 | 2022-01-31 | 2027-01-31 | 2020-01-31 |
        | 2024-02-29 | 2024-03-29 | 2024-01-29 | 2025-02-28 | 2023-02-28 | 2028-02-29 | 2021-02-28 |
        | 2023-02-28 | 2023-03-28 | 2023-01-28 | 2024-02-28 | 2022-02-28 | 2027-02-28 | 2020-02-28 |
        | 2024-03-31 | 2024-04-30 | 2024-02-29 | 2025-03-31 | 2023-03-31 | 2028-03-31 | 2021-03-31 |
        | 2023-03-31 | 2023-04-30 | 2023-02-28 | 2024-03-31 | 2022-03-31 | 2027-03-31 | 2020-03-31 |
        | 2023-12-31 | 2024-01-31 | 2023-11-30 | 2024-12-31 | 2022-12-31 | 2027-12-31 | 2020-12-31 |
        | not known  | not known  | not known  | not known  | not known  | not known  | not known  |
        """,
    ),
    Table(
        "A date and days",
        "Days are counted one by one. A date that would leave the calendar, the years 1 to 9999, is not known.",
        """
        | visit | visit + 1 day | visit - 1 day | visit + 28 days | visit - 365 days | visit - 3000 years |
        | 2024-02-28 | 2024-02-29 | 2024-02-27 | 2024-03-27 | 2023-02-28 | not known |
        | 2024-02-29 | 2024-03-01 | 2024-02-28 | 2024-03-28 | 2023-03-01 | not known |
        | 2023-02-28 | 2023-03-01 | 2023-02-27 | 2023-03-28 | 2022-02-28 | not known |
        | 2023-12-31 | 2024-01-01 | 2023-12-30 | 2024-01-28 | 2022-12-31 | not known |
        | 9999-12-31 | not known  | 9999-12-30 | not known  | 9998-12-31 | 6999-12-31 |
        | not known  | not known  | not known  | not known  | not known  | not known |
        """,
    ),
    Table(
        "Age",
        "Completed years: the largest n for which `born <= today - n years`. "
        "Somebody born on 29 February reaches an age on 1 March in a common year.",
        """
        | born | today | age(born, today) | age(born, today) >= 23 | born <= today - 23 years | age(born, today) in [23 .. 40) |
        | 2000-06-15 | 2023-06-14 | 22        | false     | false     | false     |
        | 2000-06-15 | 2023-06-15 | 23        | true      | true      | true      |
        | 2000-06-15 | 2023-06-16 | 23        | true      | true      | true      |
        | 1983-05-02 | 2023-05-01 | 39        | true      | true      | true      |
        | 1983-05-02 | 2023-05-02 | 40        | true      | true      | false     |
        | 2000-02-29 | 2023-02-28 | 22        | false     | false     | false     |
        | 2000-02-29 | 2023-03-01 | 23        | true      | true      | true      |
        | 2000-02-29 | 2024-02-28 | 23        | true      | true      | true      |
        | 2000-02-29 | 2024-02-29 | 24        | true      | true      | true      |
        | 2001-02-28 | 2024-02-28 | 23        | true      | true      | true      |
        | 2001-03-01 | 2024-02-29 | 22        | false     | false     | false     |
        | 2000-12-31 | 2024-01-01 | 23        | true      | true      | true      |
        | 2023-05-02 | 2023-05-02 | 0         | false     | false     | false     |
        | 2023-05-03 | 2023-05-02 | -1        | false     | false     | false     |
        | 2000-06-15 | not known  | not known | not known | not known | not known |
        | not known  | 2023-06-15 | not known | not known | not known | not known |
        | not known  | not known  | not known | not known | not known | not known |
        """,
    ),
    Table(
        "Between two dates",
        "*full months* is the largest n for which `start <= end - n months`. "
        "*years and months duration* counts whole months towards nought. A date less a date is a number of days.",
        """
        | start | end | full months(start, end) | years and months duration(start, end) | end - start |
        | 2023-01-15 | 2024-01-14 | 11        | 11 months | 364 days  |
        | 2023-01-15 | 2024-01-15 | 12        | 12 months | 365 days  |
        | 2023-01-31 | 2023-02-28 | 0         | 0 months  | 28 days   |
        | 2023-01-31 | 2023-03-01 | 1         | 1 month   | 29 days   |
        | 2024-01-31 | 2024-02-29 | 0         | 0 months  | 29 days   |
        | 2024-02-29 | 2025-02-28 | 11        | 11 months | 365 days  |
        | 2024-02-29 | 2025-03-01 | 12        | 12 months | 366 days  |
        | 2023-02-28 | 2024-02-29 | 12        | 12 months | 366 days  |
        | 2023-05-02 | 2023-05-02 | 0         | 0 months  | 0 days    |
        | 2023-05-02 | 2023-05-01 | -1        | 0 months  | -1 days   |
        | 2024-03-31 | 2024-02-29 | -2        | -1 months | -31 days  |
        | 2023-05-02 | not known  | not known | not known | not known |
        | not known  | 2023-05-02 | not known | not known | not known |
        """,
    ),
    Table(
        "Durations",
        "Durations in days are compared with one another and added, and so are durations in months.",
        """
        | start | end | end - start >= 28 days | end >= start + 28 days | end - start + 3 days | end - start - 1 day |
        | 2024-02-01 | 2024-02-28 | false     | false     | 30 days   | 26 days   |
        | 2024-02-01 | 2024-02-29 | true      | true      | 31 days   | 27 days   |
        | 2024-02-01 | 2025-01-31 | true      | true      | 368 days  | 364 days  |
        | 2024-02-01 | not known  | not known | not known | not known | not known |
        | not known  | not known  | not known | not known | not known | not known |
        """,
    ),
    Table(
        "Durations in months",
        "A year is twelve months. Months and days are never compared with one another.",
        """
        | start | end | years and months duration(start, end) < 1 year | years and months duration(start, end) + 2 months |
        | 2024-02-01 | 2025-01-31 | true      | 13 months |
        | 2024-02-01 | 2025-02-01 | false     | 14 months |
        | 2024-02-01 | not known  | not known | not known |
        """,
    ),
    Table(
        "Evidence within 12 months",
        "A criterion may say how old a result may be: `evidence: {AMH: within 12 months before referral date}`. "
        "A result from the first to the last day of that time counts. One from before or after it, or without a date, "
        "is not known: nobody is failed on it.",
        """
        | AMH | AMH date | referral date | AMH > 5.4 | AMH is known |
        | 6         | 2022-05-01 | 2023-05-02 | not known | false |
        | 6         | 2022-05-02 | 2023-05-02 | true      | true  |
        | 5.4       | 2022-05-02 | 2023-05-02 | false     | true  |
        | 6         | 2023-05-02 | 2023-05-02 | true      | true  |
        | 6         | 2023-05-03 | 2023-05-02 | not known | false |
        | 6         | not known  | 2023-05-02 | not known | false |
        | 6         | 2023-01-01 | not known  | not known | false |
        | not known | 2023-01-01 | 2023-05-02 | not known | false |
        | 6         | 2023-02-28 | 2024-02-29 | true      | true  |
        | 6         | 2023-02-27 | 2024-02-29 | not known | false |
        | 6         | 2024-02-28 | 2025-02-28 | true      | true  |
        | 6         | 2024-02-27 | 2025-02-28 | not known | false |
        """,
        "12 months",
    ),
    Table(
        "Evidence within 28 days",
        "Days are counted one by one.",
        """
        | AMH | AMH date | referral date | AMH > 5.4 | AMH is known |
        | 6   | 2024-02-01 | 2024-03-01 | not known | false |
        | 6   | 2024-02-02 | 2024-03-01 | true      | true  |
        | 6   | 2023-02-01 | 2023-03-01 | true      | true  |
        | 6   | 2023-01-31 | 2023-03-01 | not known | false |
        """,
        "28 days",
    ),
)


@dataclass(frozen=True)
class Difference:
    """An expression with null written out, what a policy finds where null stands for not known, and what DMN finds."""

    expression: str
    policy: str
    dmn: str


DIFFERENCES = (
    Difference("null = null", "not known", "true"),
    Difference("1 = null", "not known", "false"),
    Difference('null = "IVF"', "not known", "false"),
    Difference("null != null", "not known", "false"),
    Difference("1 != null", "not known", "true"),
    Difference("null in (1, 2)", "not known", "false"),
    Difference("1 in (2, null)", "not known", "false"),
    Difference("null in (1, null)", "not known", "true"),
    Difference("if null then 1 else 2", "not known", "2"),
)


def rows() -> Iterator[Row]:
    """Every expression of every table with every row of values."""
    for table in TABLES:
        header, *lines = cells(table.grid)
        facts = [name for name in header if name in (*NAMES, "AMH date")]
        for line in lines:
            given = dict(zip(facts, line, strict=False))
            for expression, cell in zip(header[len(facts) :], line[len(facts) :], strict=True):
                expected, _, dmn = cell.partition("; DMN ")
                yield Row(table.title, given, expression, expected, dmn or None, table.evidence)


def cells(grid: str) -> list[list[str]]:
    """The rows of a grid as lists of cells, the header first."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in grid.strip().splitlines()]


def value(cell: str) -> Any:
    """The value that a cell writes."""
    if cell in _WORDS:
        return _WORDS[cell]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    if found := re.fullmatch(r"(-?\d+) (days?|months?|years?)", cell):
        return duration(int(found[1]), found[2])
    return Decimal(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


_WORDS = {"true": True, "false": False, "not known": None, "not stated": NOT_STATED}
