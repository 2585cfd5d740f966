"""A condition in plain English, for everybody: what must be so, not what is so."""

from collections.abc import Sequence
from dataclasses import dataclass

from coequal.criteria.phrases import CLAUSED, Phrases, facing, joined
from coequal.criteria.render import render
from coequal.criteria.syntax import Compare, Current, Fact, If, InRange, IsKnown, Junction, Literal, Node, Not, OneOf
from coequal.criteria.types import BOOLEAN

LONGEST = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a nested list; depth 0 is the outermost."""

    depth: int
    text: str


def describe(node: Node, phrases: Phrases) -> list[Line]:
    """A condition as one line, or as a list in which each group says whether all or any must hold."""
    return _lines(node, phrases, 0)


def _lines(node: Node, phrases: Phrases, depth: int) -> list[Line]:
    if isinstance(node, Junction):
        text = joined([_clause(part, phrases) for part in node.operands], node.word)
        if len(text) > LONGEST or any(isinstance(part, Junction) for part in node.operands):
            under = [line for part in node.operands for line in _lines(part, phrases, depth + 1)]
            return [Line(depth, "all of these:" if node.word == "and" else "any of these:"), *under]
    return [Line(depth, _clause(node, phrases))]


def _clause(node: Node, phrases: Phrases) -> str:
    match node:
        case Fact() | Current():
            return phrases.clause(node, True)
        case Not(operand=Fact() | Current() as fact):
            return phrases.clause(fact, False)
        case Not(operand=IsKnown(operand=operand)):
            return f"{phrases.subject(operand)} is not known"
        case Not(operand=operand):
            return f"it is not so that {_clause(operand, phrases)}"
        case IsKnown(operand=operand):
            return f"{phrases.subject(operand)} is known"
        case Compare() if facing(node) is not node:
            return _clause(facing(node), phrases)
        case Compare(sign=sign, left=Fact() | Current() as fact, right=Literal(value=value)) if fact.type.kind in CLAUSED:
            return _chosen(fact, [value], sign == "=", phrases)
        case OneOf(operand=Fact() | Current() as fact, options=options) if fact.type.kind == "choice" and _written_out(options):
            return _chosen(fact, [option.value for option in options if isinstance(option, Literal)], True, phrases)
        case Compare(left=left) | OneOf(operand=left) if left.type.kind in CLAUSED:
            return f"“{render(node)}” is true"
        case Compare(sign=sign, left=left, right=right):
            return f"{phrases.subject(left)} is {phrases.relation(sign, left, right)}"
        case InRange(operand=operand):
            return f"{phrases.subject(operand)} is {phrases.span(node)}"
        case OneOf(operand=operand):
            return f"{phrases.subject(operand)} is {phrases.options(node)}"
        case Junction(word=word, operands=operands):
            return joined([_clause(part, phrases) for part in operands], word)
        case If(condition=condition, then=then, otherwise=otherwise):
            return f"if {_clause(condition, phrases)}, {_amount(then, phrases)}; otherwise {_amount(otherwise, phrases)}"
        case _:
            assert isinstance(node, Literal), node
            return "always" if node.value else "never"


def _amount(node: Node, phrases: Phrases) -> str:
    """A branch of an `if`: a condition as its clause, an amount as it is written."""
    return _clause(node, phrases) if node.type == BOOLEAN or isinstance(node, If) else phrases.subject(node)


def describe_amount(node: Node, phrases: Phrases) -> str:
    """An amount in plain English."""
    return _amount(node, phrases)


def _written_out(options: Sequence[Node]) -> bool:
    return all(isinstance(option, Literal) for option in options)


def _chosen(node: Fact | Current, values: Sequence[object], among: bool, phrases: Phrases) -> str:
    """The clauses of the values that are meant, or of all the others."""
    meant = [value for value in node.type.choices or (True, False) if (value in values) == among]
    return " or ".join(phrases.clause(node, value) for value in meant)
