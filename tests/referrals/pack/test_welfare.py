"""The stop: nothing of a referral goes anywhere once a concern was disclosed."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any, get_type_hints

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.rules import Rules
from coequal.eligibility.told import welfare_stop
from coequal.facts.case import Case, Known
from coequal.referrals import pack
from coequal.referrals.pack.lacking import lacking
from coequal.referrals.pack.model import Pack
from coequal.referrals.pack.welfare import WelfareStop, instead, require_no_stop, stop_of
from tests.referrals.pack.people_of_the_library import (
    CONCERN,
    DAY,
    ELIGIBLE,
    MODEL,
    NOT_ASKED,
    Person,
    packed,
    people_of,
    person,
    rules_of,
)

IN_NORFOLK = (
    "Do not refer. Contact the designated nurse or doctor of the board, local children's services, or both, who assess the risk."
)


STOPPED = {
    "the policy says that a person judges": person(CONCERN),
    "another rule is not met anyway": person("a concern for a child and a BMI over 30"),
    "another treatment is sought": person(CONCERN, treatment_sought="IUI"),
    "the model policy": person("a concern was disclosed", MODEL),
}


def functions() -> Iterator[Callable[..., Any]]:
    """Every public function of the package that takes an assessment or a pack, but for the two that look for a stop."""
    for module in pkgutil.iter_modules(pack.__path__, f"{pack.__name__}."):
        for name, found in inspect.getmembers(import_module(module.name), inspect.isfunction):
            takes = [kind for at, kind in get_type_hints(found).items() if at != "return"]
            if found.__module__ == module.name and not name.startswith("_") and (Assessment in takes or Pack in takes):
                yield found


OUTPUTS = [found for found in functions() if found not in (stop_of, require_no_stop)]


def test_the_outputs_are_found() -> None:
    """The document, the bundle, the pack itself, what it lacks and why there is none."""
    assert {found.__name__ for found in OUTPUTS} >= {"document_of", "bundle_of", "pack_of", "lacking", "why_not"}


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda found: found.__name__)
@pytest.mark.parametrize("who", STOPPED.values(), ids=STOPPED.keys())
def test_every_public_output_refuses(output: Callable[..., Any], who: Person) -> None:
    """Whatever the package can give out of an assessment or a pack is refused, however the concern came in."""
    whole = packed(person(ELIGIBLE))
    known = {Assessment: who.assessment, Pack: replace(whole, assessment=who.assessment), Rules: who.rules, date: DAY}
    hints = get_type_hints(output)
    needed = [at for at, one in inspect.signature(output).parameters.items() if one.default is inspect.Parameter.empty]
    with pytest.raises(WelfareStop):
        output(*(known[hints[at]] for at in needed))


def test_it_says_whom_to_contact_and_nothing_else() -> None:
    """The error has the policy's words about what happens next, and neither a clause, a fact nor a place."""
    with pytest.raises(WelfareStop) as raised:
        require_no_stop(person(CONCERN).assessment)
    assert str(raised.value) == f"Nothing of this referral is made or given out here. {IN_NORFOLK}"
    assert raised.value.place is None
    assert raised.value.stop.instead == IN_NORFOLK
    assert raised.value.__cause__ is None


def test_a_policy_that_does_not_ask_stops_too() -> None:
    """A concern that came in all the same is no less one; whom to contact is then said in general words."""
    rules = rules_of("bath-and-north-east-somerset/assisted-conception")
    assessment = assess(rules, Case({"welfare concern": Known(value=True)}))
    assert welfare_stop(assessment) is None
    stop = stop_of(assessment)
    assert stop is not None
    assert stop.instead == instead(rules.policy)
    assert stop.instead.startswith("Do not refer. Contact whoever answers for safeguarding")
    assert stop_of(assess(rules, Case({"welfare concern": Known(value=False)}))) is None


@pytest.mark.parametrize("name", [ELIGIBLE, NOT_ASKED, "another medical ground against treatment", "BMI just over 30"])
def test_nothing_else_stops(name: str) -> None:
    """Not a rule that is not met, not another judgement, and not an answer that was not given."""
    assert stop_of(person(name).assessment) is None


@pytest.mark.parametrize("name", [NOT_ASKED, "nobody asked about a concern and she smokes"])
def test_an_answer_that_was_not_given_is_missing(name: str) -> None:
    """It is never read as no, also where another rule is not met anyway, or where another treatment is sought."""
    for who in (person(name), person(name, treatment_sought="IUI")):
        found = next(one for one in lacking(who.assessment) if one.fact == "welfare concern")
        assert found.who == "clinician"
        assert "never taken for no" in found.do


def test_whoever_has_a_pack_declared_that_there_is_no_concern() -> None:
    """No example person has a pack without that answer, where the policy asks for it."""
    packs = [packed(one, None, None) for one in people_of("norfolk-and-waveney/assisted-conception") if one.ready]
    assert packs
    assert {tuple(one.says for one in pack.declarations) for pack in packs} == {
        ("no concern for the welfare of a child was disclosed",)
    }
