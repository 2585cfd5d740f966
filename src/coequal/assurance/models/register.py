"""A use of personal data, as it stands in the register of an organisation, and by what it may begin."""

from datetime import date, datetime
from functools import partial
from typing import ClassVar, Final, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows

TO_SCREEN: Final = "to be screened"
NONE_NEEDED: Final = "no assessment needed"
TO_ASSESS: Final = "to be assessed"
SUBMITTED: Final = "submitted"
RETURNED: Final = "returned"
APPROVED: Final = "approved"
ELSEWHERE: Final = "recorded elsewhere"
ENDED: Final = "ended"
STATES: Final = (TO_SCREEN, TO_ASSESS, SUBMITTED, RETURNED, APPROVED, NONE_NEEDED, ELSEWHERE, ENDED)
RUNNING: Final = tuple(state for state in STATES if state != ENDED)

SYSTEM: Final = "system"
DATA_SET: Final = "data set"
SURVEY: Final = "survey"
PROCESS: Final = "process by hand or on paper"
KINDS: Final = (SYSTEM, DATA_SET, SURVEY, PROCESS)
WEIGHED: Final = ("purpose", "people", "data", "shared", "kept")  # what a screening rests on: a change of it asks for another


class Settled(NamedTuple):
    """When something was recorded, of which day it speaks, and who recorded it."""

    at: datetime
    on: date
    by: Person | None


class DataUse(models.Model):
    """A system, a data set, a survey or a process that has data about people: patients, the public or staff.

    Where it stands follows from what was recorded; nobody sets it.
    """

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "D"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="data_uses")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    made = models.DateTimeField(auto_now_add=True)

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    purpose = models.TextField()  # what it is for
    people = models.CharField(max_length=300, blank=True)  # about whom: patients, the public, staff
    data = models.TextField(blank=True)  # what is held of them
    basis = models.CharField(max_length=300, blank=True)  # the lawful basis, in words
    shared = models.CharField(max_length=300, blank=True)  # with whom
    kept = models.CharField(max_length=300, blank=True)  # how long
    answers_for_it = models.CharField(max_length=200, blank=True)  # name or post of its owner
    begins = models.DateField(null=True)
    shipped = models.CharField(max_length=60, blank=True)  # the entry of coequal's own from which it was adopted
    ended = models.DateField(null=True)
    why_ended = models.CharField(max_length=300, blank=True)
    rewritten = models.DateTimeField(null=True)  # when one of WEIGHED was last changed; none: never
    mark = models.PositiveIntegerField(default=0)  # goes up with every change, so that nobody writes over another

    class Meta:
        """By title."""

        ordering: ClassVar = ["title", "pk"]
        verbose_name = "use of personal data"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "shipped"], condition=~models.Q(shipped=""), name="adopted_once")
        ]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def state(self) -> str:
        """Where it stands now."""
        return ENDED if self.ended else self.came_to

    @property
    def came_to(self) -> str:
        """What was found of it, be it that it has ended since. What was found of another use than it says now counts no more."""
        screening, record = self.screenings.last(), self.records.last()
        if self.is_outdated:
            return TO_SCREEN
        if record and (screening is None or record.at >= screening.at):
            return ELSEWHERE
        if screening is None or screening.outcome == screening.NOT_KNOWN:
            return TO_SCREEN
        if screening.outcome == screening.NONE_NEEDED:
            return NONE_NEEDED
        version = screening.versions.last()
        return version.came_to if version else TO_ASSESS

    @property
    def is_outdated(self) -> bool:
        """Whether what the last screening or record rests on was changed after it."""
        if self.rewritten is None:
            return False
        found = [one.at for one in (self.screenings.last(), self.records.last()) if one]
        return bool(found) and self.rewritten > max(found)

    @property
    def was_asked_for(self) -> bool:
        """Whether an assessment is what the last screening asked for that came to an answer; one that did not undoes none."""
        last = next((one for one in self.screenings.order_by("-pk") if one.outcome != one.NOT_KNOWN), None)
        return last is not None and last.outcome == last.NEEDED

    @property
    def is_cleared(self) -> bool:
        """Whether data may be used by what was screened or assessed; not by being let pass.

        A signed assessment goes on counting while a later version of it waits for its approvals.
        """
        found, screening = self.came_to, self.screenings.last()
        if found in (SUBMITTED, RETURNED) and screening:
            return screening.versions.filter(sign_off__isnull=False).exists()
        return found in (NONE_NEEDED, APPROVED, ELSEWHERE)

    @property
    def settled(self) -> "Settled":
        """By whom and when it came to stand where it does: the latest of what was recorded of it."""
        record, screening, passing = self.records.last(), self.screenings.last(), self.letting_pass.last()
        version = screening.versions.filter(sign_off__isnull=False).last() if screening else None
        found = [Settled(self.made, timezone.localdate(self.made), self.made_by)]
        if record:
            found.append(Settled(record.at, record.on, record.by))
        found += [Settled(one.at, timezone.localdate(one.at), one.by) for one in (screening, passing) if one]
        if version:
            found.append(Settled(version.sign_off.at, timezone.localdate(version.sign_off.at), version.sign_off.by))
        return max(found, key=lambda one: one.at)

    def passing(self, on: date) -> "LetPass | None":
        """By whose word it may begin on a day although it is not cleared; None where nobody's."""
        return self.letting_pass.filter(since__lte=on, until__gte=on, withdrawn=None).first()

    @property
    def may_begin(self) -> bool:
        """Whether data may be used today. What is not known is no yes."""
        return not self.ended and (self.is_cleared or self.passing(timezone.localdate()) is not None)


class OfUse(Unchanging):
    """What was recorded of a use of personal data on a day, which stays as it is."""

    instead = "What was recorded in the data register stays as it is. Record what is so now, and that counts."

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class RecordElsewhere(OfUse):
    """That a use was screened or assessed elsewhere: on paper, or before there was this register."""

    use = models.ForeignKey(DataUse, models.PROTECT, related_name="records")
    assessed = models.BooleanField()  # otherwise it was screened, and no assessment was needed
    evidence = models.TextField()
    on = models.DateField()

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What was done, and when."""
        return f"{'assessed' if self.assessed else 'screened'} elsewhere on {self.on}"


class LetPass(models.Model):
    """That a use may begin although it is not cleared: by a named person's word, for a reason that everybody reads."""

    use = models.ForeignKey(DataUse, models.PROTECT, related_name="letting_pass")
    named = models.CharField(max_length=200)  # name and post of whoever answers for it
    reason = models.TextField()
    since = models.DateField()
    until = models.DateField()  # the last day
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    withdrawn = models.DateField(null=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """By whom, until when."""
        return f"let pass by {self.named} until {self.until}"
