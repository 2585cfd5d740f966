"""What people call a policy beside others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coequal.comparison import naming
from coequal.comparison.naming import area_name
from coequal.policies import beside
from tests.policies.building import library_folder
from tests.policies.packages import package

BODIES = 'code,role,name,from,until,successors,source\nX1X,ICB,"NHS Far, Near and Wide ICB",2022-07-01,,,made up\n'
AREAS = "code,name,commissioners\nX2X,Nether-on-Far,X1X\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The library of an installed package, with a body and an area of its own."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(beside, "_told", set())
    folder = library_folder(package(tmp_path, "acme-policies"))
    (folder / "organisations" / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (folder / "organisations" / "areas.csv").write_text(AREAS, encoding="utf-8")
    naming._known.cache_clear()
    yield folder
    naming._known.cache_clear()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("policy_id", "says"),
    [
        ("far-near-and-wide/care", "Far, Near and Wide"),
        ("nether-on-far/care", "Nether-on-Far"),
        ("durham-dales-easington-and-sedgefield/care", "Durham Dales, Easington and Sedgefield"),
        ("some-other/care", "Some Other"),
    ],
)
def test_bodies_and_areas_of_an_installed_package_are_called_as_they_call_themselves(policy_id: str, says: str) -> None:
    """As those are that come with coequal."""
    assert area_name(policy_id) == says


def test_a_package_whose_tables_cannot_be_read_leaves_the_other_names_as_they_are(
    library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left out, which is said."""
    (library / "organisations" / "bodies.csv").write_text("code\n", encoding="utf-8")
    assert area_name("durham-dales-easington-and-sedgefield/care") == "Durham Dales, Easington and Sedgefield"
    assert area_name("far-near-and-wide/care") == "Far Near and Wide"
    assert "acme-policies is left out" in caplog.text
