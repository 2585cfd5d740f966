"""Days of the past: what is recorded today for the story counts as recorded when it happened there. The trail says when it was."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import DateField, DateTimeField, F, Model
from django.db.models.query import QuerySet
from django.db.models.signals import post_save
from django.utils import timezone

from coequal.involvement.models.involvements import HERE

_PARTS: Final = ("programmes", "drafting", "involvement", "referrals", "assurance")
_MORNING: Final = time(10)


@contextmanager
def on(day: date) -> Iterator[None]:
    """What is recorded in here is of a day of the past, in the order in which it was recorded."""
    began, saved = timezone.now(), defaultdict[type[Model], set[Any]](set)

    def note(sender: type[Model], instance: Model, **_told: object) -> None:
        if sender._meta.app_label in _PARTS:  # noqa: SLF001  # Django documents it
            saved[sender].add(instance.pk)

    post_save.connect(note)
    try:
        yield
    finally:
        post_save.disconnect(note)
    back = began - datetime.combine(day, _MORNING, HERE)
    for model, keys in saved.items():
        _put_back(QuerySet(model).filter(pk__in=keys), began, day, back)


def _put_back(rows: "QuerySet[Model]", began: datetime, day: date, back: timedelta) -> None:
    """Move every moment since one back, and where a row says today of itself, the day too."""
    fields = rows.model._meta.concrete_fields  # noqa: SLF001  # as above
    if {"on", "at"} <= {field.name for field in fields if isinstance(field, DateField)}:
        rows.filter(at__gte=began, on__gte=timezone.localdate(began)).update(on=day)
    for field in fields:
        if isinstance(field, DateTimeField):
            rows.filter(**{f"{field.name}__gte": began}).update(**{field.name: F(field.name) - back})
