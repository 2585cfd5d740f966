"""The same couple, or person, under the policy of every area: for clinicians with the measures, for the public one list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from coequal.comparison.lottery.areas import Day, areas_on
from coequal.comparison.lottery.couple_page import couple_document
from coequal.comparison.lottery.one_couple import Treated, Under, in_order, treated
from coequal.comparison.lottery.report import CoupleDay, couple_report
from coequal.comparison.naming import labels
from coequal.documents.model import Document
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES
from coequal.policies.exemptions import exemptions
from coequal.web.checker.checking import Checking
from coequal.web.checker.result import in_singular, without_own_words
from coequal.web.shelf import shelf

EVERYWHERE: Final = "You are taken to live in each area in turn, whatever you answered."
_SAYS: Final = {
    ELIGIBLE: "nothing that we have seen stands in your way",
    FOR_JUDGEMENT: "a person judges",
    NOT_KNOWN: "not known",
    NOT_ELIGIBLE: "a rule is not met",
}


@dataclass(frozen=True, slots=True)
class AreaTold:
    """One area: what its policy comes to in words, one reason, and how much it funds where nothing refuses."""

    name: str
    says: str
    why: str
    amounts: str


@dataclass(frozen=True, slots=True)
class AreasTold:
    """Areas whose policies were seen as far, and how many of them come to what."""

    counts: str
    areas: tuple[AreaTold, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Every area of a day: who decides instead of any; policies seen whole; those seen in part; and where none can be told."""

    on: date
    elsewhere: tuple[str, ...]
    whole: AreasTold
    in_part: AreasTold
    others: tuple[str, ...]
    no_policy: tuple[str, ...]
    assumptions: tuple[str, ...]


def document_of_areas(checking: Checking) -> Document:
    """What every area's policy of the day comes to, with the measures of the lottery. Raises `CoequalError`."""
    day, found, elsewhere = _every_area(checking)
    service = checking.interview.rules.policy.service
    yardstick = treated(day.yardstick, checking.interview.case, shelf().library.area) if day.yardstick else None
    report = couple_report([CoupleDay(day, tuple(found), yardstick)], _said(checking), elsewhere)
    return couple_document(report, shelf().services[service])


def told_of_areas(checking: Checking) -> Everywhere:
    """What every area's policy of the day comes to, in plain words. Raises `CoequalError`."""
    day, found, elsewhere = _every_area(checking)
    names = dict(zip((id(own) for own in found), labels([own.area.policy for own in found]), strict=True))
    compared = [own for own in found if not own.area.counts and own.area.counts_as_seen]
    return Everywhere(
        on=day.on,
        elsewhere=tuple(elsewhere),
        whole=_told([(names[id(own)], own.as_it_stands) for own in found if own.area.counts]),
        in_part=_told([(names[id(own)], own.as_far_as_seen) for own in compared]),
        others=tuple(names[id(own)] for own in found if not own.area.counts and own not in compared),
        no_policy=tuple(body.name for body in day.no_policy_seen),
        assumptions=tuple(_said(checking)),
    )


def _every_area(checking: Checking) -> tuple[Day, Sequence[Treated], list[str]]:
    """The areas of the day of referral, the case under the policy of each, and who decides instead of any."""
    own, case, policy = shelf(), checking.interview.case, checking.interview.rules.policy
    policies = [one for versions in own.policies.values() for one in versions if one.service == policy.service]
    referred = case.value(policy.binds_by)
    on = referred if isinstance(referred, date) else checking.state.day
    day = areas_on(policies, own.library.organisations, on, checking.state.day)
    elsewhere = [one.says for one in exemptions(policy.vocabulary, case, own.library.organisations) if one.holds]
    return day, in_order([treated(area, case, own.library.area) for area in day.areas]), elsewhere


def _said(checking: Checking) -> list[str]:
    return [*checking.interview.assumptions, EVERYWHERE]


def _told(found: Sequence[tuple[str, Under]]) -> AreasTold:
    """Areas in words; their counts add up to all of them."""
    outcomes = Counter(under.outcome for _, under in found)
    counts = ", ".join(f"{_SAYS[outcome]}: {outcomes[outcome]}" for outcome in OUTCOMES if outcomes[outcome])
    return AreasTold(counts, tuple(AreaTold(name, _SAYS[under.outcome], _why(under), _amounts(under)) for name, under in found))


def _why(under: Under) -> str:
    """One reason, and that the outcome hangs on how the policy is read."""
    said = [f"{under.reasons[0].criterion}: {without_own_words(under.reasons[0].reason)}"] if under.reasons else []
    said += ["It depends on how this policy is read."] if under.readings else []
    return " ".join(said)


def _amounts(under: Under) -> str:
    """How much of each treatment that is not refused: `IVF: 2 fresh cycles, 4 embryo transfers`."""
    return "; ".join(said for said in _of_treatments(under) if said)


def _of_treatments(under: Under) -> Iterator[str]:
    for treatment, outcome, amounts in under.treatments:
        known = [(name, number) for name, number in amounts.items() if isinstance(number, Decimal)]
        said = ", ".join(f"{number.normalize():f} {in_singular(str(number), name)}" for name, number in known)
        yield f"{treatment.name}: {said}" if said and outcome != NOT_ELIGIBLE else ""
