"""The organisations that people act for, and in which roles."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.roles import OF_PEOPLE


class Organisation(models.Model):
    """A body by its code in the register of organisations; or one that is invented, and marked so wherever it is shown."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    invented = models.BooleanField(default=False)

    class Meta:
        """By name."""

        ordering: ClassVar = ["name", "code"]

    def __str__(self) -> str:
        """The name, and that it is invented where it is."""
        return f"{self.name} (an invented organisation)" if self.invented else self.name

    @property
    def made_up(self) -> str:
        """What stands below “An invented area” on whatever people are asked or said there; nothing for a real one."""
        said = f"{self.name} does not exist. Everything here is made up, to show how it works: nobody here is real."
        return said if self.invented else ""


class Membership(models.Model):
    """A person in a role for an organisation."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in OF_PEOPLE])
    since = models.DateTimeField(auto_now_add=True)
    accepted = models.DateTimeField(null=True, default=timezone.now)  # none: it is offered, and allows nothing yet

    class Meta:
        """A role is held once; the role that was given first comes first."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "organisation", "role"], name="role_held_once")]

    def __str__(self) -> str:
        """Who, in which role, for whom."""
        return f"{self.person}, {self.role} for {self.organisation}"
