"""What of the data register and of records stands on somebody's start page: what waits for them, and what is due."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ADVISE, CHECK_USE, DISPOSE, SIGN_OFF
from coequal.assurance.checks.checking import next_check
from coequal.assurance.impact.answering import in_the_way, may_speak_for
from coequal.assurance.impact.apart import may_take
from coequal.assurance.models import DataUse, ImpactVersion, RetentionReview, SignOff
from coequal.assurance.models.register import SUBMITTED
from coequal.assurance.retention.reviewing import queue
from coequal.assurance.retention.schedule import schedule
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.web.assurance.pages import of_use, of_version
from coequal.web.assurance.retention_found import of_due, overview_of
from coequal.web.staff.start import Line, on_start

_SOON: Final = timedelta(30)


@on_start
def assessments_waiting(acting: Acting) -> Iterator[Line]:
    """Submitted versions, for whoever advises on them, takes a group's answer down, or signs them off."""
    waits = ImpactVersion.objects.filter(sign_off=None, use__ended=None, use__organisation__code__in=acting.organisations)
    for one in waits.select_related("use__organisation", "screening", "by"):
        if one.state != SUBMITTED or one.by == acting.person:
            continue
        if acting.may(ADVISE, one) and may_take(acting, one, ADVISE) and not one.advices.exists():
            yield Line(f"“{one.use.title}”: its assessment waits for the data protection officer’s advice", of_version(one))
        elif may_speak_for(acting, one):
            yield Line(f"“{one.use.title}”: its assessment waits to be approved", of_version(one))
        elif acting.may(SIGN_OFF, one) and may_take(acting, one, SIGN_OFF) and not any(in_the_way(one)):
            yield Line(f"“{one.use.title}”: its assessment can be signed off", of_version(one))


@on_start
def due(acting: Acting) -> Iterator[Line]:
    """Checks and reviews that are due within a month."""
    soon = timezone.localdate() + _SOON
    codes = acting.organisations_as(CHECK_USE)
    for use in DataUse.objects.filter(organisation__code__in=codes, ended=None).prefetch_related("checks"):
        if (by := next_check(use)) <= soon:
            yield Line(f"“{use.title}” is to be checked by {say_date(by)}", of_use(use))
    signed = SignOff.objects.filter(version__use__organisation__code__in=codes, version__use__ended=None, review_due__lte=soon)
    for one in signed.select_related("version__use"):
        if one.version == one.version.use.versions.last():
            title, day = one.version.use.title, say_date(one.review_due)
            yield Line(f"“{title}”: its assessment is to be looked at again by {day}", of_version(one.version))


@on_start
def records(acting: Acting) -> Iterator[Line]:
    """Records that have been kept long enough, and those that somebody else found to go."""
    today = timezone.localdate()
    for whose in Organisation.objects.filter(code__in=acting.organisations_as(DISPOSE)):
        others: list[RetentionReview] = []
        for line in schedule(whose).values():
            found = queue(whose, line.kind, today)
            others.extend(one for one in found.going if one.by != acting.person)
            if not found.page and (waits := found.waiting(today)):
                words = f"{line.title}: {plural(len(waits), 'record')} kept long enough, to be reviewed"
                yield Line(words, of_due(whose, line.kind))
        if others:
            yield Line(f"{plural(len(others), 'review')} of records: what was found to go waits for you", overview_of(whose))
