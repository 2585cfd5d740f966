"""An event: its page, notes typed in table by table, and all notes to read."""

from collections import Counter
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_INVOLVEMENT, READ_ANSWERS, SEE_INVOLVEMENTS, TAKE_DOWN
from coequal.accounts.trail import record
from coequal.assurance.register.clearing import in_the_way
from coequal.involvement.conduct import notes
from coequal.involvement.models import Event, EventNote
from coequal.web.hearing.forms import done
from coequal.web.hearing.found import event_named
from coequal.web.hearing.pages import COLOURS, once, sent, to
from coequal.web.hearing.row_forms import NoteForm


def _page(request: StaffRequest, template: str, event: Event, **also: object) -> HttpResponse:
    involvement = event.involvement
    told = {"event": event, "involvement": involvement, "colour": COLOURS[involvement.state], **also}
    return render(request, f"hearing/{template}.html", told)


@needs(SEE_INVOLVEMENTS, of=event_named)
@require_safe
def event(request: StaffRequest, found: Event) -> HttpResponse:
    """One event, with how many notes there are of each question and table."""
    counted = Counter(found.notes.values_list("question", "table"))
    acting = request.acting
    return _page(
        request,
        "event",
        found,
        counted=[(one, sorted((table, n) for (key, table), n in counted.items() if key == one["key"])) for one in found.questions],
        may_change=acting.may(CHANGE_INVOLVEMENT, found),
        may_write=acting.may(TAKE_DOWN, found),
        may_read=acting.may(READ_ANSWERS, found),
    )


@needs(TAKE_DOWN, of=event_named)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, found: Event) -> HttpResponse:
    """Notes, typed in one after the other: the table and the question stay as they are for the next one."""
    form = NoteForm(found.questions, sent(request), initial={name: request.GET.get(name, "") for name in ("table", "question")})
    key = once(request)
    if form.is_valid() and done(form, lambda: _kept(request, found, form, key)):
        told = form.cleaned_data
        stays = urlencode({"table": told["table"], "question": told["question"]})
        return to(f"{_address('write', found)}?{stays}")
    mine = found.notes.filter(by=request.acting.person).order_by("-pk")
    shut = in_the_way(found.involvement.data_use)
    return _page(request, "notes", found, form=form, key=key, mine=list(mine[:5]), asks=_asks(found), shut=shut)


def _kept(request: StaffRequest, found: Event, form: NoteForm, key: str) -> EventNote:
    told = form.cleaned_data
    return notes.write(request.acting, found, told["table"], told["question"], told["text"], key=key)


@needs(READ_ANSWERS, of=event_named)
@require_safe
def read(request: StaffRequest, found: Event) -> HttpResponse:
    """All notes of an event; that somebody reads them is recorded."""
    with transaction.atomic():
        record(request.acting, "read the notes of an event", found, purpose="to hear what people said")
    return _page(request, "read", found, notes=list(found.notes.all()), asks=_asks(found))


@needs(TAKE_DOWN, of=event_named)
@require_POST
def take_out(request: StaffRequest, found: Event) -> HttpResponse:
    """A note that was typed by mistake is taken out."""
    number = str(request.POST.get("note", ""))
    note = EventNote.objects.filter(event=found, pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if note is not None:
        notes.take_out(request.acting, note)
    return to(_address("event", found))


def _asks(event: Event) -> dict[str, str]:
    return {one["key"]: one["asks"] for one in event.questions}


def _address(view: str, event: Event) -> str:
    return reverse(f"hearing:{view}", kwargs={"reference": event.involvement.reference, "event": event.reference})
