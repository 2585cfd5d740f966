"""Whose a programme is over the years, by the register of organisations."""

from datetime import date

import pytest

from coequal.errors import CoequalError
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations
from coequal.programmes.conduct.commissioners import body_of, join, leave, succeed
from coequal.programmes.models import Commissioner, Programme
from tests.programmes.making import acting, programme

pytestmark = pytest.mark.django_db
FIRST, LAST, NEXT = date(2013, 4, 1), date(2022, 6, 30), date(2022, 7, 1)


def body(code: str, since: date = FIRST, until: date | None = LAST, successors: tuple[str, ...] = ("NEW",)) -> Body:
    """A made-up body."""
    return Body(code, "CCG", f"Body {code}", since, until, successors, "made up")


REGISTER = Organisations(
    {
        "ONE": body("ONE"),
        "TWO": body("TWO"),
        "NEW": body("NEW", NEXT, None, ()),
        "GONE": body("GONE", successors=()),
    },
    {},
)


def codes(of: Programme, on: date) -> list[str]:
    """Whose a programme was on a day."""
    return [one.code for one in of.commissioners_on(on)]


def test_six_bodies_become_one_half_way() -> None:
    """Until its last day each is a commissioner, and from the day after the one that follows them all, once."""
    made = programme()
    for code in ("ONE", "TWO"):
        join(acting(), made, REGISTER, code=code, since=date(2020, 1, 6))
    assert succeed(acting(), made, REGISTER, date(2022, 6, 30)) == []
    (new,) = succeed(acting(), made, REGISTER, date(2023, 1, 1))
    assert (new.code, new.since, str(new)) == ("NEW", NEXT, "NEW since 2022-07-01")
    assert (codes(made, LAST), codes(made, NEXT)) == (["ONE", "TWO"], ["NEW"])
    assert succeed(acting(), made, REGISTER, date(2023, 1, 1)) == []
    assert (new.organisation, new.state) == (made.organisation, "public")


def test_where_the_register_does_not_know_who_followed_nothing_is_guessed() -> None:
    """And nothing is changed."""
    made = programme()
    join(acting(), made, REGISTER, code="GONE", since=FIRST)
    with pytest.raises(CoequalError, match="does not say who followed it"):
        succeed(acting(), made, REGISTER, NEXT)
    assert made.commissioners.get().until is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"code": "NONE", "since": FIRST}, "has no body with the code NONE"),
        ({"code": "ONE", "since": NEXT}, "There was no Body ONE on 1 July 2022"),
        ({"code": "ONE", "since": FIRST, "until": NEXT}, "There was no Body ONE on 1 July 2022"),
        ({"code": "ONE", "since": LAST, "until": FIRST}, "last day must not be before the first"),
        ({"code": "TWO", "since": FIRST}, "is a commissioner of this programme on these days already"),
    ],
)
def test_a_body_is_a_commissioner_while_it_was_there(given: dict[str, object], says: str) -> None:
    """And once at a time."""
    made = programme()
    join(acting(), made, REGISTER, code="TWO", since=date(2020, 1, 6))
    with pytest.raises(CoequalError, match=says):
        join(acting(), made, REGISTER, **given)


def test_a_body_leaves_and_may_come_back() -> None:
    """On a later day."""
    made = programme()
    one = join(acting(), made, REGISTER, code="ONE", since=date(2020, 1, 6))
    with pytest.raises(CoequalError, match="must not be before the first"):
        leave(acting(), one, date(2020, 1, 5))
    leave(acting(), one, date(2020, 6, 30))
    with pytest.raises(CoequalError, match="recorded already that this ended on 30 June 2020"):
        leave(acting(), one, date(2020, 7, 1))
    join(acting(), made, REGISTER, code="ONE", since=date(2019, 1, 1), until=date(2019, 12, 31))
    join(acting(), made, REGISTER, code="ONE", since=date(2021, 1, 1))
    assert codes(made, date(2020, 8, 1)) == []


def test_those_that_follow_may_have_ended_too() -> None:
    """Each is a commissioner in its own time, with no day between; one that is recorded already is not twice."""
    middle = body("MID", NEXT, date(2026, 3, 31), ("LAST",))
    chain = Organisations(
        {"ONE": body("ONE", successors=("MID",)), "MID": middle, "LAST": body("LAST", date(2026, 4, 1), None, ())}, {}
    )
    made = programme()
    join(acting(), made, chain, code="ONE", since=FIRST)
    Commissioner.objects.create(programme=made, code="LAST", since=date(2026, 4, 1), until=date(2026, 12, 31))
    assert [one.code for one in succeed(acting(), made, chain, date(2026, 6, 1))] == ["MID"]
    assert [(one.code, one.since, one.until) for one in made.commissioners.all()] == [
        ("ONE", FIRST, LAST),
        ("MID", NEXT, date(2026, 3, 31)),
        ("LAST", date(2026, 4, 1), date(2026, 12, 31)),
    ]


def test_an_invented_organisation_is_a_body_of_its_own_programme() -> None:
    """Although no register knows it; of a real one the register decides."""
    made = programme()
    assert body_of(REGISTER, made, "EXA1").name == "Exampleshire"
    assert join(acting(), made, REGISTER, code="EXA1", since=FIRST).code == "EXA1"
    assert succeed(acting(), made, REGISTER, NEXT) == []
    made.organisation.invented = False
    with pytest.raises(CoequalError, match="no body with the code EXA1"):
        body_of(REGISTER, made, "EXA1")
