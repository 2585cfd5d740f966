"""The facts of a case as rows of words: what each is about, what is known of it, since when, or why it is not known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from coequal.eligibility.assessment import Assessment, Finding
from coequal.facts.case import Case, Known
from coequal.facts.dates import say_date
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value
from coequal.referrals.pack.lacking import Lacking, by_who
from coequal.web.checker.boxes import says

_A_BIRTH: Final = "date of birth"  # how the names of such facts end


def fact_rows(facts: Iterable[Fact], case: Case, area: Callable[[str], str]) -> list[tuple[str, str]]:
    """A row for each fact. Of a day of birth only the year is said, since the whole day helps to find out who it is."""
    return [(says(fact), _said(fact, case, area)) for fact in facts]


def governing(assessment: Assessment) -> list[Finding]:
    """The criteria of the treatment sought, in the policy's order."""
    sought = assessment.sought.treatment.id
    return [one for one in assessment.criteria.values() if sought in one.criterion.treatments]


def grouped(missing: Sequence[Lacking]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What is missing by who can supply it, and there by why it is missing and what to do, so that each reason is said once."""
    found = []
    for who, some in by_who(missing):
        reasons: dict[str, list[str]] = {}
        for one in some:
            reasons.setdefault(f"{one.why} {one.do}", []).append(f"{one.what[:1].upper()}{one.what[1:]}")
        found.append((who, list(reasons.items())))
    return found


def without_birthdays(assessment: Assessment) -> list[Finding]:
    """The criteria of the treatment sought, in whose reasons the year stands in place of a day of birth."""
    born = [
        one for name in assessment.case.facts if name.endswith(_A_BIRTH) and isinstance(one := assessment.case.value(name), date)
    ]

    def said(reason: str) -> str:
        for one in born:
            reason = reason.replace(say_date(one), str(one.year))
        return reason

    return [replace(one, reason=said(one.reason)) for one in governing(assessment)]


def _said(fact: Fact, case: Case, area: Callable[[str], str]) -> str:
    found = case.get(fact.name)
    if not isinstance(found, Known):
        return f"Not known: {found.why}"
    if fact.name.endswith(_A_BIRTH):
        return f"In {found.value.year}" if isinstance(found.value, date) else "Known"
    on = f" (on {say_date(found.on)})" if found.on else ""
    return f"{_value(fact, found.value, area)}{on}"


def _value(fact: Fact, value: Value, area: Callable[[str], str]) -> str:
    clause = fact.values.get(str(value).lower() if isinstance(value, bool) else str(value))
    if clause is not None:
        return f"{clause[:1].upper()}{clause[1:]}"
    return area(value) if fact.kind == "area" and isinstance(value, str) else say_value(value, fact.unit)
