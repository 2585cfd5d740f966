"""A survey written in the browser, and paper forms typed in, on the real site."""

import json
import os
import subprocess
import sys
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from coequal.involvement.models.involvements import HERE
from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site

_MAKE = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from coequal.accounts.acting import person_acting
from coequal.accounts.roles import Role
from coequal.involvement.answering.copies import print_copies
from tests.involvement import making
from tests.web.signing import person, sign_in
there = making.involvement()
officers = [person(Role.INVOLVEMENT_OFFICER, email=f"{name}@exampleshire.example") for name in ("journey-one", "journey-two")]
survey = making.survey(there)
form = print_copies(person_acting(officers[0]), survey, 1)[0]
cookies = [sign_in(Client(), one).cookies[settings.SESSION_COOKIE_NAME].value for one in officers]
print(json.dumps({"involvement": there.reference, "survey": survey.reference, "serial": form.serial, "cookies": cookies}))
"""


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, object]:
    """An involvement that is open, with a survey, a paper form, and two officers who have signed in."""
    known = {
        "COEQUAL_DATA": str(site.data),
        "DJANGO_SETTINGS_MODULE": "coequal.web.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    environment = {**os.environ, **known}
    done = subprocess.run([sys.executable, "-c", _MAKE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def as_officer(visit: Visit, site: Site, made: dict[str, object], number: int, path: str, **options: object) -> Page:
    """A page as one of the two officers sees it."""
    page = visit("/health", **options)
    cookies = made["cookies"]
    assert isinstance(cookies, list)
    page.context.add_cookies([{"name": "sessionid", "value": cookies[number], "url": site.address}])
    page.goto(path)
    return page


def test_a_survey_is_built_and_previewed_without_javascript(visit: Visit, site: Site, made: dict[str, object]) -> None:
    """From the usual questions, with one added that hangs on another; then it is published."""
    page = as_officer(visit, site, made, 0, f"/involvement/desk/{made['involvement']}/surveys", java_script_enabled=False)
    page.get_by_role("button", name="Begin a survey").click()
    page.get_by_label("Title of the survey").fill("Your views on hearing aids")
    page.get_by_label("The questions that most surveys have").check()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/desk/surveys/S-*")
    built = page.url.rsplit("/", 1)[-1]
    page.get_by_role("button", name="Build").click()
    page.get_by_text("Add a question to page 2").click()
    page.get_by_role("link", name="One answer of several on page 2").click()
    page.get_by_label("What do you ask?").fill("Do you wear hearing aids?")
    page.get_by_label("Answer 1", exact=True).fill("I do")
    page.get_by_label("Answer 2", exact=True).fill("I do not")
    page.get_by_label("Answer 3", exact=True).fill("I am not sure")
    page.locator("summary").get_by_text("As who do you answer?").click()
    page.get_by_label("As a carer, a partner or family").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="4. Do you wear hearing aids?")).to_be_visible()
    expect(page.get_by_text("Asked only if you ticked “As a carer, a partner or family” at question 1.")).to_be_visible()
    page.get_by_role("button", name="Up question 4").click()
    expect(page.get_by_role("heading", name="3. Do you wear hearing aids?")).to_be_visible()
    page.get_by_role("link", name="Preview it").click()
    expect(page.get_by_text("Preview").first).to_be_visible()
    page.goto(f"/involvement/desk/surveys/{built}")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 1 (what people answer)")).to_be_visible()


def test_pages_about_a_survey_are_accessible(visit: Visit, site: Site, made: dict[str, object]) -> None:
    """In a wide window and in that of a telephone."""
    survey = f"/involvement/desk/surveys/{made['survey']}"
    page = as_officer(visit, site, made, 0, survey)
    for path in ("", "/file", "/build", "/build/question/capacity", "/words/easy-read", "/publish", "/forms"):
        page.goto(survey + path)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        assert_readable_on_both(page)


def test_a_form_is_typed_in_twice_and_a_difference_is_settled(visit: Visit, site: Site, made: dict[str, object]) -> None:
    """By keyboard: the Enter key goes on to the next box; the second person does not see what the first one typed."""
    forms = f"/involvement/desk/surveys/{made['survey']}/forms"
    for number, code in enumerate(("1", "2")):
        page = as_officer(visit, site, made, number, forms)
        page.get_by_label("Number of the form").fill(str(made["serial"]))
        page.keyboard.press("Enter")
        if number == 0:
            today = datetime.now(HERE)
            for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
                page.get_by_role("group", name="On which day did it come?").get_by_label(label).fill(str(value))
        first = page.get_by_role("group", name="1. In which capacity are you answering?")
        first.get_by_label("Code", exact=True).fill("1")
        page.wait_for_load_state()  # before which Enter keeps the form, as it does without scripts
        page.keyboard.press("Enter")
        expect(first.get_by_label("What is written beside it")).to_be_focused()
        page.get_by_role("group", name="3. Should the rules be the same everywhere?").get_by_label("Code").fill(code)
        assert_readable_on_both(page)
        page.get_by_role("button", name="Keep this form").click()
    page.get_by_role("link", name="settle the differences").click()
    assert_readable_on_both(page)
    page.get_by_label("First typed: Yes (1)").check()
    page.get_by_role("button", name="Keep what I chose").click()
    expect(page.get_by_text("1 of 1 form typed in (100 %) were entered twice.")).to_be_visible()
