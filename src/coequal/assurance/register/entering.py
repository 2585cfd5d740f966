"""Entering what uses personal data, before it begins; changing the entry, and ending it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_USE, END_USE, ENTER_USE, RECORD_ELSEWHERE
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse, RecordElsewhere
from coequal.assurance.models.register import KINDS
from coequal.assurance.register.changing import check_mark, locked, said
from coequal.errors import CoequalError

TOLD: Final = ("title", "kind", "purpose", "people", "data", "basis", "shared", "kept", "answers_for_it", "begins")


def enter(acting: Acting, organisation: Organisation, values: Mapping[str, Any], shipped: str = "") -> DataUse:
    """A new entry, which is still to be screened. Raises `CoequalError` without a title and a purpose."""
    _check(values)
    with transaction.atomic():
        made = DataUse.objects.create(organisation=organisation, made_by=acting.person, shipped=shipped, **values)
        record(acting.acting_as(require(acting, ENTER_USE, made)), "entered a use of personal data", made)
    return made


def change(acting: Acting, use: DataUse, mark: int, values: Mapping[str, Any]) -> None:
    """Change what the entry says; `mark` is that of what somebody had before them. Raises `CoequalError` as above."""
    _check(values)
    with locked(acting, use, CHANGE_USE) as found:
        check_mark(found.mark, mark)
        moved = [name for name, value in values.items() if getattr(found, name) != value]
        if not moved:
            return
        for name in moved:
            setattr(found, name, values[name])
        found.mark += 1
        found.save(update_fields=[*moved, "mark"])
        record(acting, "changed an entry of the data register", found, detail={"changed": list(moved)})


def _check(values: Mapping[str, Any]) -> None:
    said(values["title"], "Give it a name by which people know it.")
    said(values["purpose"], "Say what the personal data are used for.")
    if values["kind"] not in KINDS:
        raise CoequalError(f"Choose what it is: {', '.join(KINDS)}.")


def end(acting: Acting, use: DataUse, why: str) -> None:
    """It uses personal data no more, and stays to be read. Raises `CoequalError` without a reason."""
    why = said(why, "Say why it has ended, and what became of the data.")
    with locked(acting, use, END_USE) as found:
        found.ended, found.why_ended = timezone.localdate(), why
        found.save(update_fields=["ended", "why_ended"])
        record(acting, "ended an entry of the data register", found)


def record_elsewhere(acting: Acting, use: DataUse, *, assessed: bool, evidence: str, on: date) -> RecordElsewhere:
    """That it was screened or assessed elsewhere. Raises `CoequalError` without evidence, or for a day to come."""
    evidence = said(evidence, "Name the record: where it is kept, who approved it, and what it found.")
    if on > timezone.localdate():
        raise CoequalError("The day must not be in the future.")
    with locked(acting, use, RECORD_ELSEWHERE) as found:
        made = RecordElsewhere(use=found, assessed=assessed, evidence=evidence, on=on, by=acting.person)
        made.save()
        record(acting, "recorded that a use of personal data was screened or assessed elsewhere", found, detail={"on": str(on)})
    return made
