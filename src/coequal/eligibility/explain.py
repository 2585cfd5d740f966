"""The reason for each status, as a sentence."""

from datetime import date

from coequal.criteria.closures import Trace
from coequal.criteria.phrases import AreaName, joined, sentence
from coequal.criteria.reasons import Reasons
from coequal.eligibility.changes import Changes
from coequal.eligibility.outcome import FOR_JUDGEMENT, NOT_APPLICABLE, NOT_KNOWN
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.facts.dates import say_date
from coequal.policies.model import NOT_SEEN, Criterion

_NOTHING_TO_TEST = {
    "duty": "This is a duty of the provider; nothing about the case is tested.",
    "information": "This is for information; nothing is tested.",
    NOT_SEEN: "Part of this policy has not been seen, so nobody can be found eligible under it here.",
}


class Explanations:
    """The reasons within one assessment."""

    def __init__(self, rules: Rules, case: Case, changes: Changes, area: AreaName) -> None:
        """Take the rules, the case and what its statuses could change to."""
        self.rules, self.changes = rules, changes
        self.reasons = Reasons(rules.policy.vocabulary, case, changes.values, area)
        self.traces = rules.traces(changes.values)

    def of(self, place: int, status: str) -> str:
        """Why a criterion has its status."""
        criterion = self.rules.criteria[place]
        if criterion.kind in _NOTHING_TO_TEST:
            return _NOTHING_TO_TEST[criterion.kind]
        applies, holds = self.traces[place]
        if applies is not None and applies[0] is False:
            return self._sentence("this does not apply because {}", self.reasons.why(applies))
        if status == NOT_APPLICABLE:
            return f"{self._overriding(criterion)} decides instead."
        if status == FOR_JUDGEMENT and holds is None:
            return "A person has to judge this."
        if status == FOR_JUDGEMENT:
            return self._sentence("a person has to judge this, because {}", self._why(holds))
        if criterion.kind == "elsewhere":
            return self._sentence(
                "{}" if status == NOT_KNOWN else f"{{}}, and {criterion.commissioner} decides on that", self._why(applies)
            )
        if status == NOT_KNOWN:
            return self._not_known(place, applies, holds)
        return self._sentence("{}", self._why(holds))

    def _not_known(self, place: int, applies: Trace | None, holds: Trace | None) -> str:
        """What is not known, and on which days of treatment the criterion would be met."""
        unknown = [trace for trace in (applies, holds) if trace is not None and trace[0] is None]
        if not unknown:  # another criterion, of which it is not known whether it applies, would say otherwise
            unknown = [trace for other in self.rules.overriding(place) if (trace := self.traces[other][0]) is not None]
        reason = self._sentence("{}", self.reasons.why_together(unknown))
        for name, fact in self.rules.policy.vocabulary.dictionary.facts.items():
            if fact.kind == "date" and fact.answered_by == "nobody" and (span := self.changes.span(place, name)):
                return f"{reason} It is met if {fact.says} is {_between(*span)}."
        return reason

    def _overriding(self, criterion: Criterion) -> str:
        other = next(other for other in self.rules.criteria if criterion.id in other.overrides)
        return f"Clause {other.clause}"

    def _why(self, trace: Trace | None) -> list[str]:
        assert trace is not None
        return self.reasons.why(trace)

    def _sentence(self, pattern: str, clauses: list[str]) -> str:
        return sentence(pattern.format(joined(clauses, "and")))


def _between(start: date, end: date) -> str:
    return f"from {say_date(start)} to {say_date(end)}"
