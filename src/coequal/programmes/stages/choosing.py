"""What the options of a service area have come to: whether they are judged and shortened, and what each would do is known."""

from collections.abc import Iterator
from datetime import date

from coequal.programmes.models import Move, Option, ServiceArea, options
from coequal.programmes.options.standing import MATTERS, failed, impacts_of, judgements_of
from coequal.programmes.stages.anew import counts
from coequal.programmes.stages.gate import Met


def judged(area: ServiceArea, _on: date, back: Move | None) -> Met:
    """Whether each option was judged on each hurdle."""
    hurdles, found = list(area.hurdles.all()), list(area.options.prefetch_related("judgements"))
    if not hurdles or not found:
        return Met(False, "There are no options yet, or no hurdles that they have to meet.")
    without = [
        one.title
        for one in found
        if not all(judgement and counts(judgement.at, back) for judgement in judgements_of(one, hurdles).values())
    ]
    if without:
        return Met(False, f"Not judged on each hurdle yet: {'; '.join(without)}.")
    return Met(True, "Each option was judged on each hurdle.")


def is_a_choice(area: ServiceArea, _on: date) -> Met:
    """Whether there are several options, one of which changes nothing."""
    found = list(area.options.all())
    if len(found) < 2:
        return Met(False, "There have to be at least two options to choose from.")
    if not any(one.changes_nothing for one in found):
        return Met(False, "None of the options leaves the policies as they are.")
    return Met(True, f"Options: {len(found)}. One of them leaves the policies as they are.")


def shortened(area: ServiceArea, _on: date, back: Move | None) -> Met:
    """Whether each option has its place for a stated reason, and none is on the shortlist against a hurdle."""
    hurdles, found = list(area.hurdles.all()), list(area.options.prefetch_related("judgements"))
    placed = [one for one in found if one.place != options.LONG_LIST and counts(one.placed, back)]
    kept = [one for one in placed if one.place == options.SHORTLIST]
    if not kept:
        return Met(False, "There is no option on the shortlist.")
    if left := [one.title for one in found if one not in placed]:
        return Met(False, f"Neither on the shortlist nor dropped: {'; '.join(left)}.")
    if unexplained := [one.title for one in placed if one not in kept and not one.why.strip()]:
        return Met(False, f"Dropped without a reason: {'; '.join(unexplained)}.")
    if unjudged := [one.title for one in kept if None in judgements_of(one, hurdles).values()]:
        return Met(False, f"On the shortlist, and not judged on each hurdle: {'; '.join(unjudged)}.")
    if against := [f"{one.title} ({'; '.join(fails)})" for one in kept if (fails := failed(one, hurdles))]:
        return Met(False, f"On the shortlist, although they do not meet a hurdle: {'; '.join(against)}.")
    return Met(True, "Each option is on the shortlist, or was dropped for a stated reason.")


def appraised(area: ServiceArea, _on: date, back: Move | None) -> Met:
    """Whether an options appraisal is attached."""
    if any(counts(one.at, back) for one in area.appraisals.all()):
        return Met(True, "An options appraisal is attached.")
    return Met(False, "No options appraisal is attached.")


def impacts(area: ServiceArea, _on: date, back: Move | None) -> Met:
    """Whether something is said of each option of the shortlist in each matter, be it that it is not known."""
    found = list(area.options.filter(place=options.SHORTLIST).prefetch_related("impacts"))
    without = [f"{one.title} ({'; '.join(lacks)})" for one in found if (lacks := list(_lacks(one, back)))]
    if not found or without:
        return Met(False, f"The impact is not written for: {'; '.join(without) or 'any option'}.")
    return Met(True, "The impact on equality and on quality is written for each option of the shortlist.")


def _lacks(option: Option, back: Move | None) -> Iterator[str]:
    """The matters of each kind of impact in which nothing is said."""
    for kind, matters in MATTERS.items():
        written = impacts_of(option, kind)
        lacks = [matter for matter in matters if not ((one := written[matter]) and counts(one.at, back))]
        if lacks:
            yield f"{kind}: {', '.join(lacks)}"
