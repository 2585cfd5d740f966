"""A programme as a whole: what it says of itself, its name, letting everybody read of it, holding it, and its end."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_PROGRAMME, END_PROGRAMME, HOLD_PROGRAMME, PUBLISH_PROGRAMME
from coequal.involvement.conduct.changing import fingerprint
from coequal.pages.forms import Form
from coequal.programmes.conduct import beginning
from coequal.programmes.conduct.changing import change
from coequal.programmes.models import Programme
from coequal.programmes.models.programmes import ON_HOLD
from coequal.programmes.telling.whom import whom
from coequal.web.aligning.desk import in_the_way
from coequal.web.aligning.named import programme_named
from coequal.web.aligning.pages import Page, desk_of, form_page
from coequal.web.aligning.pages import about as about_it
from coequal.web.aligning.programme_forms import AboutForm, ProgrammeNameForm
from coequal.web.aligning.reasons import WhyOnADay
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import Why, done
from coequal.web.hearing.pages import before, sent, to

_SEND = ["GET", "HEAD", "POST"]


@needs(CHANGE_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
@takes_text
def about(request: StaffRequest, programme: Programme) -> HttpResponse:
    """What it says of itself."""
    form, held = AboutForm(programme, sent(request)), before(request, fingerprint(programme))
    if form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("purpose", "questions")}
        note = form.cleaned_data.get("note", "")
        if done(form, lambda: change(request.acting, programme, held, wanted, note)):
            return to(desk_of(programme))
    page = Page("What is done, and why", "Save", ("Everybody can read all of this as soon as the programme is published.",))
    return form_page(request, programme, form, page, before=held)


@needs(CHANGE_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def name(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Another name; the one that it had stays readable."""
    form, held = ProgrammeNameForm(sent(request), initial={"title": programme.title}), before(request, fingerprint(programme))
    if form.is_valid() and done(form, lambda: beginning.rename(request.acting, programme, before=held, **form.cleaned_data)):
        return to(desk_of(programme))
    lead = f"It is called “{programme.title}” now. People can still read that it was."
    return form_page(request, programme, form, Page("Give it another name", "Rename it", (lead, whom(programme))), before=held)


@needs(PUBLISH_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def publish(request: StaffRequest, programme: Programme) -> HttpResponse:
    """What is in the way of letting everybody read of it; where nothing is, what follows, and the button."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: beginning.publish(request.acting, programme)):
        return to(desk_of(programme))
    page = {**about_it(programme), "form": form, "in_the_way": list(in_the_way(programme))}
    return render(request, "aligning/publish.html", page)


@needs(HOLD_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def hold(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Put the whole programme on hold."""
    form = WhyOnADay("Why it is put on hold", sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: beginning.hold(request.acting, programme, given["why"], on=given["on"])):
            return to(desk_of(programme))
    already = ("It is on hold already.",) if programme.state == ON_HOLD else ()
    lead = (*already, "No service area of it is moved on while it is on hold. Everything that was recorded stays.", whom(programme))
    return form_page(request, programme, form, Page("Put the programme on hold", "Put it on hold", lead))


@needs(HOLD_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def resume(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Go on with it."""
    form = WhyOnADay("Why it goes on", sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: beginning.resume(request.acting, programme, given["why"], on=given["on"])):
            return to(desk_of(programme))
    pause = programme.holds.filter(until=None).first()
    why = f"It is on hold because of this: {pause.reason}" if pause else "It is not on hold."
    return form_page(request, programme, form, Page("Go on with the programme", "Go on with it", (why, whom(programme))))


@needs(END_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def end(request: StaffRequest, programme: Programme) -> HttpResponse:
    """End it; all of it stays readable."""
    form = Why("Why the programme ends", "Everybody can read this.", sent(request))
    if form.is_valid() and done(form, lambda: beginning.end(request.acting, programme, form.cleaned_data["why"])):
        return to(desk_of(programme))
    follows = (
        "Nothing of it can be changed after that, and no service area of it is moved on.",
        "Policies that are in force stay in force.",
        "Everything that was recorded stays, for everybody to read.",
        whom(programme),
    )
    return form_page(request, programme, form, Page("End the programme", "End it now", follows=follows, warn=True))
