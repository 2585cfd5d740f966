"""What a round is prepared with: topics, the evidence on each, and the members who score."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Person
from coequal.accounts.permissions import RUN_ROUND, SEE_PROGRAMMES
from coequal.pages.forms import Form
from coequal.programmes.models import Evidence, Round, Scorer, Topic
from coequal.programmes.models.prioritising import PREPARING, SCORING
from coequal.programmes.prioritisation import rounds, scoring
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.prioritising.forms import Because, EvidenceForm, MemberForm, TopicForm
from coequal.web.prioritising.found import OfArea, evidence_named, round_named, scorer_named, topic_named
from coequal.web.prioritising.pages import Page, about, at_round, form_page
from coequal.web.prioritising.rounds import may_run

_SEND = ["GET", "HEAD", "POST"]


@needs(RUN_ROUND, of=round_named)
@require_http_methods(_SEND)
def topics(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """A new topic; then its evidence."""
    form, made = TopicForm(sent(request)), []
    if form.is_valid() and done(form, lambda: made.append(rounds.add_topic(request.acting, found.thing, **form.cleaned_data))):
        return to(at_round(found.thing, "topic", topic=made[0].pk))
    lead = ("A topic is a treatment for some people, set beside what they would have in its place.",)
    page = Page("Add a topic", "Add it", at_round(found.thing), "This round", lead)
    return form_page(request, found.area, form, page)


@needs(SEE_PROGRAMMES, posting=RUN_ROUND, of=topic_named)
@require_http_methods(_SEND)
def topic(request: StaffRequest, found: OfArea[Topic]) -> HttpResponse:
    """A topic with its evidence, and the form for more of it."""
    one, of = found.thing, found.thing.round
    may = may_run(request.acting, found.area) and of.state == PREPARING
    form = EvidenceForm(sent(request)) if may or request.method == "POST" else None
    if form and form.is_valid() and done(form, lambda: rounds.add_evidence(request.acting, one, form.cleaned_data)):
        return to(at_round(of, "topic", topic=one.pk))
    page = {**about(found.area), "round": of, "topic": one, "evidence": one.evidence.all(), "form": form, "may": may}
    return render(request, "prioritising/topic.html", page)


@needs(RUN_ROUND, of=topic_named)
@require_http_methods(_SEND)
def topic_out(request: StaffRequest, found: OfArea[Topic]) -> HttpResponse:
    """A topic is taken out with its evidence, after a page that says so."""
    one, of = found.thing, found.thing.round
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: rounds.take_out(request.acting, one)):
        return to(at_round(of))
    count = one.evidence.count()
    lead = (f"“{one.title}” goes, with all evidence on it (pieces of evidence: {count}). This cannot be undone.",)
    page = Page("Take a topic out", "Take it out", at_round(of, "topic", topic=one.pk), "This topic", lead, warn=True)
    return form_page(request, found.area, form, page)


@needs(RUN_ROUND, of=evidence_named)
@require_http_methods(_SEND)
def evidence_out(request: StaffRequest, found: OfArea[Evidence]) -> HttpResponse:
    """A piece of evidence is taken out, after a page that says so."""
    one, of = found.thing, found.thing.topic.round
    form, back = Form(sent(request)), at_round(of, "topic", topic=one.topic_id)
    if form.is_valid() and done(form, lambda: rounds.take_out(request.acting, one)):
        return to(back)
    page = Page(
        "Take evidence out", "Take it out", back, "This topic", (f"{one.reference} goes. This cannot be undone.",), warn=True
    )
    return form_page(request, found.area, form, page)


@needs(RUN_ROUND, of=round_named)
@require_http_methods(_SEND)
def members(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """Everybody who is named, and the form for another one."""
    of = found.thing
    form = MemberForm(_people(of), sent(request)) if of.state == PREPARING or request.method == "POST" else None
    if form and form.is_valid():
        told = form.cleaned_data
        if done(form, lambda: rounds.name_scorer(request.acting, of, form.person, told["post"])):
            return to(at_round(of, "members"))
    page = {
        **about(found.area),
        "round": of,
        "members": of.scorers.select_related("person"),
        "form": form,
        "preparing": of.state == PREPARING,
        "alone": of.state in (PREPARING, SCORING),
    }
    return render(request, "prioritising/members.html", page)


def _people(of: Round) -> list[Person]:
    """Everybody who has a role for the organisation of a round and is not named in it."""
    posts = {"memberships__organisation": of.organisation, "memberships__accepted__isnull": False}
    named = of.scorers.values("person")
    return list(Person.objects.filter(**posts).exclude(pk__in=named).distinct().order_by("name", "pk"))


@needs(RUN_ROUND, of=scorer_named)
@require_POST
def member_out(request: StaffRequest, found: OfArea[Scorer]) -> HttpResponse:
    """A member is taken out, who can be named again."""
    rounds.take_out(request.acting, found.thing)
    return to(at_round(found.thing.round, "members"))


@needs(RUN_ROUND, of=scorer_named)
@require_http_methods(_SEND)
def excuse(request: StaffRequest, found: OfArea[Scorer]) -> HttpResponse:
    """A member who cannot score, with the reason."""
    one, of = found.thing, found.thing.round
    form = Because("Why this member does not score", "Say why, such as: ill on that day.", sent(request))
    if form.is_valid() and done(form, lambda: scoring.excuse(request.acting, one, form.cleaned_data["why"])):
        return to(at_round(of, "members"))
    lead = (
        f"{one.post} does not score in this round then. The round goes on without them, and what they gave so far does not count.",
        "This cannot be undone.",
    )
    page = Page("A member cannot score", "Go on without them", at_round(of, "members"), "Members", lead, warn=True)
    return form_page(request, found.area, form, page)
