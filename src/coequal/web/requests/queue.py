"""What waits for whom: one page of a queue, and how many requests there are in each of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import NAME_INTERVENTIONS, REPORT_REQUESTS, SEE_REQUESTS
from coequal.referrals.clock.holidays import doubt
from coequal.referrals.desk.letters import how_many
from coequal.referrals.desk.queues import NEW, QUEUES, counts, page
from coequal.web.requests.words import COLOURS, service_words


@needs(SEE_REQUESTS)
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """A queue as it stands today; the new requests where none was chosen."""
    chosen = QUEUES.get(request.GET.get("queue", NEW.name))
    if chosen is None:
        raise Http404
    today, acting = timezone.localdate(), request.acting
    after = request.GET.get("after", "")
    listed = page(chosen, acting, today, after)
    told = {
        "queues": QUEUES.values(),
        "counts": counts(acting, today),
        "chosen": chosen,
        "listed": listed,
        "doubt": doubt(one.due for one in listed.lines),
        "after": after,
        "letters": how_many(acting),
        "today": today,
        "colours": COLOURS,
        "service_words": service_words,
        "may": {"interventions": acting.may(NAME_INTERVENTIONS), "report": acting.may(REPORT_REQUESTS)},
    }
    return render(request, "requests/queue.html", told)
