"""The several things that an involvement has, each kind on a page with a list and a form, and each thing on one of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_INVOLVEMENT, SEE_INVOLVEMENTS
from coequal.involvement.conduct import rows
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.models import Audience, Event, Involvement, Paper, Promise, Quota
from coequal.pages.words import moment
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import done
from coequal.web.hearing.found import row_named
from coequal.web.hearing.pages import COLOURS, Page, before, desk_of, form_page, sent, to
from coequal.web.hearing.row_forms import AudienceForm, EventForm, PaperForm, PromiseForm, QuotaForm, RowForm
from coequal.web.involvement.found import involvement_named

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: its pages, its form, and what of one is shown in the list, as labels with texts."""

    name: str  # of its pages: `papers` and `papers-one`
    model: type[rows.Row]
    form: type[RowForm]
    title: str
    one: str
    lead: str
    shows: Callable[[Any], Mapping[str, str]]


def _event(event: Event) -> dict[str, str]:
    came = "" if event.participants is None else f"{event.participants:,}"
    return {
        "Day": f"{event.held:%-d %B %Y}" if event.held else "",
        "Place": event.place,
        "Stands": event.stands,
        "Participants": came,
    }


AUDIENCES: Final = Kind(
    "audiences",
    Audience,
    AudienceForm,
    "Groups who should be heard",
    "group",
    "Plan who should be heard, above all those whom surveys reach least. Later, say what came of it.",
    lambda row: {"Why": row.why, "How": row.how, "What came of it": row.reached},
)
QUOTAS: Final = Kind(
    "quotas",
    Quota,
    QuotaForm,
    "Shares of the population",
    "share",
    "Those who answered are set beside these shares, so that it is seen who is missing.",
    lambda row: {"Share": f"{row.share * 100:.1f} %", "Source": row.source},
)
PROMISES: Final = Kind(
    "promises",
    Promise,
    PromiseForm,
    "Promises",
    "promise",
    "What people were told would happen. Everybody can read each promise, and whether it was kept.",
    lambda row: {"Stands": row.stands, "How": row.how, "Said in": row.source},
)
PAPERS: Final = Kind(
    "papers",
    Paper,
    PaperForm,
    "Papers",
    "paper",
    "What people should read before they answer. Publish each before the involvement opens, in the formats that people need.",
    lambda row: {
        "Kind": f"{row.kind}, {row.language}",
        "Published": moment(row.published) if row.published else "not yet",
        "Elsewhere": row.url,
    },
)
EVENTS: Final = Kind(
    "events",
    Event,
    EventForm,
    "Events",
    "event",
    "Workshops, meetings and stalls. Everybody can read of them and how to take part.",
    _event,
)
KINDS: Final = (AUDIENCES, QUOTAS, PROMISES, PAPERS, EVENTS)


def listed(kind: Kind) -> View:
    """The page with all of a kind, and the form for a new one."""

    @needs(SEE_INVOLVEMENTS, posting=CHANGE_INVOLVEMENT, of=involvement_named)
    @require_http_methods(["GET", "HEAD", "POST"])
    @takes_text
    def page(request: StaffRequest, involvement: Involvement) -> HttpResponse:
        may = request.acting.may(CHANGE_INVOLVEMENT, involvement)
        form = kind.form(involvement, None, sent(request)) if may else None
        if form and form.is_valid() and done(form, lambda: rows.add(request.acting, involvement, kind.model, form.values)):
            return to(desk_of(involvement, kind.name))
        there = kind.model.objects.filter(involvement=involvement)
        told = {
            "involvement": involvement,
            "colour": COLOURS[involvement.state],
            "kind": kind,
            "rows": [(row, kind.shows(row)) for row in there],
            "form": form,
        }
        return render(request, "hearing/rows.html", told)

    return page


def one(kind: Kind) -> View:
    """The page of one thing: changed, published or taken out."""

    def named(reference: str, number: int) -> rows.Row:
        return row_named(kind.model, reference, pk=number)

    @needs(CHANGE_INVOLVEMENT, of=named)
    @require_http_methods(["GET", "HEAD", "POST"])
    @takes_text
    def page(request: StaffRequest, row: rows.Row) -> HttpResponse:
        form, held = kind.form(row.involvement, row, sent(request)), before(request, fingerprint(row))
        fine = form.is_valid() or "take-out" in request.POST
        if fine and done(form, lambda: _done(request, form, row, held)):
            return to(desk_of(row.involvement, kind.name))
        unpublished = isinstance(row, Paper) and not row.published
        about = Page(
            f"Change this {kind.one}", "Save", (), f"hearing:{kind.name}", kind.title, f"Take this {kind.one} out", unpublished
        )
        return form_page(request, row.involvement, form, about, before=held)

    return page


def _done(request: StaffRequest, form: RowForm, row: rows.Row, held: str) -> None:
    """Do what the button says."""
    if "take-out" in request.POST:
        rows.take_out(request.acting, row)
        return
    rows.change(request.acting, row, held, form.values, str(form.cleaned_data.get("note", "")))
    if "publish" in request.POST and isinstance(row, Paper):
        rows.publish(request.acting, row)
