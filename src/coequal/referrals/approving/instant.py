"""Why a request is not approved at once. Whatever is said here sends it to an officer, and nothing here refuses it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone

from coequal.criteria.kleene import NOT_STATED
from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, MET, NOT_APPLICABLE
from coequal.facts.case import NotKnown
from coequal.facts.dates import say_date
from coequal.facts.values import Value
from coequal.policies.exemptions import Exempt
from coequal.referrals.pack.lacking import lacking
from coequal.referrals.pack.welfare import stop_of


class Authorises(Protocol):
    """What is asked of a standing authorisation."""

    policy: str
    version: str
    digest: str
    treatments: Sequence[str]
    withdrawn: datetime | None

    def holds(self, day: date) -> bool:
        """Whether it stands on a day."""


_DO_NOT_REFER = "People have to talk first. Nothing of this request is sent."
NOT_AUTHORISED = "The commissioner has not said that requests under this text of the policy are approved at once."
BEFORE = "An officer looks at what is on record before this is answered."  # whoever asks learns nothing of what other clinics did
UNNAMED = "The partner's NHS number is not given, so nobody can say whether this couple asked before."


def why_not_at_once(
    assessment: Assessment,
    authorisation: Authorises | None,
    day: date,
    *,
    exempt: Sequence[Exempt] = (),
    before: bool = False,
    unnamed: bool = False,
    long_ago: Sequence[str] = (),
) -> tuple[str, ...]:
    """Every reason for which a request of a day is not approved at once, in sentences; none where it is.

    `exempt` are people for whom another body may commission the service; `before` says that there is another request for the
    same people, `unnamed` that the NHS number of a partner is not given; `long_ago` are sentences on a referral of another time.
    A stop for somebody's welfare gives one sentence, which says nothing else.
    """
    if stop_of(assessment):
        return (_DO_NOT_REFER,)
    found = (
        *_authorised(assessment, authorisation, day),
        *_sure(assessment),
        *(one.says for one in exempt),
        *_complete(assessment, day),
        *_amounts(assessment),
        *long_ago,
        *([BEFORE] if before else []),
        *([UNNAMED] if unnamed else []),
    )
    return tuple(dict.fromkeys(found))


def _authorised(assessment: Assessment, authorisation: Authorises | None, day: date) -> Iterator[str]:
    """What a standing authorisation lacks for this text, this treatment and this day."""
    policy = assessment.policy
    if policy.completeness != "whole":
        yield "Not all of this policy was seen, so nobody knows whether every rule of it is met."
    if authorisation is None:
        yield NOT_AUTHORISED
        return
    text = (authorisation.policy, authorisation.version, authorisation.digest)
    if text != (policy.id, policy.version, policy.digest):
        yield NOT_AUTHORISED
    if authorisation.withdrawn:
        yield f"The standing authorisation was withdrawn on {say_date(timezone.localdate(authorisation.withdrawn))}."
    elif not authorisation.holds(day):
        yield f"The standing authorisation does not hold on {say_date(day)}."
    if assessment.sought.treatment.id not in authorisation.treatments:
        yield f"The standing authorisation does not name {assessment.sought.treatment.name}."


def _sure(assessment: Assessment) -> Iterator[str]:
    """What is not a plain yes: the outcome, what a person judges, another reading, what was assumed."""
    if assessment.elsewhere:
        yield f"{assessment.elsewhere.commissioner} decides on this. {assessment.elsewhere.why}"
    if assessment.outcome != ELIGIBLE:
        yield f"Under this policy the outcome for {assessment.sought.treatment.name} is: {assessment.outcome}."
    for finding in _governing(assessment):
        if finding.status == FOR_JUDGEMENT:
            yield f"A person has to judge: {finding.criterion.cited}."
    for reading in assessment.readings:
        yield f"It depends on how {reading.criterion.cited} is read: as “{reading.label}” the outcome would be {reading.outcome}."
    yield from (f"Something was taken for granted: {said}" for said in assessment.assumptions)


def _governing(assessment: Assessment) -> Iterator[Finding]:
    """The criteria that govern the treatment sought, of every kind."""
    sought = assessment.sought.treatment.id
    return (one for one in assessment.criteria.values() if sought in one.criterion.treatments)


def _complete(assessment: Assessment, day: date) -> Iterator[str]:
    """What is missing, not ready or out of date."""
    yield from (f"Missing: {one.what}. {one.why}" for one in lacking(assessment))
    if assessment.readiness and not assessment.readiness.ready:
        waiting = [one.criterion.cited for one in assessment.criteria.values() if _is_not_ready(one)]
        yield f"Not everything that is needed before referral is done: {'; '.join(waiting)}."
    yield from _out_of_date(assessment)
    yield from _days(assessment, day)


def _is_not_ready(finding: Finding) -> bool:
    return finding.criterion.kind == "readiness" and finding.status not in (MET, NOT_APPLICABLE)


def _out_of_date(assessment: Assessment) -> Iterator[str]:
    """Results that are said to be out of date, of whatever the rules that govern the treatment look at."""
    facts, case = assessment.policy.vocabulary.dictionary.facts, assessment.case
    looked_at = {name for finding in _governing(assessment) for name in _names(finding)}
    for name in facts:
        if name in looked_at and case.get(name) == NotKnown("out of date"):
            yield f"Out of date: {facts[name].says}."


def repeated_first(assessment: Assessment) -> Iterator[str]:
    """What counts for the referral and is to be repeated before treatment starts, as conditions of an approval."""
    facts, starts = assessment.policy.vocabulary.dictionary.facts, _start(assessment)
    for name, after in assessment.readiness.repeat_after.items() if assessment.readiness else ():
        if starts is None or starts > after:
            yield f"Before treatment starts after {say_date(after)}, repeat: {facts[name].says}."


def _names(finding: Finding) -> frozenset[str]:
    criterion = finding.criterion
    return frozenset().union(*(names(node) for node in (criterion.applies_when, criterion.condition) if node is not None))


def _start(assessment: Assessment) -> date | None:
    """The day on which treatment starts, as the policy's service plans it; None where it is not known or not asked."""
    policy = assessment.policy
    planned = [one.name for one in policy.vocabulary.dictionary.facts.values() if one.moment and one.name != policy.binds_by]
    days: list[Value | None] = [assessment.case.value(name) for name in planned]
    return next((one for one in days if isinstance(one, date)), None)


def _days(assessment: Assessment, day: date) -> Iterator[str]:
    """A referral that is still to come, and a treatment that has begun already."""
    referred, starts = assessment.case.value(assessment.policy.binds_by), _start(assessment)
    if isinstance(referred, date) and referred > day:
        yield f"The day of referral, {say_date(referred)}, is still to come."
    if starts and starts < day:
        yield f"Treatment was to start on {say_date(starts)}, before it was asked for."


def _amounts(assessment: Assessment) -> Iterator[str]:
    """Why nobody can say how much an approval would be for."""
    said = [amount for amount in assessment.sought.amounts.values() if amount is not NOT_STATED]
    if not said:
        yield "The policy does not say how much is funded, so a person says it."
    elif None in said:
        yield "How much the policy funds for this person is not known."
    elif not any(said):
        yield "Nothing is left of what the policy funds."
    elif any(amount != int(amount) for amount in said):
        yield "What the policy funds is no whole number, so a person says how much it is."
