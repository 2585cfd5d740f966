"""The levels of headings never skip one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coequal.documents.model import Document, Heading, Notice, Paragraph
from coequal.documents.outline import first_heading, levels


def test_levels() -> None:
    """A heading of level 3 that comes first stands at level 2, and a notice is headed one level below its part."""
    blocks = [Notice("a", "b"), Heading("c", 3), Notice("d", "e"), Heading("f", 3), Notice("g", "h"), Heading("i"), Paragraph("j")]
    assert [level for _, level in levels(blocks)] == [2, 2, 3, 3, 4, 2, 2]


@given(st.lists(st.sampled_from([Heading("two"), Heading("three", 3), Notice("a", "b")])))
def test_no_level_is_skipped(blocks: list[Heading | Notice]) -> None:
    """Between one heading and the next, the level grows by one at most."""
    found = [1, *(level for _, level in levels(blocks))]
    assert all(after - before <= 1 for before, after in pairwise(found))


def test_the_contents_stand_before_the_first_heading() -> None:
    """Where they are wanted, and where there is a heading: what comes before it stays before."""
    blocks = (Notice("a", "b"), Paragraph("c"), Heading("d"))
    assert first_heading(Document("t", "", blocks, contents=True)) == 3
    assert first_heading(Document("t", "", blocks)) is None
    assert first_heading(Document("t", "", blocks[:2], contents=True)) is None
