"""Which way a case goes. Software shows the way with its reasons; people take it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.eligibility.assessment import Assessment
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.eligibility.told import deciding
from coequal.policies.exemptions import Exempt
from coequal.referrals.pack.lacking import COMMISSIONER, lacking, why_not
from coequal.referrals.pack.welfare import SAFEGUARDING, require_no_stop
from coequal.referrals.rules.model import CommissionerRules

APPROVAL: Final = "prior approval"
BY_OFFICER: Final = "prior approval by an officer"
FUNDING_REQUEST: Final = "individual funding request"
DEVELOPMENT: Final = "service development"
ELSEWHERE: Final = "elsewhere"
COMPLETE_FIRST: Final = "complete it first"
WAYS: Final = (APPROVAL, BY_OFFICER, FUNDING_REQUEST, DEVELOPMENT, ELSEWHERE, COMPLETE_FIRST)

_NO_POLICY: Final = "No policy covers this."
_SUPPORT: Final = "A clinician who looks after the patient has to support it explicitly."


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """One of the `WAYS`, with the reasons as sentences.

    `who` decides instead, by its name or code, where another body does; `needs` are what has to come with it.
    """

    kind: str
    reasons: tuple[str, ...]
    who: str | None = None
    needs: tuple[str, ...] = ()


def way_of(
    assessment: Assessment | None,
    *,
    patients_like_this: int,
    rules: CommissionerRules,
    exempt: Sequence[Exempt] = (),
    supported: bool | None = None,
) -> Way:
    """The way of a case, or of one for which there is no policy, among so many similar patients, the one at hand among them.

    `exempt` are the people for whom another body commissions the service; `supported` says whether a clinician supports a
    request. Only a case that meets every rule, with no other reading and nothing assumed, may be approved without an officer.
    Raises `WelfareStop` where people must talk first.
    """
    if assessment is None:
        return _beyond(_NO_POLICY, patients_like_this, rules, _support(supported))
    require_no_stop(assessment)
    because = why_not(assessment, exempt) or ""
    who = (
        assessment.elsewhere.commissioner if assessment.elsewhere else next((one.commissioner for one in exempt if one.holds), None)
    )
    if who:
        return Way(ELSEWHERE, (because,), who)
    missing = [one for one in lacking(assessment) if one.who != COMMISSIONER]
    if assessment.outcome in (NOT_ELIGIBLE, FOR_JUDGEMENT):  # more facts are no reason to wait, but an answer about safety is
        facts = assessment.policy.vocabulary.dictionary.facts
        missing = [one for one in missing if one.fact and facts[one.fact].sensitivity == SAFEGUARDING]
    first = tuple(f"{one.what[:1].upper()}{one.what[1:]}: {one.do}" for one in missing)
    if assessment.outcome == NOT_ELIGIBLE and not assessment.readings:
        return _beyond(because, patients_like_this, rules, (*_support(supported), *first))
    if first:
        return Way(COMPLETE_FIRST, first)
    doubts = tuple(_doubts(assessment, because))
    return Way(BY_OFFICER, doubts) if doubts else Way(APPROVAL, ("Every rule of the policy is met.",))


def _support(supported: bool | None) -> tuple[str, ...]:
    return () if supported else (_SUPPORT,)


def _doubts(assessment: Assessment, because: str) -> Iterator[str]:
    """Why an officer must look at a case that the policy may cover."""
    if because:
        yield because
    for one in assessment.readings:
        yield f"It depends on how the policy is read: {one.criterion.cited}, read as “{one.label}”: {one.outcome}."
    if assessment.outcome == NOT_KNOWN:
        yield from (f"{one.criterion.cited}: {one.reason}" for one in deciding(assessment, NOT_KNOWN))
    if assessment.outcome == ELIGIBLE and assessment.missing:
        yield "Every rule is met, but something is not known that could change that."
    yield from (f"This was assumed: {said}" for said in assessment.assumptions)


def _beyond(because: str, similar: int, rules: CommissionerRules, needs: tuple[str, ...]) -> Way:
    """The way of somebody whom the policy does not cover: by one request, or together with others."""
    match rules.are_several(similar):
        case True:
            found = f"{similar} similar patients are known, this one among them. Look at them together; people decide."
            return Way(DEVELOPMENT, (because, found), needs=needs)
        case None if similar > 1:
            found = f"{similar} similar patients are known, and from how many on they are looked at together was not found."
        case False if similar > 1:
            found = f"{similar} similar patients are known, this one among them: too few to be looked at together."
        case _:
            found = "It is about one patient."
    return Way(FUNDING_REQUEST, (because, found), needs=needs)
