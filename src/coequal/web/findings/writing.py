"""Writing in the places of the report: what was typed is never lost, and earlier texts can be brought back."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_REPORT
from coequal.documents.html import body
from coequal.documents.model import document
from coequal.involvement.models import Involvement, Passage
from coequal.involvement.reporting.findings import figures_of, numbered, structure
from coequal.involvement.reporting.passages import CLASH, LONGEST, MERGED, earlier, restore, write
from coequal.involvement.reporting.section import Place, Section
from coequal.pages.forms import Form
from coequal.web.findings.desk import desk_of
from coequal.web.involvement.found import involvement_named


class PassageForm(Form):
    """A text for one place of the report, and on which passage it was written."""

    text = forms.CharField(
        label="What stands here",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text="An empty line begins a new paragraph. A line that begins with “- ” is an item of a list.",
        error_messages={"max_length": f"This is too long. Say it in {LONGEST:,} characters or fewer."},
    )
    mark = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shapes: ClassVar[dict[str, dict[str, Any]]] = {"text": {"macro": {"rows": "16"}}}


class PlaceOf:
    """A place in the report of an involvement, by its key; of one that is gone there is only what was written in it."""

    def __init__(self, involvement: Involvement, address: str) -> None:
        """Take the involvement, and the place as it stands in addresses."""
        self.involvement, self.key = involvement, address.replace("/", " ")
        self.organisation, self.state = involvement.organisation, involvement.state

    @property
    def found(self) -> tuple[str, Section, Place] | None:
        """The numbered title of its section, the section, and the place; None where it is gone."""
        every = ((title, section, place) for title, section in numbered(structure(self.involvement)) for place in section.places)
        return next((one for one in every if one[2].key == self.key), None)


def place_named(reference: str, place: str) -> PlaceOf:
    """A place by its address. Raises `Http404` where there is no such involvement."""
    return PlaceOf(involvement_named(reference), place)


@needs(WRITE_REPORT, of=place_named)
@require_http_methods(["GET", "HEAD", "POST"])
def write_it(request: StaffRequest, place: PlaceOf) -> HttpResponse:
    """The text of a place beside the figures of its section. Where somebody else wrote meanwhile, both texts are shown."""
    before = earlier(place.involvement, place.key)
    stands = before[0] if before else None
    if request.method != "POST":
        form = PassageForm(initial={"text": stands.text if stands else "", "mark": stands.pk if stands else 0})
        return _page(request, place, form, before)
    form = PassageForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, before)
    done = write(request.acting, place.involvement, place.key, form.cleaned_data["text"], form.cleaned_data["mark"])
    if done.how in {CLASH, MERGED}:
        assert done.passage is not None
        text = form.cleaned_data["text"] if done.how == CLASH else done.passage.text
        form = PassageForm(initial={"text": text, "mark": done.passage.pk})
        return _page(request, place, form, earlier(place.involvement, place.key), done.how)
    return HttpResponseRedirect(desk_of(place.involvement))


@needs(WRITE_REPORT, of=place_named)
@require_POST
def restore_it(request: StaffRequest, place: PlaceOf) -> HttpResponse:
    """An earlier text, as what stands there now; where somebody wrote meanwhile, both are shown first."""
    numbers = [request.POST.get(name, "") for name in ("number", "mark")]
    if not all(one.isdecimal() and len(one) < 10 for one in numbers):
        raise Http404
    number, mark = map(int, numbers)
    done = restore(request.acting, place.involvement, place.key, number, mark)
    if done.how == CLASH:
        assert done.passage is not None
        before = earlier(place.involvement, place.key)
        text = next(one.text for one in before if one.pk == number)
        return _page(request, place, PassageForm(initial={"text": text, "mark": done.passage.pk}), before, CLASH)
    return HttpResponseRedirect(desk_of(place.involvement))


def _page(request: StaffRequest, place: PlaceOf, form: PassageForm, before: list[Passage], how: str = "") -> HttpResponse:
    """The page of a place. Raises `Http404` for one that was never there."""
    found = place.found
    if found is None and not before:
        raise Http404
    figures = body(document("", "", list(figures_of(found[0], found[1], set()))), above=2) if found else ""
    page = {
        "involvement": place.involvement,
        "place": place,
        "address": place.key.replace(" ", "/"),
        "title": found[0] if found else place.key,
        "wanted": found[2].wanted if found else "",
        "is_gone": found is None,
        "figures": mark_safe(figures),  # noqa: S308  # it was escaped when it was written out
        "form": form,
        "before": before,
        "how": how,
    }
    return render(request, "findings/write.html", page)
