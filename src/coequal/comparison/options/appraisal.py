"""The appraisal of an options file: everything that it says, in the shape that `coequal options --json` prints."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from coequal.comparison.options.candidates import Candidate, Part
from coequal.comparison.options.cells import Cells, count_cells
from coequal.comparison.options.equality import by_group, outcome_counts, shown
from coequal.comparison.options.file import Options
from coequal.comparison.options.frontier import ON, on_frontier, standings
from coequal.comparison.options.model import Brought, fixed, joined, resampled, setting
from coequal.comparison.options.parameters import Numbers, Parameter, Values, at_their_values, drawn, one_at_a_time
from coequal.comparison.options.people import Blocks, People, open_people
from coequal.comparison.options.remarks import roughness, said
from coequal.comparison.options.sensitivity import MEASURES, Swing, difference, measures, number, ratio, swings
from coequal.criteria.vocabulary import Vocabulary
from coequal.populations.publishing import ROUNDED_TO
from coequal.populations.tally import Progress

Report = dict[str, Any]
Steps = Callable[[Iterator[Any]], Iterator[Any]]
INTERVAL = (5, 95)  # percentiles
_CODE = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of one appraisal: in the draws, at the values, and with each parameter at its ends."""

    values: Values
    draws: tuple[Brought, ...]
    central: tuple[Brought, ...]
    ends: tuple[Brought, ...]


def appraise(
    options: Options,
    vocabulary: Vocabulary,
    area: Callable[[str], str] = str,
    *,
    read: Progress = iter,
    steps: Steps = iter,
    blocks: Blocks = iter,
) -> Report:
    """The whole report, in which `area` says a code of an area in words. Raises `CoequalError` where the people cannot be used.

    `blocks`, `read` and `steps` put progress around making the people, assessing them, and the slices of draws.
    """
    people = open_people(options, vocabulary, area, blocks)
    cells = count_cells(options, people, vocabulary, read)
    within = setting(
        cells if people.synthetic else cells.as_published(),
        options.baseline,
        options.years,
        None if options.budget is None else options.budget.a_year,
    )
    values = drawn(options.parameters, options.draws, options.seed)
    runs = _Runs(
        values,
        joined(list(steps(resampled(within, values, options.seed)))),
        fixed(within, at_their_values(options.parameters)),
        fixed(within, one_at_a_time(options.parameters)),
    )
    labels = [one.label for one in options.candidates]
    groups = by_group(cells, within, at_their_values(options.parameters), labels, synthetic=people.synthetic)
    for grouping in people.by_area:
        groups[grouping] = {area(name): found for name, found in groups[grouping].items()}
    return {
        **_head(options, people, cells),
        "parameters": [_parameter(one) for one in options.parameters],
        "candidates": {
            one.label: {**_policies(one, area), **_candidate(options, cells, runs, place, people)}
            for place, one in enumerate(options.candidates)
        },
        "frontier": _frontier(options, labels, runs),
        "groups": groups,
        "said": [*said(options, people, cells), *(() if people.synthetic else roughness(within.cells))],
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


def _candidate(options: Options, cells: Cells, runs: _Runs, place: int, people: People) -> Report:
    found, central = runs.draws[place], runs.central[place]
    flow, totals, against = found.flow, measures(found), difference(found, runs.draws[options.baseline])
    at_ends = difference(runs.ends[place], runs.ends[options.baseline])
    nearest = None if people.synthetic else ROUNDED_TO  # how near a number of couples may come to the counts of real people
    return {
        "people": outcome_counts(cells, place, cells.counts, synthetic=people.synthetic),
        "changed": _changed(cells, options.baseline, place, synthetic=people.synthetic),
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
        "at the values": {
            **{name: number(value[0]) for name, value in measures(central).items()},
            "fresh cycles": number(central.flow.fresh.sum()),
        },
        "against the baseline": {name: interval(value) for name, value in against.items()},
        "under the budget": _queue(found),
        "sensitivity": _swings(swings(options.parameters, measures(runs.ends[place]), totals, runs.values)),
        "sensitivity of the difference": _swings(swings(options.parameters, at_ends, against, runs.values)),
    }


def _policies(candidate: Candidate, area: Callable[[str], str]) -> Report:
    return {"policies": [_policy(part, area) for part in candidate.parts], "whole": candidate.whole}


def _policy(part: Part, area: Callable[[str], str]) -> Report:
    policy = part.policy
    where = None if part.where is None else _CODE.sub(lambda code: _in_words(code, area), part.where.text)
    about = {"policy": policy.id, "version": policy.version, "status": policy.status, "completeness": policy.completeness}
    return {**about, "where": where, "cycles": part.cycles, "transfers": part.transfers, "said": list(part.said)}


def _in_words(code: re.Match[str], area: Callable[[str], str]) -> str:
    """A quoted code as the area that it is; as it stands where it is none that is known."""
    said = area(code[1])
    return code[0] if said == code[1] else said


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


def _swings(found: dict[str, list[Swing]]) -> Report:
    return {
        measure: [
            {"parameter": one.parameter, "low": one.low, "high": one.high, "correlation": one.correlation} for one in swings_of
        ]
        for measure, swings_of in found.items()
    }


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


def _frontier(options: Options, labels: list[str], runs: _Runs) -> Report:
    """Where each candidate stands by its medians, and in what share of the draws it is on the frontier.

    A verdict holds as far as was seen where a candidate on which it rests was not seen whole; on the frontier all count.
    """
    whole = [one.whole for one in options.candidates]
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
            "as far as seen": not all(whole if one.standing == ON else [whole[place], *(whole[other] for other in one.by)]),
        }
        for place, (label, one, share) in enumerate(zip(labels, standings(*middle), often, strict=True))
    }
