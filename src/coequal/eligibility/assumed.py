"""What is taken for granted where a day has to be known and is not: today for referral, referral for treatment."""

from datetime import date

from coequal.criteria.phrases import sentence
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known
from coequal.facts.dates import say_date


def assumed(rules: Rules, case: Case, today: date) -> tuple[Case, tuple[str, ...]]:
    """A case with its days filled in, and a sentence for each that was.

    The day by which the policy binds is today where it is not known. A planned day for which nobody is asked,
    such as the start of treatment, is that same day where it is not known.
    """
    facts = rules.policy.vocabulary.dictionary.facts
    anchor = facts[rules.policy.binds_by]
    said = []
    day = case.value(anchor.name)
    if not isinstance(day, date):
        day = today
        case = case.with_facts({anchor.name: Known(today)})
        said.append(f"{anchor.says} is not known, so today, {say_date(today)}, stands for it")
    for name in sorted(rules.planned, key=list(facts).index):
        if case.value(name) is None:
            case = case.with_facts({name: Known(day)})
            said.append(f"{facts[name].says} is not known, so {anchor.says} stands for it")
    return case, tuple(map(sentence, said))
