"""Clinical prioritisation: topics, their evidence, the scorecard, and what each member scored before and after talking."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.programmes.models.areas import ServiceArea

BEFORE: Final = "before"  # alone, without knowing what others scored
AFTER: Final = "after"  # once all had scored and had talked
PREPARING: Final = "being prepared"
SCORING: Final = "scoring alone"
TALKING: Final = "talking"
MODERATED: Final = "moderated"
RECOMMENDED: Final = "recommended"
GIVEN_UP: Final = "given up"
STATES: Final = (PREPARING, SCORING, TALKING, MODERATED, RECOMMENDED, GIVEN_UP)


class Scorecard(Unchanging):
    """A version of a scorecard: its domains with weights, and what each score means in words. It stays as it is."""

    instead = "A scorecard that was used stays. Make a new version of it."

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="scorecards")
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    domains = models.JSONField()  # [{"key", "title", "weight": "2.5", "scores": [{"score": 0, "means": "…"}, …]}, …]
    origin = models.TextField(blank=True)  # where it comes from; an example is said to be one
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["title", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "title", "version"], name="scorecard_version_once")
        ]

    def __str__(self) -> str:
        """Its title and version."""
        return f"{self.title}, version {self.version}"


class Round(models.Model):
    """One scoring of topics of a service area with a scorecard. Scores are blind until all members have scored."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "K"))
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="rounds")
    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=PREPARING)
    why_given_up = models.TextField(blank=True)  # which everybody can read
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made", "-pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.area.organisation


class Topic(models.Model):
    """What is scored: a treatment for some people, and what it is compared with."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="topics")
    title = models.CharField(max_length=200)
    people = models.TextField(blank=True)  # for whom
    compared = models.TextField(blank=True)  # with what
    recommendation = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    recommended = models.DateField(null=True)

    class Meta:
        """As they were added."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Evidence(models.Model):
    """A study or a review, in our own words: where it stands, of which kind and quality, and the effect that it found."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="evidence")
    reference = models.CharField(max_length=400)
    url = models.URLField(blank=True, max_length=500)
    kind = models.CharField(max_length=60)  # one of `rounds.KINDS`
    quality = models.CharField(max_length=20)  # one of `rounds.QUALITIES`
    effect = models.TextField()
    notes = models.TextField(blank=True)

    class Meta:
        """As they were added."""

        ordering: ClassVar = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        """Where it stands."""
        return self.reference


class Scorer(models.Model):
    """A member of the group in a round, with the interests that they declared. Whoever leaves does not score."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="scorers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField(max_length=120)  # as which they sit there: “public health consultant”
    interests = models.TextField(blank=True)
    declared = models.DateTimeField(null=True)  # also where there are none
    leaves = models.BooleanField(default=False)
    why_left = models.TextField(blank=True)  # where it was for another reason than an interest, such as an illness

    class Meta:
        """As they were named; each once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "person"], name="scorer_once_a_round")]

    def __str__(self) -> str:
        """As which they sit there."""
        return self.post


class Score(Unchanging):
    """What a member scored in a domain. The latest of a phase stands; those before it stay."""

    instead = "A score stays as it was given. Score anew, and the new score stands."

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="scores")
    scorer = models.ForeignKey(Scorer, models.PROTECT, related_name="scores")
    phase = models.CharField(max_length=10)
    domain = models.CharField(max_length=60)
    score = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """In which domain, and how much."""
        return f"{self.domain}: {self.score}"


class Moderated(Unchanging):
    """The score that the group agreed on in a domain, and why. The latest stands."""

    instead = "What was agreed stays. Agree anew, and the new score stands."

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="moderated")
    domain = models.CharField(max_length=60)
    score = models.PositiveSmallIntegerField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """In which domain, and how much."""
        return f"{self.domain}: {self.score}"
