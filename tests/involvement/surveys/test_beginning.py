"""The first text of a survey."""

from dataclasses import replace

from coequal.involvement.surveys.beginning import about_rules, plain
from coequal.involvement.surveys.lint import findings, is_fit
from coequal.involvement.surveys.model import ONE
from coequal.involvement.surveys.reading import read_survey
from coequal.involvement.surveys.writing import written
from coequal.policies.library import Library


def test_the_plain_survey_has_no_fault_and_no_doubt() -> None:
    """It is the one from which most begin."""
    assert findings(written(plain("views", "Your views on hearing aids", "hearing-aids"))) == []


def test_a_survey_asks_about_the_rules_in_which_two_policies_differ() -> None:
    """About each that is new, changed or taken out, with its clause; what both say alike is not asked about."""
    versions = {one.version: one for one in Library().versions("bath-and-north-east-somerset/assisted-conception")}
    old, new = versions["2017-proposal"], versions["2017"]
    survey = read_survey(written(about_rules("views", "Your views: IVF", old, new)))
    rules = [one for one in survey.pages[1].questions if one.kind == ONE]
    assert rules[0].asks.own == "Do you agree or disagree with this rule: Her age?"
    assert rules[0].policy == "bath-and-north-east-somerset/assisted-conception@2017"
    assert rules[0].clause == "1"
    assert rules[0].hint is not None
    assert rules[0].hint.own.startswith("Before: She must have had her 23rd birthday")
    gone = [one for one in rules if one.asks.own.startswith("Do you agree or disagree with taking out this rule")]
    assert gone
    assert gone[0].policy.endswith("@2017-proposal")
    assert all(one.only is not None for one in survey.pages[1].questions if one.kind != ONE)
    back = about_rules("views", "Your views", new, old)
    assert any("this new rule" in one.asks.own for one in back.questions)
    same = about_rules("views", "Your views", new, replace(new, version="2018"))
    assert same.pages[1].questions == ()


def test_a_survey_asks_about_every_rule_of_one_policy() -> None:
    """And can be published as it is."""
    (policy, *_others) = Library().versions("bath-and-north-east-somerset/assisted-conception")
    survey = about_rules("views", "Your views", None, policy)
    assert sum(one.kind == ONE for one in survey.pages[1].questions) == len(policy.criteria)
    assert is_fit(findings(written(survey)))
