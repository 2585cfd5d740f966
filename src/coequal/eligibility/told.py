"""An assessment as people read it, as structure: every page, file and terminal lays out the same sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment, Entitlement, Finding, ReadOtherwise
from coequal.eligibility.outcome import DECIDING, FOR_JUDGEMENT, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.report import amounts_data
from coequal.eligibility.what_if import WhatIf
from coequal.facts.dates import say_date
from coequal.facts.dictionary import WHO, Fact
from coequal.policies.model import NOT_SEEN, Exceptions, Policy, Source, clauses

_FEW = 3  # more that is not known would only say twice what is missing


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """The outcome of one treatment, and its amounts by name; none where it is not eligible."""

    treatment: str
    outcome: str
    amounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact that is not known and could change the outcome, and whether a result was given that does not count."""

    fact: Fact
    out_of_date: bool


@dataclass(frozen=True, slots=True)
class ReadinessTold:
    """The criteria that are lacking before referral, and the tests that are to be repeated if treatment starts after a day."""

    ready: bool
    lacking: tuple[Finding, ...]
    repeat: tuple[tuple[date, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """All that people read of an assessment, in the order in which they should; its parts are empty where there is nothing to say.

    `stop`, `elsewhere` and `readings` come before any yes or no. `missing` is by who can supply it.
    """

    stop: str | None
    elsewhere: str | None
    readings: tuple[ReadOtherwise, ...]
    outcomes: tuple[OutcomeTold, ...]
    why: tuple[Finding, ...]
    alone: str | None
    missing: tuple[tuple[str, tuple[Wanted, ...]], ...]
    steps: tuple[str, ...]
    what_if: tuple[str, ...]
    readiness: ReadinessTold | None
    criteria: tuple[Finding, ...]
    exceptional: Exceptions | None
    assumptions: tuple[str, ...]
    source: Source


def told(assessment: Assessment) -> Told:
    """The whole of an assessment as people read it."""
    stop, elsewhere, policy = welfare_stop(assessment), assessment.elsewhere, assessment.policy
    quiet = bool(elsewhere or stop)  # another body, or another talk, comes first
    why = _why(assessment)
    return Told(
        stop=f"{stop.reason} {stop.criterion.otherwise or ''}".strip() if stop else None,
        elsewhere=elsewhere.commissioner if elsewhere else None,
        readings=assessment.readings,
        outcomes=tuple(_outcomes(assessment)),
        why=tuple(why),
        alone=_alone(assessment, why),
        missing=tuple(_missing(assessment)),
        steps=tuple(dict.fromkeys(_steps(assessment))),
        what_if=() if quiet else tuple(_what_if(change) for change in assessment.what_if if _in_hand(change.fact)),
        readiness=None if quiet else _readiness(assessment),
        criteria=tuple(assessment.criteria.values()),
        exceptional=policy.exceptions if assessment.outcome == NOT_ELIGIBLE and not elsewhere else None,
        assumptions=assessment.assumptions,
        source=policy.source,
    )


def welfare_stop(assessment: Assessment) -> Finding | None:
    """The judgement about somebody's safety that comes before all else, if there is one to make."""
    to_judge = deciding(assessment, FOR_JUDGEMENT)
    facts = assessment.policy.vocabulary.dictionary.facts
    return next((one for one in to_judge if any(facts[name].sensitivity == "safeguarding" for name in one.facts)), None)


def about_welfare(finding: Finding, policy: Policy) -> bool:
    """Whether a criterion looks at a concern for somebody's safety."""
    facts, criterion = policy.vocabulary.dictionary.facts, finding.criterion
    looked_at = frozenset().union(*(names(node) for node in (criterion.applies_when, criterion.condition) if node is not None))
    return any(facts[name].sensitivity == "safeguarding" for name in looked_at)


def deciding(assessment: Assessment, *statuses: str) -> list[Finding]:
    """The criteria with one of these statuses that touch the outcome sought, in the policy's order."""
    sought = assessment.sought.treatment.id
    return [
        finding
        for finding in assessment.criteria.values()
        if finding.status in statuses and finding.criterion.kind in DECIDING and sought in finding.criterion.treatments
    ]


def clause_says(finding: Finding) -> str:
    """The clause of a criterion in brackets, to stand behind a sentence; empty where it has none."""
    return f" ({clauses(finding.criterion.clause)})" if finding.criterion.clause else ""


def status_says(finding: Finding) -> str:
    """The status of a criterion in words."""
    return "does not apply" if finding.status == NOT_APPLICABLE else finding.status


def later_says(finding: Finding) -> str:
    """The day from which waiting alone makes a criterion met, as a sentence; empty where there is none."""
    return f"Waiting alone makes it met from {say_date(finding.change.since)}." if finding.change.since else ""


def _outcomes(assessment: Assessment) -> Iterator[OutcomeTold]:
    """The treatment sought, then the others."""
    yield _outcome(assessment.sought)
    yield from (_outcome(found) for found in assessment.treatments.values() if found is not assessment.sought)


def _outcome(found: Entitlement) -> OutcomeTold:
    amounts = () if found.outcome == NOT_ELIGIBLE else amounts_data(found.amounts).items()
    said = tuple((name, "not known" if amount is None else str(amount)) for name, amount in amounts)
    return OutcomeTold(found.treatment.name, found.outcome, said)


def _why(assessment: Assessment) -> list[Finding]:
    """What is not met, and whatever the outcome what a person must judge; else the little that is not known."""
    found = deciding(assessment, NOT_MET) + deciding(assessment, FOR_JUDGEMENT)
    unknown = deciding(assessment, NOT_KNOWN)
    return unknown if not found and len(unknown) <= _FEW else found


def _alone(assessment: Assessment, why: Sequence[Finding]) -> str | None:
    """That one criterion alone stands in the way, as far as that is known."""
    if not assessment.single_blocker or len(why) != 1 or assessment.elsewhere:
        return None
    if deciding(assessment, NOT_KNOWN):
        return "This is the only one known to stand in the way; others are not known."
    return "This alone stands in the way."


def _missing(assessment: Assessment) -> Iterator[tuple[str, tuple[Wanted, ...]]]:
    """The facts that could still change the outcome, by who can supply them."""
    facts = assessment.policy.vocabulary.dictionary.facts
    for who in WHO:
        names = [name for name in assessment.missing if facts[name].answered_by == who]
        if names:
            yield who, tuple(Wanted(facts[name], assessment.case.value(name) is not None) for name in names)


def _steps(assessment: Assessment) -> Iterator[str]:
    """What to do about each criterion that is not met or is for judgement, and where a result is to be repeated."""
    found = deciding(assessment, NOT_MET) + deciding(assessment, FOR_JUDGEMENT)
    found += [finding for finding in deciding(assessment, NOT_KNOWN) if _can_act(finding, assessment)]
    yield from (f"{one.criterion.otherwise}{clause_says(one)}" for one in found if one.criterion.otherwise)


def _can_act(finding: Finding, assessment: Assessment) -> bool:
    """Whether the next step of a criterion that is not known is right already, and not only once it fails."""
    return finding.against or finding.criterion.kind == NOT_SEEN or any(name in finding.facts for name in assessment.missing)


def _in_hand(fact: Fact) -> bool:
    """Whether people can do something about a fact: not about a diagnosis."""
    return fact.sensitivity != "reproductive" or fact.kind == "number"


def _what_if(change: WhatIf) -> str:
    """What one change would lead to, and that it would not settle the rest where it would not."""
    if change.outcome == NOT_KNOWN:
        return f"{_otherwise(change)}, this would no longer stand in the way; other things are still not known."
    return f"{_otherwise(change)}: {change.outcome}"


def _otherwise(change: WhatIf) -> str:
    """What one fact that can change would have to be."""
    clause = change.fact.values.get(str(change.low).lower() if isinstance(change.low, bool) else str(change.low))
    if clause is not None:
        return f"If {clause}"
    return f"If {change.fact.says} were {change.says} (now {change.in_words(change.now)})"


def _readiness(assessment: Assessment) -> ReadinessTold | None:
    found = assessment.readiness
    if found is None:
        return None
    asked = (finding for finding in assessment.criteria.values() if finding.criterion.kind == "readiness")
    days = tuple(dict.fromkeys(found.repeat_after.values()))
    repeat = tuple((day, tuple(name for name, after in found.repeat_after.items() if after == day)) for day in days)
    return ReadinessTold(found.ready, tuple(finding for finding in asked if finding.status in (NOT_MET, NOT_KNOWN)), repeat)
