"""What the page of the result, and everything made from it, shows of an interview."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.assumed import same_answer
from coequal.eligibility.headline import ELSEWHERE, OUTCOME_SAYS, WELFARE, Asked, Headline, headline
from coequal.eligibility.interview import DO_NOT_KNOW
from coequal.eligibility.told import Told, Wanted, about_welfare, told
from coequal.facts.dictionary import Fact
from coequal.facts.values import say_value
from coequal.policies.exemptions import from_policy
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Policy
from coequal.web.checker.boxes import choice_says
from coequal.web.checker.checking import Checking
from coequal.web.checker.places import area_says
from coequal.web.checker.state import CLINICIAN, Given
from coequal.web.shelf import shelf

_PUBLIC_WHO = {"anyone": "You or a clinician can say", "clinician": "A clinician can say", "nobody": "Still to be planned"}
_CLINICIAN_WHO = {"anyone": "The patient or you can say", "clinician": "You can say", "nobody": "Still to be planned"}
_SINGULAR = {"children": "child"}
NOT_REFERRED = "I have not been referred yet, or do not know when"
_HER = re.compile(r"\b(she|her)\b")


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """The headline of an interview and all that stands under it."""

    checking: Checking
    assessment: Assessment
    headline: Headline
    told: Told
    assumptions: tuple[str, ...]

    @property
    def policy(self) -> Policy:
        """The version under which it was assessed."""
        return self.assessment.policy

    @property
    def for_clinician(self) -> bool:
        """Whether a clinician asked."""
        return self.checking.state.who == CLINICIAN

    @property
    def treatments(self) -> list[tuple[str, str, str]]:
        """Each treatment, what its outcome means, and how much of it there is, where that is not none."""
        return [(one.treatment, OUTCOME_SAYS[one.outcome], amounts_say(one.amounts)) for one in self.told.outcomes]

    @property
    def funded(self) -> str:
        """What the policy funds, in its own words."""
        return funded(self.policy)

    @property
    def missing(self) -> list[tuple[str, list[str]]]:
        """What is not known and could change the outcome, under who can supply it."""
        leads = _CLINICIAN_WHO if self.for_clinician else _PUBLIC_WHO
        return [(leads[who], [self._wanted(one) for one in wanted]) for who, wanted in self.told.missing]

    def _wanted(self, wanted: Wanted) -> str:
        fact = wanted.fact
        if fact.sensitivity == "safeguarding" and not self.for_clinician:
            return WELFARE
        says = fact.says if self.for_clinician else fact.question or fact.says
        return f"{says[:1].upper()}{says[1:]}{' A current result: the one given does not count.' if wanted.out_of_date else ''}"

    @property
    def criteria(self) -> list[Finding]:
        """The criteria to show: to the public none that only binds the provider, and no reason that repeats their own words."""
        if self.for_clinician:
            return list(self.told.criteria)
        return [self._for_public(one) for one in self.told.criteria if one.criterion.kind not in ("duty", "information")]

    def _for_public(self, finding: Finding) -> Finding:
        welfare = about_welfare(finding, self.policy)
        return replace(finding, reason=WELFARE if welfare else without_own_words(finding.reason))

    @property
    def still_matters(self) -> bool:
        """Whether something that was answered with “I do not know” could still change the result."""
        given = self.checking.state.answers
        return any(name in given and given[name] is None for name in self.assessment.missing)

    @property
    def readiness_to_repeat(self) -> list[tuple[date, list[str]]]:
        """The tests that are to be repeated if treatment starts after a day, in words."""
        facts, found = self.policy.vocabulary.dictionary.facts, self.told.readiness
        return [(day, [facts[name].says for name in names]) for day, names in (found.repeat if found else ())]

    @property
    def says_she(self) -> bool:
        """Whether the words of this policy speak of “she”."""
        return any(_HER.search(fact.says) for fact in self.policy.vocabulary.dictionary.facts.values())

    @property
    def policy_says_she(self) -> bool:
        """Whether what the policy says happens next speaks of “she”."""
        return any(_HER.search(said.lower()) for said in self.headline.policy_says)

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Each answer: the fact's name, the question, and the answer in words."""
        facts = self.policy.vocabulary.dictionary.facts
        return [
            (name, facts[name].question or facts[name].says, self._answer_says(facts[name], given))
            for name, given in self.checking.state.answers.items()
        ]

    @property
    def facts_given(self) -> list[str]:
        """Each answer as a short statement: “she does not smoke”, “her body mass index: 24.1 kg/m²”."""
        facts = self.policy.vocabulary.dictionary.facts
        return [
            facts[name].values.get(given["value"]) or f"{facts[name].says}: {self._answer_says(facts[name], given)}"
            for name, given in self.checking.state.answers.items()
            if given is not None
        ]

    @property
    def not_known(self) -> list[str]:
        """What was answered with “I do not know”, in the words of the facts."""
        facts = self.policy.vocabulary.dictionary.facts
        return [facts[name].says for name, given in self.checking.state.answers.items() if given is None]

    def _answer_says(self, fact: Fact, given: Given) -> str:
        if given is None and fact.name == self.policy.binds_by:
            return NOT_REFERRED
        return answer_says(fact, given, dated=self.checking.interview.about(fact.name).dated)


def amounts_say(amounts: Sequence[tuple[str, str]]) -> str:
    """Amounts in words, those that are numbers as people count: `2 fresh cycles, embryo transfers: not known`."""
    return ", ".join(
        f"{amount} {in_singular(amount, name)}" if amount.isdecimal() else f"{name}: {amount}" for name, amount in amounts
    )


def funded(policy: Policy) -> str:
    """The words that stand in a policy's file before the table of what it funds, under the same heading."""
    before = list(takewhile(lambda part: not (isinstance(part, Block) and part.kind == "treatments"), policy.file.parts))
    last = max((place for place, part in enumerate(before) if isinstance(part, Heading)), default=0)
    return "\n\n".join(part.text for part in before[last:] if isinstance(part, Prose))


def result(checking: Checking) -> Result:
    """The result of an interview. Raises `CoequalError` where the answers cannot be true together."""
    interview, rules = checking.interview, checking.interview.rules
    case = interview.case
    assessment = shelf().assessor(rules.policy).assess(case)
    assumptions = (*checking.chosen.assumptions, *interview.assumptions, *assessment.assumptions)
    assumptions = tuple(one for one in assumptions if one != checking.warning)
    exempt = list(from_policy(rules.policy, case, shelf().library.organisations))
    day = checking.referred
    to_come = day is not None and day > checking.state.day
    head = headline(rules, assessment, Asked(interview.asks, _finished(checking), day, to_come, checking.state.day), exempt)
    found = told(replace(assessment, assumptions=assumptions))
    return Result(
        checking=checking,
        assessment=assessment,
        headline=head,
        told=replace(found, exceptional=None) if head.kind == ELSEWHERE else found,
        assumptions=(*assumptions, *same_answer(rules, case, interview.governing)),
    )


def _finished(checking: Checking) -> bool:
    """Whether nothing is left to ask that could matter; of a form with everything on it, that is always so."""
    return checking.state.who == CLINICIAN or not checking.may_be_asked or checking.interview.question() is None


def answer_says(fact: Fact, given: Given, *, dated: bool) -> str:
    """An answer in words, with its unit and, where its date was asked for, its date."""
    return " ".join(_parts(fact, given, dated=dated))


def _parts(fact: Fact, given: Given, *, dated: bool) -> Iterator[str]:
    if given is None:
        yield "I do not know"
        return
    value = given["value"]
    match fact.kind:
        case "boolean":
            yield "Yes" if value == "true" else "No"
        case "choice":
            yield choice_says(fact, value)
        case "area":
            yield area_says(value)
        case "date":
            yield day_says(value)
        case _:
            yield value
            yield in_singular(value, given.get("unit") or fact.unit or "")
    if "date" in given:
        yield f"on {day_says(given['date'])}"
    elif dated:
        yield "on a day that is not known"


def without_own_words(reason: str) -> str:
    """A reason without what only repeats that somebody did not know."""
    return reason.replace(f" ({DO_NOT_KNOW.why})", "")


def in_singular(value: str, unit: str) -> str:
    """A unit beside its number: `1 child`, `2 children`."""
    return _SINGULAR.get(unit, unit.removesuffix("s")) if value == "1" else unit


def day_says(text: str) -> str:
    """A day that travels as text, in words."""
    return say_value(date.fromisoformat(text))
