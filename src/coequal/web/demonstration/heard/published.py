"""The report of the invented involvement as somebody wrote and published it, and what decision-makers made of each theme."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.trail import record
from coequal.facts.dates import say_date
from coequal.involvement.models import Consideration, Frame, Involvement, PublishedReport
from coequal.involvement.reporting import considering
from coequal.involvement.reporting.considering import CHANGED, Considered, Line
from coequal.involvement.reporting.passages import write
from coequal.involvement.reporting.publishing import Three, three
from coequal.web.demonstration.heard.answers import SURVEYS
from coequal.web.demonstration.heard.reported import Heard
from coequal.web.demonstration.heard.voices import read

PUBLISHED: Final = datetime(2026, 6, 15, 9, tzinfo=UTC)
ANSWERED: Final = datetime(2026, 10, 1, 9, tzinfo=UTC)
_POLICY: Final = "exampleshire/assisted-conception@2026-11"
_CLAUSE: Final = "7"


def report(heard: Heard, frames: Mapping[str, Frame]) -> None:
    """What somebody wrote between the figures, and the report as everybody could read it from a day of the past on."""
    words = read("told.yaml")
    places = dict(words["passages"])
    for asked in SURVEYS:
        places[f"survey {heard.surveys[asked.voices].reference}"] = words["surveys"][asked.file]
        places[f"frame {frames[asked.voices].reference}"] = words["frames"][asked.voices]
    for place, text in places.items():
        write(heard.by, heard.involvement, place, text, 0)
    published_on(heard.by, heard.involvement, PUBLISHED)


def published_on(acting: Acting, involvement: Involvement, moment: datetime) -> None:
    """The report of an involvement, as everybody could read it from a moment of the past on."""
    made = _of_then(three(involvement), moment)
    full, summary, easy_read = made.written
    edition = PublishedReport(
        involvement=involvement,
        number=1,
        full=full,
        summary=summary,
        easy_read=easy_read,
        digest=made.digest,
        by=acting.person,
        at=moment,
    )
    edition.save()
    involvement.reported = moment
    involvement.save(update_fields=["reported"])
    record(acting, "published the report of findings", involvement, detail={"edition": 1, "digest": made.digest})


def _of_then(made: Three, moment: datetime) -> Three:
    """The three with the day of the past on which people could read them, in place of the day on which they were made."""
    day, today = say_date(timezone.localdate(moment)), say_date(timezone.localdate())
    full, summary, easy_read = (
        replace(one, facts=tuple(fact for fact in one.facts if fact[1] != today))
        for one in (made.full, made.summary, made.easy_read)
    )
    return Three(full, summary, easy_read).dated(("Published", day))


def considered(heard: Heard, frames: Mapping[str, Frame], manager: Acting) -> None:
    """What decision-makers made of each theme, published."""
    names = {frame.pk: name for name, frame in frames.items()}
    for line in considering.lines(heard.involvement):
        considering.keep(manager, line, _said(line, names[line.frame.pk]), 0)
    considering.publish(manager, heard.involvement)
    Consideration.objects.filter(involvement=heard.involvement).update(published=ANSWERED)


def _said(line: Line, name: str) -> Considered:
    words = read("considered.yaml")
    outcome, answer = (words[name] | words["always"])[line.theme.key]
    policy, clause = (_POLICY, _CLAUSE) if outcome == CHANGED else ("", "")
    return Considered(words["considered"], words["by"], words["day"], answer, outcome, policy, clause)
