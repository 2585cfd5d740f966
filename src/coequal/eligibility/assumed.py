"""What is taken for granted where a day has to be known and is not: today for referral, referral for treatment."""

from datetime import date, timedelta

from coequal.criteria.comparisons import comparisons
from coequal.criteria.phrases import sentence
from coequal.criteria.worlds import Worlds
from coequal.eligibility.outcome import NOT_KNOWN
from coequal.eligibility.rules import Amounts, Governing, Rules
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dates import say_date
from coequal.facts.values import Value

_DAY = timedelta(1)


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


def same_answer(rules: Rules, case: Case, governing: Governing) -> tuple[str, ...]:
    """From when until when each planned day may lie without another outcome or amount, as sentences; none where any day will do.

    Nothing is said of an outcome that is not settled. A day before the one by which the policy binds is nobody's plan.
    """
    if governing.outcome(rules.statuses(rules.values(case))) == NOT_KNOWN:
        return ()
    facts, first = rules.policy.vocabulary.dictionary.facts, case.value(rules.policy.binds_by)
    said = []
    for name in sorted(rules.planned):
        here = case.value(name)
        assert isinstance(here, date)
        others = _days_with_another_answer(rules, case, governing, name)
        earlier = [day for day in others if day < here and not (isinstance(first, date) and day < first)]
        later = [day for day in others if day > here]
        span = [f"not before {say_date(max(earlier) + _DAY)}"] if earlier else []
        span += [f"not after {say_date(min(later) - _DAY)}"] if later else []
        if span:
            said.append(sentence(f"the outcome stays as it is if {facts[name].says} is {' and '.join(span)}"))
    return tuple(said)


def _days_with_another_answer(rules: Rules, case: Case, governing: Governing, name: str) -> list[date]:
    """Of the days around which a comparison of a planned day turns, those that would lead to another outcome or amount."""
    vocabulary = rules.policy.vocabulary
    made = [node for place in governing.places for node in rules.grounds.comparisons[place]]
    made += [node for amount in governing.treatment.amounts.values() for node in comparisons(amount, vocabulary)]
    values = rules.values(case.with_facts({name: NotKnown()}))
    days = [setting[0][1] for setting in Worlds(vocabulary, made, values, [name]).settings[name][1:]]

    def answer(day: Value | None) -> tuple[str, Amounts]:
        found = rules.values(case.with_facts({name: Known(day)} if day else {}))
        outcome = governing.outcome(rules.statuses(found))
        return outcome, governing.amounts_of(outcome, found)

    now = answer(None)
    return [day for day in days if answer(day) != now]
