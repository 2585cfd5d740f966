"""A model that others wrote, as far as it becomes a draft: expressions and decision tables about facts of a dictionary.

A decision on which no other rests becomes a criterion if it says yes or no, and an amount if it gives a number; those
below it are written into it. What cannot be taken over is said with its name and why.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import Node
from coequal.criteria.syntax import names as mentioned
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.exchange.dmn.parts import Model, Part
from coequal.exchange.dmn.unguard import read_feel
from coequal.exchange.drafted import YES_IS_MET, DraftCriterion, DraftTreatment, wording
from coequal.exchange.tables.table import Table, amount, decides, doubts, in_units, met_when, slug
from coequal.facts.fields import Located

_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_NAME: Final = re.compile(r"[^\W\d][\w ]*")
MOST_REASONS: Final = 10
_NULL_IS_OPEN: Final = (
    "The model may say no where something is not known. Here every condition is not known then. Check that this is meant."
)
Parts = tuple[list[DraftTreatment], list[DraftCriterion], list[str]]


def foreign_parts(model: Model, vocabulary: Vocabulary, place: Place) -> Parts:
    """The treatments and criteria of a model that others wrote, and what was not taken over, each with its reason.

    Raises `CoequalError` with the reasons where nothing can be taken over.
    """
    reader = _Reader(model, vocabulary, place)
    treatments, criteria, remarks = reader.parts()
    if criteria or treatments[0].amounts:
        return treatments, criteria, [_NULL_IS_OPEN, YES_IS_MET, *remarks]
    rest = len(remarks) - MOST_REASONS
    more = [f"There are {rest} more reasons."] if rest > 0 else []
    why = " ".join([*remarks[:MOST_REASONS], *more])
    raise CoequalError(f"Nothing of this model can become a draft of the service {vocabulary.dictionary.service}. {why}", place)


class _Reader:
    """One model being read: what its inputs stand for, and what each decision said so far."""

    def __init__(self, model: Model, vocabulary: Vocabulary, place: Place) -> None:
        self.model, self.vocabulary, self.place = model, vocabulary, place
        self.remarks: list[str] = []
        self.names = dict(self.facts())
        self.trees: dict[str, Node] = {}

    def parts(self) -> Parts:
        required = {name for part in self.model.decisions for name in part.requires}
        criteria: dict[str, DraftCriterion] = {}
        amounts: dict[str, str] = {}
        for part in self.model.decisions:
            try:
                tree = self.trees[part.name] = self.tree(part)
            except CoequalError as error:
                self.remarks.append(f'The decision "{part.name}" was not taken over: {error.message}')
                continue
            if part.name in required:
                continue
            own = slug(part.name)
            match tree.type.kind:
                case "boolean" if own not in criteria:
                    keys = {"id": own, "clause": str(len(criteria) + 1), "met when": render(tree)}
                    criteria[own] = DraftCriterion(part.name, _wording(part), keys)
                case "number" | "not stated" if own not in amounts:
                    amounts[own.replace("-", " ")] = render(tree)
                case _:
                    why = f"it gives {tree.type}, and neither yes or no nor a number, or another has its name."
                    self.remarks.append(f'The decision "{part.name}" was not taken over: {why}')
        asked = {name for tree in self.trees.values() for name in mentioned(tree) if name in self.vocabulary.dictionary.facts}
        self.remarks += (said for said in in_units(sorted(asked), self.vocabulary) if said not in self.remarks)
        return [DraftTreatment("treatment", self.model.name, amounts)], list(criteria.values()), self.remarks

    def facts(self) -> Iterator[tuple[str, str]]:
        """Which fact each input stands for: that of its name, however it is capitalised and its words are joined."""
        by_plain = {_plain(name): name for name in self.vocabulary.types}
        for given in dict.fromkeys((*self.model.inputs, *self.columns(by_plain))):
            fact = by_plain.get(_plain(given))
            if fact is None:
                meant = did_you_mean(given, self.vocabulary.types)
                remark = f'The dictionary has no fact for the input "{given}", so nothing that names it was taken over.'
                self.remarks.append(f"{remark}{meant}")
                continue
            yield given, fact
            if fact != given:
                self.remarks.append(
                    f'The input "{given}" is taken for the fact "{fact}". Check that they are the same, unit included.'
                )

    def columns(self, by_plain: Container[str]) -> Iterator[str]:
        """The names of facts that tables ask of without a declaration, as those of Camunda do, but for those of decisions."""
        decided = {part.name for part in self.model.decisions}
        for part in self.model.decisions:
            asked = part.logic.inputs if isinstance(part.logic, Table) else ()
            yield from (one for one in asked if _NAME.fullmatch(one) and _plain(one) in by_plain and one not in decided)

    def tree(self, part: Part) -> Node:
        """What a decision says, with those below it written into it. Raises `CoequalError` where it cannot be said."""
        if part.unread:
            raise CoequalError(part.unread, self.place)
        for name in part.functions:
            if not self.is_ours(name):
                raise CoequalError(f'it calls "{name}", a function of its own.', self.place)
        for name in part.requires:
            if name not in self.trees:
                raise CoequalError(f'it rests on "{name}", which was not taken over.', self.place)
        if isinstance(part.logic, str):
            trees = {name: self.trees[name] for name in part.requires}  # what is not required is null to an engine
            return read_feel(part.logic, self.vocabulary, self.names, self.place, trees=trees, functions=part.functions)
        if isinstance(part.logic, Table):
            return self.of_table(part.logic)
        raise CoequalError(f"it is a boxed {part.shape}, and only expressions and decision tables are taken over.", self.place)

    def is_ours(self, name: str) -> bool:
        """Whether a function of the model does what ours of its name does, with what both call."""
        ours = FUNCTIONS.get(name)
        if ours is None or self.model.functions.get(name) != (ours.parameters, ours.text):
            return False
        return ours.needs is None or self.is_ours(ours.needs)

    def of_table(self, table: Table) -> Node:
        for asked in table.inputs:
            if asked not in self.names:
                raise CoequalError(f'a column is about "{asked}", which is no input with a fact of the dictionary.', table.place)
        if len(table.outputs) != 1:
            raise CoequalError("it is a table of several outputs. Make one table of each.", table.place)
        about_facts = replace(table, inputs=tuple(self.names[one] for one in table.inputs))
        if decides(about_facts):
            tree = self.vocabulary.condition(Located(met_when(about_facts, self.vocabulary), table.place))
        else:
            tree = self.vocabulary.amount(Located(amount(about_facts, self.vocabulary), table.place))
        self.remarks += doubts(about_facts, self.vocabulary)
        return tree


def _plain(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold()


def _wording(part: Part) -> str:
    """What somebody holds against the source: the model's own words, and its table or expression."""
    said = wording(part.logic) if isinstance(part.logic, Table) else f"As the model has it: `{part.logic}`"
    return "\n\n".join(text for text in (part.description, said) if text)
