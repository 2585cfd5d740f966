"""A patient who is called like an ordinary word does not keep officers from writing that word."""

import pytest

from coequal.errors import CoequalError
from coequal.referrals.requesting.identifiers import naming, require_names_nobody
from tests.referrals.making import kept, request

pytestmark = pytest.mark.django_db
CASES = [  # who it is, what is written, and whether that may name them
    ("May Hope", "You may ask again, and we hope that you do.", False),
    ("May Hope", "It was sent on 5 May.", False),
    ("May Hope", "It was sent on the 5th of May, and came in May 2026.", False),
    ("May Hope", "We talked to May about it.", True),
    ("May Hope", "MAY told us.", True),
    ("May Hope", "may hope", True),  # the whole name, however it is written
    ("May Hope", "In May we met.", True),  # nothing says that it is the month
    ("Rose Example", "The level rose by a third.", False),
    ("Rose Example", "Rose does not want it.", True),
    ("Rose Example", "We talked to example about it.", True),  # a name that is no ordinary word, also in small letters
    ("Mark Will", "It will leave a mark.", False),
    ("Hope Rose", "Hope 2026 is the name of a trial.", True),  # no month
    ("April Example", "The scan of 12 April 2026 shows it.", False),
    ("April Example", "April 20267 is a number.", True),
]


@pytest.mark.parametrize(("name", "text", "names"), CASES)
def test_a_word_in_small_letters_and_a_month_with_its_day_are_no_name(name: str, text: str, *, names: bool) -> None:
    """With a capital letter it may be one; so may the whole name, however it is written."""
    made = request()
    made.identity.name = name
    made.identity.save()
    if names:
        with pytest.raises(CoequalError, match="may hold a name"):
            require_names_nobody(made, text)
    else:
        require_names_nobody(made, text)


def test_what_a_clinician_wrote_of_the_case_is_searched_for_it_still() -> None:
    """They know the name, and say of each stretch that it names nobody."""
    made = request()
    made.identity.name = "May Hope"
    made.identity.save()
    kept(made, statements={"different": "We hope that it helps."})
    assert [one.stretch for one in naming(made)] == ["hope"]
