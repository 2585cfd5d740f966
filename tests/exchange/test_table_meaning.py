"""A decision table against the draft that is made of it, case by case.

The reference reads no text: each cell is a Python function of one known value, a rule is all of its cells, and a table is
any of its rules or the first that matches.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coequal.criteria.closures import closure
from coequal.criteria.kleene import NOT_STATED, both, either
from coequal.errors import CoequalError, Place
from coequal.exchange.tables.table import Rule, Table, amount, met_when
from coequal.facts.fields import Located
from tests.criteria.strategies import VOCABULARY

HERE = Place("a.xlsx", 3)
Case = tuple[Any, ...]

CELLS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "BMI": {
        ">= 19": lambda value: value >= 19,
        "<19": lambda value: value < 19,
        "<19,>30": lambda value: value < 19 or value > 30,
        "[19..30)": lambda value: 19 <= value < 30,
        "]19..30[": lambda value: 19 < value < 30,
        "19 to 30, >40": lambda value: 19 <= value <= 30 or value > 40,
        "19, >= 30": lambda value: value == 19 or value >= 30,
        "not(19, 30)": lambda value: value not in (19, 30),
        "not(<19, >30)": lambda value: not (value < 19 or value > 30),
        "!= 19, 19": lambda _value: True,
    },
    "smokes": {"yes": bool, "no": lambda value: not value, "yes, no": lambda _value: True},
    "sought": {
        "ivf": lambda value: value == "IVF",
        '"IVF","IUI"': lambda _value: True,
        "!= IVF": lambda value: value != "IVF",
        "not(IUI)": lambda value: value != "IUI",
    },
}
# The values at which the cells turn, those beside them, and what is not known.
VALUES: dict[str, tuple[Any, ...]] = {
    "BMI": (None, *(Decimal(text) for text in "18.9 19 19.1 25 29.9 30 30.1 40 40.1".split())),
    "smokes": (None, True, False),
    "sought": (None, "IVF", "IUI"),
}
CASES: list[Case] = list(product(*VALUES.values()))
AMOUNTS = {"0": 0, "2": 2, "3.5": Decimal("3.5"), "not stated": NOT_STATED}


def says(fact: str, cell: str, value: Any) -> bool | None:
    """What one cell says of one value."""
    match cell:
        case "-":
            return True
        case "null":
            return value is None
        case "not(null)":
            return value is not None
    return None if value is None else CELLS[fact][cell](value)


def matches(rule: Rule, case: Case) -> bool | None:
    """Whether all cells of a rule say yes."""
    return both([says(fact, cell, value) for fact, cell, value in zip(CELLS, rule.tests, case, strict=True)])


def first(rules: tuple[Rule, ...], results: dict[str, Any], case: Case, otherwise: Any) -> Any:
    """The result of the first rule that matches; not known where one before it may match with another result."""
    if not rules:
        return otherwise
    found, result = matches(rules[0], case), results[rules[0].results[0]]
    if found:
        return result
    later = first(rules[1:], results, case, otherwise)
    return later if found is False or later == result else None


def rules(results: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Rule, ...]]:
    """A few rules, each with cells that ask something or nothing."""
    tests = st.tuples(*(st.sampled_from([*cells, "-", "-", "null", "not(null)"]) for cells in CELLS.values()))
    return st.lists(
        st.builds(lambda cells, result: Rule(cells, (result,), place=HERE), tests, results), min_size=1, max_size=4
    ).map(tuple)


def table(found: tuple[Rule, ...], hit_policy: str) -> Table:
    """A table of those rules."""
    return Table("Weight", tuple(CELLS), ("may have it",), found, hit_policy, HERE)


def worked_out(node: Any) -> Iterator[Any]:
    """What an expression of the draft says of each case."""
    run = closure(node, VOCABULARY.slots)
    for case in CASES:
        values: list[Any] = [None] * (len(VOCABULARY.slots.value) + len(VOCABULARY.slots.on))
        for fact, value in zip(CELLS, case, strict=True):
            values[VOCABULARY.slots.value[fact]] = value
        yield run(values)


def clash(found: tuple[Rule, ...]) -> bool:
    """Whether some case matches two rules of different results."""
    return any(len({rule.results for rule in found if matches(rule, case)}) > 1 for case in CASES)


@given(rules(st.sampled_from(["yes", "no"])))
def test_a_first_table_and_its_draft_say_the_same(found: tuple[Rule, ...]) -> None:
    """The result of the first rule that matches, and no where none does."""
    drafted = VOCABULARY.condition(Located(met_when(table(found, "FIRST"), VOCABULARY), HERE))
    expected = [first(found, {"yes": True, "no": False}, case, otherwise=False) for case in CASES]
    assert list(worked_out(drafted)) == expected


@given(rules(st.sampled_from(["yes", "no"])), st.sampled_from(["UNIQUE", "ANY"]))
def test_a_table_whose_order_does_not_count_and_its_draft_say_the_same(found: tuple[Rule, ...], hit_policy: str) -> None:
    """Yes where a rule of yes matches; it is refused if, and only if, some case matches a rule of yes and one of no."""
    try:
        text = met_when(table(found, hit_policy), VOCABULARY)
    except CoequalError as refused:
        assert "can match the same case" in refused.message  # noqa: PT017  # taken or refused, both are right at their time
        assert clash(found)
        return
    assert not clash(found)
    expected = [either([matches(rule, case) for rule in found if rule.results == ("yes",)]) for case in CASES]
    assert list(worked_out(VOCABULARY.condition(Located(text, HERE)))) == expected


@given(rules(st.sampled_from(list(AMOUNTS))))
def test_a_table_of_amounts_and_its_draft_say_the_same(found: tuple[Rule, ...]) -> None:
    """The amount of the first rule that matches, and not stated where none does."""
    drafted = VOCABULARY.amount(Located(amount(table(found, "FIRST"), VOCABULARY), HERE))
    expected = [first(found, AMOUNTS, case, otherwise=NOT_STATED) for case in CASES]
    assert list(worked_out(drafted)) == expected
