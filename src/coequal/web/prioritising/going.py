"""The steps of a round that cannot be undone: members score, scores are opened, the round is given up. Each has its own page."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_ROUND
from coequal.pages.forms import Form
from coequal.programmes.models import Round
from coequal.programmes.prioritisation import rounds, scoring
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.prioritising.forms import Because
from coequal.web.prioritising.found import OfArea, round_named
from coequal.web.prioritising.pages import Page, at_round, form_page
from coequal.web.prioritising.rounds import obstacles

_SEND = ["GET", "HEAD", "POST"]
Step = Callable[[], object]


@needs(RUN_ROUND, of=round_named)
@require_http_methods(_SEND)
def start(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """Members score from now on, each alone."""
    lead = (
        "Each member scores each topic alone. Nobody sees another’s scores until all have scored everything: you do not either.",
        "Topics, evidence and members cannot be changed any more. This cannot be undone.",
        "Members are told on their start page here. No mail is sent, so tell them as well.",
    )
    return _step(request, found, ("Let members score", lead), lambda: rounds.start(request.acting, found.thing))


@needs(RUN_ROUND, of=round_named)
@require_http_methods(_SEND)
def talk(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """Members see one another's scores from now on."""
    lead = (
        "From now on the members and you see what each member gave. Then the group talks, and each can score again.",
        "What they gave alone is kept as it is. This cannot be undone.",
    )
    return _step(request, found, ("Open the scores and talk", lead), lambda: scoring.open_talk(request.acting, found.thing))


def _step(request: StaffRequest, found: OfArea[Round], words: tuple[str, tuple[str, ...]], act: Step) -> HttpResponse:
    """A page that says what follows; the step itself once somebody presses the button."""
    of, form = found.thing, Form(sent(request))
    if form.is_valid() and done(form, act):
        return to(at_round(of))
    title, lead = words
    page = Page(title, title, at_round(of), "This round", lead, warn=True)
    return form_page(request, found.area, form, page, obstacles=list(obstacles(of)))


@needs(RUN_ROUND, of=round_named)
@require_http_methods(_SEND)
def give_up(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """The round ends without a recommendation."""
    of = found.thing
    form = Because("Why the round is given up", "Say why the round is given up.", sent(request))
    if form.is_valid() and done(form, lambda: rounds.give_up(request.acting, of, form.cleaned_data["why"])):
        return to(at_round(of))
    lead = (
        "What was scored is shown to nobody then, and nothing is recommended. Another round can begin.",
        "This cannot be undone.",
    )
    page = Page("Give the round up", "Give it up", at_round(of), "This round", lead, warn=True)
    return form_page(request, found.area, form, page)
