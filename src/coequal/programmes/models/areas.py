"""A service area of a programme: every step that it took, the days that were planned, and what it waits for."""

from datetime import date
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.programmes.models.programmes import Programme
from coequal.programmes.stages.standing import standing_of


class ServiceArea(models.Model):
    """One service whose policies a programme aligns. Where it stands follows from its moves alone."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "T"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="areas")
    title = models.CharField(max_length=200)
    service = models.CharField(max_length=80, blank=True)  # a service of the library, where it has one
    about = models.TextField(blank=True)  # Markdown
    policies = models.JSONField(default=list)  # those that differ now, each `area/service`
    involvements = models.ManyToManyField("involvement.Involvement", related_name="service_areas")
    analyses = models.ManyToManyField("analyses.Analysis", related_name="service_areas")  # what the case for change rests on
    proposal = models.ForeignKey(
        "drafting.Handover", models.PROTECT, related_name="proposed_in", null=True
    )  # what is to be decided

    class Meta:
        """As they were added."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def organisation(self) -> Organisation:
        """Whose its programme is."""
        return self.programme.organisation

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        return standing_of(self).state


class OfAServiceArea(models.Model):
    """A row that belongs to a service area, whose organisation and state are its own."""

    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="%(class)ss")

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def organisation(self) -> Organisation:
        """Whose its programme is."""
        return self.area.organisation

    @property
    def state(self) -> str:
        """Where its service area stands."""
        return self.area.state


class Move(Unchanging, OfAServiceArea):
    """One step of a service area. Moves are only added; where the area stands is what they come to."""

    instead = "What was done stays. Make another move, and say why."

    kind = models.CharField(max_length=20)  # one of `stages.kinds.KINDS`
    stage = models.CharField(max_length=40, blank=True)
    on = models.DateField()  # the day, or the first day that it may have been
    printed = models.CharField(max_length=80, blank=True)  # the day in the source's words, where it is not exact
    why = models.TextField(blank=True)  # which everybody can read
    policy = models.CharField(max_length=300, blank=True)  # what came into force: `area/service@version`, or of the past in words
    starts = models.DateField(null=True)  # from when on it is in force, where that is a later day
    ratification = models.OneToOneField("Ratification", models.PROTECT, related_name="move", null=True)  # by which it is in force
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True, max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """In the order in which they were recorded, by which the state follows."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What was done, and when."""
        return f"{self.kind} {self.stage} on {self.on}".replace("  ", " ")

    @property
    def takes_effect(self) -> date | None:
        """The day from which it counts: its own, or that from which the policy is in force; none while that is not to be."""
        return self.ratification.stands_from if self.ratification else self.starts or self.on


class Override(Unchanging):
    """That a move was made although something that should be there was not: who let it pass, and why. Everybody can read it."""

    instead = "That something was passed over stays. What was missing can still be put right."

    move = models.ForeignKey(Move, models.PROTECT, related_name="overrides")
    gate = models.CharField(max_length=60)
    missing = models.TextField()  # what the gate said on that day
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Which gate."""
        return self.gate


class Plan(Unchanging, OfAServiceArea):
    """When a stage is meant to open and to end. The latest plan of a stage stands; those before it show how days moved."""

    instead = "What was planned stays, so that everybody sees how days moved. Plan the stage anew."

    stage = models.CharField(max_length=40)
    opens = models.DateField(null=True)
    ends = models.DateField(null=True)
    why = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of which stage."""
        return self.stage


class OutsideEvent(OfAServiceArea):
    """Something outside that an interim policy waits for: an update of national guidance, say."""

    what = models.CharField(max_length=300)
    happened = models.DateField(null=True)
    came_to = models.TextField(blank=True)  # what it said, and what follows from it

    class Meta:
        """As they were entered."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What is waited for."""
        return self.what


class ExpectedDay(Unchanging):
    """When an outside event was expected, as was said on a day. The latest stands; those before it show how it slid."""

    instead = "What was expected stays, so that everybody sees how it slid. Add what is expected now."

    event = models.ForeignKey(OutsideEvent, models.PROTECT, related_name="expected")
    printed = models.CharField(max_length=80)  # in the source's words: “end of 2024”
    not_before = models.DateField(null=True)
    not_after = models.DateField(null=True)
    stated = models.DateField(null=True)  # when that was said; empty: not known
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True, max_length=500)

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were recorded."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """When it was expected."""
        return self.printed


class Descent(Unchanging):
    """That a service area was split, merged into another, or renamed."""

    instead = "How service areas came out of each other stays as it is."

    kind = models.CharField(max_length=20)  # split | merged | renamed
    before = models.ForeignKey(ServiceArea, models.PROTECT, related_name="led_to")
    after = models.ForeignKey(ServiceArea, models.PROTECT, related_name="came_from")
    was_called = models.CharField(max_length=200, blank=True)  # of one that was renamed, which stays the same area
    on = models.DateField()
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        """What became of which."""
        return f"{self.kind}: {self.before.title} to {self.after.title}"
