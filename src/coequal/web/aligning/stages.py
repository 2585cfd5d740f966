"""The stages of a service area: every one with its days, the step that is taken, and what was planned."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_AREA, HOLD_AREA, MOVE_AREA, OVERRIDE_GATE, SEE_PROGRAMMES
from coequal.programmes.conduct.planning import plan as plan_it
from coequal.programmes.conduct.planning import planned
from coequal.programmes.conduct.timeline import timeline
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import last_of, move, says
from coequal.programmes.stages.standing import possible, standing_of
from coequal.programmes.stages.table import BY_KEY, Stage
from coequal.programmes.telling.whom import whom
from coequal.web.aligning.area import STOPS, Asked, gates_before, words_of
from coequal.web.aligning.named import area_named
from coequal.web.aligning.pages import Page, about, desk_of, form_page
from coequal.web.aligning.stage_forms import PlanForm, StepForm
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import number_before, sent, to

_SEND = ["GET", "HEAD", "POST"]
_STEPS: Final = {kind.replace(" ", "-"): kind for kind in kinds.KINDS if kind not in STOPS}
_FOLLOWS: Final = {
    kinds.OPEN: "The stage is open from this day on.",
    kinds.COMPLETE: "The stage is done. The next one can be opened once what it needs is there.",
    kinds.PASS_OVER: "The stage is left out, and everybody can read why.",
    kinds.GO_BACK: "This stage is open again. Every stage after it has to be done anew. What was done stays in the record.",
    kinds.HOLD: "Nothing of it is moved on until somebody goes on with it.",
    kinds.RESUME: "It goes on where it stood.",
    kinds.END: "Nothing of it can be changed after that. Everything that was recorded stays, for everybody to read.",
}
_LASTING: Final = (kinds.PASS_OVER, kinds.GO_BACK, kinds.END)  # which cannot be undone, or cost what was done


class AStage:
    """A stage of a service area: it belongs to whom the service area belongs to. Raises `Http404` for one that there is not."""

    def __init__(self, area: ServiceArea, stage: str, kind: str = "") -> None:
        """Take the service area, the key of the stage and, of a step, its kind."""
        if stage and stage not in BY_KEY:
            raise Http404
        self.area, self.stage, self.kind = area, stage, kind

    @property
    def organisation(self) -> Organisation:
        """Whose its programme is."""
        return self.area.organisation

    @property
    def state(self) -> str:
        """Where its service area stands."""
        return self.area.state

    @property
    def of(self) -> Stage:
        """The stage itself."""
        return BY_KEY[self.stage]


def stage_named(reference: str, stage: str) -> AStage:
    """A stage of a service area. Raises `Http404`."""
    return AStage(area_named(reference), stage)


def step_named(reference: str, kind: str, stage: str) -> AStage:
    """A step to a stage. Raises `Http404` for a kind of step that there is not."""
    if kind not in _STEPS:
        raise Http404
    return AStage(area_named(reference), stage, _STEPS[kind])


def stop_named(reference: str, kind: str) -> AStage:
    """Holding, going on or ending. Raises `Http404` for another kind of step."""
    if kind not in STOPS:
        raise Http404
    return AStage(area_named(reference), "", kind)


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
def stages(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Every stage with the days that were planned and the real ones; every plan that slid; every step that was taken."""
    page = {
        **about(area),
        "timeline": timeline(area),
        "plans": [(BY_KEY[one.stage].title, one) for one in area.plans.select_related("by")],
        "moves": [(one, says(one)) for one in area.moves.select_related("by").prefetch_related("overrides")],
        "may": request.acting.may(CHANGE_AREA, area),
    }
    return render(request, "aligning/stages.html", page)


@needs(MOVE_AREA, of=step_named)
@require_http_methods(_SEND)
def step(request: StaffRequest, asked: AStage) -> HttpResponse:
    """Open a stage, complete it, pass it over, or go back to it; with what the record says of what must be there before."""
    return _stepped(request, asked)


@needs(HOLD_AREA, of=stop_named)
@require_http_methods(_SEND)
def stop(request: StaffRequest, asked: AStage) -> HttpResponse:
    """Put it on hold, go on with it, or end it."""
    return _stepped(request, asked)


def _stepped(request: StaffRequest, asked: AStage) -> HttpResponse:
    """The page of a step, and what comes of sending it. What stands now is shown beside what somebody typed."""
    area, kind, stage = asked.area, asked.kind, asked.stage
    gates = gates_before(area, stage) if kind in kinds.OPENING and stage else []
    missing = [] if area.programme.history_only else [one for one in gates if not one.answer]
    may_override = request.acting.may(OVERRIDE_GATE, area) and not any(one.gate.absolute for one in missing)
    passable = [(one.gate.key, one.gate.says) for one in missing] if may_override else []
    form = StepForm(area, kind, stage, passable, sent(request))
    if form.is_valid() and done(form, lambda: _move(request, asked, form)):
        return to(desk_of(area))
    page = Page(words_of(kind, stage), words_of(kind, stage), (_FOLLOWS[kind], whom(area.programme, area)), warn=kind in _LASTING)
    also = {
        "page": page,
        "form": form,
        "gates": gates,
        "stopped": _stopped(asked, missing, may_override=may_override),
        "passable": passable,
        "seen": last_of(area),
        "says": asked.of.about if stage else "",
    }
    return render(request, "aligning/step.html", {**about(area), **also})


def _move(request: StaffRequest, asked: AStage, form: StepForm) -> None:
    given = form.cleaned_data
    move(
        request.acting,
        asked.area,
        asked.kind,
        asked.stage,
        on=given["on"],
        why=given["why"],
        overrides=form.overrides,
        expects=number_before(request, -1),
        stated=form.stated,
    )


def _stopped(asked: AStage, missing: list[Asked], *, may_override: bool) -> str:
    """Why a step cannot be taken now by whoever looks; nothing where it can."""
    area = asked.area
    if (asked.kind, asked.stage) not in possible(standing_of(area)):
        return "This step cannot be taken from where the service area stands now."
    if (asked.kind, asked.stage) == (kinds.OPEN, kinds.IN_FORCE) and not area.programme.history_only:
        return "A policy comes into force by ratifying the decision that adopts it, and in no other way."
    if missing and not may_override:
        return (
            "It cannot be opened yet. Put right what is missing. Somebody of governance can let it pass, and then has to say why."
        )
    return ""


@needs(CHANGE_AREA, of=stage_named)
@require_http_methods(_SEND)
def plan(request: StaffRequest, asked: AStage) -> HttpResponse:
    """When a stage is meant to open and to end."""
    area, before = asked.area, planned(asked.area).get(asked.stage)
    form = PlanForm(before, sent(request))
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        seen = number_before(request, 0)
        if done(form, lambda: plan_it(request.acting, area, asked.stage, seen=seen, **given)):
            return to(desk_of(area, "stages"))
    lead = (
        asked.of.about,
        "Everybody can read the days that are planned and, where they are moved, which days were planned before.",
    )
    page = Page(f"Plan “{asked.of.title}”", "Plan it", lead, back="stages", back_words="Every stage")
    return form_page(request, area, form, page, seen=before.pk if before else 0, plan=before)
