"""People who are held in memory are read once, however often they are asked about."""

import pyarrow as pa
import pytest

from coequal import load
from coequal.populations import reading
from coequal.populations.assess import Population, assess
from coequal.populations.columns import Layout, Read, read_column
from coequal.populations.groups import Groups
from coequal.populations.measures import Asked
from coequal.populations.question import Question
from coequal.populations.reading import Held
from coequal.populations.sources import Table
from tests.populations.building import layouts_of

RULES = load("norfolk-and-waveney/assisted-conception@2022-07").rules
WORDS = RULES.policy.vocabulary
TABLE = pa.table(
    {
        "patient_bmi": pa.array([24.0, 31.0, None, 0.0]),
        "partner": pa.array(["man", "none", None, "woman"]),
        "decile": pa.array([1, 2, 3, 4]),
    }
)
LAYOUTS = layouts_of(WORDS, TABLE.column_names)


def test_held_people_are_read_once_and_counted_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """By several questions, with groups by a column that is no fact; values that cannot be are counted each time."""
    looked_at: list[str] = []

    def watched(layout: Layout, array: pa.Array, number_of: object) -> Read:
        looked_at.append(layout.column)
        return read_column(layout, array, number_of)

    monkeypatch.setattr(reading, "read_column", watched)
    held = Held(TABLE, LAYOUTS)
    for groups in (Groups(), Groups("decile")):
        asked = Question([Asked("one", RULES)], WORDS, {"patient_bmi", "partner"})
        expected = assess(asked, Population(Table(TABLE), LAYOUTS, groups))
        found = assess(asked, Population(held, LAYOUTS, groups))
        assert asked.report(found) == asked.report(expected)
        assert found.implausible == expected.implausible == {("patient BMI", False): 1}
        assert found.sizes == expected.sizes
    assert sorted(looked_at) == sorted(["patient_bmi", "partner"] * 3)  # once held, and once for each question otherwise
