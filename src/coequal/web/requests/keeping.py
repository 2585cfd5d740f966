"""What has been kept long enough: the periods, what waits for a review, the review, and the disposal by somebody else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import DISPOSE
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.referrals.keeping import disposing
from coequal.referrals.keeping.schedule import disposed_of, due_for_review, held, schedule, set_period
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import owner
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body
from coequal.web.requests.forms import PeriodForm, ReviewForm
from coequal.web.requests.found import Kept, kept_at
from coequal.web.requests.words import COLOURS, of_request, service_words

_MOST = 50  # that are shown at once; whoever reviews them gets to the next
_GOES = "Name, NHS number, date of birth, address, contact, consent, equality answers, the clinical case and all files are deleted."
_EMPTIED = "What was written with steps, in views, decisions, letters and appeals is emptied."
_STAYS = "The reference, the service, the days, the states and the outcome stay, so that they can be counted."


@needs(DISPOSE)
@require_safe
def keeping(request: StaffRequest) -> HttpResponse:
    """What waits for a review, what is held, and how long each kind is kept."""
    whose, today = body(request, DISPOSE), timezone.localdate()
    due = due_for_review(whose, today)
    told = {
        "whose": whose,
        "bodies": bodies(request, DISPOSE),
        "due": list(due[:_MOST]),
        "count": due.count(),
        "held": list(held(whose)[:_MOST]),
        "periods": list(schedule(whose).values()),
        "gone": disposed_of(whose)[:_MOST],
        "colours": COLOURS,
        "service_words": service_words,
    }
    return render(request, "requests/keeping.html", told)


@needs(DISPOSE)
@limited(60, 60)
@require_http_methods(SEND)
def periods(request: StaffRequest) -> HttpResponse:
    """A period of the organisation's own, with where it is laid down."""
    whose = body(request, DISPOSE)
    offered = {f"{one.kind}: {one.outcome}": one for one in schedule(whose).values()}
    form = PeriodForm(offered, sent(request))
    here = f"{reverse('requests:keeping')}?of={whose.code}"
    if form.is_valid():
        told, period = form.cleaned_data, form.period
        ending = (period.kind, period.outcome)
        if done(form, lambda: set_period(request.acting, whose, ending, told["years"], told["citation"])):
            return to(here)
    lead = (
        "The period counts for all requests that are still kept, also those that ended before. The earlier one stays on record.",
    )
    return form_page(request, form, Page("Set how long requests are kept", "Set it", here, "Keeping", str(whose), lead))


@needs(DISPOSE, of=kept_at)
@require_http_methods(SEND)
def review(request: StaffRequest, at: Kept) -> HttpResponse:
    """What is to become of a request that has been kept long enough. Of what is in it only what was found before is opened."""
    kept = at.request
    form = ReviewForm(sent(request))
    if form.is_valid():
        told = form.cleaned_data
        if done(form, lambda: disposing.review(request.acting, kept, told["found"], told["why"], told["again_on"])):
            return to(_all(kept))
    over = disposing.is_over(kept, timezone.localdate())
    told = {
        "kept": kept,
        "period": disposing.period_of(kept),
        "since": disposing.since(kept),
        "reviews": disposing.reviews(request.acting, kept),
        "over": over,
        "form": form if over and kept.disposed is None else None,
        "why_not": disposing.why_not_disposed(request.acting, kept),
        "back": _all(kept),
        "service": service_words(kept.service),
        "colours": COLOURS,
    }
    return render(request, "requests/review.html", told)


@needs(DISPOSE, of=kept_at)
@require_http_methods(SEND)
def dispose(request: StaffRequest, at: Kept) -> HttpResponse:
    """Do away with what is personal in a request, after a last look at what goes and what stays."""
    kept = at.request
    form, here = Form(sent(request)), of_request(kept, "review")
    if request.POST.get("sure") == "change":
        return to(here)
    if form.is_valid() and done(form, lambda: disposing.dispose(request.acting, kept)):
        return to(_all(kept))
    page = Page("Dispose of it", "Dispose of it for good", here, "This request", kept.reference, warn=True)
    if why_not := disposing.why_not_disposed(request.acting, kept):
        return form_page(request, form, page, stands=[(here, why_not)])
    day = disposing.since(kept)
    rows = [("Request", kept.reference), ("Service", service_words(kept.service)), ("How it ended", disposing.outcome_of(kept))]
    rows += [("Ended" if kept.ended else "Last changed", say_date(day))] if day else []
    follows = (_GOES, _EMPTIED, _STAYS, "This cannot be undone. Copies of the database hold it until they are deleted too.")
    told = "Nobody gets a message. The certificate stands in the audit trail: who reviewed it, who disposed of it, and what went."
    return look_page(request, page, Look("Look at it once more", page.button, rows, follows, told))


def _all(kept: Request) -> str:
    return f"{reverse('requests:keeping')}?of={owner(kept).code}"
