"""A version of a policy as one entry of a list, and the answer to which policy binds, as plain data for JSON."""

from collections.abc import Iterable
from typing import Any

from coequal.policies.model import Policy, PrintedDate
from coequal.policies.which import Answer

Data = dict[str, Any]


def listed(policy: Policy) -> Data:
    """What a list of policies says of one version."""
    return {
        "id": policy.id,
        "version": policy.version,
        "commissioner": policy.owners[-1].code if policy.owners else None,
        "service": policy.service,
        "status": policy.status,
        "in force": {"from": _iso(policy.starts), "until": _iso(policy.ends)},
        "completeness": policy.completeness,
        **({"family": policy.family} if policy.family else {}),
    }


def binding_data(answer: Answer, elsewhere: Iterable[str] = (), notes: Iterable[str] = ()) -> Data:
    """What binds, who may bind instead, and why; who decides `elsewhere` stands before the reasons, and `notes` behind them."""
    return {
        "policy": answer.policy.id if answer.policy else None,
        "version": answer.policy.version if answer.policy else None,
        "commissioner": answer.commissioner.code if answer.commissioner else None,
        "candidates": [
            {"policy": one.policy.id, "version": one.policy.version, "commissioner": one.commissioner.code, "sure": one.sure}
            for one in answer.candidates
        ],
        "because": [*elsewhere, *answer.because, *notes],
    }


def _iso(day: PrintedDate | None) -> str | None:
    return day.read_as.isoformat() if day and day.read_as else None
