"""Reading FEEL back: from the text of a model to the tree of an expression of a policy.

There is one meaning of a guard, that of `guarded`: a shape is taken for one only where guarding what would be in it
gives the very same shape again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from coequal.criteria.check import check
from coequal.criteria.parse import parse
from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    IsKnown,
    Junction,
    Literal,
    Node,
    Not,
    NotStated,
    OneOf,
    rebuild,
)
from coequal.criteria.syntax import names as mentioned
from coequal.criteria.tokens import LanguageError
from coequal.criteria.types import DATE, Type
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.guard import MONTHS_BETWEEN, NOT_STATED, evidence_date, guarded
from coequal.facts.dates import Months

_PROPERTY: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<dot>(?<=[^\W\d])\.\s*(?P<name>[^\W\d]\w*))')
_ROUNDED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<open>\bdecimal\s*\()|[()]|(?P<places>,\s*\d+\s*)(?=\))')


def read_feel(
    text: str, vocabulary: Vocabulary, names: Mapping[str, str], place: Place, trees: Mapping[str, Node] = MappingProxyType({})
) -> Node:
    """The checked tree of an expression in FEEL; `names` says which fact a name of the model stands for.

    `trees` says which expression another name stands for.

    Raises `CoequalError` at `place` for FEEL outside the subset, and for null where no guard has it.
    """
    try:
        tree = _with_facts(parse(_plain(text, place), {*names, *trees}), names, trees)
        found = _checked(unguarded(tree, vocabulary), vocabulary)
    except LanguageError as error:
        raise CoequalError(f"{error.message} It says: {text[:300]}", place) from None
    for name in sorted(mentioned(found) - set(vocabulary.types)):
        raise CoequalError(f'"{name}" says only whether evidence is current; this asks something else: {text[:300]}', place)
    return found


def unguarded(node: Node, vocabulary: Vocabulary) -> Node:
    """The tree without its guards. What looks like one and is none is left, and its null with it."""
    for candidate in _candidates(node, vocabulary):
        try:
            if guarded(_checked(candidate, vocabulary), vocabulary) == node:
                return candidate
        except LanguageError:
            continue
    return rebuild(node, lambda child: unguarded(child, vocabulary))


def _checked(node: Node, vocabulary: Vocabulary) -> Node:
    return check(node, {**vocabulary.types, **{evidence_date(name): DATE for name in vocabulary.slots.on}}, {})


def _candidates(node: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    """What a shape may be the guard of."""
    match node:
        case Literal(value=value) if value == NOT_STATED:
            yield NotStated()
        case Compare(sign="!=", left=operand, right=Literal(value=None)):
            yield IsKnown(unguarded(operand, vocabulary))
        case Call(function=name, arguments=arguments) if name == MONTHS_BETWEEN:
            yield Call("years and months duration", tuple(unguarded(one, vocabulary) for one in arguments))
        case If(condition=Junction(word="and", operands=(since, _)), then=Fact(name=name), otherwise=Literal(value=None)):
            yield from _evidence(name, since, vocabulary)
        case If(then=Literal(value=None), otherwise=body):
            yield unguarded(body, vocabulary)
            yield from _equalities(body, vocabulary)
            yield from _ranges(body, vocabulary)
            yield from _among(node.condition, body, vocabulary)
            yield from _extremes(body, vocabulary)
    if isinstance(node, If) and isinstance(node.otherwise, If):
        yield rebuild(node.otherwise, lambda child: unguarded(child, vocabulary))


def _evidence(name: str, since: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    match since:
        case Compare(right=Arithmetic(left=Fact(name=anchor), right=Literal(value=Months() | timedelta() as window))):
            yield Current(name, window, anchor, type=vocabulary.types.get(name, Type("any")))


def _equalities(body: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    """Of durations, an equality says that neither is longer."""
    sign, tests = ("!=", body.operand) if isinstance(body, Not) else ("=", body)
    match tests:
        case Junction(operands=(Compare(left=left, right=right), _)):
            yield Compare(sign, unguarded(left, vocabulary), unguarded(right, vocabulary))


def _ranges(body: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    match body:
        case Junction(operands=(Compare(left=value, right=low) as first, Compare(right=high) as second)):
            within, start, end = (unguarded(part, vocabulary) for part in (value, low, high))
            yield InRange(within, start, end, first.sign == ">=", second.sign == "<=")


def _among(test: Node, body: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    if not isinstance(test, Compare):
        return
    value = unguarded(test.left, vocabulary)
    equal = body.operands if isinstance(body, Junction) and body.word == "or" else (body,)
    options = [found.right for one in equal if isinstance(found := unguarded(one, vocabulary), Compare)]
    if len(options) == len(equal):
        yield OneOf(value, tuple(options))


def _extremes(body: Node, vocabulary: Vocabulary) -> Iterator[Node]:
    values = []
    while isinstance(body, If):
        values.append(unguarded(body.then, vocabulary))
        body = body.otherwise
    values.append(unguarded(body, vocabulary))
    for name in ("min", "max"):
        yield Call(name, tuple(values))
        yield Call(name, (Call("list", tuple(values)),))


def _plain(text: str, place: Place) -> str:
    """The text without the rounding of sums, which says nothing of its own; what stands after a dot is refused by name."""
    for found in _PROPERTY.finditer(text):
        if found["dot"]:
            message = f'".{found["name"]}" cannot be taken over: the language of policies has no parts of values.'
            raise CoequalError(message, place)
    kept: list[str] = []
    last, opened = 0, []
    for found in _ROUNDED.finditer(text):
        if found["open"]:
            kept.append(text[last : found.start()] + "(")
            last = found.end()
            opened.append(True)
        elif found[0] == "(":
            opened.append(False)
        elif found["places"] and opened and opened[-1]:
            kept.append(text[last : found.start()])
            last = found.end()
        elif found[0] == ")" and opened:
            opened.pop()
    spelled = "".join([*kept, text[last:]])
    return re.sub(rf"\b{MONTHS_BETWEEN}\s*\(", "years and months duration(", spelled)


def _with_facts(node: Node, names: Mapping[str, str], trees: Mapping[str, Node]) -> Node:
    """The tree with what the names of the model stand for, and our own functions."""
    match node:
        case Fact(name=name) if name in trees:
            return trees[name]
        case Fact(name=name):
            return replace(node, name=names[name])
        case Call(function="years and months duration"):
            node = replace(node, function=MONTHS_BETWEEN)
    return rebuild(node, lambda child: _with_facts(child, names, trees))
