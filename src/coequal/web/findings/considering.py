"""You said, we did, as staff write it: what was made of each theme, and publishing that."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CONSIDER, SEE_INVOLVEMENTS
from coequal.errors import CoequalError
from coequal.involvement.coding.themes import quotes
from coequal.involvement.models import Consideration, Involvement
from coequal.involvement.reporting.considering import (
    CHANGED,
    OUTCOMES,
    Beside,
    Considered,
    Line,
    doubts,
    keep,
    line_of,
    lines,
    open_promises,
    publish,
)
from coequal.involvement.reporting.themes import said_of
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.findings.changes import Change, change
from coequal.web.involvement.found import involvement_named

_EARLIEST = date(2013, 4, 1)  # commissioners have been there since
_SHAPE = r"[a-z0-9-]+/[a-z0-9-]+@[0-9a-z-]+"


class ConsiderForm(Form):
    """What is said of a theme."""

    considered = forms.CharField(
        label="What was considered?",
        widget=forms.Textarea,
        max_length=10_000,
        help_text="What decision-makers had before them, and what they weighed up.",
        error_messages={"required": "Say what was considered."},
    )
    considered_by = forms.CharField(
        label="Who considered it?",
        max_length=200,
        help_text="The meeting or the body, such as: the board, in public. Name no person.",
        error_messages={
            "required": "Say who considered it: the meeting or the body.",
            "max_length": "Say it in 200 characters or fewer.",
        },
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        widget=forms.RadioSelect,
        choices=list(OUTCOMES.items()),
        error_messages={"required": "Choose what came of it.", "invalid_choice": "Choose what came of it."},
    )
    answer = forms.CharField(
        label="What do you answer?",
        widget=forms.Textarea,
        max_length=10_000,
        help_text="In plain words, to those who said it: what was done, in the policy or elsewhere, or why not.",
        error_messages={"required": "Say what was done, or why not."},
    )
    policy = forms.RegexField(
        _SHAPE,
        label="The version of the policy that carries the change",
        required=False,
        max_length=200,
        help_text="Only where something changed: its area, service and version, such as luton/assisted-conception@2016-06.",
        error_messages={"invalid": "Write it as area/service@version, such as luton/assisted-conception@2016-06."},
    )
    clause = forms.CharField(
        label="The clause that changed",
        required=False,
        max_length=40,
        help_text="Only where something changed: its number, such as 4.2.",
        error_messages={"max_length": "Write its number alone, in 40 characters or fewer."},
    )
    mark = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shapes: ClassVar[dict[str, dict[str, Any]]] = {"clause": {"macro": {"classes": "nhsuk-input--width-10"}}}

    def __init__(self, *given: Any, **options: Any) -> None:
        """No day of the future is one on which something was considered."""
        super().__init__(*given, **options)
        self.fields["considered_on"] = DayField(
            label="On which day?", what="the day on which it was considered", earliest=_EARLIEST, latest=timezone.localdate()
        )

    def clean(self) -> dict[str, Any]:
        """Where something changed, it is said in which version and clause."""
        found = self.cleaned_data
        if found.get("outcome") == CHANGED:
            for name, words in (
                ("policy", "Say in which version of which policy it changed."),
                ("clause", "Say which clause changed."),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return found


class PublishForm(Form):
    """Why answers are published while promises are still open."""

    why = forms.CharField(
        label="Why are the answers published all the same?",
        required=False,
        max_length=300,
        help_text="Everybody reads this on the page of the involvement. Leave it empty if you say first how each promise stands.",
        error_messages={"max_length": "Say it in 300 characters or fewer."},
    )


class ThemeOf:
    """A theme of an involvement: it belongs to whom the involvement belongs to."""

    def __init__(self, involvement: Involvement, line: Line) -> None:
        """Take both."""
        self.involvement, self.line = involvement, line
        self.organisation, self.state = involvement.organisation, involvement.state


def theme_named(reference: str, frame: str, theme: str) -> ThemeOf:
    """A theme by the reference of its frame and its key. Raises `Http404`."""
    involvement = involvement_named(reference)
    found = line_of(involvement, frame, theme)
    if found is None:
        raise Http404
    return ThemeOf(involvement, found)


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def every(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Every theme with what was made of it. While people can still be heard, no theme is shown: nothing is decided before."""
    return _listed(request, involvement, PublishForm())


def _listed(request: StaffRequest, involvement: Involvement, form: PublishForm) -> HttpResponse:
    is_time = involvement.state in CONSIDER.states
    found = lines(involvement) if is_time else []
    counts = {frame.pk: said_of(frame) for frame in {line.frame for line in found}}
    page = {
        "involvement": involvement,
        "form": form,
        "promises": open_promises(involvement),
        "is_time": is_time,
        "outcomes": OUTCOMES,
        "lines": [(line, counts[line.frame.pk][line.theme.key]) for line in found],
        "left": sum(1 for line in found if not line.is_answered),
        "ready": sum(1 for line in found if line.consideration and not line.is_public),
        "doubts": list(doubts(involvement)) if is_time else [],
        "may_consider": request.acting.may(CONSIDER, involvement),
    }
    return render(request, "findings/considerations.html", page)


@needs(CONSIDER, of=theme_named)
@require_http_methods(["GET", "HEAD", "POST"])
def consider(request: StaffRequest, asked: ThemeOf) -> HttpResponse:
    """What was made of a theme, beside what people said. Where somebody else wrote meanwhile, both are shown."""
    line = asked.line
    stands = line.consideration
    form = ConsiderForm(request.POST if request.method == "POST" else None, initial=_initial(stands))
    beside = None
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in Considered.__dataclass_fields__}
        try:
            keep(request.acting, line, Considered(**said), form.cleaned_data["mark"])
        except Beside as clash:
            form.add_error(None, str(clash))
            beside = stands
        else:
            return HttpResponseRedirect(reverse("findings:considerations", kwargs={"reference": asked.involvement.reference}))
    page = {
        "involvement": asked.involvement,
        "outcomes": OUTCOMES,
        "line": line,
        "said": said_of(line.frame)[line.theme.key],
        "quotes": quotes(line.frame, line.theme),
        "form": form,
        "beside": beside,
        "mark": beside.mark if beside else form["mark"].value() or 0,
    }
    return render(request, "findings/consider.html", page)


def _initial(stands: Consideration | None) -> dict[str, Any]:
    names = (*ConsiderForm.base_fields, "considered_on")
    return {name: getattr(stands, name) for name in names} if stands else {}


@needs(CONSIDER, of=involvement_named)
@require_POST
def publish_them(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """What was made of every theme that is answered is public from now on; a promise that is still open needs a reason."""
    form = PublishForm(request.POST)
    try:
        publish(request.acting, involvement, form.cleaned_data.get("why", "") if form.is_valid() else "")
    except CoequalError as error:
        if not form.errors:
            form.add_error("why", error.message)
        return _listed(request, involvement, form)
    return HttpResponseRedirect(reverse("findings:considerations", kwargs={"reference": involvement.reference}))


def change_of(consideration: Consideration) -> Change | None:
    """What changed because of a theme; None where nothing did."""
    return change(consideration.policy, consideration.clause) if consideration.outcome == CHANGED else None
