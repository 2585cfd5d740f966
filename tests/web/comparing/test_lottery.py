"""The pages with every area at once."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from coequal.comparison.lottery.of_people import people_lottery
from coequal.facts.dates import say_date
from coequal.web.comparing import days, kept
from coequal.web.comparing.lottery_told import of_people, short
from coequal.web.comparing.people import opened
from coequal.web.shelf import Shelf, shelf
from tests.web.comparing.test_compare import text_of

pytestmark = pytest.mark.django_db
SERVICE = "assisted-conception"


@pytest.fixture
def prepared(with_people: None) -> None:  # noqa: ARG001  # it opens the shelf
    """The lottery of today and of the day on which boards began, kept."""
    people = opened(SERVICE)
    assert people is not None
    today = shelf().today()
    for name, on in ((days.TODAY, today), ("2022-07-01", date(2022, 7, 1))):
        made = people_lottery(shelf().library, SERVICE, people, [on], today=today, public=True)
        kept.write(days.KIND, days.name_of(SERVICE, name), days.digest_of(SERVICE, name), made)


@pytest.mark.usefixtures("prepared")
class TestPrepared:
    def test_the_services_say_what_there_is(self, client: Client) -> None:
        """A map where people were made up."""
        said = text_of(client, "/lottery")
        assert "Assisted conception : 4 policies, with a map of the same made-up people in every area" in said
        assert "Hearing aids for adults : 1 policy " in f"{said} "

    def test_the_map_and_the_table_say_the_same(self, client: Client) -> None:
        """Every area with a policy that is compared has its share on the map and in the table, and a link to the policy."""
        page = client.get(f"/lottery/{SERVICE}").content.decode()
        assert 'href="/policies/norfolk-and-waveney/assisted-conception/2022-07"' in page
        said = text_of(client, f"/lottery/{SERVICE}")
        [share] = re.findall(
            r"Norfolk and Suffolk ICB \(T6Y0W\) Policy Norfolk and Waveney, 2022-07 Seen whole Nothing seen refuses (\S+) %", said
        )
        tiles = re.findall(r">([^<]+)</text>", page)
        assert any(tile.startswith(f"{float(share):.0f}%") for tile in tiles)
        assert "T6Y0W" in tiles
        assert "style=" not in page

    def test_each_code_on_the_narrow_map_stands_below_with_its_name(self, client: Client) -> None:
        """Directly below the map it is said where: in the tables, or in the list of areas without a policy."""
        page = client.get(f"/lottery/{SERVICE}").content.decode()
        narrow, _, below = page.partition('<div class="narrow">')[2].partition('<ul class="legend">')
        codes = set(re.findall(r">([A-Z0-9]{3,5})</", narrow))
        assert len(codes) > 30
        assert [code for code in sorted(codes) if f"({code})" not in below] == []
        assert "The tables and the list below have each with its name." in narrow

    def test_a_tile_of_several_policies_says_from_the_least_to_the_most(self, client: Client) -> None:
        """And so does what stands below the map; the table has each policy by itself."""
        report = days.prepared(SERVICE, days.TODAY)
        assert report is not None
        [own] = report["areas"]
        everybody = {"eligible": report["in the lottery"], "not eligible": 0, "for judgement": 0, "not known": 0}
        made = {**report, "areas": [own, {**own, "policy": "suffolk/assisted-conception", "outcomes": everybody}]}
        assert "Two numbers" not in text_of(client, f"/lottery/{SERVICE}")
        kept.write(days.KIND, days.name_of(SERVICE, days.TODAY), days.digest_of(SERVICE, days.TODAY), made)
        said = text_of(client, f"/lottery/{SERVICE}")
        assert (
            "Two numbers: the least and the most, where policies of several places differ. The table below says it of each" in said
        )
        assert re.search(r" part: \d+–100% ", said)
        assert "Mixed (M): policies of several places answer differently (1 area)" in said

    def test_how_far_areas_are_apart_is_said_in_words(self, client: Client) -> None:
        """As far as there are two areas: here one is seen whole, and the other has no criterion that was seen."""
        report = days.prepared(SERVICE, days.TODAY)
        assert report is not None
        said = text_of(client, f"/lottery/{SERVICE}")
        assert "Whatever the unseen parts say: of 2 areas, two picked at random answer differently for 0 % to " in said
        assert report["as far as seen"]["areas"] == 1
        assert "As far as the policies have been seen: of" not in said

    def test_people_are_marked_invented(self, client: Client) -> None:
        """Before anything is said of them."""
        said = text_of(client, f"/lottery/{SERVICE}")
        assert "These people are made up" in said
        assert said.index("These people are made up") < said.index("Over the ")

    def test_areas_are_set_apart_and_those_without_a_policy_named(self, client: Client) -> None:
        """With how many there are."""
        said = text_of(client, f"/lottery/{SERVICE}")
        assert "Set apart, and why" in said
        assert re.search(r"Of 36 areas we have found no policy for 3\d\.", said)
        assert "Black Country ICB (QUA)" in said

    def test_another_day_can_be_chosen(self, client: Client) -> None:
        """One of those that were prepared; its report is a PDF."""
        assert "Policies on 1 July 2022" in text_of(client, f"/lottery/{SERVICE}?on=2022-07-01")
        made = client.get(f"/lottery/{SERVICE}/report.pdf?on=2022-07-01")
        assert made.content.startswith(b"%PDF-")
        assert client.get(f"/lottery/{SERVICE}/report.pdf").content.startswith(b"%PDF-")

    def test_what_was_prepared_some_days_ago_says_of_which_day_it_is(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """Never as if it were of today."""
        on = shelf().today()
        monkeypatch.setattr(Shelf, "today", staticmethod(lambda: on + timedelta(days=3)))
        said = text_of(client, f"/lottery/{SERVICE}")
        assert f"Policies on {say_date(on)}" in said
        assert say_date(on + timedelta(days=3)) not in said

    @pytest.mark.parametrize("day", ["2023-02-31", "2016-01-01", "tomorrow"])
    def test_a_day_that_was_not_prepared_is_said(self, client: Client, day: str) -> None:
        """Whether or not there is such a day."""
        assert "This day has not been prepared. Choose one from the list." in text_of(client, f"/lottery/{SERVICE}?on={day}", 404)
        assert "There is no such report" in text_of(client, f"/lottery/{SERVICE}/report.pdf?on={day}", 404)


@pytest.mark.usefixtures("small")
class TestNotPrepared:
    def test_areas_and_policies_are_shown_all_the_same(self, client: Client) -> None:
        """And how a map is made."""
        said = text_of(client, f"/lottery/{SERVICE}?on=2024-04-01")
        assert "The map of what becomes of the same people in every area has not been prepared" in said
        assert "South Yorkshire, 2023-03" in said

    def test_a_service_without_people_has_no_map(self, client: Client) -> None:
        """It says so."""
        said = text_of(client, "/lottery/hearing-aids-adults")
        assert "We have not made up people for this service" in said
        assert "Staffordshire and Stoke-on-Trent, 2022-09" in said

    def test_a_day_without_policies_says_so(self, client: Client) -> None:
        """In July 2022 none of these bound for an area."""
        assert "We have found no policy of any area on this day." in text_of(client, "/lottery/hearing-aids-adults?on=2022-07-01")

    def test_a_service_that_is_not_there(self, client: Client) -> None:
        """Is not found."""
        assert client.get("/lottery/nonsense").status_code == 404


@pytest.mark.usefixtures("with_people")
def test_a_library_without_tiles_has_a_table_and_no_map(tmp_path: Path) -> None:
    """Where they stand is in a table of its own."""
    people = opened(SERVICE)
    assert people is not None
    today = shelf().today()
    made = people_lottery(shelf().library, SERVICE, people, [today], today=today, public=True)

    class Bare:
        folder = tmp_path

    found = of_people(made, Bare())  # type: ignore[arg-type]
    assert found.map is None
    assert found.compared


def test_names_are_short() -> None:
    """What nearly all bodies are called by is left out."""
    assert short("NHS Norfolk and Waveney Integrated Care Board") == "Norfolk and Waveney"
    assert short("NHS Luton CCG") == "Luton"
