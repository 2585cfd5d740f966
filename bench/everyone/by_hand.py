"""The SQL that a skilled analyst would write by hand for DuckDB, in a plain and in a quick form.

SQL's own three values are the language's: a nullable boolean for each criterion is enough. What differs is how dates are
compared with others so many months away, and how masks are put together and counted.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
from bench.everyone.checksum import CRITERIA, TREATMENTS, Checksum, column, deciding, from_row
from bench.everyone.days import span
from bench.everyone.threads import THREADS

from coequal.eligibility.outcome import OUTCOMES

VIRUSES = ("hepatitis_b", "hepatitis_c", "hiv")
COLUMNS = tuple(map(column, CRITERIA))

DERIVED = """
derived AS (
  SELECT *,
    nhs_fresh_cycles + private_fresh_cycles AS previous_fresh_cycles,
    {dates}
  FROM people
)"""

MEANING = """
criteria AS (
  SELECT
    CASE WHEN amh_is_current THEN amh > 5.4 END
      OR (NOT amh_offered_locally AND CASE WHEN fsh_is_current THEN fsh < 9 END) AS ovarian_reserve,
    -- From 40 the clause on treatment at 40 and 41 takes the place of this one, so only the lower end is left.
    aged_23 AS age_under_40,
    patient_bmi BETWEEN 19 AND 30 AS body_mass_index,
    cause_of_infertility = 'diagnosed'
      OR (cause_of_infertility = 'unexplained' AND coalesce(months_trying >= 36, tried_36_months))
      OR (insemination_cycles >= 6 AND insemination_months <= 36) AS infertility,
    -- Not known at an age that is not known, whatever else is.
    CASE aged_40
      WHEN true THEN true
      WHEN false THEN previous_fresh_cycles < 2 OR (nhs_embryo_transfers < 4 AND frozen_embryos_stored)
    END AS previous_cycles,
    NOT aged_40
      OR (NOT aged_42 AND previous_fresh_cycles = 0 AND NOT low_ovarian_reserve AND implications_discussed) AS age_40_to_41,
    (NOT patient_smokes OR (patient_stop_smoking_programme AND patient_co_verified))
      AND (partner = 'none' OR NOT partner_smokes OR (partner_stop_smoking_programme AND partner_co_verified)) AS smoking,
    patient_living_children = 0 AND (partner = 'none' OR partner_living_children = 0) AS no_living_child,
    NOT patient_sterilised AND (partner = 'none' OR NOT partner_sterilised) AS no_sterilisation,
    NOT welfare_concern AS welfare_of_the_child,
    NOT other_medical_grounds AS other_medical_grounds,
    patient_area = '26A'
      AND (patient_registered_12_months
           OR (partner <> 'none' AND partner_area = '26A' AND partner_registered_12_months)) AS registration,
    tubal_investigation IN ('done', 'not appropriate') AS tubal_investigation,
    rubella_antibodies_tested AS rubella_antibodies,
    day_2_fsh_tested AS day_2_fsh,
    patient_chlamydia_screened AS chlamydia,
    patient_hepatitis_b_in_date AND patient_hepatitis_c_in_date AND patient_hiv_in_date AS patient_blood_borne_viruses,
    partner <> 'man' OR (semen_analysis_done AND (NOT semen_analysis_abnormal OR semen_follow_up_done)) AS semen_analysis,
    partner <> 'man'
      OR (partner_hepatitis_b_in_date AND partner_hepatitis_c_in_date AND partner_hiv_in_date) AS partner_blood_borne_viruses,
    NOT embryo_testing_needed AS embryo_testing,
    patient_rubella_immune AS rubella_immune,
    NOT donor_sperm_needed AS iui_donor_sperm,
    false AS iui_offered
  FROM derived
)"""

Reached = Callable[[str, str, int], str]  # of an earlier and a later date: whether so many months lie between them
Recent = Callable[[str, str, int], str]  # the same: whether the one is in the so many months before the other, ends included


def intervals(earlier: str, later: str, months: int) -> str:
    """The date so many months before `later`, a timestamp as DuckDB has it."""
    return f"{earlier} <= {later} - INTERVAL {months} MONTH"


def recent_by_intervals(earlier: str, later: str, months: int) -> str:
    """The same for a period."""
    return f"{earlier} BETWEEN {later} - INTERVAL {months} MONTH AND {later}"


def days(earlier: str, later: str, months: int) -> str:
    """The same as a date, so that dates are compared with dates."""
    return f"{earlier} <= ({later} - INTERVAL {months} MONTH)::DATE"


def recent_by_days(earlier: str, later: str, months: int) -> str:
    """The same for a period."""
    return f"{earlier} BETWEEN ({later} - INTERVAL {months} MONTH)::DATE AND {later}"


def bands(earlier: str, later: str, months: int) -> str:
    """The number of days between, and the calendar only where that leaves it open."""
    fewest, most = span(months)
    between = f"{later} - {earlier}"
    return f"CASE WHEN {between} >= {most} THEN true WHEN {between} < {fewest} THEN false ELSE {days(earlier, later, months)} END"


def recent_by_bands(earlier: str, later: str, months: int) -> str:
    """The same for a period: too old where a day more than the months lies between."""
    fewest, most = span(months)
    between = f"{later} - {earlier}"
    exact = f"{earlier} >= ({later} - INTERVAL {months} MONTH)::DATE"
    begun = f"CASE WHEN {between} <= {fewest} THEN true WHEN {between} > {most} THEN false ELSE {exact} END"
    return f"{begun} AND {earlier} <= {later}"


FORMS: dict[str, tuple[Reached, Recent]] = {
    "intervals": (intervals, recent_by_intervals),
    "days": (days, recent_by_days),
    "bands": (bands, recent_by_bands),
}


def sql(form: str = "bands", *, quick: bool = True) -> str:
    """The query that gives the one row of the checksum from a table or a view called `people`."""
    parts = [_derived(*FORMS[form]), MEANING, *(QUICK_MASKS if quick else [PLAIN_MASKS]), OUTCOME]
    return f"WITH{','.join(parts)}\n{_counts(quick)}"


def _derived(reached: Reached, recent: Recent) -> str:
    referral, start, born = "referral_date", "treatment_start_date", "patient_date_of_birth"
    dates = {
        "amh_is_current": recent("amh_date", referral, 12),
        "fsh_is_current": recent("fsh_date", referral, 3),
        "tried_36_months": reached("trying_since", referral, 36),
        **{f"aged_{years}": reached(born, start, 12 * years) for years in (23, 40, 42)},
        **{f"{who}_registered_12_months": reached(f"{who}_registered_since", referral, 12) for who in ("patient", "partner")},
        **{
            f"{who}_{virus}_in_date": recent(f"{who}_{virus}_test", referral, 24)
            for who in ("patient", "partner")
            for virus in VIRUSES
        },
    }
    return DERIVED.format(dates=",\n    ".join(f"{condition} AS {name}" for name, condition in dates.items()))


def _sum(terms: list[str]) -> str:
    return "\n      + ".join(terms)


PLAIN_MASKS = f"""
masks AS (
  SELECT *,
    {_sum([f"CASE WHEN NOT {name} THEN {1 << bit} ELSE 0 END" for bit, name in enumerate(COLUMNS)])} AS not_met,
    {_sum([f"CASE WHEN {name} IS NULL THEN {1 << bit} ELSE 0 END" for bit, name in enumerate(COLUMNS)])} AS not_known
  FROM criteria
)"""  # noqa: S608  # all of it is written here

QUICK_MASKS = (
    f"""
codes AS (
  SELECT *,
    {_sum([f"CASE {c} WHEN true THEN 0 WHEN false THEN {1 << n} ELSE {1 << n + 32} END" for n, c in enumerate(COLUMNS)])} AS code
  FROM criteria
)""",  # noqa: S608
    """
masks AS (
  SELECT *, code & 4294967295 AS not_met, code >> 32 AS not_known
  FROM codes
)""",
)


def _outcome(treatment: str) -> str:
    required, judged = deciding(treatment, judgement=False), deciding(treatment, judgement=True)
    return f"""CASE
      WHEN not_met & {required} <> 0 THEN 'not eligible'
      WHEN not_met & {judged} <> 0 THEN 'for judgement'
      WHEN not_known & {required | judged} <> 0 THEN 'not known'
      ELSE 'eligible'
    END AS {treatment}"""


OUTCOME = f"""
outcomes AS (
  SELECT *,
    {", ".join(map(_outcome, TREATMENTS))}
  FROM masks
)"""  # noqa: S608


def _counts(quick: bool) -> str:
    if quick:
        of_outcomes = [f"count_if({treatment} = '{outcome}')" for treatment in TREATMENTS for outcome in OUTCOMES]
        of_criteria = [f"count({name}) - count_if({name}), count(*) - count({name})" for name in COLUMNS]
    else:
        of_outcomes = [f"count(*) FILTER (WHERE {treatment} = '{outcome}')" for treatment in TREATMENTS for outcome in OUTCOMES]
        of_criteria = [f"count(*) FILTER (WHERE NOT {name}), count(*) FILTER (WHERE {name} IS NULL)" for name in COLUMNS]
    return ",\n  ".join(["SELECT\n  count(*), sum(not_met), sum(not_known)", *of_outcomes, *of_criteria]) + "\nFROM outcomes"


def connected() -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, with as many threads as everybody has."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {THREADS}")
    return connection


def in_duckdb(table: pa.Table) -> duckdb.DuckDBPyConnection:
    """A database with the people in a table of its own, in memory."""
    connection = connected()
    connection.register("arrow", table)
    connection.execute("CREATE TABLE people AS FROM arrow")
    connection.unregister("arrow")
    return connection


def on_arrow(table: pa.Table) -> duckdb.DuckDBPyConnection:
    """A database that reads the people from Arrow's memory."""
    connection = connected()
    connection.register("people", table)
    return connection


def on_parquet(path: Path) -> duckdb.DuckDBPyConnection:
    """A database that reads the people from a file each time."""
    connection = connected()
    connection.read_parquet(str(path)).create_view("people")
    return connection


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> Checksum:
    """What the query comes to."""
    return from_row(connection.execute(query).fetchall()[0])


def from_parquet(path: str) -> Checksum:
    """The quick form, once, from a file."""
    return ask(on_parquet(Path(path)), sql())
