"""The other service areas of the programme: one on hold, one that waits for an event outside, one that ended, one just begun."""

from collections.abc import Mapping
from typing import Any

from coequal.involvement.models import Involvement
from coequal.programmes.conduct.areas import add, link
from coequal.programmes.conduct.planning import expect, wait_for
from coequal.programmes.models import Programme, Scorecard, ServiceArea
from coequal.programmes.prioritisation import rounds
from coequal.programmes.stages import kinds
from coequal.web.demonstration.decided import begun
from coequal.web.demonstration.decided.cast import play, read, step
from coequal.web.demonstration.decided.of_then import on

Said = Mapping[str, Any]


def others(programme: Programme, involvement: Involvement, card: Scorecard) -> None:
    """Each of them, up to where it stands."""
    every = read("exampleshire.yaml")["others"]
    areas = {key: _added(programme, said) for key, said in every.items()}
    _on_hold(areas["hearing"], every["hearing"], involvement)
    _waiting(areas["skin"], every["skin"], involvement, card)
    _ended(areas["breast"], every["breast"])
    begun.planned(areas["sterilisation"], every["sterilisation"]["plan"])


def _added(programme: Programme, said: Said) -> ServiceArea:
    """A service area whose case for change is open, or published and complete where the story says when."""
    area = add(play(), programme, said["title"], about=said["about"], service=said["service"])
    step(area, kinds.OPEN, kinds.CASE_FOR_CHANGE, said["opened"])
    if "case" in said:
        begun.case(area, said["case"])
        step(area, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, said["complete"])
    return area


def _on_hold(area: ServiceArea, said: Said, involvement: Involvement) -> None:
    link(play(), area, involvement)
    step(area, kinds.OPEN, kinds.LISTENING, said["listening"])
    day, why = said["held"]
    step(area, kinds.HOLD, "", day, why)


def _waiting(area: ServiceArea, said: Said, involvement: Involvement, card: Scorecard) -> None:
    link(play(), area, involvement)
    opens, ends = said["listening"]
    step(area, kinds.OPEN, kinds.LISTENING, opens)
    step(area, kinds.COMPLETE, kinds.LISTENING, ends)
    step(area, kinds.OPEN, kinds.PRIORITISATION, said["prioritisation"])
    with on(said["prioritisation"]):
        of = rounds.begin(play(), area, card, said["round"])
        rounds.add_topic(play(), of, *said["topic"])
    event = wait_for(play(), area, said["waits"])
    for printed, first, last, stated in said["expected"]:
        expect(play(), event, printed, between=(first, last), stated=stated, source=read("exampleshire.yaml")["source"])
    begun.planned(area, said["plan"])


def _ended(area: ServiceArea, said: Said) -> None:
    day, why = said["passed"]
    step(area, kinds.PASS_OVER, kinds.LISTENING, day, why)
    day, why = said["ended"]
    step(area, kinds.END, "", day, why)
