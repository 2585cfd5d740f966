"""Whether something known speaks against a condition: one alternative alone is left, and another has failed on what can change."""

import pytest

from coequal.eligibility.assess import assess
from tests.eligibility.building import boolean, case, criterion, day, rules, words

WORDS = words(boolean("smokes") + boolean("helped") + boolean("tested") + boolean("alone", changes="never") + day("referral"))


@pytest.mark.parametrize(
    ("condition", "facts", "against"),
    [
        ("not(smokes) or helped", {"smokes": True}, True),
        ("not(smokes and not(helped))", {"smokes": True}, True),
        ("not(smokes) or helped", {}, False),
        ("not(smokes) or helped or tested", {"smokes": True}, False),
        ("alone or helped", {"alone": False}, False),
        ("(not(smokes) or helped) and tested", {"smokes": True}, True),
        ("smokes and helped", {"smokes": True}, False),
        ("if tested then helped else smokes", {"helped": False}, False),
        ("not(smokes) or helped", {"smokes": True, "helped": True}, False),
    ],
)
def test_what_is_known_speaks_against_what_is_not(
    condition: str, facts: dict[str, object], against: bool
) -> None:  # from the table
    """Whichever way the condition is written; never a fact that nobody can change."""
    own = rules(WORDS, criterion("one", f"met when: {condition}"))
    assert assess(own, case(own, facts)).criteria["one"].against is against
