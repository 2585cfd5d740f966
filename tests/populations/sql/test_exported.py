"""Policies exported as SQL: other people's databases run the queries and come to what the reference comes to."""

from collections.abc import Sequence

import pytest

from coequal.policies.model import Policy
from tests.populations.generated import policies as made_up_policies
from tests.populations.sql.conftest import Homes
from tests.populations.sql.exported import (
    DIALECT,
    LIBRARY,
    People,
    example_people,
    expected,
    generated_people,
    names,
    policies,
    ran,
    some_people,
    table_named,
)

SERVICES = tuple(path.stem for path in sorted((LIBRARY.folder / "services").glob("*.yaml")))
EVERY_ENGINE = pytest.mark.parametrize("name", DIALECT)
EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES)
SOME = [(name, service) for name in DIALECT for service in SERVICES if name != "spark" or service == "sterilisation"]
CASES = 10_000


def assert_same(name: str, some: Sequence[Policy], people: People, homes: Homes, request: pytest.FixtureRequest) -> None:
    """Every answer about everybody is the reference's; where one is not, the column and the first person are shown."""
    home = homes.of(name, request)
    table = table_named(home, name, people)
    for policy in some:
        found, wanted = ran(home, table, name, policy), expected(policy, people)
        assert len(found) == len(wanted)
        place = next((place for place, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1]), None)
        if place is not None:
            differing = [one for one in zip(names(policy), found[place], wanted[place], strict=True) if one[1] != one[2]]
            pytest.fail(f"{name}, {policy}: of person {place}: {differing}")


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "service"), SOME)
def test_example_people_get_the_same_answers(name: str, service: str, homes: Homes, request: pytest.FixtureRequest) -> None:
    """The example people of a whole service under some of its policies: every status, outcome and amount."""
    some = policies()[service][-1:] if name == "spark" else policies()[service][-2:]
    assert_same(name, some, example_people(service), homes, request)


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "service"), SOME)
def test_people_made_up_get_the_same_answers(name: str, service: str, homes: Homes, request: pytest.FixtureRequest) -> None:
    """People near the values that policies ask for, of whom much is not known, and some whose facts deny one another."""
    people = generated_people(service, 300)
    assert_same(name, policies()[service][:1], people, homes, request)


@pytest.mark.no_cover
@EVERY_ENGINE
def test_policies_made_up_give_the_same_answers(name: str, homes: Homes, request: pytest.FixtureRequest) -> None:
    """Policies that nobody wrote, in which every kind of criterion, override and amount occurs."""
    some = [rules.policy for rules in made_up_policies(3 if name == "spark" else 30)]
    assert_same(name, some, some_people(150), homes, request)


@pytest.mark.hunt
@EVERY_SERVICE
@EVERY_ENGINE
def test_the_whole_library_gives_ten_thousand_people_the_same_answers(
    name: str, service: str, homes: Homes, request: pytest.FixtureRequest
) -> None:
    """Every policy and all its example people and 10,000 made up."""
    for people in (example_people(service), generated_people(service, CASES, 13)):
        assert_same(name, policies()[service], people, homes, request)
