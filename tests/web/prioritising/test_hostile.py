"""What no page of rounds and options sends, and who has no business there: nothing of it is kept, and nobody finds a fault of ours."""

import pytest
from django.test import Client

from coequal.accounts.models import Membership
from coequal.programmes.models import Impact, Judgement, Option, Round, Score, Scorecard
from coequal.programmes.models.options import MEETS
from coequal.programmes.models.prioritising import MODERATED, PREPARING, SCORING, TALKING
from coequal.programmes.prioritisation import scoring
from coequal.programmes.prioritisation.scorecards import domains_of, make
from coequal.programmes.prioritisation.scoring import Given
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area, programme
from tests.programmes.prioritisation.groups import EVIDENCE, round_of, topics
from tests.programmes.prioritisation.groups import member as acting_member
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.prioritising.asking import at, lead, member, sent, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Whoever leads the round, signed in."""
    return lead()


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_forged_number_is_as_good_as_an_old_one(client: Client, number: str) -> None:
    """It says that somebody looked at something else; nothing is kept."""
    of = area(stage=kinds.LONG_LIST)
    made, hurdle = _option(of), of.hurdles.create(title="It is lawful", means="A lawyer says so.")
    for address, fields in (
        (at("judge", made, hurdle=hurdle.pk), {"answer": MEETS, "why": "So."}),
        (f"{at('impact', made)}?kind=equality&matter=age", {"effect": "none", "says": "So."}),
    ):
        assert "wrote this anew" in client.post(address, {"seen": number, **fields}).content.decode(), address
    assert not Judgement.objects.exists()
    assert not Impact.objects.exists()
    here = round_of(MODERATED)
    topic = topics(here)[0]
    before = topic.moderated.count()
    client.post(
        at("moderate", here, topic=topic.pk), {"seen": number, "score-0": "5", "why-0": "Less.", "score-1": "5", "why-1": ""}
    )
    assert topic.moderated.count() == before
    assert client.get(f"{at('make')}?from={number}").status_code in (200, 404)
    assert sent(client, at("make"), blocks=number, title="")


def _option(of: object, **values: object) -> Option:
    made = {"title": "Two aids", "about": "For all.", **values}
    return Option.objects.create(area=of, **made)  # type: ignore[misc]  # a test of one service area


@pytest.mark.parametrize("name", ["\0", "%00", "K-2222", "k-2222-2222", "K-2222-2222-2222", "K-2222-2222%0a"])
def test_an_address_that_names_nothing_is_not_found(client: Client, name: str) -> None:
    """Whatever stands in it."""
    of = area(stage=kinds.PRIORITISATION)
    for part in ("rounds", "options"):
        assert client.get(f"/programmes/desk/{of.reference}/{part}/{name}").status_code == 404


def test_whoever_lost_the_role_scores_no_more() -> None:
    """Although they are signed in, are named in the round, and the page was before them."""
    of = round_of(SCORING)
    one = member(0)
    scoring.declare(acting_member(0), of, "")
    here = at("score", of, topic=topics(of)[0].pk)
    assert "Benefit" in text(one, here)
    Membership.objects.filter(person__email="member0@exampleshire.example").delete()
    assert one.post(here, {"score-0": "8", "why-0": "", "score-1": "10", "why-1": ""}).status_code in (403, 404)
    assert not Score.objects.exists()


def test_whoever_left_the_round_scores_no_more() -> None:
    """By a form of before, too."""
    of = round_of(SCORING)
    one = member(0)
    scoring.declare(acting_member(0), of, "I sell them.", leaves=True)
    answer = one.post(at("score", of, topic=topics(of)[0].pk), {"score-0": "8", "why-0": "", "score-1": "10", "why-1": ""})
    assert answer.status_code in (200, 403)
    assert not Score.objects.exists()


def test_nobody_scores_for_somebody_else_or_sees_what_they_gave(client: Client) -> None:
    """Whoever leads is no member; a member sees their own alone, on the pages of scores and of results too."""
    of = round_of(SCORING)
    reason = "Nobody else reads this."
    scoring.declare(acting_member(0), of, "")
    topic = topics(of)[0]
    scoring.score(acting_member(0), topic, {"benefit": Given(8, reason)})
    assert client.post(at("score", of, topic=topic.pk), {"score-0": "5", "why-0": ""}).status_code >= 400
    for who in (client, member(1)):
        for view, parts in (("round", {}), ("scores", {}), ("results", {}), ("moderate", {"topic": topic.pk})):
            assert reason not in who.get(at(view, of, **parts)).content.decode(), view
    assert Score.objects.count() == 1


@pytest.mark.parametrize("given", ["11", "-1", "8.0", "x", "\0", "9" * 5_000])
def test_a_score_that_the_scorecard_does_not_have_is_refused(given: str) -> None:
    """At its field."""
    of = round_of(SCORING)
    scoring.declare(acting_member(0), of, "")
    page = sent(member(0), at("score", of, topic=topics(of)[0].pk), **{"score-0": given, "why-0": "", "score-1": "", "why-1": ""})
    assert "Choose one of the scores of “Benefit”." in page
    assert not Score.objects.exists()


def test_each_thing_is_made_once(client: Client) -> None:
    """Whoever sends a form twice: a round, a topic, evidence, an option, a hurdle, a version of a scorecard."""
    of = round_of(PREPARING)
    here = of.area
    again = "is there already, so it was not made a second time"
    assert again in sent(client, at("begin", here), title=of.title.upper(), scorecard=str(of.scorecard.pk))
    topic = topics(of)[0]
    assert again in sent(client, at("topics", of), title=topic.title, people=topic.people, compared=topic.compared)
    assert again in sent(client, at("topic", of, topic=topic.pk), **EVIDENCE)
    assert (Round.objects.count(), of.topics.count(), topic.evidence.count()) == (1, 2, 1)
    listed = area(programme(title="Another"), kinds.LONG_LIST)
    for address, told in (
        (at("put-forward", listed), {"title": "Two aids", "about": "For all."}),
        (at("hurdle", listed), {"title": "It is lawful", "means": "A lawyer says so."}),
    ):
        sent(client, address, **told)
        assert again in sent(client, address, **{**told, "title": told["title"].lower()})
    assert (listed.options.count(), listed.hurdles.count()) == (1, 1)
    for _ in range(2):
        page = client.get(f"{at('make')}?from={of.scorecard.pk}")
        assert page.status_code == 200
    card = of.scorecard
    assert make(acting(), of.organisation, card.title, domains_of(card), card.origin) == card
    assert Scorecard.objects.count() == 1


@pytest.mark.parametrize("typed", [LETTERS, "A\0B"])
def test_what_is_too_long_or_no_text_is_said_at_its_field(client: Client, typed: str) -> None:
    """And nothing is kept."""
    of = round_of(PREPARING)
    listed = area(programme(title="Another"), kinds.LONG_LIST)
    for address, told in (
        (at("begin", of.area), {"title": typed, "scorecard": str(of.scorecard.pk)}),
        (at("topics", of), {"title": typed}),
        (at("give-up", of), {"why": typed}),
        (at("put-forward", listed), {"title": typed, "about": "For all."}),
        (at("put-forward", listed), {"title": "Two aids", "about": "For all.", "policy": typed}),
        (at("hurdle", listed), {"title": "It is lawful", "means": typed}),
    ):
        assert "There is a problem" in sent(client, address, **told), address
    assert (Round.objects.count(), of.topics.count(), listed.options.count()) == (1, 2, 0)


@pytest.mark.parametrize("view", ["option", "options", "options-document", "place"])
def test_what_is_typed_of_an_option_never_runs(client: Client, view: str) -> None:
    """Titles, meanings, reasons and measures."""
    of = area(stage=kinds.LONG_LIST)
    made = _option(of, title=SCRIPT[:200], about=SCRIPT, origin=SCRIPT[:300], why=SCRIPT)
    hurdle = of.hurdles.create(title=SCRIPT[:200], means=SCRIPT)
    Judgement(option=made, hurdle=hurdle, answer=MEETS, why=SCRIPT).save()
    Impact(option=made, kind="equality", matter="age", effect="worse", says=SCRIPT, measures=SCRIPT).save()
    page = client.get(at(view, made if view in ("option", "place") else of))
    assert page.status_code == 200
    assert is_harmless(page.content.decode())
    assert "alert(1)" in page.content.decode()


@pytest.mark.parametrize("view", ["round", "own", "scores", "results"])
def test_what_is_typed_of_a_round_never_runs(view: str) -> None:
    """Titles, evidence, interests and reasons, once all can be read."""
    of = round_of(TALKING)
    Round.objects.filter(pk=of.pk).update(title=SCRIPT[:200])
    of.topics.update(title=SCRIPT[:200], people=SCRIPT)
    of.scorers.update(interests=SCRIPT, post=SCRIPT[:120])
    for topic in of.topics.all():
        topic.evidence.update(reference=SCRIPT[:400], effect=SCRIPT, notes=SCRIPT)
    of.refresh_from_db()
    page = member(1).get(at(view, of))
    assert page.status_code == 200
    assert is_harmless(page.content.decode())
    assert "alert(1)" in page.content.decode()
