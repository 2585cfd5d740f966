"""A request for one person: who asks whom for what, under which policy, and where it stands.

Who the person is, their equality answers and their clinical case stand in tables of their own, so that whoever decides
reads the last without the first two.
"""

from datetime import date
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.referrals.models.rules import RulesVersion
from coequal.referrals.personal.fields import SealedBytes, SealedJson, SealedText
from coequal.referrals.personal.marks import Mark
from coequal.referrals.personal.rows import Named

PRIOR_APPROVAL: Final = "prior approval"
FUNDING_REQUEST: Final = "individual funding request"
KINDS: Final = (PRIOR_APPROVAL, FUNDING_REQUEST)
_OPEN: Final = models.Q(ended=None, submitted__isnull=False)  # requests that wait for somebody
NOT_SCANNED, CLEAN, INFECTED = "not scanned", "clean", "infected"


class Intervention(models.Model):
    """What several requests of one commissioner ask for, in words that name nobody; officers keep this list."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="interventions")
    name = models.CharField(max_length=120)

    class Meta:
        """By name; each once."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="intervention_once")]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Request(models.Model):
    """A request. Nothing in this row says who the person is; `unmet` are ids of criteria, for similar requests and signals.

    `organisation` is the commissioner, whose people deal with it; `provider` is whose clinician asks. The version of the policy
    is that which bound on `referred_on`, and it goes on binding.
    """

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "Q"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="requests_made")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # who wrote on it for those who ask
    kind = models.CharField(max_length=30)  # one of KINDS
    state = models.CharField(max_length=30, default="being written")
    urgent = models.BooleanField(default=False)  # as its clinician said, until an officer found otherwise
    service = models.CharField(max_length=60)
    treatment = models.CharField(max_length=60, blank=True)  # its id in the policy; nothing where no policy has it
    policy = models.CharField(max_length=120, blank=True)  # area/service; nothing where there is none
    version = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=80, blank=True)
    referred_on = models.DateField()
    unmet = models.JSONField(default=list)
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="requests", null=True)
    rules = models.ForeignKey(RulesVersion, models.PROTECT, related_name="+", null=True)  # those of the day it was submitted
    follows = models.ForeignKey("self", models.PROTECT, related_name="followed_by", null=True)  # renewed, or sent on from
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(default=timezone.now)  # when those who ask last worked on it
    submitted = models.DateTimeField(null=True)
    consent_taken_back = models.DateTimeField(null=True)  # while it is with the commissioner; none once there is a new consent
    waits_until = models.DateField(null=True)  # the last day for the clinician's answer, where one is owed and the rules say one
    due = models.DateField(null=True)  # the day by which the next answer is owed; none while the clock stands
    decided = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)  # from when the time of keeping counts
    disposed = models.DateTimeField(null=True)

    class Meta:
        """The newest first, and quick to find by whom they wait for."""

        verbose_name = "request"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "-id"], name="requests_by_state"),
            models.Index(fields=["organisation", "id"], name="requests_new", condition=_OPEN & models.Q(officer=None)),
            models.Index(fields=["officer", "id"], name="requests_of_officer", condition=_OPEN),
            models.Index(fields=["organisation", "due", "id"], name="requests_due", condition=_OPEN & models.Q(due__isnull=False)),
            models.Index(fields=["organisation", "submitted", "id"], name="requests_by_day"),
            models.Index(fields=["organisation", "ended", "id"], name="requests_kept", condition=models.Q(disposed=None)),
            models.Index(fields=["organisation", "-id"], name="requests_newest"),
            models.Index(fields=["organisation", "provider", "-id"], name="requests_of_clinic"),
            models.Index(fields=["provider", "state", "-id"], name="requests_asked"),
            models.Index(
                fields=["organisation", "id"],
                name="requests_no_consent",
                condition=_OPEN & models.Q(consent_taken_back__isnull=False),
            ),
            models.Index(
                fields=["organisation", "waits_until", "id"], name="requests_waiting", condition=models.Q(waits_until__isnull=False)
            ),
            models.Index(fields=["organisation", "service", "treatment", "-id"], name="requests_alike"),
        ]

    def __str__(self) -> str:
        """The reference alone."""
        return self.reference


class Identity(Named):
    """Who the person is. Deciders never see it. The marks find other requests of the same people without opening a row."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="identity")
    name = SealedText(default="")
    nhs_number = SealedText(default="")
    date_of_birth = SealedText(default="")  # as 1990-03-04
    address = SealedText(default="")
    contact = SealedJson(default=dict)  # the way that they prefer, and how they are reached by it
    partner = SealedJson(default=dict)  # name, NHS number and date of birth of a partner, where there is one
    mark = Mark(of="nhs_number")
    partner_mark = Mark(of="partner", under="nhs_number")

    def __str__(self) -> str:
        """Whose it is, by reference."""
        return f"who {self.request.reference} is about"


class EqualityAnswers(Named):
    """What the person chose to say of themselves for equality monitoring: apart from the case, and counted only together."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="equality")
    answers = SealedJson(default=dict)

    def __str__(self) -> str:
        """Whose they are, by reference."""
        return f"equality answers of {self.request.reference}"


class ClinicalCase(Named):
    """What is known of the person for this request: the facts of a case, and what the clinician writes."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="clinical")
    facts = SealedJson(default=dict)  # by name, as `facts.case.case_data` writes them
    statements = SealedJson(default=dict)  # by the id of what is asked
    sent_facts = SealedJson(default=dict)  # both as they were when it was last submitted
    sent_statements = SealedJson(default=dict)
    sent_before = SealedJson(null=True)  # the facts as they were sent the time before; none of what was sent once
    cleared = SealedJson(default=list)  # keys of stretches that could name the person and, a clinician says, do not

    def __str__(self) -> str:
        """Whose it is, by reference."""
        return f"clinical case of {self.request.reference}"


class Disclosure(Unchanging, Named):
    """That a concern for somebody's safety was recorded with a request, or that it was taken back: by whom, when, and what.

    Only the clinic that asks sees that there is such a row; nothing of it is sent on.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="disclosures")
    says = SealedJson()  # {"fact": its name in the dictionary, "disclosed": whether it was, or was taken back}
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "That a concern was recorded stays as it was. Answer the question anew."

    class Meta:
        """As they were recorded."""

        ordering: ClassVar = ["pk"]


class Consent(Unchanging, Named):
    """That the person agreed, or no longer does: who said so, when, to what, and how."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="consents")
    given = models.BooleanField()
    by = SealedText()  # the person themselves, or who speaks for them and why
    on = models.DateField()
    to = SealedText()
    how = models.CharField(max_length=40)  # in person, by telephone, in writing
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "A consent stays as it was given. Record that it was withdrawn, or a new one."

    class Meta:
        """As they were recorded."""

        ordering: ClassVar = ["pk"]


class Attachment(Named):
    """A file with a request. Deciders see it only once an officer has found that it names nobody.

    `names_nobody` is what the officer found who read it last, `names_nobody_by`; None while nobody has said.
    """

    reference = models.CharField(max_length=12, unique=True, default=partial(new_reference, "QF"))
    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    name = SealedText()
    kind = models.CharField(max_length=80)  # its type, as its content shows
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = SealedBytes()
    scanned = models.CharField(max_length=20, default=NOT_SCANNED)
    names_nobody = models.BooleanField(null=True)
    names_nobody_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        """As they were added; the same file once a request."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "digest"], name="file_once_a_request")]

    def __str__(self) -> str:
        """The reference alone, for the name may name somebody."""
        return self.reference


class Step(Unchanging, Named):
    """One step of a request: what was done, by whom, when, and why. The clock is counted from these."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=30)  # a move of `moves.table`
    left = models.CharField(max_length=30, blank=True)
    came_to = models.CharField(max_length=30)
    says = SealedText(default="")
    to_asker = models.BooleanField(default=False)  # whether whoever asked reads what it says
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    objects = UnchangingRows.as_manager()
    instead = "A step that was taken stays as it was. Take another one."

    class Meta:
        """As they were taken."""

        ordering: ClassVar = ["pk"]

    @property
    def day(self) -> date:
        """The day, here."""
        return timezone.localdate(self.at)


class Urgency(Unchanging, Named):
    """Whether a request that its clinician called urgent is urgent, as somebody of the commissioner found. The latest stands."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="urgencies")
    is_urgent = models.BooleanField()
    why = SealedText(default="")  # whoever asked reads it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "What was found stays on record. Find otherwise, and say why."

    class Meta:
        """As they were found."""

        verbose_name = "finding of urgency"
        ordering: ClassVar = ["pk"]


class Viewing(Unchanging, Named):
    """That somebody opened a part of a request: in which role, for which purpose, whether by breaking the glass, or to take it out.

    Whoever opened who a person is, or a file that names them, does not decide on that person's request.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="viewings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    part = models.CharField(max_length=20)  # one of `seeing.table.PARTS`
    file = models.CharField(max_length=12, blank=True)  # the reference of a file that was opened, also after it was taken out
    purpose = models.CharField(max_length=120)
    exported = models.BooleanField(default=False)  # as a file, which goes on outside; else it was looked at
    broke_glass = models.BooleanField(default=False)
    why = SealedText(default="")  # of broken glass
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "That something was opened stays on record."

    class Meta:
        """As they happened."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["request", "part", "person"], name="viewings_of_part")]
