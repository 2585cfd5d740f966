"""What comparisons keep in the database: results that took long to make. None of them is about anybody who exists."""

from typing import ClassVar

from django.db import models


class Kept(models.Model):
    """A result of a kind under a name, and the digest of what it was made from: where that is another now, it no longer fits."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    made = models.DateTimeField(auto_now=True)

    class Meta:
        """A name stands once under a kind."""

        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "name"], name="kept_once")]

    def __str__(self) -> str:
        """The kind and the name."""
        return f"{self.kind}: {self.name}"
