"""People say where and when, and see whose policy applies and why; a fault is said at its box, and nothing is lost."""

import re
from html import unescape

import pytest
from django.test import Client

from coequal.web.finding.places import Places, places
from coequal.web.shelf import shelf
from tests.web.finding.asking import page, parameters, refused, sent, words

NORFOLK = "/norfolk-and-waveney/assisted-conception"


def test_the_form_asks_for_care_place_and_day(client: Client) -> None:
    """And it says that the practices are but a few."""
    html = client.get("/find").content.decode()
    assert "This site knows only 24 GP practices, for demonstration" in words(html)
    assert "<title>Find your policy" in html
    for name in ("service", "practice", "postcode", "area", "partner", "referred[day]", "referred[month]", "referred[year]"):
        assert f'name="{name}"' in html


def test_where_practices_were_imported_nothing_is_said_of_a_demonstration(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a table of all of England."""
    monkeypatch.setattr(Places, "only_a_demonstration", False)
    assert "demonstration" not in page(client)


def test_the_care_may_be_named_in_the_address_of_the_form(client: Client) -> None:
    """As a link from a policy for hearing aids does."""
    html = client.get("/find", {"service": "hearing-aids-adults"}).content.decode()
    assert re.search(r'<option value="hearing-aids-adults"\s+selected', html)


def test_no_cookie_is_set(client: Client) -> None:
    """Neither by the form nor by its answer."""
    client.get("/find")
    client.post("/find", parameters(practice="D82001"))
    assert not client.cookies


@pytest.mark.parametrize(
    ("given", "address"),
    [
        pytest.param(
            {"practice": "d82001"},
            "/find?service=assisted-conception&practice=Holt+Medical+Practice+%28D82001%29",
            id="a practice by its code",
        ),
        pytest.param(
            {"practice": "Holt Medical Practice (D82001)", "postcode": "NR1 1AA"},
            "/find?service=assisted-conception&practice=Holt+Medical+Practice+%28D82001%29",
            id="the practice is the surest, so other boxes are dropped",
        ),
        pytest.param(
            {"postcode": "nr1 9zz"},
            "/find?service=assisted-conception&postcode=NR1",
            id="of a full postcode the first part",
        ),
        pytest.param(
            {"area": "south norfolk", "referred": "2 5 2019"},
            "/find?service=assisted-conception&area=South+Norfolk+%2806Y%29"
            "&referred%5Bday%5D=2&referred%5Bmonth%5D=5&referred%5Byear%5D=2019",
            id="an area, and a day",
        ),
        pytest.param(
            {"area": "norfolk", "partner": "06P"},
            "/find?service=assisted-conception&area=norfolk&partner=Luton+%2806P%29",
            id="a name of several, and a partner",
        ),
        pytest.param(
            {"postcode": "NR1"},
            "/find?service=assisted-conception&postcode=NR1",
            id="a district",
        ),
    ],
)
def test_the_form_leads_to_an_address_that_can_be_kept(client: Client, given: dict[str, str], address: str) -> None:
    """It has only what counts."""
    assert sent(client, **given) == address


def test_a_full_postcode_in_an_address_is_cut(client: Client) -> None:
    """Though nobody should have put it there."""
    response = client.get("/find", parameters(postcode="NR1 9ZZ"))
    assert response.status_code == 302
    assert response.headers["Location"].endswith("&postcode=NR1")


def test_the_policy_of_a_practice_is_found_and_the_reasons_are_given(client: Client) -> None:
    """Under its board of 2023, which has ended; with the way to the policy, and to the checker with the day."""
    given = parameters(practice="Holt Medical Practice (D82001)", referred="2 5 2023")
    html = client.get("/find", given).content.decode()
    said = words(html)
    assert "The policy of Norfolk and Waveney applies" in said
    assert "On 2 May 2023 NHS Norfolk and Waveney ICB answers for it." in said
    assert (
        "NHS Norfolk and Waveney ICB (QMM) no longer exists. Today you can ask NHS Norfolk and Suffolk ICB (T6Y0W) instead." in said
    )
    assert (
        "Before it was part of Norfolk and Waveney (26A), the place of Holt Medical Practice (D82001) was North Norfolk (06V)."
        in said
    )
    assert "Version 2022-07 of the policy of Norfolk and Waveney governs cases by their referral date, from 1 July 2022" in said
    assert "If she or her partner serves in the armed forces, NHS England (X24) decides instead" in said
    assert "What would make it certain" not in said
    assert f'action="/check{NORFOLK}"' in html
    assert 'name="referred" value="2023-05-02"' in html
    assert f'href="/policies{NORFOLK}/2022-07"' in html
    assert 'name="area" value="26A"' in html


def test_where_nothing_applies_nobody_is_sent_to_search_on(client: Client) -> None:
    """Where the place is certain its practice makes no difference: the GP and the board can be asked. A draft can be read."""
    html = client.get("/find", parameters(service="assisted-conception", area="Lincolnshire", referred="2 5 2023")).content.decode()
    assert "Ask your GP which rules apply, or ask NHS Lincolnshire ICB" in words(html)
    assert "Search for your GP practice" not in html
    assert "There is a draft of Lincolnshire: Fertility treatment in the East Midlands" in words(html)
    assert 'href="/policies/lincolnshire/assisted-conception/2024-11-proposal"' in html
    hearing = client.get("/find", parameters(service="hearing-aids-adults", area="06W")).content.decode()
    assert "Ask your GP which rules apply, or ask NHS Norfolk and Suffolk ICB (T6Y0W)." in words(hearing)
    assert "There is a draft" not in hearing
    assert "Search for your GP practice" not in hearing


def test_what_exists_today_comes_first(client: Client) -> None:
    """Of many places of a name, the board of that very name is first, and bodies that have ended are last."""
    offered = client.get("/find/areas", {"q": "Staffordshire"}).json()["matches"]
    hints = [one["hint"] for one in offered]
    assert offered[0]["label"] == "NHS Staffordshire and Stoke-on-Trent ICB (QNC)"
    over = [hint.startswith("until") for hint in hints]
    assert over == sorted(over)


def test_today_stands_for_a_day_that_is_not_given_and_it_is_said(client: Client) -> None:
    """The checker is then told no day."""
    html = client.get("/find", parameters(area="26A")).content.decode()
    assert f"{shelf().today().day} " in words(html)
    assert "today, because you gave no date" in words(html)
    assert 'name="referred"' not in html


def test_a_postcode_finds_what_may_apply_and_says_that_it_is_approximate(client: Client) -> None:
    """The practice would make it certain."""
    said = page(client, postcode="NR1", referred="2 5 2023")
    assert "The policy of Norfolk and Waveney may apply" in said
    assert "On 2 May 2023 NHS Norfolk and Waveney ICB would answer for it." in said
    assert "What would make it certain Your GP practice decides." in said
    assert "The body in charge can tell you: NHS Norfolk and Suffolk ICB (T6Y0W)." in said
    assert "Search for your GP practice" in said
    assert "A postcode tells this only approximately" in said


def test_several_policies_are_all_named(client: Client) -> None:
    """Staffordshire's board kept those of its groups; a button says to which policy it belongs, where that can be checked at all."""
    said = page(client, area="QNC", referred="1 5 2023")
    assert "One of 3 policies may apply" in said
    for area in ("South Staffordshire", "North Staffordshire", "Stoke-on-Trent"):
        can_be_checked = f"Check if you may be eligible under the policy of {area}, version 2013-04" in said
        assert can_be_checked is (area == "South Staffordshire")
        assert f"Read the policy of {area}, version 2013-04" in said


def test_where_no_policy_is_known_it_is_said_whom_to_ask(client: Client) -> None:
    """That there is none is not said."""
    said = page(client, practice="D82088", referred="2 5 2019")
    assert "We hold no policy that applies here" in said
    assert "What you can do That we hold no policy does not mean that there is none." in said
    assert "Give its name" not in said
    assert "Look through all the policies that we hold" in said


def test_in_wales_nobody_that_we_know_can_be_asked(client: Client) -> None:
    """Its health boards decide."""
    said = page(client, postcode="CF10")
    assert "In Wales the health boards decide" in said
    assert "The body in charge" not in said


def test_a_body_that_has_ended_is_found_with_who_answers_now(client: Client) -> None:
    """By the name that it had."""
    said = page(client, area="NHS Norwich CCG (06W)", referred="2 5 2023")
    assert "NHS Norwich CCG (06W) and NHS Norfolk and Waveney ICB (QMM) no longer exist." in said
    assert "NHS Norwich CCG (06W) ended on 31 March 2020. By 2 May 2023 its place had passed to" in said


def test_a_partner_elsewhere_is_taken_into_account(client: Client) -> None:
    """Norfolk's policy goes by her practice."""
    said = page(client, area="26A", partner="Stopsley Village Practice (E81006)", referred="2 5 2023")
    assert "Your partner’s place Stopsley Village Practice (E81006)" in said
    assert "The policy of Norfolk and Waveney goes by her practice, so that of her partner does not matter." in said


def test_a_name_of_several_practices_is_asked_about(client: Client) -> None:
    """Each is a link to its answer, with what else was entered; what tells them apart stands beside."""
    html = client.get("/find", parameters(practice="medical luton", referred="2 5 2023")).content.decode()
    assert "Which is your GP practice?" in words(html)
    assert "2 places match “medical luton”." in words(html)
    assert "Bedfordshire, Luton and Milton Keynes, before that Luton" in words(html)
    link = re.search(r'href="([^"]*E81064[^"]*)"', html)
    assert link is not None
    assert "referred%5Byear%5D=2023" in link[1]


def test_a_name_of_more_places_than_a_page_holds_says_so(client: Client) -> None:
    """It asks for more of the name."""
    said = page(client, area="icb")
    assert "These are the 30 nearest. If yours is not among them, go back and enter more of its name." in said


def test_a_partners_name_of_several_places_is_asked_about_too(client: Client) -> None:
    """Areas and practices."""
    said = page(client, area="26A", partner="bedford")
    assert "Which is your partner’s place?" in said
    assert "Bedfordshire (06F) an area" in said
    assert "NHS Bedfordshire CCG (06F) until 31 March 2021" in said
    assert "Queens Park Health Centre (E81021)" in said


def test_what_was_entered_can_be_changed(client: Client) -> None:
    """The form comes back as it was filled in, without a fault."""
    html = client.get("/find", parameters(area="26A", referred="2 5 2023", change="1")).content.decode()
    assert "<title>Find your policy" in html
    assert re.search(r'name="area"[^>]*value="26A"', html)
    assert re.search(r'name="referred\[year\]"[^>]*value="2023"', html)


def test_whoever_goes_on_to_the_practice_keeps_day_and_partner(client: Client) -> None:
    """The postcode, which said less, is dropped."""
    html = client.get("/find", parameters(postcode="NR1", partner="06P", referred="2 5 2023")).content.decode()
    link = re.search(r'href="([^"]*)">Search for your GP practice', html)
    assert link is not None
    form = client.get(f"/find{unescape(link[1])}").content.decode()
    assert "<title>Find your policy" in form
    assert re.search(r'name="referred\[year\]"[^>]*value="2023"', form)
    assert re.search(r'name="partner"[^>]*value="Luton \(06P\)"', form)
    assert "NR1" not in re.findall(r'value="([^"]*)"', form)


FAULTS = [
    pytest.param({}, "practice", "Say where: enter a GP practice, an area or the first part of a postcode.", id="nothing"),
    pytest.param(
        {"practice": "Nowhere"},
        "practice",
        "No GP practice in the small demonstration table is called that. Try fewer words, or give a postcode district or an area instead.",
        id="an unknown practice",
    ),
    pytest.param(
        {"postcode": "ZZ99"},
        "postcode",
        "No GP practice is recorded in the postcode district ZZ99, so it does not tell an area. Choose a practice or an area instead.",
        id="an unknown postcode",
    ),
    pytest.param({"postcode": "Norwich"}, "postcode", "This is not a postcode district.", id="no postcode at all"),
    pytest.param({"area": "Atlantis"}, "area", "We know no area of the NHS in England", id="an unknown area"),
    pytest.param(
        {"area": "26A", "partner": "Atlantis"},
        "partner",
        "We know no GP practice, and no area, of that name.",
        id="an unknown place of a partner",
    ),
    pytest.param({"area": "26A", "service": "magic"}, "service", "Choose what care it is about.", id="unknown care"),
    pytest.param(
        {"area": "26A", "referred": "31 2 2024"},
        "referred-day",
        "There is no 31 February 2024. Check the date of referral.",
        id="31 February",
    ),
    pytest.param(
        {"area": "26A", "referred": "1 2 12"},
        "referred-day",
        "The date of referral must be a real date",
        id="the year 12",
    ),
    pytest.param(
        {"area": "26A", "referred": "1 2 0012"},
        "referred-day",
        "The date of referral must be between 1 October 2006 and",
        id="the year 12 in full",
    ),
    pytest.param({"area": "x" * 201}, "area", "Enter at most 200 letters.", id="a book"),
]


@pytest.mark.parametrize(("given", "box", "message"), FAULTS)
def test_a_fault_is_said_at_its_box_and_nothing_is_lost(client: Client, given: dict[str, str], box: str, message: str) -> None:
    """In a summary that leads there, and beside the box; what was typed is still in the form."""
    html = refused(client, **given)
    assert f'<a href="#id_{box}">' in html
    assert words(html).count(message) == 2
    for name, text in parameters(**given).items():
        assert name in ("service", "by") or re.search(rf'name="{re.escape(name)}"[^>]*value="{re.escape(text)}"', html)


def test_faults_stand_in_the_order_of_the_page(client: Client) -> None:
    """The place before the day."""
    html = refused(client, practice="Nowhere", referred="31 2 2024")
    assert re.findall(r'<a href="#id_([a-z-]+)">', html) == ["practice", "referred-day"]


def test_what_people_type_is_shown_as_text(client: Client) -> None:
    """Whatever it is."""
    html = refused(client, practice="<script>alert(1)</script>")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_practices_are_offered_while_somebody_types(client: Client) -> None:
    """At most ten, with what tells them apart and how many there are; closed ones say so."""
    found = client.get("/find/practices", {"q": "medical"}).json()
    assert (found["total"], len(found["matches"])) == (13, 10)
    assert client.get("/find/practices", {"q": "wilnecot"}).json() == {
        "total": 1,
        "matches": [
            {
                "label": "Wilnecote Surgery (M83064)",
                "hint": "South East Staffordshire and Seisdon Peninsula; closed on 31 January 2018",
            }
        ],
    }
    assert client.get("/find/practices").json() == {"total": 0, "matches": []}


def test_areas_and_bodies_are_offered_while_somebody_types(client: Client) -> None:
    """Each kind with what it is."""
    found = client.get("/find/areas", {"q": "luton"}).json()
    assert found["matches"][0] == {"label": "Luton (06P)", "hint": "an area"}
    assert {"label": "NHS Luton CCG (06P)", "hint": "until 31 March 2021"} in found["matches"]
    boards = client.get("/find/areas", {"q": "norfolk and suffolk icb"}).json()
    assert boards["matches"] == [{"label": "NHS Norfolk and Suffolk ICB (T6Y0W)", "hint": "since 1 April 2026"}]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Holt Medical Practice", "D82001"),
        (" holt  medical practice ", "D82001"),
        ("Old Name (D82001)", "D82001"),
        ("D82001", "D82001"),
    ],
)
def test_one_practice_is_meant_by_its_name_its_code_or_a_label(typed: str, code: str) -> None:
    """The code counts where the name has changed since an address was kept."""
    assert getattr(places().practice(typed), "code", None) == code


def test_a_code_of_an_area_and_its_body_means_the_area() -> None:
    """The body is meant by its name."""
    assert places().place("06W") == places().organisations.areas["06W"]
    assert places().place("NHS Norwich CCG") == places().organisations.bodies["06W"]
    assert places().place("QMM") == places().organisations.bodies["QMM"]
