"""The headline of an assessment: one title, what it means in a sentence or two, and what to do next. It never decides."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, MET, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.path import path, still_to_come
from coequal.eligibility.rules import Rules
from coequal.eligibility.told import about_welfare, clause_says, deciding, later_says, welfare_stop
from coequal.eligibility.waiting import waiting
from coequal.facts.case import Known
from coequal.facts.dates import say_date
from coequal.facts.dictionary import Fact
from coequal.policies.exemptions import Exempt
from coequal.policies.model import NOT_SEEN

STOP: Final = "stop"
ELSEWHERE: Final = "elsewhere"
READING: Final = "reading"
NOT_YET: Final = "not yet"
NOT_UNDER: Final = "not under this policy"
IN_PART: Final = "in part"
SO_FAR: Final = "so far"
COULD_NOT_TELL: Final = "could not tell"
CONFIRM: Final = "confirm"
JUDGE: Final = "judge"
ALL_MET: Final = "all met"

OUTCOME_SAYS: Final = {
    ELIGIBLE: "every rule is met",
    NOT_KNOWN: "nothing is known to stand in the way, but not everything is known",
    FOR_JUDGEMENT: "a person has to judge",
    NOT_ELIGIBLE: "a rule is not met",
}
_SEEN_SAYS = {
    "whole": "Some rules of this policy were not found, so nobody can be found eligible under it here.",
    "partial": "We have seen only a part of this policy, so nobody can be found eligible under it here.",
    "second-hand": "We know this policy only from what others say of it, so nobody can be found eligible under it here.",
}


WELFARE: Final = "The clinic asks every couple about the welfare of a child."
_FEW = 5  # the rest stands further down a page
_LITTLE = {1: "one answer is", 2: "two answers are", 3: "three answers are"}
_NOT_UNDER = "Not under this policy"
_NEVER = "A rule of the policy is not met, and what that rule looks at does not change."
_WAY = "What stands in the way:"
_TELL_WHO_DECIDES = "Tell your GP, or the clinic that looks after you, who decides. Other rules count than those of this policy."
_TELL = "Tell the patient what could help, and what else there is."
_ELSEWHERE_STEPS = (
    "Ask your GP to send the request to the body that decides.",
    "The rules of this policy are not the ones that count.",
)


@dataclass(frozen=True, slots=True, repr=False)
class Headline:
    """What an assessment comes to. `things` is the list that `lead` introduces; `in_part` says how much of the policy was seen.

    `policy_says` is what happens next in the policy's own words, which are for those who refer; `steps` are for whoever asked.
    """

    kind: str
    title: str
    sentences: tuple[str, ...]
    lead: str = ""
    things: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    policy_says: tuple[str, ...] = ()
    in_part: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked (anyone, clinician), whether nothing is left to ask them, and the day of referral that they gave.

    `to_come` says that this day is still to come; `today` is the day on which they were asked.
    """

    who: Collection[str]
    finished: bool = True
    referred: date | None = None
    to_come: bool = False
    today: date | None = None

    @property
    def public(self) -> bool:
        """Whether what only a clinician can say was left out."""
        return "clinician" not in self.who


def headline(rules: Rules, assessment: Assessment, asked: Asked, exempt: Sequence[Exempt] = ()) -> Headline:
    """The headline of an assessment, by who was asked; `exempt` are the people for whom another body commissions the service."""
    return _Headlines(rules, assessment, asked).of(exempt)


class _Headlines:
    """The headlines that one assessment could have."""

    def __init__(self, rules: Rules, assessment: Assessment, asked: Asked) -> None:
        self.rules, self.assessment, self.asked, self.policy = rules, assessment, asked, assessment.policy
        unknown = deciding(assessment, NOT_KNOWN)
        self.unseen = [one for one in unknown if one.criterion.kind == NOT_SEEN or not one.criterion.found]
        self.unknown = [one for one in unknown if one not in self.unseen]
        self.unmet, self.to_judge = deciding(assessment, NOT_MET), deciding(assessment, FOR_JUDGEMENT)

    def of(self, exempt: Sequence[Exempt]) -> Headline:
        """The first that is true, from what must come before all else to the mildest."""
        found = self._before_all(exempt) or (self._not_met() if self.unmet else self._open())
        partly = bool(self.unseen) or self.policy.completeness != "whole"
        return replace(found, in_part=_SEEN_SAYS[self.policy.completeness] if partly else None)

    def _before_all(self, exempt: Sequence[Exempt]) -> Headline | None:
        """What comes before any yes or no."""
        stop = None if self.asked.public else welfare_stop(self.assessment)
        if stop:
            return Headline(STOP, "Stop: a concern comes first", tuple(filter(None, (stop.reason, stop.criterion.otherwise))))
        elsewhere, says = self.assessment.elsewhere, [one.says for one in exempt if one.holds]
        if elsewhere or says:
            found = tuple(self._otherwise([one for one in self.unmet if one.criterion.kind == "elsewhere"]))
            steps = (_TELL_WHO_DECIDES,) if self.asked.public else ()
            said = (elsewhere.why,) if elsewhere else tuple(says)
            return Headline(ELSEWHERE, "Another body decides", said, steps=steps, policy_says=found)
        return self._reading() if self.assessment.readings else None

    def _reading(self) -> Headline:
        others = tuple(
            f"{one.criterion.cited}, read as “{one.label}”: {OUTCOME_SAYS[one.outcome]}." for one in self.assessment.readings
        )
        said = f"As we read it, {OUTCOME_SAYS[self.assessment.outcome]}."
        ask = "Ask the clinician who looks after you, or the commissioner, how this rule is read."
        title = "It depends on how the policy is read"
        return Headline(READING, title, (said,), "Read in another way:", others, (ask, *self._path()))

    def _not_met(self) -> Headline:
        """What stands in the way: that it could change, and when, or that it could not."""
        wait = waiting(self.rules, self.assessment, self.unmet)
        reasons = tuple(f"{one.criterion.cited}: {one.reason} {later_says(one)}".rstrip() for one in self.unmet)
        steps = ("Your GP can tell you what could help, and what else there is." if self.asked.public else _TELL,)
        found = Headline(NOT_UNDER, _NOT_UNDER, (), _WAY, reasons, steps, tuple(self._otherwise(self.unmet)))
        lost = "; ".join(one.criterion.cited for one in wait.lost) if wait else ""
        if wait and lost:
            said = f"Waiting alone is not enough: by {say_date(wait.until)} this would no longer be met: {lost}."
            return replace(found, sentences=(said,))
        if any(one.change.how == "never" for one in self.unmet):
            return replace(found, sentences=(_NEVER,))
        if wait and all(one.change.since for one in self.unmet):
            said = f"Waiting alone is enough for this: it is met from {say_date(wait.until)}."
            if self.asked.today is not None and wait.until <= self.asked.today:
                said = f"With a referral made now this would not stand in the way: it has been met since {say_date(wait.until)}."
        else:
            said = "What stands in the way can change. Whether it will, nobody can promise."
        return replace(found, kind=NOT_YET, title="Not yet: this could change", sentences=(said,))

    def _otherwise(self, found: Sequence[Finding]) -> Iterator[str]:
        """What the policy says happens next where rules are not met."""
        yield from dict.fromkeys(f"{one.criterion.otherwise}{clause_says(one)}" for one in found if one.criterion.otherwise)

    def _open(self) -> Headline:
        """What is neither refused nor, where the policy was seen whole, in doubt for another reason than what is not known."""
        lacking = self._lacking()
        if not self.asked.finished:
            said = "Some questions are left that could change the answer. So far nothing is known to stand in the way."
            return Headline(SO_FAR, "Not settled yet", (said,))
        if lacking:
            return self._could_not_tell(lacking)
        if self.unseen:
            said = "Nothing in the part that we have seen stands in the way. The part that we have not seen could."
            if not self.unknown and not deciding(self.assessment, MET, NOT_APPLICABLE, FOR_JUDGEMENT):
                said = "As far as we have seen, no rule here limits who may have it. Ask your GP."
            return Headline(IN_PART, "We have seen this policy only in part", (said,), *self._to_confirm(), self._path())
        return self._met_by_answers() if self.asked.public else self._for_clinicians()

    def _could_not_tell(self, lacking: Sequence[Fact]) -> Headline:
        """What is lacking, and what the policy says to those against whom something speaks already."""
        against = [one for one in self.unknown if one.against]
        title = "We cannot tell yet"
        if len(lacking) in _LITTLE and not against and deciding(self.assessment, MET):
            meets = "You meet everything that you could answer" if self.asked.public else "All else that is known is met"
            title = f"{meets}; {_LITTLE[len(lacking)]} still missing"
        why = "This is neither a yes nor a no: it depends on what is not known, or is out of date."
        asks, says = tuple(map(self._asks, lacking[:_FEW])), tuple(self._otherwise(against))
        return Headline(COULD_NOT_TELL, title, (why,), "What would help most to know:", asks, self._path(), says)

    def _asks(self, fact: Fact) -> str:
        """A fact that is lacking, and why what was given of it does not count."""
        says = (self.asked.public and fact.question) or fact.says
        given = self.assessment.case.facts.get(fact.name)
        if not isinstance(given, Known):
            return says
        lacks = "is out of date. A new one is needed." if given.on else "has no date, and without one it does not count."
        return f"{says} The result that you gave {lacks}" if self.asked.public else f"{says}: the result {lacks}"

    def _lacking(self) -> list[Fact]:
        """The facts that could change the outcome and that those who were asked do not know, or know no current result of."""
        facts = self.policy.vocabulary.dictionary.facts
        given = self.assessment.case.facts
        asked = [facts[name] for name in self.assessment.missing if facts[name].answered_by in self.asked.who]
        return [fact for fact in asked if fact.name in given or not self.asked.public]

    def _met_by_answers(self) -> Headline:
        lead, things = self._to_confirm()
        facts = self.policy.vocabulary.dictionary.facts
        settled = not any(facts[name].answered_by == "anyone" for one in self.unknown for name in one.facts)
        meets = "You meet everything that you could answer" if settled else "Nothing that you answered rules it out"
        rest = "a person must judge the rest" if self.to_judge and not self.unknown else "a clinician must confirm the rest"
        title = f"{meets}; {rest if things else 'a clinician must confirm it'}"
        return Headline(CONFIRM, title, ("This is no decision. Software assesses; people decide.",), lead, things, self._path())

    def _for_clinicians(self) -> Headline:
        lead, things = self._to_confirm()
        if things:
            return Headline(JUDGE, "A person must judge", ("All else that is known is met.",), lead, things)
        return Headline(ALL_MET, "Every rule of this policy is met", ("This is no decision. Software assesses; people decide.",))

    def _to_confirm(self) -> tuple[str, tuple[str, ...]]:
        """What only a clinician can say, and what a person has to judge, with the words that introduce it."""
        things = tuple(dict.fromkeys(self._cited(one) for one in (*self.unknown, *self.to_judge)))
        lead = "A clinician must confirm or judge:" if self.unknown else "A person must judge:"
        return (lead, things) if things else ("", ())

    def _cited(self, one: Finding) -> str:
        """A criterion as people cite it; to the public, a talk that everybody has is told as one."""
        return WELFARE if self.asked.public and about_welfare(one, self.policy) else one.criterion.cited

    def _path(self) -> tuple[str, ...]:
        """The next steps along the path, by whether the referral that counts has been made."""
        if not self.asked.public:
            return ()
        steps = path(self.policy.vocabulary.dictionary)
        if self.asked.referred is None:
            return steps.before
        return (still_to_come(self.asked.referred), *steps.before) if self.asked.to_come else steps.after
