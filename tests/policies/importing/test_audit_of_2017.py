"""The audit of 2017 itself is imported as one family, where a copy of it is at hand."""

import os
from collections import Counter
from pathlib import Path

import pytest

from coequal.policies.importing.family import Imported, import_family
from coequal.policies.importing.recipe import read_recipe
from coequal.policies.library import Library
from tests.policies.importing.invented import RECIPE

ROOT = Path(__file__).parents[3]
REFERENCE = Path(os.environ.get("COEQUAL_REFERENCE_DATA") or ROOT.parent / "shared" / "data")
TABLE = REFERENCE / "ivf_policy_by_ccg_2017_fertility_fairness.csv"

pytestmark = pytest.mark.skipif(
    not TABLE.is_file(), reason="no reference data: name its folder in the environment variable COEQUAL_REFERENCE_DATA"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The audit, in a library of its own."""
    folder = tmp_path_factory.mktemp("audit") / "library"
    return import_family(TABLE, read_recipe(RECIPE / "recipe.yaml"), folder, Library())


def test_each_of_208_rows_becomes_a_policy(imported: Imported) -> None:
    """Of 207 bodies, since one has two; the numbers of cycles are those that the press printed."""
    policies = list(Library(imported.file.parents[3]).policies())
    assert len(imported.areas) == len(policies) == 208
    assert len({owner.code for policy in policies for owner in policy.owners}) == 207
    assert imported.counted == {"0": 7, "1": 127, "2": 50, "3": 24}


def test_what_is_no_plain_rule_is_listed_and_nothing_else(imported: Imported) -> None:
    """By column; a rule of a listed cell is not known, unless another column contradicts it."""
    assert Counter(item.column for item in imported.listed) == {
        "cycles": 2,
        "cycle_definition": 20,
        "age_range": 9,
        "cycle_40_42": 2,
        "male_age": 5,
        "time_trying": 17,
        "previous_children": 9,
    }
    criteria = {
        "age_range": "age",
        "male_age": "partner-age",
        "time_trying": "time-of-trying",
        "previous_children": "living-children",
    }
    listed = {
        (item.area, criteria[item.column]) for item in imported.listed if item.column in criteria and item.taken_as == "not found"
    }
    policies = Library(imported.file.parents[3]).policies()
    found = {(policy.id.partition("/")[0], one.id) for policy in policies for one in policy.criteria if not one.found}
    assert found == listed
