"""A person who signs in, by an e-mail address."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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
    is_active = models.BooleanField(default=True)

    objects = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """The address by which the person signs in."""
        return self.email
