"""What waits for whom: each queue by what it says and which requests are in it, oldest or most pressing first.

Every page is found by an index, however many requests there are: no queue is ever read as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from typing import Final

from django.db.models import Q, QuerySet

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.referrals.desk.pages import ON_A_PAGE, Listed, number_of, page_of
from coequal.referrals.desk.whose import commissioners
from coequal.referrals.models import Request
from coequal.referrals.moves import states as at

SOON: Final = timedelta(7)
_OPEN: Final = Q(ended=None, submitted__isnull=False)
_SHOWN: Final = ("provider", "organisation", "officer", "intervention")


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue: its name in addresses, its words, what is in it, and what stands where nothing is."""

    name: str
    words: str
    says: str
    empty: str
    states: tuple[str, ...] = ()
    by_due: bool = False


NEW: Final = Queue(
    *("new", "New", "Requests that nobody has taken on yet, the oldest first."),
    "Nothing is new. What a clinician submits stands here until somebody takes it on.",
)
MINE: Final = Queue(
    *("mine", "With me", "Requests that you have taken on, the oldest first."),
    "You have taken nothing on. Open a request under “New” and take it on.",
)
SOONEST: Final = Queue(
    *("soon", "Due this week", "Requests whose next answer is due today or in the seven days after, the soonest first."),
    "Nothing is due this week. A request stands here as soon as seven days are left for its next answer.",
    by_due=True,
)
LATE: Final = Queue(
    *("late", "Late", "Requests whose next answer was due before today, those that are longest overdue first."),
    "Nothing is late. A request stands here on the day after its answer was due.",
    by_due=True,
)
WITH_CLINICIAN: Final = Queue(
    *("clinician", "Waiting for the clinician", "Something has to be known first. The clock stands until the clinician answers."),
    "Nothing waits for a clinician. What is returned or deferred stands here until it is answered.",
    (at.RETURNED, at.DEFERRED),
)
UNANSWERED: Final = Queue(
    *("unanswered", "Not answered", "The clinician’s time to answer is over. Remind the clinic; then a person may close them."),
    "Nothing is unanswered. What was returned or deferred stands here on the day after the time that the rules give for an answer.",
)
PANEL: Final = Queue(
    *("panel", "For panel", "Requests that wait for a panel, and those on an agenda, the oldest first."),
    "Nothing waits for a panel. What is screened in stands here until a panel has decided.",
    (at.FOR_PANEL, at.WITH_PANEL),
)
AGAIN: Final = Queue(
    *("again", "Looked at again", "Requests with new evidence, and those under appeal, the oldest first."),
    "Nothing is looked at again. New evidence and appeals stand here until they are answered.",
    (at.RECONSIDERING, at.APPEALING),
)
NO_CONSENT: Final = Queue(
    *("consent", "Consent taken back", "The patient no longer agrees. Nobody goes on with these, and the clock stands."),
    "No consent was taken back. A request stands here from the moment in which a clinic records it, until it is withdrawn or the "
    "patient agrees again.",
)
_ALL: Final = (NEW, MINE, NO_CONSENT, SOONEST, LATE, WITH_CLINICIAN, UNANSWERED, PANEL, AGAIN)
QUEUES: Final[Mapping[str, Queue]] = {one.name: one for one in _ALL}


def page(queue: Queue, acting: Acting, on: date, after: str = "") -> Listed[Request]:
    """A page of a queue, as it stands for somebody on a day; the first, or that which comes after a mark."""
    found = [one.select_related(*_SHOWN) for one in _parts(queue, commissioners(acting), acting, on)]
    if queue.by_due:
        return page_of(_by_due(found, after), lambda one: f"{one.due:%Y%m%d}-{one.pk}")
    number = number_of(after)
    first = [list((one.filter(pk__gt=number) if number else one).order_by("pk")[: ON_A_PAGE + 1]) for one in found]
    return page_of(list(merge(*first, key=lambda one: one.pk)), lambda one: str(one.pk))


def counts(acting: Acting, on: date, queues: Iterable[Queue] = _ALL) -> dict[str, int]:
    """How many requests there are in each of some queues, by its name."""
    whose = commissioners(acting)
    return {queue.name: sum(part.count() for part in _parts(queue, whose, acting, on)) for queue in queues}


def _parts(queue: Queue, whose: list[Organisation], acting: Acting, on: date) -> list[QuerySet[Request]]:
    """The requests of a queue in parts, each of which an index gives in order: one for each organisation and state."""
    return [part for one in whose for part in _of(queue, one, acting, on)]


def _of(queue: Queue, whose: Organisation, acting: Acting, on: date) -> list[QuerySet[Request]]:
    of_all = Request.objects.filter(organisation=whose)
    if queue.states:
        return [of_all.filter(state=state) for state in queue.states]
    is_open = of_all.filter(_OPEN)
    if queue is NEW:
        return [is_open.filter(officer=None, state__in=(at.SUBMITTED, at.WITH_OFFICER, at.SCREENING))]
    if queue is NO_CONSENT:
        return [is_open.filter(consent_taken_back__isnull=False)]
    if queue is UNANSWERED:
        return [of_all.filter(waits_until__lt=on)]
    if queue is MINE:
        return [is_open.filter(officer=acting.person)]
    due = Q(due__gte=on, due__lte=on + SOON) if queue is SOONEST else Q(due__lt=on)
    return [is_open.filter(due, due__isnull=False)]


def _by_due(found: Sequence[QuerySet[Request]], after: str) -> list[Request]:
    """What is due, the first day first, after a mark of day and number."""
    day, _, mark = after.partition("-")
    number, since = number_of(mark), _day(day)
    first = []
    for part in found:
        later = part.filter(due__gte=since).exclude(due=since, pk__lte=number) if since and number else part
        first.append(list(later.order_by("due", "pk")[: ON_A_PAGE + 1]))
    return list(merge(*first, key=lambda one: (one.due, one.pk)))


def _day(written: str) -> date | None:
    """The day of a mark, such as 20261127; None where it is none."""
    if len(written) != 8 or number_of(written) is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
