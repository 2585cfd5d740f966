"""The manual's page on the language, made from the tables and the mistakes that the tests run."""

from tests.criteria.mistakes import SHOWN
from tests.criteria.tables import DIFFERENCES, TABLES, Table, cells

HEADING = """# The language of criteria

<!-- Made by `make manual` from the tables in tests/criteria. Change those, not this page. -->

A policy's conditions are written in a small language that reads like English:

"""

EXAMPLES = (  # in the words of the dictionary for assisted conception
    "patient BMI in [19 .. 30]",
    "AMH > 5.4 or (not(AMH offered locally) and FSH < 9)",
    "patient age at treatment in [23 .. 40)",
    'cause of infertility = "unexplained" and months trying >= 36',
    "together since <= referral date - 2 years",
)

AFTER_EXAMPLES = """
It is a part of FEEL, the expression language of the DMN standard, so business analysts know it and other engines can run it.
Every table on this page is run as a test, so the page says what the software does.

## What you can write

"""

SPELLINGS = (  # in the words of the tables
    (("referral date",), "a **fact**: its name as the dictionary of the service has it, spaces and capitals included"),
    (("true", "false"), "the two answers of a condition"),
    (("30", "5.4", "-1"), "a **number**, an exact decimal of at most 34 digits, always without its unit: `35`, not `35 kg/m²`"),
    (('"IVF"',), "a **word**, always in double quotation marks: one of the values of a choice, or the code of an area"),
    (('date("2024-02-29")', '@"2024-02-29"'), "a **day**"),
    (("12 months", "3 years", "28 days"), "a **duration**"),
    (('duration("P12M")', 'duration("P28D")'), "a duration as FEEL writes it"),
    (("A and B", "A or B", "not(A)"), "conditions joined, or turned round; *not* needs its brackets"),
    (("n = m", "n != m", "n < m", "n <= m", "n > m", "n >= m"), "a **comparison** of two things of one kind and one unit"),
    (("n in [19 .. 30]",), "a **range**; a round bracket in place of a square one leaves its end out"),
    (("n between 19 and 30",), "the same range"),
    (('treatment in ("IVF", "IUI")',), "**one of several** values"),
    (("n in (< 19, > 30)",), "one of several comparisons"),
    (("A is known", "A is not known"), "whether something is known, the only two tests that ask this"),
    (("if A then n else m",), "one or the other"),
    (("n + m", "n - m", "n * m"), "numbers added, taken away, multiplied"),
    (("referral date - 12 months", "end - start"), "a date moved by a duration, or the days between two dates"),
    (("age(born, referral date)",), "completed years on a day"),
    (("full months(start, end)",), "completed months between two days, as a number"),
    (("years and months duration(start, end)",), "completed months between two days, as a duration"),
    (("min(n, m)", "max(n, m)", "count([n, m])"), "the smallest, the largest, how many"),
    (
        ("if A then 2 else not stated",),
        "*not stated*: an amount that the policy does not say; only as a whole amount or as a branch of an *if*",
    ),
)

RULES = """
A *name* goes on for as long as it can: where the dictionary has `AMH` and `AMH offered locally`, the longer one is read.
*Brackets* group, as in arithmetic. Without them minus binds most, then `*`, then `+` and `-`, then comparisons, then `and`, then `or`.
Two comparisons are never run together: write `19 <= n and n <= 30`, or a range.
An expression has at most 4,000 characters, 400 words and signs, and 40 levels of brackets.

## Not known

A fact may be **not known**: never asked, not recorded, too old, declined. In a policy this is neither yes nor no.
Whatever depends on it is not known either, except where the rest settles the answer.
So `AMH > 5.4 or FSH < 9` is true as soon as one of the two results is good, even if nobody has the other.

## Mistakes

Everything is checked when a policy is read, before anyone is assessed. Each mistake is pointed at with its line and column.

"""

DMN = """
## Where DMN answers otherwise

`coequal.evaluate("…")` answers one expression as the DMN standard does, for those who check us against it or move rules from other engines.
It takes in [much more of FEEL](feel.md) than policies are written in. There *not known* is written `null`. In four places DMN gives a definite answer where a policy finds the answer not known:
`=`, `!=`, `in (…)` and `if`. In the tables below, such an answer stands as *DMN: …*.
DMN knows no types beforehand, so a comparison or a sum of values of different kinds is null there; in a policy it is a mistake.
Where the standard leaves an answer open, or an expression is outside [what is declared](feel.md), `coequal.evaluate` raises `coequal.NotSupported`.

"""


def page() -> str:
    """The whole page."""
    mistakes = _markdown([["you write", "you are told"], *([f"`{mistake.text}`", mistake.message] for mistake in SHOWN)])
    differences = _markdown(
        [
            ["expression", "in a policy", "`coequal.evaluate`, as DMN"],
            *([f"`{found.expression}`", _said(found.policy), _said(found.dmn)] for found in DIFFERENCES),
        ]
    )
    spellings = _markdown(
        [["you write", "it means"], *([", ".join(f"`{text}`" for text in examples), meaning] for examples, meaning in SPELLINGS)]
    )
    examples = "```\n" + "".join(f"{example}\n" for example in EXAMPLES) + "```\n"
    start = f"{HEADING}{examples}{AFTER_EXAMPLES}{spellings}{RULES}{mistakes}{DMN}{differences}"
    return f"{start}\n## The tables\n\n{_contents()}\n" + "\n".join(map(_section, TABLES))


def _contents() -> str:
    return "".join(f"- [{table.title}](#{_anchor(table.title)})\n" for table in TABLES)


def _anchor(title: str) -> str:
    """The anchor of a heading: small letters, hyphens for spaces, no other signs."""
    return "".join(sign for sign in title.casefold().replace(" ", "-") if sign.isalnum() or sign == "-")


def _section(table: Table) -> str:
    header, *rows = cells(table.grid)
    body = [[_said(cell) for cell in row] for row in rows]
    return f"### {table.title}\n\n{table.text}\n\n{_markdown([[f'`{cell}`' for cell in header], *body])}"


def _said(cell: str) -> str:
    """A cell as readers see it; what is not known stands out."""
    policy, _, dmn = cell.partition("; DMN ")
    shown = f"*{policy}*" if policy == "not known" else policy
    return f"{shown} (DMN: {dmn})" if dmn else shown


def _markdown(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "".join(f"{line}\n" for line in lines)
