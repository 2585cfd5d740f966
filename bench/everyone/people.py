"""Invented people as an Arrow table: a column for every fact that may be given and on which the policy rests.

Each column is drawn by itself, except that dates are so many days before or after the day of referral and that
`trying_since` is given only where `months_trying` is not. So nothing contradicts anything else, as the dictionary sees it.
A seed always makes the same people, and fewer of them are the first of more.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import coequal
from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Current, names
from coequal.eligibility.rules import Rules
from coequal.facts.dictionary import Fact
from coequal.policies.library import Library

POLICY, DAY = "norfolk-and-waveney/assisted-conception", date(2023, 5, 2)
BLOCK = 131_072  # rows: of a batch in memory, and of a row group in a file
COMPRESSION = "zstd"
FEWEST_NULLS, MOST_NULLS = 0.005, 0.2  # the share of a column that is null
HERE, AREAS = "26A", 42  # the policy's own area, and of how many areas people are

TRUE = {  # how often each of these is true
    "AMH offered locally": 0.9, "low ovarian reserve": 0.1, "frozen embryos stored": 0.2, "implications discussed": 0.8,
    "patient smokes": 0.1, "patient stop smoking programme": 0.5, "patient CO verified": 0.5,
    "partner smokes": 0.1, "partner stop smoking programme": 0.5, "partner CO verified": 0.5,
    "patient sterilised": 0.02, "partner sterilised": 0.03, "donor sperm needed": 0.1, "welfare concern": 0.03,
    "other medical grounds": 0.04, "embryo testing needed": 0.03, "patient rubella immune": 0.95,
    "rubella antibodies tested": 0.9, "day 2 FSH tested": 0.8, "patient chlamydia screened": 0.85,
    "semen analysis done": 0.85, "semen analysis abnormal": 0.3, "semen follow up done": 0.5,
}  # fmt: skip
SHARES = {  # how often each choice is made
    "partner": {"none": 0.1, "man": 0.8, "woman": 0.1},
    "cause of infertility": {"unexplained": 0.5, "diagnosed": 0.35, "none known": 0.15},
    "tubal investigation": {"done": 0.6, "not done": 0.25, "not appropriate": 0.15},
}
ONE_OF = {  # each equally often
    "months trying": range(12, 84),
    "insemination cycles": [0, 0, 0, 0, 3, 6, 8],
    "insemination months": range(60),
    "patient living children": [0] * 14 + [1],
    "partner living children": [0] * 14 + [1, 2],
    "NHS IUI cycles": [0, 0, 0, 0, 0, 3, 6],
    "NHS fresh cycles": [0, 0, 0, 0, 0, 1, 2],
    "private fresh cycles": [0, 0, 0, 0, 0, 1, 2],
    "NHS embryo transfers": [0, 0, 0, 0, 0, 1, 4],
    "private embryo transfers": [0, 0, 0, 0, 0, 1, 4],
}
MEASURED = {"AMH": (100, 4_000), "FSH": (200, 1_200), "patient BMI": (1_700, 3_300)}  # the least and the most, in hundredths
BEFORE_REFERRAL = {  # the fewest days and the most
    "referral date": (0, 0), "treatment start date": (-300, -30), "patient date of birth": (7_300, 15_700),
    "trying since": (300, 2_500), "patient registered since": (100, 6_000), "partner registered since": (100, 8_000),
    "patient hepatitis B test": (-10, 800), "patient hepatitis C test": (-10, 800), "patient HIV test": (-10, 800),
    "partner hepatitis B test": (-10, 800), "partner hepatitis C test": (-10, 800), "partner HIV test": (-10, 800),
}  # fmt: skip
EVIDENCE = (-10, 420)  # of a dated result, likewise
FIRST_REFERRAL, REFERRAL_DAYS = np.datetime64("2022-08-01", "D").astype(np.int32), 500


@cache
def rules() -> Rules:
    """The policy that is measured, compiled."""
    return coequal.load(POLICY, on=DAY).rules


@cache
def given_facts() -> tuple[Fact, ...]:
    """The facts that may be given and on which the policy's criteria, in any reading, and its amounts rest."""
    vocabulary = rules().policy.vocabulary
    wanted = vocabulary.basis(rules().mentioned)
    return tuple(fact for name, fact in vocabulary.dictionary.facts.items() if name in wanted)


@cache
def area_codes() -> tuple[str, ...]:
    """The codes of the areas in which people are registered, the policy's own first."""
    others = (code for code in sorted(Library().organisations.areas) if code != HERE)
    return (HERE, *(next(others) for _ in range(AREAS - 1)))


def people(rows: int, seed: int) -> pa.Table:
    """So many invented people, each column in one piece."""
    return pa.Table.from_batches(_blocks(rows, seed)).combine_chunks()


def write_people(path: Path, rows: int, seed: int) -> None:
    """The same people in a Parquet file; no more than one block of them is in memory at a time."""
    with pq.ParquetWriter(path, _block(0, seed).schema, compression=COMPRESSION) as writer:
        for block in _blocks(rows, seed):
            writer.write_batch(block, row_group_size=BLOCK)


def write_table(path: Path, table: pa.Table) -> None:
    """Any such table in a file of the same kind."""
    pq.write_table(table, path, compression=COMPRESSION, row_group_size=BLOCK)


def read_people(path: Path) -> pa.Table:
    """The people in a file, choices and areas as dictionaries."""
    return pq.read_table(path, read_dictionary=text_columns())


def text_columns() -> list[str]:
    """The columns of choices and areas."""
    return [fact.column for fact in given_facts() if fact.kind in ("choice", "area")]


@cache
def needed_columns() -> tuple[str, ...]:
    """The columns on which the criteria themselves rest, without those that only other readings or amounts need."""
    conditions, vocabulary = rules().conditions, rules().policy.vocabulary
    wanted = vocabulary.basis(frozenset().union(*map(names, conditions)))
    dated = {node.name for condition in conditions for node in every(condition) if isinstance(node, Current)}
    facts = [fact for fact in given_facts() if fact.name in wanted]
    found = [(fact.column, f"{fact.column}_date") if fact.name in dated else (fact.column,) for fact in facts]
    return tuple(chain.from_iterable(found))


def _blocks(rows: int, seed: int) -> Iterator[pa.RecordBatch]:
    for number, first in enumerate(range(0, rows, BLOCK)):
        yield _block(number, seed).slice(0, rows - first)


def _block(number: int, seed: int) -> pa.RecordBatch:
    """One block of people, which does not depend on the others."""
    random = np.random.default_rng([seed, number])
    referral = FIRST_REFERRAL + random.integers(0, REFERRAL_DAYS, BLOCK, dtype=np.int32)
    columns: dict[str, pa.Array] = {}
    for fact in given_facts():
        columns[fact.column] = _column(fact, referral, random)
        if fact.dated:
            columns[f"{fact.column}_date"] = _days_before(referral, EVIDENCE, random)
    shares = _null_shares(tuple(columns))
    found = {name: _with_nulls(column, shares[name], random) for name, column in columns.items()}
    found["trying_since"] = _only_where_null(found["trying_since"], found["months_trying"])
    return pa.RecordBatch.from_pydict(found)


@cache
def _null_shares(columns: tuple[str, ...]) -> dict[str, float]:
    """From the fewest nulls to the most in even ratios, so mixed that neighbours differ; the most where two columns share."""
    ratio, count = MOST_NULLS / FEWEST_NULLS, len(columns)
    shares = {column: FEWEST_NULLS * ratio ** (place * 17 % count / (count - 1)) for place, column in enumerate(columns)}
    return shares | {"months_trying": MOST_NULLS}


def _column(fact: Fact, referral: Any, random: np.random.Generator) -> pa.Array:
    match fact.kind:
        case "boolean":
            return pa.array(random.random(BLOCK, dtype=np.float32) < TRUE[fact.name])
        case "choice":
            shares = SHARES[fact.name]
            return _dictionary(tuple(shares), tuple(shares.values()), random)
        case "area":
            return _dictionary(area_codes(), (0.3, *[0.7 / (AREAS - 1)] * (AREAS - 1)), random)
        case "date":
            return _days_before(referral, BEFORE_REFERRAL[fact.name], random)
    if fact.decimals:
        low, high = MEASURED[fact.name]
        return pa.array(random.integers(low, high + 1, BLOCK) / 100)
    return pa.array(random.choice(np.array(ONE_OF[fact.name], dtype=np.int16), BLOCK))


def _dictionary(values: tuple[str, ...], shares: tuple[float, ...], random: np.random.Generator) -> pa.DictionaryArray:
    indices = random.choice(len(values), BLOCK, p=shares).astype(np.int8)
    return pa.DictionaryArray.from_arrays(indices, list(values))


def _days_before(referral: Any, days: tuple[int, int], random: np.random.Generator) -> pa.Array:
    fewest, most = days
    return pa.array(referral - random.integers(fewest, most + 1, BLOCK, dtype=np.int32)).view(pa.date32())


def _with_nulls(column: pa.Array, share: float, random: np.random.Generator) -> pa.Array:
    return masked(column, random.random(BLOCK, dtype=np.float32) < share)


def _only_where_null(column: pa.Array, other: pa.Array) -> pa.Array:
    return masked(column, other.is_valid().to_numpy(zero_copy_only=False) | column.is_null().to_numpy(zero_copy_only=False))


def masked(column: pa.Array, null: Any) -> pa.Array:
    """A column in which some rows, given as a mask, are null."""
    if isinstance(column, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(masked(column.indices, null), column.dictionary)
    if column.type == pa.date32():
        return masked(column.view(pa.int32()), null).view(pa.date32())
    return pa.array(column.to_numpy(zero_copy_only=False), mask=null, type=column.type)
