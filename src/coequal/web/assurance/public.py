"""The data register as everybody reads it: what is used for what, how it was screened and assessed, and what was let pass."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.accounts.models import Organisation
from coequal.assurance.impact.document import BLANKS
from coequal.assurance.register.told import register_document, rows, told
from coequal.assurance.screening.rule import clauses, questions, rule
from coequal.web.assurance.found import register_of, use_named
from coequal.web.assurance.pages import COLOURS
from coequal.web.files import FORMS, as_file
from coequal.web.limits import limited


@everyone
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Every organisation that keeps a data register here, and the blank forms."""
    found = Organisation.objects.filter(data_uses__isnull=False).distinct()
    return render(request, "assuring/registers.html", {"organisations": found, "blanks": BLANKS})


@everyone
@require_safe
def register(request: HttpRequest, code: str) -> HttpResponse:
    """The register of an organisation; what is let pass now stands first."""
    found = register_of(code)
    entries = [told(use) for use in found.data_uses.all()]
    page = {
        "organisation": found,
        "entries": entries,
        "passing": [one for one in entries if one.passing],
        "colours": COLOURS,
        "forms": FORMS,
        "today": timezone.localdate(),
    }
    return render(request, "assuring/register.html", page)


@everyone
@require_safe
@limited(60, 60)
def register_file(_request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same as a file."""
    found = register_of(code)
    return as_file(register_document(found), f"data-register-{found.code}-{timezone.localdate()}", form)


@everyone
@require_safe
def entry(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """One entry: what it says, what its screening found, who lets it pass, and how it was assessed."""
    use = use_named(reference)
    if use.organisation.code != code:
        raise Http404
    page: dict[str, Any] = {"one": told(use), "rows": rows(use), "screening": use.screenings.last(), "colours": COLOURS}
    return render(request, "assuring/entry.html", page)


@everyone
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """The questions of the screening, and the rule by which the answers decide."""
    policy = rule().policy
    page = {"questions": questions().values(), "clauses": list(clauses()), "policy": policy}
    return render(request, "assuring/how.html", page)


@everyone
@require_safe
@limited(60, 60)
def blank(_request: HttpRequest, what: str, form: str) -> HttpResponse:
    """A blank form as a file. Raises `Http404`."""
    if what not in BLANKS:
        raise Http404
    return as_file(BLANKS[what](), f"data-protection-{what}", form)
