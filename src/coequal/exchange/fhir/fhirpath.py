"""Expressions of the language as FHIRPath over the answers to a policy's questionnaire; what is not known is an empty collection.

FHIRPath's `and`, `or`, `=` and order are three-valued as ours are. Where it gives a definite answer to an empty operand, as
`iif` does with an empty condition, what is written here does not let it. Each part of an expression is written once: one that
is needed in several places becomes a variable (`sharing`).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from coequal.criteria.render import render
from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Constant,
    Current,
    If,
    InRange,
    IsKnown,
    Junction,
    Literal,
    Node,
    Not,
    OneOf,
)
from coequal.criteria.syntax import Fact as Named
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.counting import compared, completed, within
from coequal.exchange.fhir.questionnaire import DATE, VALUE, value_type
from coequal.exchange.fhir.sharing import Shared, Variable
from coequal.exchange.fhir.units import CODES, CONCENTRATION, names
from coequal.facts.dates import Months
from coequal.facts.dictionary import Fact
from coequal.facts.values import AREA

EMPTY: Final = "{}"
_WHOLE_DAY: Final = ".ofType(date).where(toString().length() = 10)"  # a form may send the year or the month only
_USABLE: Final = (  # of what may mean something else, or says why there is no value, nothing counts, even if there is a value
    "QuestionnaireResponse.where(status != 'entered-in-error' and implicitRules.empty() and modifierExtension.empty()"
    " and descendants().modifierExtension.empty() and descendants().linkId.isDistinct())"
    f".item.where((item.answer.extension | item.answer.value.extension).where(url = '{terms.DATA_ABSENT}').empty())"
)
_ESCAPES: Final = str.maketrans({"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\f": r"\f"})


class FhirPath:
    """The expressions of one policy, over the facts of its vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary whose facts are the questions."""
        self.vocabulary = vocabulary
        self._shared = Shared()
        self._texts: dict[int, tuple[Node, str]] = {}  # by the identity of a node: to compare large ones would take for ever

    def of(self, node: Node, about: str = "") -> str:
        """The FHIRPath of a node, an operand, with marks that `settle` replaces; `about` names it, if it becomes a variable.

        Raises `CoequalError` that names the part that FHIRPath cannot say.
        """
        match node:
            case Literal(value=value):
                return _constant(value, node)
            case Named(name=name):
                return self._fact(name)
        if id(node) not in self._texts:
            self._texts[id(node)] = node, self._text(node)
        return self._shared.part(self._texts[id(node)][1], about)

    def settle(self, found: Any) -> tuple[tuple[Variable, ...], Any]:
        """The variables that the expressions in `found` use, and `found` without marks.

        Raises `CoequalError` where an expression is longer than FHIR allows.
        """
        return self._shared.settle(found)

    def answer(self, name: str, part: str = VALUE) -> str:
        """The path of the answer to one part of a question."""
        fact = self.vocabulary.dictionary.facts[name]
        column, groups = fact.column, self._shared.part(_USABLE, "answers", named=True)
        said = f"item.where(linkId!='{column}.{DATE}')" if fact.dated else "item"  # a value or why there is none, not both
        group = f"{groups}.where(linkId='{column}').where({said}.answer.count() = 1)"
        if part == DATE:
            return f"{group}.item.where(linkId='{column}.{part}').where(answer.count() = 1).answer.value{_WHOLE_DAY}"
        return f"{group}.item.where(linkId='{column}.{part}').answer.value"

    def _text(self, node: Node) -> str:
        match node:
            case Current():
                return self._current(node)
            case Not(operand=operand):
                return f"{self.of(operand)}.not()"
            case IsKnown(operand=operand):
                return f"{self.of(operand)}.exists()"
            case Junction(word="and", operands=(IsKnown(operand=looked), held)) if looked == held:
                return f"iif({self.of(held)}, true, false)"
            case Junction(word=word, operands=operands):
                return _joined(word, map(self.of, operands))
            case Compare(sign=sign, left=left, right=right):
                return compared(self.of, self._written_out(left), sign, right) or f"({self.of(left)} {sign} {self.of(right)})"
            case InRange():
                return within(self.of, self._written_out(node.operand), node) or self._between(node)
            case OneOf(operand=operand, options=options):
                return _joined("or", (f"({self.of(operand)} = {self.of(option)})" for option in options))
            case If(condition=condition, then=then, otherwise=otherwise):
                branches = self.of(then), self.of(otherwise)
                if never_empty(condition):
                    return f"iif({self.of(condition)}, {', '.join(branches)})"
                return self._either(self.of(condition), *branches, of_truths=node.type.kind == "boolean")
            case Arithmetic(sign=sign, left=left, right=right):
                return self._arithmetic(node, sign, left, right)
            case Call(function=function, arguments=arguments):
                return self._call(node, function, arguments)
        raise unsayable(node)

    def _fact(self, name: str) -> str:
        """What is known of a fact: as it was answered, as it follows from others, or as one and failing that as the other."""
        fact, derived = self.vocabulary.dictionary.facts[name], self.vocabulary.derived.get(name)
        if fact.formula is not None and derived is not None:
            return self._shared.part(self.of(derived), name, named=True)
        given = f"{self.answer(name)}{_picked(fact, self.vocabulary.dictionary.service)}"
        if derived is None:
            return self._shared.part(given, name, named=True)
        answered = self._shared.part(given, f"{name} as given", named=True)
        return self._shared.part(f"iif({answered}.exists(), {answered}, {self.of(derived)})", name, named=True)

    def _written_out(self, node: Node) -> Node:
        """The formula of a fact that is always worked out; any other node as it is."""
        if isinstance(node, Named) and self.vocabulary.dictionary.facts[node.name].formula is not None:
            return self.vocabulary.derived[node.name]
        return node

    def _current(self, node: Current) -> str:
        """A value whose evidence is dated within the window, both days in; without `else`, `iif` gives nothing."""
        on = self._shared.part(self.answer(node.name, DATE), f"date of {node.name}", named=True)
        anchor = self._fact(node.anchor)
        return f"iif({on} >= {moved(anchor, '-', node.window)} and {on} <= {anchor}, {self._fact(node.name)})"

    def _between(self, node: InRange) -> str:
        value, low, high = map(self.of, (node.operand, node.low, node.high))
        return f"({value} >{'=' if node.low_in else ''} {low} and {value} <{'=' if node.high_in else ''} {high})"

    def _either(self, condition: str, then: str, otherwise: str, *, of_truths: bool) -> str:
        """One branch or the other; where the condition is not known, only what both agree on."""
        if of_truths:
            return f"({condition} and {then} or ({condition}.not() and {otherwise}) or ({then} and {otherwise}))"
        return f"iif({condition}.exists(), iif({condition}, {then}, {otherwise}), iif({then} = {otherwise}, {then}))"

    def _arithmetic(self, node: Node, sign: str, left: Node, right: Node) -> str:
        match left.type.kind, right:
            case "date", Literal(value=Months() | timedelta() as by):
                return moved(self.of(left), sign, by)
            case "date", _:
                raise unsayable(node)
        if "days" in (left.type.kind, right.type.kind):
            raise unsayable(node)
        return f"({self.of(left)} {sign} {self.of(right)})"

    def _call(self, node: Node, function: str, arguments: tuple[Node, ...]) -> str:
        match function, arguments:
            case (("age" | "full months"), (start, end)):
                return completed(function, self.of(start), self.of(end))
            case "years and months duration", (start, end):
                a, b = self.of(start), self.of(end)
                forward, backward = completed("full months", a, b), completed("full months", b, a)
                return f"iif({a} <= {b}, {forward}, iif({b} < {a}, 0 - {backward}))"
            case "count", (Call(function="list", arguments=items),):
                return str(len(items))
            case (("min" | "max"), (Call(function="list", arguments=items),)):
                return self._extreme(function, items)
            case (("min" | "max"), items):
                return self._extreme(function, items)
        raise unsayable(node)

    def _extreme(self, function: str, items: tuple[Node, ...]) -> str:
        """The least or the greatest; empty where one is."""
        sign: Final = "<" if function == "min" else ">"
        found = self.of(items[0])
        for other in map(self.of, items[1:]):
            found = self._shared.part(f"iif({found} {sign}= {other}, {found}, iif({other} {sign} {found}, {other}))")
        return found


def never_empty(node: Node) -> bool:
    """Whether a condition is true or false whatever is known, as far as its shape shows it."""
    match node:
        case IsKnown() | Literal(value=bool()):
            return True
        case Not(operand=operand):
            return never_empty(operand)
        case Junction(word="and", operands=(IsKnown(operand=looked), held)) if looked == held:
            return True
        case Junction(operands=operands):
            return all(map(never_empty, operands))
    return False


def moved(day: str, sign: str, by: Months | timedelta) -> str:
    """A day moved by a duration; FHIRPath ends a month early as we do."""
    count, unit = (by.count, "months") if isinstance(by, Months) else (by.days, "days")
    if unit == "months" and count % 12 == 0:
        count, unit = count // 12, "years"
    turned = sign if count >= 0 else {"+": "-", "-": "+"}[sign]
    return f"({day} {turned} {abs(count)} {unit})"


def unsayable(node: Node) -> CoequalError:
    """What to raise for a part of the language that FHIRPath does not have."""
    return CoequalError(f"FHIRPath of R4 cannot say “{render(node)}”, so this policy has no PlanDefinition. Use SQL instead.")


def _picked(fact: Fact, service: str) -> str:
    """What of an answer is the value, and only of one that a case can hold: any other is nothing, as if it were not there."""
    match value_type(fact):
        case "choice":
            words = " | ".join(map(_text, fact.values))
            system = _text(terms.choices_of(service, fact.column))
            return f".ofType(Coding).where(system.empty() or system = {system}).code.where($this in ({words}))"
        case "quantity":
            return f".where(comparator.empty() and {_unit(str(fact.unit))}).value{_plausible(fact)}"
        case "integer" | "decimal":
            return f".where($this is decimal or $this is integer){_plausible(fact)}"
        case "date":
            return f"{_WHOLE_DAY}{_plausible(fact)}"
        case "string":
            return f".ofType(string).where(matches('^({AREA.pattern})$'))"
        case kind:
            return f".ofType({kind})"


def _unit(unit: str) -> str:
    """That a quantity is in a unit: by UCUM's code, or by our word where UCUM has none."""
    own = " | ".join(map(_text, names(unit)))
    if unit in CODES:
        shape = _text(f"^({CONCENTRATION})$")
        said = f"unit.where(matches({shape}) and ($this in ({own})).not()).empty()"
        return f"system = {_text(terms.UCUM)} and code in ({own}) and {said}"
    return f"code.empty() and unit in ({own})"


def _plausible(fact: Fact) -> str:
    """That a number or a date can occur."""
    low, high = (f"@{end.isoformat()}" if isinstance(end, date) else f"{end:f}" for end in fact.plausible)
    return f".where($this >= {low} and $this <= {high})"


def _joined(word: str, operands: Iterable[str]) -> str:
    return f"({f' {word} '.join(operands)})"


def _constant(value: Constant, node: Node) -> str:
    match value:
        case None:
            return EMPTY
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"({value:f})" if value.is_signed() else f"{value:f}"
        case Months(count):  # outside of dates, durations in months are counted with and compared as numbers
            return str(count) if count >= 0 else f"({count})"
        case timedelta():
            raise unsayable(node)
        case date():
            return f"@{value.isoformat()}"
    return _text(value)


def _text(text: str) -> str:
    return f"'{text.translate(_ESCAPES)}'"
