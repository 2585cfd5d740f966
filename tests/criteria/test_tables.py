"""The tables of the language hold in the plain meaning, in the traced one, and, but for what they say, in DMN."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coequal.criteria.check import check
from coequal.criteria.closures import closure, tracer
from coequal.criteria.feel import evaluate as dmn
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.syntax import Current, Fact, IsKnown, Literal, Node, NotStated, children, rebuild, substitute
from coequal.criteria.types import BOOLEAN
from coequal.criteria.vocabulary import vocabulary
from coequal.errors import NotSupported, Place
from coequal.facts.dates import duration
from coequal.facts.dictionary import load_dictionary, read_dictionary
from coequal.facts.fields import Located
from tests.criteria.language_page import EXAMPLES, SPELLINGS
from tests.criteria.tables import DIFFERENCES, FACTS, Difference, Row, rows, value

VOCABULARY = vocabulary(read_dictionary(FACTS, "tables.yaml"))
ROWS = list(rows())


def tree(row: Row) -> Node:
    """The checked tree of a row's expression, its evidence windows in place."""
    checked = check(parse(row.expression, VOCABULARY.types), VOCABULARY.types, VOCABULARY.same)
    if row.evidence is None:
        return checked
    count, unit = row.evidence.split()
    window = Current("AMH", duration(int(count), unit), "referral date", type=VOCABULARY.types["AMH"])
    return substitute(checked, {"AMH": window})


def case(given: Mapping[str, str]) -> list[object]:
    """The values of a row, each in its slot."""
    values: list[object] = [None] * (len(VOCABULARY.slots.value) + len(VOCABULARY.slots.on))
    for name, cell in given.items():
        slot = VOCABULARY.slots.value.get(name)
        values[VOCABULARY.slots.on[name.removesuffix(" date")] if slot is None else slot] = value(cell)
    return values


def same(found: object, expected: object) -> bool:
    """Whether two values are equal and of one kind: to Python true equals 1."""
    return type(found) is type(expected) and found == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_of_the_tables_holds(row: Row) -> None:
    """An expression has the value that the table says, computed and traced."""
    node, values = tree(row), case(row.given)
    assert same(closure(node, VOCABULARY.slots)(values), value(row.expected))
    assert same(tracer(node, VOCABULARY.slots)(values)[0], value(row.expected))


@pytest.mark.parametrize("row", [row for row in ROWS if row.evidence is None], ids=lambda row: row.id)
def test_dmn_says_what_the_tables_say_it_says(row: Row) -> None:
    """With the values written out and null for not known, `evaluate` gives the same answer, the one noted, or none."""
    text = render(written_out(tree(row), row.given))
    try:
        found = dmn.evaluate(text)
    except NotSupported:
        assert row.dmn is None, "a difference is noted where there is no answer"
        return
    assert same(found, value(row.dmn or row.expected))


def written_out(node: Node, given: Mapping[str, str]) -> Node:
    """The tree with each fact replaced by its value."""
    if isinstance(node, Fact):
        return Literal(value(given[node.name]))
    return rebuild(node, lambda child: written_out(child, given))


def test_dmn_answers_most_rows() -> None:
    """Hardly any row is left out of the comparison with DMN, apart from those about what FEEL does not have."""
    own = [
        row for row in ROWS if row.evidence is None and not any(isinstance(part, IsKnown | NotStated) for part in every(tree(row)))
    ]
    silent = []
    for row in own:
        try:
            dmn.evaluate(render(written_out(tree(row), row.given)))
        except NotSupported:
            silent.append(row)
    assert len(silent) < len(own) / 10
    assert len(own) > 400


def every(node: Node) -> list[Node]:
    """A node and all under it."""
    return [node, *(under for child in children(node) for under in every(child))]


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.expression)
def test_dmn_differs_from_a_policy_where_the_manual_says_so(difference: Difference) -> None:
    """`evaluate` finds what DMN finds; a policy, given facts not known, finds nothing known."""
    found = parse(difference.expression, ())
    assert same(dmn.evaluate(difference.expression), value(difference.dmn))
    assert same(closure(found, VOCABULARY.slots)([]), value(difference.policy))


def test_every_difference_between_dmn_and_a_policy_is_one_of_four_operators() -> None:
    """Whatever rows differ, they hold `=`, `!=`, `in (…)` or `if`, and the policy's answer is not known."""
    differing = [row for row in ROWS if row.dmn is not None]
    assert differing
    for row in differing:
        assert row.expected == "not known"
        assert any(f" {sign} " in f" {row.expression} " for sign in ("=", "!=", "in", "if")), row.id


@pytest.mark.parametrize("text", [text for examples, _ in SPELLINGS for text in examples])
def test_what_the_manual_says_you_can_write_is_accepted(text: str) -> None:
    """Every spelling of the manual's list is read and found right."""
    check(parse(text, VOCABULARY.types), VOCABULARY.types, {})


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_manual_are_conditions_of_the_shipped_dictionary(text: str) -> None:
    """The first examples that a reader sees are real ones."""
    library = Path(__file__).parents[2] / "library" / "services" / "assisted-conception.yaml"
    words = vocabulary(load_dictionary(library))
    assert words.condition(Located(text, Place("language.md"))).type == BOOLEAN
