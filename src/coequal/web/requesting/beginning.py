"""Beginning a funding request: from nothing, or from the checker's result with its facts and the criteria that are not met."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ASK
from coequal.errors import CoequalError
from coequal.facts.case import case_data
from coequal.policies.exemptions import from_policy
from coequal.referrals.models import Request
from coequal.referrals.pack.welfare import stop_of
from coequal.referrals.requesting.beginning import Beginning, begin, carried, commissioners
from coequal.referrals.rules.in_force import in_force
from coequal.web.checker.checking import opened
from coequal.web.checker.result import Result, result
from coequal.web.checker.state import unsealed
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import to
from coequal.web.requesting.binding import NotCertain, binding
from coequal.web.requesting.forms import BeginForm, reference_key
from coequal.web.requesting.pages import OTHER_SERVICE, of_request
from coequal.web.shelf import shelf


@needs(ASK)
@require_http_methods(SEND)
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new request; what the checker found goes with it, sealed as it came."""
    checked, form = _checked(request), _form(request)
    made: list[Request] = []
    try:
        if form.is_valid() and done(form, lambda: made.append(_begun(request, form, checked))):
            return to(of_request(made[0]))
    except NotCertain as error:
        form.ask_which(error.choices)
    return _page(request, form, checked)


@needs(ASK)
@csrf_exempt  # nothing changes: it only shows the form, filled in with what the checker found
@require_POST
def checked(request: StaffRequest) -> HttpResponse:
    """The form of a new request for whoever was checked. Raises `NotOurs` and `TooOld` for what the checker did not send."""
    return _page(request, _form(request, new=True), _checked(request))


def _form(request: StaffRequest, *, new: bool = False) -> BeginForm:
    """The form, filled in as far as it is known."""
    typed = request.POST if request.method == "POST" and not new else None
    services = {**shelf().services, OTHER_SERVICE: "Another service"}
    return BeginForm(_clinics(request.acting), commissioners(), typed, services=services)


def _checked(request: StaffRequest) -> Result | None:
    """What the checker found; None for a request that is begun from nothing."""
    state = request.POST.get("state", "")
    return result(opened(unsealed(state, request.POST.get("policy", "")))) if state else None


def _page(request: StaffRequest, form: BeginForm, checked: Result | None) -> HttpResponse:
    """The page of the form. Where a concern for somebody's safety was disclosed, it says only whom to contact."""
    stop = stop_of(checked.assessment) if checked else None
    if checked is not None and not form.is_bound:
        form.initial = {"service": checked.policy.service, "referred_on": checked.checking.referred}
    told = {
        "form": form,
        "reference": request.POST.get("reference") or reference_key(),
        "state": request.POST.get("state", ""),
        "policy": request.POST.get("policy", ""),
        "checked": checked,
        "stop": stop,
    }
    return render(request, "requesting/new.html", told, status=409 if stop else 200)


def _clinics(acting: Acting) -> list[Organisation]:
    """The clinics for which somebody may ask."""
    return list(Organisation.objects.filter(code__in=acting.organisations_as(ASK)))


def _begun(request: StaffRequest, form: BeginForm, checked: Result | None) -> Request:
    """The request. Raises `NotCertain`, and `CoequalError` where its way is another one, or the policy another body's."""
    told = form.cleaned_data
    asked = Beginning(form.reference, form.clinic, form.commissioner, told["service"], told["referred_on"])
    found = binding(asked)
    if checked and (asked.service != checked.policy.service or not found.may_be(checked.policy)):
        raise CoequalError(
            f"{checked.policy.id}@{checked.policy.version}, under which the patient was checked, does not bind "
            f"{asked.commissioner.name} for this service on that day. Check the patient under its own policy, or begin without "
            "the checker."
        )
    policy = found.chosen(form.which, checked.policy if checked else None)
    if policy is None or checked is None:
        return begin(request.acting, replace(asked, policy=policy, says=found.says(policy)))
    case = checked.checking.interview.answered
    exempt = tuple(from_policy(policy, case, shelf().library.organisations))
    unmet = carried(checked.assessment, in_force(asked.commissioner, shelf().today()).rules, exempt)
    facts = case_data(case, policy.vocabulary.dictionary)
    treatment = checked.assessment.sought.treatment.id
    return begin(
        request.acting, replace(asked, policy=policy, says=found.says(policy), treatment=treatment, unmet=unmet, facts=facts)
    )
