"""Under what a response is counted."""

import pytest

from coequal.involvement.answering.placing import place
from coequal.involvement.models import Response
from tests.involvement import making

pytestmark = pytest.mark.django_db


def placed(answers: dict[str, object], **of: object) -> Response:
    response = making.response(making.survey(making.involvement(**of)), answers)
    place(response)
    return response


def test_a_district_leads_to_its_area() -> None:
    """Nothing where it lies in none, was not said, or lies in several."""
    twice = [{"key": key, "name": key, "districts": ["EX1"]} for key in ("north", "south")]
    assert placed({"capacity": "public", "district": "EX2"}).area == "north"
    assert placed({"capacity": "public", "district": "ZZ9"}).area == ""
    assert placed({"capacity": "public"}).area == ""
    assert placed({"district": "EX1"}, areas=twice).area == ""
    assert placed({"district": "south"}).area == "south"  # of a survey that offers the areas themselves


def test_who_answers_is_counted_as_they_said() -> None:
    """An individual where they said nothing."""
    assert placed({"capacity": "staff"}).kind == "staff"
    assert placed({"capacity": "body"}).kind == "organisation"
    assert placed({"capacity": "patient"}).kind == "individual"
    assert placed({}).kind == "individual"


def test_nobody_is_quoted_who_did_not_say_so() -> None:
    """Not asked, or not answered, is neither yes nor no."""
    assert placed({"quote": True}).may_publish is True
    assert placed({"quote": False}).may_publish is False
    assert placed({}).may_publish is None


def test_an_answer_that_counts_as_nothing_makes_an_individual() -> None:
    """A survey may leave out under what its answers count."""
    text = making.SURVEY.replace("counts as: staff", "counts as: robots").replace("capacity: capacity\n", "capacity: age\n", 1)
    survey = making.survey()
    survey.version = making.publish(survey, text)
    response = making.response(survey, {"age": "under-35"})
    place(response)
    assert response.kind == "individual"
