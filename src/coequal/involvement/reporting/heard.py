"""What was heard in an involvement, counted once for all the sections that tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coequal.involvement.coding.themes import ThemeCount, counted
from coequal.involvement.counting.answers import Answers, answers_of
from coequal.involvement.counting.closed import Cross, Tally, cross, tally
from coequal.involvement.counting.columns import parts_of
from coequal.involvement.counting.received import Received, received
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.models import Frame, Involvement, Survey
from coequal.involvement.surveys.model import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a survey, in the words of the latest version that has it."""

    survey: Survey
    question: Question

    @property
    def name(self) -> str:
        """By which it is named in keys of places and of extracts."""
        return f"{self.survey.reference} {self.question.id}"

    @property
    def parts(self) -> list[str]:
        """The names of what is counted of it: its own, or of a matrix those of its rows."""
        return [name for name, _words in parts_of(self.question)]


class Heard:
    """What was heard, by whoever it was; nothing is counted before somebody asks for it, and nothing twice."""

    def __init__(self, involvement: Involvement) -> None:
        """Take an involvement."""
        self.involvement = involvement
        self._answers: dict[int, Answers] = {}
        self._crosses: dict[tuple[int, str, str], Cross] = {}
        self._themes: dict[tuple[int, str], list[ThemeCount]] = {}

    @cached_property
    def surveys(self) -> list[Survey]:
        """The surveys that people could answer."""
        return list(self.involvement.surveys.exclude(version=None).select_related("version", "involvement").order_by("pk"))

    @cached_property
    def frames(self) -> list[Frame]:
        """The code frames."""
        return list(Frame.objects.filter(involvement=self.involvement).order_by("pk"))

    @cached_property
    def received(self) -> Received:
        """All that came."""
        return received(self.involvement)

    @cached_property
    def may_quote(self) -> bool:
        """Whether somebody has looked at every text, so that what may be quoted is free of personal data."""
        return not standing(self.involvement).filter(screened=False, says_nothing=False).exists()

    def questions(self, survey: Survey) -> Iterator[Asked]:
        """The questions of every version of a survey: those of the one that stands, then those that were left out since."""
        known = set()
        for version in survey.versions.order_by("-number"):
            for question in version.definition.questions:
                if question.id not in known:
                    known.add(question.id)
                    yield Asked(survey, question)

    def answers(self, survey: Survey) -> Answers:
        """All that was answered to a survey."""
        if survey.pk not in self._answers:
            self._answers[survey.pk] = answers_of(survey)
        return self._answers[survey.pk]

    def tally(self, survey: Survey, part: str) -> Tally:
        """One thing counted of a survey."""
        return tally(self.answers(survey), part)

    def cross(self, survey: Survey, part: str, by: str) -> Cross:
        """One thing counted by groups: by another question, or by what is known of every response."""
        key = (survey.pk, part, by)
        if key not in self._crosses:
            self._crosses[key] = cross(self.answers(survey), part, by)
        return self._crosses[key]

    def themes(self, frame: Frame, area: str | None = None) -> list[ThemeCount]:
        """The themes of a frame counted, everywhere or in one area."""
        key = (frame.pk, "everywhere" if area is None else f"in {area}")
        if key not in self._themes:
            self._themes[key] = counted(frame, areas=None if area is None else [area])
        return self._themes[key]

    def themes_by(self, frame: Frame, question: str) -> list[ThemeCount]:
        """The themes of a frame counted, and for each how those who spoke of it answered a question."""
        return counted(frame, by=question)

    def question(self, name: str) -> Asked | None:
        """A question by its name in any of the surveys; None where there is none."""
        every = (asked for survey in self.surveys for asked in self.questions(survey))
        return next((one for one in every if one.question.id == name), None)
