"""Two people who act in the same moment on options and scores."""

import pytest

from coequal.accounts.trail.model import Entry
from coequal.programmes.models import Option, Score
from coequal.programmes.models.options import DROPPED, LONG_LIST
from coequal.programmes.models.prioritising import AFTER, SCORING
from coequal.programmes.options.candidates import shorten
from coequal.programmes.prioritisation import scoring
from coequal.programmes.prioritisation.scoring import Given
from tests.programmes.making import acting
from tests.programmes.options.choices import open_area, option
from tests.programmes.prioritisation.groups import ALONE, given, member, round_of, topics
from tests.programmes.stages.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_place_one_option() -> None:
    """One does, and the other is told where it is now."""
    made = option(open_area())
    one, other = acting(), acting(email="second@exampleshire.example")
    told = at_once(
        lambda: shorten(one, made, DROPPED, "It costs too much.", seen=LONG_LIST),
        lambda: shorten(other, made, DROPPED, "It is unfair.", seen=LONG_LIST),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "Somebody else put this option on another place meanwhile: dropped" in "".join(told)
    assert Option.objects.get(pk=made.pk).why == ("It is unfair." if told[0] else "It costs too much.")


def test_a_member_scores_anew_while_the_scores_are_opened() -> None:
    """What they give counts as given alone only if it came before everybody could see the others' scores."""
    of = round_of(SCORING)
    for number, scores in enumerate(ALONE):
        scoring.declare(member(number), of, "")
        for topic, (benefit, evidence) in zip(topics(of), scores, strict=True):
            scoring.score(member(number), topic, given(benefit, evidence))
    who, lead, topic = member(0), acting(), topics(of)[0]
    told = at_once(lambda: scoring.score(who, topic, {"benefit": Given(10)}), lambda: scoring.open_talk(lead, of))
    assert told == ["", ""]
    actions = list(Entry.objects.filter(reference=of.reference).order_by("number").values_list("action", flat=True))
    opened_first = actions.index("opened the scores of a round to its members") < len(actions) - 1
    last = Score.objects.last()
    assert last is not None
    assert (last.score, last.phase == AFTER) == (10, opened_first)
