"""Topics: what several requests ask for, in words that name nobody."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import KEEP_TOPICS
from coequal.referrals.desk.topics import name_topic
from coequal.referrals.models import Topic
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.requests.bodies import bodies, body
from coequal.web.requests.forms import TopicForm


@needs(KEEP_TOPICS)
@limited(60, 60)
@require_http_methods(SEND)
def topics(request: StaffRequest) -> HttpResponse:
    """All topics of an organisation with how many requests are under each, and the form for a new one."""
    whose, form = body(request, KEEP_TOPICS), TopicForm(sent(request))
    if form.is_valid() and done(form, lambda: name_topic(request.acting, whose, form.cleaned_data["name"])):
        return to(f"{reverse('requests:topics')}?of={whose.code}")
    found = Topic.objects.filter(organisation=whose).annotate(requests_under=Count("requests"))
    told = {"whose": whose, "bodies": bodies(request, KEEP_TOPICS), "topics": found, "form": form}
    return render(request, "requests/topics.html", told)
