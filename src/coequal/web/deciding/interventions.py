"""What a request asks for: one of its commissioner's interventions, which it shares with others that ask for the same."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN
from coequal.referrals.desk.interventions import put_under
from coequal.referrals.models import Request
from coequal.web.deciding.forms import InterventionForm
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import SEND, Page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def intervention(request: StaffRequest, found: Request) -> HttpResponse:
    """The intervention under which it stands; one that is missing is named on the page of all of them."""
    there = list(found.organisation.interventions.all())
    form = InterventionForm(there, sent(request), initial={"intervention": str(found.intervention_id or "")})
    if form.is_valid() and done(form, lambda: put_under(request.acting, found, form.chosen)):
        return to(of_request(found))
    lead = ("Requests under one intervention are shown together, to whoever screens them and before a panel sits.",)
    page = Page("What this request asks for", "Keep it", of_request(found), "This request", found.reference, lead)
    names = f"{reverse('requests:interventions')}?of={found.organisation.code}"
    return render(request, "deciding/intervention.html", {"form": form, "page": page, "there": there, "names": names})
