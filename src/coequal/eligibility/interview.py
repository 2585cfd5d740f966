"""The interview: one question after another, only what still matters, until nothing that can be asked does."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from coequal.criteria.consistency import check_case
from coequal.eligibility.assess import SOUGHT, treatment_sought
from coequal.eligibility.assumed import assumed
from coequal.eligibility.missing import Search
from coequal.eligibility.rules import Governing, Rules
from coequal.facts.case import Case, NotKnown, read_case
from coequal.facts.dictionary import Fact

NOTHING_GIVEN = Case({})
EVERYBODY = ("anyone", "clinician")
DO_NOT_KNOW = NotKnown("not recorded")


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that matters, whether the date of its result matters too, and the criteria that look at it, as people cite them.

    `left` is the most questions that there still can be, this one among them; None where that is not known yet.
    """

    fact: Fact
    dated: bool
    because: tuple[str, ...]
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """The answers so far, in the order in which they were given. It does not change; each step gives another one."""

    rules: Rules
    today: date
    asks: Collection[str] = EVERYBODY  # who can answer: anyone, clinician
    begins_with: Case = NOTHING_GIVEN
    answers: tuple[Case, ...] = ()

    @property
    def answered(self) -> Case:
        """What was given at the beginning and the answers."""
        case = self.begins_with
        for answer in self.answers:
            case = case.with_facts(answer.facts)
        return case

    @property
    def case(self) -> Case:
        """What was answered, with the days that are taken for granted."""
        return assumed(self.rules, self.answered, self.today)[0]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """A sentence for each day that is taken for granted."""
        return assumed(self.rules, self.answered, self.today)[1]

    def answer(self, fact: Fact, given: object) -> "Interview":
        """The interview after an answer; None is *I do not know*. Raises `CoequalError` where it cannot be used."""
        dictionary = self.rules.policy.vocabulary.dictionary
        answer = Case({fact.name: DO_NOT_KNOW}) if given is None else read_case({fact.name: given}, dictionary)
        after = replace(self, answers=(*self.answers, answer))
        check_case(after.case, self.rules.policy.vocabulary)
        return after

    def back(self) -> "Interview":
        """The interview before its last answer; at the beginning, itself."""
        return replace(self, answers=self.answers[:-1])

    def question(self) -> Question | None:
        """The next question, or None where nothing that can be asked could still change the outcome."""
        first = self._first()
        if first is not None:
            return self.about(first)
        name, left = self._most_useful()
        return None if name is None else replace(self.about(name), left=left)

    def about(self, name: str) -> Question:
        """The question for a fact, whether or not it is the next one."""
        fact = self.rules.policy.vocabulary.dictionary.facts[name]
        dated = any(window.name == name for windows in self.rules.grounds.windows for window in windows)
        return Question(fact, dated, tuple(self._looking_at(name)))

    def _first(self) -> str | None:
        """The treatment, where the policy funds several, and then the day by which it binds."""
        wanted = [SOUGHT] if len(self.rules.governing) > 1 else []
        return next((name for name in (*wanted, self.rules.policy.binds_by) if self._may_ask(name)), None)

    def _may_ask(self, name: str) -> bool:
        fact = self.rules.policy.vocabulary.dictionary.facts.get(name)
        return fact is not None and fact.question is not None and fact.answered_by in self.asks and name not in self.answered.facts

    def _most_useful(self) -> tuple[str | None, int]:
        """The next fact to ask for, of those that can be asked and by which the outcome could change, and how many these are.

        It is of the criterion that could settle most; within that, the one whose answer leaves least to be asked.
        """
        facts = self.rules.policy.vocabulary.dictionary.facts
        set_aside = frozenset(name for name in facts if not self._may_ask(name))
        search = Search(self.rules, self.case, set_aside)
        missing = search.missing(self.governing)
        if not missing:
            return None, 0
        place = next(place for place in self.governing.places if missing[0] in search.open_names(place))
        return max((name for name in missing if name in search.open_names(place)), key=search.spares), len(missing)

    @property
    def governing(self) -> Governing:
        """The treatment whose outcome is asked for."""
        return treatment_sought(self.rules, self.answered)[0]

    def _looking_at(self, name: str) -> list[str]:
        """The criteria of the treatment that rest on a fact."""
        grounds, criteria = self.rules.grounds, self.rules.criteria
        return [criteria[place].cited for place in self.governing.places if name in grounds.facts[place]]


def interviewed(interview: Interview, knows: Case) -> Interview:
    """An interview to its end with somebody who knows the facts of a case and nothing else."""
    while (question := interview.question()) is not None:
        found = knows.get(question.fact.name)
        answer = Case({question.fact.name: DO_NOT_KNOW if isinstance(found, NotKnown) else found})
        interview = replace(interview, answers=(*interview.answers, answer))
    return interview
