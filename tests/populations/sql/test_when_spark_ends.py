"""A session of Spark that is in the way, or whose Java process ends. These come last, since they end the session of the tests."""

import threading

import pytest

from coequal.errors import CoequalError
from coequal.populations.graph import Graph
from coequal.populations.sql.engines import open_engine
from tests.criteria.strategies import VOCABULARY
from tests.populations.sql.conftest import Homes

LONG = "SELECT a.id, a.id AS cycles FROM range(100000000) AS a CROSS JOIN range(100000000) AS b WHERE a.id * b.id % 7 = 8"


def test_one_process_has_one_session(homes: Homes, request: pytest.FixtureRequest) -> None:
    """Spark would hand out the first one whatever was asked for."""
    homes.of("spark", request)
    with pytest.raises(CoequalError, match="A Spark session is open in this process already"):
        open_engine("spark://local[1]")


def test_a_setting_that_spark_refuses_is_said_to_be(homes: Homes, request: pytest.FixtureRequest) -> None:
    """And the Java process that was started is ended."""
    homes.of("spark", request)
    homes.close("spark")
    with pytest.raises(CoequalError, match="Spark: .*local"):
        open_engine("spark://local[none]")


def test_spark_that_dies_half_way_is_said_to(homes: Homes, request: pytest.FixtureRequest) -> None:
    """Its Java process is ended in the middle of a query; what comes after fails as plainly."""
    homes.of("spark", request)  # or skipped
    homes.close("spark")
    engine, graph = open_engine("spark://local[2]"), Graph(VOCABULARY)
    threading.Timer(3, engine._gateway.proc.kill).start()
    with pytest.raises(CoequalError, match="Spark: its Java process has ended"):
        engine.count(LONG, graph, [graph.known(graph.fact("cycles"))])
    with pytest.raises(CoequalError, match="Spark: its Java process has ended"):
        engine.columns("cases")
    engine.close()
