"""Embeddings of extracts, kept beside them: a worker makes them, and they go with the text."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django_tasks import task

from coequal.involvement.free_text.embeddings import available, embed
from coequal.involvement.models import Extract, Involvement

_STORED: Final = "float16"
_AT_ONCE: Final = 256  # extracts


@task()
def embed_involvement(reference: str) -> None:
    """The embeddings of an involvement's extracts that have none yet, kept beside them."""
    lacking = Extract.objects.filter(involvement__reference=reference, vector=None).order_by("pk")
    while batch := list(lacking[:_AT_ONCE]):
        for extract, row in zip(batch, embed([one.text for one in batch]).astype(_STORED), strict=True):
            Extract.objects.filter(pk=extract.pk, text=extract.text).update(vector=row.tobytes())


def embed_later(involvement: Involvement) -> None:
    """Have a worker embed what is new in an involvement, where the packages are installed."""
    if available():
        transaction.on_commit(lambda: embed_involvement.enqueue(involvement.reference))


def of(extracts: Sequence[Extract]) -> Any:
    """The embeddings of some extracts, a row for each; None where any has none."""
    import numpy as np  # noqa: PLC0415  # heavy, and only this needs it

    if not extracts or not all(extract.vector for extract in extracts):
        return None
    return np.array([np.frombuffer(extract.vector or b"", _STORED) for extract in extracts], np.float32)
