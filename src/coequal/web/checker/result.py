"""What the page of the result, and everything made from it, shows of an interview."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from coequal.eligibility.assessment import Assessment
from coequal.eligibility.assumed import same_answer
from coequal.eligibility.headline import OUTCOME_SAYS, Asked, Headline, headline
from coequal.eligibility.told import Told, Wanted, told
from coequal.facts.dictionary import Fact
from coequal.facts.values import say_value
from coequal.policies.exemptions import exemptions
from coequal.policies.model import Policy
from coequal.web.checker.boxes import areas
from coequal.web.checker.checking import Checking
from coequal.web.checker.state import CLINICIAN, Given
from coequal.web.shelf import shelf

_PUBLIC_WHO = {"anyone": "You or a clinician can say", "clinician": "A clinician can say", "nobody": "Still to be planned"}
_CLINICIAN_WHO = {"anyone": "The patient or you can say", "clinician": "You can say", "nobody": "Still to be planned"}
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
        return [
            (one.treatment, OUTCOME_SAYS[one.outcome], ", ".join(f"{name}: {amount}" for name, amount in one.amounts))
            for one in self.told.outcomes
        ]

    @property
    def missing(self) -> list[tuple[str, list[str]]]:
        """What is not known and could change the outcome, under who can supply it."""
        leads = _CLINICIAN_WHO if self.for_clinician else _PUBLIC_WHO
        return [(leads[who], [self._wanted(one) for one in wanted]) for who, wanted in self.told.missing]

    def _wanted(self, wanted: Wanted) -> str:
        says = wanted.fact.says if self.for_clinician else wanted.fact.question or wanted.fact.says
        return f"{says[:1].upper()}{says[1:]}{' A current result: the one given does not count.' if wanted.out_of_date else ''}"

    @property
    def says_she(self) -> bool:
        """Whether the words of this policy speak of “she”."""
        return any(_HER.search(fact.says) for fact in self.policy.vocabulary.dictionary.facts.values())

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Each answer: the fact's name, the question, and the answer in words."""
        facts = self.policy.vocabulary.dictionary.facts
        return [
            (name, facts[name].question or facts[name].says, answer_says(facts[name], given))
            for name, given in self.checking.state.answers.items()
        ]


def result(checking: Checking) -> Result:
    """The result of an interview. Raises `CoequalError` where the answers cannot be true together."""
    interview, rules = checking.interview, checking.interview.rules
    case = interview.case
    assessment = shelf().assessor(rules.policy).assess(case)
    assumptions = (*checking.chosen.assumptions, *interview.assumptions, *assessment.assumptions)
    exempt = list(exemptions(rules.policy.vocabulary, case, shelf().library.organisations))
    asked = Asked(interview.asks, _finished(checking), interview.answered.value(rules.policy.binds_by) is not None)
    return Result(
        checking=checking,
        assessment=assessment,
        headline=headline(rules, assessment, asked, exempt),
        told=told(replace(assessment, assumptions=assumptions)),
        assumptions=(*assumptions, *same_answer(rules, case, interview.governing)),
    )


def _finished(checking: Checking) -> bool:
    """Whether nothing is left to ask; of a form with everything on it, that is always so."""
    return checking.state.who == CLINICIAN or checking.interview.question() is None


def answer_says(fact: Fact, given: Given) -> str:
    """An answer in words, with its unit and its date."""
    return " ".join(_parts(fact, given))


def _parts(fact: Fact, given: Given) -> Iterator[str]:
    if given is None:
        yield "I do not know"
        return
    value = given["value"]
    match fact.kind:
        case "boolean":
            yield "Yes" if value == "true" else "No"
        case "choice":
            yield value[:1].upper() + value[1:]
        case "area":
            yield dict(areas(shelf())).get(value, value)
        case "date":
            yield day_says(value)
        case _:
            yield value
            yield given.get("unit") or fact.unit or ""
    if fact.dated:
        yield f"on {day_says(given['date'])}" if "date" in given else "on a day that is not known"


def day_says(text: str) -> str:
    """A day that travels as text, in words."""
    return say_value(date.fromisoformat(text))
