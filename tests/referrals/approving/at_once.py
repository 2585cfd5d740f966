"""Two people who act at the same moment, on connections of their own: `python -m tests.referrals.approving.at_once FOLDER`.

On SQLite in the folder; on a database of its own where `DATABASE_URL` names a server.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from tests.accounts.trail.busy import database_of_its_own
from tests.programmes.governance.at_once import duel

ROUNDS = 3


def _number() -> str:
    """An NHS number of nobody, another one each time."""
    for last in range(1_000, 10_000):
        digits = f"99900{last}"
        check = (11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10 and (number := f"{digits}{check}") not in _GIVEN:
            _GIVEN.add(number)
            return number
    raise AssertionError


_GIVEN: set[str] = set()


def _begun(number: str = "") -> object:
    from tests.referrals.approving import building

    partner = replace(building.PARTNER, nhs_number=_number())
    return building.begun(who=replace(building.WHO, nhs_number=number or _number(), partner=partner))


def _approved() -> object:
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.submitting import submit
    from tests.referrals.approving import building
    from tests.referrals.making import acting

    given = submit(acting(Role.CLINICIAN), _begun(), building.bound())
    assert given is not None
    return given


def _two(role: object) -> tuple[object, object]:
    from tests.referrals.making import acting

    return acting(role), acting(role, email="second@coequal.example")


def use_the_last() -> list[str]:
    """Two use what is left, each on a day of their own, though it is enough for one."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.using import use
    from coequal.referrals.models import Approval

    given, (one, two) = _approved(), _two(Role.CLINICIAN)
    Approval.objects.filter(pk=given.pk).update(from_day=timezone.localdate() - timedelta(3))
    return duel(
        lambda: use(one, given, "full cycles", 2, timezone.localdate()),
        lambda: use(two, given, "full cycles", 2, timezone.localdate() - timedelta(1)),
    )


def send_twice() -> list[str]:
    """Two send the same request."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.submitting import submit
    from tests.referrals.approving import building

    made, (one, two) = _begun(), _two(Role.CLINICIAN)
    return duel(lambda: submit(one, made, building.bound()), lambda: submit(two, made, building.bound()))


def send_for_one_person() -> list[str]:
    """Two requests for one person are sent: one is approved at once, and the other waits for an officer."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.submitting import submit
    from coequal.referrals.models import Request
    from tests.referrals.approving import building

    number = _number()
    first, second = _begun(number), _begun(number)
    one, two = _two(Role.CLINICIAN)
    told = duel(lambda: submit(one, first, building.bound()), lambda: submit(two, second, building.bound()))
    states = sorted(Request.objects.get(pk=made.pk).state for made in (first, second))
    return ["", f"{told} {states}"]


def answer_differently() -> list[str]:
    """One officer approves while another declines."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.answering import AsRead, Granting, grant, refuse
    from coequal.referrals.approving.sent import mark_of_sent
    from coequal.referrals.models import StandingAuthorisation
    from tests.referrals.approving import building
    from tests.referrals.making import acting

    StandingAuthorisation.objects.update(withdrawn="2026-01-01T00:00:00Z")
    from coequal.referrals.approving.submitting import submit

    made, (one, two) = _begun(), _two(Role.IFR_OFFICER)
    submit(acting(Role.CLINICIAN), made, building.bound())
    StandingAuthorisation.objects.update(withdrawn=None)
    said = Granting("It is met.", {"full cycles": 1}, timezone.localdate() + timedelta(9))
    read = AsRead(building.bound(), mark_of_sent(made))
    return duel(lambda: grant(one, made, read, said), lambda: refuse(two, made, read, "It is not met."))


def use_and_withdraw() -> list[str]:
    """Somebody uses what an officer withdraws: both can be done in one order, and never in the other."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.using import use, withdraw_approval
    from tests.referrals.making import acting

    given, clinician, officer = _approved(), acting(Role.CLINICIAN), acting(Role.IFR_OFFICER)
    told = duel(
        lambda: use(clinician, given, "full cycles", 1, timezone.localdate()),
        lambda: withdraw_approval(officer, given, "A mistake."),
    )
    given.refresh_from_db()
    order = [one.at < given.withdrawn for one in given.uses.all()]
    return ["", f"{told} {order}"]


def send_and_withdraw_the_authorisation() -> list[str]:
    """Somebody sends what governance lets nobody approve at once any more: at once, or else the record says why not."""
    from coequal.accounts.roles import Role
    from coequal.referrals.approving.authorising import withdraw_authorisation
    from coequal.referrals.approving.submitting import submit
    from coequal.referrals.models import Request
    from tests.referrals.approving import building
    from tests.referrals.making import acting

    one, made = building.authorised(), _begun()
    clinician, governance = acting(Role.CLINICIAN), acting(Role.GOVERNANCE)
    told = duel(lambda: submit(clinician, made, building.bound()), lambda: withdraw_authorisation(governance, one, "Under review."))
    found = Request.objects.get(pk=made.pk)
    return ["", f"{told} {found.state}: {found.steps.last().says}"]


def main() -> None:
    """Make the tables, let them act, and print what each was told."""
    if os.environ.get("DATABASE_URL"):
        database_of_its_own()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings

    from coequal.referrals.personal.keys import make_ring
    from tests.referrals.approving import building

    make_ring(settings.PERSONAL_KEYS)

    building.authorised()
    duels: tuple[Callable[[], list[str]], ...] = (
        use_the_last,
        send_twice,
        send_for_one_person,
        answer_differently,
        use_and_withdraw,
        send_and_withdraw_the_authorisation,
    )
    print(json.dumps({one.__name__: [one() for _ in range(ROUNDS)] for one in duels}))  # noqa: T201  # the test reads it


if __name__ == "__main__":
    os.environ["COEQUAL_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
    main()
