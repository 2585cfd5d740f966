"""Scoring: interests first, then each member alone, and once all are in, openly. Until then nobody sees another's score."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import RUN_ROUND, SCORE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.programmes.models import Round, Score, Scorer, Topic
from coequal.programmes.models.prioritising import AFTER, BEFORE, GIVEN_UP, PREPARING, SCORING, TALKING
from coequal.programmes.prioritisation.rounds import locked, members_of, require_enough
from coequal.programmes.prioritisation.scorecards import Domain, domains_of

_ALONE: Final = (PREPARING, SCORING)
_BLIND: Final = (*_ALONE, GIVEN_UP)
_UNTIL_AGREED: Final = (PREPARING, SCORING, TALKING)


@dataclass(frozen=True, slots=True)
class Given:
    """A score that a member gives in a domain, and why, if they say it."""

    score: int
    why: str = ""


def declare(acting: Acting, of: Round, interests: str, *, leaves: bool = False) -> None:
    """A member's own interests, also where there are none. Whoever leaves for one does not score."""
    with locked(acting, of, SCORE, *_UNTIL_AGREED) as found:
        own = member_acting(acting, found)
        if leaves and not interests.strip():
            raise CoequalError("Say for which interest you leave. Everybody can read it.")
        own.interests, own.leaves, own.declared = interests.strip(), own.leaves or leaves, timezone.now()
        own.save(update_fields=["interests", "leaves", "declared"])
        record(acting, "declared interests in a round of scoring", found, detail={"leaves": own.leaves})


def excuse(acting: Acting, scorer: Scorer, why: str) -> None:
    """A member who cannot score, for a stated reason such as an illness. Possible only while nobody has seen another's score."""
    with locked(acting, scorer.round, RUN_ROUND, *_ALONE) as found:
        if not why.strip():
            raise CoequalError("Say why this member does not score. Everybody can read it.")
        kept = found.scorers.get(pk=scorer.pk)
        kept.leaves, kept.why_left = True, why.strip()
        kept.save(update_fields=["leaves", "why_left"])
        record(acting, "excused a member of a round of scoring", found, detail={"member": kept.person.email})


def score(acting: Acting, topic: Topic, given: Mapping[str, Given]) -> None:
    """A member's scores of a topic, by domain: alone at first, and anew once all have talked. The latest stands.

    Raises `CoequalError` before they declared their interests, after they left, and for what the scorecard does not have.
    """
    with locked(acting, topic.round, SCORE, SCORING, TALKING) as found:
        own = member_acting(acting, found)
        if own.leaves:
            raise CoequalError("You left this round, so you do not score in it.")
        if own.declared is None:
            raise CoequalError("Declare your interests first, also where you have none.")
        domains = {one.key: one for one in domains_of(found.scorecard)}
        phase = BEFORE if found.state == SCORING else AFTER
        for key, one in given.items():
            check_score(domains, key, one.score)
            Score(topic=topic, scorer=own, phase=phase, domain=key, score=one.score, why=one.why.strip()).save()
        record(acting, "scored a topic", found, detail={"topic": topic.title, "phase": phase})


def check_score(domains: Mapping[str, Domain], key: str, given: int) -> None:
    """Nothing, where a scorecard has a domain and a score in it. Raises `CoequalError` where it does not."""
    if key not in domains:
        raise CoequalError(f"The scorecard has no domain “{key}”. Its domains are: {', '.join(domains)}.")
    if given not in domains[key].scores:
        known = ", ".join(map(str, sorted(domains[key].scores)))
        raise CoequalError(f"The scorecard does not say what {given} means in “{domains[key].title}”. The scores are: {known}.")


def open_talk(acting: Acting, of: Round) -> None:
    """Members see one another's scores from now on, and talk. Raises `CoequalError` until all of them have scored everything."""
    with locked(acting, of, RUN_ROUND, SCORING) as found:
        require_enough(found)
        waiting = {one.post: left for one, left in lacking(found).items() if left}
        if waiting:
            said = "; ".join(f"{post} ({left})" for post, left in waiting.items())
            raise CoequalError(f"Scores are shown to nobody until all are in. How many are still to come: {said}.")
        found.state = TALKING
        found.save(update_fields=["state"])
        record(acting, "opened the scores of a round to its members", found)


def lacking(of: Round) -> dict[Scorer, int]:
    """For each member who scores, how many scores they have still to give alone; nothing is said of what they gave."""
    expected = of.topics.count() * len(of.scorecard.domains)
    there = set(Score.objects.filter(topic__round=of, phase=BEFORE).values_list("scorer", "topic", "domain"))
    done = Counter(scorer for scorer, _topic, _domain in there)
    return {one: expected - done[one.pk] for one in members_of(of)}


def own_scores(acting: Acting, of: Round) -> dict[tuple[int, str], Score]:
    """What somebody scored themselves, by topic and domain: what stands of it. Raises `NotAllowed` for whoever is no member."""
    own = member_acting(acting, of)
    return {(one.topic_id, one.domain): one for one in Score.objects.filter(scorer=own, topic__round=of).order_by("pk")}


def scores_of(of: Round) -> dict[tuple[int, int, str], dict[str, Score]]:
    """What all members scored, by topic, member and domain, before and after. Raises `CoequalError` while scores are blind."""
    if of.state in _BLIND:
        raise CoequalError("Scores are shown to nobody until all members have scored everything, nor once a round is given up.")
    found: dict[tuple[int, int, str], dict[str, Score]] = {}
    for one in Score.objects.filter(topic__round=of, scorer__leaves=False).order_by("pk"):
        found.setdefault((one.topic_id, one.scorer_id, one.domain), {})[one.phase] = one
    return found


def member_acting(acting: Acting, of: Round) -> Scorer:
    """The member who acts. Raises `NotAllowed` where they are none."""
    found = of.scorers.filter(person=acting.person).first() if acting.person else None
    if found is None:
        raise NotAllowed("You are not named as a member of this round, so you do not score in it.")
    return found
