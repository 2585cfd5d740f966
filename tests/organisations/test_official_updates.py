"""What differs in an official list of commissioners, written over what is known."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.organisations.commissioner_files import LOCATION, Listed
from coequal.organisations.official_changes import changes_in
from coequal.organisations.official_moves import Move
from coequal.organisations.official_updates import Said, Updates, updates_in
from coequal.organisations.own_bodies import tables_with, write_all
from coequal.organisations.register import Organisations, load_organisations
from tests.organisations.building import AREAS, changed, refusal, write

LAST, FIRST = date(2027, 3, 31), date(2027, 4, 1)
NEAR = Listed("X1X", "Near ICB", "ICB", FIRST)
FAR = Listed("X2X", "Far ICB", "ICB", FIRST)
CLOSED = Listed("D1D", "Newest", "ICB", until=LAST)
FOLLOWED = Said({"D1D": ("X1X",)})
SPLIT = {"D1D": ("X1X", "X2X")}
ELSEWHERE = changed(AREAS, "F1F,Next door", "Z1Z,Next door")  # so that no board is an area, too


def updated(folder: Path, *listed: Listed, said: Said = FOLLOWED, **only: Any) -> Updates:
    """What a list changes in the made-up bodies and areas."""
    known = load_organisations(folder)
    return updates_in(listed, changes_in(listed, known), known, said, source="a list", **only)


def opened(folder: Path, updates: Updates) -> Organisations:
    """The library, with what was written into a folder beside it."""
    own = folder / "own"
    write_all(tables_with(updates.bodies, updates.areas, own, [folder]))
    return load_organisations(folder, own)


def in_charge(found: Organisations, area: str, on: date) -> list[str]:
    """The codes of those in charge of an area on a day."""
    return [body.code for body in found.areas[area].commissioners(on)]


@pytest.mark.parametrize(
    ("listed", "says", "source"),
    [
        (
            Listed("F1F", "Neighbours ICB", "ICB"),
            "F1F, Neighbour, is called Neighbours ICB.",
            "made up; name (before: Neighbour): a list",
        ),
        (
            Listed("F1F", "NEIGHBOUR", "ICB", date(2022, 6, 1)),
            "F1F, Neighbour, opens on 2022-06-01 (before: 2022-07-01).",
            "made up; start: a list",
        ),
        (
            Listed("E1E", "Gone", "CCG", until=date(2019, 4, 1)),
            "E1E, Gone, closes on 2019-04-01 (before: 2019-03-31).",
            "made up; end: a list",
        ),
    ],
)
def test_a_name_and_a_day_are_written_from_the_file_alone(tmp_path: Path, listed: Listed, says: str, source: str) -> None:
    """The row stands instead of the one that is known, and says what of it is from where, and what was there before."""
    updates = updated(write(tmp_path), listed, said=Said())
    assert updates.says == (says,)
    found = opened(tmp_path, updates)
    assert found.bodies[listed.code].source == source
    assert changes_in([listed], found).differs == ()
    assert list(found.bodies) == list(load_organisations(tmp_path).bodies)


def test_a_body_closes_with_those_that_a_person_says_followed_it(tmp_path: Path) -> None:
    """Its areas come to them on the day after, keep their codes, and keep who was in charge before."""
    updates = updated(write(tmp_path), CLOSED, NEAR)
    assert updates.says == (
        "D1D, Newest, closes on 2027-03-31, is followed by X1X.",
        "A1A, The north, is with X1X from 2027-04-01 on.",
        "B1B, The whole place, is with F1F, X1X from 2027-04-01 on.",
    )
    found = opened(tmp_path, updates)
    assert found.bodies["D1D"].source == "made up; end, successors as said with it: a list"
    assert [body.code for body in found.in_charge("C1C", FIRST)] == ["X1X"]
    assert (in_charge(found, "A1A", LAST), in_charge(found, "A1A", FIRST)) == (["D1D"], ["X1X"])
    assert in_charge(found, "B1B", FIRST) == ["F1F", "X1X"]
    assert in_charge(found, "A1A", date(2023, 5, 1)) == ["C1C"]
    assert found.areas["A1A"].source == "from 2027-04-01, as said with it: a list"
    assert changes_in([CLOSED, NEAR], found).differs == ()


def test_an_area_comes_to_a_body_that_was_there_before(tmp_path: Path) -> None:
    """From the day on, and not since that body began."""
    found = opened(tmp_path, updated(write(tmp_path), CLOSED, said=Said({"D1D": ("F1F",)})))
    assert in_charge(found, "A1A", FIRST) == ["F1F"]
    assert in_charge(found, "A1A", LAST) == ["D1D"]
    assert in_charge(found, "B1B", FIRST) == ["F1F"]


def test_the_file_says_which_of_several_took_an_area_over(tmp_path: Path) -> None:
    """By the board of each location in it."""
    places = [Listed(code, code, LOCATION, board=board) for code, board in (("A1A", "X2X"), ("B1B", "X1X"))]
    found = opened(tmp_path, updated(write(tmp_path), CLOSED, NEAR, FAR, *places, said=Said(SPLIT)))
    assert (in_charge(found, "A1A", FIRST), in_charge(found, "B1B", FIRST)) == (["X2X"], ["F1F", "X1X"])
    assert found.areas["A1A"].source == "from 2027-04-01: a list"


def test_an_area_that_was_merged_goes_where_the_whole_goes(tmp_path: Path) -> None:
    """What is said of the whole is said of it, too."""
    said = Said(SPLIT, {"B1B": Move(("X2X",))})
    updates = updated(write(tmp_path, areas=ELSEWHERE), CLOSED, NEAR, FAR, said=said)
    found = opened(tmp_path, updates)
    assert (in_charge(found, "A1A", FIRST), in_charge(found, "B1B", FIRST)) == (["X2X"], ["F1F", "X2X"])
    assert found.areas["B1B"].source == "from 2027-04-01, as said with it: a list"


def test_an_area_may_come_to_be_in_parts(tmp_path: Path) -> None:
    """Where a person says so."""
    said = Said(SPLIT, {"B1B": Move(("X1X", "X2X"))})
    found = opened(tmp_path, updated(write(tmp_path, areas=ELSEWHERE), CLOSED, NEAR, FAR, said=said))
    assert in_charge(found, "A1A", FIRST) == ["X1X", "X2X"]


def test_a_body_that_followed_may_close_in_the_same_file(tmp_path: Path) -> None:
    """The areas go on to those after it."""
    short = Listed("X1X", "Near ICB", "ICB", FIRST, date(2028, 3, 31))
    later = Listed("X3X", "Last ICB", "ICB", date(2028, 4, 1))
    updates = updated(write(tmp_path), CLOSED, short, later, said=Said({"D1D": ("X1X",), "X1X": ("X3X",)}))
    found = opened(tmp_path, updates)
    assert [in_charge(found, "A1A", date(year, 5, 1)) for year in (2026, 2027, 2028)] == [["D1D"], ["X1X"], ["X3X"]]
    assert found.bodies["X1X"].successors == ("X3X",)
    assert "A1A, The north, is with X3X from 2028-04-01 on." in updates.says


def test_a_board_in_the_file_may_close_in_it(tmp_path: Path) -> None:
    """A location may be listed under one that opens and closes: those after it take over in turn."""
    short = Listed("X1X", "Near ICB", "ICB", FIRST, date(2028, 3, 31))
    later = Listed("X3X", "Last ICB", "ICB", date(2028, 4, 1))
    place = Listed("A1A", "North", LOCATION, board="X1X")
    said = Said({"D1D": ("X1X",), "X1X": ("X3X",)})
    found = opened(tmp_path, updated(write(tmp_path), CLOSED, short, later, place, said=said))
    assert [in_charge(found, "A1A", date(year, 5, 1)) for year in (2026, 2027, 2028)] == [["D1D"], ["X1X"], ["X3X"]]


def test_an_area_moves_on_a_day_that_a_person_says(tmp_path: Path) -> None:
    """Its board goes on without it, and the row says until when it was there."""
    moved = Listed("F1F", "Next door", LOCATION, board="D1D")
    updates = updated(write(tmp_path), moved, said=Said(moves={"F1F": Move(("D1D",), FIRST)}))
    assert updates.says == ("F1F, Next door, is with D1D from 2027-04-01 on.",)
    (row,) = updates.areas
    assert (row["commissioners"], row["replaces"]) == ("F1F@..2027-03-31 D1D@2027-04-01", "yes")
    found = opened(tmp_path, updates)
    assert (in_charge(found, "F1F", LAST), in_charge(found, "F1F", FIRST)) == (["F1F"], ["D1D"])
    assert [area.code for area in found.areas_of("F1F", FIRST)] == ["B1B"]


def test_a_new_area_of_a_board_that_closes_goes_on_with_the_next(tmp_path: Path) -> None:
    """And begins on its own day, where its board is older."""
    place = Listed("X5X", "New place", LOCATION, date(2026, 4, 1), board="D1D")
    found = opened(tmp_path, updated(write(tmp_path), CLOSED, NEAR, place))
    assert [in_charge(found, "X5X", day) for day in (date(2026, 3, 31), date(2026, 4, 1), FIRST)] == [[], ["D1D"], ["X1X"]]
    assert found.areas["X5X"].source == "a list"


def test_some_codes_alone_may_be_updated(tmp_path: Path) -> None:
    """Then the others differ as before, and nothing need be said of them."""
    renamed = Listed("F1F", "Neighbours ICB", "ICB")
    assert updated(write(tmp_path), CLOSED, renamed, said=Said(), only=["F1F"]).says == (
        "F1F, Neighbour, is called Neighbours ICB.",
    )


def test_a_row_of_ones_own_is_changed_where_it_stands(tmp_path: Path) -> None:
    """With the columns that somebody gave it; those beside it stay as they are, and nothing stands twice."""
    home, own = write(tmp_path), tmp_path / "own"
    own.mkdir()
    head = "note,code,role,name,from,until,successors,source,replaces"
    rows = ["kept,F1F,ICB,Mine,2022-07-01,,,ours,yes", "'=1,Y1Y,ICB,Other,2022-07-01,,,ours,"]
    (own / "bodies.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    listed, known = Listed("F1F", "Neighbours ICB", "ICB"), load_organisations(home, own)
    updates = updates_in([listed], changes_in([listed], known), known, Said(), source="a list")
    write_all(tables_with(updates.bodies, updates.areas, own, [home]))
    assert (own / "bodies.csv").read_text(encoding="utf-8").splitlines() == [
        head,
        "kept,F1F,ICB,Neighbours ICB,2022-07-01,,,ours; name (before: Mine): a list,yes",
        rows[1],
    ]
    assert load_organisations(home, own).bodies["F1F"].name == "Neighbours ICB"


@pytest.mark.parametrize(
    ("listed", "said", "words"),
    [
        ((CLOSED, NEAR), Said(), "Who followed is not in the file, for D1D. Find that and say it, as in --followed-by D1D=CODE"),
        ((CLOSED,), FOLLOWED, "X1X cannot follow D1D: no such body is known on the day after 2027-03-31."),
        ((CLOSED,), Said({"D1D": ("E1E",)}), "E1E cannot follow D1D"),
        ((NEAR,), FOLLOWED, "D1D does not close in this file"),
        ((CLOSED,), Said({"D1D": ("D1D",)}), "D1D cannot follow D1D"),
        (
            (CLOSED, NEAR, FAR),
            Said(SPLIT),
            "Which body took over from D1D is not in the file, for A1A, B1B. Say it, as in --moved A1A=X1X.",
        ),
        (
            (Listed("F1F", "Next door", LOCATION, board="D1D"),),
            Said(),
            "The day on which another board took over is not in the file, for F1F. Say it, as in --moved F1F=D1D@2027-04-01.",
        ),
        (
            (CLOSED, NEAR, Listed("A1A", "North", LOCATION, board="Z9Z")),
            FOLLOWED,
            "A1A cannot come to Z9Z on 2027-04-01: no such body is known on that day.",
        ),
        ((NEAR,), Said(moves={"F1F": Move(("D1D",))}), "The day on which another board took over is not in the file, for F1F."),
        ((NEAR,), Said(moves={"Z9Z": Move(("D1D",), FIRST)}), "There is no area Z9Z"),
        ((NEAR,), Said(moves={"F1F": Move(("Z9Z",), FIRST)}), "F1F cannot come to Z9Z: no such body is known that goes on."),
        ((NEAR,), Said(moves={"F1F": Move(("X1X",), LAST)}), "F1F cannot come to X1X on 2027-03-31"),
        ((NEAR,), Said(moves={"F1F": Move(("X1X",), date.min)}), "F1F cannot come to X1X on 0001-01-01"),
        (
            (NEAR, Listed("F1F", "Next door", LOCATION, board="D1D")),
            Said(moves={"F1F": Move(("X1X",), FIRST)}),
            "F1F is under D1D in the file, and is said to come to X1X.",
        ),
        (
            (CLOSED, Listed("X1X", "Near ICB", "ICB", FIRST, date(2028, 3, 31))),
            FOLLOWED,
            "Which body took over from X1X is not in the file, for A1A, B1B. Say it, as in --moved A1A=CODE.",
        ),
    ],
)
def test_what_no_file_says_must_be_said(tmp_path: Path, listed: tuple[Listed, ...], said: Said, words: str) -> None:
    """One sentence names all of which it is lacking, and how to say it; what is said and cannot be is refused."""
    assert words in refusal(lambda: updated(write(tmp_path), *listed, said=said))


def test_only_what_is_in_the_file_can_be_updated(tmp_path: Path) -> None:
    """A code that is not is refused."""
    assert "Z9Z is not in this file" in refusal(lambda: updated(write(tmp_path), NEAR, said=Said(), only=["Z9Z"]))


def test_days_that_do_not_go_together_with_what_is_known_are_refused(tmp_path: Path) -> None:
    """Here a body that followed another began only later; nothing is written."""
    updates = updated(write(tmp_path), Listed("F1F", "Neighbour", "ICB", date(2025, 5, 1)), said=Said())
    message = refusal(lambda: opened(tmp_path, updates))
    assert message.startswith("Nothing was written, as the tables would not go together any more. C2C is followed by F1F")
    assert not (tmp_path / "own").exists()


def test_a_table_of_ones_own_that_was_wrong_before_is_named(tmp_path: Path) -> None:
    """Rather than the place where it was tried."""
    home, own = write(tmp_path), tmp_path / "own"
    own.mkdir()
    (own / "areas.csv").write_text("code,name,commissioners\nX9X,Far,Z9Z\n", encoding="utf-8")
    updates = updated(home, NEAR, said=Said())
    message = refusal(lambda: tables_with(updates.bodies, [], own, [home]))
    assert message.startswith(f"{own / 'areas.csv'}: Nothing was written")


def test_where_one_table_cannot_be_written_the_other_stays_as_it_was(tmp_path: Path) -> None:
    """A new one is taken away again."""
    old, new, blocked = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "blocked.csv"
    old.write_text("before", encoding="utf-8")
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="blocked"):
        write_all({old: "after", new: "after", blocked: "after"})
    assert (old.read_text(encoding="utf-8"), new.exists(), blocked.is_dir()) == ("before", False, True)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("F1F,ICB,Mine,2022-07-01,,,,yes", 'This row has no "source".'),
        ("F1F,ICB,Mine,2022-07-01,,,ours,no", 'The column "replaces" has yes or nothing, not "no".'),
        ("Y1Y,ICB,Mine,2022-07-01,,,ours,yes", '"Y1Y" replaces nothing'),
        ("F1F,ICB,Mine,2022-07-01,,,ours,", '"F1F" has two rows; one is enough. The other one is in'),
    ],
)
def test_a_row_stands_instead_of_another_only_where_it_says_so_and_why(tmp_path: Path, own: str, words: str) -> None:
    """Anything else is a mistake, with file and line."""
    home, folder = write(tmp_path), tmp_path / "own"
    folder.mkdir()
    (folder / "bodies.csv").write_text(f"code,role,name,from,until,successors,source,replaces\n{own}\n", encoding="utf-8")
    message = refusal(lambda: load_organisations(home, folder))
    assert message.startswith(f"{folder / 'bodies.csv'}, line 2: ")
    assert words in message


def test_a_package_replaces_nothing(tmp_path: Path) -> None:
    """Somebody has to put such a row into a folder of their own."""
    home, folder = write(tmp_path), tmp_path / "brought"
    folder.mkdir()
    (folder / "areas.csv").write_text("code,name,commissioners,source,replaces\nF1F,Mine,D1D,ours,yes\n", encoding="utf-8")
    with pytest.raises(CoequalError, match="A package replaces nothing"):
        load_organisations(home, brought=[folder])
    assert load_organisations(home, folder).areas["F1F"].name == "Mine"


@pytest.mark.parametrize(
    ("commissioners", "words"),
    [
        ("F1F@..2022-06-30", "F1F was with F1F until 2022-06-30, when it cannot have been."),
        ("D1D C1C@..2025-04-01", "when it cannot have been"),
        ("F1F@2022-07-01..", '"" is not a date'),
        ("F1F@..2027-03-31", "Nobody is in charge of F1F on the day after 2027-03-31."),
    ],
)
def test_the_last_day_of_a_commission_is_one_of_the_body(tmp_path: Path, commissioners: str, words: str) -> None:
    """And after it somebody else is in charge."""
    folder = write(tmp_path)
    (folder / "areas.csv").write_text(f"code,name,commissioners\nF1F,Next door,{commissioners}\n", encoding="utf-8")
    assert words in refusal(lambda: load_organisations(folder))


@st.composite
def _closings(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], dict[str, Move]]:
    """Who follows each of the bodies that go on, and where each area goes."""
    new = ("X1X", "X2X", "X3X")
    followers = {
        code: tuple(draw(st.lists(st.sampled_from(new), min_size=1, max_size=3, unique=True)))
        for code in draw(st.sets(st.sampled_from(("D1D", "F1F"))))
    }
    moves = {
        area: Move(
            tuple(draw(st.lists(st.sampled_from(new), min_size=1, max_size=2, unique=True))), draw(st.sampled_from((None, FIRST)))
        )
        for area in draw(st.sets(st.sampled_from(("A1A", "B1B", "F1F"))))
    }
    return followers, moves


@pytest.mark.no_cover
@given(_closings(), st.dates(date(2012, 1, 1), date(2030, 1, 1)))
def test_whatever_closes_and_moves_the_past_stays_and_nobody_is_left_alone(
    said: tuple[dict[str, tuple[str, ...]], dict[str, Move]], on: date
) -> None:
    """Until the last day every area is with whom it was; from the next it is with somebody who is there; or all is refused."""
    followers, moves = said
    with TemporaryDirectory() as made:
        folder = write(Path(made))
        before = load_organisations(folder)
        closed = [Listed(code, before.bodies[code].name, "ICB", until=LAST) for code in followers]
        new = [Listed(code, code, "ICB", FIRST) for code in ("X1X", "X2X", "X3X")]
        try:
            found = opened(folder, updated(folder, *closed, *new, said=Said(followers, moves)))
        except CoequalError:
            return
    for code in before.areas:
        if on <= LAST:
            assert in_charge(found, code, on) == in_charge(before, code, on)
        else:
            assert in_charge(found, code, on)
            assert not {*in_charge(found, code, on)} & followers.keys()
        if code in moves and on >= FIRST and moves[code].on:
            assert {*in_charge(found, code, on)} == {*moves[code].bodies}


CODES = ("A1A", "B1B", "C1C", "D1D", "E1E", "F1F", "X1X", "X2X", "Z9Z")
DAYS = (None, date(2019, 3, 31), date(2022, 7, 1), date(2025, 3, 31), LAST, FIRST, date(2030, 1, 1), date(2099, 12, 31))
LISTED = st.builds(
    Listed,
    st.sampled_from(CODES),
    st.sampled_from(("Neighbour", "Another")),
    st.sampled_from(("ICB", "CCG", LOCATION)),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from((None, *CODES)),
)
BODIES = st.lists(st.sampled_from(CODES), min_size=1, max_size=2).map(tuple)
SAID = st.builds(
    Said,
    st.dictionaries(st.sampled_from(CODES), BODIES, max_size=2),
    st.dictionaries(st.sampled_from(CODES), st.builds(Move, BODIES, st.sampled_from((*DAYS, date.min, date.max))), max_size=2),
)


@pytest.mark.no_cover
@given(st.lists(LISTED, max_size=5, unique_by=lambda one: one.code), SAID)
def test_whatever_a_list_and_a_person_say_is_written_or_refused(listed: list[Listed], said: Said) -> None:
    """What is written opens, and says what the list says: of what could be written, nothing differs any more."""
    with TemporaryDirectory() as made:
        folder = write(Path(made))
        with suppress(CoequalError):
            updates = updated(folder, *listed, said=said)
            assert changes_in(listed, opened(folder, updates)).differs == ()
