"""A clock for the whole site that can be moved on, so that years pass in a test."""

import time
from datetime import date, datetime, timedelta, tzinfo

import pytest
from django.utils import timezone

from coequal.drafting import asking
from coequal.web.shelf import Shelf


class _Moved(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(time.time(), tz)


class Clock:
    """The time for the whole site, which goes on by itself and can be moved on by days."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, start: datetime) -> None:
        """Begin at a time."""
        real = time.time
        self._ahead = start.timestamp() - real()
        monkeypatch.setattr(time, "time", lambda: real() + self._ahead)
        monkeypatch.setattr(timezone, "datetime", _Moved)  # not `now` itself, which fields have as their default
        monkeypatch.setattr(Shelf, "today", staticmethod(timezone.localdate))
        monkeypatch.setattr(asking, "_today", lambda: timezone.localdate().isoformat())

    @property
    def today(self) -> date:
        """The day that it is."""
        return timezone.localdate()

    def after(self, days: float) -> date:
        """Some days later; which day that is."""
        self._ahead += timedelta(days).total_seconds()
        return self.today
