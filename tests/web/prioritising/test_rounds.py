"""A round in the browser: prepared, scored alone and blind, talked over, agreed on, recommended; or given up."""

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.programmes.models import Round, Score, Scorecard
from coequal.programmes.models.prioritising import (
    GIVEN_UP,
    MODERATED,
    PREPARING,
    RECOMMENDED,
    SCORING,
    TALKING,
)
from coequal.programmes.prioritisation import agreeing, rounds, scorecards, scoring
from coequal.programmes.prioritisation.scoring import Given
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area, programme, step
from tests.programmes.prioritisation.groups import ALONE, DOMAINS, POSTS, given, round_of, topics
from tests.programmes.prioritisation.groups import member as acting_member
from tests.web.prioritising.asking import at, lead, member, sent, text
from tests.web.signing import organisation, person, signed_in

pytestmark = pytest.mark.django_db
FOUND = {"reference": "A review of 2019", "kind": "systematic review", "quality": "moderate", "effect": "It helps."}
BOTH = {"score-0": "8", "why-0": "", "score-1": "10", "why-1": ""}


@pytest.fixture
def client() -> Client:
    """Whoever leads the round, signed in."""
    return lead()


def scored(of: Round) -> Round:
    """All members scored everything, and nobody has opened the scores."""
    for number, scores in enumerate(ALONE):
        scoring.declare(acting_member(number), of, "")
        for topic, (benefit, evidence) in zip(topics(of), scores, strict=True):
            scoring.score(acting_member(number), topic, given(benefit, evidence, "As I see it."))
    return of


def test_the_list_leads_on_and_says_what_the_next_stage_asks(client: Client) -> None:
    """Where the stage is not open, the way to the stages; an invented area says that it is one."""
    of = area(stage=kinds.PRIORITISATION)
    shown = text(client, at("rounds", of))
    assert "There are no rounds yet. Begin one" in shown
    assert "No topic has been scored." in shown
    assert "there are none yet, and a round needs one" in shown
    assert "An invented area." in shown
    assert "Make one first" in text(client, at("begin", of))
    assert "See the stages" in text(client, at("rounds", area()))
    round_of(RECOMMENDED, of)
    assert "Topics with a recommendation: 2." in text(client, at("rounds", of))
    past = area(programme(history_only=True))
    assert "recorded from sources" in text(client, at("rounds", past))


def test_a_round_begins_with_the_newest_version_of_a_scorecard(client: Client) -> None:
    """Without a title it does not; where the stage is closed meanwhile, that is said and nothing is lost."""
    of = area(stage=kinds.PRIORITISATION)
    for _ in range(2):
        card = scorecards.make(acting(), organisation(), "Ours", DOMAINS)
    assert text(client, at("begin", of)).count("Ours, version") == 1
    assert "Choose the scorecard." in sent(client, at("begin", of), title="Aids")
    shown = sent(client, at("begin", of), title="Aids", scorecard=card.pk)
    assert "What is still to do before members can score" in shown
    assert "There is nothing to score yet. Add a topic." in shown
    assert "2 more members must be there" in shown
    assert Round.objects.get().scorecard == Scorecard.objects.first()
    step(of, kinds.COMPLETE, kinds.PRIORITISATION)
    shown = sent(client, at("begin", of), title="Too late", scorecard=card.pk)
    assert "This is done while the stage" in shown
    assert "Too late" in shown


def test_topics_and_evidence_are_added_and_taken_out(client: Client) -> None:
    """Each after a page that says what goes."""
    of = rounds.begin(
        acting(),
        area(stage=kinds.PRIORITISATION),
        scorecards.make(acting(), organisation(), "Ours", DOMAINS),
        "Aids",
    )
    assert "Give the topic a title" in sent(client, at("topics", of))
    assert "There is no evidence on this yet" in sent(client, at("topics", of), title="Two aids")
    topic = topics(of)[0]
    here = at("topic", of, topic=topic.pk)
    assert "There is no evidence on “Two aids” yet" in text(client, at("round", of))
    assert "Choose the kind" in sent(client, here, effect="It helps.")
    assert "Enter a whole address" in sent(client, here, **FOUND, url="nowhere at all")
    shown = sent(client, here, **FOUND, url="https://example.org/review")
    assert 'href="https://example.org/review"' in shown
    evidence = topic.evidence.get()
    out = at("evidence-out", of, topic=topic.pk, evidence=evidence.pk)
    assert "A review of 2019 goes. This cannot be undone." in text(client, out)
    assert "There is no evidence on this yet" in sent(client, out)
    sent(client, here, **FOUND)
    out = at("topic-out", of, topic=topic.pk)
    assert "pieces of evidence: 1" in text(client, out)
    assert "There is nothing to score yet." in sent(client, out)
    assert client.get(here).status_code == 404


def test_members_are_named_taken_out_and_excused(client: Client) -> None:
    """Whoever has no role is not offered; nobody is named once members score."""
    of = round_of()
    person(Role.ANALYST, email="una@exampleshire.example")
    page = text(client, at("members", of))
    assert "una@exampleshire.example" in page
    assert "Choose a person." in sent(client, at("members", of), post="lay member")
    una = person(email="una@exampleshire.example")
    assert "Lay chair" in sent(client, at("members", of), person=una.pk, post="Lay chair")
    scoring.declare(acting(Role.ANALYST, email="una@exampleshire.example"), of, "")
    assert of.title not in text(signed_in(Role.ANALYST, email="una@exampleshire.example"), "/staff")
    named = of.scorers.get(person=una)
    client.post(at("member-out", of, scorer=named.pk))
    assert not of.scorers.filter(person=una).exists()
    first = of.scorers.first()
    assert first is not None
    assert "Say why, such as" in sent(client, at("excuse", of, scorer=first.pk))
    shown = sent(client, at("excuse", of, scorer=first.pk), why="Ill on that day.")
    assert "Does not score: Ill on that day." in shown
    rounds.start(acting(), of)
    assert "nobody can be added now" in text(client, at("members", of))
    again = client.post(at("members", of), {"person": una.pk, "post": "Lay chair"}).content.decode()
    assert "This round is scoring alone now" in again
    assert "does not score: Ill on that day." in text(client, at("round", of))


def test_members_score_once_somebody_says_so_and_are_told_on_their_start_page(client: Client) -> None:
    """The page says what follows; what is missing keeps the button away."""
    of = round_of()
    assert "declare your interests before you score" in text(member(0), "/staff")
    shown = text(client, at("start", of))
    assert "This cannot be undone" in shown
    assert "No mail is sent" in shown
    first = topics(of)[0]
    first.evidence.all().delete()
    assert "Where you found none, add that" in text(client, at("start", of))
    assert "There is no evidence yet on" in client.post(at("start", of)).content.decode()
    rounds.add_evidence(acting(), first, FOUND)
    shown = sent(client, at("start", of))
    assert "General practitioner has still to give 4 scores." in shown
    scoring.declare(acting_member(0), of, "")
    assert "you have still to give 4 scores" in text(member(0), "/staff")
    assert "This round is scoring alone now" in client.post(at("topics", of), {"title": "Late"}).content.decode()
    late = client.post(at("topic", of, topic=first.pk), FOUND).content.decode()
    assert "This round is scoring alone now" in late
    assert "Add evidence" not in text(client, at("topic", of, topic=first.pk))


def test_a_member_declares_and_scores_one_topic_after_the_other() -> None:
    """What is saved is kept; a domain can be left open; what stands is not kept twice."""
    of = round_of(SCORING)
    doctor, (first, second) = member(0), topics(of)
    assert "You have not declared your interests yet" in text(doctor, at("own", of))
    assert "You cannot score this now" in text(doctor, at("score", of, topic=first.pk))
    early = doctor.post(at("score", of, topic=first.pk), BOTH).content.decode()
    assert "Declare your interests first" in early
    assert "You declared that you have none." in sent(doctor, at("interests", of), interests="")
    shown = sent(doctor, at("interests", of), interests="I sell hearing aids.")
    assert "I sell hearing aids." in shown
    page = sent(doctor, at("score", of, topic=first.pk), **{**BOTH, "score-1": ""}, next="yes")
    assert second.title in page
    assert "1 of 2 scored" in text(doctor, at("own", of))
    sent(doctor, at("score", of, topic=second.pk), **BOTH, next="yes")
    sent(doctor, at("score", of, topic=first.pk), **BOTH, stop="yes")
    assert "Save and go to the next topic" not in text(doctor, at("score", of, topic=first.pk))
    shown = sent(doctor, at("score", of, topic=first.pk), **BOTH, next="yes")
    assert shown.count("Scored") == 2
    assert Score.objects.count() == 4
    assert of.title not in text(doctor, "/staff")


def test_what_is_wrong_with_scores_is_said_and_what_was_typed_stays() -> None:
    """A reason without a score, a score that the scorecard does not have, and nothing at all."""
    of = round_of(SCORING)
    scoring.declare(acting_member(0), of, "")
    doctor, here = member(0), at("score", of, topic=topics(of)[0].pk)
    assert "Nothing was chosen, so nothing was kept" in sent(doctor, here)
    shown = sent(doctor, here, **{"why-0": "It helped my patients.", "score-1": "5"})
    assert "Choose a score in “Benefit” as well" in shown
    assert "It helped my patients." in shown
    assert "Choose one of the scores of “Benefit”" in sent(doctor, here, **{"score-0": "7"})
    assert not Score.objects.exists()


def test_nobody_sees_anothers_score_before_all_are_in(client: Client) -> None:
    """Neither whoever leads the round nor a member, on no page; how many are still to come is said."""
    of = round_of(SCORING)
    scoring.declare(acting_member(0), of, "")
    scoring.score(acting_member(0), topics(of)[0], given(8, 10, "A secret reason."))
    watching = signed_in(Role.GOVERNANCE, Role.POLICY_MANAGER, email="member2@exampleshire.example")
    first = topics(of)[0]
    for who in (client, watching):
        for view in ("round", "scores", "results", "talk", "members"):
            assert "A secret reason" not in text(who, at(view, of))
        assert "Scores are shown to nobody until all members" in text(who, at("scores", of))
        assert "Scores are shown to nobody until all members" in text(who, at("moderate", of, topic=first.pk))
    assert "A secret reason" not in text(watching, at("score", of, topic=first.pk))
    shown = text(client, at("talk", of))
    assert "General practitioner has still to give 2 scores." in shown
    assert "still to give: 2 scores" in text(client, at("round", of))
    assert "How many are still to come" in client.post(at("talk", of)).content.decode()


def test_scores_are_opened_and_shown_side_by_side(client: Client) -> None:
    """To the members and whoever leads, and to nobody else; members can score again, and are told so."""
    of = scored(round_of(SCORING))
    assert "has scored everything" in text(client, at("round", of))
    sent(client, at("talk", of))
    of.refresh_from_db()
    assert of.state == TALKING
    shown = text(client, at("scores", of))
    assert "5 to 8" in shown
    assert "As I see it." in shown
    assert "8 alone" in text(member(0), at("scores", of))
    other = signed_in(Role.INVOLVEMENT_OFFICER, email="ines@exampleshire.example")
    assert other.get(at("scores", of)).status_code == 403
    assert "What each member gave" not in text(other, at("round", of))
    assert "you can score again" in text(member(2), "/staff")
    doctor, here = member(2), at("score", of, topic=topics(of)[0].pk)
    assert "You have talked." in text(doctor, here)
    sent(doctor, here, **{"score-0": "8", "why-0": "I was persuaded.", "score-1": "10", "why-1": "As I see it."})
    shown = text(client, at("scores", of))
    assert "5 alone, 8 now" in shown
    assert "I was persuaded." in shown
    assert "all gave 8" in shown


def test_a_member_leaves_for_an_interest() -> None:
    """After a page that says what follows, and their page says so from then on; scores are over for them."""
    of = round_of(SCORING)
    scoring.declare(acting_member(0), of, "I sell hearing aids.")
    doctor = member(0)
    page = text(doctor, at("leave", of))
    assert "This cannot be undone" in page
    assert "I sell hearing aids." in page
    assert "Say for which interest you leave" in sent(doctor, at("leave", of), why="")
    shown = sent(doctor, at("leave", of), why="I sell hearing aids.")
    assert "You do not score in this round. Your interest: I sell hearing aids." in shown
    assert of.title not in text(doctor, "/staff")
    assert doctor.get(at("scores", of)).status_code == 403
    stranger = signed_in(Role.ANALYST, email="una@exampleshire.example")
    assert stranger.get(at("own", of)).status_code == 403


def test_where_all_members_have_left_that_is_said(client: Client) -> None:
    """What whoever leads the round can do then is said too."""
    of = round_of(TALKING)
    of.scorers.update(leaves=True)
    page = text(client, at("scores", of))
    assert "Too few members are left to be a group" in page
    assert "nobody is left who scores" in page
    assert "nobody is left who scores" in text(client, at("moderate", of, topic=of.topics.first().pk))


def test_the_group_agrees_and_recommends(client: Client) -> None:
    """What lies outside of what members gave needs a reason; who comes later is told; the document has charts in words too."""
    of = round_of(TALKING)
    first, second = topics(of)
    assert "The group has still to agree on 2 scores of “Hearing aids for mild loss”." in text(client, at("round", of))
    here = at("moderate", of, topic=first.pk)
    assert "Members gave: 5 to 8." in text(client, here)
    assert "Say why the group agreed on it" in sent(client, here, **{"score-0": "10", "score-1": "10"})
    old = text(client, here)
    agreeing.moderate(acting(), first, {"benefit": Given(8)})
    assert "seen" in old
    late = client.post(here, {"seen": "0", **BOTH, "why-0": "Mine."}).content.decode()
    assert "Somebody else took down" in late
    assert "Mine." in late
    assert "Somebody else took down" in client.post(here, {"seen": "x", **BOTH}).content.decode()
    sent(client, here, **BOTH)
    sent(client, here, **BOTH)
    assert first.moderated.count() == 2
    assert "once the group has agreed on all scores" in text(client, at("recommend", of, topic=first.pk))
    sent(client, at("moderate", of, topic=second.pk), **{"score-0": "5", "score-1": "5"})
    shown = text(client, at("round", of))
    assert "There is no recommendation on “Hearing aids for mild loss” yet." in shown
    today = timezone.localdate()
    day = {"on[day]": str(today.day), "on[month]": str(today.month), "on[year]": str(today.year)}
    here = at("recommend", of, topic=first.pk)
    assert "Say why. The score alone is no reason." in sent(client, here, says="Fund it.", **day)
    assert "must be between" in sent(client, here, says="Fund it.", reasons="It helps.", **{**day, "on[year]": str(today.year + 1)})
    assert "Fund it." in sent(client, here, says="Fund it.", reasons="It helps.", **day)
    late = client.post(here, {"before": "old", "says": "No.", "reasons": "Mine.", **day}).content.decode()
    assert "Somebody else took a recommendation" in late
    assert "Mine." in late
    sent(client, at("recommend", of, topic=second.pk), says="Do not.", reasons="It helps little.", **day)
    of.refresh_from_db()
    assert of.state == RECOMMENDED
    assert "what was agreed on stays" in text(client, at("moderate", of, topic=first.pk))
    shown = text(client, at("results", of))
    assert "The same in words" in shown
    assert "If the weights were others" in shown
    assert "The same scorecard may give another result elsewhere" in shown
    assert "Scoring is over." in text(member(0), at("own", of))


def test_a_round_is_a_file_for_paper_and_for_word(client: Client) -> None:
    """As far as everybody may see it."""
    of = round_of(MODERATED)
    page = client.get(at("round-pdf", of))
    assert page.content.startswith(b"%PDF")
    assert of.reference in page["Content-Disposition"]
    assert client.get(at("round-word", of)).content.startswith(b"PK")


def test_a_round_is_given_up_with_a_reason(client: Client) -> None:
    """Such as where too few members are left; nothing of the scores is shown then."""
    of = round_of(SCORING)
    for scorer in list(of.scorers.all())[:2]:
        scoring.excuse(acting(), scorer, "Ill.")
    assert "Give this round up, and begin another." in text(client, at("round", of))
    assert "Say why the round is given up." in sent(client, at("give-up", of))
    shown = sent(client, at("give-up", of), why="Too few were left.")
    assert "It was given up. Why: Too few were left." in shown
    of.refresh_from_db()
    assert of.state == GIVEN_UP
    assert "The round was given up: Too few were left." in text(member(2), at("own", of))


def test_whoever_does_not_lead_sees_how_it_stands(client: Client) -> None:
    """And who leads; where the area is on hold, nobody goes on."""
    of = round_of(PREPARING)
    watching = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    shown = text(watching, at("round", of))
    assert "Whoever leads the round is a policy manager" in shown
    assert "Let members score" not in shown
    assert POSTS[0] in shown
    step(of.area, kinds.HOLD)
    assert "Add a topic</a>" not in text(client, at("round", of))
    assert client.get(at("own", of)).status_code == 403
    assert of.title not in text(member(0), "/staff")
    with pytest.raises(NotAllowed):
        rounds.start(acting(), of)


def test_what_is_not_there_is_not_found(client: Client) -> None:
    """A topic of another round, or a round of another area."""
    of, other = round_of(), round_of()
    assert client.get(at("topic", of, topic=topics(other)[0].pk)).status_code == 404
    assert client.get(at("round", other).replace(other.area.reference, of.area.reference)).status_code == 404
