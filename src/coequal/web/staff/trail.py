"""The audit trail of an organisation: read, handed out and verified; looking at it is recorded in it."""

import csv
import re
from io import StringIO
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts import trail as written
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Entry, Organisation, Person
from coequal.accounts.permissions import READ_TRAIL
from coequal.accounts.trail import verifying
from coequal.accounts.trail.recording import Detail
from coequal.documents.media import MEDIA_TYPES
from coequal.web.limits import limited
from coequal.web.staff.entries import last_verified, newest, rows, seen_by, wanted
from coequal.web.staff.forms import TrailForm
from coequal.web.staff.things import address_of

ON_A_PAGE = 50
LONGEST = 200_000  # entries that are verified while somebody waits
_TRAIL = written.Thing("trail")
_REFERENCE: Final = re.compile(r"[A-Z]{1,3}(-[0-9A-Z]{4}){2}")


@needs(READ_TRAIL)
@require_http_methods(["GET", "HEAD", "POST"])
def trail(request: StaffRequest) -> HttpResponse:
    """The entries, the newest first. A filter is sent, since it may name somebody, and addresses are kept by browsers and proxies.

    The address may name one thing by its reference, to which other pages lead.
    """
    form = TrailForm(request.POST if request.method == "POST" else _linked(request))
    if not form.is_valid():
        return _refused(request, form)
    before = request.POST.get("before", "")
    with transaction.atomic():
        asked, codes = form.cleaned_data, request.acting.organisations_as(READ_TRAIL)
        count = wanted(seen_by(codes), asked).count()
        is_number = before.isascii() and before.isdigit() and len(before) < 19
        shown = newest(codes, asked, int(before) if is_number else None, ON_A_PAGE + 1)
        written.record(request.acting, "looked at the trail", _TRAIL, detail=_detail(form, count))
    about = {
        "entries": shown[:ON_A_PAGE],
        "count": count,
        "names": dict(Person.objects.filter(email__in={entry.who for entry in shown}).values_list("email", "name")),
        "bodies": {body.code: str(body) for body in Organisation.objects.filter(code__in={entry.organisation for entry in shown})},
        "older": shown[ON_A_PAGE - 1].number if len(shown) > ON_A_PAGE else None,
        "before": before,
        "address_of": {entry.number: address_of(request.acting, entry) for entry in shown},
    }
    return _page(request, form, about)


@needs(READ_TRAIL)
@limited(10, 60)
@require_POST
def csv_file(request: StaffRequest) -> HttpResponse:
    """The entries as a file for a spreadsheet; no file where the filter does not hold."""
    form = TrailForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    with transaction.atomic():
        found, text = _asked(request, form), StringIO()
        count = found.count()
        csv.writer(text).writerows(rows(found.iterator()))
        written.record(request.acting, "took the trail as a file", _TRAIL, detail=_detail(form, count))
    headers = {"Content-Disposition": 'attachment; filename="trail.csv"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type=MEDIA_TYPES["csv"], headers=headers)


@needs(READ_TRAIL)
@limited(10, 60)
@require_POST
def lines_file(request: StaffRequest) -> HttpResponse:
    """The entries as lines of JSON with their digests, the oldest first; no file where the filter does not hold."""
    form = TrailForm(request.POST)
    if not form.is_valid():
        return _refused(request, form)
    with transaction.atomic():
        lines = [entry.written().line() for entry in _asked(request, form).order_by("number").iterator()]
        written.record(request.acting, "took the trail as a file", _TRAIL, detail=_detail(form, len(lines)))
    headers = {"Content-Disposition": 'attachment; filename="trail.jsonl"', "Cache-Control": "no-store"}
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type=MEDIA_TYPES["jsonl"], headers=headers)


@needs(READ_TRAIL)
@limited(5, 60)
@require_POST
def verify(request: StaffRequest) -> HttpResponse:
    """Whether the trail is whole. What entries of other organisations say is not shown."""
    found = None if Entry.objects.count() > LONGEST else verifying.verify()
    with transaction.atomic():
        written.record(
            request.acting, "verified the trail", _TRAIL, detail={"whole": found.whole, "faults": found.count} if found else {}
        )
    return render(request, "staff/verified.html", {"found": found, "seal": verifying.head()})


def _linked(request: StaffRequest) -> dict[str, str]:
    """What an address asks for: one thing by its reference, which says nothing of anybody; else everything."""
    thing = request.GET.get("thing", "")
    return {"thing": thing} if _REFERENCE.fullmatch(thing) else {}


def _asked(request: StaffRequest, form: TrailForm) -> QuerySet[Entry]:
    return wanted(seen_by(request.acting.organisations_as(READ_TRAIL)), form.cleaned_data)


def _detail(form: TrailForm, count: int) -> dict[str, Detail]:
    """By which filters, and how many entries there were; never what was typed into them, which may name somebody."""
    by: list[Detail] = [str(form.fields[name].label) for name, value in form.cleaned_data.items() if value]
    return {"entries": count, **({"filtered by": by} if by else {})}


def _refused(request: StaffRequest, form: TrailForm) -> HttpResponse:
    """The page with what is wrong in the filter, and no entry: whoever mistypes a day did not ask for all of them."""
    return _page(request, form, {"refused": True}, status=400)


def _page(request: StaffRequest, form: TrailForm, about: dict[str, Any], status: int = 200) -> HttpResponse:
    kept = {name: value for name, value in form.data.items() if value and name.partition("[")[0] in form.fields}
    verified = last_verified(request.acting.organisations_as(READ_TRAIL))
    return render(request, "staff/trail.html", {"form": form, "kept": kept, "verified": verified, **about}, status=status)
