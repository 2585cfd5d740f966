"""What a pack still lacks, who can supply it and what to do; and why there is none where the policy's answer is not yes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, MET, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.told import about_welfare, deciding
from coequal.facts.case import Known, NotKnown
from coequal.facts.dictionary import WHO, Fact
from coequal.policies.exemptions import Exempt
from coequal.policies.model import NOT_SEEN
from coequal.referrals.pack.people import Referred, Referrer
from coequal.referrals.pack.welfare import SAFEGUARDING, require_no_stop

COMMISSIONER: Final = "commissioner"
WHO_SAYS: Final[Mapping[str, str]] = {
    "anyone": "The patient or a clinician",
    "clinician": "A clinician",
    "nobody": "Still to be planned",
    COMMISSIONER: "The commissioner",
}
BORN: Final = "patient date of birth"  # the fact that a form and an assessment of the same person share
_DO: Final = {
    "not asked": "Ask, and write down the answer.",
    "not recorded": "Look it up in the record, or ask.",
    "pending": "Wait for the result.",
    "out of date": "Repeat the test.",
    "declined": "Talk about what it is needed for. Without it there is no referral under this policy.",
}


@dataclass(frozen=True, slots=True, repr=False)
class Lacking:
    """One thing that is missing: what, why it counts as missing, who can supply it (a key of `WHO_SAYS`) and what to do.

    `fact` names the fact, where it is one.
    """

    what: str
    why: str
    who: str
    do: str
    fact: str | None = None


def why_not(assessment: Assessment, exempt: Sequence[Exempt] = ()) -> str | None:
    """Why there is no pack even once everything is known: another body decides, or the answer is no, or a person must judge.

    `exempt` are the people for whom another body commissions the service. None where nothing stands in the way.
    Raises `WelfareStop`.
    """
    require_no_stop(assessment)
    if assessment.elsewhere:
        return f"{assessment.elsewhere.commissioner} decides on this, not the owner of this policy. {assessment.elsewhere.why}"
    if says := next((one.says for one in exempt if one.holds), None):
        return says
    if assessment.outcome == NOT_ELIGIBLE:
        return f"The policy is not met: {_cited(deciding(assessment, NOT_MET))}."
    if assessment.outcome == FOR_JUDGEMENT:
        return f"A person has to judge first: {_cited(deciding(assessment, FOR_JUDGEMENT))}."
    return None


def lacking(assessment: Assessment, referrer: Referrer | None = None, referred: Referred | None = None) -> tuple[Lacking, ...]:
    """All that is missing before a pack is complete, each thing once. People who are not given leave blanks, and lack nothing.

    Raises `WelfareStop`. An answer about somebody's safety that was not given is missing, whatever else is known.
    """
    require_no_stop(assessment)
    facts = [*_safety(assessment), *_days(assessment), *_missing(assessment)]
    once = {one.fact: one for one in reversed(facts)}
    tests = [one for one in _not_ready(assessment) if one.fact not in once]
    found = (*reversed(once.values()), *tests, *_not_seen(assessment), *_people(assessment, referrer, referred))
    return tuple(found)


def by_who(found: Sequence[Lacking]) -> tuple[tuple[str, tuple[Lacking, ...]], ...]:
    """What is missing under who can supply it, in words."""
    groups = ((says, tuple(one for one in found if one.who == who)) for who, says in WHO_SAYS.items())
    return tuple((says, group) for says, group in groups if group)


def _cited(findings: Sequence[Finding]) -> str:
    return "; ".join(one.criterion.cited for one in findings)


def _safety(assessment: Assessment) -> Iterator[Lacking]:
    """The answers about somebody's safety that some criterion of the policy looks at and that were not given, of any treatment."""
    facts = assessment.policy.vocabulary.dictionary.facts
    for finding in assessment.criteria.values():
        for name in _looked_at(finding) if about_welfare(finding, assessment.policy) else ():
            if facts[name].sensitivity == SAFEGUARDING and assessment.case.value(name) is None:
                do = "Ask, and answer yes or no. Not answered is never taken for no."
                yield Lacking(facts[name].says, "It was not answered.", facts[name].answered_by, do, name)


def _days(assessment: Assessment) -> Iterator[Lacking]:
    """The day by which the policy binds: without it nobody knows which version counts."""
    policy = assessment.policy
    fact = policy.vocabulary.dictionary.facts[policy.binds_by]
    if assessment.case.value(fact.name) is None:
        why = "It is not known, and it decides which version of the policy counts."
        yield Lacking(fact.says, why, fact.answered_by, "Write it down.", fact.name)


def _missing(assessment: Assessment) -> Iterator[Lacking]:
    """The facts that could still change the outcome, by who can supply them, most useful first.

    None where every rule is met without them, as where a policy does not hold it against people that a day is not known.
    """
    if assessment.outcome == ELIGIBLE:
        return
    facts = assessment.policy.vocabulary.dictionary.facts
    for who in WHO:
        yield from (_of(facts[name], assessment) for name in assessment.missing if facts[name].answered_by == who)


def _of(fact: Fact, assessment: Assessment) -> Lacking:
    why, do = _why(assessment.case.get(fact.name), fact)
    return Lacking(fact.says, why, fact.answered_by, do, fact.name)


def _why(found: Known | NotKnown, fact: Fact) -> tuple[str, str]:
    """Why a fact counts as missing, and what to do about it."""
    if isinstance(found, NotKnown):
        do = "Plan it, and write down the day." if fact.answered_by == "nobody" else _DO[found.why]
        return f"It is not known: {found.why}.", do
    if found.on is None:
        return "The result has no date, and without one it does not count.", "Give its date, or repeat the test."
    return "The result lies outside the time within which it counts.", "Repeat the test."


def _not_ready(assessment: Assessment) -> Iterator[Lacking]:
    """The investigations before referral that are not done, or too old."""
    facts = assessment.policy.vocabulary.dictionary.facts
    for finding in assessment.criteria.values():
        if finding.criterion.kind != "readiness" or finding.status in (MET, NOT_APPLICABLE):
            continue
        wanted = set(assessment.readiness.missing if assessment.readiness else ()) & _looked_at(finding)
        who = "anyone" if wanted and all(facts[name].answered_by == "anyone" for name in wanted) else "clinician"
        fact = wanted.pop() if len(wanted) == 1 else None
        do = finding.criterion.otherwise or "Arrange it, or write down that it was done."
        yield Lacking(finding.criterion.cited, finding.reason, who, do, fact)


def _looked_at(finding: Finding) -> frozenset[str]:
    """The facts that a criterion names."""
    criterion = finding.criterion
    return frozenset().union(*(names(node) for node in (criterion.applies_when, criterion.condition) if node is not None))


def _not_seen(assessment: Assessment) -> Iterator[Lacking]:
    """The part of the policy that we have not seen, and each rule that was looked for and not found."""
    for finding in deciding(assessment, NOT_KNOWN):
        if finding.criterion.kind == NOT_SEEN or not finding.criterion.found:
            yield Lacking(finding.criterion.cited, finding.reason, COMMISSIONER, "Ask the commissioner for its own document.")


def _people(assessment: Assessment, referrer: Referrer | None, referred: Referred | None) -> Iterator[Lacking]:
    """What is empty in the details of the people who are named, and a day of birth that is not the one assessed."""
    for whose, person, who in (("who refers", referrer, "clinician"), ("who is referred", referred, "anyone")):
        for name in person.lacks() if person else ():
            yield Lacking(f"{name} of {whose}", "The form has no such detail.", who, "Fill it in.")
    born = assessment.case.value(BORN)
    if referred and referred.born and isinstance(born, date) and referred.born != born:
        why = "The form has another day than the assessment."
        yield Lacking("date of birth of who is referred", why, "clinician", "Check that both are about the same person.")
