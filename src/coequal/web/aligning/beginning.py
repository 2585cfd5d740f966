"""The list of programmes as staff see it, and how one begins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_PROGRAMME, SEE_PROGRAMMES
from coequal.programmes.conduct import beginning
from coequal.programmes.models import Programme
from coequal.programmes.models.programmes import STATES
from coequal.web.aligning.pages import COLOURS, desk_of
from coequal.web.aligning.programme_forms import BeginForm
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited


@needs(SEE_PROGRAMMES)
@require_safe
def programmes(request: StaffRequest) -> HttpResponse:
    """All programmes of the organisations for which somebody sees them, by where they stand."""
    codes = request.acting.organisations_as(SEE_PROGRAMMES)
    every = Programme.objects.filter(organisation__code__in=codes)
    rows = every.select_related("organisation").prefetch_related("areas__moves", "holds")
    found = [(one, one.state) for one in rows]
    groups = [(state, [one for one, where in found if where == state]) for state in STATES]
    page = {
        "groups": [(state, COLOURS[state], there) for state, there in groups if there],
        "colours": COLOURS,
        "may_begin": request.acting.may(BEGIN_PROGRAMME),
    }
    return render(request, "aligning/list.html", page)


@needs(BEGIN_PROGRAMME)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 3600)
@takes_text
def begin(request: StaffRequest) -> HttpResponse:
    """A new programme, which nobody but staff can read of until it is published."""
    own = list(Organisation.objects.filter(code__in=request.acting.organisations_as(BEGIN_PROGRAMME)))
    form = BeginForm(own, sent(request))
    if form.is_valid():
        given = form.cleaned_data
        made: list[Programme] = []

        def act() -> None:
            past = given["history_only"]
            made.append(beginning.begin(request.acting, form.whose, given["title"], given["purpose"], history_only=past))

        if done(form, act):
            return to(desk_of(made[0]))
    return render(request, "aligning/begin.html", {"form": form})
