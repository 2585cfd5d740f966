"""How many synthetic people a policy's rules leave in."""

import pyarrow as pa

from coequal.eligibility.outcome import NOT_ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.policies.model import Policy
from coequal.populations.assess import Population, assess
from coequal.populations.mapping import Names, layouts
from coequal.populations.measures import Asked
from coequal.populations.question import Question
from coequal.populations.sources import Table


def eligible_share(table: pa.Table, policy: Policy) -> float:
    """The share of people whom no rule that is known rules out.

    They are not all eligible: rules that were not seen, facts that were not recorded and people's judgement may still
    stand between.
    """
    laid_out = layouts(policy.vocabulary.dictionary, table.column_names, Names())
    question = Question([Asked(policy.id, Rules(policy))], policy.vocabulary, {own.standard for own in laid_out.values()})
    counted = question.report(assess(question, Population(Table(table), laid_out)))
    refused: int = counted["policies"][policy.id]["outcomes"][NOT_ELIGIBLE]
    share: float = 1 - refused / table.num_rows
    return share
