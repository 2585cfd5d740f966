"""Answers come in from a file by steps, and nothing of it is kept before somebody confirms."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.documents.brought import sheets
from coequal.involvement.models import Response, Survey
from coequal.web.counts import forms
from tests.involvement.making import survey
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db
DATA = "id,capacity,one-policy,E-mail\n1,patient,Yes,a@b.example\n2,patient,maybe,\n"


@pytest.fixture
def officer() -> Client:
    """An involvement officer who has signed in."""
    return signed_in(Role.INVOLVEMENT_OFFICER)


def address(of: Survey) -> str:
    return reverse("counts:bring-in", kwargs={"reference": of.involvement.reference, "survey": of.reference})


def bring(client: Client, of: Survey, data: str | bytes = DATA, **more: str) -> str:
    file = SimpleUploadedFile("answers.csv", data.encode() if isinstance(data, str) else data)
    return client.post(address(of), {"file": file, "channel": "paper", **more}).content.decode()


def sent_back(page: str, **more: str) -> dict[str, str]:
    """What the form of a page sends."""
    found = {"carried": re.findall(r'name="carried" value="([^"]*)"', page)[0]}
    for name, options in re.findall(r'<select[^>]*name="(column-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        found[name] = unescape(chosen[0]) if chosen else ""
    return {**found, **more}


def test_a_file_comes_in_after_its_columns_were_looked_at(officer: Client) -> None:
    """What fits is counted, what does not is named by row and column, and the same file adds nothing again."""
    made = survey()
    assert "Nothing is kept before you confirm it" in officer.get(address(made)).content.decode()
    page = bring(officer, made)
    for words in (
        "1 row can be brought in",
        "1 row does not fit",
        "“maybe” is none of the answers",
        "which is never kept",
        "with commas between the cells",
    ):
        assert words in page
    assert ("a@b.example" in page, Response.objects.count()) == (False, 0)
    again = officer.post(address(made), sent_back(page, **{"column-2": ""})).content.decode()
    assert "2 rows can be brought in" in again
    done = officer.post(address(made), sent_back(again, confirm="yes")).content.decode()
    assert "2 responses brought in" in done
    assert [(one.channel, one.answers) for one in Response.objects.order_by("pk")] == [("paper", {"capacity": "patient"})] * 2
    assert "0 responses brought in" in officer.post(address(made), sent_back(again, confirm="yes")).content.decode()


def test_what_cannot_be_so_is_said_on_the_same_page(officer: Client) -> None:
    """With everything still as it was chosen."""
    made = survey()
    page = bring(officer, made)
    wrong = officer.post(address(made), sent_back(page, **{"column-2": "capacity"})).content.decode()
    assert "2 columns are to hold" in wrong
    assert "There is a problem" in wrong
    assert "No column holds an answer yet" in bring(officer, made, "a,b\n1,2\n")
    response = sent_back(bring(officer, made, "capacity,serial\npatient,A-1\npatient,A-1\n"), confirm="yes")
    assert "a form with the serial “A-1” is there already" in officer.post(address(made), response).content.decode()
    assert not Response.objects.exists()


def test_a_file_that_cannot_be_read_says_why(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the field, where another can be chosen."""
    made = survey()
    assert "a PDF file, from which no answers can be read" in bring(officer, made, b"%PDF-1.7")
    assert "Choose a file." in officer.post(address(made), {"channel": "paper"}).content.decode()
    monkeypatch.setattr(forms, "LARGEST", 10)
    assert "must be no larger than" in bring(officer, made)


def test_a_file_as_large_as_is_allowed_travels_with_the_page(officer: Client) -> None:
    """And one that is larger than any is refused unread."""
    made = survey()
    rows = "".join(f"{n},patient\n" for n in range(300))
    large = f"id,capacity,x\n{rows}".encode() + b"999,patient," + bytes(range(97, 123)) * 3_800 + b"\n"
    page = bring(officer, made, large)
    assert "301 rows can be brought in" in page
    assert "301 responses brought in" in officer.post(address(made), sent_back(page, confirm="yes")).content.decode()
    too_large = officer.generic("POST", address(made), b"a" * (9 * 1024 * 1024), content_type="text/plain")
    assert too_large.status_code == 413
    assert sheets.LARGEST < 8 * 1024 * 1024


def test_what_was_sealed_opens_for_the_same_survey_and_person_alone(officer: Client) -> None:
    """Anything else is no file of theirs."""
    made, other = survey(), survey()
    page = bring(officer, made)
    for to, carried in ((other, sent_back(page)["carried"]), (made, "nonsense")):
        found = officer.post(address(to), sent_back(page, carried=carried))
        assert found.status_code == 400
        assert "Choose it again" in found.content.decode()
