"""Campaigns: texts that are nearly the same, shown to a person, who says whether they are one."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.involvement.free_text.campaigns import NO_NAME, judge, shared, size
from coequal.involvement.free_text.near_duplicates import added
from coequal.involvement.models import Campaign, Involvement
from coequal.involvement.models.extracts import ACCEPTED
from coequal.pages.forms import Form
from coequal.web.coding.found import campaign_named, involvement_named, was_read


class Naming(Form):
    """What a campaign is called."""

    name = forms.CharField(
        label="What to call it",
        help_text="The report names it like that. Do not name a person.",
        max_length=200,
        error_messages={"required": NO_NAME, "max_length": "A name can have at most 200 letters."},
    )


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
    """The text that is shared, and what people added of their own; a campaign needs a name, which a person chooses."""
    form = Naming(
        request.POST if request.method == "POST" else None, initial={"name": found.name} if found.stands == ACCEPTED else {}
    )
    is_one = request.POST.get("is") != "no"
    if request.method == "POST" and (not is_one or form.is_valid()):
        judge(request.acting, found, is_one=is_one, name=form.cleaned_data["name"] if is_one else "")
        return HttpResponseRedirect(reverse("coding:campaigns", kwargs={"reference": found.involvement.reference}), status=303)
    members, lead = list(found.extracts.all()), shared(found)
    page = {
        "involvement": found.involvement,
        "campaign": found,
        "form": form,
        "shared": lead,
        "count": size(found),
        "own": [(one, more) for one in members if (more := added(lead, one.shown))],
        "may": request.acting.may(CODE, found),
    }
    was_read(request, "read the texts of a campaign", found)
    return render(request, "coding/campaign.html", page, status=400 if form.is_bound else 200)
