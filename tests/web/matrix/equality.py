"""The pages of assessments of equality and quality, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.assurance.models import EqualityAssessment, EqualityOutcome, EqualityVersion
from coequal.web.assurance.equality_found import further_named
from tests.web.matrix.specimens import Made, Specimen


def _assessment(state: str, organisation: Organisation, by: Person) -> Made:
    """An assessment that is being written, waits for sign-off, was returned or was signed off."""
    made = EqualityAssessment.objects.create(
        organisation=organisation, made_by=by, kind="option", subject="O-2", title="Two cycles"
    )
    if state != "being written":
        version = EqualityVersion(
            assessment=made, number=1, about="sha256:0", texts={}, groups={}, aspects={}, digest="sha256:1", by=by
        )
        version.save()
        if state != "waiting for sign-off":
            EqualityOutcome(version=version, signed=state == "signed off", says="Sound.", review_due=timezone.localdate()).save()
    return Made({"reference": made.reference}, made)


def _further(_state: str, organisation: Organisation, _by: Person) -> Made:
    return Made({"code": organisation.code}, further_named(organisation.code))


_STATES = ("being written", "waiting for sign-off", "returned", "signed off")
_SUBMITTED = _STATES[1:]

SPECIMENS = {
    "assuring:equality-list": Specimen(),
    "assuring:equality-begin": Specimen(post={}),
    "assuring:equality-further": Specimen(_further, post={"titles": ""}),
    "assuring:equality-desk": Specimen(_assessment, _STATES),
    "assuring:equality-group": Specimen(_assessment, _STATES, post={}, query={"group": "age"}),
    "assuring:equality-evidence": Specimen(_assessment, _STATES, post={}, query={"group": "age"}),
    "assuring:equality-aims": Specimen(_assessment, _STATES, post={"seen": "9"}),
    "assuring:equality-aspect": Specimen(_assessment, _STATES, post={}, query={"aspect": "safety"}),
    "assuring:equality-submit": Specimen(_assessment, _STATES, post={}),
    "assuring:equality-version": Specimen(_assessment, _SUBMITTED),
    "assuring:equality-sign": Specimen(_assessment, _SUBMITTED, post={}),
}
