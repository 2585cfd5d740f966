"""What the tests of the checker share: a visitor whose forms are refused where a token is wanted, and people who are made up."""

from collections.abc import Mapping

import pytest
from django.test import Client

from coequal.eligibility.examples import examples
from coequal.facts.case import Case
from coequal.facts.dictionary import Dictionary
from coequal.web.shelf import shelf
from tests.web.checker.walking import NORFOLK, Walker


@pytest.fixture
def visitor() -> Walker:
    """Somebody at the first page of the checker of Norfolk and Waveney, who has no cookie and no token."""
    return Walker(Client(enforce_csrf_checks=True))


@pytest.fixture
def words_known() -> Dictionary:
    """The dictionary of assisted conception."""
    return shelf().policy(NORFOLK.removeprefix("/check/")).vocabulary.dictionary


@pytest.fixture
def people() -> Mapping[str, Case]:
    """The example people of Norfolk and Waveney, by name."""
    return {person.name: person.case for person in examples(shelf().policy(NORFOLK.removeprefix("/check/")))}
