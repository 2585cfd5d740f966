"""What the addresses of surveys name: a survey, or one of its paper forms; and what every page of a survey shows."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404

from coequal.accounts.guard import StaffRequest
from coequal.accounts.permissions import TAKE_DOWN, WRITE_SURVEY
from coequal.errors import CoequalError
from coequal.involvement.models import Involvement, PaperForm, Survey
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, OPEN, PREPARING, REPORTED
from coequal.involvement.surveys.languages import language_named
from coequal.involvement.surveys.model import Question
from coequal.involvement.surveys.model import Survey as Definition
from coequal.involvement.surveys.reading import read_survey

COLOURS: Final = {PREPARING: "yellow", ANNOUNCED: "blue", OPEN: "green", ON_HOLD: "orange", CLOSED: "grey", REPORTED: "grey"}


def survey_named(reference: str, **_parts: object) -> Survey:
    """A survey by its reference. Raises `Http404`."""
    found = Survey.objects.select_related("involvement__organisation", "version").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def form_named(reference: str, serial: str) -> PaperForm:
    """A paper form of a survey by its serial. Raises `Http404`."""
    found = PaperForm.objects.select_related("version__survey__involvement__organisation")
    form = found.filter(version__survey__reference=reference, serial=serial).first()
    if form is None:
        raise Http404
    return form


@dataclass(frozen=True, slots=True)
class Place:
    """A survey, and the part of it that an address names besides. It belongs to whom the survey belongs."""

    survey: Survey
    name: str = ""
    kind: str = ""

    @property
    def organisation(self) -> Any:
        """Whose the survey is."""
        return self.survey.organisation

    @property
    def state(self) -> str:
        """Where its involvement stands."""
        return self.survey.state


def place_named(reference: str, **parts: str) -> Place:
    """A survey and a part of it. Raises `Http404` where there is no such survey."""
    name = parts.get("part") or parts.get("page") or parts.get("language") or ""
    return Place(survey_named(reference), name, parts.get("kind", ""))


def definition_of(survey: Survey) -> Definition:
    """What the working text says. Raises `CoequalError` that says what to mend first."""
    try:
        return read_survey(survey.text)
    except CoequalError as error:
        where = f" (line {error.place.line})" if error.place and error.place.line else ""
        raise CoequalError(
            f"The file of this survey cannot be read yet, so it is to be mended there first. {error.message}{where}"
        ) from None


def question_named(definition: Definition, name: str) -> Question:
    """A question by its name. Raises `Http404`."""
    found = definition.question(name)
    if found is None:
        raise Http404
    return found


def about(request: StaffRequest, survey: Survey) -> dict[str, Any]:
    """What every page about a survey shows."""
    return {
        **about_involvement(survey.involvement),
        "survey": survey,
        "named": language_named,
        "may_write": request.acting.may(WRITE_SURVEY, survey),
        "may_type": request.acting.may(TAKE_DOWN, survey),
    }


def about_involvement(involvement: Involvement) -> dict[str, Any]:
    """What every page about an involvement shows."""
    return {"involvement": involvement, "state": involvement.state, "colour": COLOURS[involvement.state]}
