"""All rules of lint, by theme."""

from typing import Final

from coequal.lint import ages, amounts, blocks, clauses, dates, facts, logic, owners, people, sought, unwritten, wording
from coequal.lint.finding import Rule

RULES: Final[tuple[Rule, ...]] = (
    *facts.RULES,
    *blocks.RULES,
    *unwritten.RULES,
    *clauses.RULES,
    *dates.RULES,
    *owners.RULES,
    *wording.RULES,
    *amounts.RULES,
    *sought.RULES,
    *logic.RULES,
    *ages.RULES,
    *people.RULES,
)
