"""Prior approval under a policy of an invented area, with a couple who plainly meets it. Everybody here is made up."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.policies.library import Library
from coequal.referrals.approving.asking import Who, begin, keep_who, mark_of_who
from coequal.referrals.approving.authorising import Authority, authorise
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import Request, StandingAuthorisation
from tests.referrals.making import acting, clinic
from tests.web.signing import OWN, organisation

REFERRED = date(2026, 11, 2)
NUMBER = "999 000 0018"
NAME = "Wilhelmina Example"
BORN = date(1994, 6, 15)
PARTNER = Who("Winston Example", "999 000 0026", date(1990, 1, 2))
WHO = Who(NAME, NUMBER, BORN, "1 Sample Street, Exampleton EX1 1AA", telephone="020 7946 0001", partner=PARTNER)


@cache
def library() -> Library:
    """The library that ships."""
    return Library(None)


@cache
def rules(area: str = "exampleshire") -> Rules:
    """The compiled rules of an area on assisted conception."""
    found = library().of_service("assisted-conception")
    return Rules(next(one for one in found if one.id.startswith(f"{area}/") and one.completeness == "whole"))


def bound(
    area: str = "exampleshire", taken: tuple[str, ...] = (), owners: tuple[str, ...] = (OWN,), *, current: bool | None = True
) -> Bound:
    """A version as if it bound, of an invented commissioner."""
    return Bound(rules(area), frozenset(owners), taken, library().organisations, lambda code: f"the area {code}", current)


def case(changes: Mapping[str, Any] | None = None) -> Case:
    """The facts of a couple who meets every rule, but for some changes; None leaves a fact out."""
    policy = rules().policy
    base = examples(policy)[0].case
    known = read_case({"armed forces": False, "embryo testing needed": False}, policy.vocabulary.dictionary)
    starts = {"treatment start date": Known(timezone.localdate() + timedelta(40)), policy.binds_by: Known(REFERRED)}
    found = base.with_facts({**known.facts, **starts})
    given = {name: value for name, value in (changes or {}).items() if value is not None}
    found = found.with_facts(read_case(given, policy.vocabulary.dictionary).facts)
    return Case({name: one for name, one in found.facts.items() if name not in (changes or {}) or name in given})


def authority(**changes: Any) -> Authority:
    """What governance authorises."""
    today = timezone.localdate()
    told = {
        "name": "Glen Replica",
        "post": "Director",
        "treatments": ["ivf"],
        "since": today,
        "until": today + timedelta(365),
        "lasts": 12,
    }
    return Authority(**{**told, **changes})


def authorised(**changes: Any) -> StandingAuthorisation:
    """A standing authorisation of the invented commissioner."""
    return authorise(acting(Role.GOVERNANCE), organisation(), bound(), authority(**changes))


def begun(changes: Mapping[str, Any] | None = None, by: Acting | None = None, who: Who | None = WHO) -> Request:
    """A request with those facts, and with who it is about."""
    asker = by or acting(Role.CLINICIAN)
    made = begin(asker, clinic(), organisation(), bound(), case(changes))
    if who is not None:
        keep_who(asker, made, who, mark_of_who(made.identity))
    return Request.objects.get(pk=made.pk)


def not_known(why: str = "not asked") -> NotKnown:
    """That nothing is known."""
    return NotKnown(why)


def without(found: Case, name: str) -> Case:
    """The same case in which nothing is said of a fact."""
    return Case({other: one for other, one in found.facts.items() if other != name})
