"""The appraisal of an options file: everything that it says, in the shape that `coequal options --json` prints."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coequal.comparison.options.cells import Cells, count_cells
from coequal.comparison.options.equality import by_group, outcome_counts, shown
from coequal.comparison.options.file import Options
from coequal.comparison.options.frontier import on_frontier, standings
from coequal.comparison.options.model import Brought, Setting, fixed, joined, resampled, setting
from coequal.comparison.options.parameters import Numbers, Parameter, Values, at_their_values, drawn, one_at_a_time
from coequal.comparison.options.people import People, open_people
from coequal.comparison.options.sensitivity import MEASURES, Swing, measures, number, ratio, swings
from coequal.criteria.vocabulary import Vocabulary
from coequal.populations.assess import warnings
from coequal.populations.publishing import ROUNDED_TO, say_count
from coequal.populations.tally import Progress, Tally

Report = dict[str, Any]
Steps = Callable[[Iterator[Any]], Iterator[Any]]
INTERVAL = (5, 95)  # percentiles


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of one appraisal: in the draws, at the values, and with each parameter at its ends."""

    values: Values
    draws: tuple[Brought, ...]
    central: tuple[Brought, ...]
    ends: tuple[Brought, ...]


def appraise(
    options: Options, vocabulary: Vocabulary, area: Callable[[str], str] = str, read: Progress = iter, steps: Steps = iter
) -> Report:
    """The whole report, in which `area` says a code of an area in words. Raises `CoequalError` where the people cannot be used."""
    people = open_people(options, vocabulary)
    cells = count_cells(options, people, vocabulary, read)
    within = setting(cells, options.baseline, options.years, None if options.budget is None else options.budget.a_year)
    values = drawn(options.parameters, options.draws, options.seed)
    runs = _Runs(
        values,
        joined(list(steps(resampled(within, values, options.seed)))),
        fixed(within, at_their_values(options.parameters)),
        fixed(within, one_at_a_time(options.parameters)),
    )
    labels = [one.label for one in options.candidates]
    groups = by_group(within, at_their_values(options.parameters), labels, synthetic=people.synthetic)
    for grouping in people.by_area:
        groups[grouping] = {area(name): found for name, found in groups[grouping].items()}
    return {
        **_head(options, people, cells),
        "parameters": [_parameter(one) for one in options.parameters],
        "candidates": {label: _candidate(options, within, runs, place, people) for place, label in enumerate(labels)},
        "frontier": _frontier(labels, runs),
        "groups": groups,
        "said": list(_said(options, people, cells)),
    }


def _head(options: Options, people: People, cells: Cells) -> Report:
    budget = options.budget
    return {
        "title": options.title,
        "about": options.about,
        "area": options.area,
        "treatment": options.treatment,
        "baseline": options.candidates[options.baseline].label,
        "synthetic": people.synthetic,
        "people": shown(cells.people, synthetic=people.synthetic),
        "who": people.said,
        "years": [options.first_year + year for year in range(options.years)],
        "budget": None if budget is None else {"a year": budget.a_year, "source": budget.source, "date": budget.date},
        "draws": options.draws,
        "seed": options.seed,
        "interval": list(INTERVAL),
    }


def _parameter(one: Parameter) -> Report:
    ranges = [{"value": part.value, "low": part.low, "high": part.high} for part in one.ranges]
    about = {"name": one.kind.name, "unit": one.kind.unit, "shape": one.shape, "source": one.source, "date": one.date}
    numbers: Report = {"by age": dict(zip(map(str, one.ages), ranges, strict=True))} if one.ages else ranges[0]
    return {**about, "assumed": one.is_assumed, **numbers}


def _candidate(options: Options, within: Setting, runs: _Runs, place: int, people: People) -> Report:
    candidate, found, base = options.candidates[place], runs.draws[place], runs.draws[options.baseline]
    flow, totals = found.flow, measures(found)
    nearest = None if people.synthetic else ROUNDED_TO  # how near a number of couples may come to the counts of real people
    return {
        "policies": [_policy(part) for part in candidate.parts],
        "whole": candidate.whole,
        "people": outcome_counts(within.cells, place, within.cells.counts, synthetic=people.synthetic),
        "changed": _changed(within.cells, options.baseline, place, synthetic=people.synthetic),
        "couples a year": {
            "eligible": interval(flow.eligible[:, 0], nearest),
            "newly eligible": interval(found.newly, nearest),
            "no longer eligible": interval(found.no_longer, nearest),
        },
        "by year": {
            **{name: by_year(getattr(flow, name), nearest) for name in ("eligible", "starting")},
            "fresh cycles": by_year(flow.fresh),
            "frozen transfers": by_year(flow.frozen),
            "births": by_year(flow.births),
            "cost": by_year(flow.cost),
            "cost per birth": by_year(ratio(flow.cost, flow.births)),
        },
        "all years": {
            **{name: interval(totals[name]) for name in MEASURES},
            "fresh cycles": interval(flow.fresh.sum(axis=1)),
            "frozen transfers": interval(flow.frozen.sum(axis=1)),
            "births per fresh cycle started": interval(ratio(flow.births.sum(axis=1), flow.fresh.sum(axis=1))),
        },
        "at the values": {name: number(value[0]) for name, value in measures(runs.central[place]).items()},
        "against the baseline": {name: interval(totals[name] - measures(base)[name]) for name in ("cost", "births")},
        "under the budget": _queue(found),
        "sensitivity": {
            measure: [_swing(one) for one in found_swings]
            for measure, found_swings in swings(options.parameters, runs.ends[place], found, runs.values).items()
        },
    }


def _policy(part: Any) -> Report:
    policy = part.policy
    where = None if part.where is None else part.where.text
    about = {"policy": policy.id, "version": policy.version, "status": policy.status, "completeness": policy.completeness}
    return {**about, "where": where, "cycles": part.cycles, "transfers": part.transfers, "said": list(part.said)}


def _changed(cells: Cells, baseline: int, place: int, *, synthetic: bool) -> Report:
    """People whom the baseline refuses and this candidate does not, and the other way round: exact, whatever is assumed."""
    before, after = cells.outcomes[:, baseline] == 0, cells.outcomes[:, place] == 0
    return {
        "no longer ruled out": shown(int(cells.counts[before & ~after].sum()), synthetic=synthetic),
        "newly ruled out": shown(int(cells.counts[~before & after].sum()), synthetic=synthetic),
    }


def _queue(found: Brought) -> Report | None:
    queue = found.queue
    if queue is None:
        return None
    names = ("joined", "started", "left", "waiting", "months", "births", "cost")
    whole = {name: interval(getattr(queue, name).sum(axis=1)) for name in ("births", "cost")}
    return {**{name: by_year(getattr(queue, name)) for name in names}, "all years": whole}


def _swing(one: Swing) -> Report:
    return {"parameter": one.parameter, "low": one.low, "high": one.high, "correlation": one.correlation}


def interval(found: Numbers, nearest: int | None = None) -> dict[str, float | None]:
    """The median and the ends of the interval, rounded if that is wanted; None where there is no number, or none that is finite."""
    known = found[~np.isnan(found)]
    if not len(known):
        return {"median": None, "low": None, "high": None}
    low, median, high = np.percentile(known, [INTERVAL[0], 50, INTERVAL[1]], method="nearest")
    ends = {"median": median, "low": low, "high": high}
    return {name: number(end if nearest is None else nearest * np.round(end / nearest)) for name, end in ends.items()}


def by_year(found: Numbers, nearest: int | None = None) -> list[dict[str, float | None]]:
    """The interval of each year."""
    return [interval(found[:, year], nearest) for year in range(found.shape[1])]


def _frontier(labels: Sequence[str], runs: _Runs) -> Report:
    """Where each candidate stands by its medians, and in what share of the draws it is on the frontier."""
    totals = [measures(found) for found in runs.draws]
    cost, births = (np.stack([one[name] for one in totals], axis=1) for name in ("cost", "births"))
    often = on_frontier(cost, births).mean(axis=0)
    middle = [[float(np.percentile(one[name], 50, method="nearest")) for one in totals] for name in ("cost", "births")]
    return {
        label: {
            "standing": one.standing,
            "by": [labels[place] for place in one.by],
            "cost of one more birth": one.extra,
            "share of draws": float(share),
        }
        for label, one, share in zip(labels, standings(*middle), often, strict=True)
    }


def _said(options: Options, people: People, cells: Cells) -> Iterator[str]:
    """What has to be said beside the figures."""
    tally = Tally(people=cells.people, contradictory=cells.contradictory)
    yield from warnings(cells.question, people.layouts, tally, lambda count: shown(count, synthetic=people.synthetic))
    if cells.implausible:
        number_of = say_count(shown(cells.implausible, synthetic=people.synthetic))
        yield f"{number_of} values cannot be right, such as a body mass index of 0. They count as not known."
    for candidate, unplaced, unstated in zip(options.candidates, cells.unplaced, cells.unstated, strict=True):
        if unplaced:
            count = say_count(shown(unplaced, synthetic=people.synthetic))
            yield f"{candidate.label}: {count} people fall under no part. Their outcome is not known, and they have no cycles."
        if unstated:
            count = say_count(shown(unstated, synthetic=people.synthetic))
            yield f"{candidate.label}: of {count} people not refused, no number of cycles is known. They count as having none."
