"""The text that each kind of SQL gets. SQL Server, Snowflake and Databricks are not tried on a server: their text is only read back."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
import sqlglot
from sqlglot import exp

from coequal import CoequalError, load
from coequal.criteria.syntax import Arithmetic, Compare, Fact, If, Literal
from coequal.criteria.types import BOOLEAN, NUMBER
from coequal.eligibility.expressions import Expressions
from coequal.facts.fields import Located, Place
from coequal.populations.graph import Graph
from coequal.populations.sql import statements
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import DIALECTS, Dialect, dialect
from coequal.populations.sql.kinds import ALSO_CALLED, KINDS
from coequal.populations.sql.statements import Statement, Table
from tests.criteria.strategies import VOCABULARY
from tests.populations.sql.test_agreement import NORFOLK

EVERY = pytest.mark.parametrize("own", DIALECTS.values(), ids=DIALECTS)
TYPES = {"boolean": "BOOLEAN", "number": "NUMERIC(20, 6)", "date": "DATE", "choice": "VARCHAR(9)", "area": "VARCHAR(9)"}


def a_table(graph: Graph, own: Dialect) -> Table:
    """A table with a column for each fact, and for its date."""
    columns = {}
    for fact in graph.vocabulary.dictionary.facts.values():
        kind = "DOUBLE" if fact.kind == "number" and fact.decimals == 1 else TYPES[fact.kind]
        columns[fact.column] = SqlColumn(fact.column, {"BOOLEAN": "BIT"}.get(kind, kind) if own.name == "tsql" else kind)
        columns[f"{fact.column}_date"] = SqlColumn(f"{fact.column}_date", "DATE")
    return Table(exp.table_("cases", db="clinic", quoted=True), columns)


def text(graph: Graph, wanted: Sequence[int], own: Dialect) -> str:
    """The query for the values of some terms."""
    statement = Statement(graph, wanted, a_table(graph, own), own, ("id",))
    return statements.rows(statement, wanted, "id").sql(own.name, pretty=True)


def of(expression: str, own: str) -> str:
    """The query for one expression over the dictionary of the tests."""
    graph = Graph(VOCABULARY)
    node = VOCABULARY._expression(Located(expression, Place("test")), ("boolean", "number", "date", "choice"), "wanted")
    return text(graph, [graph.add(node)], DIALECTS[own])


@EVERY
def test_the_shipped_policy_reads_back(own: Dialect) -> None:
    """What is written for a dialect is SQL of that dialect: it reads back, and what was read is written as it reads."""
    graph = Graph((rules := load(NORFOLK).rules).policy.vocabulary)
    expressions = Expressions(rules)
    wanted = [graph.add(node) for stated in expressions.criteria for node in (stated.passes, stated.outside)]
    for funded in expressions.treatments:
        wanted += [graph.add(node) for node in funded.outcomes.values()]
        wanted += [graph.add(node) for amount in funded.amounts.values() for node in (amount.value, amount.unstated)]
    found = text(graph, wanted, own)
    (read,) = sqlglot.parse(found, dialect=own.name)

    assert isinstance(read, exp.Select)
    assert sqlglot.parse_one(again := read.sql(own.name), dialect=own.name).sql(own.name) == again
    assert not any(name in found.upper() for name in ("AGE(", "MONTHS_BETWEEN", "TIMESTAMPDIFF", "LEAST", "GREATEST"))


def test_the_dialects_that_no_server_tried_say_so() -> None:
    """Three are untried; nobody has to read the tests to know."""
    assert [name for name, own in DIALECTS.items() if not own.is_tried] == ["databricks", "tsql", "snowflake"]


def test_every_kind_of_sql_that_is_named_is_there() -> None:
    """In the same order, since the names are read without the parts that write SQL."""
    assert list(DIALECTS) == list(KINDS)


def test_a_dialect_that_is_none_is_refused() -> None:
    """The message names those that there are."""
    assert dialect("spark") is DIALECTS["spark"]
    with pytest.raises(CoequalError, match=r'no kind of SQL called "oracle" here. There are duckdb, postgres, spark'):
        dialect("oracle")


@pytest.mark.parametrize(("name", "here"), [*ALSO_CALLED.items(), ("PostgreSQL", "postgres"), ("DuckDB", "duckdb")])
def test_a_dialect_has_its_usual_names(name: str, here: str) -> None:
    """Whatever they call it where it is at home."""
    assert dialect(name) is DIALECTS[here]


def test_what_is_used_more_than_once_is_worked_out_once() -> None:
    """It becomes a column of an inner query, which has the name of the fact or a number."""
    found = of("if cycles * 2 > 3 then cycles * 2 + 1 else cycles * 2", "duckdb")

    assert found.count('"cycles" * CAST(2 AS DECIMAL(1, 0))') == 1
    assert 'AS "c1"' in found


def test_a_query_inside_another_stays_apart_where_that_matters() -> None:
    """PostgreSQL and SQLite would write it again wherever it is used; the others keep it."""
    assert "OFFSET 0" in of("cycles > 1", "postgres")
    assert "LIMIT -1" in of("cycles > 1", "sqlite")
    assert "OFFSET" not in of("cycles > 1", "duckdb") + of("cycles > 1", "tsql")


def test_sql_server_has_no_truths() -> None:
    """There a truth is a bit, and a bit is compared with 1."""
    found = " ".join(of("smokes or cycles > 1 or not(smokes) is not known", "tsql").split())

    assert "[smokes] = 1 OR [cycles] > 1 OR NOT ( NOT [smokes] IS NULL )" in found
    assert "AS BIT) AS [r0]" in found
    graph, own = Graph(VOCABULARY), DIALECTS["tsql"]
    smokes, doubts = graph.fact("smokes"), graph.fact("partner smokes")
    for term, said in [
        (graph.truth(None), "1 = NULL"),
        (graph.truth(False), "1 = 0"),
        (graph.sure(graph.joined("and", [smokes, doubts])), "= 1 THEN 1 ELSE 0 END = 1"),
        (graph.only(doubts, smokes), "CASE WHEN [partner_smokes] = 1 THEN [smokes] END = 1"),
        (graph.known(graph.joined("or", [smokes, doubts])), "NOT [c1] IS NULL"),
    ]:
        assert said in " ".join(text(graph, [term], own).split())


def test_noughts_and_ones_of_sql_server_are_bits() -> None:
    """What is neither is not known."""
    graph, own = Graph(VOCABULARY), DIALECTS["tsql"]
    statement = Statement(
        graph, [smokes := graph.fact("smokes")], Table(exp.table_("cases"), {"smokes": SqlColumn("s", "INT")}), own
    )

    assert "CAST(CASE WHEN [s] = 1 THEN 1 WHEN [s] = 0 THEN 0 END AS BIT)" in statements.count(statement, [smokes], None, None).sql(
        "tsql"
    )


def test_words_of_sql_server_are_of_every_alphabet_and_compared_letter_by_letter() -> None:
    """Else "ivf" would be "IVF"."""
    found = of('sought = "IVF"', "tsql")

    assert "N'IVF'" in found
    assert "COLLATE Latin1_General_100_BIN2" in found


@pytest.mark.parametrize(("expression", "column"), [('sought = "IVF"', "sought"), ('area = "26A"', "area")])
def test_sql_server_passes_over_no_blank_at_the_end(expression: str, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its `=` does, under every collation; but a CHAR holds blanks that nobody wrote. Other databases tell them apart anyway."""
    asked = f"RIGHT([{column}], 1) <> N' '"
    assert asked in of(expression, "tsql")
    assert "RIGHT" not in of(expression, "postgres")
    for kind in ("choice", "area"):
        monkeypatch.setitem(TYPES, kind, "CHAR(9)")
    assert asked not in of(expression, "tsql")


def test_months_are_moved_by_what_clamps() -> None:
    """Snowflake's ADD_MONTHS keeps the last day of a month the last, which is not meant."""
    assert 'DATEADD(MONTH, -1, "referral_date")' in of("referral date - 1 month", "snowflake")
    assert "DATEADD(MONTH, -1, [referral_date])" in of("referral date - 1 month", "tsql")
    assert "ADD_MONTHS(`referral_date`, -1)" in of("referral date - 1 month", "databricks")
    assert 'DATEADD(DAY, 1, "referral_date")' in of("referral date + 1 day", "snowflake")
    assert 'DATEDIFF(DAY, "born", "referral_date")' in of("referral date - born > 3 days", "snowflake")


def test_a_number_that_is_too_long_for_a_database_is_refused() -> None:
    """SQLite has whole numbers of 18 digits; elsewhere a product keeps 37."""
    big = Literal(Decimal(1234567890123456), type=NUMBER)
    graph = Graph(VOCABULARY)
    product = graph.add(Arithmetic("*", Fact("AMH", type=NUMBER), big, type=NUMBER))
    tiny = graph.add(Arithmetic("*", Fact("AMH", type=NUMBER), Literal(Decimal("1E-33"), type=NUMBER), type=NUMBER))

    assert "AS DECIMAL(20, 2)) AS" in text(graph, [product], DIALECTS["duckdb"])
    with pytest.raises(CoequalError, match=r"too long for SQLite"):
        text(graph, [product], DIALECTS["sqlite"])
    with pytest.raises(CoequalError, match=r"too long for Spark"):
        text(graph, [tiny], DIALECTS["spark"])


def test_deep_expressions_are_taken_apart() -> None:
    """However deep an expression is, brackets are not: databases give up on too many."""
    condition = Compare("=", Fact("smokes", type=BOOLEAN), Fact("partner smokes", type=BOOLEAN), type=BOOLEAN)
    number = Fact("cycles", type=NUMBER)
    for place in range(60):
        number = If(condition, Arithmetic("+", number, Literal(Decimal(place), type=NUMBER), type=NUMBER), number, type=NUMBER)
        number = Arithmetic("-", number, Literal(Decimal(1), type=NUMBER), type=NUMBER)
    graph = Graph(VOCABULARY)

    assert "((((((((((((" not in text(graph, [graph.add(number)], DIALECTS["postgres"])


@pytest.mark.parametrize(
    ("kind", "own", "meaning"),
    [
        ("FLOAT", "duckdb", "numbers of 32 bits"),
        ("float", "spark", "numbers of 32 bits"),
        ("float4", "postgres", "numbers of 32 bits"),
        ("FLOAT(24)", "tsql", "numbers of 32 bits"),
        ("FLOAT(53)", "tsql", "floating point numbers"),
        ("float", "tsql", "floating point numbers"),
        ("FLOAT", "snowflake", "floating point numbers"),
        ("REAL", "sqlite", "floating point numbers"),
        ("INTEGER", "sqlite", "floating point numbers"),
        ("double precision", "postgres", "floating point numbers"),
        ("UBIGINT", "duckdb", "whole numbers"),
        ("DECIMAL(18,3)", "duckdb", "decimals"),
        ("timestamp with time zone", "postgres", "times of day"),
        ("TIMESTAMP WITH TIME ZONE", "duckdb", "times of day"),
        ("character varying(30)", "postgres", "text"),
        ("ENUM('a', 'b')", "duckdb", "text"),
        ('"NULL"', "duckdb", "nothing"),
        ("STRUCT(a INTEGER)", "duckdb", "something else"),
    ],
)
def test_types_are_known_by_their_names(kind: str, own: str, meaning: str) -> None:
    """Each database has its own names, and some mean something else by the same one."""
    assert SqlColumn("x", kind).holds(own) == meaning


def test_the_places_of_a_decimal_stand_in_its_type() -> None:
    """Where they do not, they may be any."""
    assert [SqlColumn("x", kind).places for kind in ("DECIMAL(18,3)", "numeric(5)", "numeric")] == [3, 0, None]
