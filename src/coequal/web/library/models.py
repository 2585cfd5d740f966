"""Mistakes that people have found in policies. Nothing is kept of who they are."""

from typing import ClassVar

from django.db import models

from coequal.accounts import references


def new_reference() -> str:
    """A number to quote, that says nothing and cannot be guessed from another: `M-7F3K-2QX9`."""
    return references.new_reference("M")


class MistakeReport(models.Model):
    """What somebody holds to be wrong in a version of a policy."""

    reference = models.CharField(max_length=11, unique=True, default=new_reference)
    policy = models.CharField(max_length=200)
    version = models.CharField(max_length=100)
    clause = models.CharField(max_length=200)  # the id of a criterion, or nothing for the policy as a whole
    text = models.TextField()
    where = models.CharField(max_length=500, blank=True)
    reported = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-reported", "-pk"]

    def __str__(self) -> str:
        """The reference, and what it is about."""
        return f"{self.reference}: {self.policy}@{self.version}"
