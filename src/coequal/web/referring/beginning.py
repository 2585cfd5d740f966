"""Where a referral begins: the policies under which somebody can refer here, and a request begun under one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK
from coequal.facts.case import Case, Known
from coequal.referrals.approving.asking import asked
from coequal.referrals.approving.asking import begin as begin_request
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import Request
from coequal.referrals.pack.blank import blank_of
from coequal.web.checker.checking import read
from coequal.web.checker.state import State, unsealed
from coequal.web.files import as_file
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.referring.binding import answering, bound_on, commissioner_of, in_force
from coequal.web.referring.forms import BeginForm
from coequal.web.referring.found import owned_by
from coequal.web.referring.pages import of_request
from coequal.web.shelf import shelf


@needs(ASK)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """The policies in force under which somebody answers here."""
    here = answering().values_list("code", flat=True)
    found = [(one.area, one, *one.id.split("/")) for one in in_force(list(here), shelf().today())]
    return render(request, "referring/start.html", {"policies": sorted(found, key=lambda row: (row[0], row[1].title))})


@needs(ASK)
@require_safe
@limited(600, 3600)
def blank(_request: StaffRequest, area: str, service: str) -> HttpResponse:
    """The empty form of the version that binds today or else the latest, to print and fill in by hand."""
    policy = shelf().policy(f"{area}/{service}")
    return as_file(blank_of(shelf().rules(policy)), f"referral-form-{policy.version}", "pdf")


@needs(ASK)
@require_http_methods(SEND)
@limited(600, 3600)
def begin(request: StaffRequest, area: str, service: str) -> HttpResponse:
    """A new request under a policy, with the facts of a check where it comes from one."""
    name = f"{area}/{service}"
    state = unsealed(request.POST["state"], name) if "state" in request.POST else None
    form = BeginForm(owned_by(request.acting.organisations_as(ASK)), sent(request))
    made: list[Request] = []
    if form.is_valid() and done(form, lambda: made.append(_begun(request, form, name, state))):
        return to(of_request(made[0]))
    return _page(request, name, form, state)


@needs(ASK)
@csrf_exempt
@require_POST
def from_check(request: StaffRequest, area: str, service: str) -> HttpResponse:
    """What a check is carried over to. It comes from a public page, which has no token: nothing is kept before the next form."""
    name = f"{area}/{service}"
    state = unsealed(request.POST.get("state", ""), name)
    form = BeginForm(owned_by(request.acting.organisations_as(ASK)))
    binds_by = shelf().policy(name, state.version).binds_by
    if given := state.answers.get(binds_by):
        form.initial = {"referred": given["value"]}
    return _page(request, name, form, state)


def _begun(request: StaffRequest, form: BeginForm, name: str, state: State | None) -> Request:
    """The request. Raises `CoequalError` where no version binds on that day or nobody answers here."""
    bound = bound_on(name, form.cleaned_data["referred"])
    case = _carried(bound, state).with_facts({bound.policy.binds_by: Known(form.cleaned_data["referred"])})
    return begin_request(request.acting, form.provider, commissioner_of(bound), bound, case)


def _carried(bound: Bound, state: State | None) -> Case:
    """The answers of a check that the version understands and asks for."""
    if state is None:
        return Case({})
    wanted = set(asked(bound.rules))
    given = {name: one for name, one in state.answers.items() if name in wanted}
    cases = read(given, bound.policy.vocabulary.dictionary)
    return Case({name: fact for one in cases.values() for name, fact in one.facts.items()})


def _page(request: StaffRequest, name: str, form: BeginForm, state: State | None) -> HttpResponse:
    policy = shelf().policy(name)
    carried = request.POST.get("state", "") if state else ""
    told = {
        "form": form,
        "policy": policy,
        "area_name": policy.area,
        "state": carried,
        "answers": state.answers if state else {},
    }
    area, _, service = name.partition("/")
    action = reverse("referring:begin", kwargs={"area": area, "service": service})
    return render(request, "referring/begin.html", {**told, "action": action})
