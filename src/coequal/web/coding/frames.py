"""A code frame: its themes with what belongs under each, its versions, and what speaks against it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.involvement.coding.coding import to_code, uncoded
from coequal.involvement.coding.doubts import doubts
from coequal.involvement.coding.frames import ALWAYS, Theme, add, describe, every, merge, split, themes
from coequal.involvement.coding.suggestions import suggestions
from coequal.involvement.coding.themes import counted
from coequal.involvement.models import Frame
from coequal.web.coding.found import frame_named
from coequal.web.coding.words import words_of
from coequal.web.limits import limited


@needs(READ_ANSWERS, posting=CODE, of=frame_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(120, 60)
def frame(request: StaffRequest, found: Frame) -> HttpResponse:
    """The frame; whoever sends it adds a theme."""
    if request.method == "POST":
        add(request.acting, found, _number(request), _theme(request, ""))
        return to_frame(found)
    versions = [(one, len([theme for theme in one.themes if not theme["into"]])) for one in found.versions.select_related("by")]
    page = {
        "involvement": found.involvement,
        "frame": found,
        "version": found.version,
        "versions": versions[::-1],
        "counts": counted(found),
        "asked": [words_of(found.involvement, one) for one in found.questions],
        "all": to_code(found).count(),
        "left": uncoded(found).count(),
        "sure": len(suggestions(found).sure),
        "doubts": doubts(found),
        "always": [one.key for one in ALWAYS],
        "may": request.acting.may(CODE, found),
    }
    return render(request, "coding/frame.html", page)


@needs(READ_ANSWERS, posting=CODE, of=lambda reference, frame, key: frame_named(reference, frame))  # noqa: ARG005  # `_key` reads it
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: StaffRequest, found: Frame) -> HttpResponse:
    """One theme: what belongs under it; it can be described anew, go into another one, or be split."""
    key = str(request.resolver_match.kwargs["key"]) if request.resolver_match else ""
    if request.method == "POST":
        match request.POST.get("what"):
            case "merge":
                merge(request.acting, found, _number(request), key, request.POST.get("into", ""))
            case "split":
                titles = [title.strip() for title in request.POST.get("titles", "").splitlines() if title.strip()]
                split(request.acting, found, _number(request), key, titles)
            case _:
                describe(request.acting, found, _number(request), _theme(request, key))
        return to_frame(found)
    one = next((one for one in every(found) if one.key == key and not one.into), None)
    if one is None:
        return to_frame(found)
    page = {
        "involvement": found.involvement,
        "frame": found,
        "version": found.version,
        "theme": one,
        "others": [other for other in themes(found) if other.key != key],
        "parents": [other for other in themes(found) if other.key != key and not other.parent],
        "always": [other.key for other in ALWAYS],
        "may": request.acting.may(CODE, found),
    }
    return render(request, "coding/theme.html", page)


def _number(request: StaffRequest) -> int:
    said = request.POST.get("on", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _theme(request: StaffRequest, key: str) -> Theme:
    told = {name: request.POST.get(name, "").strip() for name in ("title", "definition", "include", "exclude", "parent")}
    return Theme(key, **told)


def to_frame(found: Frame) -> HttpResponseRedirect:
    """Back to a frame."""
    parts = {"reference": found.involvement.reference, "frame": found.reference}
    return HttpResponseRedirect(reverse("coding:frame", kwargs=parts), status=303)
