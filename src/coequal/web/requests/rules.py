"""The rules for requests: those in force with their sources, earlier ones and those to come, and bringing new ones in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_RULES, REPORT_REQUESTS
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.models import RulesVersion
from coequal.referrals.rules.bringing import bring, checked
from coequal.referrals.rules.in_force import InForce, in_force, read
from coequal.referrals.rules.reading import shipped_text
from coequal.referrals.rules.told import rows
from coequal.web.bodies import takes_text
from coequal.web.governing.pages import SEND, Look, Page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body
from coequal.web.requests.forms import RulesForm


@needs(REPORT_REQUESTS)
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """The rules in force today, and all versions."""
    whose = body(request, REPORT_REQUESTS)
    found = _in_force(whose)
    told = {
        "whose": whose,
        "bodies": bodies(request, REPORT_REQUESTS),
        "found": found,
        "rows": rows(found.rules) if found else (),
        "versions": RulesVersion.objects.filter(organisation=whose).select_related("by"),
        "may": whose.code in request.acting.organisations_as(CHANGE_RULES),
        "today": timezone.localdate(),
    }
    return render(request, "requests/rules.html", told)


def _in_force(whose: Organisation) -> InForce | None:
    try:
        return in_force(whose, timezone.localdate())
    except CoequalError:  # there are none yet, which the page says
        return None


@needs(REPORT_REQUESTS)
@require_safe
def version(request: StaffRequest, number: int) -> HttpResponse:
    """One version as it was brought in. Raises `Http404` for another organisation's."""
    seen = RulesVersion.objects.filter(organisation__code__in=request.acting.organisations_as(REPORT_REQUESTS))
    found = seen.select_related("organisation", "by").filter(pk=number).first()
    if found is None:
        raise Http404
    return render(request, "requests/rules-version.html", {"version": found, "rows": rows(read(found))})


@needs(CHANGE_RULES)
@limited(60, 60)
@require_http_methods(SEND)
@takes_text
def bring_in(request: StaffRequest) -> HttpResponse:
    """New rules as text, after a last look at what they say; what the reader finds wrong stands above what was typed."""
    whose = body(request, CHANGE_RULES)
    form = RulesForm(sent(request), initial={"text": _text(whose), "since": timezone.localdate()})
    wanted = wants(request, form)
    here = f"{reverse('requests:rules')}?of={whose.code}"
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: bring(request.acting, whose, told["text"], told["since"], told["why"])):
        return to(here)
    page = Page("New rules for requests", "Go on", here, "The rules", str(whose))
    if wanted == "look" and (found := _looked_at(form, whose)):
        return look_page(request, page, found)
    return render(request, "requests/bring-in.html", {"form": form, "page": page, "whose": whose})


def _looked_at(form: RulesForm, whose: Organisation) -> Look | None:
    """What the new rules say, before they hold; None where they cannot be read, which the form then says."""
    told = form.cleaned_data
    found: list[Look] = []

    def look() -> None:
        read_anew = checked(whose, told["text"], told["since"], told["why"])
        lines = [(row.label, " ".join(row.says)) for row in rows(read_anew)]
        since = say_date(told["since"])
        follows = (
            f"Requests that are submitted from {since} on go by these rules.",
            "Requests that are there already go by the rules of the day on which they were submitted.",
            "The earlier rules stay where they are, and can be read. New ones cannot be changed, only followed by others.",
        )
        found.append(
            Look(
                "Look at it once more",
                "Bring them in",
                lines,
                follows,
                "Nobody gets a message. Everybody who deals with requests can read the rules.",
            )
        )

    return found[0] if done(form, look) else None


def _text(whose: Organisation) -> str:
    """The text from which new rules are written: that of the rules in force; nothing where there are none."""
    found = _in_force(whose)
    if found is None:
        return ""
    return found.version.text if found.version else shipped_text(whose.code)
