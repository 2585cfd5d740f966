"""What many requests say about a policy: evidence for its review, for whoever manages it. People judge what follows."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from coequal.accounts.models import Organisation
from coequal.assurance.disclosure import Shown
from coequal.assurance.sums import Key
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Picture, Table, document
from coequal.eligibility.outcome import ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN
from coequal.facts.dates import say_date
from coequal.populations.charts.described import svg_described
from coequal.populations.charts.figures import to_svg
from coequal.populations.charts.layout import Page, Panel, Row
from coequal.referrals.desk.report import RULE
from coequal.referrals.desk.told import COLUMNS, CRITERION, INTERVENTION, POLICY, told
from coequal.referrals.desk.words import of_policy, said
from coequal.referrals.desk.yearly import Year, outcomes, span

N = TypeVar("N", str, tuple[str, str])
_LOOKS: Final = dict(zip(COLUMNS, (ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN), strict=True))  # how each part of a bar is drawn
_MOST: Final = 12  # bars that are still read at a glance
_LEAD: Final = (
    "A criterion that brings many requests, or that is set aside again and again, may be worth a review. These counts show where "
    "to look. They do not show why, and they decide nothing."
)


def signals(organisation: Organisation, year: int) -> Document:
    """What the requests of a financial year say about the policies of a commissioner."""
    first, after = span(year)
    found = outcomes(organisation, year)
    facts = [("Commissioner", str(organisation)), ("From", say_date(first.date())), ("Until before", say_date(after.date()))]
    title = f"What requests say about policies, April {year} to March {year + 1}"
    return document(title, _LEAD, list(_blocks(organisation, found, told(found))), facts)


def _blocks(organisation: Organisation, found: Year, counts: Mapping[Key, Shown]) -> Iterator[Block]:
    if organisation.invented:
        yield Notice("An invented area", organisation.made_up)
    yield Notice("Small numbers", RULE)
    yield Heading("Criteria that were not met")
    rows = _criteria(found, counts)
    if any(all_.count for _names, _cells, all_ in rows):
        yield _chart(rows)
    yield Table(
        "Requests by criterion",
        ("Criterion", "Policy", *COLUMNS, "all"),
        tuple((said(one), of_policy(policy), *map(str, cells), str(all_)) for (policy, one), cells, all_ in rows),
        frozenset({2, 3, 4, 5}),
    )
    yield Heading("Policies")
    policies = _ordered({policy: counts[POLICY, policy] for policy, _service in found.by_policy})
    by_policy = tuple((of_policy(policy), str(count)) for policy, count in policies)
    yield Table("Requests by policy", ("Policy", "Requests"), by_policy, frozenset({1}))
    yield Heading("Asked for without a policy")
    yield Paragraph(
        "Interventions are named by officers. Many requests for one thing without a policy are a question about a new one."
    )
    interventions = _ordered(
        {(intervention, service): counts[INTERVENTION, intervention, service] for intervention, service in found.by_intervention}
    )
    without = tuple((intervention, said(service), str(count)) for (intervention, service), count in interventions)
    yield Table("Requests without a policy", ("Intervention", "Service", "Requests"), without, frozenset({2}))


_Line = tuple[tuple[str, str], tuple[Shown, ...], Shown]


def _criteria(found: Year, counts: Mapping[Key, Shown]) -> list[_Line]:
    """Each criterion with its counts and their sum as they may be shown, those of most requests first."""
    ordered = _ordered({one: counts[CRITERION, one] for one in found.unmet})
    return [(one, tuple(counts[CRITERION, one, column] for column in COLUMNS), all_) for one, all_ in ordered]


def _ordered(counts: Mapping[N, Shown]) -> list[tuple[N, Shown]]:
    """Those of most requests first, as far as that may be told, and else by name."""
    return sorted(counts.items(), key=lambda item: (-(item[1].count or 0), item[0]))


def _chart(lines: list[_Line]) -> Picture:
    """The criteria with most requests as bars; what is hidden has no part in its bar."""
    told = [line for line in lines if line[2].count][:_MOST]
    longest = max(all_.count or 0 for _names, _cells, all_ in told)
    rows = [
        Row(
            f"{said(one)} ({of_policy(policy)})",
            tuple((_LOOKS[name], (cell.count or 0) / longest) for name, cell in zip(COLUMNS, cells, strict=True)),
            tuple(map(str, cells)),
        )
        for (policy, one), cells, _all in told
    ]
    title = "Criteria that brought most requests"
    heads = tuple((name.capitalize(), _LOOKS[name]) for name in COLUMNS)
    page = Page(
        title,
        ("Each bar is the requests of people who did not meet one criterion.",),
        (Panel("", (), heads, tuple(rows)),),
        (RULE,),
    )
    return Picture(svg_described(to_svg(page), page), title, page.in_words())
