"""What stands on paper in place of what a web page does by itself: numbers of questions, codes of answers, routing in words."""

from collections.abc import Mapping

from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Only, Question, Survey

YES_NO = {"yes": "Yes", "no": "No"}


def numbers(survey: Survey) -> dict[str, int]:
    """The number of each question on paper, by its name."""
    return {question.id: number for number, question in enumerate(survey.questions, start=1)}


def codes(question: Question) -> dict[str, str]:
    """The key of each answer by the code that stands beside its box: of a scale the number itself, else they count from 1."""
    if question.kind == model.SCALE:
        return {key: key for key in question.keys}
    return {str(number): key for number, key in enumerate(question.keys, start=1)}


def says(question: Question, key: str, language: str = "") -> str:
    """What an answer says, by its key; of a scale its number, of consent yes or no."""
    found = question.answer(key)
    return found.says.in_(language) if found else YES_NO.get(key, key)


def when_asked(only: Only, survey: Survey, language: str = "") -> str:
    """When something is to be answered, in words: “if you ticked “Yes” at question 3”."""
    number = numbers(survey)
    told = []
    for name, keys in only.answers.items():
        question = survey.question(name)
        assert question is not None, name
        chosen = " or ".join(f"“{says(question, key, language)}”" for key in keys)
        told.append(f"you ticked {chosen} at question {number[name]}")
    return f"if {' and '.join(told)}"


def goes_to(survey: Survey, question: Question) -> Mapping[str, int]:
    """To which question each answer leads on, by its key, where that is not the next one; 0 is the end of the form.

    Only a question that is sure to be skipped is skipped: what hangs on several answers says so by itself.
    """
    if question.kind not in (model.ONE, model.CONSENT):
        return {}
    number = numbers(survey)
    after = [(page.only, one) for page in survey.pages for one in page.questions if number[one.id] > number[question.id]]
    found = {}
    for key in question.keys:
        following = next((one for part, one in after if not _is_ruled_out(question.id, key, part, one.only)), None)
        target = number[following.id] if following else 0
        if after and target != number[question.id] + 1:
            found[key] = target
    return found


def _is_ruled_out(name: str, key: str, *limits: Only | None) -> bool:
    """Whether an answer to a question keeps something from being asked, whatever else is answered."""
    return any(only and name in only.answers and key not in only.answers[name] for only in limits)
