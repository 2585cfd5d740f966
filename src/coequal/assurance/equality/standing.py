"""Where an assessment stands beside what it is about, in words: ready, being written, changed since; and what is not known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localdate

from coequal.assurance.equality.answers import NOT_KNOWN, Answer, signed
from coequal.assurance.equality.groups import groups_of
from coequal.assurance.equality.subject import Subject
from coequal.assurance.equality.writing import answers_of
from coequal.assurance.models import EqualityAssessment, EqualityVersion
from coequal.assurance.models.equality import SENT_BACK, WAITS
from coequal.documents.model import Table
from coequal.facts.dates import say_date

NO_ASSESSMENT: Final = "not assessed"
READY: Final = "ready"
OVERDUE: Final = "to be looked at again"
CHANGED: Final = "changed since"
BEING_WRITTEN: Final = "being written"
STATES: Final = (NO_ASSESSMENT, BEING_WRITTEN, WAITS, SENT_BACK, READY, OVERDUE, CHANGED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the assessment of something stands. `version` is the one that was signed off last, whether or not it still counts."""

    state: str
    assessment: EqualityAssessment | None
    version: EqualityVersion | None
    says: str
    answers: Mapping[str, Answer]  # of the version that counts; nothing is known where none does

    @property
    def counts(self) -> bool:
        """Whether a signed version counts for the thing as it is now."""
        return self.state in (READY, OVERDUE)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The groups of which it is not known what the effect is."""
        return tuple(title for title, one in self.answers.items() if one.told == NOT_KNOWN)


def assessment_of(subject: Subject) -> EqualityAssessment | None:
    """The assessment of something; None where nobody has begun."""
    return EqualityAssessment.objects.filter(organisation=subject.organisation, kind=subject.kind, subject=subject.key).first()


def standing_of(subject: Subject, on: date) -> Standing:
    """Where the assessment of something stands on a day. What was signed before it was changed counts no more."""
    return _standing(assessment_of(subject), subject, on)


def standing_beside(assessment: EqualityAssessment, subject: Subject | None, on: date) -> Standing:
    """Where an assessment stands beside what it is about, or beside nothing where that is not there any more."""
    return _standing(assessment, subject, on)


def _standing(assessment: EqualityAssessment | None, subject: Subject | None, on: date) -> Standing:
    version = assessment.signed if assessment else None
    state = _state(assessment, version, subject, on)
    whose = subject.organisation if subject else assessment.organisation if assessment else None
    nothing: Mapping[str, Answer] = {title: Answer() for title in (groups_of(whose) if whose else ())}
    # a group that was named after it was signed is not known, and never left out
    found = {**nothing, **answers_of(version)} if version and state in (READY, OVERDUE) else nothing
    made = Standing(state, assessment, version, "", found)
    return Standing(state, assessment, version, " ".join(_words(made)), found)


def _state(assessment: EqualityAssessment | None, version: EqualityVersion | None, subject: Subject | None, on: date) -> str:
    if assessment is None:
        return NO_ASSESSMENT
    if version is None:
        latest = assessment.versions.last()
        return latest.came_to if latest else BEING_WRITTEN
    if subject is None or version.about != subject.digest:
        return CHANGED
    due = version.outcome.review_due  # which whatever was signed off has
    return READY if due and due >= on else OVERDUE


def _words(found: Standing) -> Iterator[str]:
    version, kind = found.version, found.assessment.kind if found.assessment else ""
    if found.state == NO_ASSESSMENT:
        yield "Nobody has begun to assess it, so its effect on equality and quality is not known."
    elif version is None:
        yield f"It is {found.state}, and not signed off. Until then its effect is not known."
    elif found.state == CHANGED:
        yield f"The {kind} was changed since version {version.number} was signed off, so that version is withdrawn."
        yield "Until it is assessed anew its effect is not known."
    else:
        yield f"Version {version.number} was signed off on {say_date(localdate(version.outcome.at))}."
        if found.state == OVERDUE and (due := version.outcome.review_due):
            yield f"It was to be looked at again by {say_date(due)}, and nobody has."
        yield f"Not known for: {', '.join(found.unknown)}." if found.unknown else "It says something of every group."


def side_by_side(caption: str, found: Iterable[tuple[str, Standing]]) -> Table:
    """Every group of people by what was assessed: the effect as a sign and in words. What nobody signed is not known."""
    rows = list(found)
    titles = list(dict.fromkeys(title for _name, one in rows for title in one.answers))
    head = ("For whom", *(name for name, _one in rows))
    cells = tuple((title, *(signed(one.answers.get(title, Answer()).told) for _name, one in rows)) for title in titles)
    return Table(caption, head, (("How it stands", *(one.state for _name, one in rows)), *cells))
