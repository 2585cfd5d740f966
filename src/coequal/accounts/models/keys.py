"""Keys by which an organisation's software asks the API. Of a key only its digest is kept."""

import hashlib
import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.models.organisations import Organisation

_BEGINS = "cq"


def new_key() -> str:
    """A key, to be shown once: `cq_` with the part by which it is found, and a secret."""
    return f"{_BEGINS}_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str:
    """The part of a key by which it is found, and which may be shown; nothing where the text is no key."""
    parts = key.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == _BEGINS else ""


def digest_of(key: str) -> str:
    """What is kept of a key. It is drawn at random, so a plain digest is enough."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class ApiKey(models.Model):
    """A key of an organisation: for which software, for which purpose, for what, and until when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    software = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    scopes = models.JSONField()  # a list of the scopes in `permissions`
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made", "-pk"]

    def __str__(self) -> str:
        """The software, and the part of the key that may be shown."""
        return f"{self.software} ({self.prefix})"

    def works(self, now: datetime) -> bool:
        """Whether the key opens anything at a moment."""
        return self.withdrawn is None and now < self.expires

    @property
    def state(self) -> str:
        """Where it stands, whatever the time."""
        return "withdrawn" if self.withdrawn else "made"
