"""What a policy is in DMN, before it is XML: its input data, its decisions, and what each of them needs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coequal.criteria.comparisons import every
from coequal.criteria.feel.functions import FUNCTIONS as OF_FEEL
from coequal.criteria.feel.reader import RESERVED
from coequal.criteria.syntax import Call, Current, Node, names
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.rules import Governing, Rules
from coequal.errors import CoequalError
from coequal.exchange.dmn import statuses
from coequal.exchange.dmn.feel import feel
from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.exchange.dmn.guard import MONTHS_BETWEEN, evidence_date
from coequal.exchange.dmn.statuses import GRAVITY_OF, OUTCOME, STATUS, STATUSES, WHERE_IT_APPLIES, Entries
from coequal.facts.dictionary import Fact
from coequal.policies.model import Criterion, Policy, Treatment

POLICY_OUTCOME: Final = "policy_outcome"
_ENTRY: Final = re.compile(r"[^\W\d_]\w*( \w+)*")
_FUNDED: Final = "funded "
_OURS: Final = frozenset((*FUNCTIONS, GRAVITY_OF, statuses.APPLIES, STATUS, STATUSES, OUTCOME, "met"))
_TAKEN: Final = _OURS | OF_FEEL.keys() | {"now", "today"}  # what has a function's name hides the function beside it


@dataclass(frozen=True, slots=True)
class Input:
    """Something given: a fact, or the date of its evidence."""

    name: str
    fact: Fact
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Something worked out: one expression, or entries of which each may name those before it. `about` is what it is of."""

    name: str
    label: str
    logic: str | Entries
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]
    functions: tuple[str, ...]
    about: Criterion | Treatment | Fact | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The whole of a policy, in an order in which each decision comes after those that it needs."""

    rules: Rules
    inputs: tuple[Input, ...]
    decisions: tuple[Decision, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that any decision needs, each after those that it needs itself."""
        used = {name for one in self.decisions for name in one.functions}
        used |= {found.needs for name in used if (found := FUNCTIONS.get(name)) and found.needs}
        return tuple(name for name in (*FUNCTIONS, GRAVITY_OF) if name in used)


def given_name(fact: Fact) -> str:
    """What a fact is called as input data: one that else follows from others is worked out in the decision of its name."""
    return f"{fact.name} as given" if fact.follows_from else fact.name


def amount_name(amount: str, vocabulary: Vocabulary) -> str:
    """What an amount is called as an entry, which must not hide a fact."""
    return f"{_FUNDED}{amount}" if amount in vocabulary.types else amount


def decisions(rules: Rules) -> Decisions:
    """What a policy is in DMN. Raises `CoequalError` where a name or a construct of it cannot be said."""
    vocabulary = rules.policy.vocabulary
    treatments = rules.policy.treatments
    trees = [
        *(node for own in rules.criteria for node in (own.applies_when, own.condition) if node is not None),
        *(amount for treatment in treatments for amount in treatment.amounts.values()),
    ]
    mentioned = frozenset().union(*map(names, trees), {SOUGHT} if _sought_beside_the_first(rules.policy) else ())
    derived = vocabulary.to_derive(mentioned)
    dated = {node.name for tree in trees for node in _windows(tree)}
    given = mentioned.union(*(names(vocabulary.derived[name]) for name in derived))
    inputs = tuple(_inputs(vocabulary, given, dated))
    _check_names(inputs, treatments, vocabulary)
    found = [_derived(name, vocabulary) for name in derived]
    found += [_alone(rules.criteria[place], vocabulary) for place in rules.linked]
    found += [_criterion(place, rules) for place in range(len(rules.criteria))]
    found += [_treatment(governing, rules) for governing in rules.governing]
    return Decisions(rules, inputs, (*found, _outcome(rules)))


def _inputs(vocabulary: Vocabulary, given: frozenset[str], dated: set[str]) -> Iterator[Input]:
    for name, fact in vocabulary.dictionary.facts.items():
        if name in given and fact.formula is None:
            yield Input(given_name(fact), fact)
        if name in dated:
            yield Input(evidence_date(name), fact, is_date=True)


def _check_names(inputs: Sequence[Input], treatments: Sequence[Treatment], vocabulary: Vocabulary) -> None:
    """Nothing, where every name of the model means one thing. Raises `CoequalError` where one would hide another."""
    for one in inputs:
        own = one.name == one.fact.name
        if _is_taken(one.name) or (not own and one.name in vocabulary.types):
            raise CoequalError(_taken(one.name), one.fact.place)
    for name in filter(_is_taken, vocabulary.derived):
        raise CoequalError(_taken(name), vocabulary.dictionary.facts[name].place)
    for treatment in treatments:
        for amount in treatment.amounts:
            if not _is_entry(amount, vocabulary):
                message = f'The amount "{amount}" of {treatment.id} cannot be a name in DMN.'
                raise CoequalError(f"{message} Use letters, digits and spaces, and no name of a function, a fact or a status.")


def _is_taken(name: str) -> bool:
    """Whether a name means something in the model or in FEEL, or begins with a word of FEEL."""
    return name in _TAKEN or name.split(maxsplit=1)[0] in RESERVED


def _taken(name: str) -> str:
    return f'"{name}" has another meaning in the DMN model already. Call the fact otherwise.'


def _is_entry(amount: str, vocabulary: Vocabulary) -> bool:
    """Whether an amount has a name of its own, and one that nothing but itself has when it is read back."""
    name = amount_name(amount, vocabulary)
    alone = name != amount or amount.removeprefix(_FUNDED) not in vocabulary.types
    return alone and name not in vocabulary.types and bool(_ENTRY.fullmatch(name)) and not _is_taken(name)


def _decision(name: str, label: str, logic: str | Entries, trees: Sequence[Node], vocabulary: Vocabulary) -> Decision:
    """A decision with what its expressions need."""
    mentioned = frozenset().union(*map(names, trees))
    dates = {evidence_date(node.name) for tree in trees for node in _windows(tree)}
    worked_out = [fact for fact in vocabulary.derived if fact in mentioned]
    calls = {call for tree in trees for call in _calls(tree)}
    return Decision(
        name,
        label,
        logic,
        tuple(sorted({*(mentioned - set(worked_out)), *dates})),
        tuple(worked_out),
        tuple(sorted(calls)),
        None,
    )


def _derived(name: str, vocabulary: Vocabulary) -> Decision:
    fact, tree = vocabulary.dictionary.facts[name], vocabulary.derived[name]
    text, given = feel(tree, vocabulary), given_name(fact)
    if fact.follows_from:
        text = f"if {given} = null then ({text}) else {given}"
    found = _decision(name, fact.says, text, [tree], vocabulary)
    inputs = (*found.inputs, given) if fact.follows_from else found.inputs
    return replace(found, inputs=inputs, about=fact)


def _alone(criterion: Criterion, vocabulary: Vocabulary) -> Decision:
    """A criterion that overrides or is overridden, before the others are looked at."""
    entries = [
        *statuses.conditions(criterion, vocabulary),
        (WHERE_IT_APPLIES, statuses.own_status(criterion, applies=True)),
        (STATUS, statuses.own_status(criterion)),
    ]
    label = f"{criterion.cited}, by itself"
    found = _decision(statuses.by_itself(criterion), label, entries, _trees(criterion), vocabulary)
    return replace(found, about=criterion)


def _criterion(place: int, rules: Rules) -> Decision:
    criterion, vocabulary = rules.criteria[place], rules.policy.vocabulary
    name = statuses.decision_of(criterion)
    if place not in rules.linked:
        entries = [*statuses.conditions(criterion, vocabulary), (STATUS, statuses.own_status(criterion))]
        return replace(_decision(name, criterion.cited, entries, _trees(criterion), vocabulary), about=criterion)
    under = rules.under[place]
    beside = [over for other in (place, *under) for over in rules.over[other]]
    needs = tuple(statuses.by_itself(rules.criteria[other]) for other in dict.fromkeys([place, *under, *beside]))
    entries = statuses.linked_entries(place, rules)
    calls = (GRAVITY_OF,) if any(f"{GRAVITY_OF}(" in text for _, text in entries) else ()
    return Decision(name, criterion.cited, entries, (), needs, calls, criterion)


def _trees(criterion: Criterion) -> list[Node]:
    return [node for node in (criterion.applies_when, criterion.condition) if node is not None]


def _treatment(governing: Governing, rules: Rules) -> Decision:
    treatment, vocabulary = governing.treatment, rules.policy.vocabulary
    amounts = [
        (amount_name(name, vocabulary), statuses.amount_of(amount, vocabulary)) for name, amount in treatment.amounts.items()
    ]
    entries = [*statuses.outcome_entries(governing, rules), *amounts]
    needs = [statuses.decision_of(rules.criteria[place]) for place in governing.places]
    trees = list(treatment.amounts.values())
    found = _decision(treatment_name(treatment), treatment.name, entries, trees, vocabulary)
    return replace(found, decisions=(*found.decisions, *needs), about=treatment)


def treatment_name(treatment: Treatment) -> str:
    """The name of a treatment's decision."""
    return f"treatment_{treatment.id.replace('-', '_')}"


def _outcome(rules: Rules) -> Decision:
    """The outcome: that of the treatment sought, or of the policy's first where none is known, or one that it does not fund."""
    policy = rules.policy
    others = _sought_beside_the_first(policy)
    chain = "".join(f"if {SOUGHT} = {statuses.said(value)} then {treatment_name(own)}.{OUTCOME} else " for value, own in others)
    text = f"{chain}{treatment_name(policy.treatments[0])}.{OUTCOME}"
    needs = tuple(treatment_name(own) for own in policy.treatments)
    return Decision(POLICY_OUTCOME, "The outcome", text, (SOUGHT,) if others else (), needs, (), None)


def _sought_beside_the_first(policy: Policy) -> list[tuple[str, Treatment]]:
    """The values of the treatment sought that mean a treatment of a policy other than its first."""
    fact = policy.vocabulary.dictionary.facts.get(SOUGHT)
    return [(value, own) for value in (fact.values if fact else ()) for own in policy.treatments[1:] if own.is_sought(value)]


def not_spoken_of(policy: Policy) -> list[str]:
    """The values of the treatment sought that mean none of a policy's treatments."""
    fact = policy.vocabulary.dictionary.facts.get(SOUGHT)
    return [value for value in (fact.values if fact else ()) if not any(own.is_sought(value) for own in policy.treatments)]


def _windows(node: Node) -> Iterator[Current]:
    return (part for part in every(node) if isinstance(part, Current))


def _calls(node: Node) -> Iterator[str]:
    """The functions of ours that an expression calls."""
    called = (part.function for part in every(node) if isinstance(part, Call))
    names_in_dmn = (MONTHS_BETWEEN if name == "years and months duration" else name for name in called)
    return (name for name in names_in_dmn if name in FUNCTIONS)
