"""The decision of a panel on a request, as it is taken down: the questions in order, the outcome, and a last look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_PANEL
from coequal.facts.dates import say_date
from coequal.referrals.deciding import decide as deciding
from coequal.referrals.deciding.panels import locked_panel
from coequal.referrals.deciding.quorum import counting, why_not_quorate
from coequal.referrals.deciding.similar import alike
from coequal.referrals.models import Item
from coequal.referrals.models.deciding import APPROVED, DEFERRED, SITTING
from coequal.referrals.rules.in_force import rules_for
from coequal.web.bodies import takes_text
from coequal.web.deciding.found import item_at
from coequal.web.deciding.judging_forms import DecideForm
from coequal.web.deciding.pages import SEND, Look, Page, look_page, of_item, of_panel, of_request, require_seen, seen, wants
from coequal.web.deciding.seats import item_mark
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to

_TOLD = "The clinician and the patient, by the letters, once you send them. Nobody is written to now."


@needs(RUN_PANEL, of=item_at)
@require_http_methods(SEND)
@takes_text
def decide(request: StaffRequest, found: Item) -> HttpResponse:
    """What the panel decided; whoever takes it down sees first what follows."""
    form, now = DecideForm(rules_for(found.request), sent(request)), item_mark(found)
    mark, wanted = seen(request, now), wants(request, form)
    if wanted == "do" and done(form, lambda: _decide(request, found, form, mark)):
        return to(of_request(found.request))
    page = Page("Take down the decision", "Look at it once more", of_item(found), "This request", found.reference)
    stands = in_the_way(found)
    if wanted == "look" and not stands:
        return look_page(request, page, _look(found, form), mark=mark)
    told = {
        "item": found,
        "form": form,
        "page": page,
        "seen": now if wanted == "do" else mark,
        "stands": stands,
        "counting": counting(found),
        "similar": alike(found.request),
    }
    return render(request, "deciding/decide.html", told)


def in_the_way(found: Item) -> list[tuple[str, str]]:
    """What is in the way of deciding now, each with the page where it is put right."""
    if found.panel.state != SITTING:
        return [(of_panel(found.panel, "begin"), "The panel has not begun.")]
    why = why_not_quorate(found)
    return [(of_panel(found.panel, "there"), why)] if why else []


def _decide(request: StaffRequest, found: Item, form: DecideForm, mark: str) -> None:
    """Take it down, if it rests on what was seen. Raises `CoequalError`."""
    with locked_panel(request.acting, found.panel, RUN_PANEL):
        require_seen(mark, item_mark(item_at(found.panel.reference, found.request.reference)))
        deciding.decide(request.acting, found, **form.said)


def _look(found: Item, form: DecideForm) -> Look:
    said = form.said
    rows = [("Request", found.reference), *form.rows, ("What the panel decided", said["outcome"]), ("Why", said["reasons"])]
    follows = ["A decision stays as it was taken down. Two letters are made from it: read them before you send them."]
    if said["outcome"] == APPROVED:
        amounts = ", ".join(f"{count} {name}" for name, count in said["amounts"].items())
        rows += [("How much is funded", amounts or "no amount"), ("Conditions", said["conditions"] or "none")]
        rows += [("Until when", say_date(form.expires) if form.expires else "not said")]
        follows.append("It is funded from now on, under a number of its own.")
    elif said["outcome"] == DEFERRED:
        rows.append(("What has to be known first", said["wants"]))
        follows.append("The clock stands until the clinician has answered. Then it waits for a panel again.")
    else:
        follows.append("It is not funded. The clinician can send new evidence, or appeal against how it was decided.")
    rows.append(("Who decided", ", ".join(str(one) for one in counting(found))))
    return Look("Look at the decision once more", "Take it down", rows, follows, _TOLD)
