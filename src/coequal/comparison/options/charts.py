"""The charts of an appraisal: cost by year, the frontier, the waiting list, what matters most, and who is reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import altair as alt

from coequal.comparison.options.drawing import FILL, WIDTH, Row, apart, axis, heading, scale, svg, written
from coequal.comparison.options.figures import costs, figure, letters, percent, ranged
from coequal.comparison.options.tables import span
from coequal.comparison.options.words import MADE_UP, UNSEEN, marks, standing_said, swing_said
from coequal.populations.charts.style import INK, QUIET, SMALL, data, place
from coequal.populations.charts.texts import on_lines, wrapped

Report = dict[str, Any]
A_ROW, MOST_BARS, MOST_LINES, LINE, LETTER, SIDE, ROOMY = 4, 8, 3, 17, 22, 190, 90
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 5])


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it is called, and its whole content in words."""

    svg: str
    caption: str
    words: str


def _chart(report: Report, drawn: Any, name: str, caption: str, lines: list[str]) -> Chart:
    words = "\n".join([*([MADE_UP] if report["synthetic"] else []), *lines])
    caption += "" if all(one["whole"] for one in report["candidates"].values()) else f" ({UNSEEN} not seen whole: as far as seen)"
    return Chart(svg(drawn, name, caption, words), caption, words)


def cost_by_year(report: Report) -> Chart:
    """A panel for each candidate: the cost of each year with its interval."""
    years, lines = report["years"], []
    most = max(one["high"] for each in report["candidates"].values() for one in each["by year"]["cost"]) / 1e6
    panels = []
    wide = (WIDTH - 60) / min(A_ROW, len(report["candidates"])) - 34
    for number, (label, each) in enumerate(report["candidates"].items()):
        spent = each["by year"]["cost"]
        rows = [
            {"year": str(year), "median": one["median"] / 1e6, "low": one["low"] / 1e6, "high": one["high"] / 1e6}
            for year, one in zip(years, spent, strict=True)
        ]
        x = alt.X("year:O", axis=axis(None, grid=False, values=[str(years[0]), str(years[-1])]))
        y = alt.Y("median:Q", scale=scale(0, most), axis=axis("£ million a year" if number % A_ROW == 0 else None))
        bars = data(rows).mark_bar(color="#d2e2f1", stroke=INK, strokeWidth=0.8).encode(x=x, y=y)
        ends = data(rows).mark_rule(color=INK, strokeWidth=1.6).encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
        title = heading(wrapped(f"{marks(report)[label]}  {label}", wide + 20, 14, MOST_LINES))
        panels.append(alt.layer(bars, ends).properties(width=wide, height=190, title=title))
        said = "; ".join(f"{year}, {costs(one)}" for year, one in zip(years, spent, strict=True))
        lines.append(f"{label}: {said}.")
    return _chart(
        report, _in_rows(panels, 14), "options-cost", "Cost of each year: median, and the 5th to 95th percentile as a line", lines
    )


def _in_rows(panels: list[Any], spacing: float) -> Any:
    """Panels beside one another, as many in a row as have room."""
    rows = (alt.hconcat(*panels[n : n + A_ROW], spacing=spacing) for n in range(0, len(panels), A_ROW))
    return alt.vconcat(*rows, spacing=18)


def frontier(report: Report) -> Chart:
    """Births and cost of all years, each candidate with its intervals; those on the frontier are joined."""
    short = marks(report)
    rows: list[Row] = []
    for label, each in report["candidates"].items():
        births, cost, standing = each["all years"]["births"], each["all years"]["cost"], report["frontier"][label]
        rows.append(
            {
                "text": short[label], "label": label, "on": standing["standing"] == "on the frontier",
                **{f"births {key}": births[key] for key in births}, **{f"cost {key}": cost[key] / 1e6 for key in cost},
                "said": f"{label}: births {ranged(births)}; cost {costs(cost)}; {standing_said(standing, short)}, "
                f"on the frontier in {percent(standing['share of draws'])} of draws.",
            }
        )  # fmt: skip
    wide = WIDTH - 370
    x = alt.X("births median:Q", scale=scale(0, max(row["births high"] for row in rows)), axis=axis(f"Births, {span(report)}"))
    y = alt.Y(
        "cost median:Q", scale=scale(0, max(row["cost high"] for row in rows)), axis=axis(f"Cost in £ million, {span(report)}")
    )
    joined = data(sorted((row for row in rows if row["on"]), key=lambda row: row["births median"]))
    points = [
        data([row for row in rows if row["on"] == on])
        .mark_point(size=90, filled=True, opacity=1, fill=fill, stroke=INK)
        .encode(x=x, y=y)
        for on, fill in ((True, FILL), (False, "white"))
    ]
    drawn = alt.layer(
        joined.mark_line(color=QUIET, strokeDash=[4, 3]).encode(x=x, y=y),
        data(rows).mark_rule(color=QUIET).encode(x=alt.X("births low:Q"), x2="births high:Q", y=y),
        data(rows).mark_rule(color=QUIET).encode(x=x, y=alt.Y("cost low:Q"), y2="cost high:Q"),
        *points,
        written(_spread(rows, wide), place(alt.X, "at"), alt.Y("cost high:Q"), dy=-9, align="center", weight="bold"),
    ).properties(width=wide, height=360)
    key = [f"{row['text']}  {row['label']}" for row in rows]
    seen = "" if all(one["whole"] for one in report["candidates"].values()) else " as far as seen,"
    notes = [
        "",
        f"Filled:{seen} on the frontier, joined by the dashed line.",
        "Hollow: another, or a mix of two, brings as many births for less.",
    ]
    found = alt.hconcat(drawn, _key([*key, *notes], 235), spacing=20)
    return _chart(
        report,
        found,
        "options-frontier",
        "Cost against births: medians, with the 5th to 95th percentile of each",
        [row["said"] for row in rows],
    )


def _spread(rows: list[Row], wide: float) -> list[Row]:
    """The letters above their candidates, moved aside where two would lie on one another."""
    most = scale(0, max(row["births high"] for row in rows)).domain[1]
    places = apart([wide * row["births median"] / most for row in rows], LETTER)
    return [{**row, "at": at} for row, at in zip(rows, places, strict=True)]


def _key(lines: list[str], width: float) -> Any:
    rows = [{"x": 0, "y": LINE * (n + 0.5), "text": text} for n, text in enumerate(_wrapped(lines, width))]
    return written(rows, place(alt.X, "x"), place(alt.Y, "y")).properties(width=width + 25, height=LINE * len(rows))


def _wrapped(lines: list[str], width: float) -> Iterator[str]:
    for line in lines:
        yield from on_lines([line], width, SMALL) or [""]


def waiting(report: Report) -> Chart:
    """Who waits at the end of each year under the budget: a line for each candidate, with its letter at the end."""
    short, years = marks(report), report["years"]
    lists = {label: each["under the budget"]["waiting"] for label, each in report["candidates"].items()}
    most = max(one["median"] for each in lists.values() for one in each) or 1
    height, wide = 300, WIDTH - 330
    y, x = (
        alt.Y("waiting:Q", scale=scale(0, most), axis=axis("Couples who wait at the end of the year")),
        alt.X("year:O", axis=axis(None, grid=False)),
    )
    layers = []
    for number, (label, each) in enumerate(lists.items()):
        rows = [{"year": str(year), "waiting": one["median"], "text": short[label]} for year, one in zip(years, each, strict=True)]
        layers.append(
            data(rows)
            .mark_line(
                color=INK, strokeDash=DASHES[number % len(DASHES)], strokeWidth=2, point={"filled": True, "fill": INK, "size": 34}
            )
            .encode(x=x, y=y)
        )
    ends = [each[-1]["median"] for each in lists.values()]
    heights = apart([height * (1 - end / (most * 1.06)) for end in ends], LINE)
    names = [f"{short[label]}  {label}: {figure(end)}" for label, end in zip(lists, ends, strict=True)]
    rows = [
        {"x": 0, "y": at, "text": line}
        for at, name in zip(heights, names, strict=True)
        for line in on_lines([name], 300, SMALL)[:1]
    ]
    beside = written(rows, place(alt.X, "x"), place(alt.Y, "y")).properties(width=250, height=height)
    drawn = alt.hconcat(alt.layer(*layers).properties(width=wide, height=height), beside, spacing=4)
    said = [
        f"{label}: {'; '.join(f'{year}, {ranged(one)}' for year, one in zip(years, each, strict=True))}."
        for label, each in lists.items()
    ]
    return _chart(report, drawn, "options-waiting", "Couples who wait at the end of each year under the budget: medians", said)


def tornados(report: Report) -> list[Chart]:
    """What matters most for the difference of each candidate from the baseline, where an assumption matters at all."""
    found = report["candidates"].items()
    return [tornado(report, label) for label, each in found if any(each["sensitivity of the difference"].values())]


def tornado(report: Report, label: str) -> Chart:
    """Cost and births of one candidate above those of the baseline, with each assumption at the ends of its range."""
    short, swings = marks(report), report["candidates"][label]["sensitivity of the difference"]
    at, base = (report["candidates"][name]["at the values"] for name in (label, report["baseline"]))
    order = [[one["parameter"] for one in swings[measure]] for measure in ("cost", "births")]
    first = dict.fromkeys(name for pair in zip_longest(*order) for name in pair if name is not None)
    kept = list(first)[:MOST_BARS]
    panels = [
        _swings(swings[measure], at[measure] - base[measure], measure, kept, first=measure == "cost")
        for measure in ("cost", "births")
    ]
    said = [
        f"{measure.capitalize()}: " + "; ".join(
            f"{one['parameter']}, {swing_said(measure, one['low'])} to {swing_said(measure, one['high'])}"
            for one in swings[measure]
        ) + "."
        for measure in ("cost", "births")
    ]  # fmt: skip
    caption = (
        f"{short[label]}  {label}, less the baseline: each assumption at the low (hollow) and high (filled) end of its range, "
        f"{span(report)}"
    )
    name = f"options-tornado-{letters(report['candidates'])[label]}"
    return _chart(report, alt.hconcat(*panels, spacing=24), name, caption, said)


def _swings(swings: list[Report], middle: float, measure: str, kept: list[str], *, first: bool) -> Any:
    """One measure: a dumbbell for each assumption, of no length where the assumption does not move it."""
    part = 1e6 if measure == "cost" else 1
    middle /= part
    found = {one["parameter"]: (one["low"] / part, one["high"] / part) for one in swings}
    ends_of = {name: found.get(name, (middle, middle)) for name in kept}
    rows = [{"name": name, "low": low, "high": high} for name, (low, high) in ends_of.items()]
    ends = [middle, *(row[end] for row in rows for end in ("low", "high"))]
    y = alt.Y("name:N", sort=kept, axis=axis(None, grid=False, labels=first), title=None)
    title = "More cost in £ million" if measure == "cost" else "More births"
    x = alt.X("low:Q", scale=scale(min(ends), max(ends)), axis=axis(title, most=5))
    return alt.layer(
        data([{"at": middle}]).mark_rule(color=QUIET, strokeDash=[3, 3]).encode(x=alt.X("at:Q")),
        data(rows).mark_rule(color=INK, strokeWidth=5, opacity=0.35).encode(x=x, x2="high:Q", y=y),
        data(rows).mark_point(filled=True, fill="white", stroke=INK, size=80, opacity=1).encode(x=x, y=y),
        data(rows).mark_point(filled=True, fill=INK, stroke=INK, size=80, opacity=1).encode(x=alt.X("high:Q"), y=y),
    ).properties(width=(WIDTH - 240) / 2, height=26 * len(kept))


def groups(report: Report, grouping: str) -> Chart:
    """The share eligible of each group, a panel for each candidate beside the others."""
    short, found = marks(report), report["groups"][grouping]
    names = ["\n".join(wrapped(name, SIDE, SMALL, MOST_LINES)) for name in found]
    deep = max((name.count("\n") + 1 for name in names), default=1)
    wide = (WIDTH - SIDE - 20) / min(A_ROW, len(short)) - 10
    panels = []
    for number, (label, letter) in enumerate(short.items()):
        shares = [group["candidates"][label]["share"] for group in found.values()]
        rows = [
            {"group": name, "share": 100 * (share or 0), "text": percent(share)} for name, share in zip(names, shares, strict=True)
        ]
        y = alt.Y("group:N", sort=names, axis=axis(None, grid=False, labels=number % A_ROW == 0, lines=True))
        x = alt.X("share:Q", scale=alt.Scale(domain=[0, 145]), axis=None)
        bars = data(rows).mark_bar(color="#b4cfe6", stroke=INK, strokeWidth=0.8, height=13).encode(x=x, y=y)
        title = heading([f"{letter}{' (baseline)' if label == report['baseline'] and wide > ROOMY else ''}"])
        height = (10 + 14 * deep) * len(names)
        panels.append(alt.layer(bars, written(rows, x, y, dx=4)).properties(width=wide, height=height, title=title))
    said = []
    for name, group in found.items():
        each = "; ".join(f"{label}, {percent(group['candidates'][label]['share'])}" for label in short)
        said.append(f"{name}, {group['people']} people: {each}.")
    place_in = list(report["groups"]).index(grouping)
    caption = f"Share expected to be eligible. {grouping}"
    return _chart(report, _in_rows(panels, 10), f"options-groups-{place_in}", caption, said)
