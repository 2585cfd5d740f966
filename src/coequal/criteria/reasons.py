"""Why a condition is true, false or not known: the operands that settled it, in words."""

from collections.abc import Sequence
from datetime import date
from typing import TypeGuard

from coequal.criteria.closures import Trace, Values
from coequal.criteria.phrases import CLAUSED, AreaName, Phrases, before_moment, facing
from coequal.criteria.render import render
from coequal.criteria.syntax import Compare, Current, Fact, If, InRange, IsKnown, Junction, Literal, Node, Not, OneOf, names
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.case import Case, NotKnown
from coequal.facts.dates import say_date, say_duration

NOT_KNOWN = " is not known"


def _has_clause(node: Node, value: object) -> TypeGuard[Fact | Current]:
    """Whether a side of a comparison is a fact that is known."""
    return isinstance(node, Fact | Current) and value is not None


class Reasons:
    """The reasons within one case. A clause has neither capital nor full stop."""

    def __init__(self, vocabulary: Vocabulary, case: Case, values: Values, area: AreaName) -> None:
        """Take a case and its values, derived facts worked out."""
        self.vocabulary, self.case, self.values = vocabulary, case, values
        self.phrases = Phrases(vocabulary.dictionary.facts, area)

    def why(self, trace: Trace) -> list[str]:
        """The clauses that settle a condition, each once; what is not known is gathered into one of them."""
        return self.why_together([trace])

    def why_together(self, traces: Sequence[Trace]) -> list[str]:
        """The clauses that settle several conditions at once."""
        clauses = list(dict.fromkeys(clause for trace in traces for clause in self._why(trace)))
        if not clauses:  # nothing but `true` or `false` was written
            return [f"this is {'always' if all(trace[0] for trace in traces) else 'never'} so"]
        unknown = [clause.removesuffix(NOT_KNOWN) for clause in clauses if clause.endswith(NOT_KNOWN)]
        if len(unknown) < 2:
            return clauses
        return [*(clause for clause in clauses if not clause.endswith(NOT_KNOWN)), f"not known: {', '.join(unknown)}"]

    def _why(self, trace: Trace) -> list[str]:
        value, node, under = trace
        match node:
            case Junction():
                return self._junction(trace)
            case Not():
                return self._why(under[0])
            case IsKnown(operand=operand):
                return [f"{self.phrases.subject(operand)} is {'' if value else 'not '}known"]
            case If() if under[0][0] is not None:
                return [*self._why(under[0]), *self._why(under[1] if under[0][0] else under[2])]
            case Literal() if value is not None:
                return []
        if value is None:
            return self._unknown(trace)
        return [self._leaf(trace)]

    def _junction(self, trace: Trace) -> list[str]:
        """Where one operand settles it, that one; else all that have the same value."""
        value, node, under = trace
        assert isinstance(node, Junction)
        telling = [part for part in under if part[0] is value]
        if value and node.word == "or":
            telling = telling[:1]
        return [clause for part in telling for clause in self._why(part)]

    def _leaf(self, trace: Trace) -> str:
        value, node, under = trace
        if isinstance(node, Compare) and (turned := facing(node)) is not node:
            return self._leaf((value, turned, under[::-1]))
        match node:
            case Fact() | Current():
                return self.phrases.clause(node, value)
            case Compare(left=left) | OneOf(operand=left) if left.type.kind in CLAUSED:
                if not all(isinstance(side, Fact | Current | Literal) for _, side, _ in under):
                    return self._formula(node, bool(value))
                return " and ".join(self.phrases.clause(side, found) for found, side, _ in under if _has_clause(side, found))
            case Compare():
                return self._compared(node, under[0][0], bool(value))
            case InRange():
                return f"{self._said(node.operand, under[0][0])} is {self._placed(node, bool(value), under)}"
            case OneOf():
                return f"{self._said(node.operand, under[0][0])} is {'' if value else 'not '}{self.phrases.options(node)}"
            case _:
                return self._formula(node, bool(value))

    def _formula(self, node: Node, holds: bool) -> str:
        return f"“{render(node)}” is {'true' if holds else 'false'}"

    def _said(self, node: Node, value: object) -> str:
        """A subject and its value: `her body mass index, 31.2,`."""
        if isinstance(node, Fact | Current):
            return f"{self.phrases.subject(node)}, {self.phrases.value(value, node)},"
        return f"{self.phrases.subject(node)} ({self.phrases.value(value, node)})"

    def _compared(self, node: Compare, left: object, holds: bool) -> str:
        relation = self.phrases.relation(node.sign, node.left, node.right, holds)
        if holds == (node.sign == "=") and node.sign in ("=", "!="):
            return f"{self.phrases.subject(node.left)} is {relation}"
        return f"{self._said(node.left, left)} is {relation}{self._on(node.right)}"

    def _placed(self, node: InRange, holds: bool, under: tuple[Trace, ...]) -> str:
        """Where a value lies: within the range, or on which side of it."""
        found, low = under[0][0], under[1][0]
        if holds:
            return f"{self.phrases.span(node)}{self._on(node.low)}"
        if low is not None and (found < low or (found == low and not node.low_in)):
            return self.phrases.relation(">=" if node.low_in else ">", node.operand, node.low, holds=False) + self._on(node.low)
        return self.phrases.relation("<=" if node.high_in else "<", node.operand, node.high, holds=False) + self._on(node.high)

    def _on(self, node: Node) -> str:
        """The date of the event that a side of a comparison counts from: ` (2 May 2023)`."""
        since = before_moment(node)
        name = since[0] if since else getattr(node, "name", None)
        day = self.values[self.vocabulary.slots.value[name]] if name else None
        return f" ({say_date(day)})" if isinstance(day, date) else ""

    def _unknown(self, trace: Trace) -> list[str]:
        """What is not known, in the operands that are not."""
        value, node, under = trace
        if value is not None:
            return []
        if isinstance(node, Current):
            return [self._not_current(node)]
        if isinstance(node, Fact):
            return [self._not_known(name) for name in self._lacking(node.name)]
        if under and all(part[0] is not None for part in under):
            return [f"“{render(node)}” is outside the calendar"]
        return [clause for part in under for clause in self._unknown(part)]

    def _lacking(self, name: str) -> list[str]:
        """The facts not given for want of which a fact is not known."""
        derived = self.vocabulary.derived.get(name)
        if derived is None:
            return [name]
        slots = self.vocabulary.slots.value
        under = [lack for part in sorted(names(derived), key=slots.__getitem__) if self.values[slots[part]] is None
                 for lack in self._lacking(part)]  # fmt: skip
        return [name] if not under or self.vocabulary.dictionary.facts[name].formula is None else under

    def _not_known(self, name: str) -> str:
        found = self.case.get(name)
        why = f" ({found.why})" if isinstance(found, NotKnown) and found.why != "not asked" else ""
        return f"{self.phrases.facts[name].says}{why}{NOT_KNOWN}"

    def _not_current(self, node: Current) -> str:
        """Why a result does not count: there is none, it has no date, or its date is outside the window."""
        slots = self.vocabulary.slots
        value, on, anchor = (
            self.values[slots.value[node.name]],
            self.values[slots.on[node.name]],
            self.values[slots.value[node.anchor]],
        )
        moment = self.phrases.moment(node.anchor)
        if value is None:
            return self._not_known(node.name)
        if on is None:
            return (
                f"the {node.name} result has no date, so it cannot be placed within the {say_duration(node.window)} before {moment}"
            )
        if anchor is None:
            return self._not_known(node.anchor)
        if on > anchor:
            return f"the {node.name} result of {say_date(on)} is dated after {moment}"
        return f"the {node.name} result of {say_date(on)} is older than {say_duration(node.window)} at {moment}"
