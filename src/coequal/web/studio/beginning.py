"""Pages on which a draft begins."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_DRAFT
from coequal.drafting.beginning import Adopter, Beginning, begin, from_version
from coequal.drafting.models import Draft
from coequal.drafting.saving import head_of
from coequal.drafting.skeleton import Nothing, from_nothing, from_text
from coequal.policies.library import split_id
from coequal.web.bodies import takes_text
from coequal.web.limits import limited
from coequal.web.shelf import shelf
from coequal.web.studio.forms import FromNothing, FromText, FromVersion
from coequal.web.studio.named import draft_named


def _organisations(request: StaffRequest) -> list[Organisation]:
    """The organisations for which somebody may begin drafts."""
    return list(Organisation.objects.filter(code__in=request.acting.organisations_as(BEGIN_DRAFT)))


@needs(BEGIN_DRAFT)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """The ways to begin."""
    return render(request, "studio/begin.html", {})


@needs(BEGIN_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: StaffRequest) -> HttpResponse:
    """A draft that begins from a version in the library."""
    form = FromVersion(_organisations(request), request.POST or None)
    if form.is_valid():
        name, version = split_id(form.cleaned_data["start"])
        policy = shelf().policy(name, version)
        wanted = f"{form.cleaned_data['area']}/{policy.service}"
        return _begun(request, form.whose, from_version(policy, wanted, form.cleaned_data["version"], _adopter(form.whose)))
    return render(request, "studio/begin-version.html", {"form": form})


@needs(BEGIN_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def text(request: StaffRequest) -> HttpResponse:
    """A draft that begins from a text that somebody has."""
    form = FromText(_organisations(request), request.POST or None, request.FILES or None)
    if form.is_valid():
        return _begun(request, form.whose, from_text(form.cleaned_data["text"], _nothing(form)))
    return render(request, "studio/begin-text.html", {"form": form})


@needs(BEGIN_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def nothing(request: StaffRequest) -> HttpResponse:
    """A draft that begins from nothing."""
    form = FromNothing(_organisations(request), request.POST or None)
    if form.is_valid():
        return _begun(request, form.whose, from_nothing(_nothing(form)))
    return render(request, "studio/begin-nothing.html", {"form": form})


@needs(BEGIN_DRAFT, of=draft_named)
@require_http_methods(["POST"])
def again(request: StaffRequest, draft: Draft) -> HttpResponse:
    """A new draft that begins with the text of another one, which may be closed."""
    head = head_of(draft)
    said = f"draft {draft.reference}, revision {head.number}"
    return _begun(request, draft.organisation, Beginning(draft.policy, draft.title, head.text, said))


def _nothing(form: FromNothing | FromText) -> Nothing:
    facts = shelf().library.vocabulary(form.cleaned_data["service"]).dictionary.facts
    binds_by = next(name for name, fact in facts.items() if fact.kind == "date")
    told = form.cleaned_data
    return Nothing(form.policy, told["title"], told["version"], _adopter(form.whose), binds_by)


def _adopter(organisation: Organisation) -> Adopter:
    known = organisation.code in shelf().library.organisations.bodies
    return Adopter(organisation.code if known else None, organisation.invented, shelf().today())


@limited(60, 3600)
def _begun(request: StaffRequest, organisation: Organisation, beginning: Beginning) -> HttpResponse:
    draft = begin(request.acting, organisation, beginning)
    return HttpResponseRedirect(reverse("studio:edit", kwargs={"reference": draft.reference}), status=303)
