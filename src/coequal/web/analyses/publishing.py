"""The pages on which an analysis is published, agreed to, returned or withdrawn."""

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import AGREE_TO_PUBLISH, PUBLISH_ANALYSIS, WITHDRAW_ANALYSIS
from coequal.analyses.models import Publication
from coequal.analyses.models.publication import ASKED
from coequal.analyses.publishing import ToPublish, agree, publish, send_back, withdraw
from coequal.pages.forms import Form
from coequal.web.analyses.downloads import files_of
from coequal.web.analyses.forms import ReasonForm, SummaryForm, sent
from coequal.web.analyses.found import publication_named, to_publish_named
from coequal.web.analyses.public import Shown


@needs(PUBLISH_ANALYSIS, of=to_publish_named)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_it(request: StaffRequest, thing: ToPublish) -> HttpResponse:
    """A summary first, then exactly what everybody will see, then it is published or handed to governance."""
    analysis, returned = thing.analysis, thing.publication
    form = SummaryForm(sent(request), initial={"summary": returned.summary if returned else ""})
    page = {
        "analysis": analysis,
        "form": form,
        "returned": returned,
        "drafts": [name for name in files_of(analysis) if name[-3:] == ".md"],
    }
    if not form.is_valid() or "change" in request.POST:
        return render(request, "analyses/publish.html", page)
    summary = form.cleaned_data["summary"]
    if "sure" not in request.POST:
        return render(request, "analyses/preview.html", {**page, "shown": Shown(analysis, summary), "summary": summary})
    made = publish(request.acting, analysis, summary)
    return HttpResponseRedirect(_analysis(made) if made.state == ASKED else _public(made))


class AnswerForm(Form):
    """What governance answers."""

    answer = forms.ChoiceField(
        label="What do you answer?",
        widget=forms.RadioSelect,
        choices=[("agree", "Publish it as it stands here"), ("return", "Return it to the analyst")],
        error_messages={"required": "Choose what you answer.", "invalid_choice": "Choose what you answer."},
    )
    reason = forms.CharField(
        label="Reason, where you return it",
        widget=forms.Textarea,
        required=False,
        max_length=1_000,
        error_messages={"max_length": "Say why in 1,000 characters or fewer."},
    )

    def clean(self) -> dict[str, str]:
        """Whoever returns it says why."""
        if self.cleaned_data.get("answer") == "return" and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why you return it.")
        return self.cleaned_data


@needs(AGREE_TO_PUBLISH, of=publication_named)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: StaffRequest, publication: Publication) -> HttpResponse:
    """Governance sees exactly what everybody would, and agrees or returns it."""
    form = AnswerForm(sent(request))
    if not form.is_valid():
        shown = Shown(publication.analysis, publication.summary)
        return render(request, "analyses/answer.html", {"publication": publication, "form": form, "shown": shown})
    if form.cleaned_data["answer"] == "agree":
        agree(request.acting, publication)
        return HttpResponseRedirect(_public(publication))
    send_back(request.acting, publication, form.cleaned_data["reason"])
    return HttpResponseRedirect(_analysis(publication))


@needs(WITHDRAW_ANALYSIS, of=publication_named)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_it(request: StaffRequest, publication: Publication) -> HttpResponse:
    """Withdrawn with a reason that everybody can read."""
    form = ReasonForm(sent(request))
    if not form.is_valid():
        return render(request, "analyses/withdraw.html", {"publication": publication, "form": form})
    withdraw(request.acting, publication, form.cleaned_data["reason"])
    return HttpResponseRedirect(_analysis(publication))


def _analysis(publication: Publication) -> str:
    return reverse("analyses:analysis", kwargs={"reference": publication.reference})


def _public(publication: Publication) -> str:
    return reverse("analyses:published-one", kwargs={"reference": publication.reference})
