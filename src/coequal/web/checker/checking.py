"""One interview as it stands: the state that came back, the version that binds, and the answers read under it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.interview import DO_NOT_KNOW, EVERYBODY, Interview, Question
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Case, read_case
from coequal.facts.dictionary import Dictionary
from coequal.policies.binding import Chosen
from coequal.policies.model import Policy
from coequal.web.checker.binding import binding
from coequal.web.checker.places import present, where_patient_is
from coequal.web.checker.state import CLINICIAN, Given, State
from coequal.web.shelf import shelf

PATIENT_ASKED: Final = ("anyone",)


class Contradicts(CoequalError):
    """An answer that cannot be true beside the others."""


@dataclass(frozen=True, slots=True, repr=False)
class Checking:
    """An interview, with how the version came to be chosen, and whether it is another one than when the answers were given."""

    state: State
    chosen: Chosen
    interview: Interview
    changed: bool

    @property
    def referred(self) -> date | None:
        """The day by which the policy binds, as far as it was said."""
        found = self.interview.answered.value(self.interview.rules.policy.binds_by)
        return found if isinstance(found, date) else None

    @property
    def warning(self) -> str:
        """That no version binds on that day, which comes before any outcome; nothing where one may."""
        return "" if self.chosen.binds else self.chosen.assumptions[0]

    @property
    def may_be_asked(self) -> int:
        """How many facts could be asked at most; none where nothing that the policy rests on could be."""
        rules, asks = self.interview.rules, self.interview.asks
        return len(_may_be_asked(rules, asks) | self._beforehand()) if _may_be_asked(rules, asks) else 0

    def _beforehand(self) -> set[str]:
        """What is asked before all else: the treatment, where there are several, and the day by which the policy goes."""
        rules = self.interview.rules
        wanted = [*([SOUGHT] if len(rules.governing) > 1 else []), rules.policy.binds_by]
        return {name for name in wanted if _can_be_asked(rules, name, self.interview.asks)}

    def question(self, name: str) -> Question:
        """The question about a fact. Raises `CoequalError` where it is none that is asked here."""
        fact = self.interview.rules.policy.vocabulary.dictionary.facts.get(name)
        if fact is None or fact.question is None or fact.answered_by not in self.interview.asks:
            raise CoequalError("This page does not ask that. Start again from the first page of the checker.")
        return self.interview.about(name)

    def before(self, asked: Question) -> list[str]:
        """The facts that are answered before a question."""
        names = list(self.state.answers)
        return names[: names.index(asked.fact.name)] if asked.fact.name in names else names

    def number(self, asked: Question) -> int:
        """Which question it is of those that are asked here, from 1 on; what another page handed on is no question of these."""
        return 1 + sum(name not in self.state.handed for name in self.before(asked))

    def back(self) -> tuple["Checking", Question | None]:
        """The interview before its last answer, and the question that was answered; None at the beginning."""
        if not self.state.answers:
            return self, None
        answers = dict(self.state.answers)
        name, given = answers.popitem()
        state = replace(
            self.state, answers=answers, kept={**self.state.kept, name: given}, ahead=False, handed=self._handed_but(name)
        )
        before = opened(state)
        return before, before.question(name)

    def after(self, name: str, given: Given) -> "Checking":
        """The interview after an answer, or after another answer to a question that was answered already.

        What was answered later is kept, and counts again where the same question still matters.
        Raises `Contradicts` where the answer cannot be true beside those before it.
        """
        names = list(self.state.answers)
        place = names.index(name) if name in names else len(names)
        before = {one: self.state.answers[one] for one in names[:place]}
        later = {one: self.state.answers[one] for one in names[place + 1 :]}
        kept = {one: answer for one, answer in {**self.state.kept, **later}.items() if one != name}
        ahead, handed = self.state.ahead or bool(later), self._handed_but(name)
        state = replace(self.state, answers={**before, name: given}, kept=kept, ahead=ahead, handed=handed)
        found = opened(state)
        found.refuse_contradiction()
        return found.ahead() if state.ahead else found

    def _handed_but(self, name: str) -> tuple[str, ...]:
        """The names of what was handed on, but one that is asked here now."""
        return tuple(one for one in self.state.handed if one != name)

    def ahead(self) -> "Checking":
        """The interview after every kept answer that still counts, as far as they go without a new question."""
        found = self
        while (question := found.interview.question()) is not None and question.fact.name in found.state.kept:
            name = question.fact.name
            kept = dict(found.state.kept)
            given = kept.pop(name)
            further = opened(replace(found.state, answers={**found.state.answers, name: given}, kept=kept))
            if further.contradiction():
                break
            found = further
        return found

    def contradiction(self) -> str | None:
        """Why the answers cannot be true together, as a clause; None where they can."""
        rules = self.interview.rules
        values = rules.values(self.interview.case)
        for holds, contradiction in rules.consistency.never:
            if holds(values) is True:
                return contradiction.because
        found = rules.consistency.contradicted(rules.policy.vocabulary.values(self.interview.case))
        return None if found is None else "it gives another number than your other answers do"

    def refuse_contradiction(self) -> None:
        """Nothing, where the answers can be true together. Raises `Contradicts`."""
        because = self.contradiction()
        if because is not None:
            raise Contradicts(f"This does not go with your other answers: {because}. Check this one, or change another.")


def can_ask(policy: Policy) -> bool:
    """Whether anything in a version could be asked of somebody who is no clinician."""
    return bool(_may_be_asked(shelf().rules(policy), PATIENT_ASKED))


def _may_be_asked(rules: Rules, asks: Collection[str]) -> set[str]:
    rests_on = rules.policy.vocabulary.basis(rules.mentioned)
    return {name for name in rests_on if _can_be_asked(rules, name, asks)}


def _can_be_asked(rules: Rules, name: str, asks: Collection[str]) -> bool:
    fact = rules.policy.vocabulary.dictionary.facts.get(name)
    return fact is not None and fact.question is not None and fact.answered_by in asks


def begun(policy_id: str, who: str, referred: date | None = None, area: str = "") -> State:
    """A state with no answer but, where they are known already, the date of referral and the area, if the policy asks for it."""
    today = shelf().today()
    policy = binding(policy_id, referred, today).policy
    answers: dict[str, Given] = {policy.binds_by: {"value": referred.isoformat()}} if referred else {}
    asks_area = where_patient_is(shelf().rules(policy))
    if asks_area and area in shelf().library.organisations.areas:
        answers[asks_area] = {"value": area}
    return State(policy.id, policy.version, policy.digest, today.isoformat(), who, answers, handed=tuple(answers))


def opened(state: State) -> Checking:
    """The interview of a state, under the version that binds on the date of referral, or today. Raises `NotOnTheShelf`.

    Where that is another version than when the answers were given, those that it understands are carried over.
    """
    any_version = binding(state.policy, None, state.day).policy
    referred = _referred(state, any_version)
    chosen = binding(state.policy, referred, state.day)
    policy, rules = chosen.policy, shelf().rules(chosen.policy)
    changed = (policy.version, policy.digest) != (state.version, state.digest)
    answers, kept = (understood(given, rules, referred or state.day) for given in (state.answers, state.kept))
    state = replace(state, version=policy.version, digest=policy.digest, answers=answers, kept=kept)
    asks = EVERYBODY if state.who == CLINICIAN else PATIENT_ASKED
    cases = read(answers, policy.vocabulary.dictionary)
    return Checking(state, chosen, Interview(rules, state.day, asks, answers=tuple(cases.values())), changed)


def _referred(state: State, policy: Policy) -> date | None:
    """The date of referral that was given; None where none was that the dictionary understands."""
    given = {name: answer for name, answer in state.answers.items() if name == policy.binds_by}
    case = read(given, policy.vocabulary.dictionary).get(policy.binds_by, Case({}))
    value = case.value(policy.binds_by)
    return value if isinstance(value, date) else None


def understood(answers: Mapping[str, Given], rules: Rules, on: date) -> dict[str, Given]:
    """The answers that a policy's dictionary understands, areas as they stand on a day."""
    dictionary = rules.policy.vocabulary.dictionary
    return {
        name: present(rules, name, answers[name], on) if dictionary.facts[name].kind == "area" else answers[name]
        for name in read(answers, dictionary)
    }


def read(answers: Mapping[str, Given], dictionary: Dictionary) -> dict[str, Case]:
    """The answers that a dictionary understands, each as a case of its own."""
    found = {}
    for name, given in answers.items():
        if name not in dictionary.facts:
            continue
        try:
            found[name] = one_fact(name, given, dictionary)
        except CoequalError:  # the dictionary is another one than when this was asked
            continue
    return found


def one_fact(name: str, given: Given, dictionary: Dictionary) -> Case:
    """The case of one answer. Raises `CoequalError` where it cannot be used."""
    return Case({name: DO_NOT_KNOW}) if given is None else read_case({name: dict(given)}, dictionary)
