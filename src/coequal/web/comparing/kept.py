"""Results that are kept: read where they still fit, and written where there is something newer."""

import json
from typing import Any

from django.db import DatabaseError, InterfaceError

from coequal.web.comparing.models import Kept

Data = dict[str, Any]
GONE = (DatabaseError, InterfaceError)  # the database is locked, lacks its tables, or does not answer


def read(kind: str, name: str, digest: str) -> Data | None:
    """The result, where it is there and still fits. Raises one of `GONE` where the database cannot be asked."""
    found = Kept.objects.filter(kind=kind, name=name, digest=digest).first()
    return None if found is None else found.body


def names(kind: str) -> dict[str, str]:
    """Of each result of a kind, by its name, the digest. Raises one of `GONE` where the database cannot be asked."""
    return dict(Kept.objects.filter(kind=kind).values_list("name", "digest"))


def write(kind: str, name: str, digest: str, body: Data) -> None:
    """Keep a result in place of the one before. Raises Django's `DatabaseError` where it cannot be kept."""
    plain = json.loads(json.dumps(body))  # so that what is read is what was written, whichever database keeps it
    Kept.objects.update_or_create(kind=kind, name=name, defaults={"digest": digest, "body": plain})


def forget_others(kind: str, wanted: set[str]) -> None:
    """Take out the results of a kind that nobody asks for any more."""
    Kept.objects.filter(kind=kind).exclude(name__in=wanted).delete()
