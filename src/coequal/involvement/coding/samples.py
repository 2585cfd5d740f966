"""Samples that two people code blind, before the rest is coded: neither sees what the other did until both are done."""

import random
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.guard import require
from coequal.accounts.models import Person
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.coding.coding import to_code
from coequal.involvement.coding.frames import themes
from coequal.involvement.models import BlindCoding, Extract, Frame, Sample

MOST: Final = 500


def draw(acting: Acting, frame: Frame, size: int, by: tuple[Person, Person], seed: int) -> Sample:
    """A sample of a frame's texts, by chance; the same seed draws the same ones. Raises `CoequalError` for unfit people."""
    with transaction.atomic():
        locked = Frame.objects.select_for_update().get(pk=frame.pk)
        require(acting, CODE, locked)
        first, second = by
        if first == second or not all(person_acting(one).may(CODE, locked) for one in (first, second)):
            raise CoequalError("Choose two people, both of whom may code what people wrote.")
        among = list(to_code(locked).order_by("pk").values_list("pk", flat=True))
        if not 1 <= size <= min(len(among), MOST):
            raise CoequalError(f"Choose from 1 to {min(len(among), MOST)} texts.")
        made = Sample.objects.create(frame=locked, seed=seed, first=first, second=second)
        made.extracts.set(random.Random(seed).sample(among, size))  # noqa: S311  # to be drawn again, not to be kept secret
        record(acting, "drew a sample to be coded blind", made, detail={"frame": locked.reference, "texts": size, "seed": seed})
    return made


def left(sample: Sample, person: Person | None) -> QuerySet[Extract]:
    """What one of the two has still to code."""
    done = BlindCoding.objects.filter(sample=sample, by=person).values("extract")
    return sample.extracts.exclude(pk__in=done).order_by("pk")


def is_of(sample: Sample, person: Person | None) -> bool:
    """Whether somebody is one of the two."""
    return person is not None and person.pk in (sample.first_id, sample.second_id)


def code_blind(acting: Acting, sample: Sample, extract: Extract, chosen: Sequence[str]) -> None:
    """What one of the two puts a text under; the sample closes by itself once both have coded all of it."""
    with transaction.atomic():
        locked = Sample.objects.select_for_update().get(pk=sample.pk)
        require(acting, CODE, locked)
        if not is_of(locked, acting.person):
            raise NotAllowed("This sample is coded by two other people.")
        if locked.closed or not locked.extracts.filter(pk=extract.pk).exists():
            raise CoequalError("This sample is closed, or the text is none of it. What each of the two did can be compared.")
        if not chosen or not set(chosen) <= {theme.key for theme in themes(locked.frame)}:
            raise CoequalError("Choose at least one theme of the code frame. “Other” is for what fits under none.")
        BlindCoding.objects.update_or_create(
            sample=locked, extract=extract, by=acting.person, defaults={"themes": sorted(set(chosen))}
        )
        if not left(locked, locked.first).exists() and not left(locked, locked.second).exists():
            locked.closed = timezone.now()
            locked.save(update_fields=["closed"])
        record(acting, "coded a text of a blind sample", extract, detail={"sample": locked.reference})
