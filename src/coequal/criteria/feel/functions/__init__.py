"""FEEL's own functions, by family."""

from coequal.criteria.feel.functions import contexts, lists, numbers, own, patterns, ranges, temporal, texts
from coequal.criteria.feel.signatures import Functions

FUNCTIONS: Functions = {
    **numbers.FUNCTIONS,
    **texts.FUNCTIONS,
    **patterns.FUNCTIONS,
    **lists.FUNCTIONS,
    **contexts.FUNCTIONS,
    **temporal.FUNCTIONS,
    **ranges.FUNCTIONS,
    **own.FUNCTIONS,
}
