"""Blind samples: two people code the same texts apart from each other; then what they did is set side by side."""

import secrets
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.involvement.coding.agreement import FEWEST, of
from coequal.involvement.coding.coding import to_code
from coequal.involvement.coding.frames import every, themes
from coequal.involvement.coding.samples import MOST, code_blind, draw, is_of, left
from coequal.involvement.models import Frame, Sample
from coequal.pages.forms import Form
from coequal.web.coding.coding import with_keys
from coequal.web.coding.found import extract_named, frame_named, sample_named, was_read
from coequal.web.coding.words import words_of

_ENOUGH: Final = "A hundred say enough for most purposes; of fewer than 30 little can be said."


class Draw(Form):
    """How many texts are drawn, and who codes them."""

    shapes: ClassVar = {"size": {"macro": {"inputmode": "numeric", "classes": "nhsuk-input--width-4"}}}

    def __init__(self, frame: Frame, *given: Any) -> None:
        super().__init__(*given)
        people = [(str(one.pk), one.name or one.email) for one in coders(frame)]
        most = min(MOST, to_code(frame).count())
        self.fields["size"] = forms.IntegerField(
            label="How many texts", help_text=_ENOUGH, min_value=1, max_value=most, initial=min(100, most), widget=forms.TextInput
        )
        self.fields["first"] = forms.ChoiceField(label="First person", choices=people)
        self.fields["second"] = forms.ChoiceField(label="Second person", choices=people)


def coders(frame: Frame) -> list[Person]:
    """Everybody who may code for the organisation of a frame."""
    posts = {"memberships__organisation": frame.organisation, "memberships__role__in": CODE.roles}
    return list(Person.objects.filter(**posts, memberships__accepted__isnull=False).distinct().order_by("name", "pk"))


@needs(CODE, of=frame_named)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_one(request: StaffRequest, frame: Frame) -> HttpResponse:
    """A sample is drawn."""
    form = Draw(frame, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        by = {str(one.pk): one for one in coders(frame)}
        made = draw(request.acting, frame, told["size"], (by[told["first"]], by[told["second"]]), secrets.randbelow(1 << 31))
        return HttpResponseRedirect(_address(made), status=303)
    return render(request, "coding/draw.html", {"involvement": frame.involvement, "frame": frame, "form": form})


@needs(READ_ANSWERS, of=sample_named)
@require_safe
def sample(request: StaffRequest, found: Sample) -> HttpResponse:
    """How far a sample is; once both are done, what each of them did, side by side."""
    page: dict[str, Any] = {
        "involvement": found.frame.involvement,
        "frame": found.frame,
        "sample": found,
        "size": found.extracts.count(),
        "next": left(found, request.acting.person).first() if is_of(found, request.acting.person) and not found.closed else None,
        "left": [(one, left(found, one).count()) for one in (found.first, found.second)],
        "fewest": FEWEST,
        "may": request.acting.may(CODE, found),
    }
    if found.closed:
        titles = {theme.key: theme.title for theme in every(found.frame)}
        agreement = of(found)
        page |= {
            "agreement": agreement,
            "themes": [(theme.title, agreement.by_theme[theme.key]) for theme in themes(found.frame)],
            "differences": [
                (one.extract, *([titles[key] for key in sorted(side)] for side in (one.first, one.second)))
                for one in agreement.differences
            ],
        }
        was_read(request, "compared how two people coded a sample", found)
    return render(request, "coding/sample.html", page)


def _sample_with(reference: str, sample: str, extract: str) -> Sample:
    extract_named(reference, extract)
    return sample_named(reference, sample)


@needs(CODE, of=_sample_with)
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: StaffRequest, found: Sample) -> HttpResponse:
    """One text of a sample; what the other person did is not shown."""
    assert request.resolver_match
    extract = extract_named(found.frame.involvement.reference, request.resolver_match.kwargs["extract"])
    chosen = request.POST.getlist("theme")
    if request.method == "POST" and chosen:
        code_blind(request.acting, found, extract, chosen)
        following = left(found, request.acting.person).first()
        return HttpResponseRedirect(_blind(found, following.reference) if following else _address(found), status=303)
    size, waiting = found.extracts.count(), left(found, request.acting.person).count()
    page = {
        "involvement": found.frame.involvement,
        "frame": found.frame,
        "sample": found,
        "extract": extract,
        "asked": words_of(found.frame.involvement, extract.question),
        "themes": with_keys(themes(found.frame)),
        "given": (),
        "done": size - waiting,
        "total": size,
        "error": request.method == "POST",
    }
    was_read(request, "read a text of a blind sample", extract)
    return render(request, "coding/code.html", page, status=400 if page["error"] else 200)


def _address(found: Sample) -> str:
    return reverse("coding:sample", kwargs={"reference": found.frame.involvement.reference, "sample": found.reference})


def _blind(found: Sample, extract: str) -> str:
    parts = {"reference": found.frame.involvement.reference, "sample": found.reference, "extract": extract}
    return reverse("coding:blind", kwargs=parts)
