"""The rounds of scoring of a service area, how one begins, and the desk of one: where it stands, and what is in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_ROUND, SCORE, SEE_PROGRAMMES
from coequal.pages.words import plural
from coequal.programmes.models import Round, Scorecard, Scorer, ServiceArea, Topic
from coequal.programmes.models.prioritising import GIVEN_UP, MODERATED, PREPARING, RECOMMENDED, SCORING, TALKING
from coequal.programmes.prioritisation import rounds
from coequal.programmes.prioritisation.agreeing import agreed_scores
from coequal.programmes.prioritisation.rounds import FEWEST, members_of
from coequal.programmes.prioritisation.scoring import lacking
from coequal.programmes.stages import kinds
from coequal.programmes.stages.gates import RECOMMENDED as GATE
from coequal.web.aligning.named import area_named
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.prioritising.forms import Begin
from coequal.web.prioritising.found import OfArea, round_named
from coequal.web.prioritising.pages import Page, about, at_area, at_round, form_page, is_open
from coequal.web.prioritising.scoring import OPEN, sees_scores


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Something that stands in the way of the next step, and where it is put right."""

    says: str
    address: str


def may_run(acting: Acting, area: ServiceArea) -> bool:
    """Whether somebody may lead a round now: they hold the permission, and the stage is open."""
    return acting.may(RUN_ROUND, area) and is_open(area, kinds.PRIORITISATION)


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
def every(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """All rounds of a service area, and what the next stage still asks of them."""
    page = {
        **about(area),
        "rounds": area.rounds.select_related("scorecard"),
        "gate": GATE.check(area, timezone.localdate()) if is_open(area, kinds.PRIORITISATION) else None,
        "cards": Scorecard.objects.filter(organisation=area.organisation).exists(),
        "may": may_run(request.acting, area),
    }
    return render(request, "prioritising/rounds.html", page)


@needs(RUN_ROUND, of=area_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(60, 3600)
def begin(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """A new round."""
    newest: dict[str, Scorecard] = {}
    for card in Scorecard.objects.filter(organisation=area.organisation):
        newest.setdefault(card.title, card)
    form, made = Begin(list(newest.values()), sent(request)), []

    def keep() -> None:
        made.append(rounds.begin(request.acting, area, form.scorecard, form.cleaned_data["title"]))

    if form.is_valid() and done(form, keep):
        return to(at_round(made[0]))
    if not newest:
        return render(request, "prioritising/no-scorecard.html", about(area))
    page = Page("Begin a round of scoring", "Begin", at_area(area, "rounds"), "Rounds of scoring")
    return form_page(request, area, form, page)


@needs(SEE_PROGRAMMES, of=round_named)
@require_safe
def one(request: StaffRequest, found: OfArea[Round]) -> HttpResponse:
    """The desk of a round."""
    of, acting = found.thing, request.acting
    topics = list(of.topics.prefetch_related("evidence"))
    page = {
        **about(found.area),
        "round": of,
        "topics": list(_topics(of, topics)),
        "members": list(_members(of)),
        "obstacles": list(obstacles(of)),
        "next": _NEXT.get(of.state),
        "may": may_run(acting, found.area),
        "member": acting.may(SCORE, found.area) and of.scorers.filter(person=acting.person).exists(),
        "sees": of.state in OPEN and acting.may(SCORE, found.area) and sees_scores(acting, of),
        "over": of.state in (RECOMMENDED, GIVEN_UP),
    }
    return render(request, "prioritising/round.html", page)


_NEXT: Final[dict[str, dict[str, str]]] = {
    PREPARING: {"view": "start", "words": "Let members score", "title": "before members can score"},
    SCORING: {"view": "talk", "words": "Open the scores and talk", "title": "before scores are opened"},
    TALKING: {"view": "", "words": "", "title": "before the round is moderated"},
    MODERATED: {"view": "", "words": "", "title": "before the round has its recommendations"},
}


def obstacles(of: Round) -> Iterator[InTheWay]:
    """What stands in the way of the next step of a round, each with the page on which it is put right."""
    if of.state in (PREPARING, SCORING, TALKING, MODERATED) and (left := FEWEST - len(members_of(of))) > 0:
        here = at_round(of, "members") if of.state == PREPARING else at_round(of, "give-up")
        so = "Name them." if of.state == PREPARING else "Give this round up, and begin another."
        yield InTheWay(f"{plural(left, 'more member')} must be there who scores. {so}", here)
    if of.state == PREPARING:
        yield from _unprepared(of)
    elif of.state == SCORING:
        for scorer, count in lacking(of).items():
            if count:
                yield InTheWay(f"{scorer.post} has still to give {plural(count, 'score')}.", f"{at_round(of)}#members")
    elif of.state == TALKING:
        agreed = agreed_scores(of)
        for topic in of.topics.all():
            if missing := sum((topic.pk, one["key"]) not in agreed for one in of.scorecard.domains):
                words = f"The group has still to agree on {plural(missing, 'score')} of “{topic.title}”."
                yield InTheWay(words, at_round(of, "moderate", topic=topic.pk))
    elif of.state == MODERATED:
        for topic in of.topics.filter(recommended=None):
            yield InTheWay(f"There is no recommendation on “{topic.title}” yet.", at_round(of, "recommend", topic=topic.pk))


def _unprepared(of: Round) -> Iterator[InTheWay]:
    """What a round lacks that members need to score."""
    if not of.topics.exists():
        yield InTheWay("There is nothing to score yet. Add a topic.", at_round(of, "topics"))
    for topic in of.topics.filter(evidence=None):
        yield InTheWay(
            f"There is no evidence on “{topic.title}” yet. Where you found none, add that.",
            at_round(of, "topic", topic=topic.pk),
        )


def _topics(of: Round, topics: list[Topic]) -> Iterator[dict[str, Any]]:
    """Each topic with how much evidence there is on it, and what of its scores the group has agreed on."""
    agreed, all_of_them = agreed_scores(of), len(of.scorecard.domains)
    for topic in topics:
        done_with = sum(key == topic.pk for key, _domain in agreed)
        yield {"topic": topic, "evidence": len(topic.evidence.all()), "agreed": done_with, "of": all_of_them}


def _members(of: Round) -> Iterator[tuple[Scorer, int | None]]:
    """Each member; while they score alone, with how many scores are still to come, and never what they gave."""
    waiting = lacking(of) if of.state == SCORING else {}
    for scorer in of.scorers.select_related("person"):
        yield scorer, waiting.get(scorer)
