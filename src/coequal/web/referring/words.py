"""The facts of a case and its rules as rows of words, and what is missing by who can supply it."""

from collections.abc import Callable, Iterable, Sequence

from coequal.eligibility.assessment import Assessment, Finding
from coequal.facts.dictionary import Fact
from coequal.referrals.pack.lacking import Lacking, by_who
from coequal.referrals.seeing.nameless import Nameless
from coequal.web.checker.boxes import says


def fact_rows(facts: Iterable[Fact], view: Nameless, area: Callable[[str], str]) -> list[tuple[str, str]]:
    """A row for each fact, as people read it who must not know whom it is about."""
    return [(says(fact), _row(*view.row(fact, area))) for fact in facts]


def _row(words: str, on: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{f' (on {on})' if on else ''}"


def governing(assessment: Assessment) -> list[Finding]:
    """The criteria of the treatment sought, in the policy's order."""
    sought = assessment.sought.treatment.id
    return [one for one in assessment.criteria.values() if sought in one.criterion.treatments]


def grouped(missing: Sequence[Lacking]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What is missing by who can supply it, and there by why it is missing and what to do, so that each reason is said once."""
    found = []
    for who, some in by_who(missing):
        reasons: dict[str, list[str]] = {}
        for one in some:
            reasons.setdefault(f"{one.why} {one.do}", []).append(f"{one.what[:1].upper()}{one.what[1:]}")
        found.append((who, list(reasons.items())))
    return found
