"""A survey with a question of every kind, on one page, of which some have to be answered, for tests."""

from dataclasses import replace

from coequal.involvement.surveys.model import Question, Survey
from coequal.involvement.surveys.reading import read_survey
from tests.involvement.making import SURVEY

_REQUIRED = ("capacity", "ways", "since", "effect")


def definition() -> Survey:
    """The survey."""
    survey = read_survey(SURVEY)
    questions = tuple(replace(one, only=None, required=one.id in _REQUIRED) for one in survey.questions)
    return replace(survey, pages=(replace(survey.pages[0], questions=questions),))


def asked(name: str) -> Question:
    """One of its questions."""
    found = definition().question(name)
    assert found is not None
    return found
