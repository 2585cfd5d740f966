"""People who keep the schedule, and drafts that nobody has changed for long, which are there for a test alone."""

from datetime import timedelta

from django.utils import timezone

from coequal.accounts.acting import Acting, Post, person_acting
from coequal.accounts.roles import Role
from coequal.assurance.models import RetentionReview
from coequal.assurance.models.retention import DISPOSE
from coequal.assurance.retention.reviewing import review
from coequal.assurance.retention.schedule import set_period
from coequal.drafting.models import Draft
from tests.web.signing import OWN, organisation, person
from tests.web.studio.drafting import draft_of

FIRST, SECOND = "first@exampleshire.example", "second@exampleshire.example"
MONTHS = 24


def keeper(email: str = FIRST, at: str = OWN) -> Acting:
    """Somebody of information governance."""
    role = Role.INFORMATION_GOVERNANCE
    return person_acting(person(role, at=at, email=email)).acting_as(Post(role, at))


def old_draft(days: int = 800, at: str = OWN) -> Draft:
    """A draft that nobody has changed for some days."""
    made = draft_of(at=at)
    Draft.objects.filter(pk=made.pk).update(changed=timezone.now() - timedelta(days))
    return made


def with_period(kind: str = "drafts", months: int = MONTHS, at: str = OWN) -> None:
    """Have an organisation keep a kind for some months."""
    set_period(keeper(at=at), organisation(at), kind, months, "Exampleshire’s own schedule, line 4 (invented)")


def found_to_go(*references: str, kind: str = "drafts") -> RetentionReview:
    """A review by the first, that records go."""
    return review(keeper(), organisation(), kind, references, DISPOSE)
