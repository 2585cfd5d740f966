"""NHS England's map of practices: where each belonged on one day, beside what ODS's list says."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.epraccur import in_order, merged
from coequal.organisations.practice_files import read_practices
from coequal.organisations.practices import Membership
from tests.organisations.building import refusal
from tests.organisations.test_epraccur import row, text_of

HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,PCN_CODE"
P1 = 'GP_PRAC_PAT_LIST,01JUL2022,P00001,"HILL SURGERY",ZZ1,E1,B1B,U1'
P2 = "GP_PRAC_PAT_LIST,01JUL2022,P00002,DALE SURGERY,ZZ2,E1,C1C,U1"


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """A file as it is published."""
    path = folder / "map.csv"
    path.write_bytes("\r\n".join([head, *lines, ""]).encode())
    return path


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("SUB_ICB_LOCATION", "CCG"), HEAD.lower(), f"\ufeff{HEAD}"])
def test_a_map_is_known_by_its_columns(tmp_path: Path, head: str) -> None:
    """Each practice is in one area, since when is not said; the day is that of the extract."""
    listing = read_practices(written(tmp_path, P1, P2, head=head))
    assert (listing.file, listing.latest) == ("map.csv", date(2022, 7, 1))
    assert [(one.code, one.name, one.memberships) for one in listing.practices] == [
        ("P00001", "HILL SURGERY", (Membership("B1B", None, None),)),
        ("P00002", "DALE SURGERY", (Membership("C1C", None, None),)),
    ]


def test_it_goes_on_from_an_older_list_of_ods(tmp_path: Path) -> None:
    """A practice that is elsewhere by then passed over on a day that is not known; one that is not keeps its day."""
    older = tmp_path / "epraccur.csv.gz"
    older.write_bytes(gzip.compress(text_of(row(), row(code="P00002", area="C1C")).encode()))
    listings = in_order([read_practices(written(tmp_path, P1, P2)), read_practices(older)])
    first, second = merged(listings)
    assert first.memberships == (Membership("A1A", date(2013, 4, 1), None), Membership("B1B", None, None))
    assert second.memberships == (Membership("C1C", date(2013, 4, 1), None),)
    assert first.opened == date(1974, 4, 1)


@pytest.mark.parametrize(
    ("lines", "head", "words"),
    [
        ((P1, P1), HEAD, 'line 3: "P00001" has two rows; one is enough.'),
        ((P1, P2.replace("JUL", "AUG")), HEAD, "A map of practices is of one day; this is of 2."),
        ((P1.replace("01JUL2022", "July"),), HEAD, 'line 2: "July" is not a day such as 01JAN2021.'),
        ((P1, P2[:-10]), HEAD, "line 3: There are 5 cells here for 8 columns."),
        ((P1.replace("B1B", "b?"),), HEAD, '"b?" is not a code'),
        ((P1.replace("HILL SURGERY", " "),), HEAD, "P00001 has no name."),
        ((P1,), HEAD.replace("EXTRACT_DATE", "DAY"), "no map of practices: it has no column EXTRACT_DATE."),
        ((), HEAD, "this is of 0."),
        (('"',), HEAD, "This is not a table in CSV."),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, lines: tuple[str, ...], head: str, words: str) -> None:
    """In one message with file and line."""
    path = written(tmp_path, *lines, head=head)
    message = refusal(lambda: read_practices(path))
    assert message.startswith(str(path))
    assert words in message
