"""People who sign in, by an e-mail address, and how they are invited."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from coequal.accounts.models.organisations import Organisation


class People(BaseUserManager["Person"]):
    """All people with an account."""

    def create_user(self, email: str, password: str | None = None) -> "Person":
        """A new person; without a password nobody can sign in as that person yet."""
        person = self.model(email=self.normalize_email(email).casefold())
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What people may do comes from their roles, not from flags here."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(
        default=False
    )  # an invented person, whose one-time codes are shown to whoever tries the site

    objects = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """In the order in which they were given an account, which everybody who is shown names relies on."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The address by which the person signs in."""
        return self.email


class Invitation(models.Model):
    """Access that an administrator gives: to choose a password and a second factor. Of its link only a digest is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by a command
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        """The earliest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Who is invited."""
        return f"access for {self.person}"
