"""A witness as two sentences: who the made-up couple is, and what becomes of it under each policy.

Nothing of a fact that bears on the safety of a child is ever told.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from coequal.comparison.proof.ordinary import NEVER_TOLD, Ordinary
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
from coequal.facts.dates import say_date
from coequal.facts.dictionary import Fact
from coequal.facts.values import say_value
from coequal.policies.model import clauses

NOT_TOLD: Final = "It hangs on a concern for the safety of a child, so nobody is made up to show it."
MOST_MISSING: Final = 3
ENOUGH: Final = 3
_STATUS: Final = {NOT_ELIGIBLE: NOT_MET, FOR_JUDGEMENT: FOR_JUDGEMENT, NOT_KNOWN: NOT_KNOWN}
_LEAD: Final = {
    NOT_ELIGIBLE: "refused {}",
    FOR_JUDGEMENT: "{} a person has to decide",
    NOT_KNOWN: "{} not enough is known to say",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A story in its parts: what is told of the couple, one thing each, and what becomes of it under each side."""

    couple: tuple[str, ...]
    ends: tuple[str, str]
    kinder_second: bool

    def __str__(self) -> str:
        """Two sentences: the couple, then what becomes of it, the kinder end first."""
        ends = reversed(self.ends) if self.kinder_second else self.ends
        return f"{_sentence(self.couple)} {sentence('; '.join(ends))}"


def _sentence(couple: Iterable[str]) -> str:
    return sentence("; ".join(couple) or "what else is so does not matter")


class Stories:
    """Stories about made-up couples under two policies."""

    def __init__(self, sides: tuple[Side, Side], names: tuple[str, str], ordinary: Ordinary, area: Callable[[str], str]) -> None:
        """Take the sides, where they are in a sentence (`in Luton`), what is ordinary, and how an area is named."""
        self.sides, self.names, self.area = sides, names, area
        self.typical, self.recent = ordinary.typical, ordinary.recent
        self.words = sides[0].policy.vocabulary
        self.ages = dict(_ages(self.words, frozenset().union(*(side.seen.mentioned for side in sides))))

    def told(self, witness: Witness | None, treatment: str | None = None) -> str | None:
        """The story of a witness where there is one; where it is not to be told, that it is not."""
        if witness is None:
            return None
        return str(self.of(witness, treatment)) if witness.told else NOT_TOLD

    def of(self, witness: Witness, treatment: str | None = None) -> Told:
        """The couple, and what becomes of it, for a treatment or for the one sought."""
        assessed = [assess(side.seen, side.case(witness.case), self.area) for side in self.sides]
        found = [one.sought if treatment is None else one.treatments[treatment] for one in assessed]
        decisive = [_decisive(*pair) for pair in zip(assessed, found, strict=True)]
        missing = {fact for one in found for fact in one.missing}
        ends = (self._end(0, found[0], decisive[0]), self._end(1, found[1], decisive[1]))
        return Told(tuple(self._couple(witness.case, decisive, missing)), ends, _is_kinder_second(witness, found))

    def couple(self, case: Case) -> str:
        """One sentence: who a couple is."""
        return _sentence(self._couple(case, [], set()))

    def _couple(self, case: Case, decisive: list[list[Finding]], missing: set[str]) -> Iterator[str]:
        """What is told of a couple: ages, what is unusual, what decides; and a little of what is usual.

        Of a result that is known and yet missing the day is told, since it does not count.
        """
        facts = self.words.dictionary.facts
        known = {name: one for name, one in case.facts.items() if isinstance(one, Known) and name in facts}
        told = [name for name in facts if name in known and self._may_be_told(facts[name])]
        unusual = [name for name in told if self._is_unusual(name, known[name])]
        deciding = [name for findings in decisive for finding in findings for name in finding.facts if name in told]
        outdated = [name for name in told if name in missing]
        chosen = list(dict.fromkeys([*unusual, *outdated, *(name for name in deciding if facts[name].moment is None)]))
        usual = [name for name in told if facts[name].sensitivity == "health" and facts[name].answered_by == "anyone"]
        chosen += [name for name in usual if name not in chosen][: max(0, ENOUGH - len(chosen))]
        values = work_out(self.words.values(Case({name: case.facts[name] for name in known})), formulas(self.words, self.ages))
        worked_out = {name: values[self.words.slots.value[name]] for name in self.ages}
        yield from (_said(facts[name], Known(age)) for name, age in worked_out.items() if age is not None)
        dated = {name: None if name in outdated else self.recent for name in chosen}
        yield from (_said(facts[name], known[name], dated[name]) for name in facts if name in chosen)

    def _is_unusual(self, name: str, found: Known) -> bool:
        """Whether a value is not typical, or the result is older or newer than results typically are."""
        return found.value != self.typical.get(name) or found.on not in (None, self.recent)

    def _may_be_told(self, fact: Fact) -> bool:
        """Whether a fact is told by itself: a birth is told as an age, and where people live is another place each time."""
        return fact.sensitivity != NEVER_TOLD and fact.kind != "area" and fact.name not in self.ages.values()

    def _end(self, place: int, found: Entitlement, decisive: list[Finding]) -> str:
        """What becomes of the couple under one policy."""
        name, whole = self.names[place], self.sides[place].whole
        if found.outcome == ELIGIBLE:
            amounts = ", ".join(f"{what}: {much}" for what, much in amounts_data(found.amounts).items() if much is not None)
            how_much = f" ({amounts})" if amounts else ""
            return f"funded {name}{how_much}" if whole else f"{name} nothing that we have seen refuses it{how_much}"
        if found.outcome == NOT_ELIGIBLE and (elsewhere := _elsewhere(decisive)):
            return f"{name} another body decides: {elsewhere}"
        cited = ", ".join(dict.fromkeys(finding.criterion.clause for finding in decisive if finding.criterion.clause))
        because = f" because of {clauses(cited)}" if cited else ""
        missing = ", ".join(self.words.dictionary.facts[fact].says for fact in found.missing[:MOST_MISSING])
        return f"{_LEAD[found.outcome].format(name)}{because}{f' (not known: {missing})' if missing else ''}"


def _is_kinder_second(witness: Witness, found: Sequence[Entitlement]) -> bool:
    """Whether the second policy is the more generous: in its outcome or, where both fund, in the amount that is compared."""
    one, other = (entitlement.outcome for entitlement in found)
    if one == other == ELIGIBLE:
        return Decimal(witness.b) > Decimal(witness.a)
    return other == ELIGIBLE or one == NOT_ELIGIBLE


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


def _elsewhere(decisive: Sequence[Finding]) -> str | None:
    """The body that decides instead, where that is what refuses."""
    bodies = (one.criterion.commissioner for one in decisive if one.criterion.kind == "elsewhere")
    return next((body for body in bodies if body), None)


def _said(fact: Fact, found: Known, recent: date | None = None) -> str:
    """A fact with its value: `she smokes`, `her body mass index is 24`; of a result that is not recent, the day too."""
    if fact.kind in CLAUSED:
        said = fact.values[str(found.value).lower() if isinstance(found.value, bool) else str(found.value)]
    else:
        said = f"{fact.says} is {say_value(found.value, None if fact.unit_goes_without_saying else fact.unit)}"
    return said if found.on in (None, recent) else f"{said}, by a result of {say_date(found.on)}"
