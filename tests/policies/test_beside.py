"""What an organisation brings stands beside the shipped library: in a folder that says so, or in an installed package."""

import os
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies.beside import ABOUT, join_folders, split_folders
from coequal.policies.library import Library, shipped
from tests.policies.building import AREAS, BODIES, FAMILY, WHOLE, family_folder, library_folder

SHIPPED = "luton/sterilisation"


def beside(folder: Path, *texts: str) -> Path:
    """A folder with these policies that extends the shipped library."""
    library_folder(folder, *texts)
    (folder / ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    return folder


def test_a_folder_that_says_so_stands_beside_the_shipped_library(tmp_path: Path) -> None:
    """Its service, policies, areas and bodies are there, and all that is shipped."""
    library = Library(beside(tmp_path, WHOLE))
    assert library.folders == (shipped(), tmp_path)
    assert {"hearing", "sterilisation"} <= set(library.services())
    assert {"here/hearing", "luton/assisted-conception"} <= set(library.ids())
    assert [found.id for found in library.of_service("hearing")] == ["here/hearing"]
    assert library.versions("here/hearing")[0].version == "2024"
    assert (library.area("AAA"), library.area_code("luton")) == ("Here (AAA)", "06P")
    assert library.organisations.bodies["BBB"].name == "NHS Here ICB"
    assert library.vocabulary("hearing") is library.vocabulary("hearing")


def test_a_folder_that_does_not_say_so_stands_alone(tmp_path: Path) -> None:
    """As it always did."""
    library = Library(library_folder(tmp_path, WHOLE))
    assert (library.folders, library.services(), library.ids()) == ((tmp_path,), ["hearing"], ["here/hearing"])


def test_several_folders_are_one_library(tmp_path: Path) -> None:
    """The policy of one is read with the dictionary of another, and a family stays one."""
    library = Library([library_folder(tmp_path / "one"), _only_policies(tmp_path / "two", WHOLE)])
    assert [found.id for found in library.of_service("hearing")] == ["here/hearing"]
    with_family = Library([tmp_path / "one", tmp_path / "two", _only_family(tmp_path / "three")])
    assert {found.family for found in with_family.of_service("hearing")} == {None, "model/hearing"}
    assert "east/hearing" in with_family.ids()


def _only_policies(folder: Path, text: str) -> Path:
    """A folder that extends the shipped library by no dictionary and no organisation."""
    (folder / "policies" / "here" / "hearing").mkdir(parents=True)
    (folder / "policies" / "here" / "hearing" / "2024.md").write_text(text, encoding="utf-8")
    (folder / ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    return folder


def _only_family(folder: Path) -> Path:
    (folder / "families").mkdir(parents=True)
    family_folder(folder, FAMILY)
    (folder / ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    return folder


def test_a_folder_named_twice_counts_once(tmp_path: Path) -> None:
    """And the shipped one may be named beside one that extends it."""
    assert Library([beside(tmp_path), tmp_path, shipped()]).folders == (shipped(), tmp_path)


def test_a_folder_under_two_names_counts_once(tmp_path: Path) -> None:
    """Whether a link leads to it, or a way round."""
    folder = tmp_path / "own"
    folder.mkdir()
    library_folder(folder, WHOLE)
    (tmp_path / "link").symlink_to(folder)
    for other in (tmp_path / "link", folder / "services" / ".."):
        assert Library([folder, other]).ids() == ["here/hearing"]


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        ("services/sterilisation.yaml", "service: sterilisation\n", "services/sterilisation.yaml"),
        ("policies/nice/assisted-conception/2013.md", "---\n", None),
        ("organisations/bodies.csv", BODIES + "06P,CCG,NHS Other CCG,2015-01-01,,,a test\n", "organisations/bodies.csv"),
        ("organisations/areas.csv", AREAS + "06P,Other,AAA BBB\n", "organisations/areas.csv"),
    ],
)
def test_what_stands_twice_is_an_error_that_names_both_files(tmp_path: Path, name: str, text: str, first: str | None) -> None:
    """A service, a version of a policy, a body, an area."""
    folder = beside(tmp_path)
    if first is None:
        version = min((shipped() / "policies").glob("*/*/*.md"))
        name = first = version.relative_to(shipped()).as_posix()
        text = version.read_text(encoding="utf-8")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CoequalError) as caught:
        assert Library(folder).organisations
    assert str(folder / name) in str(caught.value)
    assert str(shipped() / first) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends: nothing\n", '"extends"'),
        ("extend: shipped\n", 'no key "extend". Did you mean "extends"?'),
        ("shipped\n", "a list of keys and values"),
        ("\textends: shipped\n", "line 1"),
    ],
)
def test_what_a_folder_says_of_itself_is_read_strictly(tmp_path: Path, text: str, said: str) -> None:
    """With the file in the message."""
    (beside(tmp_path) / ABOUT).write_text(text, encoding="utf-8")
    with pytest.raises(CoequalError) as caught:
        Library(tmp_path)
    assert str(tmp_path / ABOUT) in str(caught.value)
    assert said in str(caught.value)


def test_folders_are_named_in_one_text_as_the_system_writes_several() -> None:
    """And nothing is no folder."""
    assert split_folders(f"one{os.pathsep}other") == (Path("one"), Path("other"))
    assert split_folders("") is None
    assert split_folders(join_folders([Path("/one"), Path("/other")])) == (Path("/one"), Path("/other"))
