"""Looking at what is personal is recorded: once an hour for each page and person that somebody looks at."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.account import Account
from coequal.accounts.guard import StaffRequest
from coequal.accounts.models import Entry
from coequal.accounts.trail import record
from coequal.accounts.trail.written import written_time

WITHIN: Final = timedelta(hours=1)


def looked(request: StaffRequest, did: str, thing: Account) -> None:
    """Record it, unless the trail says it already of the same person and thing within the hour."""
    assert thing.organisation is not None
    code, since = thing.organisation.code, written_time(timezone.now() - WITHIN)
    assert request.acting.acts_as is not None
    acting = request.acting.acting_as(request.acting.acts_as._replace(organisation=code))
    before = Entry.objects.filter(who=acting.name, action=did, kind="account", reference=thing.reference, organisation=code)
    if not before.filter(at__gte=since).exists():
        with transaction.atomic():
            record(acting, did, thing)
