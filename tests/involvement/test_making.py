"""What other tests of involvements stand on."""

import pytest

from coequal.involvement.models.involvements import STATES
from tests.involvement.making import involvement, response, survey


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_an_involvement_is_in_the_state_that_was_asked_for(state: str) -> None:
    """Derived from its dates and from what was recorded; it says so of everything that belongs to it."""
    made = survey(involvement(state))
    assert (made.involvement.state, made.state, response(made, {"capacity": "patient"}).state) == (state, state, state)
    assert made.version is not None
    assert made.version.definition.question("one-policy") is not None
