"""The tables of the trail: its entries, and the head, which says how far it goes."""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from coequal.accounts.trail.written import NOTHING, Written, read_time
from coequal.accounts.unchanging import Unchanging, UnchangingRows


class Entry(Unchanging):
    """Somebody did something. It never holds the facts of a case, nor a free text about anybody."""

    instead = "The audit trail is only ever added to. Record what is to be put right as a new entry."

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    who = models.CharField(max_length=300)
    role = models.CharField(max_length=60)
    organisation = models.CharField(max_length=20)
    purpose = models.CharField(max_length=300)
    action = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=200)
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order; found by organisation and by thing."""

        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "number"], name="entry_by_organisation"),
            models.Index(fields=["kind", "reference"], name="entry_by_thing"),
        ]

    def __str__(self) -> str:
        """What it says, with its number."""
        return f"Entry {self.number}: {self.written()}"

    @property
    def moment(self) -> datetime:
        """When it was."""
        return read_time(self.at)

    @property
    def told(self) -> dict[str, Any]:
        """The detail, by its names."""
        found: dict[str, Any] = json.loads(self.detail)
        return found

    def written(self) -> Written:
        """What it says, apart from any database."""
        return Written(*(getattr(self, name) for name in Written._fields))


class Head(models.Model):
    """How far the trail goes: the number and the digest of the last entry. Whoever adds to the trail holds this row."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=NOTHING)

    def __str__(self) -> str:
        """Number and digest, as a seal has them."""
        return f"{self.number}:{self.digest}"
