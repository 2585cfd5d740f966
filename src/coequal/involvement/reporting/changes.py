"""How far what a report is made of has come, so that it can be made without holding up those who work, and still be the truth."""

from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, Max
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.involvement.models import Involvement, Response

_READING = "read "  # how entries begin of which nothing changes


class Changes(NamedTuple):
    """The last thing that staff or the system did, what came of people who answer, and the day."""

    recorded: int | None
    responses: int
    answered: object
    day: object


def changes(involvement: Involvement) -> Changes:
    """How far it has come now: by the trail, which every change of staff stands in, and by the answers, which stand in none."""
    kinds = [str(model._meta.verbose_name) for model in apps.get_app_config("involvement").get_models()]  # noqa: SLF001  # Django documents it
    entries = Entry.objects.filter(organisation=involvement.organisation.code, kind__in=kinds).exclude(action__startswith=_READING)
    answers = Response.objects.filter(survey__involvement=involvement).aggregate(count=Count("pk"), last=Max("changed"))
    last = entries.aggregate(last=Max("number"))["last"]
    return Changes(last, answers["count"], answers["last"], timezone.localdate())
