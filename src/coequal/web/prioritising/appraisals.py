"""Options appraisals that are attached: which can be, what was attached, and the same worked out again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ATTACH_APPRAISAL, RUN_AGAIN, SEE_PROGRAMMES
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE, FAILED, UNDER_WAY
from coequal.analyses.runs.run import OPTIONS
from coequal.programmes.models import Appraisal, ServiceArea
from coequal.programmes.options import appraisals
from coequal.programmes.options.appraisals import readable, reproduced
from coequal.web.aligning.named import area_named
from coequal.web.analyses.telling import told
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.prioritising.found import ToReproduce, appraisal_named, to_reproduce
from coequal.web.prioritising.option_forms import AttachForm
from coequal.web.prioritising.pages import about, at_area

_SEND = ["GET", "HEAD", "POST"]


@needs(ATTACH_APPRAISAL, of=area_named)
@require_http_methods(_SEND)
def attach(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """An appraisal of one's own organisation is attached, with its digests of today."""
    there = Analysis.objects.filter(organisation=area.organisation, kind=OPTIONS).exclude(pk__in=area.appraisals.values("analysis"))
    fit = [one for one in there.filter(state=DONE) if readable(one)]
    form = AttachForm(fit, sent(request))
    if form.is_valid():
        chosen, why = form.analysis, form.cleaned_data["why"]
        if done(form, lambda: appraisals.attach(request.acting, area, chosen, why)):
            return to(f"{at_area(area, 'options')}#appraisals")
    others = [(one, one.state if one.state != DONE else "") for one in there if one not in fit]
    page = {**about(area), "form": form, "fit": fit, "others": others}
    return render(request, "prioritising/attach.html", page)


@needs(SEE_PROGRAMMES, of=appraisal_named)
@require_safe
def one(request: StaffRequest, appraisal: Appraisal) -> HttpResponse:
    """What was attached, and what came of working it out again."""
    analysis = appraisal.analysis
    latest = analysis.runs_again.first()
    page = {
        **about(appraisal.area),
        "appraisal": appraisal,
        "analysis": analysis,
        "readable": readable(analysis),
        "running": latest if latest and latest.state in UNDER_WAY else None,
        "told": told(latest) if latest and latest.state in UNDER_WAY else None,
        "failed": latest if latest and latest.state == FAILED else None,
        "again": reproduced(appraisal),
        "may": request.acting.may(RUN_AGAIN, analysis),
    }
    return render(request, "prioritising/appraisal.html", page)


@needs(RUN_AGAIN, of=to_reproduce)
@require_POST
@limited(30, 60)
def again(request: StaffRequest, found: ToReproduce) -> HttpResponse:
    """The same worked out again, in the queue of analyses."""
    appraisals.reproduce_later(request.acting, found.appraisal)
    return to(at_appraisal(found.appraisal))


def at_appraisal(of: Appraisal) -> str:
    """The address of the page of an appraisal."""
    return reverse("prioritising:appraisal", kwargs={"reference": of.area.reference, "appraisal": of.pk})
