"""What the group agrees on after it has talked: a score for each topic in each domain, and then what it recommends and why."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import RUN_ROUND
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.models import Moderated, Round, Topic
from coequal.programmes.models.prioritising import AFTER, BEFORE, MODERATED, RECOMMENDED, TALKING
from coequal.programmes.prioritisation.rounds import locked, require_enough
from coequal.programmes.prioritisation.scorecards import domains_of
from coequal.programmes.prioritisation.scoring import Given, check_score, scores_of


def moderate(acting: Acting, topic: Topic, agreed: Mapping[str, Given], *, seen: int | None = None) -> None:
    """The scores of a topic that the group agreed on, by domain; the latest stands. Once all are there, the round is moderated.

    `seen` is the key of the last score agreed on that somebody had before them, 0 where there was none. Raises `CoequalError`
    where somebody else was faster, and where a score lies outside all that members gave, and no reason is said.
    """
    with locked(acting, topic.round, RUN_ROUND, TALKING, MODERATED) as found:
        require_enough(found)
        if seen is not None and latest_agreed(topic) != seen:
            raise CoequalError("Somebody else took down what the group agreed on meanwhile. Look at it first, then write yours.")
        domains = {one.key: one for one in domains_of(found.scorecard)}
        given = _given_by_members(found, topic)
        for key, one in agreed.items():
            check_score(domains, key, one.score)
            low, high = min(given[key]), max(given[key])
            if not low <= one.score <= high and not one.why.strip():
                raise CoequalError(
                    f"In “{domains[key].title}” members gave {low} to {high}, and {one.score} lies outside of that. "
                    "Say why the group agreed on it."
                )
            Moderated(topic=topic, domain=key, score=one.score, why=one.why.strip(), by=acting.person).save()
        if found.state == TALKING and not _still_to_agree(found):
            found.state = MODERATED
            found.save(update_fields=["state"])
        record(acting, "took down what a group agreed on", found, detail={"topic": topic.title, "domains": [*sorted(agreed)]})


def latest_agreed(topic: Topic) -> int:
    """The key of the last score of a topic that the group agreed on; 0 where there is none."""
    last = topic.moderated.last()
    return last.pk if last else 0


def agreed_scores(of: Round) -> dict[tuple[int, str], Moderated]:
    """What the group agreed on, by topic and domain: what stands of it."""
    return {(one.topic_id, one.domain): one for one in Moderated.objects.filter(topic__round=of).order_by("pk")}


def recommend(acting: Acting, topic: Topic, says: str, reasons: str, on: date | None = None, *, seen: str | None = None) -> None:
    """What the group recommends on a topic, and why; it is no decision.

    `seen` is the fingerprint of the topic that somebody had before them. Raises `CoequalError` before the round is moderated,
    and where somebody else was faster.
    """
    day = on or timezone.localdate()
    if not (says.strip() and reasons.strip()):
        raise CoequalError("Say what the group recommends, and why. The score alone is no reason.")
    if day > timezone.localdate():
        raise CoequalError("The day of a recommendation must not be in the future.")
    with locked(acting, topic.round, RUN_ROUND, MODERATED, RECOMMENDED) as found:
        kept = found.topics.get(pk=topic.pk)
        if seen is not None and fingerprint(kept) != seen:
            raise CoequalError(
                "Somebody else took a recommendation on this topic down meanwhile. Look at it first, then write yours."
            )
        before = {"recommendation": kept.recommendation, "reasons": kept.reasons} if kept.recommended else None
        kept.recommendation, kept.reasons, kept.recommended = says.strip(), reasons.strip(), day
        kept.save(update_fields=["recommendation", "reasons", "recommended"])
        if not found.topics.filter(recommended=None).exists():
            found.state = RECOMMENDED
            found.save(update_fields=["state"])
        _record(acting, found, kept, before)


def _record(acting: Acting, of: Round, topic: Topic, before: Mapping[str, str] | None) -> None:
    """In the trail, with what was recommended before, shortened, where that is another text now."""
    replaced: dict[str, Detail] = {f"{name} before": text[:1000] for name, text in (before or {}).items()}
    record(acting, "recommended on a topic", of, detail={"topic": topic.title, **replaced})


def _given_by_members(of: Round, topic: Topic) -> dict[str, list[int]]:
    """What members gave for a topic in each domain: what stands of it."""
    found: dict[str, list[int]] = {}
    for (given_on, _member, domain), phases in scores_of(of).items():
        if given_on == topic.pk:
            stands = phases.get(AFTER) or phases[BEFORE]
            found.setdefault(domain, []).append(stands.score)
    return found


def _still_to_agree(of: Round) -> bool:
    """Whether a score of a topic in a domain is not agreed on yet."""
    return len(agreed_scores(of)) < of.topics.count() * len(of.scorecard.domains)
