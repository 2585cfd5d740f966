"""Which questions a form may leave out: those of facts that stand only in criteria that another answer rules out.

That is proved from the shape of the rules, and of nothing else: a criterion whose `applies when` is one test of one answer
does not apply where the test fails, whatever its other facts are. Where that answer is not known the question stays open.
"""

from collections.abc import Iterable, Iterator, Mapping

from coequal.criteria.syntax import Compare, Fact, Literal, Node, Not, OneOf, names
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.grounds import trees
from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.terms import Resource
from coequal.policies.model import Criterion

Tests = tuple[Resource, ...]


def enabling(rules: Rules, value: str) -> Mapping[str, Resource]:
    """Of each fact that may be left out, what a form says of it; `value` is the part of a linkId that holds a value."""
    vocabulary = rules.policy.vocabulary
    always = {rules.policy.binds_by, SOUGHT}
    for tree in _always(rules):
        always |= vocabulary.basis(names(tree))
    needed: dict[str, list[Tests]] = {}
    for place, criterion in enumerate(rules.criteria):
        tests = () if place in rules.linked else _tests(criterion, rules, value)  # what overrides hangs on more than its scope
        for name in vocabulary.basis(frozenset().union(*map(names, _conditions(criterion)))):
            needed.setdefault(name, []).append(tests)
    return {name: _said(tests) for name, tests in needed.items() if name not in always and all(tests)}


def _always(rules: Rules) -> Iterator[Node]:
    """What is looked at whatever applies: where each criterion does, amounts, and when another body commissions."""
    yield from (criterion.applies_when for criterion in rules.criteria if criterion.applies_when is not None)
    for treatment in rules.policy.treatments:
        yield from treatment.amounts.values()
    yield from (condition for condition, _ in rules.policy.vocabulary.exempt)


def _conditions(criterion: Criterion) -> Iterator[Node]:
    """The conditions of a criterion, in every reading, and where it applies in another than ours."""
    if criterion.condition is not None:
        yield criterion.condition
    for reading in criterion.readings:
        yield from trees(reading)


def _tests(criterion: Criterion, rules: Rules, value: str) -> Tests:
    """The tests of one answer of which one must hold for a criterion to apply; none where that cannot be said so simply."""
    if any(reading.applies_when is not None for reading in criterion.readings):
        return ()
    match criterion.applies_when:
        case Fact() as fact:
            return _test(fact, "=", [True], rules, value)
        case Not(operand=Fact() as fact):
            return _test(fact, "=", [False], rules, value)
        case Compare(sign="=" | "!=" as sign, left=Fact() as fact, right=Literal(value=wanted)):
            return _test(fact, sign, [wanted], rules, value)
        case OneOf(operand=Fact() as fact, options=options) if all(isinstance(one, Literal) for one in options):
            return _test(fact, "=", [one.value for one in options if isinstance(one, Literal)], rules, value)
    return ()


def _test(fact: Fact, sign: str, wanted: Iterable[object], rules: Rules, value: str) -> Tests:
    """The tests as FHIR has them, if the fact is a question with an answer of its own: a choice, or yes or no."""
    vocabulary = rules.policy.vocabulary
    about = vocabulary.dictionary.facts[fact.name]
    if about.kind not in ("boolean", "choice") or fact.name in vocabulary.derived:
        return ()
    system = terms.choices_of(vocabulary.dictionary.service, about.column)
    answers = [
        {"answerBoolean": one} if about.kind == "boolean" else {"answerCoding": {"system": system, "code": one}} for one in wanted
    ]
    return tuple({"question": f"{about.column}.{value}", "operator": sign, **answer} for answer in answers)


def _said(tests: Iterable[Tests]) -> Resource:
    """That a question is open where one of the tests holds, or an answer that they look at is not there."""
    every = [one for some in tests for one in some]
    open_too = [
        {"question": question, "operator": "exists", "answerBoolean": False}
        for question in {one["question"]: None for one in every}
    ]
    return {"enableWhen": [one for place, one in enumerate(every) if one not in every[:place]] + open_too, "enableBehavior": "any"}
