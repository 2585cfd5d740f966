"""The desk of programmes, each page with an example to try it with."""

from collections.abc import Callable

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.programmes.models import Commissioner, Figure, OutsideEvent, Programme, ServiceArea
from coequal.programmes.models.programmes import ENDED, PREPARING, PUBLIC
from coequal.programmes.stages import kinds, states
from coequal.web.aligning.stages import AStage
from tests.programmes.making import area, programme, step
from tests.web.matrix.specimens import Made, Specimen

Make = Callable[[str, Organisation, Person], Made]


def _programme(state: str, organisation: Organisation, by: Person) -> Made:
    found = programme(state, organisation, by)
    return Made({"reference": found.reference}, found)


def _of_a_programme(make: Callable[[Programme], Commissioner | Figure]) -> Make:
    def made(state: str, organisation: Organisation, by: Person) -> Made:
        found = make(programme(state, organisation, by))
        return Made({"reference": found.programme.reference, "number": found.pk}, found)

    return made


def _area_in(state: str, organisation: Organisation, by: Person) -> ServiceArea:
    """A service area that is not begun, or has ended."""
    found = area(programme(PUBLIC, organisation, by), policies=[])
    if state == states.ENDED:
        step(found, kinds.END, why="So it is.")
    return found


def _area(state: str, organisation: Organisation, by: Person) -> Made:
    found = _area_in(state, organisation, by)
    return Made({"reference": found.reference}, found)


def _stage(**named: str) -> Make:
    def made(state: str, organisation: Organisation, by: Person) -> Made:
        found = _area_in(state, organisation, by)
        return Made({"reference": found.reference, **named}, AStage(found, named.get("stage", "")))

    return made


def _event(state: str, organisation: Organisation, by: Person) -> Made:
    found = OutsideEvent.objects.create(area=_area_in(state, organisation, by), what="NICE answers")
    return Made({"reference": found.area.reference, "number": found.pk}, found)


_COMMISSIONER = _of_a_programme(lambda of: Commissioner.objects.create(programme=of, code="06P", since=timezone.localdate()))
_FIGURE = _of_a_programme(lambda of: Figure.objects.create(programme=of, says="Aids a year"))

# For each permission one state in which it holds and one in which it does not: the table of permissions is held for the others.
_SENT = {"before": ""}
_SEEN = (PREPARING, PUBLIC)
_WHOLE = (PUBLIC, ENDED)
_CHANGED = (states.NOT_BEGUN, states.ENDED)
_CASE = kinds.CASE_FOR_CHANGE

SPECIMENS = {
    "aligning:list": Specimen(),
    "aligning:begin": Specimen(post={"title": ""}),
    "aligning:desk": Specimen(_programme, _SEEN),
    "aligning:publish": Specimen(_programme, _SEEN, post=_SENT),
    **{f"aligning:{name}": Specimen(_programme, _WHOLE, post=_SENT) for name in ("about", "name", "hold", "resume", "end")},
    **{f"aligning:{name}": Specimen(_programme, _WHOLE, post=_SENT) for name in ("commissioners", "figures", "areas")},
    "aligning:updates": Specimen(_programme, _SEEN, post=_SENT),
    "aligning:succeed": Specimen(_programme, _WHOLE, post={}, get=False),
    "aligning:leave": Specimen(_COMMISSIONER, _WHOLE, post=_SENT),
    "aligning:figure-out": Specimen(_FIGURE, _WHOLE, post=_SENT),
    **{f"aligning:{name}": Specimen(_area, _CHANGED) for name in ("area", "stages", "case")},
    **{f"aligning:{name}": Specimen(_area, _CHANGED, post=_SENT) for name in ("area-about", "area-name", "split", "merge")},
    **{f"aligning:{name}": Specimen(_area, _CHANGED, post=_SENT) for name in ("links", "proposal", "outside")},
    "aligning:unlink": Specimen(_area, _CHANGED, post={"what": "I-2222-2222"}, get=False),
    "aligning:publish-case": Specimen(_area, _CHANGED, post=_SENT, get=False),
    "aligning:step": Specimen(_stage(kind="complete", stage=_CASE), _CHANGED, post=_SENT),
    "aligning:stop": Specimen(_stage(kind=kinds.HOLD), _CHANGED, post=_SENT),
    "aligning:plan": Specimen(_stage(stage=_CASE), _CHANGED, post=_SENT),
    **{f"aligning:{name}": Specimen(_event, _CHANGED, post=_SENT) for name in ("expect", "happened")},
}
