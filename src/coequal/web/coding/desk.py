"""The desk: how far screening, campaigns and coding are, and what comes next."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.accounts.trail import record
from coequal.involvement.coding.coding import to_code, uncoded
from coequal.involvement.free_text.campaigns import find
from coequal.involvement.free_text.gathering import gather, standing
from coequal.involvement.free_text.vectors import embed_later
from coequal.involvement.models import Involvement, Sample
from coequal.involvement.models.extracts import OFFERED
from coequal.web.coding.found import involvement_named
from coequal.web.coding.words import questions_of
from coequal.web.limits import limited


@needs(READ_ANSWERS, posting=CODE, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 60)
def desk(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Where all this stands; whoever sends it has what people wrote gathered, and campaigns looked for."""
    if request.method == "POST":
        with transaction.atomic():
            new = gather(involvement)
            find(involvement)
            embed_later(involvement)
            record(request.acting, "gathered what people wrote", involvement, detail={"new or changed": new})
        return HttpResponseRedirect(reverse("coding:desk", kwargs={"reference": involvement.reference}), status=303)
    extracts = standing(involvement)
    frames = list(involvement.frames.all())
    taken = {question for frame in frames for question in frame.questions}
    page = {
        "involvement": involvement,
        "may": request.acting.may(CODE, involvement),
        "count": extracts.count(),
        "nothing": extracts.filter(says_nothing=True).count(),
        "unscreened": extracts.filter(screened=False).count(),
        "offered": extracts.filter(screened=False, redactions__stands=OFFERED).distinct().count(),
        "campaigns": involvement.campaigns.filter(stands=OFFERED).count(),
        "confirmed": involvement.campaigns.exclude(stands=OFFERED).count(),
        "frames": [(frame, to_code(frame).count(), uncoded(frame).count()) for frame in frames],
        "samples": Sample.objects.filter(frame__involvement=involvement).select_related("first", "second", "frame"),
        "free": [one for one in questions_of(involvement) if one.key not in taken],
    }
    return render(request, "coding/desk.html", page)
