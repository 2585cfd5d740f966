"""Decision tables from elsewhere: what a whole table says, in the language of policies.

What a table says where nothing is known of a fact becomes not known, as in every policy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.exchange.cells import asked
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
    if table.hit_policy == "FIRST" and not all(says):
        return _chain(matches, ["true" if yes else "false" for yes in says], "false")
    return _either([match for match, yes in zip(matches, says, strict=True) if yes])


def amount(table: Table, vocabulary: Vocabulary, output: int = 0) -> str:
    """The amount that an output of a table gives; not stated where no rule matches. Raises `CoequalError` as above."""
    matches = conditions(table, vocabulary)
    amounts = [rule.results[output].strip() for rule in table.rules]
    text = _chain(matches, amounts, "not stated")
    return render(vocabulary.amount(Located(text, table.place)))


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
    for what, names in (("conditions on", table.inputs), ("the outcome", table.outputs)):
        for name in names:
            if sum(slug(name) == slug(other) for other in names) > 1:
                message = f'The table "{table.name}" has two columns for {what} "{name}". Put them into one, or rename one.'
                raise CoequalError(message, table.place)
    for rule in table.rules:
        if (len(rule.tests), len(rule.results)) != (len(table.inputs), len(table.outputs)):
            message = (
                f'A rule of "{table.name}" has {len(rule.tests)} conditions and {len(rule.results)} results, but the table has '
            )
            raise CoequalError(f"{message}{len(table.inputs)} and {len(table.outputs)}. Fill in or take out cells.", rule.place)


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
