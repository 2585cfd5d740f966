"""A survey written as a file, and read again."""

from hypothesis import HealthCheck, given, settings

from coequal.involvement.surveys.reading import read_survey
from coequal.involvement.surveys.writing import written
from tests.involvement.making import SURVEY
from tests.involvement.surveys.written import surveys, without_lines


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys())
def test_what_was_written_reads_as_the_same_survey(survey) -> None:
    """Whatever its words, its languages, its kinds of question and its routing."""
    assert without_lines(read_survey(written(survey))) == survey


def test_the_example_is_the_same_after_it_was_written() -> None:
    """The file that the tests use, with every kind of question."""
    survey = read_survey(SURVEY)
    again = written(survey)
    assert without_lines(read_survey(again)) == without_lines(survey)
    assert "  patient: {says: I have had treatment or want it, counts as: individual}" in again
    assert "\n  agree: 'Yes'\n" in again  # other readers of YAML would take a bare Yes for a truth value


def test_words_of_several_lines_stay_as_they_are() -> None:
    """A translation of two paragraphs."""
    text = SURVEY.replace("\n## About you", '\n```translation\ncy: "Un.\\n\\nDau."\n```\n\n## About you')
    survey = read_survey(text)
    assert survey.intro is not None
    assert survey.intro.in_("cy") == "Un.\n\nDau."
    assert without_lines(read_survey(written(survey))) == without_lines(survey)


def test_a_survey_in_another_language_says_so() -> None:
    """At its head."""
    text = SURVEY.replace("languages: [cy]\n", "language: cy\n").replace("cy: {title: Help i gael babi}\n", "")
    text = text.replace("cy: {asks: Pwy ydych chi?}\n", "")
    assert "\nlanguage: cy\n" in written(read_survey(text))
