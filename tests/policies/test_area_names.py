"""What people call the area of a policy: as its own library knows it, or the shipped one, or else by its id."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from coequal.errors import CoequalError
from coequal.policies import beside
from coequal.policies import library as opening
from coequal.policies.area_names import area_of
from coequal.policies.library import Library
from tests.policies.building import FAMILY, FAMILY_PLACE, WHOLE, changed, family_folder, library_folder, policy
from tests.policies.packages import package

BODIES = 'code,role,name,from,until,successors,source\nX1X,ICB,"NHS Far, Near and Wide ICB",2022-07-01,,,made up\n'
AREAS = 'code,name,commissioners\nX2X,Nether-on-Far,X1X\nX3X,"North, Nether and Over",X1X\n'
DURHAM = "Durham Dales, Easington and Sedgefield"
FAR = changed("policy: here/hearing", "policy: far-near-and-wide/hearing", WHOLE)


def _name_them(folder: Path) -> None:
    (folder / "organisations" / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (folder / "organisations" / "areas.csv").write_text(AREAS, encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A library of one's own, with a body and areas that no other library has."""
    folder = library_folder(tmp_path / "own", FAR)
    _name_them(folder)
    return folder


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The library of an installed package, with the same body and areas."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(beside, "_told", set())
    folder = library_folder(package(tmp_path, "acme-policies"))
    _name_them(folder)
    opening._shipped_area_names.cache_clear()
    yield folder
    opening._shipped_area_names.cache_clear()


@pytest.mark.parametrize(
    ("policy_id", "says"),
    [
        ("herts-and-west-essex/care", "Herts and West Essex"),
        ("the-north/care", "The North"),
        ("nice/care", "the NICE guideline"),
        ("some-ccgs/care", "Some CCGs"),
        ("stoke-on-trent/care", "Stoke-on-Trent"),
    ],
)
def test_an_id_is_made_into_words(policy_id: str, says: str) -> None:
    """Where nobody knows better; a policy that stands in no library is called so."""
    assert area_of(policy_id) == says
    assert policy(changed("policy: here/hearing", f"policy: {policy_id.partition('/')[0]}/hearing", WHOLE)).area == says


@pytest.mark.parametrize(
    ("policy_id", "says"),
    [
        ("far-near-and-wide/care", "Far, Near and Wide"),
        ("nether-on-far/care", "Nether-on-Far"),
        ("durham-dales-easington-and-sedgefield/care", DURHAM),
        ("some-other/care", "Some Other"),
        ("nice/care", "the NICE guideline"),
    ],
)
@pytest.mark.parametrize("home", ["own", "packaged"])
def test_areas_and_bodies_are_called_as_they_call_themselves(
    request: pytest.FixtureRequest, home: str, policy_id: str, says: str
) -> None:
    """Those of a library of one's own, and of an installed package, as those that come with coequal."""
    folder = request.getfixturevalue(home)
    assert Library(folder if home == "own" else None).area_of(policy_id) == says


def test_a_policy_knows_what_its_area_is_called(own: Path) -> None:
    """Wherever it stands in its library: in a file, in a family or in a text such as a draft's."""
    library = Library(own)
    assert library.versions("far-near-and-wide/hearing")[0].area == "Far, Near and Wide"
    assert library.read_text(FAR, "draft.md").area == "Far, Near and Wide"
    columns = "area,area name,start,aids,packs,loss,wait"
    family_folder(own, FAMILY, f"{columns}\nnorth-nether-and-over,Anything,2017-04-01,2,10,25,3\n")
    assert library.read_all(own / FAMILY_PLACE)[0].area == "North, Nether and Over"


def test_a_folder_beside_the_shipped_library_names_its_own_areas(tmp_path: Path) -> None:
    """The others are called as they were."""
    folder = tmp_path / "beside"
    (folder / "organisations").mkdir(parents=True)
    (folder / "library.yaml").write_text("extends: shipped\n", encoding="utf-8")
    _name_them(folder)
    library = Library(folder)
    assert library.area_of("north-nether-and-over/care") == "North, Nether and Over"
    assert library.area_of("durham-dales-easington-and-sedgefield/care") == DURHAM


def test_a_library_without_organisations_takes_the_names_that_come_with_coequal(own: Path) -> None:
    """They are asked for only where a name is."""
    rmtree(own / "organisations")
    library = Library(own)
    assert library.area_of("durham-dales-easington-and-sedgefield/care") == DURHAM
    assert library.versions("far-near-and-wide/hearing")[0].area == "Far Near and Wide"


def test_a_table_that_cannot_be_read_is_told_where_a_name_is_asked_for(own: Path) -> None:
    """With its file, rather than that an area is called otherwise than in the table."""
    (own / "organisations" / "areas.csv").write_text("code\n", encoding="utf-8")
    with pytest.raises(CoequalError, match=r"areas\.csv"):
        Library(own).area_of("far-near-and-wide/hearing")


def test_a_package_whose_tables_cannot_be_read_leaves_the_other_names_as_they_are(
    packaged: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left out, which is said."""
    (packaged / "organisations" / "bodies.csv").write_text("code\n", encoding="utf-8")
    assert Library().area_of("durham-dales-easington-and-sedgefield/care") == DURHAM
    assert Library().area_of("far-near-and-wide/care") == "Far Near and Wide"
    assert "acme-policies is left out" in caplog.text
