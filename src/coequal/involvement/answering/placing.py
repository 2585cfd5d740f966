"""Under what a response is counted: where somebody lives, as what they answer, and whether they may be quoted."""

from collections.abc import Mapping

from coequal.involvement.models import Involvement, Response
from coequal.involvement.models.responses import INDIVIDUAL, KINDS
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import Survey, keys_of


def place(response: Response) -> None:
    """Set the area, the kind and the consent of a response by its answers; it is not saved."""
    definition = response.version.definition
    given = still_asked(definition, response.answers)
    response.area = area_of(definition, given, response.survey.involvement)
    response.kind = kind_of(definition, given)
    response.may_publish = may_be_quoted(definition, given)


def area_of(definition: Survey, given: Mapping[str, object], involvement: Involvement) -> str:
    """The key of the area in which somebody lives; nothing where they did not say, or where their district lies in several."""
    said = str(given.get(definition.area) or "")
    for area in involvement.areas:
        if area["key"] == said:
            return said
    found = {str(area["key"]) for area in involvement.areas if said in area["districts"]}
    return found.pop() if len(found) == 1 else ""


def kind_of(definition: Survey, given: Mapping[str, object]) -> str:
    """The kind of a response: an individual's, where nothing else was said."""
    question = definition.question(definition.capacity)
    for key in keys_of(given.get(definition.capacity)):
        answer = question.answer(key) if question else None
        if answer and answer.counts_as in KINDS:
            return answer.counts_as
    return INDIVIDUAL


def may_be_quoted(definition: Survey, given: Mapping[str, object]) -> bool | None:
    """Whether what somebody wrote may be quoted; None where they were not asked, or did not say."""
    keys = keys_of(given.get(definition.may_publish))
    return "yes" in keys if keys else None
