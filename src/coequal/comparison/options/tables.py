"""The tables of an appraisal as rows of text, the first row the head: the same on a page, in print and in a terminal."""

from dataclasses import dataclass
from typing import Any

from coequal.comparison.options.figures import costs, count, figure, money, percent, ranged, ranges, source, times
from coequal.comparison.options.words import marks, standing_said, swing_said

Report = dict[str, Any]
Rows = list[list[str]]
MOST_SWINGS = 3
COST, LIST = "Cost of each year", "The waiting list under the budget"
FRONTIER, SWINGS = "The frontier of cost against births", "Which assumptions matter most"
DIFFERENCE = "What the difference from the baseline rests on most"
MUCH_OPEN = 0.1  # the share of a group not known from which that is said
WORDS = frozenset(
    {"Of", "Unit", "Shape", "Source", "Value (range)", "By the medians", "Its assumption"}
)  # heads of columns of words


@dataclass(frozen=True, slots=True)
class Block:
    """A table under a title, what it is called itself, and what it needs to be understood."""

    title: str
    caption: str
    note: str
    rows: Rows


def blocks(report: Report) -> list[Block]:
    """Every table about the candidates, in the order in which to read them."""
    found = [outcomes(report), couples(report), brought(report), spent(report), yearly(report, "cost", COST, money)]
    found.append(yearly(report, "births", "Births of each year", figure))
    if report["budget"]:
        found.append(waiting(report))
    return [*found, frontier(report), swings_of_difference(report), swings(report)]


def summary(report: Report) -> Block:
    """One table of what a reader wants to know first: births, cost, the list, and who is newly and no longer eligible."""
    lists = [f"Waiting at the end of {report['years'][-1]}"] if report["budget"] else []
    rows = [["", "Births", "Cost", *lists, "Newly eligible", "No longer eligible"]]
    short = marks(report)
    for label, each in report["candidates"].items():
        whole, moved, queue = each["all years"], each["couples a year"], each["under the budget"]
        waits = [] if queue is None else [ranged(queue["waiting"][-1])]
        moves = (ranged(moved[name]) for name in ("newly eligible", "no longer eligible"))
        rows.append([f"{short[label]}  {label}", ranged(whole["births"]), costs(whole["cost"]), *waits, *moves])
    note = f"Births and cost of {span(report)}, if everyone who takes treatment up can start. "
    note += "Waiting: couples, under the budget. " if lists else ""
    return Block("In short", "Summary", f"{note}Newly and no longer: couples a year, against the baseline.", rows)


def _each(report: Report) -> list[tuple[str, Report]]:
    short = marks(report)
    return [(short[label], each) for label, each in report["candidates"].items()]


def outcomes(report: Report) -> Block:
    """What each candidate says of the people who were assessed."""
    names = ("eligible", "for judgement", "not known", "not eligible")
    rows = [["", *(name.capitalize() for name in names), "Newly ruled out", "No longer ruled out"]]
    for letter, each in _each(report):
        changed = (each["changed"]["newly ruled out"], each["changed"]["no longer ruled out"])
        rows.append([letter, *(count(each["people"][name]) for name in names), *map(count, changed)])
    note = (
        f"Of {count(report['people'])} people, each assessed under every candidate. At least those who are eligible, and at most "
        "all but those who are not eligible, could be treated. Ruled out: against the baseline, free of any assumption."
    )
    return Block("Whom each candidate reaches", "People by outcome", note, rows)


def couples(report: Report) -> Block:
    """Couples a year who are found eligible, in the first year."""
    names = ("eligible", "newly eligible", "no longer eligible")
    rows = [["", *(name.capitalize() for name in names)]]
    rows += [[letter, *(ranged(each["couples a year"][name]) for name in names)] for letter, each in _each(report)]
    note = (
        "Couples a year, with those for judgement and not known as far as is assumed. Newly and no longer: against the baseline. "
        "Whoever is judged in favour under one candidate is so under the others."
    )
    return Block(f"Couples found eligible in {report['years'][0]}", "Couples a year", note, rows)


def brought(report: Report) -> Block:
    """The treatment and the births of each candidate over all years."""
    names = ("fresh cycles", "frozen transfers", "births")
    rows = [["", *(name.capitalize() for name in names), "Births for one fresh cycle started"]]
    for letter, each in _each(report):
        whole = each["all years"]
        rows.append([letter, *(ranged(whole[name]) for name in names), ranged(whole["births per fresh cycle started"], _part)])
    return Block(
        "What each candidate brings", "Treatment and births", f"If everyone who takes treatment up can start, {span(report)}.", rows
    )


def spent(report: Report) -> Block:
    """The cost of each candidate over all years, and what it brings against the baseline."""
    rows = [["", "Cost", "£ for one birth", "More births", "More cost"]]
    for letter, each in _each(report):
        whole, against = each["all years"], each["against the baseline"]
        sums = (costs(whole["cost"]), costs(whole["cost per birth"]))
        rows.append([letter, *sums, ranged(against["births"]), costs(against["cost"])])
    note = f"The same, {span(report)}, at the prices assumed, not discounted. More: than the baseline, draw by draw."
    return Block("What each candidate costs", "Cost, and births and cost beside the baseline", note, rows)


def span(report: Report) -> str:
    """The years in words."""
    years = report["years"]
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _part(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def yearly(report: Report, what: str, title: str, say: Any) -> Block:
    """One measure by year: medians."""
    rows = [["", *map(str, report["years"])]]
    rows += [[letter, *(say(one["median"]) for one in each["by year"][what])] for letter, each in _each(report)]
    note = "Couples who were already in treatment when the first year begins count under no candidate."
    return Block(title, f"{title}: medians", note, rows)


def waiting(report: Report) -> Block:
    """Who waits at the end of each year under the budget, and how long the last of them would."""
    rows = [["", *map(str, report["years"]), "Months of wait", "Births"]]
    for letter, each in _each(report):
        queue = each["under the budget"]
        months, whole = _months(queue["months"][-1]), queue["all years"]
        rows.append([letter, *(figure(one["median"]) for one in queue["waiting"]), months, ranged(whole["births"])])
    note = (
        "Couples who wait at the end of each year: medians. Months: how long the last of them would wait at the pace of the "
        "last year. Births: of all years."
    )
    return Block(LIST, "Couples who wait", note, rows)


def _months(found: Any) -> str:
    return "no end" if found["median"] is None else ranged(found, lambda value: "no end" if value is None else figure(value))


def frontier(report: Report) -> Block:
    """Which candidates another, or a mix of two, beats on both births and cost."""
    short, whole = marks(report), all(each["whole"] for each in report["candidates"].values())
    rows = [["", "By the medians", "£ for one more birth", "On it in draws" if whole else "On it in draws, as far as seen"]]
    for label, letter in short.items():
        one = report["frontier"][label]
        rows.append([letter, standing_said(one, short), money(one["cost of one more birth"]), percent(one["share of draws"])])
    note = (
        "Dominated: another brings as many births for no more money. Extendedly dominated: so would a mix of two others. "
        "£ for one more birth: against the one before it on the frontier."
    )
    return Block(FRONTIER, "Where each candidate stands", note, rows)


_ENDS = "All years together, with the other assumptions at their values. The correlation is over the draws."


def swings(report: Report) -> Block:
    """The assumptions that matter most for each candidate."""
    return Block(SWINGS, "The three widest swings of each candidate", _ENDS, _swings(report, "sensitivity"))


def swings_of_difference(report: Report) -> Block:
    """The assumptions that matter most for how much more each candidate costs and brings than the baseline."""
    rows = _swings(report, "sensitivity of the difference")
    note = f"Cost and births above those of the baseline. {_ENDS} Where there is no row, no assumption moves the difference."
    return Block(DIFFERENCE, "The three widest swings of each difference", note, rows)


def _swings(report: Report, of: str) -> Rows:
    """A row for each swing; a candidate and a measure are named on the first of their rows."""
    rows = [["", "Of", "Its assumption", "At its low end", "At its high end", "Rank correlation"]]
    for letter, each in _each(report):
        name = letter
        for measure in ("cost", "births"):
            what = measure
            for one in each[of][measure][:MOST_SWINGS]:
                ends = (swing_said(measure, one["low"]), swing_said(measure, one["high"]))
                follows = "–" if one["correlation"] is None else f"{one['correlation']:.2f}"
                rows.append([name, what, one["parameter"], *ends, follows])
                name = what = ""
    return rows


ELIGIBLE = (
    "Share expected to be eligible at the values of the assumptions, and in brackets how many times everybody's share that is."
)
BORN = "Births for 1,000 couples of the group who are referred, over their whole course."


def groups(report: Report, grouping: str) -> list[Block]:
    """The share eligible and the births of each group under each candidate: a table of each."""
    short, found = marks(report), report["groups"][grouping]
    head = ["", "People", *short.values()]
    shares, births = [head], [head]
    for name, group in found.items():
        each = [group["candidates"][label] for label in short]
        shares.append([name, count(group["people"]), *map(_beside, each)])
        births.append([name, count(group["people"]), *map(_births, each)])
    return [
        Block(grouping, "Share eligible", ELIGIBLE + much_open(report, grouping), shares),
        Block(grouping, "Births", BORN, births),
    ]


def much_open(report: Report, grouping: str) -> str:
    """Of which groups much is not known under a candidate, whose share eligible then rests on an assumption; nothing if of none."""
    found = []
    for label, mark in marks(report).items():
        unknown = {name: _not_known(group, label) for name, group in report["groups"][grouping].items()}
        said = ", ".join(f"{name} {percent(share)}" for name, share in unknown.items() if share > MUCH_OPEN)
        found += [f"under {mark}: {said}"] if said else []
    return f" Not known for more than {percent(MUCH_OPEN)}, {'; '.join(found)}." if found else ""


def _not_known(group: Report, label: str) -> float:
    """The share of a group that is not known, from counts as they are shown; none where one is hidden."""
    unknown, people = group["candidates"][label]["not known"], group["people"]
    return unknown / people if isinstance(unknown, int) and isinstance(people, int) and people else 0.0


def _beside(one: Report) -> str:
    share = percent(one["share"])
    return share if one["ratio"] is None else f"{share} ({times(one['ratio'])})"


def _births(one: Report) -> str:
    born = one["births per 1,000 couples"]
    return "*" if born is None else figure(born)


def assumptions(report: Report) -> Block:
    """Every assumption with its range, unit, shape, source and date."""
    rows = [["Assumption", "Value (range)", "Unit", "Shape", "Source"]]
    rows += [[one["name"], ranges(one), one["unit"], one["shape"], source(one)] for one in report["parameters"]]
    return Block("What is assumed", "Assumptions", "", rows)
