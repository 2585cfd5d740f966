"""Hypothesis strategies: typed expressions over one small dictionary, and cases for them.

`conditions()`, `numbers()`, `dates()` and `durations()` give trees that the checker accepts;
`cases()` gives lists of values, None for what is not known, dates of evidence included.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from coequal.criteria.check import check
from coequal.criteria.closures import Values
from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    IsKnown,
    Junction,
    Literal,
    Node,
    Not,
    OneOf,
    children,
    substitute,
)
from coequal.criteria.vocabulary import Vocabulary, formulas, vocabulary, work_out
from coequal.facts.dates import Months
from coequal.facts.dictionary import read_dictionary

Trees = st.SearchStrategy[Node]

DICTIONARY = """
service: strategies
title: Facts of every type
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Strategies}}
facts:
  smokes: {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke}
  partner smokes: {type: boolean, says: whether he smokes, if true: he smokes, if false: he does not smoke}
  screened: {type: boolean, dated: true, says: whether she was screened, if true: she was screened, if false: she was not screened}
  BMI: {type: number, unit: kg/m², decimals: 1, dated: true, says: her body mass index, plausible: 10 .. 80}
  AMH: {type: number, unit: pmol/L, other units: {ng/mL: 7.14}, decimals: 2, dated: true, says: her AMH, plausible: 0 .. 300}
  cycles: {type: number, says: the number of cycles, plausible: 0 .. 30}
  partner: {type: choice, says: whether she has a partner, values: {none: she has none, man: he is a man, woman: she is a woman}}
  sought: {type: choice, says: the treatment that she seeks, values: {IVF: she seeks IVF, IUI: she seeks IUI}}
  area: {type: area, says: the area where she lives}
  born: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2100-01-01}
  referral date: {type: date, moment: referral, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  trying since: {type: date, says: the date since which she has been trying, plausible: 1960-01-01 .. 2100-01-01}
  age at referral: {type: number, unit: years, says: her age at referral, is: "age(born, referral date)"}
  months trying:
    {type: number, unit: months, says: the months of trying, follows from: "full months(trying since, referral date)", plausible: 0 .. 600}
"""
VOCABULARY: Vocabulary = vocabulary(read_dictionary(DICTIONARY, "strategies.yaml"))
WINDOWS: dict[str, Node] = {
    name: Current(name, window, "referral date", type=VOCABULARY.types[name])
    for name, window in (("screened", Months(3)), ("BMI", timedelta(28)), ("AMH", Months(12)))
}
CHOICES = {name: kind.choices for name, kind in VOCABULARY.types.items() if kind.kind == "choice"}
AREAS = ("26A", "QMM", "06F")

# Few values, so that they often meet; each with its neighbours, and the awkward days among the dates.
_NUMBERS = [Decimal(text) for text in "-1 0 1 2 5.39 5.4 5.41 12 23 30 36 40 0.1 31.25".split()]
_DAYS = [
    *(date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31)),
    *(date(2000, 2, 29), date(2001, 2, 28), date(1984, 3, 31), date(2023, 12, 31), date(2024, 1, 31), date(1983, 5, 2)),
]
_DURATIONS = [*(Months(count) for count in (-1, 0, 1, 11, 12, 36)), *(timedelta(count) for count in (-1, 0, 1, 28, 365))]

plain_numbers = st.sampled_from(_NUMBERS) | st.decimals(-100, 100, places=2)
plain_days = st.sampled_from(_DAYS) | st.dates(date(1980, 1, 1), date(2030, 12, 31))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\v\f\x85\u2028\u2029"), max_size=8)


def any_of(*strategies: Trees) -> Trees:
    """One of several, each as likely, however many alternatives it has itself."""
    return st.integers(0, len(strategies) - 1).flatmap(strategies.__getitem__)


def literals(values: st.SearchStrategy[object]) -> Trees:
    """Values written out."""
    return values.map(Literal)


def facts(kind: str, unit: str | None = None) -> Trees:
    """The facts of one type; of a number, those of one unit."""
    return st.sampled_from([Fact(name) for name, own in VOCABULARY.types.items() if (own.kind, own.unit) == (kind, unit)])


@cache
def numbers(depth: int = 2, unit: str | None = None) -> Trees:
    """Numbers of a unit; a number written out has every unit."""
    leaf = facts("number", unit) | literals(plain_numbers)
    if unit == "years":
        leaf |= st.builds(lambda a, b: Call("age", (a, b)), dates(0), dates(0))
    if unit == "months":
        leaf |= st.builds(lambda a, b: Call("full months", (a, b)), dates(0), dates(0))
    if depth == 0:
        return leaf
    under, plain = numbers(depth - 1, unit), numbers(depth - 1)
    several = st.lists(under, min_size=1, max_size=3).map(tuple)
    listed = several.map(lambda items: (Call("list", items),))
    return any_of(
        leaf,
        st.builds(Arithmetic, st.sampled_from("+-"), under, under),
        st.builds(Arithmetic, st.just("*"), under, literals(plain_numbers)),
        st.builds(Call, st.sampled_from(["min", "max"]), several | listed),
        st.builds(If, conditions(depth - 1), under, under),
        listed.map(lambda items: Call("count", items)) if unit is None else plain,
    )


@cache
def dates(depth: int = 2) -> Trees:
    """Days: facts, days written out, and days moved by a duration."""
    leaf = facts("date") | literals(plain_days)
    if depth == 0:
        return leaf
    under = dates(depth - 1)
    return any_of(
        leaf,
        st.builds(Arithmetic, st.sampled_from("+-"), under, literals(st.sampled_from(_DURATIONS))),
        st.builds(If, conditions(depth - 1), under, under),
        st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(under, under)),
    )


def durations(kind: str, depth: int = 1) -> Trees:
    """Durations in `months` or in `days`."""
    written = literals(st.sampled_from([found for found in _DURATIONS if isinstance(found, Months) == (kind == "months")]))
    if kind == "months":
        between = st.builds(lambda a, b: Call("years and months duration", (a, b)), dates(depth), dates(depth))
    else:
        between = st.builds(Arithmetic, st.just("-"), dates(depth), dates(depth))
    return written | between | st.builds(Arithmetic, st.sampled_from("+-"), between, written)


def _choices(name: str) -> Trees:
    """A choice tested against its own words."""
    words = literals(st.sampled_from(CHOICES[name]))
    fact = st.just(Fact(name))
    return (
        st.builds(Compare, st.sampled_from(["=", "!="]), fact, words)
        | st.builds(Compare, st.sampled_from(["=", "!="]), words, fact)
        | st.builds(OneOf, fact, st.lists(words, min_size=1, max_size=3).map(tuple))
    )


@cache
def _tests(depth: int, with_is_known: bool) -> Trees:
    """Conditions that join no others: facts, comparisons, ranges, values among others."""
    signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    units = (None, "years", "months", "pmol/L", "kg/m²")
    kinds = [*(numbers(depth, unit) for unit in units), dates(depth), durations("months", depth), durations("days", depth)]
    areas = literals(st.sampled_from(AREAS))
    found = [facts("boolean"), literals(st.booleans())]
    found += [st.builds(Compare, signs, kind, kind) for kind in kinds]
    found += [st.builds(InRange, kind, kind, kind, st.booleans(), st.booleans()) for kind in kinds]
    found += [st.builds(OneOf, kind, st.lists(kind, min_size=1, max_size=3).map(tuple)) for kind in kinds]
    found += [_choices(name) for name in CHOICES]
    found += [
        st.builds(Compare, st.sampled_from(["=", "!="]), facts("area"), areas),
        st.builds(Compare, st.just("="), literals(texts), literals(texts)),
    ]
    if with_is_known:
        found.append(st.builds(IsKnown, st.one_of(facts("boolean"), facts("date"), *kinds)))
    return any_of(*found)


@cache
def conditions(depth: int = 2, with_is_known: bool = False) -> Trees:
    """Conditions, as the parser builds them: an `and` holds no `and` directly."""
    leaf = _tests(min(depth, 1), with_is_known)
    if depth == 0:
        return leaf
    under = conditions(depth - 1, with_is_known)
    joined = st.builds(_joined, st.sampled_from(["and", "or"]), st.lists(under, min_size=2, max_size=4))
    return any_of(
        leaf,
        joined,
        joined,
        under.map(Not),
        st.builds(If, under, under, under),
        st.builds(Compare, st.sampled_from(["=", "!="]), under, under),
        st.builds(OneOf, under, st.lists(under, min_size=1, max_size=2).map(tuple)),
    )


def _joined(word: str, operands: list[Node]) -> Node:
    flat: list[Node] = []
    for operand in operands:
        flat.extend(operand.operands if isinstance(operand, Junction) and operand.word == word else (operand,))
    return Junction(word, tuple(flat))


def checked(tree: Node) -> Node:
    """The tree with its types. Raises `LanguageError` where a strategy made one that the checker refuses."""
    return check(tree, VOCABULARY.types, {})


def with_evidence(tree: Node) -> Node:
    """The tree with the windows of evidence in place of the dated facts."""
    return substitute(tree, WINDOWS)


def every(node: Node) -> list[Node]:
    """A node and all that stand under it."""
    return [node, *(part for child in children(node) for part in every(child))]


def _values_of(name: str) -> st.SearchStrategy[object]:
    kind = VOCABULARY.types[name]
    match kind.kind:
        case "boolean":
            return st.booleans()
        case "number":
            return plain_numbers if VOCABULARY.dictionary.facts[name].decimals else st.integers(0, 40).map(Decimal)
        case "date":
            return plain_days
        case "choice":
            return st.sampled_from(kind.choices)
        case _:
            return st.sampled_from(AREAS)


@st.composite
def cases(draw: st.DrawFn, known: bool = False) -> Values:
    """The values of one case in their slots, derived facts worked out; all known, or each not known now and then."""
    slots = VOCABULARY.slots
    values: Values = [None] * (len(slots.value) + len(slots.on))
    for name, slot in slots.value.items():
        if VOCABULARY.dictionary.facts[name].formula is None:
            values[slot] = draw(_values_of(name) if known else st.none() | _values_of(name))
    for slot in slots.on.values():
        values[slot] = draw(plain_days if known else st.none() | plain_days)
    return work_out(values, formulas(VOCABULARY, VOCABULARY.derived))
