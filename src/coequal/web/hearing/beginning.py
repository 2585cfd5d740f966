"""The list of involvements, and how one begins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_INVOLVEMENT, SEE_INVOLVEMENTS
from coequal.involvement.conduct import beginning
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import STATES
from coequal.web.hearing.forms import Begin
from coequal.web.hearing.pages import COLOURS, desk_of, sent, to
from coequal.web.involvement.found import involvement_named
from coequal.web.limits import limited


@needs(SEE_INVOLVEMENTS)
@require_safe
def involvements(request: StaffRequest) -> HttpResponse:
    """All involvements of the organisations for which somebody sees them, by where they stand."""
    codes = request.acting.organisations_as(SEE_INVOLVEMENTS)
    found = [(one, one.state) for one in Involvement.objects.filter(organisation__code__in=codes).select_related("organisation")]
    groups = [(state, [one for one, where in found if where == state]) for state in STATES]
    page = {
        "groups": [(state, COLOURS[state], there) for state, there in groups if there],
        "may_begin": request.acting.may(BEGIN_INVOLVEMENT),
    }
    return render(request, "hearing/list.html", page)


@needs(BEGIN_INVOLVEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 3600)
def begin(request: StaffRequest) -> HttpResponse:
    """A new involvement."""
    form = Begin(list(Organisation.objects.filter(code__in=request.acting.organisations_as(BEGIN_INVOLVEMENT))), sent(request))
    if form.is_valid():
        told = form.cleaned_data
        return to(desk_of(beginning.begin(request.acting, form.whose, told["title"], told["body"])))
    return render(request, "hearing/begin.html", {"form": form})


@needs(BEGIN_INVOLVEMENT, of=involvement_named)
@require_POST
@limited(60, 3600)
def copy(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """A new involvement with the texts, plan, papers and surveys of another one."""
    return to(desk_of(beginning.copy(request.acting, involvement)))
