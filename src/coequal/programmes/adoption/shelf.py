"""The policies of a library as they stand with what was ratified here: new versions in force, and the last day of those before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Count, Max, Q
from django.dispatch import Signal

from coequal.drafting.checked import read
from coequal.policies.library import Library
from coequal.policies.model import Policy, PrintedDate

if TYPE_CHECKING:
    from coequal.programmes.models import Ratification

Versions = Mapping[str, tuple[Policy, ...]]
Stamp = tuple[int, int, int]
NOTHING: Final[Stamp] = (0, 0, 0)  # of a site in which nothing was ratified yet
changed: Final = Signal()  # sent in the process in which the policies came to stand otherwise, once that is kept


def tell_shelves() -> None:
    """Have this process read anew what was ratified, as soon as the transaction ends."""
    transaction.on_commit(lambda: changed.send(None))


def stamp() -> Stamp:
    """What changes whenever something is ratified, called in, or no longer called in: one question to the database."""
    from coequal.programmes.models import Ratification  # noqa: PLC0415  # the library is opened before Django has its tables

    found = Ratification.objects.aggregate(
        last=Max("pk"),
        called=Count("decision__call_ins"),
        over=Count("decision__call_ins__ended"),
    )
    return found["last"] or 0, found["called"], found["over"]


def adopted(policies: Versions, library: Library, today: date) -> Versions:
    """The versions of each policy as they stand today, with those that were ratified here; the same where nothing was."""
    found = {name: list(versions) for name, versions in policies.items()}
    for one in _standing():
        version = _as_ratified(one, library, today)
        others = [policy for policy in found.get(version.id, ()) if policy.version != version.version]
        found[version.id] = [*others, version]
        for name in one.supersedes:
            _supersede(found, name, last_day(_starts(one), one.cases_from), today)
    return {name: tuple(versions) for name, versions in found.items()}


def _standing() -> Iterable["Ratification"]:
    """What was ratified and stands, in the order in which it was: not what is called in, nor what is reconsidered."""
    from coequal.programmes.models import CallIn, Ratification  # noqa: PLC0415  # see above
    from coequal.programmes.models.governing import RECONSIDERED  # noqa: PLC0415  # see above

    barred = CallIn.objects.filter(Q(ended=None) | Q(came_to=RECONSIDERED)).values("decision")
    rows = Ratification.objects.exclude(decision__in=barred).select_related("decision").prefetch_related("decision__call_ins")
    return rows.order_by("pk")


def _starts(one: "Ratification") -> date:
    """The day from which a version is in force: not before a call-in of its decision was over."""
    over = [called.ended for called in one.decision.call_ins.all() if called.ended]
    return max([one.starts, *over])


def _as_ratified(one: "Ratification", library: Library, today: date) -> Policy:
    """The version as it was ratified, whatever its text says of its days."""
    policy, starts = _read(one.text, library), _starts(one)
    return replace(
        policy,
        status="in force" if starts <= today else "decided",
        under_review=False,
        starts=_day(starts),
        cases_from=_day(one.cases_from) if one.cases_from else None,
        ratified=_day(one.decision.on),
        review_due=_day(one.review_due),
    )


def last_day(starts: date, cases_from: date | None) -> date:
    """The last day of what a version supersedes: cases to which the new one does not apply yet go on under the old one."""
    return max(starts, cases_from or starts) - timedelta(days=1)


def _supersede(found: Mapping[str, list[Policy]], name: str, last: date, today: date) -> None:
    """Give a version its last day; once that has passed it is superseded."""
    policy_id, _, version = name.partition("@")
    versions = found.get(policy_id, [])
    for place, policy in enumerate(versions):
        if policy.version == version:
            versions[place] = replace(policy, status="superseded" if last < today else policy.status, ends=_day(last))


def _day(day: date) -> PrintedDate:
    return PrintedDate(day.isoformat(), day)


@lru_cache(maxsize=64)
def _read(text: str, library: Library) -> Policy:
    return read(text, library)
