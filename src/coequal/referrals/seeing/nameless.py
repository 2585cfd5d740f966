"""An assessment as people read it who must not know whom it is about: no day in it tells a day of birth.

A birthday does not only stand in the facts. It stands in the day until which a criterion is met, in the day from which waiting
makes it met, and in “never smoked” where that is since birth. So whatever leaves for an officer, a panel or a step of the
record is made of this view, in which the days that may be read are named, and of every other one only the year is said.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.changes import Change
from coequal.facts.case import Case, Known
from coequal.facts.dates import MONTH_NAMES, age, say_date
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value
from coequal.policies.model import Criterion
from coequal.referrals.pack.welfare import SAFEGUARDING

BORN: Final = "date of birth"  # how the name of a fact ends that says when somebody was born
SINCE_BIRTH: Final = "since birth"
_DAY: Final = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTH_NAMES)}) (\d{{4}})\b")
_WRITTEN: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NO_DAYS: Final = frozenset[str]()


@dataclass(frozen=True, slots=True, repr=False)
class Nameless:
    """An assessment without days of birth. Its `case` lacks every fact that is one; `of_birth` says those in words by name."""

    assessment: Assessment
    of_birth: Mapping[str, str]
    plain: frozenset[str]  # days in words that may be read

    def said(self, text: str) -> str:
        """A text about the case, in which only days that may be read are said to the day."""
        return _coarse(text, self.plain)

    def rows(self, area: Callable[[str], str] = str) -> Iterator[tuple[Fact, str, str]]:
        """What is known of each fact, in the order of the case: the fact, its value in words, and the day of its evidence.

        Not of facts about somebody's safety. `area` names an area by its code.
        """
        facts = self.assessment.policy.vocabulary.dictionary.facts
        for name in (*self.assessment.case.facts, *self.of_birth):
            if facts[name].sensitivity != SAFEGUARDING:
                yield facts[name], *self.row(facts[name], area)

    def row(self, fact: Fact, area: Callable[[str], str] = str) -> tuple[str, str]:
        """What is known of a fact in words, and the day of its evidence; of a birth, the age on the day of referral."""
        if fact.name in self.of_birth:
            return self.of_birth[fact.name], ""
        found = self.assessment.case.get(fact.name)
        if not isinstance(found, Known):
            return f"not known: {found.why}", ""
        return _words(fact, found.value, area), say_date(found.on) if found.on else ""


def nameless(assessment: Assessment, referred_on: date | None = None, public: Collection[str] = ()) -> Nameless:
    """The view of an assessment for whoever must not know whom it is about; ages are those on the day of referral.

    The days in `public` sentences are about a policy or a body and not about the case, so they may be read.
    """
    facts, on = assessment.case.facts, assessment.case.value(assessment.policy.binds_by) or referred_on
    births = {one.value for name, one in facts.items() if name.endswith(BORN) and isinstance(one, Known)}
    of_birth = {name: _age(name, one.value, on) for name, one in facts.items() if isinstance(one, Known) and one.value in births}
    case = Case({name: one for name, one in facts.items() if name not in of_birth})
    of_bodies = (found[0] for said in public for found in _DAY.finditer(said))
    plain = frozenset((*(say_date(day) for day in _days(case)), *of_bodies))
    plain -= {say_date(day) for day in births if isinstance(day, date)}
    view = replace(
        assessment,
        case=case,
        criteria={name: _finding(one, assessment, plain, of_birth) for name, one in assessment.criteria.items()},
        elsewhere=assessment.elsewhere and replace(assessment.elsewhere, why=_coarse(assessment.elsewhere.why, plain)),
        assumptions=tuple(_coarse(said, plain) for said in assessment.assumptions),
        what_if=(),  # each says which day would be another one
    )
    return Nameless(view, of_birth, plain)


def _age(name: str, born: Value, on: Value | None) -> str:
    """A day of birth as the age on the day of referral; what has been so since birth, as that."""
    if not name.endswith(BORN):
        return SINCE_BIRTH
    if not isinstance(born, date) or not isinstance(on, date):
        return "known"
    return f"{age(born, on)} years old on the day of referral"


def _days(case: Case) -> Iterator[date]:
    """The days that stand in a case as they were given."""
    for one in case.facts.values():
        if isinstance(one, Known):
            yield from (day for day in (one.value, one.on) if isinstance(day, date))


def _finding(found: Finding, assessment: Assessment, plain: frozenset[str], of_birth: Mapping[str, str]) -> Finding:
    """A finding whose days may be read: of a criterion that looks at a birth none to the day, for any may be its anniversary."""
    looks = any(name.endswith(BORN) for name in assessment.policy.vocabulary.basis(_names(found.criterion)))
    days = _NO_DAYS if looks else plain | _days_of(found.criterion)
    facts = {name: value for name, value in found.facts.items() if name not in of_birth}
    change = Change(found.change.how) if found.change.since else found.change
    return replace(found, reason=_coarse(found.reason, days), facts=facts, change=change)


def _names(criterion: Criterion) -> frozenset[str]:
    return frozenset().union(*(names(node) for node in (criterion.applies_when, criterion.condition) if node is not None))


def _days_of(criterion: Criterion) -> frozenset[str]:
    """The days that a criterion itself names, as a sentence says them."""
    text = " ".join(render(node) for node in (criterion.applies_when, criterion.condition) if node is not None)
    return frozenset(say_date(date.fromisoformat(day)) for day in _WRITTEN.findall(text))


def _coarse(text: str, plain: frozenset[str]) -> str:
    return _DAY.sub(lambda found: found[0] if found[0] in plain else f"a day in {found[1]}", text)


def _words(fact: Fact, value: Value, area: Callable[[str], str]) -> str:
    """A value as a sentence of its fact says it."""
    clause = fact.values.get(str(value).lower() if isinstance(value, bool) else str(value))
    if clause is not None:
        return clause
    return area(value) if fact.kind == "area" and isinstance(value, str) else say_value(value, fact.unit)
