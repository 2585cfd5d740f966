"""The pages on which two policies are chosen and stand beside each other."""

import html
import re

import pytest
from django.db import connection
from django.test import Client

from coequal.comparison.proof.story import NOT_TOLD
from coequal.policies.library import Library
from coequal.web.comparing.choosing import called
from coequal.web.comparing.pairs import compare
from coequal.web.comparing.told import beside
from coequal.web.shelf import shelf
from tests.web.comparing.building import HEARING, MILTON_KEYNES, NICE, NORFOLK, YORKSHIRE

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, status: int = 200) -> str:
    """A page as text, without tags, on one line."""
    page = client.get(address)
    assert page.status_code == status
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


@pytest.mark.usefixtures("small")
class TestChoosing:
    def test_the_service_comes_first(self, client: Client) -> None:
        """Each service is named with how many policies and versions there are."""
        said = text_of(client, "/compare")
        assert "Assisted conception : 4 policies, 6 versions" in said
        assert "Hearing aids for adults : 1 policy, 1 version" in said
        assert "not in this library" not in said

    def test_then_two_policies_of_it(self, client: Client) -> None:
        """Only those for the service are offered, each version by itself."""
        page = client.get("/compare?service=assisted-conception").content.decode()
        assert f'value="{YORKSHIRE}@2023-03"' in page
        assert f'value="{YORKSHIRE}@2025-12"' in page
        assert HEARING not in page
        assert "There is a problem" not in page

    def test_one_that_was_chosen_elsewhere_stays_chosen(self, client: Client) -> None:
        """Without a version it is the one in force today."""
        page = client.get(f"/compare?b={NORFOLK}").content.decode()
        assert re.findall(r'<option value="([^"]+)" selected', page) == [f"{NORFOLK}@2022-07"]

    @pytest.mark.parametrize(
        ("address", "says"),
        [
            (f"?a={NORFOLK}&b={NORFOLK}", "You have chosen the same version twice."),
            (f"?a={NORFOLK}&b={HEARING}", "This policy is not among those for this service."),
            (f"?a={NORFOLK}&b=luton/assisted-conception@1900", "This policy is not among those for this service."),
            (f"?a=nonsense&b={NORFOLK}", "This policy is not among those for this service."),
        ],
    )
    def test_what_cannot_be_compared_gets_a_message_beside_the_field(self, client: Client, address: str, says: str) -> None:
        """The form stays, with what was chosen."""
        said = text_of(client, f"/compare{address}")
        assert "There is a problem" in said
        assert says in said

    def test_what_is_not_in_the_library_leads_back_to_the_services(self, client: Client) -> None:
        """Nothing of it is repeated on the page."""
        said = text_of(client, "/compare?a=x&b=y")
        assert "What you asked for is not in this library." in said

    def test_an_invented_area_is_called_invented(self) -> None:
        """In the list from which somebody chooses."""
        assert called(Library().versions("exampleshire/assisted-conception")[0]).endswith("(draft, an invented area)")


@pytest.mark.usefixtures("with_people")
class TestBeside:
    def test_witnesses_stand_beside_each_other(self, client: Client) -> None:
        """A made-up couple each way, marked as made up, with what becomes of them under both; and what it rests on."""
        said = text_of(client, f"/compare?a={NORFOLK}&b={NICE}")
        assert "Norfolk and Waveney beside the NICE guideline" in said
        assert "Who fares better under Norfolk and Waveney Made up" in said
        assert "Only as far as the policies have been seen." in said
        assert "Refused in Norfolk and Waveney because of clause" in said
        assert "or the NICE guideline: a part of the NICE guideline has not been seen" in said
        assert "Software assesses, people decide." in said

    def test_people_are_counted_and_marked_invented(self, client: Client) -> None:
        """In sentences, and in a table as it may be published."""
        said = text_of(client, f"/compare?a={NORFOLK}&b={NICE}")
        assert "These people are made up. Nobody here exists" in said
        assert re.search(r"As far as the policies have been seen: of 400 people \S+ \(\S+( %)?\) fare better", said)
        assert "Counts of 1 to 7 are *" in said

    def test_criteria_stand_side_by_side(self, client: Client) -> None:
        """Those about the same thing in one row, with their clauses and what we take them to mean; each policy has a link."""
        page = client.get(f"/compare?a={NORFOLK}&b={NICE}").content.decode()
        assert "<b>Body mass index (clause 4)</b>" in page
        assert "In our reading: Her body mass index is at least 19 and at most 30." in page
        assert f'href="/policies/{NORFOLK}/2022-07"' in page

    def test_versions_of_one_policy_are_named_by_version(self, client: Client) -> None:
        """What both say word for word is only named."""
        said = text_of(client, f"/compare?a={YORKSHIRE}@2023-03&b={YORKSHIRE}@2025-12")
        assert "Version 2023-03 beside version 2025-12" in said

    def test_a_policy_of_which_nothing_was_seen(self, client: Client) -> None:
        """Nobody is made up, and the page says why, by the name of the area and not by an id."""
        said = text_of(client, f"/compare?a={MILTON_KEYNES}&b={NORFOLK}")
        assert "it is not shown that there is nobody: no criterion of Milton Keynes has been seen." in said

    def test_the_report_is_a_pdf(self, client: Client) -> None:
        """With the chart of the people."""
        page = client.get(f"/compare/report.pdf?a={NORFOLK}&b={NICE}")
        assert page["Content-Type"] == "application/pdf"
        assert page.content.startswith(b"%PDF-")

    def test_a_report_of_nothing_is_a_clear_page(self, client: Client) -> None:
        """And no fault of ours."""
        assert client.get(f"/compare/report.pdf?a={NORFOLK}&b={HEARING}").status_code == 400
        assert client.get("/compare/report.pdf").status_code == 400


@pytest.mark.usefixtures("small")
class TestWithoutPeople:
    def test_a_pair_is_shown_and_what_is_lacking_is_said(self, client: Client) -> None:
        """Nobody was made up yet, and the page says how they are."""
        said = text_of(client, f"/compare?a={NORFOLK}&b={NICE}")
        assert "Who fares better under which?" in said
        assert "“coequal site prepare”" in said
        assert client.get(f"/compare/report.pdf?a={NORFOLK}&b={NICE}").content.startswith(b"%PDF-")

    def test_without_its_database_the_site_still_compares(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing was kept there, so it is done while somebody waits."""

        def gone(*_: object) -> None:
            from django.db import OperationalError

            raise OperationalError("database is locked")

        monkeypatch.setattr(connection, "cursor", gone)
        assert "Who fares better under which?" in text_of(client, f"/compare?a={NORFOLK}&b={NICE}")


@pytest.mark.usefixtures("small")
def test_that_nobody_fares_better_is_proved_or_hangs_on_a_child() -> None:
    """What hangs on the safety of a child is never told as a story; where nothing was found and nothing is open, it is proved."""
    a, b = shelf().policy(NORFOLK), shelf().policy(NICE)
    data = compare(a, b)
    told = beside({**data, "couples": {}}, a, b)
    assert [one.says for one in told.directions] == [NOT_TOLD, NOT_TOLD]
    nobody = {**data["as far as seen"], "witnesses": {"a only": None, "b only": None}}
    proved = beside({**data, "witnesses": nobody["witnesses"], "as far as seen": nobody, "not shown because": {}}, a, b)
    assert (
        proved.directions[0].says
        == "Nobody. It is proved that Norfolk and Waveney is nowhere more generous than the NICE guideline."
    )
