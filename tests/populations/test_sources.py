"""People in files: read in batches, only the columns that are wanted, and refused in one sentence where they cannot be."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coequal.errors import CoequalError
from coequal.populations import sources
from coequal.populations.csv_source import CsvFile
from coequal.populations.files import open_file
from coequal.populations.sources import Table, check_names, is_synthetic, readable, sliced

PEOPLE = pa.table({"person": [1, 2, 3], "area": ["26A", None, "QMM"], "bmi": [24.1, 30.0, None]})
MANY = 400_000


def parquet(path: Path, table: pa.Table = PEOPLE) -> None:
    """Writes a Parquet file."""
    pq.write_table(table, path)


def arrow(path: Path, table: pa.Table = PEOPLE) -> None:
    """Writes an Arrow file."""
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table)


def csv(path: Path) -> None:
    """Writes a CSV file by hand, with nothing in the empty cells."""
    path.write_text("person,area,bmi\n1,26A,24.1\n2,,30.0\n3,QMM,\n", encoding="utf-8")


WRITERS: dict[str, Callable[[Path], None]] = {
    "p.parquet": parquet,
    "p.arrow": arrow,
    "p.feather": arrow,
    "p.csv": csv,
    "P.CSV": csv,
}


@pytest.mark.parametrize("head", ["person;area;bmi", "person\tarea\tbmi", '"person";"area, by GP";"bmi"', "\ufeffperson;area;bmi"])
def test_columns_may_stand_between_semicolons_or_tabs(tmp_path: Path, head: str) -> None:
    """As a spreadsheet saves them where a comma is the decimal sign; a comma in quotation marks is no separator."""
    rows = "1;26A;24.1\n2;QMM;\n".replace(";", "\t" if "\t" in head else ";")
    (found,) = read(written(tmp_path / "p.csv", f"{head}\n{rows}".encode()))
    assert list(found.to_pydict().values()) == [[1, 2], ["26A", "QMM"], [24.1, None]]


def refusal(path: Path) -> str:
    """The message that refuses a file, when it is opened or when it is read to its end."""
    with pytest.raises(CoequalError) as error:
        read(path)
    return str(error.value)


def read(path: Path) -> list[pa.RecordBatch]:
    """All batches of all columns."""
    source = open_file(path)
    return list(source.batches(source.schema.names))


def written(path: Path, content: bytes) -> Path:
    """A file with some bytes."""
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_read_by_its_ending(tmp_path: Path, name: str) -> None:
    """Parquet, Arrow and CSV, with only the columns that are wanted, in the order in which they are."""
    WRITERS[name](tmp_path / name)
    source = open_file(tmp_path / name)
    assert source.schema.names == PEOPLE.column_names
    assert source.name == str(tmp_path / name)
    (batch,) = source.batches(["bmi", "area"])
    assert batch.schema.names == ["bmi", "area"]
    assert batch.to_pydict() == {"bmi": [24.1, 30.0, None], "area": ["26A", None, "QMM"]}
    assert [again.num_rows for again in source.batches(["person"])] == [3]


def test_how_many_rows_there_are_is_told_where_it_can_be(tmp_path: Path) -> None:
    """A Parquet file says so at its end; a table in memory knows."""
    for name, write in WRITERS.items():
        write(tmp_path / name)
    assert {name: open_file(tmp_path / name).rows for name in WRITERS} == {
        "p.parquet": 3,
        "p.arrow": None,
        "p.feather": None,
        "p.csv": None,
        "P.CSV": None,
    }
    assert Table(PEOPLE).rows == 3


def test_parquet_gives_words_once(tmp_path: Path) -> None:
    """As it keeps them, also where the column was written from a list of words; a date is no word."""
    table = pa.table({"area": pa.array(["26A", "26A"]), "coded": pa.array(["a", "b"]).dictionary_encode(), "n": [1, 2]})
    parquet(tmp_path / "p.parquet", table)
    (batch,) = read(tmp_path / "p.parquet")
    assert [pa.types.is_dictionary(field.type) for field in batch.schema] == [True, True, False]
    assert batch.to_pydict() == table.to_pydict()


@pytest.mark.parametrize("name", ["p.parquet", "p.arrow", "p.csv"])
def test_a_long_file_comes_in_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """None has more rows than a batch holds, and all rows come in their order."""
    monkeypatch.setattr(sources, "ROWS", 1000)
    table = pa.table({"person": list(range(2500))})
    if name == "p.csv":
        written(tmp_path / name, b"person\n" + b"".join(b"%d\n" % n for n in range(2500)))
    else:
        {"p.parquet": parquet, "p.arrow": arrow}[name](tmp_path / name, table)
    batches = read(tmp_path / name)
    assert max(batch.num_rows for batch in batches) == 1000
    assert [n for batch in batches for n in batch.column(0).to_pylist()] == list(range(2500))


def test_a_table_comes_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its chunks, none too long; of no rows, none."""
    monkeypatch.setattr(sources, "ROWS", 2)
    assert [batch.num_rows for batch in Table(PEOPLE).batches(["bmi"])] == [2, 1]
    assert list(Table(PEOPLE.slice(0, 0)).batches(["bmi"])) == []
    assert list(sliced(pa.record_batch({"bmi": pa.array([], pa.float64())}))) == []


@pytest.mark.parametrize("name", ["p.parquet", "p.arrow"])
def test_a_file_without_rows_has_nobody(tmp_path: Path, name: str) -> None:
    """But it has columns."""
    {"p.parquet": parquet, "p.arrow": arrow}[name](tmp_path / name, PEOPLE.slice(0, 0))
    assert sum(batch.num_rows for batch in read(tmp_path / name)) == 0


def test_a_csv_file_of_heads_alone_has_nobody(tmp_path: Path) -> None:
    """But it has columns, of no type."""
    assert read(written(tmp_path / "p.csv", b"area,bmi\n")) == []


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """As is an empty one, and one of another kind."""
    assert refusal(tmp_path / "no.csv") == f"There is no file {tmp_path / 'no.csv'}."
    empty = written(tmp_path / "empty.parquet", b"")
    assert refusal(empty) == f"{empty} is empty."
    other = written(tmp_path / "people.xlsx", b"x")
    read = "none of the files that can be read: .parquet, .csv, .arrow, .feather."
    assert refusal(other).startswith(f"{other} is {read} This is an Excel workbook.")
    of_no_kind = written(tmp_path / "people.dbf", b"x")
    assert refusal(of_no_kind) == f"{of_no_kind} is {read}"


@pytest.mark.parametrize("name", ["p.parquet", "p.arrow", "p.feather"])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, name: str) -> None:
    """Such as one that was still being copied."""
    WRITERS[name](tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    path = written(tmp_path / name, whole[: len(whole) // 2])
    what = "a Parquet file" if name == "p.parquet" else "an Arrow file"
    assert refusal(path).startswith(f"{path} cannot be read as {what}, or it is damaged: ")


@pytest.mark.parametrize("name", ["p.parquet", "p.arrow"])
def test_a_file_that_is_damaged_inside_is_refused_when_it_is_read(tmp_path: Path, name: str) -> None:
    """Its end is whole, so it opens; its middle is not."""
    WRITERS[name](tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    start = 20 if name == "p.parquet" else 300
    path = written(tmp_path / name, whole[:start] + b"\xff" * 60 + whole[start + 60 :])
    assert open_file(path).schema.names == PEOPLE.column_names
    assert refusal(path).startswith(f"{path} cannot be read ")


def test_a_csv_file_with_lines_of_other_lengths_is_refused(tmp_path: Path) -> None:
    """With the line."""
    path = written(tmp_path / "p.csv", b"a,b\n1,2\n3\n")
    assert refusal(path) == f"{path} cannot be read as a CSV file, or it is damaged: CSV parse error: Expected 2 columns, got 1: 3"


def test_a_csv_file_whose_later_rows_are_of_another_type_is_refused(tmp_path: Path) -> None:
    """The first block says what a column holds."""
    path = written(tmp_path / "p.csv", b"cycles,area\n" + b"1,26A\n" * MANY + b"many,26A\n")
    assert refusal(path).endswith("In CSV column #0: CSV conversion error to int64: invalid value 'many'")


@pytest.mark.parametrize(
    ("days", "row", "wrong"),
    [
        (["1990-03-04", "1990-02-30"], 3, "1990-02-30"),
        (["1990-02-30"], 2, "1990-02-30"),
        ([" 1990-03-04 ", "", "NA", "04/03/1990"], 5, "04/03/1990"),
        (["1990-03-04T00:00:00+01:00", "1990-03-04"], 2, "1990-03-04T00:00:00+01:00"),
        ([*["1990-03-04"] * MANY, "4 March"], MANY + 2, "4 March"),
    ],
)
def test_what_is_no_day_among_days_is_named(tmp_path: Path, days: list[str], row: int, wrong: str) -> None:
    """With its row and its column, in the first block of a file as further down."""
    path = written(tmp_path / "p.csv", "\n".join(["bmi,born", *(f"24,{day}" for day in days), ""]).encode())
    source = open_file(path)
    assert isinstance(source, CsvFile)
    source.expect({"born": pa.date32()})
    assert next(source.batches(["bmi"])).num_rows > 0
    with pytest.raises(CoequalError) as error:
        list(source.batches(["bmi", "born"]))
    assert str(error.value).startswith(f'{path}: Row {row} of the column "born" holds "{wrong}", which is no day in the calendar.')


def test_a_csv_file_without_days_stays_as_it_is(tmp_path: Path) -> None:
    """Where every text is written otherwise the whole column is; another fault of the file is not put down to its days."""
    texts = open_file(written(tmp_path / "p.csv", b"born\n04/03/1990\n05/03/1990\n"))
    assert isinstance(texts, CsvFile)
    texts.expect({"born": pa.date32()})
    assert texts.schema.field("born").type == pa.string()
    source = open_file(written(tmp_path / "q.csv", b"cycles,born\n" + b"1,1990-03-04\n" * MANY + b"many,1990-03-04\n"))
    with pytest.raises(CoequalError, match="invalid value 'many'"):
        list(source.batches(["cycles", "born"]))
    source = open_file(written(tmp_path / "r.csv", b"cycles,born\n" + b"1,1990-03-04\n" * MANY + b"1\n"))
    with pytest.raises(CoequalError, match="Expected 2 columns, got 1"):
        list(source.batches(["cycles", "born"]))


def test_a_csv_file_in_another_encoding_is_refused_by_its_heads(tmp_path: Path) -> None:
    """A name that is not in UTF-8 cannot be told."""
    path = written(tmp_path / "p.csv", "größe,bmi\n1,2\n".encode("latin-1"))
    assert refusal(path) == f"{path} is not written in UTF-8. Save it as CSV UTF-8."


@pytest.mark.parametrize("name", ["p.parquet", "p.csv", "p.arrow"])
def test_a_folder_is_no_file(tmp_path: Path, name: str) -> None:
    """Whatever it is called."""
    (tmp_path / name).mkdir()
    assert refusal(tmp_path / name).startswith(f"{tmp_path / name} cannot be read to its end: ")


def test_an_error_without_words_is_said() -> None:
    """And a long one is cut short."""
    with pytest.raises(CoequalError, match="x cannot be read to its end: no reason was given"), readable("x", "a file"):
        raise OSError
    with pytest.raises(CoequalError) as error, readable("x", "a file"):
        raise OSError("n" * 1000 + "\nsecond line")
    assert len(str(error.value)) < 400


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """Since either could be meant."""
    source = open_file(written(tmp_path / "p.csv", b"bmi,area,bmi\n1,26A,2\n"))
    with pytest.raises(CoequalError) as error:
        check_names(source.schema, source.name)
    assert str(error.value) == (f'{source.name} has two columns called "bmi". Rename one of them, since either could be meant.')
    check_names(PEOPLE.schema, "people")


@pytest.mark.parametrize(
    ("metadata", "columns", "synthetic"),
    [
        ({"coequal": '{"synthetic": true, "seed": 1}'}, ["bmi"], True),
        ({"coequal": '{"assessed": true, "synthetic": false}'}, ["bmi"], False),
        ({"coequal": '{"assessed": true}'}, ["bmi"], False),
        ({"pandas": "{}"}, ["bmi"], False),
        (None, ["bmi"], False),
        (None, ["bmi", "synthetic"], True),
    ],
)
def test_made_up_people_are_told_by_what_the_table_says(
    metadata: dict[str, str] | None, columns: list[str], synthetic: bool
) -> None:
    """Beside its columns, or by a column; real people who were assessed here before are no made-up ones."""
    assert is_synthetic(pa.schema([(name, pa.bool_()) for name in columns], metadata)) is synthetic
