"""The page of one version of a policy."""

import re
from itertools import pairwise

import pytest
from django.test import Client

from coequal.web.library.findings import findings, parted
from coequal.web.shelf import shelf
from tests.policies.building import WHOLE, changed
from tests.web.library.conftest import Hold
from tests.web.library.reading import links, text

NORFOLK = "/policies/norfolk-and-waveney/assisted-conception"
HERE = "/policies/here/hearing"
OLD = changed('version: "2024"', 'version: "2014"', changed("status: in force", "status: superseded")).replace(
    "read as: 2024-04-01", "read as: 2014-04-01"
)


def test_a_policy_begins_with_what_must_be_known(client: Client) -> None:
    """Its name, then the notices, then the way to the checker, and who answers for it."""
    page = client.get(NORFOLK)
    said = text(page)
    places = [
        said.index(part)
        for part in (
            "Specialist fertility treatment (level 3)",
            "Version 2022-07",
            "This policy is under review",
            "The review of this policy is overdue",
            "The body that made this policy has ended",
            "Check if you may be eligible",
            "NHS Norfolk and Suffolk ICB (T6Y0W) answers for this policy.",
            "NHS Norfolk and Waveney ICB (QMM) from 1 July 2022 until 31 March 2026",
            "What is funded",
        )
    ]
    assert places == sorted(places)
    assert "/check/norfolk-and-waveney/assisted-conception" in links(page)
    assert "https://nwknowledgenow.nhs.uk/content/level-3-criteria-providers-and-exclusions" in links(page)


def test_a_clause_has_its_wording_and_what_software_takes_it_to_mean(client: Client, hold: Hold) -> None:
    """With the reading, other readings and the source."""
    hold(WHOLE)
    said = text(client.get(HERE))
    assert (
        "1. Hearing loss Her hearing loss must be more than 25 dB. Clause 1 What software takes it to mean "
        "Only for A pair of hearing aids. Met when her hearing loss is above 25. "
        "Results that count her hearing loss from the 12 months before referral Otherwise Measure again in a year. "
        "Our reading Exactly 25 is not enough. Printed as “more than 25 dB of her hearing” Why Less does little harm. "
        "Source page 3 It could also be read in another way. Where that changes an answer, the answer says so. "
        "Read as “25 is enough”, it is met when her hearing loss is at least 25."
    ) in said
    assert "A pair of hearing aids Aids: if her hearing loss is at least 30, 2; otherwise 1 Batteries Packs: not stated" in said
    assert "The Ear Clinic (as printed on 2024-05-06) North: 1 High Street South: 2 Low Street, Kent, ZZ1 1ZZ" in said
    assert "The way to ask Individual funding request Who may ask Anyone. Whom to ask The panel. It answers." in said


def test_conditions_are_lists_in_lists(client: Client, hold: Hold) -> None:
    """As deep as they are."""
    hold(changed("met when: months waiting >= 3", 'met when: works or (serves and (ear = "left" or works))'))
    page = client.get(HERE).content.decode()
    assert re.search(r"any of these:</p>\s*<ul>\s*<li>she works</li>\s*<li>all of these:\s*<ul>", page)


def test_headings_follow_one_another_without_a_gap(client: Client, hold: Hold) -> None:
    """Whatever levels the file has; the contents lead to the sections."""
    hold(changed("## What is funded", "### What is funded", changed("\n# Hearing aids\n", "\n")))
    page = client.get(HERE).content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main is not None
    levels = [int(level) for level in re.findall(r"<h([1-6])", main[0])]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for anchor in re.findall(r'href="#([^"]+)"', main[0]):
        assert f'id="{anchor}"' in main[0]


def test_prose_that_looks_like_a_page_is_only_prose(client: Client, hold: Hold) -> None:
    """Tags are shown as they are written."""
    hold(changed("These rules are made up.", "<script>alert(1)</script> and [a](javascript:alert(1)) *rules*."))
    page = client.get(HERE).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<em>rules</em>" in page


def test_what_was_not_found_and_what_is_doubtful_is_in_the_open(client: Client) -> None:
    """Each finding with its clause, to which it leads."""
    said = text(client.get("/policies/south-yorkshire/assisted-conception"))
    assert "What we looked for and did not find" in said
    assert "age of the patient" in said
    page = client.get(NORFOLK)
    assert "Its review was due on 30 June 2024, and it is still in force." in text(page)
    assert "#clause-body-mass-index" in links(page)


def test_where_nothing_is_found_that_is_said(client: Client, hold: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    """Software looked, and says so."""
    hold(WHOLE)
    monkeypatch.setattr("coequal.web.library.findings.lint", lambda *_: [])
    assert "Software looked for faults and doubts in this policy and found none." in text(client.get(HERE))


def test_a_criterion_says_in_which_versions_it_changed(client: Client, hold: Hold) -> None:
    """In the order of the versions; of a policy with one version nothing is said."""
    new = changed("met when: hearing loss > 25\n", "met when: hearing loss > 30\n").replace("id: colour", "id: size")
    hold(OLD, new)
    said = text(client.get(HERE))
    assert "History: In the first version that we know (2014); changed (2024)." in said
    assert "History: Added (2024)." in said
    assert "History: In the first version that we know (2014)." in said
    hold(WHOLE)
    assert "History:" not in text(client.get(HERE))


def test_another_version_leads_to_the_one_that_is_shown_first(client: Client, hold: Hold) -> None:
    """It cannot be checked, and it is not the page to find in a search."""
    hold(OLD, WHOLE)
    page = client.get(f"{HERE}/2014")
    assert "Go to the version that we show first (2024)" in text(page)
    assert "Check if you may be eligible" not in text(page)
    assert 'rel="canonical"' in page.content.decode()
    assert "See all 2 versions" in text(page)
    assert "Check if you may be eligible" not in text(client.get(f"{HERE}/2024"))  # nothing in it can be asked of anybody


def test_the_title_names_the_area_once(client: Client) -> None:
    """Beside the title, where that does not name it."""
    hearing = text(client.get("/policies/staffordshire-and-stoke-on-trent/hearing-aids-adults"))
    assert "Hearing aids for adults in Staffordshire and Stoke-on-Trent Version" in hearing
    assert "Staffordshire and Stoke-on-Trent: Hearing" not in hearing
    assert "Norfolk and Waveney: Assisted conception" in text(client.get(NORFOLK))


def test_what_was_found_is_told_to_everybody_and_what_to_do_to_editors(client: Client) -> None:
    """Nobody who reads a policy is told how to mend its file; no advice is lost, and a finding without any is left whole."""
    for policy in (one for versions in shelf().policies.values() for one in versions):
        for found in findings(policy):
            assert found.says
            assert found.advice
            assert not re.search(r"\b(Say|Add|Ask|Put|Correct|Leave|Find) ", found.says)
    assert parted("Nothing can be done.") == ("Nothing can be done.", "")
    said = text(client.get(NORFOLK))
    assert "For the editors of this file: " in said


@pytest.mark.parametrize("status", ["draft", "withdrawn", "superseded"])
def test_a_policy_that_nobody_is_held_to_cannot_be_checked(client: Client, hold: Hold, status: str) -> None:
    """Whatever its days are."""
    hold(changed("status: in force", f"status: {status}"))
    page = client.get(HERE)
    assert "Check if you may be eligible" not in text(page)
    assert "/find?service=hearing" in links(page)


def test_every_form_is_offered(client: Client) -> None:
    """Easy read, PDF, Word, the file itself, versions, feed, and the report of a mistake."""
    found = links(client.get(NORFOLK))
    for end in ("easy-read", "easy-read.pdf", "policy.pdf", "policy.docx", "policy.md", "mistake"):
        assert f"{NORFOLK}/2022-07/{end}" in found
    assert f"{NORFOLK}/versions" in found
    assert "/feeds/policies/norfolk-and-waveney/assisted-conception" in found


def test_where_nobody_is_known_to_answer_that_is_said(client: Client) -> None:
    """Of a guideline, which belongs to no commissioner; a source may have no address."""
    assert "We do not know which body answers for this policy today." in text(client.get("/policies/nice/assisted-conception"))
    said = text(client.get("/policies/exampleshire/assisted-conception"))
    assert "This area is invented" in said
    assert "Source Model policy written for this project, seen on 23 November 2026" in said


def test_a_rule_that_was_not_found_is_said_not_to_be(client: Client) -> None:
    """In the family's member that lacks it; and a treatment may have no amount."""
    said = text(client.get("/policies/sampleton/assisted-conception"))
    assert "One of the policies of the family model-policy/assisted-conception" in said


@pytest.mark.parametrize(
    "path",
    [
        "/policies/nowhere/assisted-conception",
        f"{NORFOLK}/1999-01",
        f"{NORFOLK}/1999-01/policy.pdf",
        f"{NORFOLK}/1999-01/easy-read",
    ],
)
def test_what_the_library_does_not_hold_is_not_found(client: Client, path: str) -> None:
    """And the page says so."""
    page = client.get(path)
    assert page.status_code == 404
    assert "There is no such policy here" in page.content.decode()


def test_easy_words_are_a_page_too(client: Client) -> None:
    """That says at its top how it was made, and leads to the whole policy."""
    page = client.get(f"{NORFOLK}/2022-07/easy-read")
    said = text(page)
    assert said.index("Software made this from our plain words.") < said.index("What is funded")
    assert "Hard word: AMH (anti-Müllerian hormone) is a blood test that shows how many eggs are left." in said
    assert f"{NORFOLK}/2022-07/easy-read.pdf" in links(page)
