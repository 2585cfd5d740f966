"""Who keeps what: each part of coequal tells what it holds that is due, and how that is disposed of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.assurance.retention.schedule import Line
from coequal.facts.dates import add_months


@dataclass(frozen=True, slots=True)
class Record:
    """A record by the reference that stands for it, which says nothing of anybody, and the day from which its period runs."""

    reference: str
    since: date


class Keeper(Protocol):
    """Whoever holds records of a kind."""

    @property
    def kind(self) -> str:
        """The line of the schedule."""

    @property
    def page(self) -> str:
        """The name of the page on which they are reviewed and disposed of one by one; nothing where that is done for all here."""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """What has been kept long enough on a day and is still there."""

    def known(self, organisation: Organisation, references: Sequence[str]) -> Mapping[str, str]:
        """Which of some references, in whatever case, stand for a record of the organisation, each with what it is in words."""

    def lock(self, organisation: Organisation, references: Sequence[str]) -> None:
        """Let nobody change records until the transaction ends, so that what is due then is due still when it goes."""

    def dispose(self, acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Do away with records within the transaction of the certificate, and say how many rows of which table went."""


_KEEPERS: Final[dict[str, Keeper]] = {}


def register(keeper: Keeper) -> None:
    """Have a keeper asked for what it holds: whatever holds records hands one in when the site starts."""
    _KEEPERS[keeper.kind] = keeper


def keeper_of(kind: str) -> Keeper | None:
    """Who holds records of a kind; None where they are reviewed by hand."""
    return _KEEPERS.get(kind)


def last_day(line: Line, on: date) -> date | None:
    """The last day from which a period can have run that is over on a day; None where the period is not known."""
    return None if line.months is None else add_months(on, -line.months)
