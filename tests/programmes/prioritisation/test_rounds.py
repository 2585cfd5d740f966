"""How a round of scoring begins."""

from typing import Any

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.programmes.models import Topic
from coequal.programmes.models.prioritising import GIVEN_UP, PREPARING, RECOMMENDED, SCORING, TALKING
from coequal.programmes.prioritisation import rounds, scorecards, scoring
from coequal.programmes.prioritisation.document import document
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area, programme, step
from tests.programmes.prioritisation.groups import DOMAINS, EVIDENCE, member, round_of, topics
from tests.web.signing import organisation, person

pytestmark = pytest.mark.django_db


def test_a_round_begins_with_a_scorecard_of_ones_own() -> None:
    """While evidence and prioritisation are open, by a policy manager, with a title."""
    of = area(stage=kinds.PRIORITISATION)
    own = scorecards.make(acting(), organisation(), "Ours", DOMAINS)
    made = rounds.begin(acting(), of, own, " First round ")
    assert (made.title, made.state, made.organisation, str(made)) == (
        "First round",
        PREPARING,
        organisation(),
        f"{made.reference}: First round",
    )
    assert Entry.objects.get(reference=made.reference).action == "began a round of scoring"
    with pytest.raises(CoequalError, match="a title"):
        rounds.begin(acting(), of, own, "")
    theirs = scorecards.make(acting(at="SAM1", email="sam@sampleton.example"), organisation("SAM1"), "Theirs", DOMAINS)
    with pytest.raises(CoequalError, match="another organisation"):
        rounds.begin(acting(), of, theirs, "A round")
    with pytest.raises(NotAllowed, match="policy manager"):
        rounds.begin(acting(Role.ANALYST), of, own, "A round")


def test_a_round_begins_in_its_stage_alone() -> None:
    """Another stage, or none, is named; and nothing is scored while the area is on hold."""
    card = scorecards.make(acting(), organisation(), "Ours", DOMAINS)
    with pytest.raises(CoequalError, match="Now the stage “Listening” is"):
        rounds.begin(acting(), area(stage=kinds.LISTENING), card, "Early")
    between = area(stage=kinds.PRIORITISATION)
    step(between, kinds.COMPLETE, kinds.PRIORITISATION)
    with pytest.raises(CoequalError, match="Now no stage is"):
        rounds.begin(acting(), between, card, "Late")
    held = area(stage=kinds.PRIORITISATION)
    step(held, kinds.HOLD)
    with pytest.raises(NotAllowed, match="on hold"):
        rounds.begin(acting(), held, card, "Held")
    with pytest.raises(CoequalError, match="whole programme is on hold"):
        rounds.begin(acting(), area(programme("on hold"), stage=kinds.PRIORITISATION), card, "Held")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "rumour"}, "is no kind of evidence"),
        ({"quality": "fair"}, "is no quality of evidence"),
        ({"effect": " "}, "which effect it found"),
        ({"reference": ""}, "where the evidence stands"),
    ],
)
def test_evidence_says_where_it_stands_and_what_it_found(change: dict[str, Any], said: str) -> None:
    """Of a known kind and quality."""
    of = round_of()
    with pytest.raises(CoequalError, match=said):
        rounds.add_evidence(acting(), topics(of)[0], {**EVIDENCE, **change})


def test_a_member_has_a_role_and_is_named_once() -> None:
    """As what they sit there."""
    of = round_of()
    stranger = person(Role.CLINICIAN, at="SAM1", email="sam@sampleton.example")
    with pytest.raises(CoequalError, match="has no role for Exampleshire"):
        rounds.name_scorer(acting(), of, stranger, "Surgeon")
    known = member(0).person
    assert known is not None
    with pytest.raises(CoequalError, match="named in this round already"):
        rounds.name_scorer(acting(), of, known, "Surgeon")
    fourth = person(Role.CLINICIAN, email="fourth@exampleshire.example")
    with pytest.raises(CoequalError, match="as what they sit"):
        rounds.name_scorer(acting(), of, fourth, " ")
    assert str(rounds.name_scorer(acting(), of, fourth, "Surgeon")) == "Surgeon"


def test_what_was_added_is_taken_out_before_anybody_scores() -> None:
    """And afterwards it stays."""
    of = round_of()
    first, second = topics(of)
    rounds.take_out(acting(), first)
    rounds.take_out(acting(), second.evidence.get())
    rounds.take_out(acting(), of.scorers.all()[0])
    assert (of.topics.count(), second.evidence.count(), of.scorers.count()) == (1, 0, 2)
    with pytest.raises(CoequalError, match="took this out meanwhile"):
        rounds.take_out(acting(), Topic(pk=10**6, round=of, title="Gone"))
    later = round_of(SCORING)
    with pytest.raises(CoequalError, match=r"scoring alone now\. This is possible only while it is being prepared"):
        rounds.take_out(acting(), topics(later)[0])
    with pytest.raises(CoequalError, match="possible only while"):
        rounds.add_topic(acting(), later, "Another")


def test_scoring_starts_once_all_is_there() -> None:
    """Topics with evidence, and at least two members."""
    of = round_of()
    first, second = topics(of)
    with pytest.raises(CoequalError, match="a title"):
        rounds.add_topic(acting(), of, "")
    rounds.take_out(acting(), second.evidence.get())
    with pytest.raises(CoequalError, match="no evidence yet on: Hearing aids for moderate loss"):
        rounds.start(acting(), of)
    for one in (first, second):
        rounds.take_out(acting(), one)
    with pytest.raises(CoequalError, match="nothing to score"):
        rounds.start(acting(), of)
    few = round_of()
    for one in list(few.scorers.all())[:2]:
        rounds.take_out(acting(), one)
    with pytest.raises(CoequalError, match="At least 2 members"):
        rounds.start(acting(), few)


def test_a_round_that_cannot_go_on_is_given_up() -> None:
    """With a reason that everybody reads; what was scored is shown to nobody, and what was recommended stays."""
    of = round_of(TALKING)
    with pytest.raises(CoequalError, match="Say why"):
        rounds.give_up(acting(), of, "")
    rounds.give_up(acting(), of, "Two members have left.")
    of.refresh_from_db()
    assert of.state == GIVEN_UP
    assert "This round was given up, and nothing came out. Why: Two members have left." in str(document(of))
    with pytest.raises(CoequalError, match="nor once a round is given up"):
        scoring.scores_of(of)
    with pytest.raises(CoequalError, match="recommended now"):
        rounds.give_up(acting(), round_of(RECOMMENDED), "We changed our minds.")
