"""From scores to a shortlist that people are asked about, through every gate between, by what was done alone."""

import pytest

from coequal.errors import CoequalError
from coequal.programmes.models import ServiceArea
from coequal.programmes.models.options import DROPPED, LONG_LIST, MEETS, SHORTLIST
from coequal.programmes.models.prioritising import RECOMMENDED
from coequal.programmes.options.candidates import judge, shorten
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import ASPECTS, CHARACTERISTICS, EQUALITY, QUALITY
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import move
from coequal.programmes.stages.standing import standing_of
from tests.analyses.working import remember
from tests.programmes.making import acting, area
from tests.programmes.options.choices import appraised, hurdle, option
from tests.programmes.prioritisation.groups import round_of

pytestmark = pytest.mark.django_db


def shut(of: ServiceArea, stage: str, missing: str) -> None:
    """A stage does not open, for want of something."""
    with pytest.raises(CoequalError, match=missing):
        move(acting(), of, kinds.OPEN, stage)


def on_to(of: ServiceArea, stage: str) -> None:
    """The next stage opens."""
    move(acting(), of, kinds.OPEN, stage)
    assert standing_of(of).stage == stage


def test_what_was_scored_and_chosen_opens_each_stage_up_to_the_consultation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stays shut until what it asks for is there, and nothing has to be let pass."""
    remember(monkeypatch)
    of = area(stage=kinds.PRIORITISATION)
    round_of(RECOMMENDED, of)
    move(acting(), of, kinds.COMPLETE, kinds.PRIORITISATION)
    on_to(of, kinds.LONG_LIST)
    as_it_is, fair, odd = option(of, "As it is", changes_nothing=True), option(of, "Fair"), option(of, "Odd")
    lawful = hurdle(of)
    judge(acting(), fair, lawful, MEETS, "It is.")
    move(acting(), of, kinds.COMPLETE, kinds.LONG_LIST)
    shut(of, kinds.SHORTLIST, "Not judged on each hurdle yet: As it is; Odd")
    move(acting(), of, kinds.GO_BACK, kinds.LONG_LIST, why="Two options are not judged yet.")
    for one in (as_it_is, odd):
        judge(acting(), one, lawful, MEETS, "It is.")
    move(acting(), of, kinds.COMPLETE, kinds.LONG_LIST)
    on_to(of, kinds.SHORTLIST)
    for one, place in ((as_it_is, SHORTLIST), (fair, SHORTLIST), (odd, DROPPED)):
        shorten(acting(), one, place, "We compared them.", seen=LONG_LIST)
    appraised(of)
    for one in (as_it_is, fair):
        for matter in CHARACTERISTICS:
            impact(acting(), one, Told(EQUALITY, matter, "none", "Nobody loses."))
        for matter in ASPECTS:
            impact(acting(), one, Told(QUALITY, matter, "not known", "We found no study."))
    move(acting(), of, kinds.COMPLETE, kinds.SHORTLIST)
    on_to(of, kinds.CONSULTATION)
