"""The yearly report of requests as a document. Every count of people in it is as it may be published, whoever reads it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from coequal.accounts.models import Organisation
from coequal.assurance.disclosure import FEWEST, HIDDEN, Shown, share_shown, shown, together
from coequal.assurance.sums import Key
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.referrals.desk.told import ALL, CRITERION, KIND, SERVICE, told
from coequal.referrals.desk.words import of_policy, said
from coequal.referrals.desk.yearly import OUTCOMES, Times, Year, counted, span
from coequal.referrals.models.deciding import DISMISSED, LODGED, TAKEN_BACK, UPHELD

RULE: Final = (
    f"Counts of people from 1 to {FEWEST - 1} are shown as {HIDDEN}, so that nobody is singled out; others are rounded to the "
    "nearest 5. Where one hidden count could be found from the others, those are hidden too. Shares come from the counts shown."
)
_APPEALS: Final = {
    UPHELD: "Appeals that were upheld",
    DISMISSED: "Appeals that were dismissed",
    TAKEN_BACK: "Appeals that were withdrawn",
    LODGED: "Appeals not answered yet",
}
_EQUALITY: Final = (
    "What people chose to say of themselves, counted only together: nobody who deals with a request reads the answers to it."
)


def title(year: int) -> str:
    """What the report of a financial year is called."""
    return f"Requests for one person, April {year} to March {year + 1}"


def report(organisation: Organisation, year: int) -> Document:
    """The report of a commissioner for a financial year: what came, what became of it, why, and how long it took."""
    found = counted(organisation, year)
    first, after = span(year)
    counts = told(found)
    facts = [("Commissioner", str(organisation)), ("Requests that came", str(counts[ALL]))]
    if found.disposed:
        facts.append(("Of which only the outcome is still kept", str(shown(found.disposed))))
    lead = f"Requests that were submitted from {say_date(first.date())} until before {say_date(after.date())}, as they stand today."
    return document(title(year), lead, list(_blocks(organisation, found, counts)), facts)


def _blocks(organisation: Organisation, found: Year, counts: Mapping[Key, Shown]) -> Iterator[Block]:
    if organisation.invented:
        yield Notice("An invented area", organisation.made_up)
    yield Notice("Small numbers", RULE)
    if not found.requests:
        yield Paragraph("No request came in this year, so there is nothing to count.")
        return
    yield Heading("What became of them")
    yield _outcomes("By kind", KIND, {kind: kind for kind in found.by_kind}, counts)
    yield _outcomes("By service", SERVICE, {service: said(service) for service in found.by_service}, counts)
    yield Heading("Why the policy did not cover them")
    yield Paragraph("One request can be in several lines, so these do not add up.")
    yield _reasons(found, counts)
    yield Heading("How long they took")
    yield Paragraph(
        "Working days from the day on which a request came until it was first answered. Days on which it waited for the clinician "
        "do not count. Where the rules of the commissioner set no limit, nothing is said about being in time."
    )
    yield _times(found.times)
    yield Heading("On the way")
    yield _on_the_way(found)
    if found.equality:
        yield Heading("The patients")
        yield Paragraph(_EQUALITY)
        yield from (_equality(asked, answers) for asked, answers in found.equality.items())


def _outcomes(caption: str, name: str, rows: Mapping[str, str], counts: Mapping[Key, Shown]) -> Table:
    """A table of outcomes, by rows with their words."""
    shown_rows = tuple(
        (words, *(str(counts[name, row, outcome]) for outcome in OUTCOMES), str(counts[name, row]))
        for row, words in sorted(rows.items(), key=lambda item: item[1])
    )
    return Table(caption, (name.capitalize(), *OUTCOMES, "all"), shown_rows, frozenset(range(1, len(OUTCOMES) + 2)))


def _reasons(found: Year, counts: Mapping[Key, Shown]) -> Table:
    """The criteria that were not met, those of most requests first, as far as that may be told."""
    ordered = sorted(found.unmet, key=lambda one: (-(counts[CRITERION, one].count or 0), one))
    rows = tuple((of_policy(policy), said(one), str(counts[CRITERION, (policy, one)])) for policy, one in ordered)
    return Table("Criteria that were not met", ("Policy", "Criterion", "Requests"), rows, frozenset({2}))


def _times(times: Mapping[str, Times]) -> Table:
    kinds = sorted(times)
    answered = together([len(times[kind].days) for kind in kinds])
    rows = tuple((kind, *_time(times[kind], count)) for kind, count in zip(kinds, answered, strict=True))
    return Table("Until the first answer", ("Kind", "Answered", "Median, working days", "In time"), rows, frozenset({1, 2, 3}))


def _time(one: Times, answered: Shown) -> tuple[str, str, str]:
    """How many were answered, the median, and the share in time; the last two only where the first may be told."""
    middle = HIDDEN if answered.count is None else f"{median(one.days):g}"
    in_time, _late = together([one.in_time, one.late])
    limited = Shown(None) if answered.count is None else shown(one.in_time + one.late)
    return str(answered), middle, "no limit" if not one.in_time + one.late else percent(in_time, limited)


def percent(part: Shown, base: Shown) -> str:
    """A share in words, from the counts as they are shown."""
    found = share_shown(part, base)
    return HIDDEN if found is None else f"{100 * found:.0f} %"


def _on_the_way(found: Year) -> Table:
    appeals = together([found.appeals[one] for one in _APPEALS])
    rows = (
        ("Returned to the clinician because something was missing", str(shown(found.returned))),
        ("Asked again on new evidence", str(shown(found.again))),
        ("Appealed against", str(shown(found.appeals.total()))),
        *zip(_APPEALS.values(), map(str, appeals), strict=True),
    )
    return Table("What happened on the way", ("What", "Requests"), rows, frozenset({1}))


def _equality(asked: str, answers: Counter[str]) -> Table:
    names = sorted(answers)
    rows = tuple(zip(names, map(str, together([answers[name] for name in names])), strict=True))
    return Table(asked, ("Answer", "People"), rows, frozenset({1}))
