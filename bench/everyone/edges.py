"""People all of whose numbers and dates stand at the limits of the policy, or just beside: mistakes show in a few of them."""

from typing import Any

import numpy as np
import pyarrow as pa
from bench.everyone.days import months_before
from bench.everyone.people import masked, people

NUMBERS = {
    "amh": [5.39, 5.4, 5.41], "fsh": [8.99, 9.0, 9.01], "patient_bmi": [18.99, 19.0, 19.01, 29.99, 30.0, 30.01],
    "months_trying": [35, 36, 37], "insemination_cycles": [5, 6, 7], "insemination_months": [35, 36, 37],
    "nhs_fresh_cycles": [0, 1], "private_fresh_cycles": [0, 1], "nhs_embryo_transfers": [3, 4, 5],
    "patient_living_children": [0, 1], "partner_living_children": [0, 1],
}  # fmt: skip
TESTS = [f"{who}_{virus}_test" for who in ("patient", "partner") for virus in ("hepatitis_b", "hepatitis_c", "hiv")]
SINCE_REFERRAL = {  # in how many months before referral the limit is
    "amh_date": (0, 12), "fsh_date": (0, 3), "trying_since": (36,),
    "patient_registered_since": (12,), "partner_registered_since": (12,), **dict.fromkeys(TESTS, (0, 24)),
}  # fmt: skip
AGES = (12 * 23, 12 * 40, 12 * 42)


def people_at_edges(rows: int, seed: int) -> pa.Table:
    """So many people, as `people` makes them but for numbers and dates; the days from which others count are the ends of months."""
    table, random = people(rows, seed), np.random.default_rng(seed)
    referral, start = _ends_of_months(2019, 60, rows, random), _ends_of_months(2024, 60, rows, random)
    edges = {
        "referral_date": referral,
        "treatment_start_date": start,
        "patient_date_of_birth": _beside(start, AGES, random),
        **{column: _beside(referral, months, random) for column, months in SINCE_REFERRAL.items()},
        **{column: random.choice(np.array(values), rows) for column, values in NUMBERS.items()},
    }
    for column, values in edges.items():
        place, kept = table.schema.get_field_index(column), table[column]
        new = masked(pa.array(values).cast(kept.type), kept.is_null().to_numpy())
        table = table.set_column(place, table.schema.field(place), new)
    return table


def _ends_of_months(year: int, months: int, rows: int, random: np.random.Generator) -> Any:
    """Days from five before to one after the first of a month."""
    firsts = np.datetime64(f"{year}-01", "M") + random.integers(0, months, rows)
    return firsts.astype("datetime64[D]") + random.integers(-5, 2, rows)


def _beside(days: Any, months: tuple[int, ...], random: np.random.Generator) -> Any:
    """Days at most three from another less one of some numbers of months."""
    chosen = random.integers(0, len(months), len(days))
    less = np.choose(chosen, [months_before(days, count).view(np.int64) for count in months])
    return less.view("datetime64[D]") + random.integers(-3, 4, len(days))
