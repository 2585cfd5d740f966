"""Conditions that decide nothing."""

from functools import partial

from coequal.lint.finding import ERROR, Rule, Spots
from coequal.lint.subject import Subject
from coequal.lint.verdicts import ALWAYS, NEVER, NEVER_APPLIES
from coequal.policies.model import Criterion


def _in_vain(rule: str, subject: Subject) -> Spots:
    """The criteria in which one of the three things is wrong; a criterion that never applies has nothing else wrong with it."""
    for criterion, found in zip(subject.criteria, subject.verdicts, strict=True):
        if found == rule:
            key = "applies when" if rule == NEVER_APPLIES else "judged when" if criterion.kind == "judgement" else "met when"
            yield subject.at(criterion, key), _says(rule, criterion)


def _says(rule: str, criterion: Criterion) -> str:
    mend = "Correct the condition, or the values that the dictionary calls plausible."
    if rule == NEVER_APPLIES:
        return f'The criterion "{criterion.id}" applies to nobody: no case can meet its "applies when". {mend}'
    if criterion.kind == "judgement":
        never = 'never comes up for judgement: no case can meet its "judged when"'
        always = 'comes up for judgement in every case, whatever its "judged when" says'
    else:
        never = "is met by nobody, whatever the facts"
        always = "is met by everybody, whatever the facts"
    return f'The criterion "{criterion.id}" {never if rule == NEVER else always}, so it decides nothing. {mend}'


RULES = (
    Rule(
        NEVER_APPLIES,
        ERROR,
        'No case that the dictionary calls plausible can meet the "applies when" of a criterion, so it applies to nobody.',
        partial(_in_vain, NEVER_APPLIES),
    ),
    Rule(
        NEVER,
        ERROR,
        "No plausible case meets a criterion, or none ever comes up for judgement, so it refuses everybody or decides nothing.",
        partial(_in_vain, NEVER),
    ),
    Rule(
        ALWAYS,
        ERROR,
        "Every plausible case meets a criterion, so it decides nothing, and its wording is not what its logic says.",
        partial(_in_vain, ALWAYS),
    ),
)
