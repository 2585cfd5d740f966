"""Involvements as everybody reads them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.involvement.conduct.announcing import announce
from coequal.involvement.models import Event, Involvement, Paper, Promise
from tests.involvement.conduct.officers import answered, officer, ready
from tests.involvement.making import involvement, survey
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
POLICY = "exampleshire/assisted-conception@2026-11"


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    assert not page.cookies
    return page.content.decode()


def one(of: Involvement) -> str:
    return reverse("involvement:one", kwargs={"reference": of.reference})


def test_the_list_says_what_is_open_coming_held_closed_and_reported(client: Client) -> None:
    """Each group says what it means; what is being prepared is in none."""
    assert "Nothing is asked at the moment" in text(client, "/involvement")
    for state in ("being prepared", "announced", "open", "on hold", "closed", "reported"):
        involvement(state, title=f"This is {state}")
    shown = text(client, "/involvement")
    assert "This is being prepared" not in shown
    places = [shown.index(f"This is {state}") for state in ("open", "announced", "on hold", "closed", "reported")]
    assert places == sorted(places)
    assert "A pandemic." in shown
    assert "(an invented organisation)" in shown


def test_the_list_shows_those_about_one_policy(client: Client) -> None:
    """Its page leads there; of a policy that nobody knows the name is shown."""
    involvement("open", title="IVF", policies=[POLICY])
    involvement("open", title="Knees")
    shown = text(client, "/involvement?policy=exampleshire/assisted-conception")
    assert "IVF" in shown
    assert "Knees" not in shown
    assert "involvement about <a href=" in shown
    assert "We know of no involvement about this policy." in text(client, "/involvement?policy=nowhere/knees")
    link = "/involvement?policy=exampleshire/assisted-conception"
    assert f'href="{link}"' in text(client, "/policies/exampleshire/assisted-conception")


def test_what_is_being_prepared_is_nowhere_to_be_found(client: Client) -> None:
    """Nor are references that no involvement has."""
    made = involvement("being prepared")
    paper = Paper.objects.create(involvement=made, title="Paper", kind="proposal", text="Words", published=timezone.now())
    parts = {"reference": made.reference, "number": paper.pk}
    for address in (
        one(made),
        reverse("involvement:paper", kwargs=parts),
        f"/feeds/involvement/{made.reference}",
        "/involvement/I-2222-2222",
        "/involvement/I-AAAA-2222",
    ):
        assert client.get(address).status_code == 404
    assert made.reference not in text(client, "/feeds/involvement")


def test_an_open_one_says_how_to_answer_what_is_proposed_and_how_the_law_was_met(client: Client) -> None:
    """With every paper, event and promise."""
    made = ready(policies=[POLICY, "nowhere/knees@1"], proposals="### Fewer cycles\n\nOne <b>cycle</b>.", programme="Fair shares")
    announce(officer(), made)
    shown = text(client, one(made))
    assert "It opens on" in shown
    Involvement.objects.update(opens=timezone.localdate() - timedelta(1))
    Promise.objects.create(
        involvement=made, says="The analysis is independent.", stands="kept", how="By a university.", source="Board, May"
    )
    Event.objects.create(
        involvement=made,
        title="Workshop",
        kind="workshop",
        held=timezone.localdate() + timedelta(3),
        at="6pm",
        place="Town hall",
        joining="Just come.",
    )
    Event.objects.create(
        involvement=made, title="Stall", kind="stall", held=timezone.localdate() - timedelta(1), stands="held", participants=1
    )
    Event.objects.create(involvement=made, title="Talk", kind="workshop", stands="called off")
    Event.objects.create(involvement=made, title="Someday", kind="workshop")
    Paper.objects.create(
        involvement=made,
        title="Film",
        kind="British Sign Language",
        language="BSL",
        url="https://www.example.org/film",
        published=timezone.now(),
    )
    Paper.objects.create(involvement=made, title="Unpublished", kind="background", text="Not yet")
    assert "There is no survey to answer here." in text(client, one(made))
    asked = survey(Involvement.objects.get())
    shown = text(client, one(made))
    for words in (
        f"/survey/{asked.reference}",
        "An invented area.",
        "You can answer until the end of",
        "<h3>Fewer cycles</h3>",
        "One &lt;b&gt;cycle&lt;/b&gt;.",
        "/policies/exampleshire/assisted-conception/2026-11",
        "nowhere/knees@1",
        "Just come.",
        "1 person took part.",
        "called off",
        "The day is not known yet",
        "https://www.example.org/film",
        "By a university.",
        "section/14Z45",
        "It is written down.",
        "large print",
        "It was announced.",
    ):
        assert words in shown, words
    assert "Unpublished" not in shown
    assert shown.index("Someday") < shown.index("Events of the past") < shown.index("Stall")


def test_one_on_hold_says_why_and_a_record_of_the_past_that_it_is_one(client: Client) -> None:
    """Nobody is asked there, and the law of its day is shown."""
    assert "A pandemic." in text(client, one(involvement("on hold")))
    real = organisation("REAL")
    real.invented = False
    real.save()
    past = involvement(
        "closed", real, dates_only=True, body="clinical commissioning group", opens=date(2020, 1, 20), closes=date(2020, 3, 1)
    )
    shown = text(client, one(past))
    assert "A record of the past." in shown
    assert "section/14Z2" in shown
    assert "An invented area" not in shown
    assert "When people were asked" in shown
    assert "(a record of the past)" in text(client, "/involvement")


def test_a_paper_is_a_page_and_a_file_in_every_format(client: Client) -> None:
    """Made anew when its text changes; one elsewhere and one that is not published are none."""
    made = involvement("open")
    paper = Paper.objects.create(
        involvement=made, title="What we propose", kind="proposal", text="## Why\n\nMoney.", published=timezone.now()
    )
    parts = {"reference": made.reference, "number": paper.pk}
    shown = text(client, reverse("involvement:paper", kwargs=parts))
    assert "<h2>Why</h2>" in shown
    assert "An invented area" in shown
    for name, begins in (("paper-pdf", b"%PDF"), ("paper-large", b"%PDF"), ("paper-word", b"PK")):
        found = client.get(reverse(f"involvement:{name}", kwargs=parts))
        assert found.content.startswith(begins)
        assert made.reference in found["Content-Disposition"]
    Paper.objects.update(text="", url="https://www.example.org/")
    assert client.get(reverse("involvement:paper", kwargs=parts)).status_code == 404


def test_the_feeds_say_what_happened_and_that_an_area_is_invented(client: Client) -> None:
    """All of them, or one; the newest first."""
    made = answered(involvement("on hold", title="IVF"))
    other = involvement("open", title="Knees")
    every, alone = text(client, "/feeds/involvement"), text(client, f"/feeds/involvement/{made.reference}")
    assert "Knees" in every
    assert "Knees" not in alone
    for words in ("It was put on hold. A pandemic.", "An invented area. Exampleshire does not exist.", one(made)):
        assert words in every
        assert words in alone
    assert other.reference in every


def test_every_page_leads_there(client: Client) -> None:
    """By the words at its top, and search engines are told."""
    assert 'href="/involvement">Have your say</a>' in text(client, "/about")
    assert "/involvement</loc>" in text(client, "/sitemap.xml")
