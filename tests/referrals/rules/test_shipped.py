"""The rules that come with coequal: a whole example, and real commissioners as far as something was found."""

from dataclasses import fields

import pytest

from coequal.organisations.register import load_organisations
from coequal.policies.library import shipped as shipped_library
from coequal.referrals.clock.limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, Limit
from coequal.referrals.rules import model
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.rules.reading import EXAMPLES, shipped

ABOUT = {"commissioner", "name", "invented", "about", "origins"}
RULES = [one.name for one in fields(CommissionerRules) if one.name not in ABOUT]
REAL = [pytest.param(rules, id=rules.name) for rules in shipped().values() if not rules.invented]
ALL = [pytest.param(rules, id=rules.name) for rules in shipped().values()]


def test_every_file_is_of_a_commissioner_of_its_own() -> None:
    """As many commissioners have rules as there are files, so none hides another."""
    assert len(shipped()) == len(list(EXAMPLES.glob("*.yaml"))) >= 4


def test_the_example_has_every_rule() -> None:
    """Exampleshire lacks no rule, so that every step can be tried, and says openly that it is invented."""
    example = shipped()["EXA1"]
    assert example.invented
    assert "does not exist" in example.about
    assert set(example.origins) == set(RULES)
    assert {one.how for one in example.origins.values()} == {model.SHAPED, model.CHOSEN}


@pytest.mark.parametrize("rules", ALL)
def test_a_rule_has_an_origin_if_it_was_found(rules: CommissionerRules) -> None:
    """Every rule that was found says where, and no rule that was not found does."""
    assert {name for name in RULES if getattr(rules, name) is not None} == set(rules.origins)


@pytest.mark.parametrize("rules", REAL)
def test_a_real_commissioner_has_what_was_found_and_nothing_else(rules: CommissionerRules) -> None:
    """Each rule of a real body names a document, its address and the day on which it was seen; most rules were not found."""
    assert rules.origins
    assert all(one.how == model.FOUND and one.url and one.seen for one in rules.origins.values())
    assert any(getattr(rules, name) is None for name in RULES)


@pytest.mark.parametrize("rules", REAL)
def test_a_real_commissioner_is_one_of_the_register(rules: CommissionerRules) -> None:
    """The code and the name are those of a body, and that it has ended is said."""
    body = load_organisations(shipped_library() / "organisations").bodies[rules.commissioner]
    assert body.name == rules.name
    assert body.until is None or f"ended on {body.until.day} {body.until:%B %Y}" in rules.about


@pytest.mark.parametrize(
    ("commissioner", "ask", "answer"),
    [
        pytest.param("11H", Limit(28, CALENDAR_DAYS), Limit(28, CALENDAR_DAYS), id="Bristol"),
        pytest.param("06H", Limit(30, WORKING_DAYS), None, id="Cambridgeshire and Peterborough"),
        pytest.param("10Q", Limit(3, MONTHS), None, id="Oxfordshire"),
    ],
)
def test_the_times_of_appeals_are_those_published(commissioner: str, ask: Limit, answer: Limit | None) -> None:
    """Each unit of a limit has a commissioner that published one in it."""
    rules = shipped()[commissioner]
    assert (rules.ask_appeal, rules.answer_appeal) == (ask, answer)


def test_the_questions_come_in_order() -> None:
    """Whether the patient is different comes first, and circumstances in life last."""
    questions = shipped()["EXA1"].questions
    assert questions is not None
    assert [one.id for one in questions] == ["different", "benefit", "effective", "resources", "social"]
    assert all(one.says.endswith("?") and one.help for one in questions)


def test_what_was_not_found_is_not_known() -> None:
    """Whether somebody may ask, and whether requests are several, is yes, no or not known."""
    example, none = shipped()["EXA1"], shipped()["06H"]
    assert [example.may_ask(who) for who in model.ASKERS] == [True, False, True]
    assert [none.may_ask(who) for who in model.ASKERS] == [None, None, None]
    assert [example.are_several(count) for count in (5, 6)] == [False, True]
    assert none.are_several(100) is None
