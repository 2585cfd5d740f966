"""Guarded trees as text of FEEL that asks little of an engine: durations in ISO 8601, sums of decimal fractions rounded."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import Arithmetic, Call, Fact, If, InRange, Junction, Literal, Node, OneOf, children, rebuild
from coequal.criteria.types import NUMBER, TEXT
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.dmn.guard import guarded
from coequal.exchange.dmn.size import size
from coequal.facts.dates import Months

MOST_PARTS: Final = 10_000


def feel(node: Node, vocabulary: Vocabulary) -> str:
    """The FEEL of a checked expression. Raises `CoequalError` where DMN cannot say it, or only at great length."""
    whole = guarded(node, vocabulary)
    if (parts := size(whole)) > MOST_PARTS:
        message = f"In DMN this expression would have {parts:,} parts; at most {MOST_PARTS:,} are written."
        raise CoequalError(f"{message} Split it into derived facts: {render(node)[:200]}")
    return render(_spelled(whole, vocabulary))


def _spelled(node: Node, vocabulary: Vocabulary) -> Node:
    """The tree with FEEL's own spelling. A sum is rounded to its own places, since some engines count in binary fractions."""
    match node:
        case Literal(value=Months() | timedelta() as duration):
            return Call("duration", (Literal(_iso(duration), type=TEXT),))
        case Arithmetic() if node.type.kind == "number" and (places := _places(node, vocabulary)):
            return Call("decimal", (_unrounded(node, vocabulary), Literal(Decimal(places), type=NUMBER)))
        case Junction():
            return rebuild(node, lambda child: _bracketed(_spelled(child, vocabulary)))
    return rebuild(node, lambda child: _spelled(child, vocabulary))


def _bracketed(node: Node) -> Node:
    """A test of `in` in brackets: without them not every engine sees where it ends."""
    return Call("", (node,)) if isinstance(node, InRange | OneOf) else node


def _unrounded(node: Node, vocabulary: Vocabulary) -> Node:
    """A sum within a sum, which is rounded as a whole."""
    if isinstance(node, Arithmetic) and node.type.kind == "number":
        return rebuild(node, lambda child: _unrounded(child, vocabulary))
    return _spelled(node, vocabulary)


def _places(node: Node, vocabulary: Vocabulary) -> int:
    """How many decimal places a number can have."""
    match node:
        case Literal(value=Decimal() as value):
            return max(0, -int(value.normalize().as_tuple().exponent))
        case Fact(name=name):
            if name in vocabulary.derived and vocabulary.dictionary.facts[name].formula is not None:
                return _places(vocabulary.derived[name], vocabulary)
            return vocabulary.dictionary.facts[name].decimals if name in vocabulary.dictionary.facts else 0
        case Arithmetic(sign="*", left=left, right=right):
            return _places(left, vocabulary) + _places(right, vocabulary)
        case If():
            return max(_places(child, vocabulary) for child in children(node)[1:])
        case Arithmetic() | Call(function="min" | "max" | "list"):
            return max(_places(child, vocabulary) for child in children(node))
    return 0


def _iso(duration: Months | timedelta) -> str:
    """A duration as ISO 8601 writes it: `P12M`, `P28D`, `-P1M`."""
    count, unit = (duration.count, "M") if isinstance(duration, Months) else (duration.days, "D")
    return f"{'-' if count < 0 else ''}P{abs(count)}{unit}"
