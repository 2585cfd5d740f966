"""What many requests say about a policy: evidence for its review, for whoever manages it. People judge what follows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from django.db.models import Count

from coequal.accounts.models import Organisation
from coequal.assurance.disclosure import Shown, grid, shown
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Picture, Table, document
from coequal.eligibility.outcome import ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN
from coequal.facts.dates import say_date
from coequal.populations.charts.described import svg_described
from coequal.populations.charts.figures import to_svg
from coequal.populations.charts.layout import Page, Panel, Row
from coequal.referrals.desk.report import RULE
from coequal.referrals.desk.words import of_policy, said
from coequal.referrals.desk.yearly import UNDER_WAY, span
from coequal.referrals.models import Request
from coequal.referrals.moves.states import APPROVED, ENDS, WRITING

ALL_THE_SAME, NOT_APPROVED = "approved all the same", "not approved"
_COLUMNS: Final = (ALL_THE_SAME, NOT_APPROVED, UNDER_WAY)
_LOOKS: Final = dict(zip(_COLUMNS, (ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN), strict=True))  # how each part of a bar is drawn
_MOST: Final = 12  # bars that are still read at a glance
_LEAD: Final = (
    "A criterion that brings many requests, or that is set aside again and again, may be worth a review. These counts show where "
    "to look. They do not show why, and they decide nothing."
)


def signals(organisation: Organisation, year: int) -> Document:
    """What the requests of a financial year say about the policies of a commissioner."""
    first, after = span(year)
    came = Request.objects.filter(organisation=organisation, submitted__gte=first, submitted__lt=after).exclude(state=WRITING)
    by_criterion: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for policy, unmet, state in came.values_list("policy", "unmet", "state"):
        for criterion in unmet:
            by_criterion[policy, criterion][_column(state)] += 1
    by_policy = Counter(dict(came.values_list("policy").annotate(n=Count("pk")).order_by()))
    without = came.filter(policy="").values_list("intervention__name", "service").annotate(n=Count("pk")).order_by()
    unasked = Counter({(name or "not named", service): number for name, service, number in without})
    facts = [("Commissioner", str(organisation)), ("From", say_date(first.date())), ("Until before", say_date(after.date()))]
    return document(
        f"What requests say about policies, April {year} to March {year + 1}",
        *(_LEAD, list(_blocks(organisation, by_criterion, by_policy, unasked)), facts),
    )


def _column(state: str) -> str:
    if state == APPROVED:
        return ALL_THE_SAME
    return NOT_APPROVED if state in ENDS else UNDER_WAY


def _blocks(
    organisation: Organisation,
    by_criterion: Mapping[tuple[str, str], Counter[str]],
    by_policy: Counter[str],
    unasked: Counter[tuple[str, str]],
) -> Iterator[Block]:
    if organisation.invented:
        yield Notice("An invented area", organisation.made_up)
    yield Notice("Small numbers", RULE)
    yield Heading("Criteria that were not met")
    rows = _criteria(by_criterion)
    if any(all_.count for _names, _cells, all_ in rows):
        yield _chart(rows)
    yield Table(
        "Requests by criterion",
        ("Criterion", "Policy", *_COLUMNS, "all"),
        tuple((said(one), of_policy(policy), *map(str, cells), str(all_)) for (policy, one), cells, all_ in rows),
        frozenset({2, 3, 4, 5}),
    )
    yield Heading("Policies")
    yield Table("Requests by policy", ("Policy", "Requests"), tuple(_ordered(by_policy)), frozenset({1}))
    yield Heading("Asked for without a policy")
    yield Paragraph(
        "Interventions are named by officers. Many requests for one thing without a policy are a question about a new one."
    )
    lines = sorted(unasked.items(), key=lambda item: (-(shown(item[1]).count or 0), item[0]))
    without = tuple((name, said(service), str(shown(number))) for (name, service), number in lines)
    yield Table("Requests without a policy", ("Intervention", "Service", "Requests"), without, frozenset({2}))


_Line = tuple[tuple[str, str], tuple[Shown, ...], Shown]


def _criteria(counts: Mapping[tuple[str, str], Counter[str]]) -> list[_Line]:
    """Each criterion with its counts and their sum as they may be shown, those of most requests first."""
    names = sorted(counts)
    if not names:
        return []
    columns = grid([[counts[name][column] for column in _COLUMNS] for name in names], totals_of_rows=True)
    lines = [(name, tuple(column[n] for column in columns), shown(counts[name].total())) for n, name in enumerate(names)]
    return sorted(lines, key=lambda line: (-(line[2].count or 0), line[0]))


def _ordered(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    for policy, number in sorted(counts.items(), key=lambda item: (-(shown(item[1]).count or 0), item[0])):
        yield of_policy(policy), str(shown(number))


def _chart(lines: list[_Line]) -> Picture:
    """The criteria with most requests as bars; what is hidden has no part in its bar."""
    told = [line for line in lines if line[2].count][:_MOST]
    longest = max(all_.count or 0 for _names, _cells, all_ in told)
    rows = [
        Row(
            f"{said(one)} ({of_policy(policy)})",
            tuple((_LOOKS[name], (cell.count or 0) / longest) for name, cell in zip(_COLUMNS, cells, strict=True)),
            tuple(map(str, cells)),
        )
        for (policy, one), cells, _all in told
    ]
    title = "Criteria that brought most requests"
    heads = tuple((name.capitalize(), _LOOKS[name]) for name in _COLUMNS)
    page = Page(
        title,
        ("Each bar is the requests of people who did not meet one criterion.",),
        (Panel("", (), heads, tuple(rows)),),
        (RULE,),
    )
    return Picture(svg_described(to_svg(page), page), title, page.in_words())
