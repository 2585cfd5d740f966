"""A submitted version of an assessment of equality and quality, and signing it off or returning it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_EQUALITY, SIGN_EQUALITY
from coequal.assurance.equality.document import equality_document
from coequal.assurance.equality.signing import in_the_way, send_back, sign_off
from coequal.assurance.equality.standing import standing_beside
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.facts.dates import say_date
from coequal.web.assurance.equality_forms import SIGN, SignForm
from coequal.web.assurance.equality_found import about, assessment_named
from coequal.web.assurance.equality_pages import COLOURS, form_page, of_assessment, page_of
from coequal.web.assurance.pages import SEND
from coequal.web.files import on_page
from coequal.web.governing.pages import Look, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import number_before, sent, to


def _latest(of: EqualityAssessment) -> EqualityVersion:
    """Its latest version. Raises `Http404` where there is none."""
    found = of.versions.select_related("assessment__organisation", "outcome", "by").last()
    if found is None:
        raise Http404
    return found


@needs(SEE_EQUALITY, of=assessment_named)
@require_safe
def version(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """The latest version as it was submitted."""
    latest = _latest(of)
    standing = standing_beside(of, about(of), localdate())
    page = {
        "of": of,
        "version": latest,
        "colour": COLOURS[latest.came_to],
        "body": on_page(equality_document(latest, standing)),
        "may": request.acting.may(SIGN_EQUALITY, of),
        "stands": list(in_the_way(request.acting, of, about(of))),
    }
    return render(request, "assuring/equality-version.html", page)


@needs(SIGN_EQUALITY, of=assessment_named)
@require_http_methods(SEND)
def sign(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """Signing the latest version off or returning it, after a last look."""
    latest, form = _latest(of), SignForm(sent(request))
    wanted, told = wants(request, form), form.cleaned_data if form.is_bound else {}
    seen = number_before(request, latest.number)
    if seen != latest.number:
        form.add_error(None, "Another version was submitted meanwhile. Look at that one first.")
    elif wanted == "do" and done(form, lambda: _decide(request, latest, told)):
        return to(of_assessment(of))
    page = page_of(of, f"Version {latest.number}: sign it off, or return it", "Look at it once more", *_lead(request, of))
    if wanted == "look" and not form.errors:
        return look_page(request, page, _look(of, told), mark=str(seen))
    return form_page(request, form, page, seen=latest.number)


def _lead(request: StaffRequest, of: EqualityAssessment) -> list[str]:
    return list(in_the_way(request.acting, of, about(of)))


def _decide(request: StaffRequest, latest: EqualityVersion, told: Mapping[str, Any]) -> None:
    if told["decided"] == SIGN:
        given = {name: told[name] for name in ("says", "answers_for_it", "review_due")}
        sign_off(request.acting, latest, about(latest.assessment), **given)
    else:
        send_back(request.acting, latest, told["says"])


def _look(of: EqualityAssessment, told: Mapping[str, Any]) -> Look:
    """What is decided, and what follows from it."""
    if told["decided"] != SIGN:
        follows = ["Whoever writes it changes it, and submits another version."]
        return Look("Look at it once more", "Return it", [("What has to change", told["says"])], follows, "Nobody is told.")
    rows = [
        ("Why", told["says"]),
        ("Who answers for it", told["answers_for_it"]),
        ("Looked at again by", say_date(told["review_due"])),
    ]
    follows = [f"Everybody who can read of the {of.kind} can read this version.", f"It counts until the {of.kind} is changed."]
    quiet = "Nobody is told. It stands with the options and in board papers."
    return Look("Look at it once more", "Sign it off", rows, follows, quiet)
