"""Reading FEEL back: from the text of a model to the tree of an expression of a policy.

There is one meaning of a guard, that of `guarded`: a shape is taken for one only where guarding what would be in it
gives the very same shape again.
"""

import re
from collections.abc import Collection, Iterator, Mapping
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
    children,
    rebuild,
)
from coequal.criteria.syntax import names as mentioned
from coequal.criteria.tokens import LanguageError, UnknownName
from coequal.criteria.types import DATE, Type
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.feel import feel
from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.exchange.dmn.guard import MONTHS_BETWEEN, NOT_STATED, evidence_date, guarded
from coequal.exchange.dmn.size import size
from coequal.facts.dates import Months

MOST_PARTS: Final = 2_000
_PROPERTY: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<dot>(?<=[^\W\d])\.\s*(?P<name>[^\W\d]\w*))')
_ROUNDED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<open>\bdecimal\s*\()|[()]|(?P<places>,\s*\d+\s*)(?=\))')


def read_feel(
    text: str,
    vocabulary: Vocabulary,
    names: Mapping[str, str],
    place: Place,
    *,
    trees: Mapping[str, Node] = MappingProxyType({}),
    functions: Collection[str] = tuple(FUNCTIONS),
) -> Node:
    """The checked tree of an expression in FEEL; `names` says which fact a name of the model stands for.

    `trees` says which expression another name stands for, and `functions` which of ours the model has.

    Raises `CoequalError` at `place` for what is no FEEL, for FEEL outside the subset, for null where no guard has it, and for
    rounding that a model of our own would not have.
    """
    try:
        written = _parsed(_plain(text, place), {*names, *trees}, vocabulary, place)
        _check_feel(written, functions, place)
        tree = _with_facts(written, names, trees)
        if size(tree) > MOST_PARTS:
            raise CoequalError(f"With the decisions below it this has more than {MOST_PARTS:,} parts: {text[:300]}", place)
        found = _checked(_Unguarding(vocabulary).plain(tree), vocabulary)
    except LanguageError as error:
        raise CoequalError(f"{error.message} It says: {text[:300]}", place) from None
    if any(one["open"] for one in _ROUNDED.finditer(text)) and not _rounds_nothing(found, text, vocabulary):
        message = '"decimal" cannot be taken over: the language of policies does not round. Write the condition without it.'
        raise CoequalError(f"{message} It says: {text[:300]}", place)
    for name in sorted(mentioned(found) - set(vocabulary.types)):
        raise CoequalError(f'"{name}" says only whether evidence is current; this asks something else: {text[:300]}', place)
    return found


class _Unguarding:
    """One tree being read; what each part of it is without guards is found once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.known: dict[int, Node] = {}  # by the identity of a part of the tree, which lives as long as this

    def plain(self, node: Node) -> Node:
        """The tree without its guards. What looks like one and is none is left, and its null with it."""
        if id(node) not in self.known:
            self.known[id(node)] = self.found(node)
        return self.known[id(node)]

    def found(self, node: Node) -> Node:
        for candidate in self.candidates(node):
            try:
                if guarded(_checked(candidate, self.vocabulary), self.vocabulary) == node:
                    return candidate
            except CoequalError:
                continue
        return rebuild(node, self.plain)

    def candidates(self, node: Node) -> Iterator[Node]:
        """What a shape may be the guard of."""
        match node:
            case Literal(value=value) if value == NOT_STATED:
                yield NotStated()
            case Compare(sign="!=", left=operand, right=Literal(value=None)):
                yield IsKnown(self.plain(operand))
            case Call(function=name, arguments=arguments) if name == MONTHS_BETWEEN:
                yield Call("years and months duration", tuple(map(self.plain, arguments)))
            case If(condition=Junction(word="and", operands=(since, _)), then=Fact(name=name), otherwise=Literal(value=None)):
                yield from self.evidence(name, since)
            case If(then=Literal(value=None), otherwise=body):
                yield self.plain(body)
                yield from self.equalities(body)
                yield from self.ranges(body)
                yield from self.among(node.condition, body)
                yield from self.extremes(body)
        if isinstance(node, If) and isinstance(node.otherwise, If):
            yield rebuild(node.otherwise, self.plain)

    def evidence(self, name: str, since: Node) -> Iterator[Node]:
        match since:
            case Compare(right=Arithmetic(left=Fact(name=anchor), right=Literal(value=Months() | timedelta() as window))):
                yield Current(name, window, anchor, type=self.vocabulary.types.get(name, Type("any")))

    def equalities(self, body: Node) -> Iterator[Node]:
        """Of durations, an equality says that neither is longer."""
        sign, tests = ("!=", body.operand) if isinstance(body, Not) else ("=", body)
        match tests:
            case Junction(operands=(Compare(left=left, right=right), _)):
                yield Compare(sign, self.plain(left), self.plain(right))

    def ranges(self, body: Node) -> Iterator[Node]:
        match body:
            case Junction(operands=(Compare(left=value, right=low) as first, Compare(right=high) as second)):
                within, start, end = map(self.plain, (value, low, high))
                yield InRange(within, start, end, first.sign == ">=", second.sign == "<=")

    def among(self, test: Node, body: Node) -> Iterator[Node]:
        if not isinstance(test, Compare):
            return
        equal = body.operands if isinstance(body, Junction) and body.word == "or" else (body,)
        options = [found.right for one in equal if isinstance(found := self.plain(one), Compare)]
        if len(options) == len(equal):
            yield OneOf(self.plain(test.left), tuple(options))

    def extremes(self, body: Node) -> Iterator[Node]:
        values = []
        while isinstance(body, If):
            values.append(self.plain(body.then))
            body = body.otherwise
        values.append(self.plain(body))
        for name in ("min", "max"):
            yield Call(name, tuple(values))
            yield Call(name, (Call("list", tuple(values)),))


def _parsed(text: str, names: Collection[str], vocabulary: Vocabulary, place: Place) -> Node:
    """The tree of a text. Raises `CoequalError` for a fact that is no name of the model, `LanguageError` for any other mistake."""
    try:
        return parse(text, names)
    except UnknownName:
        undeclared = mentioned(parse(text, {*names, *vocabulary.types})).difference(names)
        if not undeclared:
            raise
    message = f'"{min(undeclared)}" is a fact, but no input that the model declares. Add it as input data.'
    raise CoequalError(f"{message} It says: {text[:300]}", place)


def _check_feel(node: Node, functions: Collection[str], place: Place) -> None:
    """Nothing, for FEEL. Raises `CoequalError` for what only the language of policies has, which no engine would understand."""
    match node:
        case IsKnown() | NotStated() | Current():
            raise CoequalError("This is written in the language of policies, which is no FEEL.", place)
        case Call(function=name) if name in FUNCTIONS and name not in functions:
            raise CoequalError(f'It calls "{name}", which FEEL does not have and the model does not bring along.', place)
    for child in children(node):
        _check_feel(child, functions, place)


def _rounds_nothing(found: Node, text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text rounds only as our own models do, so that writing what was read from it gives the same text again."""
    try:
        return feel(found, vocabulary).split() == text.split()
    except CoequalError:
        return False


def _checked(node: Node, vocabulary: Vocabulary) -> Node:
    return check(node, {**vocabulary.types, **{evidence_date(name): DATE for name in vocabulary.slots.on}}, {})


def _plain(text: str, place: Place) -> str:
    """The text without the rounding of sums, which in our own models says nothing; what stands after a dot is refused by name."""
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
