"""What goes wrong is one clear error, which holds no password."""

import os
import signal
import sqlite3
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from coequal.errors import CoequalError
from coequal.populations.graph import Graph
from coequal.populations.sql import spark_engine
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.engine import Group
from coequal.populations.sql.engines import open_engine
from tests.criteria.strategies import VOCABULARY, WINDOWS
from tests.populations.sql.conftest import Homes
from tests.populations.sql.places import Home
from tests.populations.sql.server import Server

ENDLESS = "SELECT count(*) AS id, 1 AS cycles FROM generate_series(1, 1000000000000) AS s"


def test_an_address_of_no_database_is_refused() -> None:
    """The message says what addresses there are, and not what was written, which may hold a password."""
    with pytest.raises(CoequalError, match=r"not the address of a database. Write one of these: duckdb:///FILE;") as raised:
        open_engine("mysql://me:secret@host/db")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("url", ["duckdb:///no/such.db", "sqlite:///no/such.db"])
def test_a_file_that_is_not_there_is_not_made(url: str) -> None:
    """A mistyped path is a mistake, not an empty database."""
    with pytest.raises(CoequalError, match=r"There is no (DuckDB|SQLite) file no/such.db"):
        open_engine(url)


@pytest.mark.parametrize("scheme", ["duckdb", "sqlite"])
def test_a_file_that_is_no_database_is_said_to_be_none(scheme: str, tmp_path: Path) -> None:
    """The database's own words say so."""
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 1000)
    with pytest.raises(CoequalError, match=r"^(DuckDB: .*not a valid DuckDB database|SQLite: file is not a database)"):
        open_engine(f"{scheme}:///{path}").columns("cases")


def test_a_path_may_be_written_from_the_root(tmp_path: Path) -> None:
    """With three slashes, as people write it, or with four, as some others do."""
    path = tmp_path / "cases.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cases (id INTEGER, cycles INTEGER)")
    for url in (f"sqlite://{path}", f"sqlite:///{path}"):
        with open_engine(url) as engine:
            assert list(engine.columns("cases")) == ["id", "cycles"]
            assert list(engine.columns("main.cases")) == ["id", "cycles"]


def test_a_table_that_is_not_there_is_named(home: Home) -> None:
    """On every database."""
    with pytest.raises(CoequalError, match=r"no_such_table"):
        home.engine.columns("no_such_table")


def test_a_column_that_is_not_there_is_named(home: Home) -> None:
    """Whether it is a fact's, a key, or one to group by."""
    graph = Graph(VOCABULARY)
    put = home.put(pa.table({"id": [1]}))
    with pytest.raises(CoequalError, match=r"The table has no column cycles"):
        home.engine.rows(put, graph, [graph.fact("cycles")], "id")
    with pytest.raises(CoequalError, match=r"The table has no column no_such_key"):
        home.engine.rows(put, graph, [graph.truth(True)], "no_such_key")
    with pytest.raises(CoequalError, match=r"The table has no column no_such_group"):
        home.engine.count(put, graph, [graph.truth(True)], by="no_such_group")
    with pytest.raises(CoequalError, match=r'The table has no column ids. Did you mean "id"?'):
        home.engine.count(put, graph, [graph.truth(True)], columns={"cycles": SqlColumn("ids", "INTEGER")})


@pytest.mark.parametrize("name", ["", ".", "a..b", "a.b.c.d"])
def test_a_name_that_names_no_table_is_refused(homes: Homes, request: pytest.FixtureRequest, name: str) -> None:
    """A name has one to three parts, and none is empty."""
    with pytest.raises(CoequalError, match=r"does not name a table"):
        homes.of("duckdb", request).engine.columns(name)


@pytest.mark.parametrize("name", ["duckdb", "postgresql", "spark"])
def test_a_query_may_stand_for_a_table(homes: Homes, request: pytest.FixtureRequest, name: str) -> None:
    """One that selects; a comment at its end does no harm."""
    engine, graph = homes.of(name, request).engine, Graph(VOCABULARY)
    query = "WITH given AS (SELECT 1 AS id, 2 AS cycles) SELECT * FROM given -- all of them"

    assert engine.rows(query, graph, [graph.fact("cycles")], "id") == {1: (2,)}


@pytest.mark.parametrize(
    "query", ["SELECT 1; DROP TABLE cases", "SELECT 1) AS x; DELETE FROM cases --", "WITH a AS (SELECT 1) DELETE FROM b"]
)
def test_a_query_that_does_more_than_read_is_refused(homes: Homes, request: pytest.FixtureRequest, query: str) -> None:
    """Nothing may stand after it, and it may change nothing."""
    with pytest.raises(CoequalError, match=r"one query that begins|cannot be read"):
        homes.of("duckdb", request).engine.columns(query)


def test_sqlite_takes_no_query(homes: Homes, request: pytest.FixtureRequest) -> None:
    """It says nothing of the types of a query's columns."""
    with pytest.raises(CoequalError, match=r"SQLite takes the name of a table here, not a query"):
        homes.of("sqlite", request).engine.columns("SELECT 1")


@pytest.mark.parametrize(
    ("fact", "kind", "said"),
    [
        ("cycles", "VARCHAR", "cycles has to be a number, but the column x is VARCHAR. It may be whole numbers"),
        ("born", "VARCHAR", "born has to be a date, but the column x is VARCHAR. Give the column the type of a date"),
        ("born", "TIMESTAMP", "without times of day"),
        ("partner", "INTEGER", "partner has to be one of its words"),
        ("area", "INTEGER", "area has to be the code of an area"),
        ("smokes", "DOUBLE", "smokes has to be true or false"),
    ],
)
def test_a_column_of_another_type_is_refused(homes: Homes, request: pytest.FixtureRequest, fact: str, kind: str, said: str) -> None:
    """The message says which column, what it is and what it may be."""
    graph = Graph(VOCABULARY)
    column = VOCABULARY.dictionary.facts[fact].column
    with pytest.raises(CoequalError, match=said):
        homes.of("duckdb", request).engine.rows(
            "SELECT 1 AS id, 1 AS x", graph, [graph.fact(fact)], "id", {column: SqlColumn("x", kind)}
        )


def test_the_date_of_a_fact_is_called_so(homes: Homes, request: pytest.FixtureRequest) -> None:
    """It is another column than the fact's own."""
    graph = Graph(VOCABULARY)
    query = "SELECT 1 AS id, 24.5 AS bmi, 25e0 AS bmi_date, current_date AS referral_date"
    with pytest.raises(CoequalError, match=r"BMI date has to be a date, but the column bmi_date is DOUBLE"):
        homes.of("duckdb", request).engine.rows(query, graph, [graph.add(WINDOWS["BMI"])], "id")


def test_a_key_names_each_row_once(home: Home) -> None:
    """Else nobody could tell whose values they are."""
    graph = Graph(VOCABULARY)
    put = home.put(pa.table({"id": [1, 1], "cycles": [1, 2]}))
    with pytest.raises(CoequalError, match=r"id does not name each row of .*: 2 rows have 1 values of it"):
        home.engine.rows(put, graph, [graph.fact("cycles")], "id")


def test_rows_are_counted_in_groups(home: Home) -> None:
    """Of whom `where` is true, and how many have each truth."""
    graph = Graph(VOCABULARY)
    put = home.put(
        pa.table({"id": [1, 2, 3, 4], "smokes": [True, False, None, True], "cycles": [1, 1, 2, 2], "area": ["A", "A", None, "B"]})
    )
    smokes, cycles = graph.fact("smokes"), graph.fact("cycles")
    once = graph.compared("<", cycles, graph.add(VOCABULARY.derived["months trying"]))
    masks = [smokes, graph.negated(smokes), graph.known(once), graph.truth(None)]

    assert home.engine.count(put, graph, masks[:2] + masks[3:], where=graph.known(smokes)) == [Group(None, 3, (2, 1, 0))]
    found = {group.value: (group.rows, group.each) for group in home.engine.count(put, graph, masks[:2], by="area")}
    assert found == {"A": (2, (1, 1)), "B": (1, (1, 0)), None: (1, (0, 0))}


@pytest.mark.parametrize("limit", ["most_columns", "most_letters"])
def test_what_is_too_much_for_one_query_is_several(
    homes: Homes, request: pytest.FixtureRequest, limit: str, monkeypatch: Any
) -> None:
    """The answers are the same."""
    home, graph = homes.of("duckdb", request), Graph(VOCABULARY)
    put = home.put(pa.table({"id": [1, 2], "smokes": [True, None], "cycles": [3, 4]}))
    wanted = [graph.fact("smokes"), graph.fact("cycles"), graph.known(graph.fact("smokes"))]
    monkeypatch.setattr(home.engine, "dialect", replace(home.engine.dialect, **{limit: 2}))

    assert home.engine.rows(put, graph, wanted, "id") == {1: (True, 3, True), 2: (None, 4, False)}
    assert home.engine.count(put, graph, [wanted[0], wanted[2]]) == [Group(None, 2, (1, 1))]
    assert home.engine.rows(home.put(pa.table({"id": [], "smokes": pa.array([], pa.bool_())})), graph, wanted[:1], "id") == {}


def test_a_parquet_file_that_is_not_there_is_named(homes: Homes, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Several may be named by a pattern."""
    engine, graph = homes.of("duckdb", request).engine, Graph(VOCABULARY)
    for part in (1, 2):
        parquet.write_table(pa.table({"id": [part], "cycles": [part]}), tmp_path / f"{part}.parquet")

    assert engine.rows(f"{tmp_path}/*.parquet", graph, [graph.fact("cycles")], "id") == {1: (1,), 2: (2,)}
    with pytest.raises(CoequalError, match=r"There is no file no/such.parquet"):
        engine.columns("no/such.parquet")


@pytest.mark.parametrize(
    ("url", "module", "extra"),
    [
        ("duckdb://", "duckdb", "bulk"),
        ("postgresql://h/d", "adbc_driver_postgresql.dbapi", "postgres"),
        ("spark://local", "pyspark", "spark"),
    ],
)
def test_a_driver_that_is_not_installed_is_named(url: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CoequalError, match=rf"pip install 'coequal\[{extra}\]'"):
        open_engine(url)


def test_postgresql_that_is_down_or_refuses_is_said_to(server: Server) -> None:
    """Nobody listens, the password is wrong, there is no such database: one sentence each, without the password."""
    for url, said in [
        ("postgresql://me:s%40cret@127.0.0.1:1/db", "Connection refused"),
        (server.url(word="s%40cret"), 'password authentication failed for user "tester"'),
        (server.url(database="s%40cret"), "does not exist"),
        ("postgresql://me:s%40cret@127.0.0.1:notaport/db", "PostgreSQL: "),
    ]:
        with pytest.raises(CoequalError, match=said) as raised:
            open_engine(url)
        assert "s%40cret" not in str(raised.value).replace('database "s@cret"', "")
    with pytest.raises(CoequalError, match=r"PostgreSQL: "):
        open_engine("postgresql://127.0.0.1:1/db")


def test_postgresql_is_only_read(homes: Homes, request: pytest.FixtureRequest) -> None:
    """Even a mistake of ours could change nothing."""
    with pytest.raises(CoequalError, match=r"read-only transaction"):
        homes.of("postgresql", request).engine._asked("CREATE TABLE x (a INTEGER)")


def test_postgresql_that_dies_half_way_is_said_to() -> None:
    """Its process is ended in the middle of a query."""
    server = Server()
    try:
        engine = open_engine(server.url())
        ((pid,),) = engine._run("SELECT pg_backend_pid()")
        killing = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
        killing.start()
        graph = Graph(VOCABULARY)
        with pytest.raises(CoequalError, match=r"PostgreSQL: .*(closed|terminat|connection)"):
            engine.count(ENDLESS, graph, [graph.known(graph.fact("cycles"))])
        server.kill()
        engine.close()
    finally:
        server.stop()


def test_spark_that_does_not_answer_is_said_not_to() -> None:
    """At once; Spark itself would try for a minute."""
    with pytest.raises(CoequalError, match=r"No Spark answers at 127.0.0.1:1"):
        open_engine("spark://127.0.0.1:1")
    with pytest.raises(CoequalError, match=r"No Spark answers at here"):
        open_engine("spark://here")


def test_spark_needs_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setattr(spark_engine.shutil, "which", lambda _name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(CoequalError, match=r"Spark needs Java 17 or later, and there is no Java here"):
        open_engine("spark://local[1]")
