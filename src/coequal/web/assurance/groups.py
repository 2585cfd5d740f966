"""The groups that approve assessments, as an organisation names them."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_GROUPS
from coequal.assurance.impact.groups import Groups, groups_of, name_groups
from coequal.web.assurance.forms import GroupsForm, groups_typed
from coequal.web.assurance.found import groups_named
from coequal.web.assurance.pages import SEND, form_page
from coequal.web.governing.pages import Page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(CHANGE_GROUPS, of=groups_named)
@require_http_methods(SEND)
def groups(request: StaffRequest, found: Groups) -> HttpResponse:
    """All of them at once."""
    organisation, back = found.organisation, reverse("assuring:list")
    form = GroupsForm(sent(request), initial=groups_typed(groups_of(organisation)))
    if form.is_valid() and done(form, lambda: name_groups(request.acting, organisation, form.groups)):
        return to(back)
    lead = ("Each of them has to approve an assessment before it can be signed off. One is taken down by information governance.",)
    return form_page(request, form, Page("Who approves assessments", "Save", back, "Data register", str(organisation), lead))
