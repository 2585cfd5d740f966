"""A witness as two sentences: who the made-up couple is, and what becomes of it under each policy.

Nothing of a fact that bears on the safety of a child is ever told.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from coequal.comparison.proof.ordinary import NEVER_TOLD
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.verdict import Witness
from coequal.criteria.phrases import CLAUSED, sentence
from coequal.criteria.syntax import Call
from coequal.criteria.syntax import Fact as Named
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment, Entitlement, Finding
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, NOT_MET
from coequal.eligibility.report import amounts_data
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value
from coequal.policies.model import clauses

NOT_TOLD: Final = "It hangs on a concern for the safety of a child, so no couple is made up to show it."
MOST_TOLD: Final = 6
ENOUGH: Final = 3
_STATUS: Final = {NOT_ELIGIBLE: NOT_MET, FOR_JUDGEMENT: FOR_JUDGEMENT, NOT_KNOWN: NOT_KNOWN}
_LEAD: Final = {
    NOT_ELIGIBLE: "refused {}",
    FOR_JUDGEMENT: "{} a person has to decide",
    NOT_KNOWN: "{} not enough is known to say",
}


class Stories:
    """Stories about made-up couples under two policies. `typical` is what an ordinary case has."""

    def __init__(
        self, sides: tuple[Side, Side], names: tuple[str, str], typical: Mapping[str, Any], area: Callable[[str], str]
    ) -> None:
        """Take the sides, where they are in a sentence (`in Luton`), what is typical, and how an area is named."""
        self.sides, self.names, self.typical, self.area = sides, names, typical, area
        self.words = sides[0].policy.vocabulary
        self.ages = dict(_ages(self.words, frozenset().union(*(side.seen.mentioned for side in sides))))

    def told(self, witness: Witness | None, treatment: str | None = None) -> str | None:
        """The story of a witness where there is one; where it is not to be told, that it is not."""
        if witness is None:
            return None
        return self.of(witness, treatment) if witness.told else NOT_TOLD

    def of(self, witness: Witness, treatment: str | None = None) -> str:
        """Two sentences: the couple, then what becomes of it, for a treatment or for the one sought; the kinder end first."""
        assessed = [assess(side.seen, side.case(witness.case), self.area) for side in self.sides]
        found = [one.sought if treatment is None else one.treatments[treatment] for one in assessed]
        decisive = [_decisive(*pair) for pair in zip(assessed, found, strict=True)]
        told = sentence("; ".join(self._couple(witness.case, decisive)))
        ends = [self._end(n, found[n], decisive[n]) for n in (0, 1)]
        kinder_second = found[1].outcome == ELIGIBLE or found[0].outcome == NOT_ELIGIBLE
        return f"{told} {sentence('; '.join(reversed(ends) if kinder_second else ends))}"

    def couple(self, case: Case) -> str:
        """One sentence: who a couple is."""
        return sentence("; ".join(self._couple(case, [])))

    def _couple(self, case: Case, decisive: list[list[Finding]]) -> Iterator[str]:
        """What is told of a couple: ages, what is unusual, what decides; and a little of what is usual."""
        facts = self.words.dictionary.facts
        known = {name: one.value for name, one in case.facts.items() if isinstance(one, Known) and name in facts}
        told = [name for name in facts if name in known and self._may_be_told(facts[name])]
        unusual = [name for name in told if known[name] != self.typical.get(name)]
        deciding = [name for findings in decisive for finding in findings for name in finding.facts if name in told]
        usual = [name for name in told if facts[name].sensitivity == "health" and facts[name].answered_by == "anyone"]
        chosen = list(dict.fromkeys([*unusual, *deciding]))[:MOST_TOLD]
        chosen += [name for name in usual if name not in chosen][: max(0, ENOUGH - len(chosen))]
        values = work_out(self.words.values(Case({name: case.facts[name] for name in known})), formulas(self.words, self.ages))
        worked_out = {name: values[self.words.slots.value[name]] for name in self.ages}
        yield from (_said(facts[name], age) for name, age in worked_out.items() if age is not None)
        yield from (_said(facts[name], known[name]) for name in facts if name in chosen)

    def _may_be_told(self, fact: Fact) -> bool:
        """Whether a fact is told by itself: a birth is told as an age, and where people live is another place each time."""
        if fact.sensitivity == NEVER_TOLD or fact.kind == "area" or fact.moment is not None:
            return False
        return fact.name not in self.ages.values()

    def _end(self, place: int, found: Entitlement, decisive: list[Finding]) -> str:
        """What becomes of the couple under one policy."""
        name, whole = self.names[place], self.sides[place].whole
        if found.outcome == ELIGIBLE:
            amounts = ", ".join(f"{what}: {much}" for what, much in amounts_data(found.amounts).items() if much is not None)
            how_much = f" ({amounts})" if amounts else ""
            return f"funded {name}{how_much}" if whole else f"{name} nothing that we have seen refuses it{how_much}"
        cited = ", ".join(dict.fromkeys(finding.criterion.clause for finding in decisive if finding.criterion.clause))
        because = f" because of {clauses(cited)}" if cited else ""
        return f"{_LEAD[found.outcome].format(name)}{because}"


def _ages(words: Vocabulary, mentioned: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The ages among some facts, and the date of birth from which each is counted."""
    for name in words.to_derive(mentioned):
        match words.derived[name]:
            case Call(function="age", arguments=(Named(name=born), _)):
                yield name, born


def _decisive(assessed: Assessment, found: Entitlement) -> list[Finding]:
    """What makes an outcome other than eligible, without anything that bears on the safety of a child."""
    facts = assessed.policy.vocabulary.dictionary.facts
    return [
        finding
        for finding in assessed.criteria.values()
        if finding.status == _STATUS.get(found.outcome)
        and found.treatment.id in finding.criterion.treatments
        and not any(facts[name].sensitivity == NEVER_TOLD for name in finding.facts)
    ]


def _said(fact: Fact, value: Value) -> str:
    """A fact with its value: `she smokes`, `her body mass index is 24`."""
    if fact.kind in CLAUSED:
        return fact.values[str(value).lower() if isinstance(value, bool) else str(value)]
    return f"{fact.says} is {say_value(value, None if fact.unit_goes_without_saying else fact.unit)}"
