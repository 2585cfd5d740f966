"""Suggestions for the texts of a frame, learnt from its codes; kept in memory until enough new codes have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.core.cache import caches

from coequal.involvement.coding.coding import codes, to_code
from coequal.involvement.coding.frames import themes
from coequal.involvement.free_text import vectors
from coequal.involvement.free_text.suggesting import Features, learn
from coequal.involvement.models import Frame

_NEW: Final = 10  # codes, after which it is worth while to learn again
_KEPT: Final = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The sure themes of texts that are under none, by extract; those texts, the least known first; how sure it all is."""

    sure: Mapping[int, tuple[str, ...]]
    order: tuple[int, ...]
    learnt_from: int
    precision: float
    coverage: float


NONE: Final = Suggestions({}, (), 0, 0.0, 0.0)


def suggestions(frame: Frame) -> Suggestions:
    """What can be suggested now. Nothing is learnt from codings that nobody read, or a mistake would teach itself."""
    known = codes(frame, seen=True)
    version, cache = frame.version.number, caches["default"]
    key, texts = f"suggestions/{frame.reference}/{version}", to_code(frame).count()
    kept: tuple[int, Suggestions] | None = cache.get(key)
    if kept and kept[0] == texts and abs(kept[1].learnt_from - len(known)) < _NEW:
        return kept[1]
    made = _learn(frame, known)
    cache.set(key, (texts, made), _KEPT)
    return made


def _learn(frame: Frame, known: Mapping[int, frozenset[str]]) -> Suggestions:
    extracts = list(to_code(frame).order_by("pk"))
    place = {extract.pk: number for number, extract in enumerate(extracts)}
    own = {theme.key for theme in themes(frame)}
    coded = {place[extract]: given & own for extract, given in known.items() if extract in place}
    learnt = learn(Features([one.shown for one in extracts], vectors.of(extracts)), coded) if coded else None
    if learnt is None:
        return Suggestions({}, (), len(known), 0.0, 0.0)
    free = [extract for extract in place if place[extract] not in coded]
    return Suggestions(
        sure={extract: sure for extract in free if (sure := learnt.sure(place[extract]))},
        order=tuple(sorted(free, key=lambda extract: -learnt.uncertainty(place[extract]))),
        learnt_from=len(known),
        precision=learnt.precision,
        coverage=learnt.coverage,
    )
