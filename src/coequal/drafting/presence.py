"""Who else is in a draft just now: whoever was seen there within the last minute."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.models import Person
from coequal.drafting.models import Draft, Presence

_WITHIN: Final = timedelta(minutes=1)
_NOTED: Final = timedelta(seconds=20)  # more often than that nothing is written


def here(draft: Draft, person: Person) -> list[Person]:
    """The others who are in a draft; notes that somebody is there too."""
    now = timezone.now()
    present = list(
        Presence.objects.filter(draft=draft, seen__gt=now - _WITHIN).select_related("person").order_by("person__name", "pk")
    )
    own = next((one for one in present if one.person == person), None)
    if own is None or own.seen < now - _NOTED:
        Presence.objects.update_or_create(draft=draft, person=person, defaults={"seen": now})
    return [one.person for one in present if one.person != person]
