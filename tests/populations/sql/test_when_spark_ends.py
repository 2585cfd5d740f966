"""A session of Spark that is in the way, or whose Java process ends. These come last, since they end the session of the tests."""

import shutil
import threading

import pytest

from coequal.errors import CoequalError
from coequal.populations.graph import Graph
from coequal.populations.sql.engines import open_engine
from coequal.populations.sql.spark_engine import Spark
from tests.criteria.strategies import VOCABULARY
from tests.populations.sql.conftest import NO_JAVA, Homes

LONG = "SELECT a.id, a.id AS cycles FROM range(100000000) AS a CROSS JOIN range(100000000) AS b WHERE a.id * b.id % 7 = 8"


def test_one_process_has_one_session(homes: Homes, request: pytest.FixtureRequest) -> None:
    """Spark would hand out the first one whatever was asked for."""
    homes.of("spark", request)
    with pytest.raises(CoequalError, match=r"A Spark session is open in this process already"):
        open_engine("spark://local[1]")


def test_spark_that_dies_half_way_is_said_to(homes: Homes, request: pytest.FixtureRequest) -> None:
    """Its Java process is ended in the middle of a query; what comes after fails as plainly."""
    engine, graph = homes.of("spark", request).engine, Graph(VOCABULARY)
    assert isinstance(engine, Spark)
    threading.Timer(3, engine._gateway.proc.kill).start()
    with pytest.raises(CoequalError, match=r"Spark: its Java process has ended"):
        engine.count(LONG, graph, [graph.known(graph.fact("cycles"))])
    with pytest.raises(CoequalError, match=r"Spark: its Java process has ended"):
        engine.columns("cases")
    homes.close("spark")


def test_a_setting_that_spark_refuses_is_said_to_be(homes: Homes) -> None:
    """And the Java process that was started is ended."""
    homes.close("spark")
    if not shutil.which("java"):
        pytest.skip(NO_JAVA)
    with pytest.raises(CoequalError, match=r"Spark: Could not parse Master URL: 'local.none.'"):
        open_engine("spark://local[none]")


def test_java_that_does_not_start_is_said_not_to(monkeypatch: pytest.MonkeyPatch, homes: Homes) -> None:
    """As where JAVA_HOME is wrong."""
    homes.close("spark")
    monkeypatch.setenv("JAVA_HOME", "/no/such/java")
    with pytest.raises(CoequalError, match=r"Spark did not start. It needs Java 17 or later"):
        open_engine("spark://local[1]")
