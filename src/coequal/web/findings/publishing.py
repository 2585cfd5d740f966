"""The page on which the report is published: what should be looked at first, then exactly what everybody will see."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PUBLISH_REPORT
from coequal.errors import CoequalError
from coequal.involvement.models import Involvement
from coequal.involvement.reporting.publishing import Changed, doubts, publish, three
from coequal.pages.forms import Form
from coequal.web.findings.files import KINDS
from coequal.web.involvement.found import involvement_named
from coequal.web.limits import limited


class PublishForm(Form):
    """That somebody has looked at what is to be published, and why there is a new edition."""

    why = forms.CharField(
        label="Why is there a new edition?",
        required=False,
        max_length=300,
        help_text="Everybody reads this under the title. The editions before stay where they are.",
        error_messages={"required": "Say why there is a new edition.", "max_length": "Say it in 300 characters or fewer."},
    )
    sure = forms.BooleanField(
        label="I have looked at the report, the summary and the easy read as everybody will see them",
        error_messages={"required": "Look at all three first, and say so here."},
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, max_length=71)

    def __init__(self, *given: Any, again: bool, **options: Any) -> None:
        """Where an edition stands already, it has to be said why there is a new one."""
        super().__init__(*given, **options)
        if again:
            self.fields["why"].required = True
        else:
            del self.fields["why"]


@needs(PUBLISH_REPORT, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 60)
def publish_it(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Published once somebody says that they looked at it, and while it is what they looked at."""
    again = involvement.published_reports.exists()
    form = PublishForm(request.POST if request.method == "POST" else None, again=again)
    if form.is_valid():
        try:
            publish(request.acting, involvement, form.cleaned_data["looked_at"], form.cleaned_data.get("why", ""))
        except Changed as changed:
            unsure = request.POST.copy()
            unsure.pop("sure")
            form = PublishForm(unsure, again=again)
            form.add_error(None, str(changed))
        except CoequalError as error:
            form.add_error(None, error.message)
        else:
            return HttpResponseRedirect(reverse("findings:report", kwargs={"reference": involvement.reference}))
    page = {
        "involvement": involvement,
        "form": form,
        "again": again,
        "kinds": KINDS,
        "doubts": list(doubts(involvement)),
        "digest": three(involvement).digest,
    }
    return render(request, "findings/publish.html", page)
