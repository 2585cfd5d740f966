"""Naming what several requests ask for, so that similar ones are found and counted together."""

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import KEEP_TOPICS
from coequal.accounts.trail import Thing, record
from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.referrals.models import Topic

LONGEST = 120  # letters


class _Own:
    """The topics of an organisation, which are always in one state."""

    state = ""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation


def name_topic(acting: Acting, organisation: Organisation, name: str) -> Topic:
    """The topic of a name, made where there is none; upper and lower case do not matter.

    Raises `NotAllowed`, and `CoequalError` for a name that is empty, too long, or has the digits of an NHS number.
    """
    said = " ".join(clean(name).split())
    if not said or len(said) > LONGEST:
        raise CoequalError(f"Name the topic in at most {LONGEST} letters.")
    if sum(letter.isdigit() for letter in said) >= 10:
        raise CoequalError("A topic names nobody, and this has as many digits as an NHS number. Say it in words.")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        acts = acting.acting_as(require(acting, KEEP_TOPICS, _Own(organisation)))
        there = Topic.objects.filter(organisation=organisation, name__iexact=said).first()
        if there is not None:
            return there
        made = Topic.objects.create(organisation=organisation, name=said)
        record(acts, "named a topic of requests", Thing("topic", organisation.code), detail={"topic": said})
    return made
