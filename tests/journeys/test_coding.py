"""What people wrote, as an analyst works through it in the browser: screened, put under themes by keys, and coded by two blind."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

INES, ANA = (f"{who}@exampleshire.example" for who in ("involvement-officer", "analyst"))
_MADE = """
import django
django.setup()
from coequal.involvement.models import Extract
from tests.involvement.free_text.test_learning import _texts
from tests.involvement.making import involvement, response, survey
texts, names = _texts(8)
of = survey(involvement())
for text in ["Dr Smith kept my son Tom waiting", *texts]:
    response(of, {"capacity": "patient", "one-policy": "agree", "effect": text})
print(of.involvement.reference)
"""
_CODED = """
import sys, django
django.setup()
from coequal.involvement.models import Coding, Frame
frame = Frame.objects.get(reference=sys.argv[1])
from coequal.involvement.coding.coding import uncoded
for extract in list(uncoded(frame))[:60]:
    key = "waiting" if "month" in extract.text and "pound" not in extract.text else "cost" if "pound" in extract.text else "travel"
    Coding.objects.create(frame=frame, extract=extract, theme=key, under=1)
"""


def _run(site: Site, code: str, *given: str) -> str:
    variables = {**os.environ, "COEQUAL_DATA": str(site.data), "DJANGO_SETTINGS_MODULE": "coequal.web.settings"}
    command = [sys.executable, "-c", code, *given]
    found = subprocess.run(command, env=variables, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def wait_for_keys(page: Page) -> None:
    """The form takes the focus once its script is there; a key before that goes nowhere."""
    expect(page.locator("#coding")).to_be_focused()


@pytest.fixture(scope="module")
def themes(site: Site) -> str:
    """Where an involvement of Exampleshire is worked through to which people wrote something."""
    return f"/involvement/desk/{_run(site, _MADE).split()[-1]}/themes"


@pytest.fixture(scope="module")
def frame() -> dict[str, str]:
    """The address of the code frame, once a journey has begun it."""
    return {}


def test_personal_data_is_taken_out_by_a_person(visit: Visit, site: Site, themes: str) -> None:
    """Software offers what it found beside the text; an analyst takes one stretch out and leaves the other."""
    page = signed_in_page(visit, site, ANA, themes)
    page.get_by_role("button", name="Gather what people wrote").click()
    expect(page.get_by_text("still to be looked at")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("link", name="Screen texts").click()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Look at the first one").click()
    assert_readable_on_both(page)
    page.get_by_role("group", name="1. “Smith” may be: name").get_by_label("Take out").check()
    page.get_by_role("group", name="2. “Tom” may be: name").get_by_label("Take out").check()
    page.get_by_label("Words 1", exact=True).fill("my son")
    page.get_by_label("What words 1 are").select_option("other")
    page.get_by_role("button", name="Save, and go on").click()
    expect(page.get_by_role("heading", name="Something was found: 0 texts")).to_be_visible()
    page.get_by_role("button", name="I have read these").click()
    expect(page.get_by_role("heading", name="Nothing was found: 52 texts")).to_be_visible()


def test_themes_are_drafted_and_texts_are_coded_with_the_keyboard(
    visit: Visit, site: Site, themes: str, frame: dict[str, str]
) -> None:
    """A number chooses a theme, Enter saves and goes on, z undoes; without scripts a click does the same."""
    page = signed_in_page(visit, site, ANA, f"{themes}/draft")
    page.get_by_label("Why do you say that?").check()
    page.get_by_role("button", name="Group what was written").click()
    assert_readable_on_both(page)
    page.get_by_label("Theme for group 1", exact=True).fill("Waiting")
    page.get_by_label("Theme for group 2", exact=True).fill("Cost")
    page.get_by_label("Theme for group 3", exact=True).fill("Travel")
    page.get_by_role("button", name="Begin the code frame").click()
    expect(page.get_by_role("link", name="No reason given")).to_be_visible()
    assert_readable_on_both(page)
    frame["at"] = page.url
    page.get_by_role("button", name="Code the next text").click()
    wait_for_keys(page)
    assert_readable_on_both(page)
    first = page.url
    page.keyboard.press("1")
    expect(page.get_by_label("1 Waiting")).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != first and "/code/X-" in url)
    expect(page.get_by_text("1 of 73 texts coded")).to_be_visible()
    wait_for_keys(page)
    page.keyboard.press("z")
    page.wait_for_url(first)
    plain = signed_in_page(visit, site, ANA, first, java_script_enabled=False)
    plain.get_by_label("2 Cost").check()
    plain.get_by_role("button", name="Save, and go on").click()
    expect(plain.get_by_text("1 of 73 texts coded")).to_be_visible()


def test_a_sure_suggestion_counts_once_a_person_accepts_it(visit: Visit, site: Site, frame: dict[str, str]) -> None:
    """One beside its text, by a key; the others at once, marked as accepted unseen."""
    _run(site, _CODED, re.findall(r"F-[A-Z0-9-]+", frame["at"])[0])
    page = signed_in_page(visit, site, ANA, f"{frame['at']}/sure")
    assert_readable_on_both(page)
    page.get_by_role("button", name="Accept those that are ticked").click()
    expect(page.get_by_role("link", name="Waiting")).to_be_visible()
    page.get_by_role("link", name="Who coded what, when").click()
    expect(page.get_by_text("accepted unseen").first).to_be_visible()
    assert_readable_on_both(page)


def test_two_people_code_a_sample_blind_and_compare(visit: Visit, site: Site, frame: dict[str, str]) -> None:
    """What each of them did is shown once both are done."""
    page = signed_in_page(visit, site, ANA, f"{frame['at']}/sample")
    page.get_by_label("How many texts").fill("1")
    page.get_by_label("First person").select_option("Ana Figures")
    page.get_by_label("Second person").select_option("Ines Sketch")
    assert_readable_on_both(page)
    page.get_by_role("button", name="Draw it").click()
    sample = page.url
    other = signed_in_page(visit, site, INES, sample)
    for who, key in ((page, "1"), (other, "2")):
        expect(who.get_by_text("Krippendorff")).to_have_count(0)
        who.get_by_role("button", name="Code your next text").click()
        wait_for_keys(who)
        who.keyboard.press(key)
        expect(who.locator("#coding input:checked")).to_have_count(1)
        who.keyboard.press("Enter")
        who.wait_for_url(sample)
    expect(other.get_by_text("Where they differ: 1")).to_be_visible()
    assert_readable_on_both(other)
