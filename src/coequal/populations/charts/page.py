"""A report as a page to draw: one policy in full, or the outcomes of several beside one another."""

from collections.abc import Iterator
from typing import Any

from coequal.populations.charts.layout import Grid, Page, Panel
from coequal.populations.charts.many import grids, outcomes_by_policy
from coequal.populations.charts.numbers import counted
from coequal.populations.charts.one import attrition, blockers, by_group, clean, not_known, outcomes

SEEN = {"whole": "seen whole", "partial": "seen in part", "second-hand": "known at second hand"}


def page_of(report: dict[str, Any], *, synthetic: bool, published: bool) -> Page:
    """What to draw of a report, with every text in it made fit to be drawn."""
    policies, people = report["policies"], counted(report["people"])
    footer = tuple(_footer(synthetic=synthetic, published=published))
    if len(policies) > 1:
        title = f"What {len(policies)} policies do to {people}"
        about = ("Each policy is applied to the same people. Those that rule out the fewest come first.",)
        return Page(title, about, tuple(_several(report)), footer)
    ((name, policy),) = policies.items()
    seen = SEEN.get(policy["completeness"], policy["completeness"])
    about = (clean(f"{name}, version {policy['version']} ({seen})"),)
    return Page(f"What one policy does to {people}", about, tuple(_one(name, policy, report)), footer)


def _one(name: str, policy: dict[str, Any], report: dict[str, Any]) -> Iterator[Panel]:
    people = report["people"]
    yield outcomes(policy, people)
    yield attrition(policy, people)
    yield blockers(policy, people)
    yield not_known(policy, people)
    if "by" in report:
        yield by_group(name, report["by"])


def _several(report: dict[str, Any]) -> Iterator[Panel | Grid]:
    yield outcomes_by_policy(report["policies"], report["people"])
    if "by" in report:
        yield from grids(report)


def _footer(*, synthetic: bool, published: bool) -> Iterator[str]:
    if synthetic:
        yield "Synthetic people: made up, so these are no counts of anybody."
    if published:
        yield "Counts of 1 to 7 are *, others rounded to 5. Shares come from these."
    yield "Software assesses, people decide: these are no decisions about anybody."
