"""What is counted for the yearly report, exactly and for nobody's eyes: `report` says what of it may be published."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.referrals.clock.limits import Limit
from coequal.referrals.desk.times import Taken, taken
from coequal.referrals.models import Appeal, EqualityAnswers, Request, RulesVersion, Step
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves import table
from coequal.referrals.moves.states import ENDS
from coequal.referrals.requesting.questions import Question
from coequal.referrals.requesting.sections import ABOUT_EQUALITY
from coequal.referrals.rules.in_force import read
from coequal.referrals.rules.reading import shipped

UNDER_WAY: Final = "not answered yet"
NOT_NAMED: Final = "not named"
NOT_ANSWERED, OWN_WORDS = "Not answered", "Answered in own words"
OUTCOMES: Final = (*ENDS, UNDER_WAY)
RETURNED: Final = (table.RETURN.name, table.ASK_BACK.name)
AGAIN: Final = (table.ASK_RECONSIDERATION.name,)
_FIRST_MONTH: Final = 4  # the financial year begins with April


@dataclass
class Times:
    """How long the requests of one kind took, in working days, and how many of those with a limit kept to it."""

    days: list[int] = field(default_factory=list)
    in_time: int = 0
    late: int = 0


@dataclass
class Year:
    """Everything that is counted of the requests that came in one year."""

    requests: int = 0
    disposed: int = 0
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_service: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_policy: Counter[tuple[str, str]] = field(default_factory=Counter)  # and service; the policy is empty where there is none
    by_intervention: Counter[tuple[str, str]] = field(default_factory=Counter)  # and service, of those without a policy
    unmet: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: dict[str, Times] = field(default_factory=lambda: defaultdict(Times))
    returned: int = 0
    again: int = 0
    appeals: Counter[str] = field(default_factory=Counter)
    equality: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def year_of(day: date) -> int:
    """The year in whose April the financial year of a day began."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def span(year: int) -> tuple[datetime, datetime]:
    """From when until before when a financial year goes."""
    first, after = (timezone.make_aware(datetime.combine(date(one, _FIRST_MONTH, 1), time.min)) for one in (year, year + 1))
    return first, after


def counted(organisation: Organisation, year: int) -> Year:
    """What is counted of the requests that came to a commissioner in a financial year."""
    first, after = span(year)
    came = _came(organisation, year)
    found, steps = outcomes(organisation, year), _steps(organisation, first, after)
    limits = _Limits(organisation)
    for one in came.only("pk", "kind", "urgent", "rules", "submitted"):
        _count_steps(found, one, steps.get(one.pk, []), limits)
    appeals = Appeal.objects.filter(decision__request__in=came)
    found.appeals.update(appeals.values_list("state", flat=True))
    for given in EqualityAnswers.objects.filter(request__in=came).iterator():
        for question in ABOUT_EQUALITY.questions:
            found.equality[question.words][_answer(question, given.answers.get(question.id, ""))] += 1
    return found


def outcomes(organisation: Organisation, year: int) -> Year:
    """What is counted from the rows of requests alone: what came, under which policy, what was not met, what became of it."""
    found = Year()
    columns = ("kind", "service", "policy", "intervention__name", "state", "unmet", "disposed")
    for kind, service, policy, intervention, state, unmet, disposed in _came(organisation, year).values_list(*columns).iterator():
        outcome = state if state in ENDS else UNDER_WAY
        found.requests += 1
        found.disposed += disposed is not None
        found.by_kind[kind][outcome] += 1
        found.by_service[service][outcome] += 1
        found.by_policy[policy, service] += 1
        if not policy:
            found.by_intervention[intervention or NOT_NAMED, service] += 1
        for criterion in unmet:
            found.unmet[policy, criterion][outcome] += 1
    return found


def _came(organisation: Organisation, year: int) -> QuerySet[Request]:
    """The requests that came in a year."""
    first, after = span(year)
    return Request.objects.filter(organisation=organisation, submitted__gte=first, submitted__lt=after).order_by()


def _answer(question: Question, answer: str) -> str:
    """An answer as it is counted: never in somebody's own words."""
    if not answer:
        return NOT_ANSWERED
    return dict(question.choices).get(answer, OWN_WORDS)


def _steps(organisation: Organisation, first: datetime, after: datetime) -> dict[int, list[Step]]:
    """The steps of all requests of a year, by request; what they say stays sealed."""
    asked = {"request__organisation": organisation, "request__submitted__gte": first, "request__submitted__lt": after}
    found: dict[int, list[Step]] = defaultdict(list)
    for one in Step.objects.filter(**asked).defer("says").order_by("pk").iterator():
        found[one.request_id].append(one)
    return found


def _count_steps(found: Year, request: Request, steps: list[Step], limits: "_Limits") -> None:
    made = {one.kind for one in steps}
    found.returned += bool(made.intersection(RETURNED))
    found.again += bool(made.intersection(AGAIN))
    if (gone := taken(steps)) is not None:
        _add_time(found.times[f"{request.kind}, urgent" if request.urgent else request.kind], gone, limits.of(request))


def _add_time(times: Times, gone: Taken, limit: Limit | None) -> None:
    times.days.append(gone.days)
    kept = gone.in_time(limit)
    times.in_time += kept is True
    times.late += kept is False


class _Limits:
    """How long a request may take, by the rules of the day on which it was submitted; each version is read once."""

    def __init__(self, organisation: Organisation) -> None:
        self._versions = {one.pk: read(one) for one in RulesVersion.objects.filter(organisation=organisation)}
        self._others = shipped().get(organisation.code)  # before the commissioner had rules of its own

    def of(self, request: Request) -> Limit | None:
        """The limit of a request; None where there is no rule."""
        rules = self._versions.get(request.rules_id or 0, self._others)
        if rules is None:
            return None
        if request.kind != FUNDING_REQUEST:
            return rules.answer_approval
        return rules.urgent if request.urgent else rules.decide
