"""The widths of columns: short texts on one line, long ones by how long they are, and no word broken that need not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.documents.columns import EDGES, LEAST, SHORT, WORD, widths
from coequal.documents.model import Table

ROOM = 98
TEXTS = st.text("ab ", max_size=120)
TABLES = st.integers(1, 12).flatmap(
    lambda columns: st.builds(
        lambda head, rows: Table("Some", head, tuple(rows)),
        st.tuples(*[TEXTS] * columns),
        st.lists(st.tuples(*[TEXTS] * columns), max_size=4),
    )
)


def of(*columns: str, rows: int = 1) -> list[float]:
    """The widths of columns that each have a short name and the same text in every row."""
    return widths(Table("Some", ("A",) * len(columns), (columns,) * rows), ROOM)


def sentence(letters: int) -> str:
    """A text of so many letters, in words of four."""
    return ("word " * letters)[: letters - 1] + "s"


def test_a_text_of_four_times_the_length_has_twice_the_width() -> None:
    """So the column of reasons is wider than that of a name that is the same in every row."""
    name, reason = of(sentence(45), sentence(180), rows=20)
    assert reason == pytest.approx(2 * name)
    assert name + reason == pytest.approx(ROOM)


@pytest.mark.parametrize("short", ["28 April 2025", "£70,000", "yes", "not changed", "x" * SHORT])
def test_short_texts_stay_on_one_line(short: str) -> None:
    """However long the text beside them is."""
    first, second = of(short, sentence(900))
    assert first >= len(short) + EDGES
    assert second >= ROOM / 2


def test_capitals_are_wider_than_other_letters() -> None:
    """A reference in capitals stays on one line too."""
    assert of("N-MYX7-9328", sentence(90))[0] > of("n-myx7-9328", sentence(90))[0]


def test_one_text_that_is_longer_than_all_others_does_not_decide_alone() -> None:
    """A column in which nearly every text is short leaves room for one in which every text is long."""
    rows = ((sentence(400), sentence(80)), *(("no", sentence(80)),) * 19)
    one, every = widths(Table("Some", ("A", "B"), rows), ROOM)
    assert one < 1.5 * every


def test_a_head_is_never_broken_within_a_word() -> None:
    """A column of ticks is as wide as the longest word of its name."""
    names = ("Considered by", "Unconditionally")
    assert widths(Table("Some", names, (("yes", sentence(900)),)), ROOM)[0] >= len("Considered") + EDGES


def test_a_long_head_above_short_texts_has_two_lines_and_not_five() -> None:
    """Even where every cell below it is empty."""
    rows = (("It stays as it is.", ""), (sentence(900), ""))
    assert widths(Table("Some", ("Why", "What is done about it"), rows), ROOM)[1] >= len("What is done") + EDGES


def test_a_table_without_rows_has_widths_by_its_head() -> None:
    """There is nothing else to go by."""
    assert widths(Table("Some", ("A", "Considerably"), ()), ROOM) == [LEAST + EDGES, len("Considerably") + 1 + EDGES]


@given(TABLES)
def test_no_column_is_too_narrow_for_its_words_where_there_is_room(table: Table) -> None:
    """Whatever stands in a table, each column has the width of its longest word, and together they are no wider than the page."""
    words = [
        max([len(word) for text in column for word in text.split()], default=0)
        for column in zip(table.head, *table.rows, strict=True)
    ]
    found = widths(table, ROOM)
    for width, word in zip(found, words, strict=True):
        assert width >= min(word, WORD) + EDGES
    needed = sum(max(word + 1, LEAST) + EDGES for word in words)
    assert sum(found) <= max(ROOM, needed) + 1e-6
