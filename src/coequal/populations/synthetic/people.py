"""One block of synthetic people: every fact drawn, then what records would lack taken out."""

import numpy as np

from coequal.populations.synthetic.bodies import columns_of_bodies
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.couples import columns_of_couples, make_couples
from coequal.populations.synthetic.draws import Draws
from coequal.populations.synthetic.households import columns_of_households
from coequal.populations.synthetic.infertility import columns_of_infertility, make_infertility
from coequal.populations.synthetic.ovaries import columns_of_ovaries
from coequal.populations.synthetic.parameters import Parameters
from coequal.populations.synthetic.readiness import columns_of_readiness
from coequal.populations.synthetic.recipe import BLOCK, Recipe
from coequal.populations.synthetic.treatment import columns_of_treatment

RESULTS = ("amh", "fsh", "patient_bmi", "partner_bmi")  # each has a date beside it
MISSING = "not recorded"


def make_block(recipe: Recipe, block: int) -> Columns:
    """The people of one block, by the names of their columns."""
    numbers, areas, assumed = recipe.numbers, recipe.areas, recipe.assumed
    draws = Draws(recipe.seed, block, recipe.size(block))
    couples = make_couples(draws, numbers, areas, recipe.referred_in)
    infertility = make_infertility(couples, draws, numbers)
    columns = {
        **columns_of_couples(couples, draws, numbers, areas),
        **columns_of_bodies(couples, draws, numbers),
        **columns_of_ovaries(couples, draws, numbers, assumed),
        **columns_of_infertility(couples, infertility, draws, numbers, assumed),
        **columns_of_treatment(couples, draws, numbers),
        **columns_of_households(couples, draws, numbers),
        **columns_of_readiness(couples, infertility, draws, numbers),
    }
    columns = columns if recipe.complete else _as_recorded(columns, draws, numbers)
    first = block * BLOCK + 1
    return {
        "person": Column(np.arange(first, first + draws.count)),
        **columns,
        "synthetic": Column(np.ones(draws.count, dtype=np.bool_)),
    }


def _as_recorded(columns: Columns, draws: Draws, numbers: Parameters) -> Columns:
    """What records would hold of these facts: some values were never written down, and their dates with them."""
    found = dict(columns)
    for name, share in numbers.table(MISSING).items():
        found[name] = found[name].where(~draws.flags(f"{MISSING}: {name}", share / 100))
    for result in RESULTS:
        found[f"{result}_date"] = _with_result(found[f"{result}_date"], found[result])
    found["amh_from_named_laboratory"] = _with_result(found["amh_from_named_laboratory"], found["amh"])
    return found


def _with_result(beside: Column, result: Column) -> Column:
    """What stands beside a result, where there is a result."""
    return beside if result.known is None else beside.where(result.known)
