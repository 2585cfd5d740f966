"""Decision tables from elsewhere: what a whole table says, in the language of policies.

What a table says where nothing is known of a fact becomes not known, as in every policy.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import names
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.exchange.tables.cells import ASKS_NOTHING, asked, meant_range, number
from coequal.exchange.tables.overlaps import Overlaps, TooMany
from coequal.facts.fields import Located

HIT_POLICIES: Final = ("UNIQUE", "ANY", "FIRST")
MOST_RULES: Final = 200
MOST_COLUMNS: Final = 40
_POSITIVE: Final = frozenset(("true", "yes", "y", "eligible", "met", "approve", "approved", "fund", "funded"))
_NEGATIVE: Final = frozenset(("false", "no", "n", "not eligible", "not met", "refuse", "refused", "not funded", "decline"))
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_NOWHERE: Final = Place("a table")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a cell for each input, one for each output, what is noted beside it, and where it stands."""

    tests: tuple[str, ...]
    results: tuple[str, ...]
    notes: tuple[str, ...] = ()
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, wherever it comes from: `inputs` are names of facts."""

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]
    hit_policy: str = "UNIQUE"
    place: Place = _NOWHERE


def condition(fact: str, cell: str, vocabulary: Vocabulary, place: Place = _NOWHERE) -> str:
    """What a cell asks of a fact, in the language of policies: `patient BMI in [19 .. 30]`; `true` where it asks nothing.

    Raises `CoequalError` at `place` where the dictionary has no such fact, or the cell cannot be understood.
    """
    declared = vocabulary.dictionary.facts.get(fact)
    if declared is None:
        raise CoequalError(f'There is no fact called "{fact}".{did_you_mean(fact, vocabulary.dictionary.facts)}', place)
    try:
        return render(vocabulary.condition(Located(asked(declared, cell), place)))
    except CoequalError as error:
        raise CoequalError(f'The cell "{cell}" of "{fact}" cannot be understood. {error.message}', place) from None


def conditions(table: Table, vocabulary: Vocabulary) -> list[str]:
    """For each rule of a table, the condition under which it matches. Raises `CoequalError` where a cell cannot be read."""
    _check(table)
    return [_matches(table, rule, vocabulary) for rule in table.rules]


def met_when(table: Table, vocabulary: Vocabulary, output: int = 0) -> str:
    """The condition under which an output of a table says yes. Raises `CoequalError` where an output is neither yes nor no."""
    matches = conditions(table, vocabulary)
    says = [_says_yes(rule, output) for rule in table.rules]
    _clashes(table, says, vocabulary)
    if table.hit_policy == "FIRST" and not all(says):
        return _chain(matches, ["true" if yes else "false" for yes in says], "false")
    return _either([match for match, yes in zip(matches, says, strict=True) if yes])


def amount(table: Table, vocabulary: Vocabulary, output: int = 0) -> str:
    """The amount that an output of a table gives; not stated where no rule matches. Raises `CoequalError` as above."""
    matches = conditions(table, vocabulary)
    amounts = [_amount(rule, table.outputs[output], output, vocabulary) for rule in table.rules]
    _clashes(table, amounts, vocabulary)
    text = _chain(matches, amounts, "not stated")
    return render(vocabulary.amount(Located(text, table.place)))


def doubts(table: Table, vocabulary: Vocabulary) -> list[str]:
    """What a person has to look at in a table, in sentences: cells that ask nothing, rules that may clash, cases without a rule."""
    return [
        *in_units(table.inputs, vocabulary),
        *_meant_as_ranges(table, vocabulary),
        *_meant_together(table),
        *_between_rules(table, vocabulary),
    ]


def in_units(facts: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """A sentence on each of some facts that are measured in several units: a file from elsewhere may mean another."""
    for fact in (vocabulary.dictionary.facts[name] for name in facts):
        if fact.other_units:
            others = " or ".join(fact.other_units)
            yield f"{fact.name} is read in {fact.unit}. Look that {others} is not meant, which would have to be converted."


def _meant_as_ranges(table: Table, vocabulary: Vocabulary) -> Iterator[str]:
    """A sentence on each cell of two comparisons of which every value meets one: as DMN has it, but hardly as a person means it."""
    facts = vocabulary.dictionary.facts
    for number_, rule in enumerate(table.rules, 1):
        where = f'Rule {number_} of "{table.name}"' + (f" (row {rule.place.line})" if rule.place.line else "")
        for fact, cell in zip(table.inputs, rule.tests, strict=True):
            if within := meant_range(facts[fact], cell):
                which = "no" if within.startswith("not") else "every"
                said = f'{where} asks "{cell}" of {fact}. The comma means or, so {which} value matches.'
                yield f"{said} If it was to mean and, write {within}."


def _meant_together(table: Table) -> Iterator[str]:
    """A sentence where two rules of yes ask about no fact in common: of rules one is enough, which a list does not mean."""
    for output in range(len(table.outputs)):
        says_yes = [(at, rule) for at, rule in enumerate(table.rules, 1) if _plain(rule.results[output]) in _POSITIVE]
        met = [(at, _asked_about(rule)) for at, rule in says_yes]
        apart = next(((one, other) for (one, a), (other, b) in combinations(met, 2) if a and b and not a & b), None)
        if apart:
            said = f'Rules {apart[0]} and {apart[1]} of "{table.name}" ask about different facts, and one that matches is enough'
            yield f"{said} for {table.outputs[output]}. If each is required, put them into one row, or into tables of their own."


def _asked_about(rule: Rule) -> frozenset[int]:
    return frozenset(place for place, cell in enumerate(rule.tests) if cell.strip() not in ASKS_NOTHING)


def _between_rules(table: Table, vocabulary: Vocabulary) -> list[str]:
    try:
        overlaps = _overlaps(table, vocabulary)
        gap = overlaps.gap()
    except TooMany:
        return [f'Whether rules of "{table.name}" clash, or leave a case out, was not found out: there are too many values to try.']
    says = [tuple(map(_plain, rule.results)) for rule in table.rules]
    unsure = [] if table.hit_policy == "FIRST" else [pair for pair in _pairs(overlaps, says) if not overlaps.independent(*pair)]
    found = [
        f"{_named(table, *pair)} give different results, and it cannot be shown that no case matches both. Look whether one can."
        for pair in unsure
    ]
    if gap is not None:
        found.append(f'No rule of "{table.name}" matches {gap}: the draft then says no, or that an amount is not stated.')
    return found


def decides(table: Table, output: int = 0) -> bool:
    """Whether every rule of a table says yes or no in an output, so that the table is a criterion and no amount."""
    return all(_plain(rule.results[output]) in _POSITIVE | _NEGATIVE for rule in table.rules)


def _check(table: Table) -> None:
    if table.hit_policy not in HIT_POLICIES:
        message = f'The hit policy {table.hit_policy} of "{table.name}" cannot be taken over, only {", ".join(HIT_POLICIES)}.'
        raise CoequalError(message, table.place)
    if not 0 < len(table.rules) <= MOST_RULES or len(table.inputs) + len(table.outputs) > MOST_COLUMNS:
        message = f'The table "{table.name}" must have 1 to {MOST_RULES} rules and at most {MOST_COLUMNS} columns.'
        raise CoequalError(message, table.place)
    for what, called in (("conditions on", table.inputs), ("the outcome", table.outputs)):
        for name in called:
            if sum(slug(name) == slug(other) for other in called) > 1:
                message = f'The table "{table.name}" has two columns for {what} "{name}". Put them into one, or rename one.'
                raise CoequalError(message, table.place)
    for rule in table.rules:
        if (len(rule.tests), len(rule.results)) != (len(table.inputs), len(table.outputs)):
            message = (
                f'A rule of "{table.name}" has {len(rule.tests)} conditions and {len(rule.results)} results, but the table has '
            )
            raise CoequalError(f"{message}{len(table.inputs)} and {len(table.outputs)}. Fill in or take out cells.", rule.place)


def _overlaps(table: Table, vocabulary: Vocabulary) -> Overlaps:
    rules = []
    for rule in table.rules:
        texts = ((fact, condition(fact, cell, vocabulary, rule.place)) for fact, cell in zip(table.inputs, rule.tests, strict=True))
        rules.append({fact: vocabulary.condition(Located(text, rule.place)) for fact, text in texts if text != "true"})
    return Overlaps(rules, vocabulary)


def _pairs(overlaps: Overlaps, says: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The pairs of rules that give different results and that no fact keeps apart."""
    for first, second in combinations(range(len(says)), 2):
        if says[first] != says[second] and overlaps.meet(first, second):
            yield first, second


def _clashes(table: Table, says: Sequence[object], vocabulary: Vocabulary) -> None:
    """Nothing, where the order of rules counts or none clash. Raises `CoequalError` where two of them do."""
    if table.hit_policy == "FIRST" or len(set(says)) == 1:
        return
    try:
        overlaps = _overlaps(table, vocabulary)
    except TooMany:
        return  # of which `doubts` tells
    for first, second in _pairs(overlaps, says):
        if overlaps.independent(first, second):
            message = f"{_named(table, first, second)} can match the same case with different results, which {table.hit_policy}"
            raise CoequalError(f"{message} does not allow. Make them exclude each other, or use FIRST.", table.rules[second].place)


def _named(table: Table, first: int, second: int) -> str:
    return f'Rules {first + 1} and {second + 1} of "{table.name}"'


def _amount(rule: Rule, name: str, output: int, vocabulary: Vocabulary) -> str:
    """An amount: a number, `not stated`, or an expression over facts. Raises `CoequalError` at the rule for anything else."""
    said = rule.results[output].strip()
    message = f'The result "{said}" of "{name}" is no amount. Write a number, such as 2, or not stated.'
    try:
        tree = vocabulary.amount(Located(said, rule.place))
    except CoequalError:
        raise CoequalError(message, rule.place) from None
    if number(said) is None and said != "not stated" and not names(tree):
        raise CoequalError(message, rule.place)
    return said


def _matches(table: Table, rule: Rule, vocabulary: Vocabulary) -> str:
    tests = [condition(fact, cell, vocabulary, rule.place) for fact, cell in zip(table.inputs, rule.tests, strict=True)]
    kept = [text for text in tests if text != "true"]
    if len(kept) > 1:
        kept = [f"({text})" if " or " in text else text for text in kept]
    return " and ".join(kept) or "true"


def _says_yes(rule: Rule, output: int) -> bool:
    said = _plain(rule.results[output])
    if said in _POSITIVE:
        return True
    if said in _NEGATIVE:
        return False
    raise CoequalError(f'The result "{rule.results[output]}" is neither yes nor no. Write true or false.', rule.place)


def slug(text: str) -> str:
    """An id made of a name: small letters, digits and hyphens."""
    return _NOT_IN_IDS.sub("-", text.casefold()).strip("-") or "unnamed"


def _plain(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _either(matches: Sequence[str]) -> str:
    if not matches or "true" in matches:
        return "true" if matches else "false"
    return matches[0] if len(matches) == 1 else " or ".join(matches)


def _chain(matches: Sequence[str], results: Sequence[str], otherwise: str) -> str:
    """One result after the other; after a rule that asks nothing no other is reached."""
    text = otherwise
    for match, result in reversed(list(zip(matches, results, strict=True))):
        text = result if match == "true" else f"if {match} then {result} else {text}"
    return text
