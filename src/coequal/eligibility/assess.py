"""Assessing one case under one policy."""

from calendar import isleap
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from coequal.criteria.closures import Trace, Values
from coequal.criteria.consistency import check_case
from coequal.criteria.phrases import sentence
from coequal.criteria.syntax import Call, Fact
from coequal.eligibility.against import speaks_against
from coequal.eligibility.assessment import Assessment, Elsewhere, Entitlement, Finding, ReadOtherwise
from coequal.eligibility.changes import Changes
from coequal.eligibility.explain import Explanations
from coequal.eligibility.missing import Search
from coequal.eligibility.outcome import NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.readiness import readiness
from coequal.eligibility.rules import Governing, Rules
from coequal.eligibility.what_if import what_if
from coequal.facts.case import Case
from coequal.facts.values import Value

SOUGHT = "treatment sought"


def assess(rules: Rules, case: Case, area: Callable[[str], str] = str, assumptions: Sequence[str] = ()) -> Assessment:
    """The assessment of a case; `area` names an area by its code.

    Raises `CoequalError` where the facts of the case cannot be true together.
    """
    check_case(case, rules.policy.vocabulary)
    values = rules.values(case)
    (statuses, outcomes, amounts), traces = rules.run_traced(values)
    findings = _findings(rules, case, statuses, traces, area)
    search = Search(rules, case)
    treatments = {
        governing.treatment.id: Entitlement(governing.treatment, found, amount, tuple(search.missing(governing)))
        for governing, found, amount in zip(rules.governing, outcomes, amounts, strict=True)
    }
    governing, said = treatment_sought(rules, case)
    sought = treatments[governing.treatment.id]
    return Assessment(
        policy=rules.policy,
        case=case,
        outcome=sought.outcome,
        sought=sought,
        treatments=treatments,
        criteria={finding.criterion.id: finding for finding in findings},
        readiness=readiness(rules, findings, traces, values),
        elsewhere=_elsewhere(findings, governing),
        readings=tuple(_read_otherwise(rules, governing, statuses, values)),
        assumptions=(*assumptions, *said, *_leap_birthday(rules, case), *_unknown_areas(rules, case, area)),
        single_blocker=_single_blocker(findings, governing),
        what_if=tuple(what_if(rules, case, governing)) if sought.outcome == NOT_ELIGIBLE else (),
    )


def _findings(
    rules: Rules, case: Case, statuses: Sequence[str], traces: Sequence[Trace], area: Callable[[str], str]
) -> list[Finding]:
    changes = Changes(rules, case)
    explanations = Explanations(rules, case, traces, changes, area)
    return [
        Finding(
            criterion,
            status,
            explanations.of(place, status),
            _looked_at(rules, place, changes.values),
            changes.of(place, status),
            status == NOT_KNOWN and speaks_against(traces[rules.holds[place]], rules.policy.vocabulary),
        )
        for place, (criterion, status) in enumerate(zip(rules.criteria, statuses, strict=True))
    ]


def _looked_at(rules: Rules, place: int, values: Values) -> dict[str, Value]:
    """The facts that a criterion names and that are known, derived ones too; not the dates that evidence is counted from."""
    named = rules.grounds.looked_at[place]
    return {
        name: values[slot]
        for name, slot in rules.policy.vocabulary.slots.value.items()
        if name in named and values[slot] is not None
    }


def treatment_sought(rules: Rules, case: Case) -> tuple[Governing, list[str]]:
    """The treatment sought, or the policy's first, and what to say about that choice."""
    first = rules.governing[0]
    choice = case.value(SOUGHT)
    if choice is None:
        if len(rules.governing) == 1:
            return first, []
        return first, [f"The treatment sought is not known, so the outcome is that of {first.treatment.name}."]
    for governing in rules.governing:
        if governing.treatment.is_sought(choice):
            return governing, []
    return first, [f"The policy does not speak of {choice}, so the outcome is that of {first.treatment.name}."]


def _elsewhere(findings: Sequence[Finding], governing: Governing) -> Elsewhere | None:
    """The body that decides instead, where a criterion of kind elsewhere applies."""
    for place in governing.places:
        finding = findings[place]
        if finding.criterion.kind == "elsewhere" and finding.status == NOT_MET:
            assert finding.criterion.commissioner is not None
            return Elsewhere(finding.criterion.commissioner, finding.reason)
    return None


def _read_otherwise(rules: Rules, governing: Governing, statuses: Sequence[str], values: Values) -> Iterator[ReadOtherwise]:
    """The other readings, one at a time, that change the outcome of a treatment."""
    main = governing.outcome(statuses)
    for place in governing.places:
        for reading, other in enumerate(rules.criteria[place].readings):
            outcome = governing.outcome(rules.statuses_read_otherwise(place, reading, values))
            if outcome != main:
                yield ReadOtherwise(rules.criteria[place], other.label, outcome)


def _single_blocker(findings: Sequence[Finding], governing: Governing) -> str | None:
    """The one criterion that alone is not met."""
    not_met = [findings[place].criterion.id for place in governing.places if findings[place].status == NOT_MET]
    return not_met[0] if len(not_met) == 1 else None


def _unknown_areas(rules: Rules, case: Case, area: Callable[[str], str]) -> list[str]:
    """What to say about the code of an area that the library does not know: it may be mistyped."""
    facts = rules.policy.vocabulary.dictionary.facts
    codes = {name: str(case.value(name)) for name in case.facts if facts[name].kind == "area" and case.value(name) is not None}
    return [
        f"{name}: the library knows no area with the code {code}. Check the code."
        for name, code in codes.items()
        if area(code) == code
    ]


def _leap_birthday(rules: Rules, case: Case) -> list[str]:
    """What to say where a birthday of 29 February falls on the one day that could be read either way."""
    vocabulary = rules.policy.vocabulary
    needed = vocabulary.to_derive(rules.mentioned)
    said = []
    for name in needed:
        match vocabulary.derived[name]:
            case Call(function="age", arguments=(Fact(name=born), Fact(name=on))):
                birth, day = case.value(born), case.value(on)
                if isinstance(birth, date) and isinstance(day, date) and _is_read_either_way(birth, day):
                    whose, setting = vocabulary.dictionary.facts[name].says, vocabulary.dictionary.leap_birthday
                    said.append(sentence(f"{whose}: a birthday of 29 February is taken as {setting} in {day.year}, a common year"))
    return said


def _is_read_either_way(birth: date, day: date) -> bool:
    return (birth.month, birth.day) == (2, 29) and (day.month, day.day) == (2, 28) and not isleap(day.year)
