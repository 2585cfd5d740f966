"""The clinical case on the pages of those who deal with a request."""

import pytest

from coequal.referrals.moves import states as at
from coequal.web.deciding.case import read, unmet_of
from tests.referrals import making

pytestmark = pytest.mark.django_db
POLICY, VERSION = "exampleshire/assisted-conception", "2026-11"
FACTS = {"patient BMI": "31", "patient date of birth": "1990-03-04", "welfare concern": "true"}


def test_nothing_about_somebodys_safety_and_no_day_of_birth_stands_there() -> None:
    """In place of the day stands the age on the day of referral."""
    made = making.request(at.SCREENING, policy=POLICY, version=VERSION, unmet=["body-mass-index", "welfare-of-the-child"])
    making.kept(made, sent_facts=FACTS)
    made.refresh_from_db()
    text = str(read(made).facts)
    assert "31" in text
    assert "36 years on the day of referral" in text
    assert "concern" not in text
    assert "1990" not in text
    assert [name for name, _cited in unmet_of(made)] == ["body-mass-index"]
