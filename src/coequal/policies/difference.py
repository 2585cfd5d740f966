"""What two policies for one service say differently, in plain English; who gains or loses by it is shown by comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

from coequal.criteria.describe import describe, describe_amount
from coequal.criteria.phrases import AreaName, Phrases
from coequal.criteria.render import render
from coequal.criteria.syntax import Node
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.policies.model import NOT_SEEN, Criterion, OtherReading, Owner, Policy, PrintedDate, Provider, Source, Treatment
from coequal.policies.wording import ADDED, REMOVED, Reworded, compare
from coequal.policies.words import say_evidence, say_printed

CHANGED = "changed"
_Said = tuple[str, str]  # what is said of something, and the same exactly, which is shown where the words do not tell it
_All = dict[str, _Said]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two policies say differently; None where one of them says nothing of it."""

    what: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A treatment or a criterion that was `added`, `removed` or `changed`, and all that is new or gone or other about it."""

    id: str
    title: str
    how: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that two policies say differently, apart from their ids, their versions and their example people."""

    old: Policy
    new: Policy
    about: tuple[Change, ...]
    treatments: tuple[Changed, ...]
    criteria: tuple[Changed, ...]
    wording: tuple[Reworded, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.about or self.treatments or self.criteria or self.wording)


def difference(old: Policy, new: Policy, area: AreaName) -> Difference:
    """What two policies say differently; `area` names an area by its code.

    Raises `CoequalError` where they are for different services.
    """
    if old.service != new.service:
        message = f"{old.id} and {new.id} are for different services, so there is nothing to hold against each other."
        raise CoequalError(message)
    before, after = (Phrases(policy.vocabulary.dictionary.facts, area) for policy in (old, new))
    return Difference(
        old,
        new,
        _changes(_about(old), _about(new)),
        _compared(_treatments(old, before), _treatments(new, after)),
        _compared(_criteria(old, before), _criteria(new, after)),
        compare(old.file.parts, new.file.parts),
    )


def _changes(old: _All, new: _All) -> tuple[Change, ...]:
    """What is said differently, in the order in which the new text says it; what is gone comes last."""
    found = []
    for what in dict.fromkeys([*new, *old]):
        (was, was_exactly), (now, now_exactly) = old.get(what, (None, None)), new.get(what, (None, None))
        if was_exactly != now_exactly:
            found.append(Change(what, was, now) if was != now else Change(what, was_exactly, now_exactly))
    return tuple(found)


def _compared(old: Mapping[str, tuple[str, _All]], new: Mapping[str, tuple[str, _All]]) -> tuple[Changed, ...]:
    """The titled things, by id, that are not the same; those that are gone come last."""
    found = []
    for name in dict.fromkeys([*new, *old]):
        (title, _), (_, was), (_, now) = new.get(name) or old[name], old.get(name, ("", {})), new.get(name, ("", {}))
        how = CHANGED if name in old and name in new else ADDED if name in new else REMOVED
        if changes := _changes(was, now):
            found.append(Changed(name, title, how, changes))
    return tuple(found)


def _texts(said: Mapping[str, str | None]) -> _All:
    return {what: (text, text) for what, text in said.items() if text is not None}


def _about(policy: Policy) -> _All:
    return _texts(
        {
            "title": policy.title,
            "status": policy.status,
            "completeness": policy.completeness,
            "under review": "yes" if policy.under_review else "no",
            "in force from": say_printed(policy.starts),
            "in force until": _day(policy.ends),
            "for cases from": _day(policy.cases_from),
            "binds by": policy.binds_by,
            "couples": policy.couples,
            "ratified": _day(policy.ratified),
            "review due": _day(policy.review_due),
            "owners": "; ".join(map(_owner, policy.owners)) or None,
            "source": _source(policy.source),
            "not found": "; ".join(policy.not_found) or None,
            "first treatment": policy.treatments[0].id,  # it counts where none is sought
            **_providers(policy),
            "exceptions": _exceptions(policy),
        }
    )


def _day(day: PrintedDate | None) -> str | None:
    return say_printed(day) if day else None


def _owner(owner: Owner) -> str:
    return f"{owner.code} from {say_date(owner.since)}{f' until {say_date(owner.until)}' if owner.until else ''}"


def _source(source: Source) -> str:
    seen = f"seen on {say_date(source.seen)}" if source.seen else None
    return ", ".join(part for part in (source.title, source.url, seen) if part)


def _providers(policy: Policy) -> dict[str, str]:
    names = dict.fromkeys(provider.name for provider in policy.providers)
    return {
        f"provider {name}": "; ".join(_provider(provider) for provider in policy.providers if provider.name == name)
        for name in names
    }


def _provider(provider: Provider) -> str:
    sites = [", ".join(filter(None, (site.name, site.address, site.county, site.postcode))) for site in provider.sites]
    told = (*sites, provider.telephone, provider.email, provider.web, f"printed on {provider.printed_on}")
    return "; ".join(part for part in told if part)


def _exceptions(policy: Policy) -> str | None:
    found = policy.exceptions
    if found is None:
        return None
    told = (found.route, f"who may ask: {found.who_may_ask}", f"whom: {found.whom}", f"then: {found.then}" if found.then else None)
    return "; ".join(part for part in told if part)


def _treatments(policy: Policy, phrases: Phrases) -> dict[str, tuple[str, _All]]:
    return {treatment.id: (treatment.name, _treatment(treatment, phrases)) for treatment in policy.treatments}


def _treatment(treatment: Treatment, phrases: Phrases) -> _All:
    amounts = {name: (describe_amount(amount, phrases), render(amount)) for name, amount in treatment.amounts.items()}
    return {"name": (treatment.name, treatment.name), **amounts}


def _criteria(policy: Policy, phrases: Phrases) -> dict[str, tuple[str, _All]]:
    """The criteria that the policy prints; that some were not seen is said by its completeness."""
    printed = [criterion for criterion in policy.criteria if criterion.kind != NOT_SEEN]
    return {criterion.id: (criterion.cited, _criterion(criterion, policy, phrases)) for criterion in printed}


def _criterion(criterion: Criterion, policy: Policy, phrases: Phrases) -> _All:
    every = len(criterion.treatments) == len(policy.treatments)
    told = {
        "heading": criterion.title,
        "clause": criterion.clause,
        "kind": criterion.kind,
        "for": "every treatment" if every else ", ".join(criterion.treatments),
        "what it asks for": None if criterion.found else "not found",
    }
    more = {
        "results that count": say_evidence(criterion, phrases) or None,
        "decided elsewhere, by": criterion.commissioner,
        "decides instead of": ", ".join(criterion.overrides) or None,
        "to be repeated after": str(criterion.repeat_after) if criterion.repeat_after else None,
        "otherwise": criterion.otherwise,
        "our reading": criterion.reading,
        "printed as": criterion.printed,
        "why": criterion.why,
        "source": criterion.source,
    }
    return {**_texts(told), **(_conditions(criterion, phrases) if criterion.found else {}), **_texts(more)}


def _conditions(criterion: Criterion, phrases: Phrases) -> _All:
    met = "judged when" if criterion.kind == "judgement" else "met when"
    trees = {"applies when": criterion.applies_when, met: criterion.condition}
    own = {what: (_condition(tree, phrases), render(tree)) for what, tree in trees.items() if tree is not None}
    return {**own, **{f"may be read as “{other.label}”": _reading(other, phrases) for other in criterion.readings}}


def _condition(tree: Node, phrases: Phrases) -> str:
    """A condition on one line, or as a list."""
    first, *rest = describe(tree, phrases)
    return "\n".join([first.text, *(f"{'  ' * (line.depth - 1)}* {line.text}" for line in rest)])


def _reading(other: OtherReading, phrases: Phrases) -> _Said:
    trees = (("applies when", other.applies_when), ("met when", other.condition))
    told = [(what, tree) for what, tree in trees if tree is not None]
    return (
        "\n".join(f"{what} {_condition(tree, phrases)}" for what, tree in told),
        "\n".join(f"{what} {render(tree)}" for what, tree in told),
    )
