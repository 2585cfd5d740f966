"""The reason for each status, as a sentence."""

from collections.abc import Sequence

from coequal.criteria.closures import Trace
from coequal.criteria.phrases import AreaName, joined, sentence
from coequal.criteria.reasons import Reasons
from coequal.eligibility.changes import Changes
from coequal.eligibility.outcome import FOR_JUDGEMENT, NOT_APPLICABLE, NOT_KNOWN
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.facts.dates import say_date
from coequal.policies.model import NOT_SEEN

_NOTHING_TO_TEST = {
    "duty": "This is a duty of the provider; nothing about the case is tested.",
    "information": "This is for information; nothing is tested.",
    NOT_SEEN: "Part of this policy has not been seen, so nobody can be found eligible under it here.",
}


class Explanations:
    """The reasons within one assessment, from the traces of a policy's conditions."""

    def __init__(self, rules: Rules, case: Case, traces: Sequence[Trace], changes: Changes, area: AreaName) -> None:
        """Take the rules, the case, its traces, and what its statuses could change to."""
        self.rules, self.traces, self.changes = rules, traces, changes
        self.reasons = Reasons(rules.policy.vocabulary, case, changes.values, area)

    def of(self, place: int, status: str) -> str:
        """Why a criterion has its status."""
        criterion = self.rules.criteria[place]
        applies, holds = self.traces[self.rules.scopes[place]], self.traces[self.rules.holds[place]]
        if criterion.kind in _NOTHING_TO_TEST:
            return _NOTHING_TO_TEST[criterion.kind]
        if applies[0] is False:
            return sentence(f"this does not apply because {self._why(applies)}")
        if status == NOT_APPLICABLE:
            return f"Clause {self.rules.criteria[self._overriding(place)[0]].clause} decides instead."
        if status == NOT_KNOWN:
            return self._not_known(place, applies, holds)
        if criterion.kind == "elsewhere":
            return sentence(f"{self._why(applies)}, and {criterion.commissioner} decides on that")
        if status == FOR_JUDGEMENT:
            return "A person has to judge this." if criterion.condition is None else self._to_judge(holds)
        return sentence(self._why(holds))

    def _to_judge(self, holds: Trace) -> str:
        return sentence(f"a person has to judge this, because {self._why(holds)}")

    def _not_known(self, place: int, applies: Trace, holds: Trace) -> str:
        """What is not known, and on which days of treatment the criterion would be met."""
        criterion = self.rules.criteria[place]
        if not criterion.found:
            assert criterion.reading is not None  # it says what was not found
            return criterion.reading
        unknown = [trace for trace in (applies, holds) if trace[0] is None]
        if not unknown:  # another criterion, of which it is not known whether it applies, would say otherwise
            for other in self._overriding(place):
                if not self.rules.criteria[other].found:
                    return f"It is not known whether clause {self.rules.criteria[other].clause} decides instead."
            unknown = [self.traces[self.rules.scopes[other]] for other in self._overriding(place)]
        reason = sentence(joined(self.reasons.why_together(unknown), "and"))
        for name, fact in self.rules.policy.vocabulary.dictionary.facts.items():
            if fact.kind == "date" and fact.answered_by == "nobody" and (span := self.changes.span(place, name)):
                return f"{reason} It is met if {fact.says} is from {say_date(span[0])} to {say_date(span[1])}."
        return reason

    def _overriding(self, place: int) -> list[int]:
        """The criteria that override one; itself where it is the one that overrides."""
        return self.rules.over[place] or [place]

    def _why(self, trace: Trace) -> str:
        return joined(self.reasons.why(trace), "and")
