"""Campaigns: texts that are nearly the same, shown to a person, who says whether they are one."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.involvement.free_text.campaigns import judge, shared, size
from coequal.involvement.free_text.near_duplicates import added
from coequal.involvement.models import Campaign, Involvement
from coequal.web.coding.found import campaign_named, involvement_named, was_read


@needs(READ_ANSWERS, of=involvement_named)
@require_safe
def campaigns(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """All groups of texts that are nearly the same, with how many texts each has."""
    found = [(one, size(one)) for one in involvement.campaigns.all()]
    was_read(request, "read the texts of campaigns", involvement)
    return render(request, "coding/campaigns.html", {"involvement": involvement, "campaigns": found})


@needs(READ_ANSWERS, posting=CODE, of=campaign_named)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: StaffRequest, found: Campaign) -> HttpResponse:
    """The text that is shared, and what people added of their own."""
    if request.method == "POST":
        judge(request.acting, found, is_one=request.POST.get("is") == "yes", name=request.POST.get("name", "")[:200])
        return HttpResponseRedirect(reverse("coding:campaigns", kwargs={"reference": found.involvement.reference}), status=303)
    members, lead = list(found.extracts.all()), shared(found)
    page = {
        "involvement": found.involvement,
        "campaign": found,
        "shared": lead,
        "count": size(found),
        "own": [(one, more) for one in members if (more := added(lead, one.shown))],
        "may": request.acting.may(CODE, found),
    }
    was_read(request, "read the texts of a campaign", found)
    return render(request, "coding/campaign.html", page)
