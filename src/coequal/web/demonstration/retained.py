"""The invented records: a period, drafts that nobody went on with, one of which is held, and one that somebody found to go."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.assurance.models.retention import DISPOSE
from coequal.assurance.retention.holding import put
from coequal.assurance.retention.reviewing import review
from coequal.assurance.retention.schedule import set_period
from coequal.drafting.beginning import Beginning, begin, own_text
from coequal.drafting.models import Draft
from coequal.web.demonstration.drafts import version_of
from coequal.web.demonstration.once import Example, in_place_of, make_once
from coequal.web.demonstration.staff import EXAMPLESHIRE, address, organisation

_EXAMPLE: Final = "records that were kept long enough"
_SOURCE: Final = "Retention schedule of Exampleshire, part 3 (invented)"
_MONTHS: Final = {"drafts": 24, "accounts": 36, "survey answers": 60}
_TITLES: Final = ("A wider age limit", "A shorter list of tests", "One clinic for all")


def retained() -> str:
    """The records. What is there stays as people left it."""
    made = make_once(Example(_EXAMPLE, organisation(EXAMPLESHIRE)), _played)
    return f"Invented records that are due: {'made' if made else 'kept'}."


def _played() -> None:
    owner = organisation(EXAMPLESHIRE)
    keeper = _play(Role.INFORMATION_GOVERNANCE, owner, "second-")
    for kind, months in _MONTHS.items():
        set_period(keeper, owner, kind, months, _SOURCE)
    held, goes, _waits = [_old_draft(owner, title, years) for years, title in enumerate(_TITLES, 3)]
    put(keeper, owner, "drafts", "inquiry", "The invented inquiry into the county’s age limits.", records=[held.reference])
    review(keeper, owner, "drafts", [goes.reference], DISPOSE)


def _old_draft(owner: Organisation, title: str, years: int) -> Draft:
    """A draft that nobody has changed for some years."""
    told = Beginning("exampleshire/assisted-conception", title, own_text(version_of("exampleshire")), "a text of earlier years")
    made = begin(_play(Role.POLICY_MANAGER, owner), owner, told)
    then = timezone.now() - timedelta(366 * years)
    Draft.objects.filter(pk=made.pk).update(made=then, changed=then)
    return made


def _play(role: Role, owner: Organisation, which: str = "") -> Acting:
    return in_place_of(Person.objects.get(email=address(role, "exampleshire", which)), role, owner)
