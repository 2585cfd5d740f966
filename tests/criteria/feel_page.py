"""The manual's page on FEEL, made from the tables that the tests run."""

from collections.abc import Iterable

from coequal.criteria.feel import evaluate, parse, tokens, values
from tests.criteria.feel_tables import OUTSIDE, SECTIONS, Section

HEADING = """# FEEL, as other engines have it

<!-- Made by `make manual` from the tables in tests/criteria/feel_tables.py. Change those, not this page. -->

FEEL is the expression language of OMG's DMN standard. `coequal.evaluate("…")` answers one FEEL expression, without facts:
for those who check coequal against the standard, or move rules from another engine.

```python
import coequal
from decimal import Decimal

assert coequal.evaluate("[1, 5, 9][item > 3]") == [Decimal(5), Decimal(9)]
```

Policies are written in [a smaller language](language.md), which this page does not change.
Nearly everything in it means the same here. The difference is what happens to what is not known:
in a policy it stays not known, while DMN's `null` has definite answers in four places, which [that page tabulates](language.md#where-dmn-answers-otherwise).

**A wrong answer is worse than none.** Outside the tables below, and wherever the standard leaves an answer open or engines differ,
`coequal.evaluate` raises `coequal.NotSupported` and says why.
Values come back as Python's own: `Decimal`, `str`, `bool`, `date`, `time`, `datetime`, `timedelta`, lists, dictionaries, and `None` for null.
Durations of years and months are `coequal.facts.dates.Months`; ranges are `coequal.criteria.feel.values.Range`.

Every row is run as a test, so the page says what the software does.
"""

OUTSIDE_HEADING = """
## What is outside

Each of these raises `coequal.NotSupported`:

"""


def page() -> str:
    """The whole page."""
    outside = _table(["what", "for example"], [[what, _codes(examples)] for what, examples in OUTSIDE])
    return f"{HEADING}{''.join(map(_section, SECTIONS))}{OUTSIDE_HEADING}{outside}{_limits()}"


def _section(section: Section) -> str:
    rows = [[row.what, _codes(f"{expression} → {value}" for expression, value in row.examples)] for row in section.rows]
    text = f"{section.text}\n\n" if section.text else ""
    return f"\n## {section.title}\n\n{text}{_table(['what', 'examples'], rows)}"


def _limits() -> str:
    """What an expression may take, from the code that holds it to that."""
    return f"""
## How much is answered

An expression has at most {tokens.LONGEST:,} characters, {tokens.MOST_TOKENS} words and signs, and {parse.DEEPEST} levels of brackets.
Working it out takes at most {evaluate.MOST_STEPS:,} steps, and parts and functions within one another at most {evaluate.DEEPEST} levels.
A list holds at most {values.MOST_ITEMS:,} items and a text {values.MOST_LETTERS:,} letters. Beyond that, too, it is `NotSupported`, never a long wait.
"""


def _codes(texts: Iterable[str]) -> str:
    return "<br>".join(_code(text) for text in texts)


def _code(text: str) -> str:
    """Text in backticks, with the bar that would end a cell of a table escaped."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows)]
    return "".join(f"{line}\n" for line in lines)
