"""Who somebody is to a provider of single sign-on, once that is linked with their account."""

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models


def mark_of(issuer: str, subject: str) -> str:
    """What is kept of a provider's name for somebody: a digest, by which they are known again."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode("utf-8", "surrogatepass")).hexdigest()


class Identity(models.Model):
    """An account as one provider knows it. It stays the same when the address there changes, until it is unlinked."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=500)
    mark = models.CharField(max_length=64, unique=True)
    linked = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One provider knows an account by one name; the first that was linked comes first."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "issuer"], name="one_identity_of_an_issuer")]

    def __str__(self) -> str:
        """Whose it is."""
        return f"{self.person} as {self.issuer} knows them"
