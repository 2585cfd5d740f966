"""What comes after a decision: what can be done next, and that it is called in until that ends."""

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CALL_IN, RATIFY, SEE_PROGRAMMES
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.adoption.ratifying import not_ready
from coequal.programmes.governance.calling_in import call_in as record_call_in
from coequal.programmes.governance.calling_in import end_call_in as record_end
from coequal.programmes.models import CallIn, Decision
from coequal.programmes.models.governing import ADOPT, CARRIED, RECONSIDERED
from coequal.web.governing.after_forms import CallInForm, EndForm
from coequal.web.governing.found import Decided, decided_named
from coequal.web.governing.pages import SEND, Look, Page, area_page, form_page, look_page, of_motion, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.programmes.outcomes import OUTCOMES

_QUIET: Final = "Nobody gets an e-mail. It stands with the decision for everybody."


def of_decision(decision: Decision, view: str = "after") -> str:
    """The address of a page about a decision."""
    return reverse(f"governing:{view}", kwargs={"reference": decision.reference})


@needs(SEE_PROGRAMMES, of=decided_named)
@require_safe
def decision(request: StaffRequest, found: Decided) -> HttpResponse:
    """A decision as staff see it: what can be done next, and what stands in the way."""
    made, acting = found.decision, request.acting
    ratified = getattr(made, "ratification", None)
    adopts = made.motion.kind == ADOPT and made.outcome == CARRIED
    page = {
        "decision": made,
        "motion": made.motion,
        "meeting": made.motion.meeting,
        "outcomes": OUTCOMES,
        "ratified": ratified,
        "area_page": area_page(made.motion.area),
        "called": made.call_ins.all(),
        "is_open": made.call_ins.filter(ended=None).exists(),
        "again": made.reconsidered_by.select_related("meeting"),
        "to_ratify": adopts and ratified is None,
        "stands": list(in_the_way(made, acting)) if adopts and ratified is None else [],
        "reconsider": made.call_ins.filter(came_to=RECONSIDERED).exists(),
        "may": {"call_in": acting.may(CALL_IN, found), "ratify": acting.may(RATIFY, found)},
    }
    return render(request, "governing/after.html", page)


def in_the_way(made: Decision, asking: Acting) -> Iterator[tuple[str, str]]:
    """What stands in the way of ratifying a decision for whoever asks, each with the page where it is put right."""
    if made.by is not None and made.by == asking.person:
        yield of_decision(made), "You took this decision down, so somebody else of governance has to ratify it."
    pages = {"decision": of_decision(made), "motion": of_motion(made.motion), "area": area_page(made.motion.area)}
    for one in not_ready(made):
        yield pages[one.about], one.says


@needs(CALL_IN, of=decided_named)
@require_http_methods(SEND)
def call_in(request: StaffRequest, found: Decided) -> HttpResponse:
    """That a decision was called in, after a last look at what follows."""
    made = found.decision
    form = CallInForm(made, sent(request))
    wanted, said_so = wants(request, form), form.cleaned_data if form.is_bound else {}
    if wanted == "do" and done(form, lambda: record_call_in(request.acting, made, **said_so)):
        return to(of_decision(made))
    page = page_of(made, "It was called in", "Look at it once more")
    if wanted == "look":
        rows = [("Who", said_so["who"]), ("Why", said_so["why"]), ("Since", say_date(said_so["since"]))]
        follows = ["Nothing comes into force by this decision until you say what came of it."]
        if hasattr(made, "ratification"):
            follows.append(f"{made.ratification} does not come into force meanwhile. What was in force before goes on.")
        look = Look("Look at it once more", "Record it", rows, follows, _QUIET)
        return look_page(request, page, look)
    return form_page(request, form, page)


@needs(CALL_IN, of=decided_named)
@require_http_methods(SEND)
def end_call_in(request: StaffRequest, found: Decided) -> HttpResponse:
    """What came of a call-in, after a last look."""
    made = found.decision
    called = _called(made)
    form = EndForm(called, sent(request))
    wanted, told_of = wants(request, form), form.cleaned_data if form.is_bound else {}
    if wanted == "do" and done(form, lambda: record_end(request.acting, called, **told_of)):
        return to(of_decision(made))
    page = page_of(
        made, "What came of the call-in", "Look at it once more", (f"Called in by {called.who} on {say_date(called.since)}.",)
    )
    if wanted == "look":
        rows = [("What came of it", f"the decision {told_of['came_to']}"), ("In words", told_of["says"])]
        rows.append(("Ended on", say_date(told_of["ended"])))
        look = Look("Look at it once more", "Record it", rows, list(_after_end(made, told_of["came_to"])), _QUIET)
        return look_page(request, page, look)
    return form_page(request, form, page)


def _called(made: Decision) -> CallIn:
    """The call-in that is open. Raises `CoequalError`."""
    called = made.call_ins.filter(ended=None).first()
    if called is None:
        raise CoequalError("This decision is not called in now. Somebody may have said already what came of it: look at its page.")
    return called


def _after_end(made: Decision, came_to: str) -> Iterator[str]:
    ratified = getattr(made, "ratification", None)
    yield "What came of it stays as it was recorded."
    if came_to == RECONSIDERED:
        yield "Nothing comes into force by this decision any more. Put another motion to a meeting, which reconsiders it."
    elif ratified:
        yield f"{ratified} comes into force on {say_date(ratified.starts)}, or at once if that day has passed."


def page_of(made: Decision, title: str, button: str, lead: tuple[str, ...] = ()) -> Page:
    """The page of a form about a decision."""
    caption = f"{made.motion.area.title}, {made.reference}"
    return Page(title, button, of_decision(made), "This decision", caption, lead)
