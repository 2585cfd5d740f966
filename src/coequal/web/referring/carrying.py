"""The facts of a request as those of a check, for whatever goes on from a check: an individual funding request."""

from coequal.facts.case import Known
from coequal.web.checker.state import CLINICIAN, Given, State, sealed
from coequal.web.referring.pages import Opened
from coequal.web.shelf import shelf


def check_of(found: Opened) -> str:
    """What is known in a request, sealed as the checker seals its answers."""
    policy, written = found.bound.policy, found.bound.written(found.case)
    answers: dict[str, Given] = {name: _given(written[name]) for name, one in found.case.facts.items() if isinstance(one, Known)}
    return sealed(State(policy.id, policy.version, policy.digest, shelf().today().isoformat(), CLINICIAN, answers))


def _given(kept: object) -> Given:
    return {key: str(text) for key, text in kept.items()} if isinstance(kept, dict) else {"value": str(kept)}
