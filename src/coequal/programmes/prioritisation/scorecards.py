"""Scorecards: the domains in which a topic is scored, what each weighs, and what each score means in words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_SCORECARDS
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.recording import Detail
from coequal.errors import CoequalError
from coequal.programmes.models import Scorecard

_MOST_WEIGHT: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain of a scorecard: its weight, and what each score that can be given means."""

    key: str
    title: str
    weight: str  # as it is printed: “2.5”
    scores: Mapping[int, str]

    @property
    def highest(self) -> int:
        """The highest score that can be given."""
        return max(self.scores)

    @property
    def lowest(self) -> int:
        """The lowest score that can be given."""
        return min(self.scores)


def domains_of(scorecard: Scorecard) -> tuple[Domain, ...]:
    """The domains of a scorecard, in their order."""
    return tuple(
        Domain(one["key"], one["title"], one["weight"], {each["score"]: each["means"] for each in one["scores"]})
        for one in scorecard.domains
    )


def make(acting: Acting, organisation: Organisation, title: str, domains: Sequence[Domain], origin: str = "") -> Scorecard:
    """A scorecard, or the next version of one that has the title already, if it says anything else than the newest.

    Raises `CoequalError` where nobody could score by it.
    """
    post = require(acting, CHANGE_SCORECARDS, _Whose(organisation))
    _check(title, domains)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        last = Scorecard.objects.filter(organisation=organisation, title=title).first()  # the newest
        if last and (last.domains, last.origin) == ([_kept(one) for one in domains], origin):
            return last
        made = Scorecard(
            organisation=organisation,
            title=title,
            version=last.version + 1 if last else 1,
            domains=[_kept(one) for one in domains],
            origin=origin,
            made_by=acting.person,
        )
        made.save()
        detail: dict[str, Detail] = {"version": made.version, "domains": len(domains)}
        record(acting.acting_as(post), "made a scorecard", Thing("scorecard", title), detail=detail)
    return made


@dataclass(frozen=True, slots=True)
class _Whose:
    """A scorecard that is to be made, as far as it matters for who may make it."""

    organisation: Organisation
    state: str = ""


def _kept(domain: Domain) -> dict[str, Any]:
    means = [{"score": score, "means": domain.scores[score]} for score in sorted(domain.scores)]
    return {**asdict(domain), "scores": means}


def _check(title: str, domains: Sequence[Domain]) -> None:
    """Nothing, where people can score by these domains. Raises `CoequalError` with what is amiss."""
    if not title.strip():
        raise CoequalError("Give the scorecard a title, by which people know it.")
    if not domains:
        raise CoequalError("A scorecard needs at least one domain in which topics are scored.")
    keys = [one.key for one in domains]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise CoequalError(f"There are two domains with the key {twice[0]}. Give one of them another key.")
    for one in domains:
        if not 0 < _weight(one) <= _MOST_WEIGHT:
            raise CoequalError(f"The weight of “{one.title}” is {one.weight}. Write a number above 0, up to {_MOST_WEIGHT}.")
        if len(one.scores) < 2 or one.lowest < 0:
            raise CoequalError(f"“{one.title}” needs at least two scores, from 0 up, so that topics can be told apart.")
        unsaid = [score for score, means in one.scores.items() if not means.strip()]
        if unsaid:
            raise CoequalError(f"Say in words what a score of {unsaid[0]} in “{one.title}” means, so that all score alike.")


def _weight(domain: Domain) -> Decimal:
    """The weight as a number; nothing where it is none."""
    try:
        found = Decimal(domain.weight)
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)
