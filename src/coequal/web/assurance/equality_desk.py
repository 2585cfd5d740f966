"""Assessments of equality and quality as staff see them: all of them, one begun, one being written, and the groups asked about."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_EQUALITY, CHANGE_ASSESSED, SEE_EQUALITY, SIGN_EQUALITY, WRITE_EQUALITY
from coequal.assurance.equality import writing
from coequal.assurance.equality.groups import Further, further_of, name_further
from coequal.assurance.equality.matters import AIMS, ASPECTS, SOURCES
from coequal.assurance.equality.signing import in_the_way, wrote
from coequal.assurance.equality.standing import side_by_side, standing_beside
from coequal.assurance.models import EqualityAssessment
from coequal.documents.model import document
from coequal.programmes.assessed.subjects import offered, written_before
from coequal.web.assurance.equality_forms import BeginForm, FurtherForm
from coequal.web.assurance.equality_found import about, assessment_named, further_named
from coequal.web.assurance.equality_pages import COLOURS, form_page, of_assessment
from coequal.web.assurance.pages import SEND
from coequal.web.files import on_page
from coequal.web.governing.pages import Page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SEE_EQUALITY)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """The assessments of the organisations for which somebody sees them, with where each stands, and all of them side by side."""
    acting, today = request.acting, localdate()
    whose = Organisation.objects.filter(code__in=acting.organisations_as(SEE_EQUALITY))
    found = EqualityAssessment.objects.filter(organisation__in=whose).select_related("organisation")
    rows = [(one, standing_beside(one, about(one), today)) for one in found]
    table = side_by_side("Effect on each group, by what was assessed", [(one.title, standing) for one, standing in rows])
    page = {
        "rows": rows,
        "colours": COLOURS,
        "beside": on_page(document("", "", [table])) if rows else "",
        "may_begin": acting.may(BEGIN_EQUALITY),
        "further": [(one, further_of(one), one.code in acting.organisations_as(CHANGE_ASSESSED)) for one in whose],
    }
    return render(request, "assuring/equality-list.html", page)


@needs(BEGIN_EQUALITY)
@require_http_methods(SEND)
def begin(request: StaffRequest) -> HttpResponse:
    """A new assessment, begun with what was written of an option before. `what` in the address chooses what it is about."""
    organisations = list(Organisation.objects.filter(code__in=request.acting.organisations_as(BEGIN_EQUALITY)))
    there = [one for organisation in organisations for one in offered(organisation)]
    form, made = BeginForm(there, organisations, sent(request), initial={"what": request.GET.get("what", "")}), []

    def keep() -> None:
        made.append(writing.begin(request.acting, form.chosen, *written_before(form.chosen)))

    if form.is_valid() and done(form, keep):
        return to(of_assessment(made[0]))
    lead = ("Where somebody has begun to assess it already, you are led there. What was written of an option is taken over.",)
    page = Page("Assess equality and quality", "Begin", reverse("assuring:equality-list"), "Equality and quality", lead=lead)
    return form_page(request, form, page)


@needs(SEE_EQUALITY, of=assessment_named)
@require_safe
def desk(request: StaffRequest, of: EqualityAssessment) -> HttpResponse:
    """One assessment: where it stands, what is written and what is to do, piece by piece, and its versions."""
    acting, subject = request.acting, about(of)
    to_do: dict[str, list[str]] = {}
    for title, says in writing.to_do(of):
        to_do.setdefault(title, []).append(says)
    found = writing.answers_of(of)
    signs = acting.may(SIGN_EQUALITY, of)
    page = {
        "of": of,
        "standing": standing_beside(of, subject, localdate()),
        "colours": COLOURS,
        "answers": found,
        "sources": SOURCES,
        "aims": AIMS,
        "aspects": list(zip(ASPECTS, writing.risks_of(of).values(), strict=True)),
        "to_do": to_do,
        "how_far": how_far(list(found), to_do),
        "versions": of.versions.select_related("by", "outcome").order_by("-number"),
        "may": {"write": acting.may(WRITE_EQUALITY, of), "sign": signs and not wrote(acting, of)},
        "stands": list(in_the_way(acting, of, subject)) if signs else [],
        "public": subject is None or subject.public,
    }
    return render(request, "assuring/equality-desk.html", page)


def how_far(groups: Sequence[str], to_do: dict[str, list[str]]) -> str:
    """How much is complete, in words."""
    every = [*groups, *(one.title for one in AIMS), *(one.title for one in ASPECTS)]
    left = sum(title in to_do for title in every)
    if not left:
        return f"All {len(every)} pieces are complete, so it can be submitted."
    return f"Of {len(every)} pieces {len(every) - left} are complete, and {left} are not."


@needs(CHANGE_ASSESSED, of=further_named)
@require_http_methods(SEND)
def further(request: StaffRequest, found: Further) -> HttpResponse:
    """The further groups of an organisation, all at once."""
    organisation, back = found.organisation, reverse("assuring:equality-list")
    form = FurtherForm(sent(request), initial={"titles": "\n".join(further_of(organisation))})
    if form.is_valid() and done(form, lambda: name_further(request.acting, organisation, form.named)):
        return to(back)
    lead = ("Every assessment asks about the nine characteristics that the law protects, and about these groups.",)
    page = Page("Further groups of people", "Save", back, "Equality and quality", str(organisation), lead)
    return form_page(request, form, page)
