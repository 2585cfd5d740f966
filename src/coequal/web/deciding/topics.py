"""What a request asks for, under one name with others that ask for the same."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN
from coequal.referrals.deciding.screening import put_under_topic
from coequal.referrals.models import Request, Topic
from coequal.web.deciding.forms import TopicForm
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import SEND, Page, form_page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def topic(request: StaffRequest, found: Request) -> HttpResponse:
    """The name under which it stands; those that there are can be used again."""
    form = TopicForm(sent(request), initial={"name": found.topic.name if found.topic else ""})
    if form.is_valid() and done(form, lambda: put_under_topic(request.acting, found, form.cleaned_data["name"])):
        return to(of_request(found))
    there = [one.name for one in Topic.objects.filter(organisation=found.organisation)]
    lead = (
        "Requests under one name are shown together, to whoever screens them and before a panel sits.",
        f"Names that there are: {'; '.join(there)}." if there else "There is no name yet. Yours is the first.",
    )
    page = Page("What this request asks for", "Keep it", of_request(found), "This request", found.reference, lead)
    return form_page(request, form, page)
