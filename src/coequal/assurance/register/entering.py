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
from coequal.assurance.models.register import ELSEWHERE, KINDS, WEIGHED
from coequal.assurance.register.changing import check_mark, locked, require_clear_without, said
from coequal.errors import CoequalError

TOLD: Final = ("title", "kind", "purpose", "people", "data", "basis", "shared", "kept", "answers_for_it", "begins")


def enter(acting: Acting, organisation: Organisation, values: Mapping[str, Any], shipped: str = "", reference: str = "") -> DataUse:
    """A new entry, which is still to be screened. A `reference` that came with the form makes one entry, however often it is sent.

    Raises `CoequalError` without a title and a purpose.
    """
    _check(values)
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # so that a form that is sent twice makes one
        if reference and (there := DataUse.objects.filter(reference=reference).first()):
            return _same(acting, organisation, values, there)
        own = {"reference": reference} if reference else {}
        made = DataUse.objects.create(organisation=organisation, made_by=acting.person, shipped=shipped, **own, **values)
        record(acting.acting_as(require(acting, ENTER_USE, made)), "entered a use of personal data", made)
    return made


def _same(acting: Acting, organisation: Organisation, values: Mapping[str, Any], there: DataUse) -> DataUse:
    """What a form made that is sent again. Raises `CoequalError` where it says something else now."""
    said_before = {name: getattr(there, name) for name in values}
    if (there.made_by, there.organisation, said_before) != (acting.person, organisation, dict(values)):
        raise CoequalError("An entry was made with this page already. Change that one in the data register, or open the page anew.")
    return there


def change(acting: Acting, use: DataUse, mark: int, values: Mapping[str, Any]) -> None:
    """Change what the entry says; `mark` is that of what somebody had before them. Raises `CoequalError` as above.

    After a change of what a screening rests on it has to be screened anew (UK GDPR, article 35(11)).
    """
    _check(values)
    with locked(acting, use, CHANGE_USE) as found:
        check_mark(found.mark, mark)
        moved = [name for name, value in values.items() if getattr(found, name) != value]
        if not moved:
            return
        for name in moved:
            setattr(found, name, values[name])
        found.mark += 1
        if set(moved) & set(WEIGHED):
            found.rewritten = timezone.now()
        found.save(update_fields=[*moved, "mark", "rewritten"])
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
    """That it was screened or assessed elsewhere; what is sent twice is one.

    Raises `CoequalError` without evidence, for a day to come, or from whoever entered it where an assessment was asked for here.
    """
    evidence = said(evidence, "Name the record: where it is kept, who approved it, and what it found.")
    if on > timezone.localdate():
        raise CoequalError("The day must not be in the future.")
    with locked(acting, use, RECORD_ELSEWHERE) as found:
        last = found.records.last() if found.came_to == ELSEWHERE else None
        if last and (last.by, last.assessed, last.evidence, last.on) == (acting.person, assessed, evidence, on):
            return last
        require_clear_without(acting, found)
        made = RecordElsewhere(use=found, assessed=assessed, evidence=evidence, on=on, by=acting.person)
        made.save()
        record(acting, "recorded that a use of personal data was screened or assessed elsewhere", found, detail={"on": str(on)})
    return made
