"""One entry as it is written, and the digest over all of it that ties it to the one before."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

NOTHING: Final = "0" * 64  # what stands before the first entry


class Written(NamedTuple):
    """What an entry says, in the order of its columns. All of it but the last is what the last is the digest of."""

    number: int
    at: str  # in UTC, to the microsecond: 2026-11-26T09:30:00.000000Z
    who: str
    role: str
    organisation: str
    purpose: str
    action: str
    kind: str
    reference: str
    detail: str  # JSON as `compact` writes it
    previous: str
    digest: str = ""

    def computed(self, number: int | None = None) -> str:
        """The digest of what stands here, were its number another one; nothing where no digest can be made of it."""
        told = self._asdict()
        del told["digest"]
        if number is not None:
            told["number"] = number
        try:
            return hashlib.sha256(compact(told).encode("ascii")).hexdigest()
        except TypeError:  # a column holds what no text is
            return ""

    def line(self) -> str:
        """The entry as a line of JSON; without its digest it is exactly what the digest was made of."""
        return compact(self._asdict())

    def __str__(self) -> str:
        """What it says, in a sentence that names its time."""
        thing = f" ({' '.join(part for part in (self.kind, self.reference) if part)})" if self.kind or self.reference else ""
        return f"{self.at}, {self.who} {self.action}{thing}"


def compact(value: object) -> str:
    """A value as JSON in the one way that digests are made of: keys in order, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def written_time(moment: datetime) -> str:
    """A moment as entries hold it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def read_time(text: str) -> datetime:
    """The moment of an entry."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
