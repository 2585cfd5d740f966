"""How far a run has come, in words and as a share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import RUNNING, WAITING
from coequal.pages.words import plural

_EARLY: Final = timedelta(seconds=3)  # before which nobody can tell how long a step takes
_LONG: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Told:
    """How far it has come: of a thousand, in words, since when, and how much longer, where that can be told."""

    state: str
    thousandths: int
    says: str
    since: str
    left: str

    def as_json(self) -> dict[str, Any]:
        """For the script that looks again every second."""
        return {"state": self.state, "thousandths": self.thousandths, "says": self.says, "since": self.since, "left": self.left}


def told(analysis: Analysis, now: datetime | None = None) -> Told:
    """How far an analysis has come."""
    now = now or timezone.now()
    if analysis.state == WAITING:
        return Told(analysis.state, 0, _waits(analysis, now), "", "")
    if analysis.state != RUNNING:
        return Told(analysis.state, 1000, f"It is {analysis.state}.", "", "")
    share = min(1.0, analysis.done / analysis.total) if analysis.total else 0.0
    whole = round(1000 * (max(0, analysis.step_number - 1) + share) / max(1, analysis.steps))
    since = f"Begun {_span(now - (analysis.began or now))} ago."
    if not analysis.step:
        return Told(analysis.state, 0, "It is being read.", since, "")
    of = f"{analysis.done:,} of {analysis.total:,}" if analysis.total else f"{analysis.done:,}"
    says = f"Step {analysis.step_number} of {analysis.steps}. {analysis.step}: {of}."
    return Told(analysis.state, whole, says, since, _left(analysis, share, now))


def _waits(analysis: Analysis, now: datetime) -> str:
    before = Analysis.objects.filter(state__in=(WAITING, RUNNING), pk__lt=analysis.pk).count()
    line = (
        f"There {'is' if before == 1 else 'are'} {plural(before, 'analysis', 'analyses')} before it."
        if before
        else "It is the next."
    )
    if now - analysis.made > _LONG and not Analysis.objects.filter(state=RUNNING).exists():
        return f"{line} Nothing is being worked on just now: ask whoever runs this site whether “coequal site work” is running."
    return line


def _left(analysis: Analysis, share: float, now: datetime) -> str:
    """How much longer the step takes, as far as can be told from how long it took so far."""
    taken = now - (analysis.step_began or now)
    if not share or taken < _EARLY:
        return ""
    return f"This step takes about {_span(taken * (1 / share - 1))} more."


def _span(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    return plural(seconds, "second") if seconds < 100 else plural(round(seconds / 60), "minute")
