"""The pages of those who deal with requests, each with an example to try it with."""

from datetime import timedelta

from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.models import Organisation, Person
from coequal.referrals.models import KeepingReview, Request, RulesVersion
from coequal.referrals.models.keeping import DISPOSE
from coequal.referrals.moves import states as at
from coequal.referrals.rules.reading import shipped_text
from tests.referrals import making
from tests.web.matrix.specimens import Made, Specimen


def _kept(state: str, organisation: Organisation, by: Person) -> Made:
    made = making.request(state, organisation=organisation)
    Request.objects.filter(pk=made.pk).update(ended=timezone.now() - timedelta(40 * 366))
    KeepingReview(request=made, found=DISPOSE, by=by).save()
    made.refresh_from_db()
    return Made({"reference": made.reference}, made)


def _waits(state: str, organisation: Organisation, by: Person) -> Made:
    made = making.request(state, by=person_acting(by), organisation=organisation)
    return Made({"reference": made.reference}, made)


def _version(_state: str, organisation: Organisation, _by: Person) -> Made:
    made = RulesVersion(organisation=organisation, since=timezone.localdate(), text=shipped_text("EXA1"), why="The first.")
    made.save()
    return Made({"number": made.pk})


SPECIMENS = {
    **{f"requests:{name}": Specimen() for name in ("queue", "search", "rules", "keeping", "opened", "report", "signals")},
    "requests:person": Specimen(post={"nhs_number": "", "purpose": ""}),
    "requests:interventions": Specimen(post={"name": ""}),
    "requests:report-file": Specimen(lambda *_given: Made({"ending": "csv"})),
    "requests:signals-file": Specimen(lambda *_given: Made({"ending": "csv"})),
    "requests:bring-in": Specimen(post={"text": ""}),
    "requests:rules-version": Specimen(_version),
    "requests:periods": Specimen(post={"years": ""}),
    **{f"requests:{name}": Specimen(_waits, (at.RETURNED, at.DECLINED), post={"why": ""}) for name in ("unanswered", "close")},
    "requests:review": Specimen(_kept, (at.DECLINED,), post={}),
    "requests:dispose": Specimen(_kept, (at.DECLINED,), post={"sure": "change"}),
}
