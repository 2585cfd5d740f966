"""What stands of options: how each was judged by which hurdle, and what is written of its impacts."""

from collections.abc import Iterable
from typing import Final

from coequal.assurance.equality.matters import PROTECTED
from coequal.programmes.models import Hurdle, Impact, Judgement, Option
from coequal.programmes.models.options import FAILS

EQUALITY: Final = "equality"
QUALITY: Final = "quality"
CHARACTERISTICS: Final = tuple(one.title for one in PROTECTED)
ASPECTS: Final = ("safety", "effectiveness", "experience")
MATTERS: Final = {EQUALITY: CHARACTERISTICS, QUALITY: ASPECTS}  # which are asked about of every option


def judgements_of(option: Option, hurdles: Iterable[Hurdle] | None = None) -> dict[Hurdle, Judgement | None]:
    """What stands for each hurdle of an option’s service area; None where it was not judged."""
    latest = {one.hurdle_id: one for one in option.judgements.all()}
    return {hurdle: latest.get(hurdle.pk) for hurdle in (option.area.hurdles.all() if hurdles is None else hurdles)}


def failed(option: Option, hurdles: Iterable[Hurdle] | None = None) -> list[str]:
    """Which hurdles keep an option from the shortlist. The one that changes nothing may stay to be compared with."""
    if option.changes_nothing:
        return []
    return [hurdle.title for hurdle, one in judgements_of(option, hurdles).items() if one and one.answer == FAILS]


def impacts_of(option: Option, kind: str) -> dict[str, Impact | None]:
    """What stands of one kind, by matter: those that are always asked about first, of which None is written where it is None."""
    found: dict[str, Impact | None] = dict.fromkeys(MATTERS[kind])
    for one in option.impacts.all():
        if one.kind == kind:
            found[one.matter] = one
    return found
