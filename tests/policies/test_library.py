"""A library is a folder; what is not in it is not found, and nothing outside it is."""

from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.policies.library import Library, shipped, split_id
from tests.policies.building import WHOLE, changed, family_folder, library_folder, policy

OLDER = changed('version: "2024"', 'version: "2020"')
OTHER = changed("policy: here/hearing", "policy: there/hearing")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two versions of one policy, and one of another."""
    return Library(library_folder(tmp_path, WHOLE, OTHER, OLDER))


def message(caught: pytest.ExceptionInfo[CoequalError]) -> str:
    """What an error says."""
    return str(caught.value)


def test_policies_are_found_by_id_and_version(library: Library) -> None:
    """In the order of ids, then of versions."""
    assert library.ids() == ["here/hearing", "there/hearing"]
    assert [found.version for found in library.versions("here/hearing")] == ["2020", "2024"]
    assert [(found.id, found.version) for found in library.policies()] == [
        ("here/hearing", "2020"),
        ("here/hearing", "2024"),
        ("there/hearing", "2024"),
    ]


def test_a_policy_of_the_library_is_that_of_its_text(library: Library) -> None:
    """Its digest shows it."""
    assert library.versions("there/hearing")[0].digest == policy(OTHER).digest


def test_a_service_is_read_once(library: Library) -> None:
    """Equal expressions of its policies are then one node."""
    assert library.vocabulary("hearing") is library.vocabulary("hearing")


def test_an_area_is_named_with_its_code(library: Library) -> None:
    """One that is not known is its code."""
    assert library.area("AAA") == "Here (AAA)"
    assert library.area("99Z") == "99Z"


@pytest.mark.parametrize(
    ("name", "code"), [("Here", "AAA"), ("here", "AAA"), ("HERE", "AAA"), ("There", None), ("AAA", None), ("", None)]
)
def test_an_area_is_found_by_its_name(library: Library, name: str, code: str | None) -> None:
    """However it is capitalised."""
    assert library.area_code(name) == code


def test_a_name_of_two_areas_finds_neither(library: Library) -> None:
    """Nobody can tell which is meant."""
    with (library.folder / "organisations" / "areas.csv").open("a", encoding="utf-8") as areas:
        areas.write("BBB,here,BBB\n")
    assert library.area_code("Here") is None


def test_real_areas_have_names() -> None:
    """Luton kept its code when its group ended."""
    assert Library().area_code("luton") == "06P"
    assert Library().area_code("Norfolk and Waveney") == "26A"


def test_the_policies_of_one_service_are_found(tmp_path: Path) -> None:
    """Those with a file of their own, and members of families, by id and version; those of no other service."""
    library = Library(family_folder(library_folder(tmp_path, WHOLE, OTHER, OLDER)))
    found = [(policy.id, policy.version) for policy in library.of_service("hearing")]
    assert found == [
        ("east/hearing", "2017"),
        ("here/hearing", "2020"),
        ("here/hearing", "2024"),
        ("north/hearing", "2017"),
        ("south/hearing", "2017"),
        ("there/hearing", "2024"),
    ]
    assert list(library.of_service("seeing")) == []


def test_practices_are_those_of_the_library_until_there_are_ones_own(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read once."""
    assert library.practices is library.practices
    assert library.practices.by_code == {}
    assert "D82004" in Library().practices.by_code
    own = library.folder / "own"
    own.mkdir()
    (own / "practices.csv").write_text("code,name,area,from,until,source\nP1,Hill,AAA,,,made up\n", encoding="utf-8")
    monkeypatch.setenv("COEQUAL_DATA", str(own))
    assert list(Library().practices.by_code) == ["P1"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("here/hearin", 'no policy "here/hearin". Did you mean "here/hearing"?'),
        ("elsewhere/knees", 'no policy "elsewhere/knees". “coequal policies” lists them.'),
        ("here", 'no policy "here".'),
        ("", 'no policy "".'),
        ("../policies/here/hearing", 'no policy "../policies/here/hearing".'),
        ("here/../here/hearing", "no policy"),
        ("../../etc/passwd", "no policy"),
        ("/etc/passwd", "no policy"),
        ("*/*", "no policy"),
    ],
)
def test_an_id_that_is_not_there_is_refused(library: Library, name: str, says: str) -> None:
    """With the nearest id; a path is no id."""
    with pytest.raises(CoequalError) as caught:
        library.versions(name)
    assert says in message(caught)


def test_no_id_leads_out_of_the_library(library: Library, tmp_path: Path) -> None:
    """Not even to a policy that is there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2024.md").write_text(WHOLE, encoding="utf-8")
    for name in ("../outside", str(outside), "here/../../outside"):
        with pytest.raises(CoequalError, match="There is no policy"):
            library.versions(name)


@pytest.mark.parametrize("service", ["hearin", "../services/hearing", "/etc/passwd", "", "*"])
def test_a_service_without_a_dictionary_is_refused(library: Library, service: str) -> None:
    """A path is no service."""
    with pytest.raises(CoequalError, match="There is no dictionary for the service"):
        library.vocabulary(service)


def test_the_nearest_service_is_suggested(library: Library) -> None:
    """For a name that is nearly right."""
    with pytest.raises(CoequalError, match='Did you mean "hearing"'):
        library.vocabulary("hearings")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("here/hearing", ("here/hearing", None)),
        ("here/hearing@2024", ("here/hearing", "2024")),
        ("south-staffordshire/hearing-aids-adults@2022-07.b", ("south-staffordshire/hearing-aids-adults", "2022-07.b")),
    ],
)
def test_an_id_may_name_a_version(text: str, parts: tuple[str, str | None]) -> None:
    """After an @."""
    assert split_id(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("", "here", "here/", "/hearing", "here/hearing/2024", "Here/hearing", "here/hearing@", "here/hearing@2024/25", "@2024"),
        *("../../etc/passwd", "/etc/passwd", "..\\..\\x/y", "here/hearing@../2024", "here/hearing\n", "here/hearing@2024@2025"),
    ],
)
def test_what_is_neither_an_id_nor_a_file_is_refused(text: str) -> None:
    """With an id as an example; a path is no id."""
    with pytest.raises(CoequalError) as caught:
        split_id(text)
    assert "neither a file nor the id of a policy, such as norfolk-and-waveney/assisted-conception" in message(caught)


def test_a_folder_without_services_is_no_library(tmp_path: Path) -> None:
    """Nor is a folder that is not there, nor a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(CoequalError) as caught:
            Library(folder)
        assert message(caught).startswith(f"{folder} is no library: ")
        assert ('"extends: shipped"' in message(caught)) == folder.is_dir()


def test_a_library_may_hold_no_policies(tmp_path: Path) -> None:
    """Nothing is found in it."""
    library = Library(library_folder(tmp_path))
    assert library.ids() == []
    with pytest.raises(CoequalError, match="There is no policy"):
        library.versions("here/hearing")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param("here/hearing/2025.md", "version 2024 of here/hearing", id="another version"),
        pytest.param("nowhere/hearing/2024.md", "version 2024 of here/hearing", id="another area"),
    ],
)
def test_a_policy_stands_where_its_id_and_version_put_it(tmp_path: Path, place: str, said: str) -> None:
    """Otherwise one could be found under a name that it does not bear."""
    folder = library_folder(tmp_path)
    path = folder / "policies" / place
    path.parent.mkdir(parents=True)
    path.write_text(WHOLE, encoding="utf-8")
    with pytest.raises(CoequalError) as caught:
        list(Library(folder).policies())
    home = folder / "policies" / "here" / "hearing" / "2024.md"
    assert message(caught) == f"{path}: This is {said}, so its place is {home}."


def test_a_mistake_in_a_policy_names_its_file(library: Library, tmp_path: Path) -> None:
    """As it was given."""
    path = tmp_path / "broken.md"
    path.write_text(changed("id: kindness", "idd: kindness"), encoding="utf-8")
    with pytest.raises(CoequalError) as caught:
        library.read(path)
    assert message(caught).startswith(f"{path}, line ")
    assert "(clause 8)" in message(caught)


def test_a_file_that_cannot_be_read_is_refused(library: Library, tmp_path: Path) -> None:
    """One that is not there, and a folder."""
    for path in (tmp_path / "nowhere.md", tmp_path):
        with pytest.raises(CoequalError) as caught:
            library.read(path)
        assert message(caught).startswith(f"{path}: This cannot be read: ")


def test_the_shipped_library_is_the_one_that_is_opened() -> None:
    """Where no other is named."""
    assert Library().folder == shipped()
    assert (shipped() / "services" / "assisted-conception.yaml").is_file()
