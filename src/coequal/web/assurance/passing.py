"""Letting a use of personal data begin before it is cleared, and withdrawing that."""

from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import LET_PASS
from coequal.assurance.models import DataUse
from coequal.assurance.register import passing
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.web.assurance.forms import PassForm
from coequal.web.assurance.found import use_named
from coequal.web.assurance.pages import SEND, form_page, of_use, page_of
from coequal.web.governing.pages import Look, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to

_LAW: Final = (
    "The law (UK GDPR, article 35(1)) wants the impact assessed before data are used, where a high risk is likely, and knows no "
    "exception. To let it pass does not make it lawful: whoever lets it pass answers for that."
)


@needs(LET_PASS, of=use_named)
@require_http_methods(SEND)
def let_pass(request: StaffRequest, use: DataUse) -> HttpResponse:
    """By whose word it may begin, why, and until when, after a last look."""
    form = PassForm(sent(request))
    lead = "Everybody can read in the data register who lets it pass, and why. The screening or assessment goes on meanwhile."
    page = page_of(use, "Let it pass before it is cleared", "Go on", _LAW, lead)
    step = wants(request, form)
    if step == "do" and done(form, lambda: passing.let_pass(request.acting, use, **form.cleaned_data)):
        return to(of_use(use))
    if step == "look":
        told = form.cleaned_data
        rows = [("Who answers for it", told["named"]), ("Why it cannot wait", told["reason"]), ("Until", say_date(told["until"]))]
        follows = [
            _LAW,
            "This site then does not stop it, until the end of that day.",
            "All of this stands in the public register.",
        ]
        return look_page(request, page, Look("Look at it once more", "Let it pass", rows, follows, "Nobody gets a message."))
    return form_page(request, form, page)


@needs(LET_PASS, of=use_named)
@require_http_methods(SEND)
def withdraw(request: StaffRequest, use: DataUse) -> HttpResponse:
    """It is let pass no more."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: passing.withdraw(request.acting, use)):
        return to(of_use(use))
    lead = "From then on nobody can answer, and nothing is brought in, until it is cleared. That it was let pass stays to be read."
    return form_page(request, form, page_of(use, "Let it pass no more", "Withdraw it", lead))
