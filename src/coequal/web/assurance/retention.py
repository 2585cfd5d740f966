"""How long records are kept: the schedule, holds, what is due, what is found of it, and its disposal by somebody else."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE
from coequal.assurance.models import DisposalCertificate, RetentionHold, RetentionReview
from coequal.assurance.retention import disposing, holding, reviewing
from coequal.assurance.retention import schedule as schedule_of
from coequal.assurance.retention.people import leavers
from coequal.assurance.retention.schedule import Records, schedule, set_period, where_to_look
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.pages.words import plural
from coequal.web.assurance.pages import SEND
from coequal.web.assurance.retention_forms import EndHoldForm, FoundForm, HoldForm, RetentionPeriodForm
from coequal.web.assurance.retention_found import DueAt, due_at, hold_named, of_due, overview_of, records_at, review_named
from coequal.web.governing.pages import Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body

_GONE = "This cannot be undone. Backups hold them until these are deleted too."
_LATEST = 50  # certificates on the page


@needs(DISPOSE)
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """What is due, what waits for a second person, what is held, the schedule, and the certificates."""
    whose, today = body(request, DISPOSE), timezone.localdate()
    lines = schedule(whose)
    queues = [reviewing.queue(whose, kind, today) for kind in lines]
    certificates = whose.disposals.select_related("by").order_by("-pk")
    told = {
        "whose": whose,
        "bodies": bodies(request, DISPOSE),
        "today": today,
        "queues": [(one, one.waiting(today)) for one in queues if one.waiting(today)],
        "of_due": {
            one.line.kind: reverse(one.page) if one.page else of_due(whose, one.line.kind) for one in queues if not one.by_hand
        },
        "goes": [review for one in queues for review in one.going],
        "holds": holding.holds(whose, today),
        "leavers": list(leavers(whose)),
        "lines": [(one.line, _then(one)) for one in queues],
        "where_to_look": where_to_look(),
        "titles": {kind: line.title for kind, line in lines.items()},
        "certificates": certificates[:_LATEST],
        "count": certificates.count(),
    }
    return render(request, "assuring/retention.html", told)


def _then(found: reviewing.Queue) -> str:
    """What happens to records of a kind, in words."""
    match found.line.then:
        case schedule_of.KEEP:
            return "Kept for good"
        case schedule_of.ENDS:
            return "It ends by itself"
        case schedule_of.ONE_BY_ONE:
            return "Reviewed one by one, and disposed of by somebody else"
        case _:
            return "Reviewed by hand" if found.by_hand else "Reviewed here, and disposed of by somebody else"


def _page(records: Records, title: str, button: str, *lead: str, warn: bool = False) -> Page:
    return Page(title, button, overview_of(records.organisation), "Records", str(records.organisation), lead, warn)


@needs(DISPOSE, of=records_at)
@limited(60, 60)
@require_http_methods(SEND)
def period(request: StaffRequest, records: Records) -> HttpResponse:
    """A period of the organisation's own, with where it is laid down."""
    whose = records.organisation
    form = RetentionPeriodForm([one for one in schedule(whose).values() if one.can_be_set], sent(request))
    if form.is_valid():
        told = form.cleaned_data
        if done(form, lambda: set_period(request.acting, whose, told["kind_of"], told["months"], told["source"])):
            return to(overview_of(whose))
    lead = "It counts for all records that are still kept. The earlier period stays on record."
    return form_page(request, form, _page(records, "Set how long records are kept", "Set it", lead))


@needs(DISPOSE, of=records_at)
@limited(60, 60)
@require_http_methods(SEND)
def hold(request: StaffRequest, records: Records) -> HttpResponse:
    """Records that stay whatever their period, after a last look at which they are."""
    whose = records.organisation
    form = HoldForm(list(schedule(whose).values()), sent(request))
    lead = "What is held can be neither reviewed nor disposed of, whatever its period."
    page, step = _page(records, "Hold records", "Go on", lead), wants(request, form)

    def put() -> None:
        told = form.cleaned_data
        named = {"records": told["records"], "until": told["until"]}
        holding.put(request.acting, whose, told["kind_of"], told["reason"], told["why"], **named)

    if step == "do" and done(form, put):
        return to(overview_of(whose))
    looks: list[Look] = []
    if step == "look" and done(form, lambda: looks.append(_look_at_hold(whose, form.cleaned_data))):
        return look_page(request, page, looks[0])
    return form_page(request, form, page)


def _look_at_hold(whose: Organisation, told: Mapping[str, Any]) -> Look:
    """What a hold that was typed would hold. Raises `CoequalError` for a reference that stands for nothing."""
    line, matched = schedule(whose)[told["kind_of"]], holding.matching(whose, told["kind_of"], told["records"])
    rows = [("Kind of record", line.title)]
    rows += [
        (reference, words or "Not known here: records of this kind are kept elsewhere") for reference, words in matched.items()
    ]
    if not matched:
        rows.append(("Records", f"All of the kind: {line.holds}"))
    rows += [("Held for", told["reason"]), ("Why", told["why"])]
    rows.append(("Last day", say_date(told["until"]) if told["until"] else "None: until somebody ends it"))
    alone = (
        "Only what stands here is held."
        if matched
        else "No reference was typed, so everything of this kind is held, and what comes later."
    )
    follows = [alone, "What is held can be neither reviewed nor disposed of."]
    return Look("Look at it once more", "Hold them", rows, follows, "Nobody gets a message.", warn=False)


@needs(DISPOSE, of=hold_named)
@require_http_methods(SEND)
def release(request: StaffRequest, kept: RetentionHold) -> HttpResponse:
    """The end of a hold, after a last look."""
    whose, form = kept.organisation, EndHoldForm(sent(request))
    page = _page(Records(whose), f"End the hold {kept.reference}", "Go on", warn=True)
    step = wants(request, form)
    if step == "do" and done(form, lambda: holding.end(request.acting, kept, form.cleaned_data["why"])):
        return to(overview_of(whose))
    if step == "look":
        named = ", ".join(kept.records) or "all of the kind"
        title = schedule(whose)[kept.kind].title
        rows = [("Kind of record", title), ("Records", named), ("Held for", kept.reason), ("Why", kept.why)]
        rows.append(("Why no more", form.cleaned_data["why"]))
        follows = ["What is due comes up for review again, and what was found to go can be disposed of at once."]
        return look_page(request, page, Look("Look at it once more", "End the hold", rows, follows, "Nobody gets a message."))
    return form_page(request, form, page)


@needs(DISPOSE, of=due_at)
@limited(60, 60)
@require_http_methods(SEND)
def due(request: StaffRequest, at: DueAt) -> HttpResponse:
    """What is due of a kind, and what is found of it."""
    whose, today = at.organisation, timezone.localdate()
    found = reviewing.queue(whose, at.kind, today)
    form = FoundForm(found.waiting(today), sent(request))
    if form.is_valid():
        told = form.cleaned_data

        def keep() -> None:
            more = {"why": told["why"], "until": told["until"]}
            reviewing.review(request.acting, whose, at.kind, told["records"], told["found"], **more)

        if done(form, keep):
            return to(overview_of(whose))
    line = found.line
    lead = (
        f"Kept for {line.period}, from {line.runs_from}. {line.citation}",
        "What is found to go is disposed of by somebody else. Nothing in a record is opened for its review.",
    )
    page = _page(Records(whose), f"Review what is due: {line.title.lower()}", "Keep the review", *lead)
    stands = [] if found.waiting(today) else [(overview_of(whose), "Nothing of this kind waits for a review.")]
    return form_page(request, form, page, stands=stands)


@needs(DISPOSE, of=review_named)
@limited(60, 60)
@require_http_methods(SEND)
def dispose(request: StaffRequest, found: RetentionReview) -> HttpResponse:
    """The disposal of what was reviewed, after a last look at what goes and what stays."""
    whose, here = found.organisation, overview_of(found.organisation)
    form = Form(sent(request))
    if request.POST.get("sure") == "change":
        return to(here)
    made: list[DisposalCertificate] = []
    if form.is_valid() and done(form, lambda: made.append(disposing.dispose(request.acting, found))):
        return to(reverse("assuring:retention-certificate", kwargs={"reference": made[0].reference}))
    page = _page(Records(whose), "Dispose of records", "Dispose of them for good", warn=True)
    if why_not := disposing.in_the_way(request.acting, found):
        return form_page(request, form, page, stands=[(here, why_not)])
    line = schedule(whose)[found.kind]
    rows = [
        ("Kind of record", line.title),
        ("What goes", line.holds),
        ("Records", f"{plural(len(found.records), 'record')}: {', '.join(found.records)}"),
        ("Kept for", f"{line.period}, from {line.runs_from}"),
        ("Laid down in", line.citation),
        ("Reviewed by", f"{found.by.name or found.by.email}, on {say_date(timezone.localdate(found.at))}"),
    ]
    follows = ("What was published before stays as it was, and so does the audit trail.", "A certificate says what went.", _GONE)
    return look_page(request, page, Look("Look at it once more", page.button, rows, follows, "Nobody gets a message."))
