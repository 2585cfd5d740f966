"""Checks that a use of personal data complies: the form, the report, and what became of findings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHECK_USE, FOLLOW_UP, SEE_USES
from coequal.assurance.checks import checking
from coequal.assurance.checks.document import check_document
from coequal.assurance.checks.points import POINTS
from coequal.assurance.models import ComplianceCheck, DataUse
from coequal.web.assurance.forms import CheckForm, FollowForm
from coequal.web.assurance.found import FindingAt, check_named, finding_named, use_named
from coequal.web.assurance.pages import SEND, form_page, of_use, page_of
from coequal.web.files import as_file, on_page
from coequal.web.governing.pages import Page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited


@needs(CHECK_USE, of=use_named)
@require_http_methods(SEND)
def add(request: StaffRequest, use: DataUse) -> HttpResponse:
    """A check with its findings."""
    form = CheckForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        given = form.cleaned_data
        told = checking.Told(given["on"], {key: given[key] for key in POINTS}, given["says"], given["director"])
        found = [checking.Found(**one) for one in form.found]
        if done(form, lambda: checking.check(request.acting, use, told, found)):
            return to(of_use(use, "check", check=use.checks.latest("pk").reference))
    lead = "A point that is not met asks for a finding. What is more than three goes into another check."
    return form_page(request, form, page_of(use, "Check whether it complies", "Keep the check", lead))


@needs(SEE_USES, of=check_named)
@require_safe
def check(request: StaffRequest, made: ComplianceCheck) -> HttpResponse:
    """The report as a page, with the ways to follow up."""
    page = {
        "check": made,
        "use": made.use,
        "body": on_page(check_document(made)),
        "findings": [one for one in made.findings.all() if one.stands != "done"],
        "may": request.acting.may(FOLLOW_UP),
    }
    return render(request, "assuring/check.html", page)


@needs(SEE_USES, of=check_named)
@require_safe
@limited(60, 60)
def check_pdf(_request: StaffRequest, made: ComplianceCheck) -> HttpResponse:
    """The report as a PDF."""
    return as_file(check_document(made), f"{made.reference}-check", "pdf")


@needs(SEE_USES, of=check_named)
@require_safe
@limited(60, 60)
def check_word(_request: StaffRequest, made: ComplianceCheck) -> HttpResponse:
    """The report as a Word file."""
    return as_file(check_document(made), f"{made.reference}-check", "docx")


@needs(FOLLOW_UP, of=finding_named)
@require_http_methods(SEND)
def follow(request: StaffRequest, at: FindingAt) -> HttpResponse:
    """What became of a finding."""
    made = at.finding.found_by
    back = of_use(made.use, "check", check=made.reference)
    form = FollowForm(sent(request))
    if form.is_valid() and done(form, lambda: checking.follow_up(request.acting, at.finding, **form.cleaned_data)):
        return to(back)
    lead = (at.finding.says, f"Recommended: {at.finding.recommends}")
    return form_page(request, form, Page("What became of it", "Record it", back, made.reference, made.use.title, lead))
