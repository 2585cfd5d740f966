"""An involvement: what people are asked about, from when until when, and what had to be seen to."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.assurance.models import DataUse

PREPARING: Final = "being prepared"
ANNOUNCED: Final = "announced"
OPEN: Final = "open"
ON_HOLD: Final = "on hold"
CLOSED: Final = "closed"
REPORTED: Final = "reported"
STATES: Final = (PREPARING, ANNOUNCED, OPEN, ON_HOLD, CLOSED, REPORTED)
PUBLIC: Final = (ANNOUNCED, OPEN, ON_HOLD, CLOSED, REPORTED)
HERE: Final = ZoneInfo("Europe/London")


class Involvement(models.Model):
    """One involvement of the public, by an organisation. Its state follows from what was recorded and from the day."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "I"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="involvements")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    made = models.DateTimeField(auto_now_add=True)

    title = models.CharField(max_length=200)
    programme = models.CharField(max_length=200, blank=True)
    bodies = models.CharField(max_length=400, blank=True)  # whose involvement it is, in words, where they are several
    body = models.CharField(max_length=40, default="integrated care board")  # the kind, by which the law differs
    purpose = models.TextField(blank=True)  # Markdown
    proposals = models.TextField(blank=True)  # Markdown: what is proposed, and the reasons for it
    policies = models.JSONField(default=list)  # those it is about, each `area/service@version`
    services = models.JSONField(default=list)
    areas = models.JSONField(default=list)  # [{"key", "name", "districts": ["ST1", …]}]: where people can live
    questions = models.TextField(blank=True)  # whom to ask: a name of a team, an address, a telephone number
    plan = models.TextField(blank=True)  # Markdown: who should be heard, and how
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)  # the last day, until midnight where people live

    data_use = models.ForeignKey(DataUse, models.PROTECT, related_name="involvements", null=True)  # its entry in the data register
    announced = models.DateTimeField(null=True)  # since when everybody can read it
    ended = models.DateTimeField(null=True)  # closed by somebody before its time, or since it was brought in as closed
    reported = models.DateTimeField(null=True)
    dates_only = models.BooleanField(default=False)  # of the past: a record of facts, for which nobody answers here

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-opens", "-pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def state(self) -> str:
        """Where it stands now."""
        return self.state_on(timezone.now())

    def state_on(self, moment: datetime) -> str:
        """Where it stands at a moment, by what is recorded now."""
        if self.announced is None:
            return PREPARING
        if self.reported is not None:
            return REPORTED
        if self.pauses.filter(until=None).exists():
            return ON_HOLD
        closed = self.closed_at
        if closed is not None and (self.ended is not None or moment >= closed):
            return REPORTED if self._was_reported(closed) else CLOSED
        return OPEN if self.opens is not None and moment >= start_of(self.opens) else ANNOUNCED

    @property
    def closed_at(self) -> datetime | None:
        """The moment at which it closes or closed; None where no day is set."""
        ends = [one for one in (self.ended, end_of(self.closes) if self.closes else None) if one]
        return min(ends).astimezone(UTC) if ends else None

    def _was_reported(self, closed: datetime) -> bool:
        """Whether a report was published once nobody could answer any more: after it closed, or on hold until it would have."""
        editions = [one.at for one in self.published_reports.all()]
        pauses = [(pause.since, pause.until) for pause in self.pauses.all() if pause.until] if editions else []
        day = closed.astimezone(HERE).date()
        return any(
            at >= closed or any(since <= at.astimezone(HERE).date() <= until and day <= until for since, until in pauses)
            for at in editions
        )

    @property
    def takes_answers(self) -> bool:
        """Whether somebody can begin to answer now: while it is open, and personal data may be used for it."""
        return self.state == OPEN and not self.dates_only and self.may_use_data

    @property
    def may_use_data(self) -> bool:
        """Whether the data register lets personal data be used for it."""
        return self.data_use is not None and self.data_use.may_begin

    @property
    def whose(self) -> str:
        """Whose it is, in words."""
        return self.bodies or str(self.organisation)


def start_of(day: date) -> datetime:
    """The first moment of a day where people live."""
    return datetime.combine(day, time.min, HERE)


def end_of(day: date) -> datetime:
    """The moment at which a day is over where people live; in summer that is an hour earlier than by Greenwich."""
    return start_of(day + timedelta(days=1))


class HandedOn(models.Model):
    """A row whose organisation and state are those of what it belongs to, which `belongs_to` names."""

    belongs_to: ClassVar[str] = "involvement"

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        found: Organisation = getattr(self, self.belongs_to).organisation
        return found

    @property
    def state(self) -> str:
        """Where its involvement stands."""
        return str(getattr(self, self.belongs_to).state)


class OfAnInvolvement(HandedOn):
    """A row that belongs to an involvement."""

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="%(class)ss")

    class Meta:
        """No table of its own."""

        abstract = True


class Pause(OfAnInvolvement):
    """That it was put on hold, with a reason that everybody can read; `until` is empty while it lasts."""

    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.TextField()
    resumed = models.TextField(blank=True)  # why it goes on

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        """Of what, since when."""
        return f"{self.involvement.reference}, on hold since {self.since}"


class Update(OfAnInvolvement):
    """What everybody is told of an involvement while it goes on: a date that was moved, a paper that was changed."""

    says = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What is told."""
        return self.says


class Paper(OfAnInvolvement):
    """A document that people should read before they answer: a text of our own, or an address elsewhere."""

    title = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=40
    )  # proposal | background | easy read | large print | British Sign Language | other language
    language = models.CharField(max_length=40, default="English")
    text = models.TextField(blank=True)  # Markdown
    url = models.URLField(blank=True, max_length=500)
    published = models.DateTimeField(null=True)

    class Meta:
        """As they were added."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Promise(OfAnInvolvement):
    """What people were told would happen. It is open, kept, or explained where it was not kept."""

    says = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    stands = models.CharField(max_length=20, default="open")  # open | kept | explained | not known
    how = models.TextField(blank=True)

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What was promised."""
        return self.says


class GateAnswer(Unchanging):
    """What somebody answered at a gate; the latest answer stands, and those before it stay."""

    instead = "What was answered at a gate is kept as it is. Answer again, and the new answer stands."

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="gate_answers")
    gate = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)  # one of those that the gate offers
    evidence = models.TextField()
    on = models.DateField()  # the day of which it speaks: of asking the scrutiny committee, say
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Which gate, and how it was answered."""
        return f"{self.gate}: {self.answer}"


class Audience(OfAnInvolvement):
    """A group who should be heard, how they are to be reached, and what came of it."""

    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    how = models.TextField(blank=True)
    reached = models.TextField(blank=True)

    class Meta:
        """As they were planned."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Quota(OfAnInvolvement):
    """The share that a group has in the population, beside which those who answered are set."""

    question = models.CharField(max_length=80)  # the question of a survey by its name, such as `age`
    answer = models.CharField(max_length=80)  # the answer by its key
    share = models.DecimalField(max_digits=6, decimal_places=5)  # from 0 to 1
    source = models.CharField(max_length=300)

    class Meta:
        """As they were entered."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of whom."""
        return f"{self.question}: {self.answer}"


class StatedFigure(OfAnInvolvement):
    """A figure of an involvement of the past, as a source states it. One without a number was looked for and not found."""

    says = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)  # in the source's words where it is not exact; none: not found
    source = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True, max_length=500)
    seen = models.DateField(null=True)  # the day on which the source was read

    class Meta:
        """As they were entered."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of what, and the number."""
        return f"{self.says}: {self.number or 'not found'}"
