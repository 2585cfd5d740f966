"""Scores are given alone at first, and nobody sees another's until all are in."""

import pytest

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.programmes.models import Score
from coequal.programmes.models.prioritising import AFTER, BEFORE, MODERATED, SCORING, TALKING
from coequal.programmes.prioritisation import scoring
from coequal.programmes.prioritisation.document import document
from coequal.programmes.prioritisation.results import results_of
from coequal.programmes.prioritisation.scoring import Given
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, step
from tests.programmes.prioritisation.groups import ALONE, given, member, round_of, topics

pytestmark = pytest.mark.django_db


def test_interests_come_before_scores() -> None:
    """Also where there are none; and only a named member scores."""
    of = round_of(SCORING)
    topic = topics(of)[0]
    with pytest.raises(CoequalError, match="Declare your interests first"):
        scoring.score(member(0), topic, given(8, 10))
    scoring.declare(member(0), of, "")
    scoring.score(member(0), topic, given(8, 10))
    for stranger in (acting(), acting(Role.CLINICIAN, email="other@exampleshire.example")):
        with pytest.raises(NotAllowed, match="not named as a member"):
            scoring.score(stranger, topic, given(8, 10))
        with pytest.raises(NotAllowed, match="not named as a member"):
            scoring.own_scores(stranger, of)


def test_scores_are_blind_until_all_are_in() -> None:
    """Nobody sees another's, not whoever leads the round either, nor anybody who reads the trail or the document."""
    of = round_of(SCORING)
    first, second = topics(of)
    for number in range(3):
        scoring.declare(member(number), of, "")
    scoring.score(member(0), first, given(8, 10, "It changes lives."))
    scoring.score(member(0), first, {"benefit": Given(10)})
    scoring.score(member(1), first, given(5, 5))
    own = scoring.own_scores(member(0), of)
    assert {key: one.score for key, one in own.items()} == {(first.pk, "benefit"): 10, (first.pk, "evidence"): 10}
    assert scoring.own_scores(member(2), of) == {}
    for blind in (scoring.scores_of, results_of):
        with pytest.raises(CoequalError, match="shown to nobody until all"):
            blind(of)
    with pytest.raises(CoequalError, match=r"General practitioner \(2\); Public health consultant \(2\); Lay member \(4\)"):
        scoring.open_talk(acting(), of)
    entries = Entry.objects.filter(reference=of.reference, action="scored a topic")
    assert {entry.detail for entry in entries} == {'{"phase":"before","topic":"Hearing aids for mild loss"}'}
    assert "It changes lives" not in str(document(of))
    scoring.score(member(0), second, given(5, 5))
    scoring.score(member(1), second, given(8, 5))
    for topic, scores in zip((first, second), ALONE[2], strict=True):
        with pytest.raises(CoequalError, match="until all are in"):
            scoring.open_talk(acting(), of)
        scoring.score(member(2), topic, given(*scores))
    scoring.open_talk(acting(), of)
    of.refresh_from_db()
    assert of.state == TALKING
    assert results_of(of).before[:, 0].tolist() == [[10, 10], [5, 5], [5, 10]]


def test_scores_after_talking_stand_beside_those_before() -> None:
    """Whoever gives no other stays with the first."""
    of = round_of(TALKING)
    first, second = topics(of)
    scoring.score(member(0), first, {"benefit": Given(5)})
    scoring.score(member(0), first, {"benefit": Given(10)})
    found = results_of(of)
    assert found.before[0].tolist() == [[8, 10], [5, 5]]
    assert found.after[0].tolist() == [[10, 10], [5, 5]]
    kept = scoring.scores_of(of)[first.pk, found.members[0].pk, "benefit"]
    assert {phase: one.score for phase, one in kept.items()} == {BEFORE: 8, AFTER: 10}
    assert Score.objects.filter(topic=first, domain="benefit", phase=AFTER).count() == 2
    assert second in found.topics


@pytest.mark.parametrize(("key", "score", "said"), [("benefit", 7, "The scores are: 0, 5, 8, 10"), ("cost", 5, "no domain “cost”")])
def test_only_scores_of_the_scorecard_are_given(key: str, score: int, said: str) -> None:
    """Nothing of the others given with it is kept."""
    of = round_of(SCORING)
    scoring.declare(member(0), of, "")
    with pytest.raises(CoequalError, match=said):
        scoring.score(member(0), topics(of)[0], {"evidence": Given(5), key: Given(score)})
    assert not Score.objects.exists()


def test_whoever_leaves_for_an_interest_does_not_score() -> None:
    """They say for which, the others need not wait for them, and they do not come back."""
    of = round_of(SCORING)
    with pytest.raises(CoequalError, match="for which interest"):
        scoring.declare(member(2), of, " ", leaves=True)
    scoring.declare(member(2), of, "I sell hearing aids.", leaves=True)
    scoring.declare(member(2), of, "I sold hearing aids.")
    with pytest.raises(CoequalError, match="You left this round"):
        scoring.score(member(2), topics(of)[0], given(5, 5))
    assert [one.post for one in scoring.lacking(of)] == ["General practitioner", "Public health consultant"]


def test_scores_of_whoever_leaves_later_do_not_count() -> None:
    """Too few that remain are no group."""
    of = round_of(TALKING)
    scoring.declare(member(2), of, "My wife sells hearing aids.", leaves=True)
    assert results_of(of).before.shape == (2, 2, 2)
    scoring.declare(member(1), of, "So does mine.", leaves=True)
    with pytest.raises(CoequalError, match="At least 2 members"):
        results_of(of)


def test_a_member_is_excused_while_all_is_blind() -> None:
    """With a reason that everybody reads; afterwards nobody can be put out whose scores are known."""
    of = round_of(SCORING)
    last = list(of.scorers.all())[2]
    with pytest.raises(CoequalError, match="Say why"):
        scoring.excuse(acting(), last, "")
    scoring.excuse(acting(), last, "They are ill.")
    assert "did not score: They are ill." in str(document(of))
    with pytest.raises(CoequalError, match="talking now"):
        scoring.excuse(acting(), list(round_of(TALKING).scorers.all())[2], "They are ill.")


def test_too_few_members_open_no_talk() -> None:
    """Two have left."""
    of = round_of(SCORING)
    for number in (1, 2):
        scoring.declare(member(number), of, "I sell hearing aids.", leaves=True)
    with pytest.raises(CoequalError, match="At least 2 members"):
        scoring.open_talk(acting(), of)


def test_nothing_is_scored_on_hold_or_once_it_is_agreed() -> None:
    """It says which it is."""
    of = round_of(SCORING)
    step(of.area, kinds.HOLD)
    with pytest.raises(NotAllowed, match="This is on hold now"):
        scoring.declare(member(0), of, "")
    with pytest.raises(CoequalError, match="moderated now"):
        scoring.score(member(0), topics(round_of(MODERATED))[0], given(5, 5))


def test_software_is_no_member() -> None:
    """It has no person."""
    from coequal.accounts.acting import THE_SYSTEM

    with pytest.raises(NotAllowed, match="not named"):
        scoring.own_scores(THE_SYSTEM, round_of())
