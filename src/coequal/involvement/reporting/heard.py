"""What was heard in an involvement, counted once for all the sections that tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from coequal.involvement.coding.themes import ThemeCount, counted
from coequal.involvement.counting.answers import Answers, answers_of
from coequal.involvement.counting.closed import Cross, Tally, cross, tally
from coequal.involvement.counting.columns import parts_of
from coequal.involvement.counting.received import Received, received
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.models import Frame, Involvement, Survey
from coequal.involvement.surveys import model
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

    @property
    def is_about_them(self) -> bool:
        """Whether it is about whoever answers; that is told in the section on who answered."""
        definition = self.survey.version.definition if self.survey.version else None
        own = {definition.capacity, definition.area, definition.may_publish} if definition else set()
        return self.question.equality or self.question.id in own or self.question.kind == model.DISTRICT


class Heard:
    """What was heard, by whoever it was; nothing is counted before somebody asks for it, and nothing twice."""

    def __init__(self, involvement: Involvement) -> None:
        """Take an involvement."""
        self.involvement = involvement
        self._answers: dict[int, Answers] = {}
        self._crosses: dict[tuple[int, str, str], list[Cross]] = {}
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

    def tallies(self, survey: Survey, part: str) -> list[Tally]:
        """One thing counted of a survey, and after it what was answered to versions in which it had other answers."""
        found = self.tally(survey, part)
        return [found, *(_of_its_version(other) for other in found.apart if other.base)]

    def crosses(self, survey: Survey, part: str, by: str) -> list[Cross]:
        """One thing counted by groups: by another question, or by what is known of every response; versions as in `tallies`."""
        key = (survey.pk, part, by)
        if key not in self._crosses:
            self._crosses[key] = list(_by_versions(cross(self.answers(survey), part, by)))
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
        """A question by its name: its own in any of the surveys, or with the reference of its survey before; None without one."""
        every = (asked for survey in self.surveys for asked in self.questions(survey))
        return next((one for one in every if name in {one.question.id, one.name}), None)


def _of_its_version(tally: Tally) -> Tally:
    """A tally that says in which versions of the survey it was asked."""
    return replace(tally, asks=f"{tally.asks} (in version {', '.join(map(str, tally.versions))})")


def _by_versions(whole: Cross) -> Iterator[Cross]:
    """A question by groups, and after it the same of versions in which it had other answers."""
    yield whole
    for place, other in enumerate(whole.all.apart):
        if not other.base:
            continue
        groups = {key: _of_its_version(one.apart[place]) for key, one in whole.groups.items()}
        yield replace(whole, groups=groups, all=_of_its_version(other))
