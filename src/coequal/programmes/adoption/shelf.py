"""The policies of a library as they stand with what was ratified here: new versions in force, and the last day of those before."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Count, Max
from django.dispatch import Signal

from coequal.drafting.checked import read
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.policies.model import Policy, PrintedDate

if TYPE_CHECKING:
    from coequal.programmes.models import Ratification

Versions = Mapping[str, tuple[Policy, ...]]
Stamp = tuple[int, int, int]
NOTHING: Final[Stamp] = (0, 0, 0)  # of a site in which nothing was ratified yet
_LOG: Final = logging.getLogger(__name__)
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
    for one, starts in _standing():
        for name in one.supersedes:
            _supersede(found, name, last_day(starts, one.cases_from), today)
        version = _as_ratified(one, starts, library, today)
        if version is not None:
            others = [policy for policy in found.get(version.id, ()) if policy.version != version.version]
            found[version.id] = [*others, version]
    return {name: tuple(versions) for name, versions in found.items()}


def _standing() -> Iterator[tuple["Ratification", date]]:
    """What was ratified and stands, with the day from which it does, in the order in which it was ratified."""
    from coequal.programmes.models import Ratification  # noqa: PLC0415  # see above

    for one in Ratification.objects.select_related("decision").prefetch_related("decision__call_ins").order_by("pk"):
        if (starts := one.stands_from) is not None:
            yield one, starts


def _as_ratified(one: "Ratification", starts: date, library: Library, today: date) -> Policy | None:
    """The version as it was ratified, whatever its text says of its days; None where the library can no longer read it.

    Then what it took the place of has ended all the same, so that no answer comes from rules that no longer hold.
    """
    try:
        policy = _read(one.text, library)
    except CoequalError as error:
        _LOG.error("%s, which was ratified here, cannot be read any more, so no answer comes from it: %s", one, error)
        return None
    return replace(
        policy,
        status="in force" if starts <= today else "decided",
        under_review=False,
        starts=_day(starts),
        cases_from=_day(max(one.cases_from, starts)) if one.cases_from else None,
        ratified=_day(one.decision.on),
        review_due=_day(one.review_due),
    )


def last_day(starts: date, cases_from: date | None) -> date:
    """The last day of what a version supersedes: cases to which the new one does not apply yet go on under the old one."""
    return max(starts, cases_from or starts) - timedelta(days=1)


def _supersede(found: Mapping[str, list[Policy]], name: str, last: date, today: date) -> None:
    """Give a version its last day, unless it has an earlier one; once that has passed it is superseded."""
    policy_id, _, version = name.partition("@")
    versions = found.get(policy_id, [])
    for place, policy in enumerate(versions):
        ends = policy.ends.read_as if policy.ends else None
        if policy.version == version and (ends is None or ends > last):
            versions[place] = replace(policy, status="superseded" if last < today else policy.status, ends=_day(last))


def _day(day: date) -> PrintedDate:
    return PrintedDate(say_date(day), day)


@lru_cache(maxsize=64)
def _read(text: str, library: Library) -> Policy:
    return read(text, library)
