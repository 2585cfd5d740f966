"""The data register as staff see it: every use by where it stands, and one of them with what is to do."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import (
    CHANGE_GROUPS,
    CHANGE_USE,
    CHECK_USE,
    END_USE,
    ENTER_USE,
    LET_PASS,
    RECORD_ELSEWHERE,
    SEE_USES,
    WRITE_IMPACT,
)
from coequal.assurance.checks.checking import next_check
from coequal.assurance.impact.groups import groups_of
from coequal.assurance.models import DataUse
from coequal.assurance.models.register import STATES
from coequal.assurance.register.clearing import in_the_way
from coequal.assurance.register.own import own_entries
from coequal.assurance.register.told import rows, told
from coequal.web.assurance.found import use_named
from coequal.web.assurance.pages import COLOURS


@needs(SEE_USES)
@require_safe
def uses(request: StaffRequest) -> HttpResponse:
    """The uses of the organisations for which somebody sees them, by where they stand."""
    acting = request.acting
    whose = Organisation.objects.filter(code__in=acting.organisations_as(SEE_USES))
    found = [(one, one.state) for one in DataUse.objects.filter(organisation__in=whose).select_related("organisation")]
    groups = [(state, [one for one, stands in found if stands == state]) for state in STATES]
    adopting = Organisation.objects.filter(code__in=acting.organisations_as(ENTER_USE))
    page = {
        "groups": [(state, COLOURS[state], there) for state, there in groups if there],
        "may_enter": acting.may(ENTER_USE),
        "own": [(one, list(own_entries(one))) for one in adopting],
        "approving": [(one, groups_of(one), one.code in acting.organisations_as(CHANGE_GROUPS)) for one in whose],
    }
    return render(request, "assuring/list.html", page)


_ALLOWED: Final[dict[str, Permission]] = {
    "change": CHANGE_USE,
    "elsewhere": RECORD_ELSEWHERE,
    "write": WRITE_IMPACT,
    "let_pass": LET_PASS,
    "end": END_USE,
    "check": CHECK_USE,
}


@needs(SEE_USES, of=use_named)
@require_safe
def desk(request: StaffRequest, use: DataUse) -> HttpResponse:
    """One use: where it stands, what it says, and everything that was recorded of it."""
    acting = request.acting
    page = {
        "use": use,
        "one": told(use),
        "state": use.state,
        "colour": COLOURS[use.state],
        "rows": rows(use),
        "in_the_way": in_the_way(use),
        "passing": use.passing(timezone.localdate()),
        "screenings": use.screenings.select_related("by").order_by("-pk"),
        "records": use.records.select_related("by").order_by("-pk"),
        "versions": use.versions.select_related("by").order_by("-number"),
        "checks": use.checks.select_related("by").order_by("-pk"),
        "next_check": next_check(use),
        "involvements": use.involvements.all(),
        "may": {name: acting.may(permission, use) for name, permission in _ALLOWED.items()},
    }
    return render(request, "assuring/desk.html", page)
