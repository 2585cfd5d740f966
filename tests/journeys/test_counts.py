"""Answers as involvement officers bring them in, and look at what they come to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

_MAKE = """
import json
from coequal.accounts.models import Person
from tests.involvement.making import involvement, survey
officer = Person.objects.get(email="{email}")
made = survey(involvement(at=officer.memberships.get().organisation, by=officer))
print("made", json.dumps([made.involvement.reference, made.reference]))
"""
OFFICER = "involvement-officer@exampleshire.example"
ROWS = "".join(
    f"{n},{'Yes' if n % 3 else 'No'},{'Under 35' if n % 2 else '35 or over'},patient,It is fair number {n}.\n" for n in range(60)
)
DATA = f"Response ID,Should the rules be the same everywhere?,How old are you?,capacity,effect\n{ROWS}61,maybe,,patient,\n"


@pytest.fixture
def counted(visit: Visit, site: Site, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Page, str]:
    """An officer before an open survey, with or without scripts, and the address of its counts."""
    made = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(){_MAKE.format(email=OFFICER)}"],
        env={**os.environ, "COEQUAL_DATA": str(site.data), "DJANGO_SETTINGS_MODULE": "coequal.web.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    reference, survey = json.loads(made.stdout.split("made ")[1])
    (tmp_path / "answers.csv").write_text(DATA, encoding="utf-16")
    page = signed_in_page(visit, site, OFFICER, f"/involvement/desk/{reference}/counts", java_script_enabled=request.param)
    return page, f"/involvement/desk/{reference}/counts/{survey}"


@pytest.mark.parametrize("counted", [False], indirect=True)
def test_a_file_comes_in_and_is_counted_by_groups(counted: tuple[Page, str], tmp_path: Path) -> None:
    """From the file to a table by age, without a script: what does not fit is named, the rest is confirmed, then counted."""
    page, address = counted
    page.get_by_role("link", name="bring answers in").click()
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "answers.csv")
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("60 rows can be brought in. 1 row does not fit")).to_be_visible()
    expect(page.get_by_role("cell", name="“maybe” is none of the answers")).to_be_visible()
    page.get_by_role("button", name="Bring 60 responses in").click()
    expect(page.get_by_role("heading", name="60 responses brought in")).to_be_visible()
    page.get_by_role("link", name="See the results").click()
    page.get_by_label("By which groups?").select_option(label="How old are you?")
    page.get_by_role("button", name="Count").click()
    table = page.get_by_role("table", name="Should the rules be the same everywhere? By: How old are you?")
    expect(table.get_by_role("row", name="Yes")).to_contain_text("20 (67 %)")
    assert address in page.url


@pytest.mark.parametrize("counted", [True], indirect=True)
def test_what_people_wrote_is_read_and_one_response_is_said_to_be_void(counted: tuple[Page, str], tmp_path: Path) -> None:
    """Of those who said yes; the reason stands beside the response afterwards."""
    page, address = counted
    assert_readable_on_both(page)
    page.goto(f"{address}/bring-in")
    assert_readable_on_both(page)
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "answers.csv")
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("60 rows can be brought in")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Bring 60 responses in").click()
    page.get_by_role("link", name="See the results").click()
    page.get_by_label("By which groups?").select_option(label="How old are you?")
    page.get_by_role("button", name="Count").click()
    expect(page.get_by_role("table", name="By: How old are you?").first).to_be_visible()
    assert_readable_on_both(page)
    page.goto(f"{address}/texts/effect?of=one-policy%3Dagree")
    expect(page.get_by_text("40 people wrote something")).to_be_visible()
    assert_readable_on_both(page)
    page.locator(".written a").first.click()
    assert_readable_on_both(page)
    page.get_by_label("It is void").check()
    page.get_by_label("Why?").fill("It was a trial.")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_text("Void, online")).to_contain_text("It was a trial.")
