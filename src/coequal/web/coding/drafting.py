"""Draft themes: software groups texts that say alike, and a person names, merges and drops what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE
from coequal.involvement.coding.frames import Theme, begin, key_of
from coequal.involvement.free_text.campaigns import size
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.free_text.language_model import Proposed, endpoint, propose
from coequal.involvement.free_text.themes import Draft, keywords
from coequal.involvement.free_text.themes import draft as drafted
from coequal.involvement.free_text.vectors import of as vectors_of
from coequal.involvement.models import Extract, Involvement
from coequal.involvement.models.extracts import REFUSED
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import CLOSED, Question, keys_of
from coequal.web.coding.found import involvement_named, was_read
from coequal.web.coding.words import questions_of
from coequal.web.limits import limited

_KEPT: Final = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Group:
    """A group of texts as it is offered: how many, by which words it is known, typical texts, and with which answer they go."""

    count: int
    words: str
    typical: tuple[str, ...]
    answer: str = ""


@needs(CODE, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(30, 60)
def draft(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Groups of what people wrote to some questions; whoever sends it begins a code frame with those that they named."""
    sent = request.POST if request.method == "POST" else request.GET
    known = {one.key: one for one in questions_of(involvement)}
    chosen = [one for one in dict.fromkeys(sent.getlist("question")) if one in known]
    twins = _twins(involvement, chosen)
    twin = sent.get("twin", "") if sent.get("twin", "") in {one.id for one in twins} else ""
    proposed: Sequence[Proposed] = ()
    if request.method == "POST":
        if sent.get("ask") and (to := endpoint()):
            proposed = propose(to, _texts(involvement, chosen))
        else:
            beside = f"{chosen[0].split()[0]} {twin}" if twin else ""
            frame = begin(request.acting, involvement, sent.get("name", ""), chosen, chosen=_themes(sent), twin=beside)
            parts = {"reference": involvement.reference, "frame": frame.reference}
            return HttpResponseRedirect(reverse("coding:frame", kwargs=parts), status=303)
    groups = _groups(involvement, chosen, next((one for one in twins if one.id == twin), None)) if chosen else []
    was_read(request, "read texts to draft themes", involvement)
    page = {
        "involvement": involvement,
        "questions": list(known.values()),
        "chosen": chosen,
        "twins": twins,
        "twin": twin,
        "groups": groups,
        "campaigns": [(one, size(one)) for one in involvement.campaigns.exclude(stands=REFUSED)],
        "proposed": proposed,
        "model": endpoint(),
        "name": known[chosen[0]].words[:200] if chosen else "",
    }
    return render(request, "coding/draft.html", page)


def _themes(sent: QueryDict) -> list[Theme]:
    """The themes that somebody named; groups of the same name become one."""
    named: dict[str, Theme] = {}
    for number in range(200):
        title = " ".join(sent.get(f"title-{number}", "").split())[:200]
        if title and title.casefold() not in named:
            key = key_of(title, [one.key for one in named.values()] + ["other", "no-reason"])
            named[title.casefold()] = Theme(key, title, sent.get(f"definition-{number}", "").strip())
    return list(named.values())


def _texts(involvement: Involvement, chosen: Sequence[str]) -> list[Extract]:
    """What is grouped: neither what says nothing, nor campaigns, each of which is a group already."""
    among = standing(involvement).filter(question__in=chosen, says_nothing=False).select_related("response__version")
    return list(among.exclude(campaign__in=involvement.campaigns.exclude(stands=REFUSED)).order_by("pk"))


def _twins(involvement: Involvement, chosen: Sequence[str]) -> list[Question]:
    """The closed questions of the survey that all the chosen ones are of."""
    surveys = {one.split()[0] for one in chosen}
    survey = involvement.surveys.filter(reference__in=surveys).first() if len(surveys) == 1 else None
    if survey is None or survey.version is None:
        return []
    return [one for one in survey.version.definition.questions if one.kind in CLOSED and not one.equality]


def _groups(involvement: Involvement, chosen: Sequence[str], twin: Question | None) -> list[Group]:
    """The groups of what was written to some questions. Their numbers alone are kept for a while, and no word of a text."""
    split = _split(_texts(involvement, chosen), twin)
    held = "\x1e".join(f"{answer} {one.pk} {one.shown}" for answer, texts in split for one in texts)
    key = f"drafts/{involvement.reference}/{sha256(held.encode()).hexdigest()}"  # other texts, other groups
    kept: list[list[Draft]] | None = cache.get(key)
    if kept is None:
        kept = [drafted([one.shown for one in texts], vectors_of(texts)) for _answer, texts in split]
        cache.set(key, kept, _KEPT)
    return [group for (answer, texts), drafts in zip(split, kept, strict=True) for group in _told(texts, drafts, answer)]


def _split(texts: list[Extract], twin: Question | None) -> list[tuple[str, list[Extract]]]:
    """Texts by the answer that they go with, so that those for and against are not mixed."""
    if twin is None:
        return [("", texts)]
    found: dict[str, list[Extract]] = {key: [] for key in ("", *twin.keys)}
    for one in texts:
        given = still_asked(one.response.version.definition, one.response.answers) if one.response else {}
        keys = keys_of(given.get(twin.id))
        found[keys[0] if keys and keys[0] in found else ""].append(one)
    answers = {"": "no answer", **{one.key: one.says.own for one in twin.answers}}
    return [(answers.get(key, key), some) for key, some in found.items()]


def _told(texts: list[Extract], drafts: list[Draft], answer: str) -> list[Group]:
    shown = [one.shown for one in texts]
    return [
        Group(len(one.members), ", ".join(words), tuple(shown[place] for place in one.typical), answer)
        for one, words in zip(drafts, keywords(shown, drafts), strict=True)
    ]
