"""Certificates of disposal: as a page, and as files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import DISPOSE
from coequal.assurance.models import DisposalCertificate
from coequal.assurance.retention.certificate import certificate_document
from coequal.web.assurance.retention_found import certificate_named, overview_of
from coequal.web.files import as_file, on_page
from coequal.web.limits import limited


@needs(DISPOSE, of=certificate_named)
@require_safe
def certificate(request: StaffRequest, made: DisposalCertificate) -> HttpResponse:
    """The certificate as a page."""
    told = {"certificate": made, "body": on_page(certificate_document(made)), "back": overview_of(made.organisation)}
    return render(request, "assuring/retention-certificate.html", told)


@needs(DISPOSE, of=certificate_named)
@require_safe
@limited(60, 60)
def certificate_pdf(_request: StaffRequest, made: DisposalCertificate) -> HttpResponse:
    """The certificate as a PDF."""
    return as_file(certificate_document(made), f"{made.reference}-certificate", "pdf")


@needs(DISPOSE, of=certificate_named)
@require_safe
@limited(60, 60)
def certificate_word(_request: StaffRequest, made: DisposalCertificate) -> HttpResponse:
    """The certificate as a Word file."""
    return as_file(certificate_document(made), f"{made.reference}-certificate", "docx")
