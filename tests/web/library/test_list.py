"""The list of policies, and search in it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.policies.building import WHOLE, changed
from tests.web.library.conftest import Hold
from tests.web.library.reading import links, text

OLD = changed('version: "2024"', 'version: "2014"', changed("status: in force", "status: superseded")).replace(
    "read as: 2024-04-01", "read as: 2014-04-01"
)


def headings(response: HttpResponse) -> list[str]:
    """The names of the policies that are listed."""
    return re.findall(r'policy-entry__name"><a[^>]*>([^<]*)', response.content.decode())


def test_every_policy_is_there_under_the_letter_of_its_area(client: Client) -> None:
    """With where it stands and how much of it was seen; areas follow one another by name."""
    page = client.get("/policies")
    names = headings(page)
    areas = [name.partition(":")[0].casefold() for name in names]
    assert areas == sorted(areas)
    assert len(names) == 64
    assert 'href="#letter-N"' in page.content.decode()
    assert "This library holds 64 policies, in 74 versions." in text(page)
    assert (
        "Norfolk and Waveney: Assisted conception Specialist fertility treatment (level 3), version 2022-07 in force seen whole"
        in text(page)
    )
    assert "/policies/norfolk-and-waveney/assisted-conception/2022-07" in links(page)
    assert "/find" in links(page)


def test_what_is_invented_says_so_in_the_list(client: Client) -> None:
    """Beside its name."""
    page = text(client.get("/policies", {"q": "Exampleshire"}))
    assert "(an invented area), version 2026-11 invented area draft seen whole" in page


def test_a_search_shows_where_it_found_the_words(client: Client) -> None:
    """Wherever they stand in a policy, the best match first."""
    page = client.get("/policies", {"q": "SMOKERS"})
    assert "Norfolk and Waveney: Assisted conception" in headings(page)
    assert re.search(r"\d+ policies for “SMOKERS”", text(page))
    assert "8. Smoking: If she or her partner smokes" in text(page)
    assert 'value="SMOKERS"' in page.content.decode()


def test_a_search_by_area_finds_its_policy_first(client: Client) -> None:
    """Without a sentence under it: its name says it."""
    page = client.get("/policies", {"q": "luton"})
    assert headings(page)[0] == "Luton: Assisted conception"
    assert "policy-entry__found" not in page.content.decode().partition("</li>")[0]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"service": "sterilisation", "status": "decided"}, ["Staffordshire and Stoke-on-Trent: Female and male sterilisation"]),
        ({"seen": "whole", "status": "in force"}, ["Norfolk and Waveney: Assisted conception"]),
        ({"q": "hearing", "status": "decided"}, ["Staffordshire and Stoke-on-Trent: Hearing aids for adults"]),
    ],
)
def test_filters_leave_only_what_fits(client: Client, asked: dict[str, str], expected: list[str]) -> None:
    """By service, status and completeness, with words or without."""
    page = client.get("/policies", asked)
    assert headings(page)[: len(expected)] == expected
    assert "Show all policies" in text(page)


def test_a_filter_shows_the_version_that_fits(client: Client, hold: Hold) -> None:
    """And not the one that is shown first."""
    hold(OLD, WHOLE)
    assert "version 2024 (one of 2 versions) in force" in text(client.get("/policies"))
    assert "version 2014 (one of 2 versions) superseded" in text(client.get("/policies", {"status": "superseded"}))
    assert "No policy found" in text(client.get("/policies", {"status": "withdrawn"}))
    assert 'aria-label="Areas by letter"' not in client.get("/policies").content.decode()


def test_a_policy_is_listed_once_though_several_versions_hold_the_words(client: Client, hold: Hold) -> None:
    """In the version that fits best."""
    hold(OLD, WHOLE)
    assert (
        headings(client.get("/policies", {"q": "made up"}))
        == headings(client.get("/policies", {"q": "hearing"}))
        == ["Here: Hearing"]
    )


def test_where_nothing_is_found_the_page_says_what_to_do(client: Client) -> None:
    """And that this does not mean that there is no policy."""
    page = text(client.get("/policies", {"q": "zzz"}))
    assert "No policy found for “zzz”" in page
    assert "That we hold no policy does not mean that there is none." in page


def test_what_cannot_be_asked_is_said_and_everything_is_shown(client: Client) -> None:
    """A value that no list offers, or a search that is far too long."""
    page = client.get("/policies", {"status": "lost"})
    assert "Choose one from the list of “Status”." in text(page)
    assert len(headings(page)) == 64
    assert "Error: Policies" in page.content.decode()
    assert "Search for 200 characters or fewer." in text(client.get("/policies", {"q": "x" * 201}))


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    """And not obeyed."""
    page = client.get("/policies", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()
