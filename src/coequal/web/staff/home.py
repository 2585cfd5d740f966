"""The start page of staff: what somebody can do, by organisation and role, and what waits for them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.offers import offers_to
from coequal.accounts.permissions import SEE_START
from coequal.accounts.roles import EXPLAINED, Role
from coequal.web.staff.own_account import own
from coequal.web.staff.start import waiting


@needs(SEE_START)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What somebody can do here."""
    bodies = Organisation.objects.filter(code__in=request.acting.organisations)
    posts = [(body, [post.role for post in request.acting.posts if post.organisation == body.code]) for body in bodies]
    roles = {post.role for post in request.acting.posts}
    shown = {
        "posts": posts,
        "explained": EXPLAINED,
        "lines": list(waiting(request.acting)),
        "offers": offers_to(own(request)),
        "clinician": Role.CLINICIAN in roles,
    }
    return render(request, "staff/home.html", shown)
