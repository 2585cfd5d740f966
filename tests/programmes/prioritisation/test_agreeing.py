"""What a group agrees on and recommends, and what a round comes to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.models.prioritising import MODERATED, RECOMMENDED, SCORING, TALKING
from coequal.programmes.prioritisation import agreeing, scoring
from coequal.programmes.prioritisation.results import results_of
from coequal.programmes.prioritisation.scoring import Given
from tests.programmes.making import acting
from tests.programmes.prioritisation.groups import given, member, round_of, topics

pytestmark = pytest.mark.django_db


def test_a_round_is_moderated_once_each_score_is_agreed_on() -> None:
    """The latest stands; those before it stay."""
    of = round_of(TALKING)
    first, second = topics(of)
    agreeing.moderate(acting(), first, given(8, 10))
    of.refresh_from_db()
    assert of.state == TALKING
    agreeing.moderate(acting(), second, {"benefit": Given(8)})
    agreeing.moderate(acting(), second, {"benefit": Given(5), "evidence": Given(5)})
    of.refresh_from_db()
    assert of.state == MODERATED
    agreeing.moderate(acting(), second, {"evidence": Given(0)})
    of.refresh_from_db()
    assert of.state == MODERATED
    assert results_of(of).agreed.tolist() == [[8, 10], [5, 0]]
    assert second.moderated.count() == 4


def test_a_score_outside_of_what_members_gave_is_explained() -> None:
    """All of them gave the second topic at most 8 for benefit, until one gave 10 after talking."""
    of = round_of(TALKING)
    second = topics(of)[1]
    with pytest.raises(CoequalError, match="members gave 5 to 8, and 10 lies outside"):
        agreeing.moderate(acting(), second, {"benefit": Given(10)})
    agreeing.moderate(acting(), second, {"benefit": Given(10, "A new trial came out.")})
    scoring.score(member(0), second, {"benefit": Given(10)})
    agreeing.moderate(acting(), second, {"benefit": Given(10)})
    with pytest.raises(CoequalError, match="no domain"):
        agreeing.moderate(acting(), second, {"cost": Given(10)})


def test_nothing_is_agreed_on_while_scores_are_blind_or_too_few_remain() -> None:
    """It says which."""
    with pytest.raises(CoequalError, match="scoring alone now"):
        agreeing.moderate(acting(), topics(round_of(SCORING))[0], given(5, 5))
    of = round_of(TALKING)
    for number in (1, 2):
        scoring.declare(member(number), of, "I sell hearing aids.", leaves=True)
    with pytest.raises(CoequalError, match="At least 2 members"):
        agreeing.moderate(acting(), topics(of)[0], given(8, 10))


def test_a_recommendation_has_reasons_and_a_day() -> None:
    """It can be put in other words, and the trail has those before; the round is recommended on once each topic is."""
    of = round_of(MODERATED)
    first, second = topics(of)
    held, today = fingerprint(first), timezone.localdate()
    for says, why in (("", "It helps."), ("Fund it.", " ")):
        with pytest.raises(CoequalError, match="what the group recommends, and why"):
            agreeing.recommend(acting(), first, says, why)
    with pytest.raises(CoequalError, match="future"):
        agreeing.recommend(acting(), first, "Fund it.", "It helps.", today + timedelta(1))
    agreeing.recommend(acting(), first, "Fund it.", "It helps.", today - timedelta(3))
    of.refresh_from_db()
    assert of.state == MODERATED
    agreeing.recommend(acting(), second, "Do not fund it.", "It helps little.")
    with pytest.raises(CoequalError, match="Somebody else took"):
        agreeing.recommend(acting(), first, "Fund it for all.", "It helps everybody.", seen=held)
    agreeing.recommend(acting(), first, "Fund it for all.", "It helps everybody.", seen=fingerprint(topics(of)[0]))
    of.refresh_from_db()
    first.refresh_from_db()
    assert (of.state, first.recommendation, first.recommended) == (RECOMMENDED, "Fund it for all.", today)
    last = Entry.objects.filter(reference=of.reference).last()
    assert last is not None
    assert last.told == {
        "topic": first.title,
        "recommendation before": "Fund it.",
        "reasons before": "It helps.",
    }
    with pytest.raises(CoequalError, match="recommended now"):
        agreeing.moderate(acting(), first, given(8, 10))
    with pytest.raises(CoequalError, match="talking now"):
        agreeing.recommend(acting(), topics(round_of(TALKING))[0], "Fund it.", "It helps.")


def test_what_a_round_comes_to() -> None:
    """Of 30 points (weights 2 and 1, ten each): 8 x 2 + 10 = 26 and 5 x 2 + 5 = 15."""
    found = results_of(round_of(RECOMMENDED))
    assert [round(total, 4) for total in found.totals] == [round(2600 / 30, 4), 50]
    assert (found.ranks.tolist(), found.ranks_before.tolist(), found.ranks_of_means.tolist()) == ([1, 2], [1, 2], [1, 2])
    apart = found.spread_of_totals(found.before)
    assert [round(one, 4) for one in apart.lowest] == [round(2000 / 30, 4), 50]
    assert [round(one, 4) for one in apart.highest] == [round(2600 / 30, 4), 70]
    assert found.nearby.own_place.tolist() == found.everywhere.own_place.tolist() == [1, 1]
    assert found.turn is None
    assert found.without_each.tolist() == [[1, 2], [1, 2], [1, 2]]


def test_before_all_is_agreed_the_means_stand() -> None:
    """Of 8, 8 and 5 that is 7."""
    of = round_of(TALKING)
    agreeing.moderate(acting(), topics(of)[0], {"evidence": Given(10)})
    assert results_of(of).agreed[0].tolist() == [7, 10]


def test_who_took_down_something_older_than_what_stands_is_told() -> None:
    """What the group agreed on meanwhile is looked at first, and nothing is kept of the later one."""
    of = round_of(TALKING)
    first = topics(of)[0]
    agreeing.moderate(acting(), first, {"benefit": Given(8)}, seen=0)
    with pytest.raises(CoequalError, match="Somebody else took down"):
        agreeing.moderate(acting(), first, {"evidence": Given(10)}, seen=0)
    assert first.moderated.count() == 1
    agreeing.moderate(acting(), first, {"evidence": Given(10)}, seen=agreeing.latest_agreed(first))
    assert first.moderated.count() == 2
