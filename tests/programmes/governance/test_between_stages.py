"""Motions are put while governance looks at the proposal, while it is decided, and between the two."""

import pytest

from coequal.programmes.governance.motions import takes_motions
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import standing_of
from tests.programmes import making

pytestmark = pytest.mark.django_db


def test_motions_are_put_between_governance_and_decision() -> None:
    """Else nobody could publish the papers without which the decision does not open."""
    area = making.area(stage=kinds.PROPOSAL)
    assert not takes_motions(standing_of(area))
    for kind, stage in ((kinds.COMPLETE, kinds.PROPOSAL), (kinds.OPEN, kinds.GOVERNANCE)):
        making.step(area, kind, stage)
    assert takes_motions(standing_of(area))
    making.step(area, kinds.COMPLETE, kinds.GOVERNANCE)
    assert takes_motions(standing_of(area))
    making.step(area, kinds.OPEN, kinds.DECISION)
    assert takes_motions(standing_of(area))
    making.step(area, kinds.COMPLETE, kinds.DECISION)
    assert not takes_motions(standing_of(area))
