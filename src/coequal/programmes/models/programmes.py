"""A programme that aligns policies: whose it is over the years, what everybody is told of it, and the figures that it rests on."""

from datetime import date
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows

PREPARING: Final = "being prepared"
PUBLIC: Final = "public"
ON_HOLD: Final = "on hold"
ENDED: Final = "ended"
STATES: Final = (PREPARING, PUBLIC, ON_HOLD, ENDED)


class Programme(models.Model):
    """One programme, of one or more commissioners. Its state follows from what was recorded."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "P"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")  # who keeps the record here
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    made = models.DateTimeField(auto_now_add=True)

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)  # Markdown: what is done, and why
    questions = models.TextField(blank=True)  # whom to ask: a name of a team, an address, a telephone number
    published = models.DateTimeField(null=True)  # since when everybody can read of it
    ended = models.DateField(null=True)
    why_ended = models.TextField(blank=True)
    history_only = models.BooleanField(default=False)  # of the past: a record of facts with their sources

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made", "-pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def state(self) -> str:
        """Where it stands now."""
        if self.ended is not None:
            return ENDED
        if self.published is None:
            return PREPARING
        return ON_HOLD if any(one.until is None for one in self.holds.all()) else PUBLIC

    def commissioners_on(self, day: date) -> list["Commissioner"]:
        """Whose it was on a day, as recorded."""
        return [one for one in self.commissioners.all() if one.since <= day and (one.until is None or day <= one.until)]


class OfAProgramme(models.Model):
    """A row that belongs to a programme, whose organisation and state are its own."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="%(class)ss")

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def organisation(self) -> Organisation:
        """Whose its programme is."""
        return self.programme.organisation

    @property
    def state(self) -> str:
        """Where its programme stands."""
        return self.programme.state


class Commissioner(OfAProgramme):
    """A commissioner whose programme it is from a day on, both days included. Successor bodies are rows of their own."""

    code = models.CharField(max_length=10)  # of the register of organisations
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """The earliest first."""

        ordering: ClassVar = ["since", "code", "pk"]

    def __str__(self) -> str:
        """Its code, and since when."""
        return f"{self.code} since {self.since}"


class FormerName(OfAProgramme):
    """A name that the programme had until it was renamed."""

    title = models.CharField(max_length=200)
    until = models.CharField(max_length=80, blank=True)  # in words where the day is not known; empty: not known
    why = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        """As they were recorded."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The name."""
        return self.title


class Hold(OfAProgramme):
    """That the whole programme was put on hold, with a reason that everybody can read; `until` is empty while it lasts."""

    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.TextField()
    resumed = models.TextField(blank=True)  # why it goes on

    class Meta:
        """The oldest first; one at a time."""

        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme"], condition=models.Q(until=None), name="programme_on_hold_once")
        ]

    def __str__(self) -> str:
        """Of what, since when."""
        return f"{self.programme.reference}, on hold since {self.since}"


class Update(Unchanging):
    """What everybody is told of a programme, or of one of its service areas."""

    instead = "What people were told stays. Tell them what is right now in another update."

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="updates")
    area = models.ForeignKey("ServiceArea", models.PROTECT, related_name="updates", null=True)
    says = models.TextField()
    on = models.DateField()  # the day of which it speaks
    printed = models.CharField(max_length=80, blank=True)  # the day in the source's words, where it is not exact
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True, max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """By the day of which they speak."""

        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        """What is told."""
        return self.says

    @property
    def organisation(self) -> Organisation:
        """Whose its programme is."""
        return self.programme.organisation

    @property
    def state(self) -> str:
        """Where its programme stands."""
        return self.programme.state


class Figure(OfAProgramme):
    """A figure with its source, of the programme or of one service area. One without a number was looked for and not found."""

    area = models.ForeignKey("ServiceArea", models.PROTECT, related_name="figures", null=True)
    says = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)  # in the source's words where it is not exact; empty: not found
    unit = models.CharField(max_length=80, blank=True)
    of = models.CharField(max_length=80, blank=True)  # the year or the day that it is of
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True, max_length=500)
    seen = models.DateField(null=True)  # the day on which the source was read

    class Meta:
        """As they were entered."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of what, and the number."""
        return f"{self.says}: {self.number or 'not found'}"
