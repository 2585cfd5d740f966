"""A decision is ratified: what comes into force by it, what ends, and who is told."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RATIFY
from coequal.documents.model import document
from coequal.drafting.checked import read
from coequal.facts.dates import say_date
from coequal.policies.model import Policy
from coequal.programmes.adoption import ratifying
from coequal.programmes.adoption.ratifying import Dates
from coequal.programmes.adoption.shelf import last_day
from coequal.programmes.governance.differing import differences
from coequal.programmes.models import Decision
from coequal.programmes.telling.whom import whom
from coequal.web.files import on_page
from coequal.web.governing.after import in_the_way, of_decision, page_of
from coequal.web.governing.after_forms import RatifyForm, replaceable, said
from coequal.web.governing.found import Decided, decided_named
from coequal.web.governing.pages import SEND, Look, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.shelf import shelf


@needs(RATIFY, of=decided_named)
@require_http_methods(SEND)
def ratify(request: StaffRequest, found: Decided) -> HttpResponse:
    """What comes into force, what ends, and who is told: first to be looked at, then for good."""
    made = found.decision
    page = page_of(made, "Ratify", "Look at it once more")
    if stands := list(in_the_way(made, request.acting)):
        return render(request, "governing/not-yet.html", {"page": page, "stands": stands, "decision": made})
    motion = made.motion
    assert motion.handover is not None  # what is ready to be ratified has a text
    policy = read(motion.handover.text, shelf().library)
    before = replaceable(policy, motion.area.policies, shelf().policies, made.on)
    form = RatifyForm(policy, before, motion.wanted_from, sent(request))
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: ratifying.ratify(request.acting, made, form.dates, shelf().shelved)):
        return to(of_decision(made))
    about = {"decision": made, "motion": motion, "policy": policy}
    if wanted == "look":
        for wrong in ratifying.wrong(made, form.dates, policy, shelf().shelved):
            form.add_error(None, wrong)
        if not form.errors:
            changes = document("", "", list(differences(motion, shelf().policies, shelf().library)))
            return look_page(request, page, _look(made, form, policy, before), changes=on_page(changes))
    return render(request, "governing/ratify.html", {"form": form, "page": page, **about})


def _look(made: Decision, form: RatifyForm, policy: Policy, before: Sequence[Policy]) -> Look:
    dates = form.dates
    rows = [("Comes into force", f"{policy.title} ({policy.id}@{policy.version})"), ("Fingerprint of the text", made.motion.digest)]
    rows += [*said(dates), ("Ends", _ends(dates, before))]
    follows = [
        "From its first day on, this site shows it as the policy in force and assesses by it.",
        "What was ratified stays. Only another decision can put another version in its place.",
        f"A review is planned for {say_date(dates.review_due)}.",
    ]
    if form.goes_on:
        follows.append(f"These go on beside it: {', '.join(form.goes_on)}. Check that this is meant.")
    return Look("Look at what comes into force", "Ratify it", rows, follows, whom(made.motion.area.programme, made.motion.area))


def _ends(dates: Dates, before: Sequence[Policy]) -> str:
    if not dates.supersedes:
        return "nothing"
    titles = {f"{one.id}@{one.version}": one.title for one in before}
    named = "; ".join(f"{titles[name]} ({name})" for name in dates.supersedes)
    return f"{named}: last day {say_date(last_day(dates.starts, dates.cases_from))}"
