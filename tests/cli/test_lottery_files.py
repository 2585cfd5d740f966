"""What `coequal lottery` writes to files, and what it says of files and options that it cannot use."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from coequal.policies.library import Library
from tests.cli.conftest import Call
from tests.comparison.lottery.building import COUNTRY, library_at, pair_file

ON = ("--on", "2023-05-01")
Couple = Callable[..., Path]


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country, in a folder `country`."""
    return library_at(tmp_path / "country", *COUNTRY)


@pytest.fixture
def pair(tmp_path: Path) -> Couple:
    """Writes the couple of the invented country, with some facts changed or left out."""
    return partial(pair_file, tmp_path / "pair.yaml")


class TestFiles:
    """A report and a map."""

    @pytest.mark.parametrize("name", ["report.html", "report.pdf"])
    def test_a_report_of_a_couple(self, coequal: Call, couple: Callable[..., Path], tmp_path: Path, name: str) -> None:
        """With the map under what must not be overlooked."""
        found = coequal("lottery", couple(), "--report", tmp_path / name)
        assert (found.status, found.err) == (0, "")
        written = (tmp_path / name).read_bytes()
        assert written.startswith(b"%PDF" if name.endswith("pdf") else b"<!DOCTYPE html>")
        assert "One case in every area" in found.out

    def test_a_report_of_people(self, coequal: Call, tmp_path: Path) -> None:
        """The map stands under the notice that they are made up."""
        assert coequal("people", "synthesise", "--count", "200", "--out", tmp_path / "p.parquet").status == 0
        assert coequal("lottery", tmp_path / "p.parquet", "--report", tmp_path / "r.html", *ON).status == 0
        page = (tmp_path / "r.html").read_text(encoding="utf-8")
        assert page.index("Made up") < page.index("<svg") < page.index("Areas whose policy we have seen whole")
        assert "Synthetic people whom nothing that we have seen refuses, 1 May 2023" in page

    def test_a_report_from_a_library_without_tiles_has_no_map(
        self, coequal: Call, country: Library, pair: Couple, tmp_path: Path
    ) -> None:
        """And a map that is asked for is refused."""
        assert coequal("lottery", pair(), "--library", country.folder, "--report", tmp_path / "r.html").status == 0
        assert "<svg" not in (tmp_path / "r.html").read_text(encoding="utf-8")
        found = coequal("lottery", pair(), "--library", country.folder, "--map", tmp_path / "m.svg")
        assert (found.status, found.out) == (2, "")
        assert "tiles.csv" in found.err
        assert not (tmp_path / "m.svg").exists()

    @pytest.mark.parametrize(("name", "begins"), [("map.svg", b"<svg"), ("map.png", b"\x89PNG")])
    def test_a_map(self, coequal: Call, couple: Callable[..., Path], tmp_path: Path, name: str, begins: bytes) -> None:
        """A tile for each area."""
        assert coequal("lottery", couple(), "--map", tmp_path / name).status == 0
        assert (tmp_path / name).read_bytes().startswith(begins)

    def test_a_map_of_the_land(self, coequal: Call, couple: Callable[..., Path], tmp_path: Path) -> None:
        """In shapes that somebody supplies."""
        square = {"type": "Polygon", "coordinates": [[[1, 52], [2, 52], [2, 53], [1, 53], [1, 52]]]}
        shapes = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "QMM"}, "geometry": square}]}
        (tmp_path / "land.geojson").write_text(json.dumps(shapes), encoding="utf-8")
        found = coequal("lottery", couple(), "--map", tmp_path / "map.svg", "--boundaries", tmp_path / "land.geojson")
        assert (found.status, found.err) == (0, "")
        assert "land.geojson" in (tmp_path / "map.svg").read_text(encoding="utf-8")


class TestBadInput:
    """One message each, and nothing else."""

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            (("--on", "1 May"), '"1 May" is not a date'),
            (("--on", "2010-01-01"), "They are known from 1 April 2013"),
            (("--service", "car"), 'There is no dictionary for the service "car". Did you mean "care"?'),
            (("--report", "r.docx"), "--report writes files that end in .html or .pdf"),
            (("--map", "m.gif"), "--map writes files that end in .svg or .png"),
            (("--map", "nowhere/m.svg"), "There is no folder nowhere"),
            (("--boundaries", "x.geojson"), "--boundaries is for a map"),
            (("--publish",), "--publish is about counts of people"),
            (("--columns", "c.yaml"), "--columns says which column holds which fact"),
        ],
    )
    def test_options_about_a_couple(
        self, coequal: Call, country: Library, pair: Couple, options: tuple[str, ...], says: str
    ) -> None:
        """Days, services and files that cannot be."""
        found = coequal("lottery", pair(), "--library", country.folder, *options)
        assert (found.status, found.out) == (2, "")
        assert says in found.err
        assert found.err.count("\n") == 1

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("smokess: true\n", 'There is no fact called "smokess"'),
            ("BMI: <script>\n", "BMI"),
            ("BMI: -1\n", "BMI"),
            ("patient BMI: \x1b[31m\n", "pair.yaml"),
            ("referral date: 2023-05-01\nborn: 2024-01-01\nBMI: 24\n", "born after the date of referral"),
            ("\xff", "pair.yaml"),
        ],
    )
    def test_cases_that_cannot_be_used(self, coequal: Call, country: Library, tmp_path: Path, text: str, says: str) -> None:
        """With the file and what is wrong."""
        path = tmp_path / "pair.yaml"
        path.write_bytes(text.encode("latin-1"))
        found = coequal("lottery", path, "--library", country.folder)
        assert (found.status, found.out) == (2, "")
        assert says in found.err
        assert found.err.count("\n") == 1

    def test_a_case_that_does_not_tell_its_service(self, coequal: Call, tmp_path: Path) -> None:
        """Among the services of the library."""
        path = tmp_path / "case.yaml"
        path.write_text("referral date: 2023-05-01\n", encoding="utf-8")
        found = coequal("lottery", path)
        assert found.status == 2
        assert "The facts do not tell which service this is about. Name it with --service: assisted-conception" in found.err
        assert coequal("lottery", path, "--service", "assisted-conception").status == 0

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("gone.parquet", None, "There is no file"),
            ("bad.parquet", b"PAR1 but not really", "cannot be read as a Parquet file"),
            ("empty.csv", b"", "is empty"),
            ("other.csv", b"colour\nred\n", "has no column that is called after a fact of care"),
            ("two.csv", b"bmi,bmi\n1,2\n", 'two columns called "bmi"'),
            ("text.csv", b"bmi\nheavy\n", "BMI has to be a number"),
        ],
    )
    def test_tables_that_cannot_be_used(
        self, coequal: Call, country: Library, tmp_path: Path, *, name: str, content: bytes | None, says: str
    ) -> None:
        """No file, no table, or no fact in it."""
        if content is not None:
            (tmp_path / name).write_bytes(content)
        found = coequal("lottery", tmp_path / name, "--library", country.folder, "--service", "care")
        assert (found.status, found.out) == (2, "")
        assert says in found.err
        assert found.err.count("\n") == 1

    def test_people_whose_columns_do_not_tell_the_service(self, coequal: Call, country: Library, tmp_path: Path) -> None:
        """It has to be named."""
        (tmp_path / "p.csv").write_text("colour\nred\n", encoding="utf-8")
        found = coequal("lottery", tmp_path / "p.csv", "--library", country.folder)
        assert found.status == 2
        assert "Name it with --service" in found.err
