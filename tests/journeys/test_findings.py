"""The report of findings and what came of it, as those who write it, those who decide and everybody go through them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

INES, ANA, PAT = (f"{who}@exampleshire.example" for who in ("involvement-officer", "analyst", "policy-manager"))
_MADE = """
import django
django.setup()
from tests.involvement.reporting.much import much
print(much().reference)
"""


@pytest.fixture(scope="module")
def reference(site: Site) -> str:
    """An involvement of Exampleshire that has closed, with answers, texts under themes, an event and letters."""
    variables = {**os.environ, "COEQUAL_DATA": str(site.data), "DJANGO_SETTINGS_MODULE": "coequal.web.settings"}
    command = [sys.executable, "-c", _MADE]
    found = subprocess.run(command, env=variables, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return found.stdout.split()[-1]


def test_a_report_is_written_published_and_read_by_everybody(visit: Visit, site: Site, reference: str) -> None:
    """An analyst writes between the figures, an officer publishes what everybody will see, and everybody takes the PDF along."""
    desk = f"/involvement/desk/{reference}/report"
    analyst = signed_in_page(visit, site, ANA, desk)
    assert_readable_on_both(analyst)
    analyst.get_by_role("link", name=re.compile("^Write ?: 1 Executive summary")).click()
    expect(analyst.get_by_role("heading", name="The figures of this section")).to_be_visible()
    assert_readable_on_both(analyst)
    analyst.get_by_label("What stands here").fill("Most people want **one** policy.\n\n- Few do not.")
    analyst.get_by_role("button", name="Keep it").click()
    expect(analyst.get_by_text("written", exact=True)).to_be_visible()
    officer = signed_in_page(visit, site, INES, f"{desk}/publish")
    assert_readable_on_both(officer)
    officer.get_by_role("link", name="The full report").click()
    expect(officer.get_by_text("Most people want one policy.")).to_be_visible()
    expect(officer.get_by_role("link", name="The rows behind “Themes: Why”")).to_be_visible()
    assert_readable_on_both(officer)
    officer.goto(f"{desk}/publish")
    officer.get_by_label("I have looked at the report").check()
    officer.get_by_role("button", name="Publish it").click()
    officer.wait_for_url(f"**/involvement/{reference}/report")
    public = visit(f"/involvement/{reference}/report")
    expect(public.get_by_text("Most people want one policy.")).to_be_visible()
    assert_readable_on_both(public)
    pdf = public.request.get(public.get_by_role("link", name="PDF").get_attribute("href") or "")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.body()
    public.get_by_role("link", name="Easy read (a draft)").click()
    expect(public.get_by_text("It has not been tried with people who use easy read.")).to_be_visible()
    assert_readable_on_both(public)


def test_you_said_we_did(visit: Visit, site: Site, reference: str) -> None:
    """Those who decide answer a theme with the clause that changed; everybody reads it, and goes on to the clause."""
    page = signed_in_page(visit, site, PAT, f"/involvement/desk/{reference}/you-said")
    assert_readable_on_both(page)
    page.get_by_role("link", name=re.compile("^Answer it ?: The same for everybody")).click()
    assert_readable_on_both(page)
    page.get_by_label("What was considered?").fill("All that people wrote.")
    page.get_by_label("Who considered it?").fill("The board, in public")
    for part, number in (("Day", "1"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(number)
    page.get_by_label("The policy changed because of this", exact=True).check()
    page.get_by_label("What do you answer?").fill("There is one policy now.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("link", name="Say which clause changed.")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("The version of the policy that carries the change").fill("norfolk-and-waveney/assisted-conception@2022-07")
    page.get_by_label("The clause that changed").fill("1")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_label("Why are the answers published all the same?").fill("The report is late.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("published", exact=True)).to_be_visible()
    public = visit(f"/involvement/{reference}/you-said")
    expect(public.get_by_text("There is one policy now.")).to_be_visible()
    assert_readable_on_both(public)
    public.get_by_role("link", name="2022-07").click()
    expect(public).to_have_url(re.compile("/policies/norfolk-and-waveney/assisted-conception/2022-07(#clause-.*)?$"))
