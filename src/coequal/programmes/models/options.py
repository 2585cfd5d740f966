"""Options of a service area: from the long list by hurdles to the shortlist, with what each would do."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.programmes.models.areas import OfAServiceArea

MEETS: Final = "meets it"
FAILS: Final = "does not meet it"
NOT_KNOWN: Final = "not known"
JUDGED: Final = (MEETS, FAILS, NOT_KNOWN)
LONG_LIST: Final = "long list"
SHORTLIST: Final = "shortlist"
DROPPED: Final = "dropped"
PLACES: Final = (LONG_LIST, SHORTLIST, DROPPED)


class Option(OfAServiceArea):
    """A candidate: a policy written out, whose text is known by its digest, or what is meant in words."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "O"))
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)  # Markdown
    origin = models.CharField(max_length=300, blank=True)  # who put it forward
    policy = models.CharField(max_length=200, blank=True)  # `area/service@version`, or the reference of a draft
    digest = models.CharField(max_length=71, blank=True)  # of the text that is meant
    changes_nothing = models.BooleanField(default=False)  # the one with which the others are compared
    place = models.CharField(max_length=20, default=LONG_LIST)
    why = models.TextField(blank=True)  # why it is on the shortlist, or was dropped
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    placed = models.DateTimeField(null=True)

    class Meta:
        """As they were put forward."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Placing(Unchanging):
    """That an option was put on a list, or dropped, and why. The latest is where it stands; those before it stay."""

    instead = "Where an option was put stays on the record. Put it elsewhere, and say why."

    option = models.ForeignKey(Option, models.PROTECT, related_name="placings")
    place = models.CharField(max_length=20)  # one of PLACES
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Where."""
        return self.place


class Hurdle(OfAServiceArea):
    """A criterion that every option has to meet: that it is lawful, that it can be delivered, that it is affordable."""

    title = models.CharField(max_length=200)
    means = models.TextField(blank=True)  # how it is told whether an option meets it

    class Meta:
        """As they were set."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Judgement(Unchanging):
    """Whether an option meets a hurdle, and why. The latest stands; those before it stay."""

    instead = "What was judged stays. Judge anew, and the new judgement stands."

    option = models.ForeignKey(Option, models.PROTECT, related_name="judgements")
    hurdle = models.ForeignKey(Hurdle, models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=20)  # one of JUDGED
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The answer."""
        return self.answer


class Appraisal(Unchanging, OfAServiceArea):
    """An options appraisal as it was when it was attached: an analysis by the digests of what went in and came out."""

    instead = "An appraisal that was attached stays. Attach another one beside it."

    analysis = models.ForeignKey("analyses.Analysis", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=80)  # of what was asked: policies, data, parameters, seed
    figures_digest = models.CharField(max_length=80)  # of every figure that came out
    software = models.CharField(max_length=40)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of which analysis."""
        return str(self.analysis)


class Impact(Unchanging):
    """What an option may do to equality or to quality, for whom, and what is done about it. The latest of a matter stands."""

    instead = "What was written about an impact stays. Write it anew, and the new text stands."

    option = models.ForeignKey(Option, models.PROTECT, related_name="impacts")
    kind = models.CharField(max_length=20)  # equality | quality
    matter = models.CharField(max_length=80)  # a protected characteristic or another group; safety, effectiveness, experience
    effect = models.CharField(max_length=20)  # better | worse | mixed | none | not known
    says = models.TextField()
    measures = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """On what."""
        return f"{self.matter}: {self.effect}"
