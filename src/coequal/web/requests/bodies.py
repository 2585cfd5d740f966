"""For which organisation a page is: the one that somebody works for or, where there are several, the one that they chose."""

from django.http import Http404

from coequal.accounts.guard import StaffRequest
from coequal.accounts.models import Organisation
from coequal.accounts.permission import Permission


def bodies(request: StaffRequest, permission: Permission) -> list[Organisation]:
    """The organisations for which somebody may do something, by name."""
    return list(Organisation.objects.filter(code__in=request.acting.organisations_as(permission)).order_by("name", "pk"))


def body(request: StaffRequest, permission: Permission) -> Organisation:
    """The one that the page is for. Raises `Http404` for one of which they may not."""
    found = bodies(request, permission)
    code = request.GET.get("of", "")
    chosen = next((one for one in found if one.code == code), None) if code else found[0]
    if chosen is None:
        raise Http404
    return chosen
