"""The rule that answers decide, read from the file beside this one, and worked out by the engine of policies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from coequal.assurance.models import Screening
from coequal.criteria.render import render
from coequal.criteria.vocabulary import Vocabulary, vocabulary
from coequal.eligibility.assess import assess
from coequal.eligibility.outcome import ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Case, read_case
from coequal.facts.dictionary import Fact, load_dictionary
from coequal.facts.strict_yaml import decode, read_file
from coequal.policies.load import read_policy

YES: Final = "yes"
NO: Final = "no"
_HERE: Final = Path(__file__).parent
_DAY: Final = "screening date"
_VALUES: Final = {YES: "true", NO: "false"}
PEOPLE: Final = "personal data"
CONTRADICTS: Final = (
    "No information about people is used, you say, and yet another question is answered with yes. "
    "Put right whichever is wrong; without information about people, every other answer is no or not known."
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rule makes of answers: the outcome of a screening, and the clauses that make it so, each with a sentence."""

    outcome: str
    reasons: list[list[str]]


@lru_cache(maxsize=1)
def rule() -> Rules:
    """The rule, compiled."""
    words = _vocabulary()
    path = _HERE / "rule.md"
    return Rules(read_policy(decode(read_file(path), str(path)), path.name, lambda _service: words))


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return vocabulary(load_dictionary(_HERE / "questions.yaml"))


def questions() -> dict[str, Fact]:
    """What is asked, by the name of the fact, in the order in which it is asked."""
    facts = _vocabulary().dictionary.facts
    return {name: fact for name, fact in facts.items() if fact.question and name != _DAY}


def weigh(answers: Mapping[str, str], on: date) -> Weighed:
    """What the rule makes of answers given on a day; a question without an answer is not known.

    Raises `CoequalError` for an answer to what is not asked, one that is neither yes nor no, or answers that contradict each other.
    """
    found = assess(rule(), _case(answers, on))
    outcome = {ELIGIBLE: Screening.NONE_NEEDED, NOT_ELIGIBLE: Screening.NEEDED}.get(found.outcome, Screening.NOT_KNOWN)
    decides = {Screening.NEEDED: NOT_MET, Screening.NOT_KNOWN: NOT_KNOWN}.get(outcome)
    deciding = [one for one in found.criteria.values() if one.status == decides]
    return Weighed(outcome, [[one.criterion.cited, one.reason] for one in deciding])


def _case(answers: Mapping[str, str], on: date) -> Case:
    """Answers as a case. Raises `CoequalError` as `weigh` does."""
    asked = questions()
    if any(name not in asked or said not in _VALUES for name, said in answers.items()):
        raise CoequalError("The questions have changed since the page was opened. Open it again, and answer once more.")
    if contradict(answers):
        raise CoequalError(CONTRADICTS)
    return read_case({_DAY: on.isoformat()} | {name: _VALUES[said] for name, said in answers.items()}, _vocabulary().dictionary)


def contradict(answers: Mapping[str, str]) -> bool:
    """Whether no information about people is said to be used, and at the same time something that cannot be without it."""
    return answers.get(PEOPLE) == NO and YES in answers.values()


def missing(answers: Mapping[str, str], on: date) -> list[Fact]:
    """The questions whose answers could still change the outcome, in the order in which they are asked. Raises as `weigh` does."""
    wanted = assess(rule(), _case(answers, on)).sought.missing
    return [fact for name, fact in questions().items() if name in wanted]


def clauses() -> Iterator[tuple[str, str, str, str]]:
    """Every criterion: its title with its clause, the condition under which it asks for none, its source, and how we read it."""
    for one in rule().policy.criteria:
        yield one.cited, render(one.condition) if one.condition else "", one.source or "", one.reading or ""
