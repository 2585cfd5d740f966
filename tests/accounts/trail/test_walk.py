"""The chain by itself: whatever is done to it behind its back is seen, and named for what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.accounts.trail.walk import Fault, Seal, Walk
from coequal.accounts.trail.written import NOTHING, Written, compact
from coequal.errors import CoequalError

LENGTH = 10


def entry(number: int, previous: str, who: str = "ada@example.org") -> Written:
    """An entry with its digest."""
    at = f"2026-11-26T09:{number:02}:00.000000Z"
    made = Written(number, at, who, "analyst", "QMM", "", "ran an analysis", "analysis", f"A-{number}", compact({}), previous)
    return made._replace(digest=made.computed())


def chain(length: int = LENGTH, who: str = "ada@example.org") -> list[Written]:
    """A whole chain."""
    made: list[Written] = []
    for number in range(1, length + 1):
        made.append(entry(number, made[-1].digest if made else NOTHING, who))
    return made


def faults(rows: list[Written], head: Seal | None = None, sealed: Seal | None = None) -> list[Fault]:
    """What is found, where the head is that of the whole chain unless another is given."""
    walk = Walk(sealed)
    found = [*walk.along(sorted(rows, key=lambda row: row.number))]
    return [*found, *walk.end(head or Seal(LENGTH, chain()[-1].digest))]


def named(rows: list[Written], head: Seal | None = None, sealed: Seal | None = None) -> list[tuple[str, int | None]]:
    """Kinds and numbers of what is found."""
    return [(fault.kind, fault.number) for fault in faults(rows, head, sealed)]


def moved(rows: list[Written], by: int) -> list[Written]:
    """Entries under other numbers, with their digests as they were."""
    return [row._replace(number=row.number + by) for row in rows]


def anew(row: Written, **changes: str) -> Written:
    """An altered entry whose digest was computed anew."""
    changed = row._replace(**changes)
    return changed._replace(digest=changed.computed())


def test_a_whole_chain_has_no_fault() -> None:
    """Nor has one to which nothing has been added yet."""
    assert named(chain()) == []
    assert named([], Seal(0, NOTHING)) == []
    assert named(chain(), sealed=Seal(5, chain()[4].digest)) == []


@pytest.mark.parametrize("place", range(LENGTH))
@pytest.mark.parametrize("column", [name for name in Written._fields if name not in ("number", "digest")])
def test_an_altered_column_is_named(place: int, column: str) -> None:
    """Whichever it is, in whichever entry, with its time and with what it says now."""
    rows = chain()
    rows[place] = rows[place]._replace(**{column: "changed"})
    (fault,) = faults(rows)
    assert (fault.kind, fault.number, fault.at) == ("altered", place + 1, rows[place].at)
    assert str(fault) == f"Entry {place + 1} was altered. It says now: {rows[place]}."


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_altered_digest_is_named(place: int) -> None:
    """The digest is a column too."""
    rows = chain()
    rows[place] = rows[place]._replace(digest="0" * 63 + "1")
    assert named(rows) == [("altered", place + 1)]


@pytest.mark.parametrize("place", range(LENGTH))
def test_an_entry_that_was_written_anew_is_named(place: int) -> None:
    """With its own digest made to fit: the next one, or the head, does not follow from it."""
    rows = chain()
    rows[place] = anew(rows[place], who="eve@example.org")
    assert named(rows) == [("altered", place + 1)]


def test_a_first_entry_that_follows_from_another_is_altered() -> None:
    """Even where its digest fits; it is named once."""
    rows = chain()
    rows[0] = anew(rows[0], previous="1" * 64)
    assert named(rows) == [("altered", 1)]
    assert named([anew(chain(1)[0], previous="1" * 64)], Seal(1, chain(1)[0].digest)) == [("altered", 1)]


def test_what_is_no_text_is_altered() -> None:
    """SQLite keeps whatever it is given."""
    rows = chain()
    rows[2] = rows[2]._replace(who=b"\xff")  # type: ignore[arg-type]  # as a database may give it
    assert named(rows) == [("altered", 3)]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (slice(0, 1), "Entry 1 is missing and before 2026-11-26T09:02:00.000000Z."),
        (slice(0, 3), "Entries 1 to 3 are missing and before 2026-11-26T09:04:00.000000Z."),
        (slice(4, 5), "Entry 5 is missing after 2026-11-26T09:04:00.000000Z and before 2026-11-26T09:06:00.000000Z."),
        (slice(2, 8), "Entries 3 to 8 are missing after 2026-11-26T09:02:00.000000Z and before 2026-11-26T09:09:00.000000Z."),
    ],
)
def test_missing_entries_are_named_by_their_numbers_and_their_neighbours(gone: slice, said: str) -> None:
    """What they said is not known any more."""
    rows = chain()
    del rows[gone]
    (fault,) = faults(rows)
    assert (fault.kind, str(fault)) == ("missing", said)


@pytest.mark.parametrize("sealed", [None, Seal(LENGTH, chain()[-1].digest)])
@pytest.mark.parametrize(
    ("first", "by"), [(LENGTH - 1, 1), (LENGTH - 1, 9_879), (LENGTH // 2, 5), (LENGTH // 2, 1000), (0, 3), (0, 1000), (0, -3)]
)
def test_entries_under_other_numbers_are_altered(first: int, by: int, sealed: Seal | None) -> None:
    """The last one alone, all from the middle on, or every one: each is named, with the number that it had."""
    rows = chain()
    rows[first:] = moved(rows[first:], by)
    assert named(rows, sealed=sealed) == [("altered", row.number) for row in rows[first:]]
    assert faults(rows)[0].words.startswith(f"Entry {first + 1 + by} was altered: it was written as entry {first + 1}.")


@pytest.mark.parametrize("sealed", [None, Seal(LENGTH, chain()[-1].digest)])
def test_one_entry_under_another_number_is_named(sealed: Seal | None) -> None:
    """The first, where nothing else moved; one of the middle is missing from its place, and found where it is."""
    rows = chain()
    assert named([*moved(rows[:1], -1), *rows[1:]], sealed=sealed) == [("altered", 0)]
    assert named([*moved(rows[:1], -5_000), *rows[1:]], sealed=sealed) == [("altered", -4_999)]
    assert named([*rows[:4], *rows[5:], *moved(rows[4:5], 100)], sealed=sealed) == [("missing", 5), ("put in", 105)]


def test_a_number_that_is_wrong_is_named_beside_what_else_is() -> None:
    """A gap that explains a shift explains no greater one; a first entry that follows from nothing is named once."""
    rows = chain()
    assert named([*rows[:2], *moved(rows[4:], -2)]) == [("missing", 3)]
    assert named([*rows[:2], *moved(rows[4:], 1)])[:2] == [("missing", 3), ("altered", 6)]
    alone = anew(chain(1)[0], previous="1" * 64)
    assert named(moved([alone], 1), Seal(1, alone.digest)) == [("altered", 2)]


def test_entries_taken_out_and_the_gap_closed_are_missing() -> None:
    """Where the ones behind were given the numbers of those that are gone, they are known again."""
    rows = chain()
    assert named([*rows[:2], *moved(rows[4:], -2)]) == [("missing", 3)]


def test_a_chain_that_was_cut_off_is_named() -> None:
    """By the head; and by a seal, where the head was moved back too."""
    rows = chain()
    assert [str(fault) for fault in faults(rows[:7])] == ["Entries 8 to 10 are missing: the trail was cut off at the end."]
    assert [str(fault) for fault in faults(rows[:9])] == ["Entry 10 is missing: the trail was cut off at the end."]
    assert named([]) == [("cut off at the end", 1)]
    moved_back = Seal(7, rows[6].digest)
    assert named(rows[:7], moved_back) == []
    assert named(rows[:7], moved_back, Seal(10, rows[9].digest)) == [("cut off at the end", 8)]


def test_an_entry_put_in_is_named() -> None:
    """In the middle with those behind it pushed on, with a digest that fits or not; or at the end."""
    rows = chain()
    foreign = entry(5, rows[3].digest, "eve@example.org")
    assert named([*rows[:4], foreign, *moved(rows[4:], 1)]) == [("put in", 5)]
    assert named([*rows[:4], foreign._replace(digest="1" * 64), *moved(rows[4:], 1)]) == [("put in", 5)]
    assert named([*rows, entry(11, rows[-1].digest, "eve@example.org")]) == [("put in", 11)]
    assert named([*rows, entry(11, NOTHING)._replace(digest="1" * 64)]) == [("put in", 11)]


def test_an_entry_that_is_there_twice_is_named() -> None:
    """Under the same number, or under the next with those behind it pushed on."""
    rows = chain()
    assert named([*rows[:4], rows[3], *rows[4:]]) == [("doubled", 4)]
    assert named([*rows[:4], *moved(rows[3:], 1)]) == [("doubled", 5)]
    foreign = entry(5, rows[3].digest, "eve@example.org")
    assert named([*rows[:5], foreign, *rows[5:]]) == [("doubled", 5)]


def test_several_faults_are_all_named() -> None:
    """Altered, missing, put in and cut off, each where it is."""
    rows = chain()
    rows[1] = rows[1]._replace(purpose="none")
    assert named([*rows[:4], *rows[5:8]]) == [("altered", 2), ("missing", 5), ("cut off at the end", 9)]
    foreign = entry(4, NOTHING, "eve@example.org")._replace(digest="2" * 64)
    assert named([*chain()[:2], rows[2]._replace(who="x"), foreign, *moved(rows[3:], 1)]) == [("altered", 3), ("put in", 4)]
    assert named([*chain()[:2], rows[2]._replace(who="x"), *rows[4:]]) == [("altered", 3), ("missing", 4)]
    assert named([*chain()[:9], rows[9]._replace(who="x")]) == [("altered", 10)]


def test_a_chain_written_anew_from_some_entry_on_is_seen_by_a_seal_alone() -> None:
    """Whoever may write the whole table can make a whole chain, so a seal is kept elsewhere."""
    rows = chain()
    others = chain(who="eve@example.org")
    head = Seal(LENGTH, others[-1].digest)
    assert named(others, head) == []
    assert named(others, head, Seal(5, rows[4].digest)) == [("not what was sealed", 5)]


@given(st.data())
def test_whatever_is_changed_is_found(data: st.DataObject) -> None:
    """One change of any kind to any entry: there is a fault, and it names that entry or the one beside it."""
    rows = chain()
    place = data.draw(st.integers(0, LENGTH - 1))
    column = data.draw(st.sampled_from(Written._fields[1:]))
    match data.draw(st.sampled_from(["change", "remove", "swap", "repeat"])):
        case "change":
            rows[place] = rows[place]._replace(**{column: data.draw(st.text())})
        case "remove":
            del rows[place]
        case "swap":
            other = data.draw(st.integers(0, LENGTH - 1).filter(lambda number: number != place))
            rows[place], rows[other] = rows[place]._replace(number=other + 1), rows[other]._replace(number=place + 1)
        case _:
            rows.append(rows[place])
    if sorted(rows) != chain():
        assert any(fault.number is not None for fault in faults(rows))


@pytest.mark.parametrize("text", ["", "5", "5:abc", "-1:" + "0" * 64, "x:" + "0" * 64, "5:" + "G" * 64])
def test_what_is_no_seal_is_refused(text: str) -> None:
    """And it is said what one looks like."""
    with pytest.raises(CoequalError, match="A seal is a number, a colon and 64 signs"):
        Seal.read(text)


def test_a_seal_is_read_as_it_is_written() -> None:
    """Space around it does not matter."""
    seal = Seal(1200, "0f" * 32)
    assert Seal.read(f" {seal}\n") == seal
