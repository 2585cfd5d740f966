"""The same work in Polars: lazy expressions, whose `&`, `|` and `~` have the language's three values.

Dates so many months away are worked out by `offset_by`, which is what its manual says, or looked up in a table of all days,
which is quicker.
"""

from collections.abc import Callable
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from bench.everyone.checksum import CRITERIA, TREATMENTS, Checksum, column, deciding, from_row
from bench.everyone.days import FIRST, LAST, months_before
from polars import col

from coequal.eligibility.outcome import OUTCOMES

REFERRAL, START, BORN, PARTNER = col("referral_date"), col("treatment_start_date"), col("patient_date_of_birth"), col("partner")
COLUMNS = tuple(map(column, CRITERIA))
EVERY_DAY = np.arange(FIRST, LAST + 1)
Before = Callable[[pl.Expr, int], pl.Expr]


def by_offset(day: pl.Expr, months: int) -> pl.Expr:
    """A day less so many months, by the calendar."""
    return day.dt.offset_by(f"-{months}mo")


def by_table(day: pl.Expr, months: int) -> pl.Expr:
    """The same, from a table."""
    table = pl.Series(months_before(EVERY_DAY, months))
    return pl.lit(table).gather(day.to_physical() - FIRST.astype(int))


def dates(before: Before) -> dict[str, pl.Expr]:
    """The dates to which others are compared."""
    return {
        **{f"referral_less_{months}": before(REFERRAL, months) for months in (3, 12, 24, 36)},
        **{f"start_less_{years}": before(START, 12 * years) for years in (23, 40, 42)},
    }


def criteria() -> dict[str, pl.Expr]:
    """The criteria in order, from the columns of people and of `dates`."""
    over_40, cycles = col("aged_40"), col("nhs_fresh_cycles") + col("private_fresh_cycles")
    few_cycles = (cycles < 2) | ((col("nhs_embryo_transfers") < 4) & col("frozen_embryos_stored"))
    over_42 = col("start_less_42") >= BORN
    alone, by_months = PARTNER == "none", col("insemination_months") <= 36
    trying = pl.coalesce(col("months_trying") >= 36, col("trying_since") <= col("referral_less_36"))
    cause = col("cause_of_infertility")
    fsh = ~col("amh_offered_locally") & (_current("fsh", 3) < 9)
    found = {
        "ovarian-reserve": (_current("amh", 12) > 5.4) | fsh,
        "age-under-40": col("start_less_23") >= BORN,
        "body-mass-index": col("patient_bmi").is_between(19, 30),
        "infertility": (cause == "diagnosed")
        | ((cause == "unexplained") & trying)
        | ((col("insemination_cycles") >= 6) & by_months),
        "previous-cycles": over_40 | (~over_40 & few_cycles),
        "age-40-to-41": ~over_40 | (~over_42 & (cycles == 0) & ~col("low_ovarian_reserve") & col("implications_discussed")),
        "smoking": _smoke_free("patient") & (alone | _smoke_free("partner")),
        "no-living-child": (col("patient_living_children") == 0) & (alone | (col("partner_living_children") == 0)),
        "no-sterilisation": ~col("patient_sterilised") & (alone | ~col("partner_sterilised")),
        "welfare-of-the-child": ~col("welfare_concern"),
        "other-medical-grounds": ~col("other_medical_grounds"),
        "registration": (col("patient_area") == "26A")
        & (_registered("patient") | (~alone & (col("partner_area") == "26A") & _registered("partner"))),
        "tubal-investigation": (col("tubal_investigation") == "done") | (col("tubal_investigation") == "not appropriate"),
        "rubella-antibodies": col("rubella_antibodies_tested"),
        "day-2-fsh": col("day_2_fsh_tested"),
        "chlamydia": col("patient_chlamydia_screened"),
        "patient-blood-borne-viruses": _viruses("patient"),
        "semen-analysis": (PARTNER != "man")
        | (col("semen_analysis_done") & (~col("semen_analysis_abnormal") | col("semen_follow_up_done"))),
        "partner-blood-borne-viruses": (PARTNER != "man") | _viruses("partner"),
        "embryo-testing": ~col("embryo_testing_needed"),
        "rubella-immune": col("patient_rubella_immune"),
        "iui-donor-sperm": ~col("donor_sperm_needed"),
        "iui-offered": pl.lit(value=False),
    }
    return {column(criterion): found[criterion] for criterion in CRITERIA}


def _current(test: str, months: int) -> pl.Expr:
    """A result, null unless it is dated within so many months before referral."""
    return pl.when(col(f"{test}_date").is_between(col(f"referral_less_{months}"), REFERRAL)).then(col(test))


def _smoke_free(who: str) -> pl.Expr:
    return ~col(f"{who}_smokes") | (col(f"{who}_stop_smoking_programme") & col(f"{who}_co_verified"))


def _registered(who: str) -> pl.Expr:
    return col(f"{who}_registered_since") <= col("referral_less_12")


def _viruses(who: str) -> pl.Expr:
    hepatitis_b, hepatitis_c, hiv = (
        col(f"{who}_{virus}_test").is_between(col("referral_less_24"), REFERRAL) for virus in ("hepatitis_b", "hepatitis_c", "hiv")
    )
    return hepatitis_b & hepatitis_c & hiv


def query(people: pl.LazyFrame, before: Before) -> pl.LazyFrame:
    """The one row of the checksum, not yet worked out."""
    not_met = [_bit(~col(name), bit) for bit, name in enumerate(COLUMNS)]
    not_known = [_bit(col(name).is_null(), bit) for bit, name in enumerate(COLUMNS)]
    return (
        people.with_columns(**dates(before))
        .with_columns(aged_40=col("start_less_40") >= BORN)
        .select(**criteria())
        .with_columns(not_met=reduce(add, not_met), not_known=reduce(add, not_known))
        .with_columns(**{treatment: _outcome(treatment) for treatment in TREATMENTS})
        .select(*_counts())
    )


def _bit(holds: pl.Expr, bit: int) -> pl.Expr:
    return pl.when(holds).then(pl.lit(1 << bit, pl.Int32)).otherwise(pl.lit(0, pl.Int32))


def _outcome(treatment: str) -> pl.Expr:
    """The place of the outcome in `OUTCOMES`."""
    required, judged = deciding(treatment, judgement=False), deciding(treatment, judgement=True)
    return (
        pl.when(col("not_met") & required != 0)
        .then(pl.lit(3, pl.Int8))
        .when(col("not_met") & judged != 0)
        .then(pl.lit(2, pl.Int8))
        .when(col("not_known") & (required | judged) != 0)
        .then(pl.lit(1, pl.Int8))
        .otherwise(pl.lit(0, pl.Int8))
    )


def _counts() -> list[pl.Expr]:
    outcomes = [(col(treatment) == place).sum() for treatment in TREATMENTS for place in range(len(OUTCOMES))]
    each = [count for name in COLUMNS for count in (col(name).count() - col(name).sum(), col(name).null_count())]
    sums = [col(mask).cast(pl.Int64).sum() for mask in ("not_met", "not_known")]
    return [count.alias(str(place)) for place, count in enumerate([pl.len(), *sums, *outcomes, *each])]


def in_polars(table: pa.Table) -> pl.LazyFrame:
    """The people in Polars' own memory."""
    return pl.DataFrame(table).lazy()


def ask(people: pl.LazyFrame, before: Before = by_table) -> Checksum:
    """What the query comes to; the streaming engine is the quicker one here, in memory too."""
    return from_row(query(people, before).collect(engine="streaming").row(0))


def from_parquet(path: str) -> Checksum:
    """The same, once, from a file."""
    return ask(pl.scan_parquet(Path(path)))
