"""`coequal lottery`: a couple, or many people, in every area, in the terminal and as JSON."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from coequal.policies.library import Library
from tests.cli.conftest import Call
from tests.cli.running import flowing, in_a_process
from tests.comparison.lottery.building import COUNTRY, as_table, case, library_at, pair_file

ON = ("--on", "2023-05-01")
RECIPES = Path(__file__).parents[2] / "library" / "recipes" / "ivf-2017"
Couple = Callable[..., Path]
People = Callable[..., Path]


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country, in a folder `country`."""
    return library_at(tmp_path / "country", *COUNTRY)


@pytest.fixture
def pair(tmp_path: Path) -> Couple:
    """Writes the couple of the invented country, with some facts changed or left out."""
    return partial(pair_file, tmp_path / "pair.yaml")


@pytest.fixture
def people(tmp_path: Path, country: Library) -> People:
    """Writes 30 couples who are too heavy and 90 who are not, to a file of some ending."""

    def write(
        name: str = "people.parquet", *, synthetic: bool = False, rename: dict[str, str] | None = None, **changes: str
    ) -> Path:
        vocabulary = country.vocabulary("care")
        table = as_table(vocabulary, [case(vocabulary, **{"BMI": bmi, **changes}) for bmi in ["31"] * 30 + ["24"] * 90])
        table = table.rename_columns([(rename or {}).get(column, column) for column in table.column_names])
        if synthetic:
            table = table.append_column("synthetic", pa.array([True] * table.num_rows))
        path = tmp_path / name
        (pa.csv.write_csv if path.suffix == ".csv" else pq.write_table)(table, path)
        return path

    return write


class TestOneCouple:
    """A case."""

    def test_the_answer_comes_first_then_the_areas(self, coequal: Call, country: Library, pair: Couple) -> None:
        """Then those set apart, and the measures."""
        found = coequal("lottery", pair(), "--library", country.folder)
        assert (found.status, found.err) == (0, "")
        assert flowing(found.out).startswith(
            "One case in every area Eligible in 2 of 2 areas whose policy we have seen whole: North, Far North. "
            "Of 1 other area, seen only in part: refused in 0, nothing seen that refuses in 1, open in 0."
        )
        assert "Policies as they stood on: 1 May 2023" in found.out
        heads = [
            "Areas whose policy we have seen whole\n---",
            "Other areas",
            "How far areas are apart",
            "Set apart",
            "Bear in mind",
        ]
        assert [found.out.index(head) for head in heads] == sorted(found.out.index(head) for head in heads)

    def test_why_an_outcome_is_not_known_is_said(self, coequal: Call, country: Library, pair: Couple) -> None:
        """Beside it, in words."""
        found = coequal("lottery", pair(BMI=None), "--library", country.folder)
        assert "Her body mass index is not known." in flowing(found.out)

    def test_a_library_whose_policies_are_of_nobody_says_so(
        self, coequal: Call, couple: Callable[..., Path], tmp_path: Path
    ) -> None:
        """As the invented example of a recipe is; and bodies without a policy are counted, not listed."""
        table = RECIPES / "example.csv"
        assert coequal("families", "import", table, "--recipe", "ivf-2017", "--into", tmp_path / "lottery-2017").status == 0
        found = coequal("lottery", couple(), "--on", "2017-11-01", "--library", tmp_path / "lottery-2017")
        says = (
            "5 policies of this library belong to no body that is known here, so nobody is put under them: Exampleshire; Noneton;"
        )
        assert says in flowing(found.out)
        assert "Of 207 bodies that commission, we have seen no policy of 207." in flowing(found.out)

    def test_as_json(self, coequal: Call, country: Library, pair: Couple) -> None:
        """In the shape that is promised."""
        report = json.loads(coequal("lottery", pair(smokes="true"), "--library", country.folder, "--json").out)
        assert report["service"] == "care"
        assert [(own["policy"], own["outcome"]) for own in report["areas"]] == [
            ("far-north/care", "eligible"),
            ("north/care", "not eligible"),
        ]
        assert set(report["areas"][0]["treatments"]) == {"ivf"}
        assert report["measures"]["areas"] == 2

    @pytest.mark.parametrize(
        ("options", "on", "says"),
        [
            ((), "2023-05-01", False),
            (ON, "2023-05-01", False),
            (("--on", "2019-05-01"), "2019-05-01", True),
            (("--on", "2023-05-01", "--on", "2019-05-01"), "2023-05-01", True),
        ],
    )
    def test_the_day_is_the_one_named_or_that_of_referral(
        self, coequal: Call, country: Library, pair: Couple, *, options: tuple[str, ...], on: str, says: bool
    ) -> None:
        """Of several the last; another day than the couple's own is said."""
        report = json.loads(coequal("lottery", pair(), "--library", country.folder, "--json", *options).out)
        assert report["on"] == on
        assert any(sentence.startswith("The dates of the case stay as they are") for sentence in report["assumptions"]) is says
        assert not any("today" in sentence for sentence in report["assumptions"])

    def test_without_any_day_it_is_today(self, coequal: Call, country: Library, pair: Couple) -> None:
        """Which is said."""
        found = coequal("lottery", pair(referral_date=None), "--library", country.folder)
        assert "The referral date is not known, so the policies are those of today" in flowing(found.out)

    def test_where_the_couple_is_taken_to_live_is_said(self, coequal: Call, country: Library, pair: Couple) -> None:
        """And not where no policy asks."""
        says = "Home is taken to be in each area in turn, whatever the case says; where a policy asks, in South (01S)."
        assert says in flowing(coequal("lottery", pair(), "--library", country.folder).out)
        stays = coequal("lottery", pair(patient_area="01S", partner_area="01S"), "--library", country.folder)
        assert "taken to live" not in stays.out

    def test_policies_that_do_not_speak_of_the_treatment_are_named(self, coequal: Call, country: Library, pair: Couple) -> None:
        """Their outcome is about another."""
        found = flowing(coequal("lottery", pair(treatment_sought="IUI"), "--library", country.folder).out)
        assert (
            "These do not speak of IUI, so their outcome is that of their first treatment: armed-forces, east, far-north, south."
            in found
        )

    def test_another_body_decides(self, coequal: Call, country: Library, pair: Couple) -> None:
        """That comes first, and the couple is not in the lottery."""
        found = coequal("lottery", pair(serves="true"), "--library", country.folder)
        assert flowing(found.out).startswith(
            "One case in every area She serves. So The national body (X24) decides, whatever a local"
        )
        assert "Seen whole: Nobody is in the lottery." in found.out
        assert "decides, whatever" not in coequal("lottery", pair(serves=None), "--library", country.folder).out

    def test_a_case_comes_through_a_pipe(self, tmp_path: Path, country: Library, pair: Couple) -> None:
        """As -."""
        found = in_a_process(tmp_path, "lottery", "-", "--library", country.folder, given=pair().read_bytes())
        assert found.status == 0
        assert "Eligible in 2 of 2 areas" in found.out

    def test_over_time(self, coequal: Call, country: Library, pair: Couple) -> None:
        """A table for each scope, with the number of areas."""
        found = coequal("lottery", pair(), "--library", country.folder, *ON, "--on", "2019-05-01")
        assert "Over time" in found.out
        assert "Areas whose policy we have seen whole:\nDAY         AREAS" in found.out


class TestManyPeople:
    """A table of people."""

    @pytest.mark.parametrize("name", ["people.parquet", "people.csv"])
    def test_people_are_counted_in_every_area(self, coequal: Call, country: Library, people: People, name: str) -> None:
        """From any file that can be read."""
        found = coequal("lottery", people(name), "--library", country.folder, *ON, "--json")
        report = json.loads(found.out)
        assert (report["people"], report["synthetic"], report["published"]) == (120, False, False)
        assert report["areas"][1]["outcomes"] == {"eligible": 90, "not known": 0, "for judgement": 0, "not eligible": 30}
        assert report["warnings"] == ["Everybody is taken to live in each area in turn, and their own dates stay as they are."]

    def test_in_the_terminal(self, coequal: Call, country: Library, people: People) -> None:
        """The answer, then a row for each area."""
        found = coequal("lottery", people(synthetic=True), "--library", country.folder)
        assert "We have seen the whole policy of 2 areas; among these it depends" in flowing(found.out)
        assert "Synthetic people: Made up, so these are no counts of anybody." in found.out
        assert "The policies are those of today" in flowing(found.out)
        north = next(line.split() for line in found.out.splitlines() if line.startswith("North "))
        assert north == "North 90 0 0 30 75.0 % 3.00 cycles".split()

    def test_for_publication(self, coequal: Call, country: Library, people: People) -> None:
        """Counts are rounded."""
        report = json.loads(coequal("lottery", people(smokes="true"), "--library", country.folder, *ON, "--publish", "--json").out)
        assert report["published"] is True
        assert report["areas"][0]["outcomes"]["eligible"] == 90
        assert report["measures"]["chance that two areas differ in outcome"] == {"least": 0.75, "most": 0.75}

    def test_what_cannot_be_right_is_said(self, coequal: Call, country: Library, tmp_path: Path) -> None:
        """A value that cannot be, people whose facts contradict one another, and those on whom another body decides."""
        path = tmp_path / "odd.csv"
        path.write_text(
            "referral_date,born,bmi,serves\n2023-05-01,2024-01-01,24,\n2023-05-01,1990-01-01,999,\n2023-05-01,1990-01-01,20,true\n",
            encoding="utf-8",
        )
        report = json.loads(coequal("lottery", path, "--library", country.folder, *ON, "--json").out)
        assert "1 person could not be assessed: what is given of them cannot be true together." in report["warnings"]
        assert "Not in the lottery, because another body decides wherever they live: 1 person." in report["warnings"]
        assert (report["people"], report["in the lottery"]) == (3, 1)
        assert any("999" in sentence or "bmi" in sentence.casefold() for sentence in report["warnings"])

    def test_columns_of_other_names(self, coequal: Call, country: Library, people: People, tmp_path: Path) -> None:
        """By a mapping file."""
        mapping = tmp_path / "columns.yaml"
        mapping.write_text("BMI: weight\n", encoding="utf-8")
        path = people(rename={"bmi": "weight"})
        report = json.loads(coequal("lottery", path, "--library", country.folder, *ON, "--columns", mapping, "--json").out)
        assert report["areas"][0]["outcomes"]["eligible"] == 90


class TestInATerminal:
    """How a document is laid out there."""

    @pytest.mark.parametrize("columns", [80, 100])
    def test_tables_fit(
        self, coequal: Call, monkeypatch: pytest.MonkeyPatch, country: Library, people: People, columns: int
    ) -> None:
        """No line is wider than the terminal."""
        path = people()
        monkeypatch.setenv("COLUMNS", str(columns))
        found = coequal("lottery", path, "--library", country.folder, *ON)
        assert max(map(len, found.out.splitlines())) <= columns

    def test_no_word_is_broken(self, coequal: Call, monkeypatch: pytest.MonkeyPatch, country: Library, people: People) -> None:
        """Where a table does not fit, each of its rows is a paragraph."""
        path = people()
        monkeypatch.setenv("COLUMNS", "40")
        found = coequal("lottery", path, "--library", country.folder, *ON)
        assert "eligible:" in found.out.casefold()
        assert max(map(len, found.out.splitlines())) <= 40
