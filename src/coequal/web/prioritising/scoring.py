"""A member's own pages: their interests, scoring one topic at a time, and once all are in what the others gave."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import RUN_ROUND, SCORE
from coequal.programmes.models import Round, Scorer, Topic
from coequal.programmes.models.prioritising import AFTER, BEFORE, MODERATED, PREPARING, RECOMMENDED, SCORING, TALKING
from coequal.programmes.prioritisation import scoring
from coequal.programmes.prioritisation.rounds import FEWEST, members_of
from coequal.programmes.prioritisation.scorecards import domains_of
from coequal.programmes.stages import kinds
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.prioritising.forms import Because, Interests, Scores
from coequal.web.prioritising.found import OfArea, round_named, topic_named
from coequal.web.prioritising.pages import Page, about, at_round, form_page, is_open

_SEND = ["GET", "HEAD", "POST"]
OPEN = (TALKING, MODERATED, RECOMMENDED)  # the states in which members see one another's scores


@needs(SCORE, of=round_named)
@require_safe
def own(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """What a member has still to do in a round, and what they gave."""
    of = found.thing
    member = scoring.member_acting(request.acting, of)
    page = {
        **about(found.area),
        "round": of,
        "member": member,
        "topics": list(_own_topics(request.acting, of)),
        "may_score": may_score(of, member),
        "may_declare": is_open(found.area, kinds.PRIORITISATION) and of.state in (PREPARING, SCORING, TALKING),
        "open": of.state in OPEN,
    }
    return render(request, "prioritising/own.html", page)


def may_score(of: Round, member: Scorer) -> bool:
    """Whether a member scores now: they declared their interests, did not leave, and it is the time to."""
    here = is_open(of.area, kinds.PRIORITISATION) and of.state in (SCORING, TALKING)
    return here and member.declared is not None and not member.leaves


def _own_topics(acting: Acting, of: Round) -> Iterator[tuple[Topic, int, int]]:
    """Each topic, in how many domains somebody scored it, and of how many."""
    given = scoring.own_scores(acting, of)
    for topic in of.topics.all():
        yield topic, sum(key == topic.pk for key, _domain in given), len(of.scorecard.domains)


@needs(SCORE, of=round_named)
@require_http_methods(_SEND)
def interests(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """A member's own interests."""
    of = found.thing
    member = scoring.member_acting(request.acting, of)
    form = Interests(sent(request), initial={"interests": member.interests})
    if form.is_valid() and done(form, lambda: scoring.declare(request.acting, of, form.cleaned_data["interests"])):
        return to(at_round(of, "own"))
    lead = ("If an interest is so strong that you ought not to score, leave the round in place of this.",)
    page = Page("Declare your interests", "Declare", at_round(of, "own"), "What you do in this round", lead)
    return form_page(request, found.area, form, page)


@needs(SCORE, of=round_named)
@require_http_methods(_SEND)
def leave(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """A member leaves a round for an interest."""
    of = found.thing
    member = scoring.member_acting(request.acting, of)
    form = Because("For which interest you leave", "Say for which interest you leave.", sent(request))
    if not form.is_bound:
        form.initial = {"why": member.interests}
    if form.is_valid() and done(form, lambda: scoring.declare(request.acting, of, form.cleaned_data["why"], leaves=True)):
        return to(at_round(of, "own"))
    lead = ("You do not score in this round then, and what you gave so far does not count.", "This cannot be undone.")
    page = Page("Leave this round", "Leave it", at_round(of, "own"), "What you do in this round", lead, warn=True)
    return form_page(request, found.area, form, page)


@needs(SCORE, of=topic_named)
@require_http_methods(_SEND)
def score(request: StaffRequest, found: OfArea[Topic]) -> HttpResponse:
    """A member scores one topic: its evidence, and each domain of the scorecard. What others gave is not on this page."""
    topic, of = found.thing, found.thing.round
    member, given = scoring.member_acting(request.acting, of), scoring.own_scores(request.acting, of)
    stands = {domain: one for (key, domain), one in given.items() if key == topic.pk}
    form = Scores(domains_of(of.scorecard), stands, sent(request))
    if form.is_valid() and (not form.given or done(form, lambda: scoring.score(request.acting, topic, form.given))):
        return to(_following(request.acting, of, topic) if "next" in request.POST else at_round(of, "own"))
    page = {
        **about(found.area),
        "round": of,
        "topic": topic,
        "evidence": topic.evidence.all(),
        "form": form,
        "may": may_score(of, member) or form.is_bound,
        "last": _following(request.acting, of, topic) == at_round(of, "own"),
    }
    return render(request, "prioritising/score.html", page)


def _following(acting: Acting, of: Round, topic: Topic) -> str:
    """The next topic after one that somebody has still to score, from the first again after the last; else their own page."""
    topics = list(_own_topics(acting, of))
    ahead = [one for one, given, of_all in topics if given < of_all and one.pk != topic.pk]
    one = next((each for each in ahead if each.pk > topic.pk), ahead[0] if ahead else None)
    return at_round(of, "score", topic=one.pk) if one else at_round(of, "own")


@needs(SCORE, of=round_named)
@require_safe
def scores(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """What each member gave, side by side, for the members who score and whoever leads the round; never before all are in."""
    of = found.thing
    if not sees_scores(request.acting, of):
        raise NotAllowed("What each member gave is for the members who score in this round and for whoever leads it.")
    page: dict[str, Any] = {**about(found.area), "round": of, "open": of.state in OPEN}
    if page["open"]:
        members = members_of(of)
        page |= {"members": members, "tables": list(beside(of)), "too_few": len(members) < FEWEST}
    return render(request, "prioritising/scores.html", page)


def sees_scores(acting: Acting, of: Round) -> bool:
    """Whether somebody may see what each member gave, once that is open: they score in the round, or lead it."""
    return acting.may(RUN_ROUND, of.area) or of.scorers.filter(person=acting.person, leaves=False).exists()


def beside(of: Round) -> Iterator[tuple[Topic, list[tuple[str, list[dict[str, Any]], str]]]]:
    """For each topic a row for each domain: what each member gave alone and gives now, and how far apart they are."""
    given, members, domains = scoring.scores_of(of), members_of(of), domains_of(of.scorecard)
    for topic in of.topics.all():
        rows = []
        for domain in domains:
            phases = [given[topic.pk, member.pk, domain.key] for member in members]
            cells = [{"alone": one[BEFORE], "now": one.get(AFTER)} for one in phases]
            rows.append((domain.title, cells, said_span([one.get(AFTER, one[BEFORE]).score for one in phases])))
        yield topic, rows


def said_span(scores: list[int]) -> str:
    """From the lowest to the highest, in words; that they agree where they do, and that nobody is left."""
    if not scores:
        return "nobody is left who scores"
    low, high = min(scores), max(scores)
    return f"all gave {low}" if low == high else f"{low} to {high}"
