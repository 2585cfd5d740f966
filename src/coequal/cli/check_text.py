"""An assessment as a clinician likes to read it: the outcome, why, what to do, then every criterion."""

from collections.abc import Iterator

from coequal.cli.text import bullets, heading, paragraph, policy_line
from coequal.eligibility.assessment import Assessment, Entitlement, Finding
from coequal.eligibility.outcome import DECIDING, FOR_JUDGEMENT, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.report import amounts_data
from coequal.eligibility.what_if import WhatIf
from coequal.facts.dates import say_date
from coequal.policies.model import NOT_SEEN, clauses

_TAGS = {NOT_APPLICABLE: "does not apply"}
_WHO = {"anyone": "The patient or the clinician can say", "clinician": "The clinician can say", "nobody": "Still to be planned"}
_TAG_WIDTH = 18
_FEW = 3  # more that is not known would only say twice what is missing


def check_text(assessment: Assessment) -> str:
    """The whole answer."""
    parts = (_head, _lead, _outcomes, _why, _missing, _next, _what_if, _readiness, _criteria, _exceptional, _foot)
    return "\n".join(line for part in parts for line in part(assessment))


def _head(assessment: Assessment) -> Iterator[str]:
    yield assessment.policy.title
    yield policy_line(assessment.policy)
    for said in assessment.assumptions:
        yield paragraph(said, "  ", "")


def _lead(assessment: Assessment) -> Iterator[str]:
    """What comes before any yes or no."""
    stop = _stop(assessment)
    if stop is not None:
        yield "\n" + paragraph(f"Stop. {stop.reason} {stop.criterion.otherwise or ''}".strip())
    if assessment.elsewhere:
        yield "\n" + paragraph(f"{assessment.elsewhere.commissioner} decides on this, not the owner of this policy.")
    if assessment.readings:
        yield "\n" + paragraph("It depends on how the policy is read.")
        for other in assessment.readings:
            clause = f"{clauses(other.criterion.clause)} ({other.criterion.title})"
            yield paragraph(f"With {clause} read as “{other.label}”, the outcome is: {other.outcome}.", "    ", "  - ")
        yield paragraph("As we read it:", "  ")


def _stop(assessment: Assessment) -> Finding | None:
    """The judgement about somebody's safety that comes before all else, if there is one to make."""
    facts = assessment.policy.vocabulary.dictionary.facts
    to_judge = _deciding(assessment, FOR_JUDGEMENT)
    return next((one for one in to_judge if any(facts[name].sensitivity == "safeguarding" for name in one.facts)), None)


def _outcomes(assessment: Assessment) -> Iterator[str]:
    yield ""
    yield _outcome(assessment.sought)
    for found in assessment.treatments.values():
        if found is not assessment.sought:
            yield _outcome(found)


def _outcome(found: Entitlement) -> str:
    amounts = amounts_data(found.amounts)
    said = ", ".join(f"{name}: {'not known' if amount is None else amount}" for name, amount in amounts.items())
    funded = f" ({said})" if said and found.outcome != NOT_ELIGIBLE else ""
    return paragraph(f"{found.outcome.upper()}: {found.treatment.name}{funded}", "    ", "  ")


def _deciding(assessment: Assessment, *statuses: str) -> list[Finding]:
    """The criteria with one of these statuses that touch the outcome sought."""
    sought = assessment.sought.treatment.id
    return [
        finding
        for finding in assessment.criteria.values()
        if finding.status in statuses and finding.criterion.kind in DECIDING and sought in finding.criterion.treatments
    ]


def _why(assessment: Assessment) -> Iterator[str]:
    """What is not met, and whatever the outcome what a person must judge; else the little that is not known."""
    found = _deciding(assessment, NOT_MET) + _deciding(assessment, FOR_JUDGEMENT)
    unknown = _deciding(assessment, NOT_KNOWN)
    if not found and len(unknown) <= _FEW:
        found = unknown
    if found:
        yield heading("Why")
        yield bullets(f"{finding.criterion.title}{_clause(finding)}: {finding.reason}{_later(finding)}" for finding in found)
    if assessment.single_blocker and len(found) == 1 and not assessment.elsewhere:
        alone = (
            "This is the only one known to stand in the way; others are not known." if unknown else "This alone stands in the way."
        )
        yield paragraph(alone, "  ")


def _clause(finding: Finding) -> str:
    return f" ({clauses(finding.criterion.clause)})" if finding.criterion.clause else ""


def _later(finding: Finding) -> str:
    return f" Waiting alone makes it met from {say_date(finding.change.since)}." if finding.change.since else ""


def _missing(assessment: Assessment) -> Iterator[str]:
    """The facts that could still change the outcome, by who can supply them."""
    facts = assessment.policy.vocabulary.dictionary.facts
    if assessment.missing:
        yield heading("What is not known and could change the outcome")
    for who, lead in _WHO.items():
        names = [name for name in assessment.missing if facts[name].answered_by == who]
        if names:
            yield paragraph(f"{lead}:", "  ")
            yield bullets((_wanted(assessment, name) for name in names), "    ")


def _wanted(assessment: Assessment, name: str) -> str:
    """A fact that is missing: not given, or given with a result that is out of date."""
    if assessment.case.value(name) is not None:
        return f"{name}: a current result; the one given does not count"
    return _said(assessment, name)


def _said(assessment: Assessment, name: str) -> str:
    """A fact by the name that a case gives it, and in words where these say more."""
    says = assessment.policy.vocabulary.dictionary.facts[name].says
    return name if says in (f"her {name}", f"the {name}") else f"{name}: {says}"


def _next(assessment: Assessment) -> Iterator[str]:
    """What to do about each criterion that is not met or is for judgement, and where a result is to be repeated."""
    found = _deciding(assessment, NOT_MET) + _deciding(assessment, FOR_JUDGEMENT)
    found += [finding for finding in _deciding(assessment, NOT_KNOWN) if _can_act(finding, assessment)]
    steps = [f"{finding.criterion.otherwise}{_clause(finding)}" for finding in found if finding.criterion.otherwise]
    if steps:
        yield heading("What happens next")
        yield bullets(dict.fromkeys(steps))


def _what_if(assessment: Assessment) -> Iterator[str]:
    """What one fact that can change would have to be for a better outcome."""
    if assessment.what_if and not assessment.elsewhere and not _stop(assessment):
        yield heading("What would change the outcome by itself")
        yield bullets(f"{_otherwise(change)}: {change.outcome}" for change in assessment.what_if)


def _otherwise(change: WhatIf) -> str:
    clause = change.fact.values.get(str(change.low).lower() if isinstance(change.low, bool) else str(change.low))
    if clause is not None:
        return f"If {clause}"
    return f"If {change.fact.says} were {change.says} (now {change.in_words(change.now)})"


def _can_act(finding: Finding, assessment: Assessment) -> bool:
    """Whether the next step of a criterion that is not known is right already, and not only once it fails."""
    return finding.criterion.kind == NOT_SEEN or any(name in finding.facts for name in assessment.missing)


def _readiness(assessment: Assessment) -> Iterator[str]:
    found = assessment.readiness
    if found is None or assessment.elsewhere or _stop(assessment):
        return
    lacking = [
        finding
        for finding in assessment.criteria.values()
        if finding.criterion.kind == "readiness" and finding.status in (NOT_MET, NOT_KNOWN)
    ]
    yield heading("Before referral")
    if found.ready:
        yield paragraph("Everything needed before referral is done.", "  ")
    for finding in lacking:
        what = f"{finding.criterion.title}{_clause(finding)}: {finding.reason} {finding.criterion.otherwise or ''}"
        yield paragraph(what.strip(), "    ", "  - ")
    for day in dict.fromkeys(found.repeat_after.values()):
        names = "; ".join(name for name, after in found.repeat_after.items() if after == day)
        yield paragraph(f"To be repeated if treatment starts after {say_date(day)}: {names}.", "    ", "  ")


def _criteria(assessment: Assessment) -> Iterator[str]:
    yield heading("Every criterion, in the policy's order")
    for finding in assessment.criteria.values():
        tag = f"[{_TAGS.get(finding.status, finding.status)}]".ljust(_TAG_WIDTH)
        number = f"{finding.criterion.clause} " if finding.criterion.clause else ""
        yield paragraph(f"{number}{finding.criterion.title}: {finding.reason}", " " * (_TAG_WIDTH + 2), f"  {tag}")


def _exceptional(assessment: Assessment) -> Iterator[str]:
    found = assessment.policy.exceptions
    if found is not None and assessment.outcome == NOT_ELIGIBLE and not assessment.elsewhere:
        yield heading("If there are exceptional circumstances")
        yield paragraph(f"{found.route[:1].upper()}{found.route[1:]}. Who may ask: {found.who_may_ask}", "  ")
        yield paragraph(f"Whom to ask: {found.whom}{f' {found.then}' if found.then else ''}", "  ")


def _foot(assessment: Assessment) -> Iterator[str]:
    source = assessment.policy.source
    where = f", {source.url}" if source.url else ""
    yield "\n" + paragraph(f"Software assesses; people decide. The commissioner's own document stands: {source.title}{where}.")
