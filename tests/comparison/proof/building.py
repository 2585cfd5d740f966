"""Policies compared in tests: over a small dictionary whose every case can be tried, and over generated ones."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from coequal.comparison.proof.compare import Comparison
from coequal.comparison.proof.ordinary import Ordinary
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.two import Proof, prove
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, read_case
from coequal.populations.graph import Graph
from tests.eligibility.building import boolean, criterion, day, number, rules, words

ON = date(2026, 6, 1)
DAY = day("referral", "plausible: 2020-01-01 .. 2030-01-01, moment: referral")
# Three truths and a number: 3 × 3 × 3 × 5 cases, what is not known included.
SMALL: Vocabulary = words(boolean("smokes") + boolean("married") + boolean("well") + number("cycles") + DAY)

FACTS = """
  referral: {type: date, moment: referral, says: the date of referral, plausible: 2020-01-01 .. 2030-01-01}
  start:
    {type: date, moment: the start, says: the date of the start, plausible: 2020-01-01 .. 2031-01-01, typical: referral + 3 months}
  born: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2030-01-01, typical: referral - 402 months}
  years old: {type: number, says: her age, unit: years, unit goes without saying: true, is: "age(born, start)"}
  BMI: {type: number, says: her body mass index, plausible: 10 .. 80, decimals: 1, typical: 24, sensitivity: health}
  AMH: {type: number, says: her AMH, unit: pmol/L, plausible: 0 .. 300, decimals: 1, dated: true, typical: 15, sensitivity: health}
  smokes:
    {type: boolean, says: whether she smokes, if true: she smokes, if false: she does not smoke, typical: false, sensitivity: health}
  smoke free since: {type: date, says: the day since which she has not smoked, plausible: 1990-01-01 .. 2030-01-01}
  partner: {type: choice, says: her partner, values: {none: she has no partner, man: he is a man}, typical: man}
  children: {type: number, says: the number of her children, plausible: 0 .. 20, typical: 0}
  concern:
    type: boolean
    says: whether there is a concern
    if true: there is a concern
    if false: there is no concern
    typical: false
    sensitivity: safeguarding
  area: {type: area, says: her area}
  months trying:
    {type: number, unit: months, unit goes without saying: true, says: the months of trying, plausible: 0 .. 600, typical: 42, follows from: "full months(trying since, referral)"}
  trying since: {type: date, says: the day since which she has been trying, plausible: 1990-01-01 .. 2030-01-01}
"""
PEOPLE = words(
    FACTS,
    "contradictions:\n  - {never: born > referral, because: she was born after the referral}\n",
)
TWO = "{ivf: {name: IVF, cycles: 2}, iui: {name: IUI}}"


def met(name: str, condition: str, *more: str) -> str:
    """A requirement."""
    return criterion(name, f"met when: {condition!r}", *more)


def named(area: str, of: Rules) -> Rules:
    """The same policy of another area."""
    return Rules(replace(of.policy, id=f"{area}/test"))


def policy(*blocks: str, area: str = "here", vocabulary: Vocabulary = PEOPLE, **more: str) -> Rules:
    """A policy of an area."""
    return named(area, rules(vocabulary, *blocks, **more))


def proof(a: Rules, b: Rules, on: date = ON) -> Proof:
    """Two policies compared."""
    return prove(a, b, on)


def comparison(a: Rules, b: Rules, on: date = ON) -> Comparison:
    """Two policies about to be compared."""
    vocabulary = for_policies(a.policy.vocabulary, [a.policy, b.policy])
    solver = Solver(Graph(vocabulary))
    return Comparison(solver, Ordinary(solver, vocabulary, a.policy.binds_by, on), Side(a, solver), Side(b, solver))


def every_case(vocabulary: Vocabulary = SMALL) -> Iterator[Case]:
    """Every case over the small dictionary, with each fact known or not."""
    truths = (True, False, None)
    for smokes, married, well, cycles in product(truths, truths, truths, (*range(4), None)):
        given: Mapping[str, Any] = {"smokes": smokes, "married": married, "well": well, "cycles": cycles}
        yield read_case({name: value for name, value in given.items() if value is not None}, vocabulary.dictionary)


def outcome(of: Rules, found: Case, treatment: int = 0) -> str:
    """The outcome of a treatment by the reference."""
    return of.run(of.values(found))[1][treatment]
