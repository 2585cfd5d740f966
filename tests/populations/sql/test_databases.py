"""People who are read from PostgreSQL are those that are there."""

import adbc_driver_postgresql.dbapi as postgresql
import pyarrow as pa
import pytest

from coequal.populations.databases import open_database
from tests.populations.sql.server import Server


@pytest.fixture
def couples(server: Server) -> str:
    """A table of some people, in types of PostgreSQL's own; gives the address of the database."""
    with postgresql.connect(server.url(), autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS couples")
        cursor.execute("CREATE TABLE couples (id integer, patient_bmi numeric, patient_date_of_birth date, partner text)")
        cursor.execute("INSERT INTO couples VALUES (1, 24.15, '1990-03-04', 'man'), (2, NULL, NULL, NULL)")
    return server.url()


def test_numbers_days_and_words_come_as_they_are(couples: str) -> None:
    """A decimal of no declared length as a floating point number, since it would come as text."""
    source = open_database(couples, "couples")
    (batch,) = source.batches(["patient_bmi", "patient_date_of_birth", "partner"])
    assert source.schema.field("patient_bmi").type == pa.float64()
    assert [str(value) for value in batch.to_pylist()[0].values()] == ["24.15", "1990-03-04", "man"]
    assert list(batch.to_pylist()[1].values()) == [None, None, None]


def test_a_query_may_stand_for_a_table(couples: str) -> None:
    """With the columns that it gives."""
    source = open_database(couples, "select id, patient_bmi from couples where id = 1")
    assert [batch.to_pylist() for batch in source.batches(["id"])] == [[{"id": 1}]]
