"""Letting a use of personal data begin although it is not cleared: by a named person's word, for a time, before everybody."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import LET_PASS
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse, LetPass
from coequal.assurance.register.changing import locked, said
from coequal.errors import CoequalError
from coequal.facts.dates import say_date

LONGEST: Final = timedelta(days=92)  # after which somebody has to answer for it anew


def let_pass(acting: Acting, use: DataUse, named: str, reason: str, until: date) -> LetPass:
    """It may begin until a day.

    Raises `CoequalError` without a name and a reason, for a day that is too far off, or where it is cleared or let pass already.
    """
    named = said(named, "Name who answers for it, with their post. Everybody can read that.")
    reason = said(reason, "Say why it cannot wait. Everybody can read the reason.")
    with locked(acting, use, LET_PASS) as found:
        today = timezone.localdate()
        if found.is_cleared:
            raise CoequalError("It is cleared already, so nobody has to let it pass.")
        if found.passing(today):
            raise CoequalError("It is let pass already. Withdraw that first.")
        if not today <= until <= today + LONGEST:
            raise CoequalError(f"Choose a last day from today until {say_date(today + LONGEST)}.")
        made = LetPass.objects.create(use=found, named=named, reason=reason, since=today, until=until, by=acting.person)
        record(acting, "let a use of personal data begin before it was cleared", found, detail={"until": str(until)})
    return made


def withdraw(acting: Acting, use: DataUse) -> None:
    """It may begin no more by being let pass. Raises `CoequalError` where it is not let pass now."""
    with locked(acting, use, LET_PASS) as found:
        today = timezone.localdate()
        passing = found.passing(today)
        if passing is None:
            raise CoequalError("Nobody lets it pass now.")
        passing.withdrawn = today
        passing.save(update_fields=["withdrawn"])
        record(acting, "withdrew that a use of personal data may begin before it is cleared", found)
