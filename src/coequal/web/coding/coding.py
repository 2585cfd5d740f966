"""The coding screen: one text after the other, themes by a key of the keyboard or a click, suggestions only where they are sure."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE
from coequal.involvement.coding.coding import accept_unseen, codes, free, last_coded, open_samples, to_code, uncoded, undo
from coequal.involvement.coding.coding import code as keep
from coequal.involvement.coding.frames import Theme, themes
from coequal.involvement.coding.suggestions import Suggestions, suggestions
from coequal.involvement.models import Extract, Frame
from coequal.involvement.surveys.model import keys_of
from coequal.web.coding.found import extract_named, frame_named, was_read
from coequal.web.coding.frames import to_frame
from coequal.web.coding.words import words_of
from coequal.web.limits import limited

KEYS: Final = "123456789abcdefghijklmnopqrstuvwx"  # y accepts what is suggested, z undoes
_SHOWN: Final = 50


@needs(CODE, of=frame_named)
@require_safe
def following(request: StaffRequest, frame: Frame) -> HttpResponse:
    """The next text that is under no theme: the one that teaches most, once there is something to learn from."""
    extract = _next(free(frame, request.acting.person), suggestions(frame))
    return HttpResponseRedirect(address(frame, extract), status=303) if extract else to_frame(frame)


def _next(waiting: QuerySet[Extract], known: Suggestions) -> Extract | None:
    rows = {one.pk: one for one in waiting.order_by("pk")}
    first = next((pk for pk in known.order if pk in rows), None)
    return rows[first] if first else next(iter(rows.values()), None)


def _frame_with(reference: str, frame: str, extract: str) -> Frame:
    extract_named(reference, extract)
    return frame_named(reference, frame)


@needs(CODE, of=_frame_with)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(300, 60)
def one(request: StaffRequest, frame: Frame) -> HttpResponse:
    """One text with the themes; one that they code blind in a sample is coded there."""
    assert request.resolver_match
    extract = extract_named(frame.involvement.reference, request.resolver_match.kwargs["extract"])
    if blind := open_samples(frame, request.acting.person).filter(extracts=extract).first():
        there = {"reference": frame.involvement.reference, "sample": blind.reference}
        return HttpResponseRedirect(reverse("coding:sample", kwargs=there), status=303)
    if request.method == "POST":
        shown = set(request.POST.getlist("suggested"))
        chosen = sorted(shown) if request.POST.get("accept") else list(dict.fromkeys(request.POST.getlist("theme")))
        if not chosen:
            return render(request, "coding/code.html", _page(request, frame, extract, error=True), status=400)
        keep(request.acting, frame, extract, chosen, shown)
        parts = {"reference": frame.involvement.reference, "frame": frame.reference}
        return HttpResponseRedirect(reverse("coding:code", kwargs=parts), status=303)
    was_read(request, "read a text to code it", extract)
    return render(request, "coding/code.html", _page(request, frame, extract))


def _page(request: StaffRequest, frame: Frame, extract: Extract, *, error: bool = False) -> Mapping[str, Any]:
    known, given = suggestions(frame), codes(frame).get(extract.pk, frozenset())
    sure = () if given else known.sure.get(extract.pk, ())
    total, waiting = to_code(frame).count(), uncoded(frame).count()
    titles = {theme.key: theme.title for theme in themes(frame)}
    return {
        "involvement": frame.involvement,
        "frame": frame,
        "extract": extract,
        "asked": words_of(frame.involvement, extract.question),
        "beside": _answer_beside(frame, extract),
        "themes": with_keys(themes(frame)),
        "given": given,
        "sure": [(key, titles[key]) for key in sure if key in titles],
        "precision": min(99, round(100 * known.precision)),
        "done": total - waiting,
        "total": total,
        "last": last_coded(request.acting, frame),
        "error": error,
    }


def with_keys(found: list[Theme]) -> list[tuple[Theme, str]]:
    """Themes as they are shown: those below another one after it, each with its key of the keyboard, as far as keys go."""
    heads = [theme for theme in found if not theme.parent]
    ordered = [one for head in heads for one in (head, *(theme for theme in found if theme.parent == head.key))]
    return [(theme, KEYS[place] if place < len(KEYS) else "") for place, theme in enumerate(ordered)]


def _answer_beside(frame: Frame, extract: Extract) -> str:
    """What was answered to the closed question that the text goes with."""
    reference, _space, name = frame.twin.partition(" ")
    response = extract.response
    if not name or response is None or response.survey.reference != reference:
        return ""
    question = response.version.definition.question(name)
    keys = keys_of(response.answers.get(name))
    if question is None or not keys:
        return ""
    says = {one.key: one.says.own for one in question.answers}
    return f"{question.asks.own} {', '.join(says.get(key, key) for key in keys)}"


@needs(CODE, of=frame_named)
@require_POST
def undone(request: StaffRequest, frame: Frame) -> HttpResponse:
    """What somebody coded last waits to be coded again, and is shown."""
    extract = undo(request.acting, frame)
    return HttpResponseRedirect(address(frame, extract), status=303) if extract else to_frame(frame)


@needs(CODE, of=frame_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(30, 60)
def sure(request: StaffRequest, frame: Frame) -> HttpResponse:
    """All that is sure, to be accepted at once; it is marked as accepted unseen, and counted apart."""
    known = suggestions(frame)
    waiting = free(frame, request.acting.person).filter(pk__in=known.sure).order_by("pk")
    if request.method == "POST":
        shown = waiting.filter(reference__in=request.POST.getlist("text")).values_list("pk", flat=True)
        accept_unseen(request.acting, frame, {pk: known.sure[pk] for pk in shown})
        return to_frame(frame)
    titles = {theme.key: theme.title for theme in themes(frame)}
    page = {
        "involvement": frame.involvement,
        "frame": frame,
        "texts": [(one, [titles[key] for key in known.sure[one.pk]]) for one in waiting[:_SHOWN]],
        "count": waiting.count(),
        "known": known,
    }
    was_read(request, "read texts for which something is suggested", frame)
    return render(request, "coding/sure.html", page)


def address(frame: Frame, extract: Extract) -> str:
    """Where a text of a frame is coded."""
    parts = {"reference": frame.involvement.reference, "frame": frame.reference, "extract": extract.reference}
    return reverse("coding:code-one", kwargs=parts)
