"""What each commissioner keeps and decided, and how it met its duty to involve people."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from coequal.accounts.models import Organisation
from coequal.programmes.adoption.shelf import changed
from coequal.programmes.models import Ratification
from coequal.programmes.models.programmes import PREPARING
from tests.involvement.making import involvement
from tests.lint.building import POLICY, library_folder
from tests.programmes.making import decision, programme
from tests.web.programmes.test_pages import of, text
from tests.web.programmes.test_papers import assert_is_file
from tests.web.shelved import on_the_shelf
from tests.web.signing import OTHER, OWN, organisation

pytestmark = pytest.mark.django_db


def test_the_list_names_those_of_whom_something_is_public(client: Client) -> None:
    """Of the others there is no register."""
    assert "No commissioner has a register here yet." in text(client, "/decisions")
    programme(PREPARING)
    programme(organisation=organisation(OTHER))
    shown = text(client, "/decisions")
    assert f'href="/decisions/of/{OTHER}"' in shown
    assert OWN not in shown
    assert client.get(f"/decisions/of/{OWN}").status_code == 404


def test_a_register_shows_policies_with_reviews_that_are_due(client: Client) -> None:
    """A real body answers for those of the bodies that it followed; what is overdue is said in words."""
    real = Organisation.objects.create(code="QNC", name="NHS Staffordshire and Stoke-on-Trent ICB")
    programme(organisation=real)
    shown = text(client, "/decisions/of/QNC")
    assert "Policies that NHS Staffordshire and Stoke-on-Trent ICB answers for</caption>" in shown
    assert "not recorded here" in shown
    assert "No decision was taken here." in shown
    assert "No involvement of the public is recorded here." in shown
    assert "An invented area." not in shown
    assert_is_file(client, "/decisions/of/QNC/register.docx", "docx")


@pytest.fixture
def _small(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A library with one made-up policy, of which another version is decided."""
    yield from on_the_shelf(settings, library_folder(tmp_path, policies=[POLICY]))


@pytest.mark.usefixtures("_small")
def test_a_register_shows_decisions_by_year(client: Client) -> None:
    """Each with its outcome and reasons, and leads to its page; so does what came into force by one."""
    made = decision()
    handover = made.motion.handover
    assert handover is not None
    Ratification(
        decision=made,
        policy=handover.policy,
        version=handover.version,
        digest=handover.digest,
        text=handover.text,
        starts=made.on,
        review_due=date(2029, 4, 1),
    ).save()
    changed.send(None)
    shown = text(client, f"/decisions/of/{OWN}")
    assert f"What was decided in {made.on.year}</caption>" in shown
    assert f'<a href="/decisions/{made.reference}">{made.reference}</a>,' in shown
    assert f'<td>1 April 2029</td> <td><a href="/decisions/{made.reference}">' in shown
    assert "It is fair." in shown
    assert "An invented area." in shown
    area = text(client, of(made.motion.area))
    assert f'href="/policies/{handover.policy}/{handover.version}">' in area


def test_the_duty_to_involve_is_shown_by_year(client: Client) -> None:
    """For each year in which people could be heard; years to come are left out."""
    involvement("being prepared", title="Secret", opens=date(2025, 1, 1), closes=date(2025, 2, 1))
    made = involvement("closed", title="Tell us", opens=date(2023, 11, 1), closes=date(2024, 1, 31))
    involvement("announced", title="Later", opens=date(2098, 1, 1), closes=None)
    shown = text(client, f"/decisions/of/{OWN}")
    assert [f"was met in {year}</a>" in shown for year in (2023, 2024, 2025, 2098)] == [True, True, False, False]
    page = text(client, f"/decisions/of/{OWN}/involvement/2023")
    assert f'href="/involvement/{made.reference}">Tell us</a>' in page
    assert "none recorded" in page
    assert "No involvement of 2022 is recorded here." in text(client, f"/decisions/of/{OWN}/involvement/2022")
    assert_is_file(client, f"/decisions/of/{OWN}/involvement/2023/file.pdf", "pdf")
