"""Interventions: what several requests ask for, in words that name nobody. They are named here and nowhere else."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import NAME_INTERVENTIONS
from coequal.referrals.desk.interventions import name_intervention
from coequal.referrals.models import Intervention
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body
from coequal.web.requests.forms import InterventionForm


@needs(NAME_INTERVENTIONS)
@limited(60, 60)
@require_http_methods(SEND)
def interventions(request: StaffRequest) -> HttpResponse:
    """All interventions of an organisation with how many requests are under each, and the form for a new one."""
    whose, form = body(request, NAME_INTERVENTIONS), InterventionForm(sent(request))
    if form.is_valid() and done(form, lambda: name_intervention(request.acting, whose, form.cleaned_data["name"])):
        return to(f"{reverse('requests:interventions')}?of={whose.code}")
    found = Intervention.objects.filter(organisation=whose).annotate(requests_under=Count("requests"))
    told = {"whose": whose, "bodies": bodies(request, NAME_INTERVENTIONS), "interventions": found, "form": form}
    return render(request, "requests/interventions.html", told)
