"""One couple under the policy of every area: outcome, amounts, and why it is not eligible, by the reference."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coequal.comparison.lottery.areas import Area
from coequal.comparison.lottery.measures import Sums, of_one, pairs
from coequal.comparison.lottery.scopes import TOLD, compares, told
from coequal.comparison.seen import as_seen, is_whole
from coequal.criteria.closures import Values
from coequal.criteria.consistency import check_case
from coequal.eligibility.assess import treatment_sought
from coequal.eligibility.assessment import ReadOtherwise
from coequal.eligibility.changes import Changes
from coequal.eligibility.explain import Explanations
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, GRAVITY, MET, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN
from coequal.eligibility.rules import Amounts, Governing, Rules
from coequal.facts.case import Case
from coequal.policies.model import Policy, Treatment

AreaName = Callable[[str], str]
ORDER = {ELIGIBLE: 0, FOR_JUDGEMENT: 1, NOT_KNOWN: 2, NOT_ELIGIBLE: 3}


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion that makes the outcome what it is, as people cite it, and the reason for its status."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Under:
    """A couple under a policy: the outcome of the treatment sought, and outcome and amounts of every treatment.

    `reasons` are those of the criteria with the gravest status: not met, for judgement or not known; none where it is eligible.
    `readings` are the other readings, one at a time, that change the outcome.
    """

    outcome: str
    sought: Treatment
    treatments: tuple[tuple[Treatment, str, Amounts], ...]
    reasons: tuple[Reason, ...]
    readings: tuple[ReadOtherwise, ...]

    @property
    def amount(self) -> tuple[tuple[str, str], int] | None:
        """The first amount of the treatment sought by its name, where it is a whole number that is known."""
        amounts = next(amounts for treatment, _, amounts in self.treatments if treatment is self.sought)
        name, number = next(iter(amounts.items()), ("", None))
        if isinstance(number, Decimal | int) and number == int(number):
            return (self.sought.id, name), int(number)
        return None


@dataclass(frozen=True, slots=True)
class Treated:
    """How an area treats a couple: under its policy as it stands, and as far as we have seen the policy."""

    area: Area
    moved: bool
    as_it_stands: Under
    as_far_as_seen: Under


def treated(area: Area, case: Case, area_name: AreaName = str) -> Treated:
    """A couple in one area. Raises `CoequalError` where the facts of the case cannot be true together."""
    policy = area.policy
    check_case(case, policy.vocabulary)
    moved = area.home.moved(case, policy)
    stands = _under(policy, moved, area_name)
    seen = stands if is_whole(policy) else _under(as_seen(policy), moved, area_name)
    return Treated(area, moved is not case, stands, seen)


def _under(policy: Policy, case: Case, area_name: AreaName) -> Under:
    rules = Rules(policy)
    values = rules.values(case)
    (statuses, outcomes, amounts), traces = rules.run_traced(values)
    governing, _ = treatment_sought(rules, case)
    explanations = Explanations(rules, case, traces, Changes(rules, case), area_name)
    found = tuple(zip([own.treatment for own in rules.governing], outcomes, amounts, strict=True))
    gravest = max((statuses[place] for place in governing.places), key=GRAVITY.__getitem__, default=MET)
    reasons = tuple(
        Reason(rules.criteria[place].cited, explanations.of(place, gravest))
        for place in governing.places
        if statuses[place] == gravest not in (MET, NOT_APPLICABLE)
    )
    outcome = governing.outcome(statuses)
    otherwise = tuple(own for own in _readings(rules, governing, values) if own.outcome != outcome)
    return Under(outcome, governing.treatment, found, reasons, otherwise)


def _readings(rules: Rules, governing: Governing, values: Values) -> Iterator[ReadOtherwise]:
    """The outcome in each other reading of a criterion that governs the treatment."""
    for place in governing.places:
        for number, other in enumerate(rules.criteria[place].readings):
            statuses = rules.statuses_read_otherwise(place, number, values)
            yield ReadOtherwise(rules.criteria[place], other.label, governing.outcome(statuses))


def sums(found: Sequence[Treated], scope: str) -> Sums:
    """What the measures are made of in a scope, of one couple in the areas of a day."""
    unders = [(own.area, own.as_far_as_seen) for own in found if compares(own.area, scope)]
    told_apart = [under for area, under in unders if under.outcome in told(area, scope)]
    outcomes = [under.outcome for under in told_apart]
    numbers: dict[tuple[str, str], list[int]] = {}
    for under in told_apart:
        if under.outcome == ELIGIBLE and under.amount is not None:
            name, number = under.amount
            numbers.setdefault(name, []).append(number)
    amounts = [[own.count(number) for number in set(own)] for own in numbers.values()]
    eligible, judged, refused = map(outcomes.count, TOLD)
    return of_one(len(unders), pairs(len(unders), eligible, judged, refused, amounts), eligible)


def in_order(found: Sequence[Treated]) -> list[Treated]:
    """The areas with the best outcome first, as far as their policies have been seen; then by the amount and by name."""

    def place(own: Treated) -> tuple[int, int, int, str]:
        amount = own.as_far_as_seen.amount
        return ORDER[own.as_it_stands.outcome], ORDER[own.as_far_as_seen.outcome], -(amount[1] if amount else 0), own.area.name

    return sorted(found, key=place)
