"""What of a year may be published: each count as it stands in the yearly report and in the signals, alike in both.

Whoever reads one may read the other, so that what is hidden is hidden from both of them together.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Final, TypeVar

from coequal.assurance.disclosure import Shown
from coequal.assurance.sums import Key, Sum, side_by_side
from coequal.referrals.desk.yearly import OUTCOMES, UNDER_WAY, Year
from coequal.referrals.moves.states import APPROVED

R = TypeVar("R", bound=Hashable)
ALL: Final = "all"
KIND, SERVICE, POLICY, INTERVENTION, CRITERION = "kind", "service", "policy", "intervention", "criterion"
ALL_THE_SAME, NOT_APPROVED = "approved all the same", "not approved"
COLUMNS: Final = (ALL_THE_SAME, NOT_APPROVED, UNDER_WAY)  # of what became of requests that did not meet a criterion
_BOTH, _OUTCOME = "policy and service", "outcome"  # which stand in sums, and are published nowhere


def told(found: Year) -> Mapping[Key, Shown]:
    """Every count of requests as it may be published.

    `ALL`; under KIND or SERVICE with its name, and with an outcome; under POLICY with its id; under INTERVENTION with its name and
    service; under CRITERION with policy and criterion, and with one of the COLUMNS.
    """
    counts: dict[Key, int] = {ALL: found.requests}
    sums: list[Sum] = []
    tables = ((KIND, found.by_kind), (SERVICE, found.by_service))
    for name, table in tables:
        sums += _add(counts, name, table, OUTCOMES)
        sums.append(Sum(ALL, tuple((name, row) for row in table)))
    for outcome in OUTCOMES:
        counts[_OUTCOME, outcome] = sum(cells[outcome] for cells in found.by_kind.values())
        sums += (Sum((_OUTCOME, outcome), tuple((name, row, outcome) for row in table)) for name, table in tables)
    sums += _policies(found, counts)
    criteria = {one: Counter(_columns(cells)) for one, cells in found.unmet.items()}
    sums += _add(counts, CRITERION, criteria, COLUMNS)
    unsaid = {key for key in counts if isinstance(key, tuple) and key[0] in (_BOTH, _OUTCOME)}
    return side_by_side(counts, sums, unsaid)


def _add(counts: dict[Key, int], name: str, table: Mapping[R, Mapping[str, int]], columns: tuple[str, ...]) -> Iterator[Sum]:
    """Put the cells and the wholes of rows among the counts; that the cells of each row come to its whole."""
    for row, cells in table.items():
        counts[name, row] = sum(cells[column] for column in columns)
        counts |= {(name, row, column): cells[column] for column in columns}
        yield Sum((name, row), tuple((name, row, column) for column in columns))


def _policies(found: Year, counts: dict[Key, int]) -> Iterator[Sum]:
    """The counts by policy and by intervention: both come to all, and those of each service to what there is of the service."""
    policies = sorted({policy for policy, _service in found.by_policy})
    for policy in policies:
        under = {service: count for (one, service), count in found.by_policy.items() if one == policy}
        counts[POLICY, policy] = sum(under.values())
        counts |= {(_BOTH, policy, service): count for service, count in under.items()}
        yield Sum((POLICY, policy), tuple((_BOTH, policy, service) for service in under))
    yield Sum(ALL, tuple((POLICY, policy) for policy in policies))
    for service in found.by_service:
        yield Sum((SERVICE, service), tuple((_BOTH, policy, one) for policy, one in found.by_policy if one == service))
        interventions = tuple((INTERVENTION, intervention, one) for intervention, one in found.by_intervention if one == service)
        counts |= {key: found.by_intervention[key[1], key[2]] for key in interventions}
        if interventions:
            yield Sum((_BOTH, "", service), interventions)


def _columns(cells: Mapping[str, int]) -> dict[str, int]:
    """What became of requests, in the COLUMNS."""
    approved, open_ = cells[APPROVED], cells[UNDER_WAY]
    return {ALL_THE_SAME: approved, NOT_APPROVED: sum(cells.values()) - approved - open_, UNDER_WAY: open_}
