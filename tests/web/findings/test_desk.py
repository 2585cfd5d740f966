"""The report as staff see it, write it and publish it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.models import Person
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.involvement.models import Involvement, Passage, PublishedReport
from coequal.involvement.models.involvements import CLOSED, ON_HOLD
from coequal.involvement.models.responses import PARTIAL
from tests.involvement.making import involvement, response, survey
from tests.involvement.reporting.much import frame_of, much, survey_of
from tests.web.signing import person, sign_in, signed_in

pytestmark = pytest.mark.django_db


def at(name: str, made: Involvement, **parts: object) -> str:
    return reverse(f"findings:{name}", kwargs={"reference": made.reference, **parts})


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def analyst() -> Client:
    return signed_in(Role.ANALYST, email="ann@exampleshire.example")


def test_the_outline_says_what_is_written_and_what_is_missing() -> None:
    """For each place, with the words that belong there, and what has no place any more."""
    made = much()
    for place, text in (("authors", "Two analysts."), ("area west", "The west differs."), ("notes", "")):
        Passage(involvement=made, place=place, text=text).save()
    told = page(analyst(), at("desk", made))
    assert len(re.findall(r">\s*written\s*<", told)) == 1
    assert len(re.findall(r">\s*missing\s*<", told)) == 3  # the executive summary, the conclusion, equality
    assert "The west differs." in told
    assert at("write", made, place=f"question/{survey_of(made).reference}/effect/before") in told
    assert "Nothing is published yet." in told
    assert "Publish it" not in told
    seen = page(signed_in(Role.GOVERNANCE), at("desk", made))
    assert "Publish it" in seen
    assert at("write", made, place="authors") not in seen


def test_a_place_is_written_beside_its_figures() -> None:
    """And then stands in the outline, with the texts before it to be brought back."""
    made, client = much(), analyst()
    place = f"question/{survey_of(made).reference}/one-policy/after"
    address = at("write", made, place=place)
    told = page(client, address)
    assert "7.1 Should the rules be the same everywhere?" in told
    assert "67 %" in told
    assert "An invented area" in told
    assert "There are none." in told
    assert client.post(address, {"text": "Most agree.", "mark": "0"}).headers["Location"] == at("desk", made)
    first = Passage.objects.get()
    assert (first.place, first.by) == (place.replace("/", " "), Person.objects.get(email="ann@exampleshire.example"))
    client.post(address, {"text": "All agree.", "mark": str(first.pk)})
    told = page(client, address)
    assert "Most agree." in told
    assert "Ann" in told
    mark = Passage.objects.latest("pk").pk
    back = client.post(at("restore", made, place=place), {"number": str(first.pk), "mark": str(mark)})
    assert back.headers["Location"] == at("desk", made)
    assert Passage.objects.latest("pk").text == "Most agree."


def test_two_who_write_lose_nothing() -> None:
    """The second sees both; kept on that, the first one's text stays below. In other lines both are brought together."""
    made, client = involvement(CLOSED), analyst()
    address = at("write", made, place="conclusion")
    client.post(address, {"text": "One.\n\nTwo.\n\nThree.", "mark": "0"})
    base = Passage.objects.get().pk
    client.post(address, {"text": "One.\n\n2.\n\nThree.", "mark": str(base)})
    clash = client.post(address, {"text": "One.\n\nZwei.\n\nThree.", "mark": str(base)}).content.decode()
    assert "Somebody else wrote here meanwhile" in clash
    assert "One.\n\nZwei.\n\nThree." in clash
    assert "One.\n\n2.\n\nThree." in clash
    assert f'name="mark" value="{Passage.objects.latest("pk").pk}"' in clash
    merged = client.post(address, {"text": "One.\n\nTwo.\n\n3.", "mark": str(base)}).content.decode()
    assert "Brought together" in merged
    assert Passage.objects.latest("pk").text == "One.\n\n2.\n\n3."
    old = client.post(at("restore", made, place="conclusion"), {"number": str(base), "mark": "0"}).content.decode()
    assert "Somebody else wrote here meanwhile" in old
    assert Passage.objects.count() == 3


def test_what_cannot_be_kept_is_said_and_stays_in_its_box() -> None:
    """A text that is too long, or an earlier one that nobody names."""
    made, client = involvement(CLOSED), analyst()
    answer = client.post(at("write", made, place="conclusion"), {"text": "x" * 50_001, "mark": "0"}).content.decode()
    assert "This is too long." in answer
    assert "Error: " in answer
    assert client.post(at("restore", made, place="conclusion"), {"number": "one", "mark": "0"}).status_code == 404
    assert client.post(at("restore", made, place="conclusion"), {"number": "7", "mark": "0"}).status_code == 400
    assert client.get(at("write", made, place="nowhere")).status_code == 404
    assert not Passage.objects.exists()


def test_what_lost_its_place_while_somebody_typed_is_kept() -> None:
    """And can be opened, which says so."""
    made, client = involvement(CLOSED), analyst()
    address = at("write", made, place="area/west")
    assert client.post(address, {"text": "The west differs.", "mark": "0"}).status_code == 302
    told = page(client, address)
    assert "This has no place any more" in told
    assert "The west differs." in told


def test_a_preview_leads_from_each_figure_to_its_rows() -> None:
    """For those who may read answers; the summary and the easy read have no such links."""
    made, client = much(), analyst()
    told = page(client, at("preview", made, which="report"))
    event = made.events.filter(stands="held").get().reference
    for name, parts in (
        ("counts:received", {}),
        ("counts:profile", {}),
        ("counts:results", {"survey": survey_of(made).reference}),
        ("coding:theme", {"frame": frame_of(made).reference, "key": "fair"}),
        ("coding:frame", {"frame": frame_of(made).reference}),
        ("hearing:read", {"event": event}),
        ("hearing:letters", {}),
    ):
        assert reverse(name, kwargs={"reference": made.reference, **parts}) in told, name
    assert 'href="#part-' in told
    assert "The rows behind" not in page(signed_in(Role.GOVERNANCE), at("preview", made, which="report"))
    assert "The rows behind" not in page(client, at("preview", made, which="summary"))
    assert "This is a draft." in page(client, at("preview", made, which="easy-read"))
    assert client.get(at("preview", made, which="other")).status_code == 404


@pytest.mark.parametrize(
    ("file", "begins"),
    [("report.csv", b"\xef\xbb\xbfReport"), ("summary.pdf", b"%PDF"), ("easy-read.docx", b"PK"), ("summary.html", b"<!DOCTYPE")],
)
def test_staff_take_it_along_and_the_trail_says_so(file: str, begins: bytes) -> None:
    """In each form."""
    made = involvement(CLOSED)
    answer = analyst().get(at("file", made, file=file))
    assert answer.content.startswith(begins)
    how = "inline" if file.endswith("pdf") else "attachment"
    assert answer.headers["Content-Disposition"] == f'{how}; filename="{made.reference}-{file}"'
    assert Entry.objects.latest("number").told == {"file": file}


def test_there_is_no_other_file() -> None:
    """Tables are in the full report alone."""
    made, client = involvement(CLOSED), analyst()
    assert client.get(at("file", made, file="summary.csv")).status_code == 404
    assert client.get(at("file", made, file="report.exe")).status_code == 404


def looked_at(told: str) -> str:
    found = re.search(r'name="looked_at" value="(sha256:\w+)"', told)
    assert found
    return found[1]


def test_publishing_says_what_to_look_at_and_then_does_it() -> None:
    """Nothing without saying that one has looked; then everybody reads it."""
    made, client = involvement(CLOSED), signed_in(Role.INVOLVEMENT_OFFICER)
    address = at("publish", made)
    told = page(client, address)
    assert "Nothing is written yet in “1 Executive summary”." in told
    answer = client.post(address, {"looked_at": looked_at(told)}).content.decode()
    assert "Look at all three first" in answer
    done = client.post(address, {"looked_at": looked_at(told), "sure": "on"})
    assert done.headers["Location"] == at("report", made)
    assert PublishedReport.objects.get().number == 1
    assert "Edition 1" in page(client, at("desk", made))


def test_what_changed_since_somebody_looked_is_not_published() -> None:
    """They are asked to look again; a second edition needs a reason."""
    made, client = involvement(ON_HOLD), signed_in(Role.GOVERNANCE)
    address = at("publish", made)
    seen = looked_at(page(client, address))
    Passage(involvement=made, place="conclusion", text="Something else.").save()
    answer = client.post(address, {"looked_at": seen, "sure": "on"}).content.decode()
    assert "has changed since you looked at it" in answer
    assert looked_at(answer) != seen
    assert "checked" not in answer
    assert client.post(address, {"looked_at": looked_at(answer), "sure": "on"}).status_code == 302
    told = page(client, address)
    assert "Why is there a new edition?" in told
    answer = client.post(address, {"looked_at": looked_at(told), "sure": "on"}).content.decode()
    assert "Say why there is a new edition." in answer
    client.post(address, {"looked_at": looked_at(told), "sure": "on", "why": "A table was wrong."})
    assert PublishedReport.objects.latest("number").why == "A table was wrong."


def test_what_cannot_be_published_yet_is_said_and_the_page_stays() -> None:
    """While somebody who began in time can still send their answers."""
    made, client = (
        involvement(CLOSED, closes=timezone.localdate(), ended=timezone.now() - timedelta(hours=1)),
        signed_in(Role.GOVERNANCE),
    )
    response(survey(made), {"capacity": "patient"}, status=PARTIAL, completed=None, key="digest")
    address = at("publish", made)
    answer = client.post(address, {"looked_at": looked_at(page(client, address)), "sure": "on"}).content.decode()
    assert "Publish the report after that." in answer
    assert "What everybody will see" in answer


def test_those_of_another_organisation_find_nothing() -> None:
    """Not even that there is something."""
    made = involvement(CLOSED)
    other = sign_in(Client(), person(Role.ANALYST, at="SAM1", email="x@sampleton.example"))
    assert other.get(at("desk", made)).status_code == 404
