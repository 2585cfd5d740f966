"""Whether the investigations needed before referral are done: a list of its own, apart from the outcome."""

from collections.abc import Iterator, Sequence
from datetime import date

from coequal.criteria.closures import Trace, Values
from coequal.criteria.kleene import moved
from coequal.criteria.syntax import Junction, names
from coequal.eligibility.assessment import Finding, Readiness
from coequal.eligibility.outcome import MET, NOT_APPLICABLE
from coequal.eligibility.rules import Rules


def readiness(rules: Rules, findings: Sequence[Finding], traces: Sequence[Trace], values: Values) -> Readiness | None:
    """What a policy's criteria of kind readiness come to; None where it has none.

    A fact is missing where it is not known, or says that an investigation is not done or too old.
    """
    asked = [place for place, finding in enumerate(findings) if finding.criterion.kind == "readiness"]
    if not asked:
        return None
    lacking: list[str] = []
    repeat_after: dict[str, date] = {}
    for place in asked:
        finding = findings[place]
        if finding.status not in (MET, NOT_APPLICABLE):
            for number in (rules.scopes[place], rules.holds[place]):
                lacking.extend(_lacking(traces[number], rules, values))
        if finding.status != NOT_APPLICABLE:
            repeat_after |= _repeat_after(rules, place, values)
    ready = all(findings[place].status in (MET, NOT_APPLICABLE) for place in asked)
    return Readiness(ready, tuple(dict.fromkeys(lacking)), repeat_after)


def _lacking(trace: Trace, rules: Rules, values: Values) -> Iterator[str]:
    """The facts under a condition that is not true: those not known, and those known that make it false."""
    value, node, under = trace
    if value is True:
        return
    if isinstance(node, Junction):
        for part in under:
            yield from _lacking(part, rules, values)
        return
    vocabulary = rules.policy.vocabulary
    for name in sorted(names(node), key=vocabulary.slots.value.__getitem__):
        known = values[vocabulary.slots.value[name]]
        is_anchor = vocabulary.dictionary.facts[name].moment is not None
        if known is None or (value is False and known is not True and not is_anchor):
            yield name


def _repeat_after(rules: Rules, place: int, values: Values) -> dict[str, date]:
    """Of each test that is dated, the day after which it must be repeated if treatment has not started."""
    period = rules.criteria[place].repeat_after
    if period is None:
        return {}
    slots, facts = rules.policy.vocabulary.slots.value, rules.policy.vocabulary.dictionary.facts
    found = {}
    for name in sorted(rules.grounds.mentioned[place], key=slots.__getitem__):
        done = values[slots[name]]
        if facts[name].kind == "date" and facts[name].moment is None and done is not None:
            day = moved(done, period, 1)
            if day is not None:
                found[name] = day
    return found
