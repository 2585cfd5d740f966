"""Assessments of equality and quality as everybody reads them, once they are signed off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.assurance.equality.document import equality_document
from coequal.assurance.equality.standing import standing_beside
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.documents.model import Document
from coequal.web.assurance.equality_found import about, public_version
from coequal.web.assurance.equality_pages import COLOURS
from coequal.web.files import FORMS, as_file, on_page
from coequal.web.limits import limited


@everyone
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Every assessment of which a version is signed off, of what everybody can read of."""
    signed = EqualityAssessment.objects.filter(versions__outcome__signed=True).distinct().select_related("organisation")
    found = [(one, subject) for one in signed if (subject := about(one)) is None or subject.public]
    rows = [(one, standing_beside(one, subject, localdate())) for one, subject in found]
    return render(request, "assuring/equality-public.html", {"rows": rows, "colours": COLOURS})


@everyone
@require_safe
def read(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """The version that was signed off last, or an earlier one."""
    found = public_version(reference, number)
    earlier = found.assessment.versions.filter(outcome__signed=True).exclude(pk=found.pk).order_by("-number")
    page = {"version": found, "of": found.assessment, "body": on_page(_document(found)), "earlier": earlier, "forms": FORMS}
    return render(request, "assuring/equality-read.html", page)


@everyone
@require_safe
@limited(60, 60)
def read_file(_request: HttpRequest, reference: str, number: int, form: str) -> HttpResponse:
    """A signed version as a file."""
    found = public_version(reference, number)
    return as_file(_document(found), f"{found.reference}-equality", form)


def _document(found: EqualityVersion) -> Document:
    of = found.assessment
    return equality_document(found, standing_beside(of, about(of), localdate()))
