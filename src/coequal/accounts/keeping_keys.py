"""Making and withdrawing keys for software."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import ApiKey, Organisation
from coequal.accounts.models.keys import digest_of, new_key, prefix_of
from coequal.accounts.trail import Thing, record


def make_key(
    acting: Acting, organisation: Organisation, *, software: str, purpose: str, scopes: Sequence[str], until: date
) -> tuple[ApiKey, str]:
    """A key, and what is shown of it once: the whole of it. It works to the end of its last day."""
    assert acting.person is not None
    shown = new_key()
    with transaction.atomic():
        key = ApiKey.objects.create(
            organisation=organisation,
            prefix=prefix_of(shown),
            digest=digest_of(shown),
            software=software,
            purpose=purpose,
            scopes=list(scopes),
            made_by=acting.person,
            expires=timezone.make_aware(datetime.combine(until, time.max)),
        )
        record(acting, "made a key", as_thing(key), detail={"scopes": list(scopes), "until": until.isoformat()})
    return key, shown


def withdraw_key(acting: Acting, key: ApiKey) -> None:
    """Let a key open nothing any more. Nothing where it is withdrawn already."""
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, withdrawn=None).update(withdrawn=timezone.now()):
            record(acting, "withdrew a key", as_thing(key))


def as_thing(key: ApiKey) -> Thing:
    """A key as the trail names it."""
    return Thing("key", key.prefix)
