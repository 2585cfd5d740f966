"""The same work in zen-engine, a rules engine that takes one case at a time.

It has neither three values nor calendar months, so each status is written for it as a test of when a condition is certainly
true and one of when it is certainly false, and it is given derived facts and moved dates. All statuses are one compiled
expression and a person is a text in JSON, which is the quickest of the ways tried. The step from statuses to outcomes is ours.
"""

import json
from collections.abc import Callable

import pyarrow as pa
import zen
from bench.everyone.checksum import Answer, Checksum, summed
from bench.everyone.people import rules
from bench.everyone.reference import PLACES, answer, laid_out
from bench.two_valued import PLAIN, Writer, expressions, plain

from coequal.criteria.vocabulary import work_out


def prepared(table: pa.Table) -> Callable[[], Checksum]:
    """The work, with the people in a table laid out for it beforehand."""
    writer = Writer(PLAIN, rules().slots)
    statuses, _ = expressions(rules(), writer)
    expression = f"[{', '.join(statuses)}]"
    inputs = {name: find for name, find in writer.inputs.items() if name in expression}
    people = [work_out(values, rules().formulas) for values in laid_out(table)]
    texts = [
        json.dumps({name: plain(found) for name, find in inputs.items() if (found := find(one)) is not None}) for one in people
    ]
    evaluate = zen.compile_expression(expression).evaluate
    return lambda: summed([_answer(evaluate(text)) for text in texts])


def _answer(statuses: list[str]) -> Answer:
    outcomes = tuple(governing.outcome(statuses) for governing in rules().governing)
    return answer([statuses[place] for place in PLACES], outcomes)
