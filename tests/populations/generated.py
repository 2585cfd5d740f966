"""Policies and cases by the thousand, from which every engine must come to the same as the reference.

`policies` gives compiled policies over the dictionary of the tests of criteria; `cases` gives rows for them, once as
an Arrow table and once as the lists of values that the reference takes.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from coequal.criteria.check import check
from coequal.criteria.closures import Values
from coequal.criteria.render import render
from coequal.criteria.syntax import If, Literal, Node, NotStated
from coequal.criteria.types import BOOLEAN, NOT_STATED, NUMBER
from coequal.criteria.vocabulary import Vocabulary, work_out
from coequal.eligibility.rules import Rules, Run
from coequal.errors import Place
from coequal.facts.dates import add_months
from coequal.facts.dictionary import Fact
from coequal.policies.markdown import LiterateFile
from coequal.policies.model import Criterion, OtherReading, Policy, PrintedDate, Source, Treatment
from tests.criteria.strategies import AREAS, VOCABULARY, any_of, checked, conditions, numbers, with_evidence

_KINDS = (*["requirement"] * 5, "judgement", "judgement", "readiness", "elsewhere", "elsewhere", "duty", "information", "not seen")
_SILENT = ("duty", "information")  # they have no conditions
_UNKNOWN, _NO_AMOUNT = Literal(None, type=BOOLEAN), Literal(None, type=NUMBER)
_HERE = Place("generated")
_FILE = LiterateFile("generated", "", ())
_TRUTHS = any_of(*(conditions(depth, with_is_known=True) for depth in (0, 1, 1, 2)))
_NUMBERS = any_of(numbers(1), numbers(2), numbers(1, "years"), numbers(1, "months"))


def policies(count: int, seed: int | None = None) -> list[Rules]:
    """So many different compiled policies; without a seed always the same.

    They are put together by chance from generated conditions, a quarter as many, and generated amounts, an eighth.
    """
    random = Random(seed or 0)
    truths = [with_evidence(checked(tree)) for tree in _samples(_TRUTHS, -(-count // 4), seed)]
    amounts = [checked(tree) for tree in _samples(_NUMBERS, -(-count // 8), seed)]
    return [Rules(_policy(random, truths, amounts)) for _ in range(count)]


def _samples(strategy: st.SearchStrategy[Node], count: int, seed: int | None) -> list[Node]:
    """So many trees of a strategy; fewer where Hypothesis finds no more."""
    found: list[Node] = []

    def collect(tree: Node) -> None:
        found.append(tree)

    generating = settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=seed is None,
        suppress_health_check=list(HealthCheck),
    )
    run: Any = generating(given(strategy)(collect))
    (run if seed is None else seeded(seed)(run))()
    return found


def _policy(random: Random, truths: Sequence[Node], amounts: Sequence[Node]) -> Policy:
    names = random.choice([("ivf",), ("ivf", "iui")])
    treatments = [Treatment(name, name.upper(), _amounts(random, truths, amounts)) for name in names]
    return Policy(
        id="here/generated",
        version="v1",
        title="A generated policy",
        service="strategies",
        completeness="whole",
        status="in force",
        under_review=False,
        owners=(),
        starts=PrintedDate("always"),
        ends=None,
        binds_by="referral date",
        cases_from=None,
        couples=None,
        ratified=None,
        review_due=None,
        source=Source("Generated"),
        treatments=tuple(treatments),
        criteria=tuple(_criterion(random, place, names, truths) for place in range(random.randint(1, 4))),
        providers=(),
        exceptions=None,
        digest="",
        file=_FILE,
        vocabulary=VOCABULARY,
    )


def _criterion(random: Random, place: int, names: Sequence[str], truths: Sequence[Node]) -> Criterion:
    kind = random.choice(_KINDS)
    scope = random.choice(truths) if kind == "elsewhere" or (kind not in _SILENT and random.random() < 0.4) else None
    condition: Node | None = None
    if kind in ("requirement", "readiness") or (kind == "judgement" and random.random() < 0.5):
        condition = random.choice(truths)
    if kind == "not seen":
        condition = _UNKNOWN
    overrides: tuple[str, ...] = ()
    if place and scope is not None and random.random() < 0.6:
        overrides = tuple(f"k{other}" for other in range(place) if other == place - 1 or random.random() < 0.5)
    readings: tuple[OtherReading, ...] = ()
    if condition is not None and random.random() < 0.25:
        readings = (OtherReading("read otherwise", random.choice([None, random.choice(truths)]), random.choice(truths)),)
    return Criterion(
        id=f"k{place}",
        clause=str(place),
        title=f"Criterion {place}",
        kind=kind,
        treatments=tuple(name for name in names if name == names[0] or random.random() < 0.5),
        place=_HERE,
        applies_when=scope,
        condition=condition,
        overrides=overrides,
        readings=readings,
    )


def _amounts(random: Random, truths: Sequence[Node], amounts: Sequence[Node]) -> dict[str, Node]:
    """Up to two amounts: numbers, perhaps not stated or not known, perhaps only in one branch."""
    found: dict[str, Node] = {}
    for number in range(random.randrange(3)):
        tree = random.choice(amounts)
        if random.random() < 0.5:
            alike = [other for other in amounts if other.type == tree.type]
            branches = [tree, random.choice([NotStated(), random.choice(alike)])]
            random.shuffle(branches)
            tree = If(random.choice(truths), *branches)
        if random.random() < 0.2:
            tree = random.choice([NotStated(type=NOT_STATED), _NO_AMOUNT])
        found[f"amount {number}"] = tree if tree is _NO_AMOUNT else check(with_evidence(tree), VOCABULARY.types, {})
    return found


@dataclass(frozen=True)
class Cases:
    """The same cases in two forms: a table, with a column `id` of their numbers from 0, and lists of given values."""

    table: pa.Table
    given: list[Values]

    def run(self, rules: Rules) -> list[Run]:
        """What a policy comes to for each case, by the reference."""
        extra: Values = [None] * len(rules.slots.worked)
        return [rules.run(work_out(values + extra, rules.formulas)) for values in self.given]


def cases(count: int, seed: int = 0, vocabulary: Vocabulary = VOCABULARY) -> Cases:
    """So many cases, in which the values that policies ask for, their neighbours and what is not known are frequent."""
    random = Random(seed)
    rows = [_row(random, vocabulary) for _ in range(count)]
    facts, slots = vocabulary.dictionary.facts, vocabulary.slots
    columns: dict[str, pa.Array] = {"id": pa.array(range(count), pa.int64())}
    for name, fact in facts.items():
        if fact.formula is None:
            columns[fact.column] = pa.array([row.get(name) for row in rows], _arrow_type(fact.kind, fact.plausible, fact.decimals))
        if fact.dated:
            columns[f"{fact.column}_date"] = pa.array([row.get(f"{name} date") for row in rows], pa.date32())
    given_: list[Values] = []
    for row in rows:
        values: Values = [None] * (len(slots.value) + len(slots.on))
        for name, place in slots.value.items():
            values[place] = row.get(name)
        for name, place in slots.on.items():
            values[place] = row.get(f"{name} date")
        given_.append(values)
    return Cases(pa.table(columns), given_)


def _arrow_type(kind: str, plausible: tuple[Any, ...], decimals: int) -> pa.DataType:
    match kind:
        case "boolean":
            return pa.bool_()
        case "number":
            return pa.decimal128(len(str(int(plausible[1]))) + decimals, decimals)
        case "date":
            return pa.date32()
    return pa.string()


_CONSTANTS = [Decimal(text) for text in "-1 0 1 2 3 4 5.39 5.4 5.41 6 12 19 23 24 30 36 40 42 0.1 31.25".split()]
_DAYS = [
    *(date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31)),
    *(date(2000, 2, 29), date(2001, 2, 28), date(1984, 3, 31), date(2023, 12, 31), date(2024, 1, 31), date(1983, 5, 2)),
]
_MONTHS = (-12, -1, 1, 3, 11, 12, 36, 144, 276, 360, 432, 480)


def _row(random: Random, vocabulary: Vocabulary) -> dict[str, Any]:
    """One case: by name what is known of each fact, and by `<name> date` the date of each dated one."""
    row: dict[str, Any] = {}
    referred = _day(random)
    known = random.choice((0.7, 0.9, 1.0))
    for name, fact in vocabulary.dictionary.facts.items():
        if fact.dated and random.random() < known:
            row[f"{name} date"] = _before(random, referred, _CLOSE)
        if fact.formula is None and random.random() < (0.3 if fact.follows_from else known):
            row[name] = _value(random, fact, referred)
    return row


def _value(random: Random, fact: Fact, referred: date) -> Any:
    low: Any
    high: Any
    low, high = fact.plausible
    match fact.kind:
        case "boolean":
            return random.random() < 0.5
        case "number":
            return _number(random, fact.decimals, low, high)
        case "date":
            return min(max(referred if fact.name == "referral date" else _before(random, referred), low), high)
        case "choice":
            return random.choice(list(fact.values))
    return random.choice(AREAS)


_CLOSE: tuple[Callable[[date], date], ...] = (
    lambda day: add_months(day, -3),
    lambda day: add_months(day, -12),
    lambda day: day - timedelta(28),
    lambda day: day,
)


def _day(random: Random) -> date:
    """A day that policies name, a neighbour, a month's end, or any."""
    match random.randrange(4):
        case 0:
            return random.choice(_DAYS)
        case 1:
            return random.choice(_DAYS) + timedelta(random.choice((-1, 1, 28, -28)))
        case 2:
            year, month = random.randrange(2019, 2026), random.randrange(1, 13)
            return date(year, month, monthrange(year, month)[1])
    return date(1995, 1, 1) + timedelta(random.randrange(12_000))


def _before(random: Random, day: date, steps: Sequence[Callable[[date], date]] = ()) -> date:
    """A day some months before another, or one beside it; now and then any day."""
    if random.random() < 0.3:
        return _day(random)
    moved = random.choice(steps)(day) if steps else add_months(day, -random.choice(_MONTHS))
    return moved + timedelta(random.choice((-1, 0, 0, 1)))


def _number(random: Random, decimals: int, low: Decimal, high: Decimal) -> Decimal:
    """A number that policies name, one just under or over it, or any; between what is plausible."""
    unit = Decimal(1).scaleb(-decimals)
    found = random.choice(_CONSTANTS) + random.choice((-1, 0, 0, 1)) * unit
    if random.random() < 0.3:
        found = low + random.randrange(int((high - low) / unit) + 1) * unit
    return min(max(found.quantize(unit), low), high).quantize(unit)


def told(rules: Rules) -> str:
    """A policy as a failing test shows it: every expression in the language."""
    lines = []
    for own in rules.criteria:
        lines.append(f"{own.id}: {own.kind} for {', '.join(own.treatments)}, overrides {', '.join(own.overrides) or 'none'}")
        lines += [
            f"  {word}: {render(node)}"
            for word, node in (("applies when", own.applies_when), ("holds when", own.condition))
            if node
        ]
    for treatment in rules.policy.treatments:
        lines += [f"{treatment.id} {name}: {render(amount)}" for name, amount in treatment.amounts.items()]
    return "\n".join(lines)


def case_told(values: Values, vocabulary: Vocabulary = VOCABULARY) -> str:
    """A case as a failing test shows it."""
    names = {place: name for name, place in vocabulary.slots.value.items()}
    names |= {place: f"{name} date" for name, place in vocabulary.slots.on.items()}
    return ", ".join(f"{names[place]}: {value}" for place, value in enumerate(values) if place in names and value is not None)
