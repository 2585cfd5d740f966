"""What the law asks of an involvement, and what is answered."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ANSWER_GATE, CHANGE_INVOLVEMENT, SEE_INVOLVEMENTS
from coequal.assurance.models import DataUse
from coequal.involvement.conduct.answering_gates import Answer, answer
from coequal.involvement.conduct.entering import enter_involvement, put_under
from coequal.involvement.law.gate import STEPS, Gate
from coequal.involvement.law.gates import applying, binding
from coequal.involvement.law.shown import stands
from coequal.involvement.models import Involvement
from coequal.web.hearing.forms import AtGate, UnderEntry, done
from coequal.web.hearing.pages import COLOURS, Page, desk_of, form_page, sent, to
from coequal.web.involvement.found import involvement_named


@dataclass(frozen=True, slots=True)
class AGate:
    """A gate of one involvement, as what can be answered."""

    involvement: Involvement
    gate: Gate

    @property
    def organisation(self) -> Organisation:
        """Whose its involvement is."""
        return self.involvement.organisation

    @property
    def state(self) -> str:
        """Where its involvement stands."""
        return self.involvement.state


def gate_named(reference: str, gate: str) -> AGate:
    """A gate that people answer for an involvement. Raises `Http404`."""
    involvement = involvement_named(reference)
    found = next((one for one in applying(involvement) if one.key == gate and not one.read), None)
    if found is None:
        raise Http404
    return AGate(involvement, found)


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def gates(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Every gate, by the step before which it has to be answered."""
    shown = stands(involvement)
    page = {
        "involvement": involvement,
        "colour": COLOURS[involvement.state],
        "steps": [(step, [one for one in shown if one.gate.before == step]) for step in STEPS],
        "may": request.acting.may(ANSWER_GATE, involvement),
        "may_enter": request.acting.may(CHANGE_INVOLVEMENT, involvement),
    }
    return render(request, "hearing/gates.html", page)


@needs(ANSWER_GATE, of=gate_named)
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: StaffRequest, asked: AGate) -> HttpResponse:
    """One gate: what the law says, what was answered before, and the form to answer."""
    involvement, found = asked.involvement, asked.gate
    form = AtGate(found, sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        answer(request.acting, involvement, found.key, Answer(**form.cleaned_data))
        return to(desk_of(involvement, "gates"))
    earlier = involvement.gate_answers.filter(gate=found.key).select_related("by").order_by("-pk")
    also = {
        "laws": binding(involvement, found),
        "earlier": [(one, chosen.words if (chosen := found.choice(one.answer)) else one.answer) for one in earlier],
    }
    page = Page(found.title, "Answer", back="hearing:gates", back_words="What the law asks")
    return form_page(request, involvement, form, page, **also)


@needs(CHANGE_INVOLVEMENT, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
def data_use(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Under which entry of the data register it stands: one that covers it already, or a new one."""
    uses = {one.reference: one for one in DataUse.objects.filter(organisation=involvement.organisation, ended=None)}
    form = UnderEntry(list(uses.values()), sent(request))
    if form.is_valid():
        chosen = uses.get(form.cleaned_data["entry"])

        def put() -> None:
            if chosen is None:
                enter_involvement(request.acting, involvement)
            else:
                put_under(request.acting, involvement, chosen)

        if done(form, put):
            return to(desk_of(involvement, "gates"))
    lead = "Whatever uses personal data stands in the data register. Its screening says whether people can be asked."
    page = Page("Data register", "Put it there", (lead,), "hearing:gates", "What the law asks")
    return form_page(request, involvement, form, page)
