"""The audit trail of an organisation: read, handed out and verified; looking at it is recorded in it."""

import csv
from io import StringIO

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from coequal.accounts import trail as written
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Entry, Organisation, Person
from coequal.accounts.permissions import READ_TRAIL
from coequal.accounts.trail import verifying
from coequal.web.limits import limited
from coequal.web.staff.entries import last_verified, newest, rows, seen_by, wanted
from coequal.web.staff.forms import TrailForm
from coequal.web.staff.things import address_of

ON_A_PAGE = 50
LONGEST = 200_000  # entries that are verified while somebody waits
_TRAIL = written.Thing("trail")


@needs(READ_TRAIL)
@require_safe
def trail(request: StaffRequest) -> HttpResponse:
    """The entries, the newest first."""
    form = TrailForm(request.GET)
    before = request.GET.get("before", "")
    with transaction.atomic():
        asked, codes = form.cleaned_data if form.is_valid() else {}, request.acting.organisations_as(READ_TRAIL)
        count = wanted(seen_by(codes), asked).count()
        is_number = before.isascii() and before.isdigit() and len(before) < 19
        shown = newest(codes, asked, int(before) if is_number else None, ON_A_PAGE + 1)
        written.record(request.acting, "looked at the trail", _TRAIL)
    older = request.GET.copy()
    older["before"] = str(shown[ON_A_PAGE - 1].number) if len(shown) > ON_A_PAGE else ""
    first = request.GET.copy()
    first["before"] = ""
    filtered = not form.is_valid() or any(form.cleaned_data.values())
    about = {
        "form": form,
        "filtered": filtered,
        "entries": shown[:ON_A_PAGE],
        "count": count,
        "names": dict(Person.objects.filter(email__in={entry.who for entry in shown}).values_list("email", "name")),
        "bodies": {body.code: str(body) for body in Organisation.objects.filter(code__in={entry.organisation for entry in shown})},
        "older": older,
        "newest": first,
        "before": before,
        "verified": last_verified(codes),
        "address_of": {entry.number: address_of(request.acting, entry) for entry in shown},
    }
    return render(request, "staff/trail.html", about)


@needs(READ_TRAIL)
@limited(10, 60)
@require_safe
def csv_file(request: StaffRequest) -> HttpResponse:
    """The entries as a file for a spreadsheet."""
    form = TrailForm(request.GET)
    with transaction.atomic():
        asked = form.cleaned_data if form.is_valid() else {}
        text = StringIO()
        csv.writer(text).writerows(rows(wanted(seen_by(request.acting.organisations_as(READ_TRAIL)), asked).iterator()))
        written.record(request.acting, "took the trail as a file", _TRAIL)
    headers = {"Content-Disposition": 'attachment; filename="trail.csv"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@needs(READ_TRAIL)
@limited(10, 60)
@require_safe
def lines_file(request: StaffRequest) -> HttpResponse:
    """The entries as lines of JSON with their digests, the oldest first, so that somebody else can verify them."""
    form = TrailForm(request.GET)
    with transaction.atomic():
        asked = form.cleaned_data if form.is_valid() else {}
        found = wanted(seen_by(request.acting.organisations_as(READ_TRAIL)), asked).order_by("number")
        text = "".join(f"{entry.written().line()}\n" for entry in found.iterator())
        written.record(request.acting, "took the trail as a file", _TRAIL)
    headers = {"Content-Disposition": 'attachment; filename="trail.jsonl"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="application/jsonl; charset=utf-8", headers=headers)


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
