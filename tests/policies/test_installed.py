"""A package that names a folder brings its library; one that is broken is left out, and nothing else is."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies import beside
from coequal.policies.installed import GROUP, installed
from coequal.policies.library import Library, shipped
from tests.policies.building import WHOLE, library_folder
from tests.policies.packages import package

ACME = "acme-policies"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path, into which packages are put."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(beside, "_told", set())
    return tmp_path


def test_without_such_a_package_there_is_the_shipped_library_alone() -> None:
    """Nothing more is imported to find that out."""
    assert installed() == {}
    assert Library().folders == (shipped(),)


def test_an_installed_package_brings_its_library(place: Path) -> None:
    """Without its code being run."""
    folder = library_folder(package(place, ACME), WHOLE)
    assert installed() == {ACME: folder}
    library = Library()
    assert library.folders == (shipped(), folder)
    assert library.versions("here/hearing")[0].version == "2024"
    assert "hearing" in library.services()
    assert library.area("AAA") == "Here (AAA)"
    assert library.part_of(folder / "policies").called == "the package acme-policies"


@pytest.mark.parametrize("name", [ACME, "Acme_Policies", "acme.policies"])
def test_of_two_versions_of_a_package_the_first_on_the_path_counts(
    place: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As when one's own stands before the system's, however the other writes its name; even where the first has no library."""
    package(place, name)
    before = tmp_path_factory.mktemp("before")
    folder = package(before, ACME, version="2.0")
    monkeypatch.syspath_prepend(before)
    assert installed() == {ACME: folder}
    (before / "acme_policies-2.0.dist-info" / "entry_points.txt").unlink()
    assert installed() == {}


def test_a_folder_that_extends_the_shipped_library_stands_beside_packages_too(place: Path, tmp_path: Path) -> None:
    """A whole library of one's own does not."""
    folder = package(place, ACME)
    own = tmp_path / "own"
    own.mkdir()
    (own / beside.ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    assert Library(own).folders == (shipped(), own, folder)
    assert Library(shipped()).folders == (shipped(),)


def test_a_package_whose_folder_is_named_too_counts_once(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing is said of it."""
    folder = library_folder(package(place, ACME), WHOLE)
    (folder / beside.ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    assert Library(folder).folders == (shipped(), folder)
    assert caplog.messages == []


def test_what_is_open_already_is_opened_again_as_it_is(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A site does so; a package may hold policies alone."""
    policies = package(place, ACME) / "policies" / "here" / "sterilisation"
    policies.mkdir(parents=True)
    library = Library()
    assert Library(parts=library.parts).folders == library.folders
    assert len(library.folders) == 2
    assert caplog.messages == []


@pytest.mark.parametrize("value", ["nowhere.library", "acme_policies.nowhere", "acme_policies:library"])
def test_a_package_that_leads_nowhere_is_left_out(place: Path, caplog: pytest.LogCaptureFixture, value: str) -> None:
    """With one message that names it and says what to write."""
    package(place, ACME, value)
    assert Library().folders == Library().folders == (shipped(),)
    (message,) = caplog.messages
    assert "the installed package acme-policies is left out" in message
    assert f'"acme_policies = {value}"' in message
    assert "such as acme_policies.library" in message


def test_a_package_whose_folder_is_not_where_it_will_be_is_told_how_to_install_it(place: Path) -> None:
    """As after `pip install -e` of the manual's package; the name that stands there is not suggested again."""
    package(place, ACME).rmdir()
    assert str(installed()[ACME]).endswith(
        "leads to no folder. It must name a folder that the installed package holds. "
        "After “pip install -e” there may be none: install the package without -e."
    )


def test_the_folder_that_is_suggested_is_the_packages_own(place: Path) -> None:
    """However its entry point is called."""
    package(place, ACME, "nowhere.library")
    points = place / "acme_policies-1.0.dist-info" / "entry_points.txt"
    points.write_text(f"[{GROUP}]\nacme = nowhere.library\n", encoding="utf-8")
    assert "such as acme_policies.library." in str(installed()[ACME])


def test_a_package_that_clashes_is_left_out(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its message names both files."""
    folder = library_folder(package(place, ACME), WHOLE)
    (folder / "services" / "sterilisation.yaml").write_text("", encoding="utf-8")
    assert Library().folders == (shipped(),)
    (message,) = caplog.messages
    assert str(folder / "services" / "sterilisation.yaml") in message
    assert str(shipped() / "services" / "sterilisation.yaml") in message


BROKEN = {
    "policy": ("policies/here/hearing/2024.md", "no policy\n"),
    "dictionary": ("services/hearing.yaml", "service: hearing\n"),
    "bodies": ("organisations/bodies.csv", "code\n"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_in_a_package_takes_nothing_else_down(place: Path, caplog: pytest.LogCaptureFixture, what: str) -> None:
    """It is told once, with package and file."""
    name, text = BROKEN[what]
    folder = library_folder(package(place, ACME), WHOLE)
    (folder / name).write_text(text, encoding="utf-8")
    library = Library()
    assert "sterilisation" in library.services()
    assert len(list(library.of_service("sterilisation"))) == 4
    assert len([found for found in library.of_service("*") if found.service == "sterilisation"]) == 4
    assert "06P" in library.organisations.areas
    assert "luton/assisted-conception" in library.ids()
    (message,) = caplog.messages
    assert "acme-policies" in message
    assert str(folder / name) in message


def test_what_is_asked_for_by_name_is_an_error_where_it_is_broken(place: Path) -> None:
    """With the file, as for any other."""
    folder = library_folder(package(place, ACME), WHOLE)
    (folder / "services" / "hearing.yaml").write_text("service: hearing\n", encoding="utf-8")
    for ask in (lambda: Library().versions("here/hearing"), lambda: Library().vocabulary("hearing")):
        with pytest.raises(CoequalError) as caught:
            ask()
        assert str(folder / "services" / "hearing.yaml") in str(caught.value)


@pytest.mark.parametrize("points", [b"[coequal.libraries]\nfoo", b"[coequal.libraries]\na = b.c\xff", b"coequal.libraries = x"])
def test_entry_points_that_cannot_be_read_are_said_of_their_own_package_alone(place: Path, points: bytes) -> None:
    """Those of other packages are read all the same."""
    package(place, "broken")
    (place / "broken-1.0.dist-info" / "entry_points.txt").write_bytes(points)
    folder = library_folder(package(place, ACME), WHOLE)
    found = installed()
    assert found[ACME] == folder
    assert str(found["broken"]) == "Its entry_points.txt cannot be read. Install the package anew."


def test_entry_points_that_only_speak_of_libraries_are_none(place: Path) -> None:
    """Such as a remark."""
    package(place, "quiet")
    (place / "quiet-1.0.dist-info" / "entry_points.txt").write_text("# no coequal.libraries\n[console_scripts]\na = b:c\n")
    assert installed() == {}


@pytest.mark.parametrize("value", ["acme_policies./etc", "acme_policies...", "/etc", "acme_policies.library/.."])
def test_an_entry_point_leads_nowhere_but_into_its_package(place: Path, value: str) -> None:
    """However it is written."""
    package(place, ACME, value)
    assert isinstance(installed()[ACME], CoequalError)
