"""What the results of one fact come to: the value of the latest, where it can be told which that is and it can be used."""

from collections.abc import Iterable, Iterator
from datetime import date

from coequal.exchange.fhir.observed import Remark, Result
from coequal.facts.case import Known, NotKnown


def latest(told: Iterable[Result], on: date) -> tuple[Known | NotKnown | None, list[Remark]]:
    """What is known of a fact on a day, None where nothing is said of it that can be used, and what to say of the results.

    `told` are the results of that fact that may be of that day or before. A value is known where every result that may be
    the latest has it: not where another does, nor where one of them cannot be used. Why there is none counts only where
    there is no value.
    """
    values, reasons, useless = _sorted(told)
    chosen = values or reasons
    if not chosen:
        return None, []
    name = chosen[0].name
    newest = max((one.days.first for one in chosen if one.days.last <= on), default=date.min)  # what ends before is older
    last = [one for one in chosen if one.days.last >= newest]
    remarks = [Remark(one.path, False, f"a later result of {name} is there.") for one in chosen if one.days.last < newest]
    remarks += [Remark(one.path, False, f"a result of {name} with a value is there.") for one in reasons if values]
    if why := _why_not_known(name, last, [one for one in useless if one.days.last >= newest]):
        return NotKnown("not recorded"), remarks + [Remark(one.path, False, why) for one in last]
    best = max(last, key=lambda one: (one.days.whole or date.min, one.days.first))
    return best.found, remarks + list(_taken(best, last, on))


def _sorted(told: Iterable[Result]) -> tuple[list[Result], list[Result], list[Result]]:
    """Results with a value, with the reason why there is none, and those that cannot be used."""
    values, reasons, useless = list[Result](), list[Result](), list[Result]()
    for one in told:
        (values if isinstance(one.found, Known) else reasons if one.found else useless).append(one)
    return values, reasons, useless


def _why_not_known(name: str, last: list[Result], useless: list[Result]) -> str | None:
    if useless:
        return f"{name} has a result that cannot be used and is later, or may be."
    if len({_said(one) for one in last}) == 1:
        return None
    what = "values" if isinstance(last[0].found, Known) else "reasons why it is not known"
    if last[0].days.whole and len({one.days for one in last}) == 1:
        return f"{name} has several {what} of that day; which holds is not known."
    return f"{name} has several {what}; which is the latest is not known."


def _taken(best: Result, last: list[Result], on: date) -> Iterator[Remark]:
    yield Remark(best.path, True, f"taken for {best.name}.")
    if on < best.days.last < date.max:
        yield Remark(best.path, True, f"{best.name} may be of a day after {on}. Check it.")
    yield from (Remark(one.path, False, f"the same is said of {best.name} by another result.") for one in last if one is not best)


def _said(one: Result) -> object:
    return (True, one.found.value) if isinstance(one.found, Known) else (False, one.found)
