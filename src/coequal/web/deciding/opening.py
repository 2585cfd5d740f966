"""Opening who a request is about: for a purpose that is part of the work, or by breaking the glass. Both stay on record.

Who it is stands only in the answer to the form that says why: no address leads to it, and it is not shown again by going back.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import BREAK_GLASS, SEE_REQUESTS
from coequal.referrals.models import Request
from coequal.referrals.requesting.form import told
from coequal.referrals.requesting.held import held
from coequal.referrals.requesting.sections import WHO_IS_IT
from coequal.referrals.seeing.looking import break_glass, knows_who, look
from coequal.referrals.seeing.table import WHO
from coequal.web.deciding.forms import GlassForm, PurposeForm
from coequal.web.deciding.pages import SEND, Page, form_page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent
from coequal.web.requests.found import request_at

NOT_AFTER: Final = (
    "Whoever opens this cannot judge the request any more: not at screening, not at a panel, and not in an appeal. "
    "If you might have to judge it, ask another officer to open it."
)
ON_RECORD: Final = "Your name, the time and the purpose are kept. Information governance reads that record."


@needs(SEE_REQUESTS, of=request_at)
@require_http_methods(SEND)
def who(request: StaffRequest, found: Request) -> HttpResponse:
    """Who it is about, once somebody has said for which purpose."""
    form = PurposeForm(sent(request))
    if form.is_valid() and done(form, lambda: look(request.acting, found, WHO, form.cleaned_data["purpose"])):
        return _shown(request, found, of_request(found), "This request")
    already = ("You have opened this before, so you cannot judge this request.",) if knows_who(request.acting, found) else ()
    lead = (*already, NOT_AFTER, ON_RECORD)
    page = Page("Who this is about", "Open it", of_request(found), "This request", found.reference, lead, warn=True)
    return form_page(request, form, page)


@needs(BREAK_GLASS, of=request_at)
@require_http_methods(SEND)
def glass(request: StaffRequest, found: Request) -> HttpResponse:
    """Who it is about, for somebody whose work does not include that, once they have said why."""
    form = GlassForm(sent(request))
    home, words = reverse("staff:home"), "Start"
    if request.acting.may(SEE_REQUESTS, found):
        home, words = of_request(found), "This request"
    if form.is_valid() and done(form, lambda: break_glass(request.acting, found, form.cleaned_data["why"])):
        return _shown(request, found, home, words)
    lead = ("Only where it cannot be avoided, such as to answer the patient or to look into a complaint.", NOT_AFTER, ON_RECORD)
    page = Page("Break the glass", "Open who this is about", home, words, found.reference, lead, warn=True)
    return form_page(request, form, page)


def _shown(request: StaffRequest, found: Request, back: str, words: str) -> HttpResponse:
    rows = [(question.words, answer) for question, answer in told(WHO_IS_IT, held(found, WHO_IS_IT))]
    return render(request, "deciding/who.html", {"asked": found, "rows": rows, "back": back, "back_words": words})
