"""Whether a request that its clinician calls urgent is urgent, as an officer says."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN
from coequal.referrals.deciding.urgency import find
from coequal.referrals.models import Request
from coequal.referrals.rules.in_force import rules_for
from coequal.web.deciding.forms import UrgencyForm
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import SEND, Page, form_page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def urgency(request: StaffRequest, found: Request) -> HttpResponse:
    """Yes, or no with the reason; the time of the decision follows."""
    form = UrgencyForm(sent(request))
    told = form.cleaned_data if form.is_valid() else {}
    if told and done(form, lambda: find(request.acting, found, told["why"], is_urgent=told["urgent"] == "yes")):
        return to(of_request(found))
    page = Page("Is this request urgent?", "Keep it", of_request(found), "This request", found.reference, tuple(_lead(found)))
    return form_page(request, form, page)


def _lead(found: Request) -> list[str]:
    """What the clinician says, and which time each answer gives, as far as the rules say so."""
    rules = rules_for(found)
    lead = ["The clinician calls it urgent. Why stands in the clinical case, on the page of the request."]
    if rules.urgent:
        lead.append(f"If it is urgent, it is decided within {rules.urgent} of the day on which it came.")
    if rules.decide:
        lead.append(f"If it is not, it is decided within {rules.decide} of that day.")
    return lead
