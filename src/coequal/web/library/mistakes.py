"""Somebody tells us of a mistake in a policy, and gets a number to quote."""

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import everyone
from coequal.policies.model import Policy
from coequal.policies.standing import answering
from coequal.web.library.forms import WHOLE, MistakeForm
from coequal.web.library.listing import address, policy_entry
from coequal.web.library.models import MistakeReport
from coequal.web.limits import limited
from coequal.web.shelf import shelf


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: HttpRequest, area: str, service: str, version: str) -> HttpResponse:
    """The form, and what is sent by it."""
    policy = shelf().policy(f"{area}/{service}", version)
    if request.method == "POST":
        return _send(request, policy)
    return _form(request, policy, MistakeForm(policy))


@limited(20, 600)
def _send(request: HttpRequest, policy: Policy) -> HttpResponse:
    form = MistakeForm(policy, request.POST)
    if not form.is_valid():
        return _form(request, policy, form)
    given = form.cleaned_data
    try:
        report = MistakeReport.objects.create(
            policy=policy.id,
            version=policy.version,
            clause="" if given["clause"] == WHOLE else given["clause"],
            text=given["text"],
            where=given["where"],
        )
    except (DatabaseError, InterfaceError):  # what was typed stays on the page
        form.add_error(None, "Your report could not be kept just now. Wait a minute, then send it again.")
        return _form(request, policy, form, 503)
    parts = {**address(policy), "version": policy.version, "reference": report.reference}
    return HttpResponseRedirect(reverse("library:mistake-sent", kwargs=parts))


def _form(request: HttpRequest, policy: Policy, form: MistakeForm, status: int = 200) -> HttpResponse:
    return render(request, "library/mistake.html", {**_about(policy), "form": form}, status=status)


@everyone
@require_safe
def sent(request: HttpRequest, area: str, service: str, version: str, reference: str) -> HttpResponse:
    """That a report has come, with its number; what it says is not shown."""
    policy = shelf().policy(f"{area}/{service}", version)
    if not MistakeReport.objects.filter(reference=reference, policy=policy.id, version=policy.version).exists():
        raise Http404
    return render(request, "library/mistake-sent.html", {**_about(policy), "reference": reference})


def _about(policy: Policy) -> dict[str, object]:
    held = shelf()
    bodies = answering(policy, held.library.organisations, held.today())
    return {"policy": policy, "entry": policy_entry(policy), "parts": address(policy), "answering": bodies}
