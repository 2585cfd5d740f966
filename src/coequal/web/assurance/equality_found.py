"""What the addresses of assessments of equality and quality name, and what each is about as that is now."""

from django.http import Http404

from coequal.accounts.models import Organisation
from coequal.assurance.equality.groups import Further
from coequal.assurance.equality.subject import Subject
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.programmes.assessed.subjects import subject_of


def assessment_named(reference: str) -> EqualityAssessment:
    """An assessment by its reference. Raises `Http404`."""
    found = EqualityAssessment.objects.select_related("organisation", "made_by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def about(of: EqualityAssessment) -> Subject | None:
    """What it is about, as that is now; None where it is not there any more."""
    return subject_of(of.organisation, of.kind, of.subject)


def further_named(code: str) -> Further:
    """The further groups of an organisation. Raises `Http404`."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return Further(found)


def public_version(reference: str, number: int | None = None) -> EqualityVersion:
    """The version that was signed off last, or an earlier signed one by its number, of what everybody can read of.

    Raises `Http404`.
    """
    of = assessment_named(reference)
    subject = about(of)
    if subject is None or not subject.public:
        raise Http404
    signed = EqualityVersion.objects.filter(assessment=of, outcome__signed=True).select_related(
        "outcome", "assessment__organisation"
    )
    found = signed.last() if number is None else signed.filter(number=number).first()
    if found is None:
        raise Http404
    return found
