"""Several policies: the outcomes of each as one whole bar, and with groups, grids of their shares."""

from typing import Any

from coequal.eligibility.outcome import ELIGIBLE, NOT_ELIGIBLE
from coequal.populations.charts.layout import Grid, Panel, Row
from coequal.populations.charts.numbers import Count, fraction, rank, said, size
from coequal.populations.charts.one import NOT_SEEN_WHOLE, clean, more, outcome_heads, stacked
from coequal.populations.publishing import not_ruled_out, share

MOST_COLUMNS = 12

Found = dict[str, Any]


def outcomes_by_policy(policies: dict[str, Found], people: Count) -> Panel:
    """The outcomes of each policy, those that rule out the fewest people first."""
    rows = [_row(label, policies[name], people) for name, label in in_order(policies, people).items()]
    parted = any(policy["completeness"] != "whole" for policy in policies.values())
    notes = (
        "Each bar is everybody, its parts in the order of the columns. Not ruled out: all but those who are not eligible.",
        *([NOT_SEEN_WHOLE] if parted else []),
    )
    return Panel("Outcomes by policy", notes, (("Not ruled out", None), *outcome_heads()), tuple(rows))


def _row(label: str, policy: Found, people: Count) -> Row:
    found = policy["outcomes"]
    counts = [not_ruled_out(found, people), *(found[name] for _, name in outcome_heads())]
    return Row(label, stacked(found, people), tuple(share(count, people) for count in counts))


def in_order(policies: dict[str, Found], people: Count) -> dict[str, str]:
    """The labels of policies by their names, in the order of the share not ruled out, then of that eligible."""
    places = {name: name.partition("@")[0].partition("/") for name in policies}
    services = {service for _, _, service in places.values()}
    labels = {
        name: clean(f"{area if len(services) == 1 else name.partition('@')[0]}, {policies[name]['version']}{_seen(policies[name])}")
        for name, (area, _, _) in places.items()
    }

    def place(name: str) -> tuple[int, int, str]:
        found = policies[name]["outcomes"]
        return rank(found[NOT_ELIGIBLE]) - rank(people), -rank(found[ELIGIBLE]), labels[name]

    return {name: labels[name] for name in sorted(policies, key=place)}


def _seen(policy: Found) -> str:
    return "" if policy["completeness"] == "whole" else f" ({policy['completeness']})"


def grids(report: Found) -> list[Grid]:
    """The shares of each group that policies do not rule out and, as far as there are any, that they find eligible."""
    groups, what = report["by"]["groups"], clean(report["by"]["what"])
    labels = in_order(report["policies"], report["people"])
    some = {
        name: label
        for name, label in labels.items()
        if any(group["policies"][name]["outcomes"][ELIGIBLE] for group in groups.values())
    }
    found = [_grid(f"Share not ruled out, by {what}", labels, groups, NOT_ELIGIBLE)]
    return [*found, _grid(f"Share eligible, by {what}", some, groups, ELIGIBLE)] if some else found


def _grid(title: str, labels: dict[str, str], groups: Found, outcome: str) -> Grid:
    shown = dict(list(groups.items())[:MOST_COLUMNS])
    columns = tuple((clean(label), said(group["people"])) for label, group in shown.items())
    rows = [(label, tuple(_cell(group, name, outcome) for group in shown.values())) for name, label in labels.items()]
    notes = ("The darker, the more.", *more(len(groups) - len(shown), "group"))
    return Grid(title, notes, columns, tuple(rows))


def _cell(group: Found, name: str, outcome: str) -> tuple[str, float | None]:
    people, found = group["people"], group["policies"][name]["outcomes"]
    wanted = found[ELIGIBLE] if outcome == ELIGIBLE else not_ruled_out(found, people)
    shade = fraction(wanted, max(size(people), size(wanted))) if isinstance(wanted, int) else None
    return share(wanted, people), shade
