"""Handing a draft to governance, and what governance answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Person
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import ANSWER_HANDOVER, HAND_OVER, WITHDRAW_DRAFT
from coequal.accounts.trail import record
from coequal.drafting.checked import Checked, Found
from coequal.drafting.models import ACCEPTED, HANDED_OVER, RETURNED, WITHDRAWN, Draft, Handover, Revision
from coequal.drafting.saving import head_of
from coequal.errors import CoequalError
from coequal.lint.finding import ERROR, WARNING

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Handing:
    """What a policy manager says when handing a draft over; `accepted` says of each warning, by its number, why it may stand."""

    number: int  # of the revision that was looked at
    changes: str
    reasons: str
    wanted_from: date
    accepted: Mapping[int, str]


def obstacles(checked: Checked, draft: Draft, versions: Sequence[str]) -> list[str]:
    """Why a text cannot be handed over; nothing where it can. `versions` are those that the library has of the policy."""
    if not checked.readable:
        return [f"The text cannot be read as a policy. {checked.findings[0].message}"]
    found = [f"Line {one.line}: {one.message}" for one in checked.findings if one.severity == ERROR]
    if checked.policy != draft.policy:
        found.append(
            f"The text says that it is {checked.policy}, and this is a draft of {draft.policy}. Put the line “policy” right."
        )
    if checked.version and checked.version in versions:
        found.append(f"There is a version {checked.version} of this policy already. Give this one another in the line “version”.")
    if checked.examples is None:
        found.append("The example people were not tried.")
    elif checked.examples.failed:
        found += [f"{one.name} (line {one.line}): {one.says}" for one in checked.examples.failures]
    return found


def warnings(checked: Checked) -> list[Found]:
    """The findings for which a reason has to be given."""
    return [one for one in checked.findings if one.severity == WARNING]


def hand_over(acting: Acting, draft: Draft, handing: Handing, checked: Checked, changes: Data) -> Handover:
    """The draft's head as it is handed over. Raises `CoequalError` where the head is another one than was looked at."""
    assert acting.person is not None
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        require(acting, HAND_OVER, locked)
        head = head_of(locked)
        if head.number != handing.number:
            raise CoequalError(f"Somebody has saved revision {head.number} meanwhile. Look at it, then hand that over.")
        made = Handover.objects.create(
            draft=locked,
            revision=head,
            policy=locked.policy,
            version=checked.version or "",
            text=head.text,
            digest=head.digest,
            changes=handing.changes,
            reasons=handing.reasons,
            wanted_from=handing.wanted_from,
            results=_results(checked, handing, changes),
            made_by=acting.person,
        )
        _become(locked, HANDED_OVER)
        record(
            acting, "handed a draft over", made, detail={"draft": locked.reference, "revision": head.number, "digest": head.digest}
        )
    draft.state = HANDED_OVER
    return made


def _results(checked: Checked, handing: Handing, changes: Data) -> Data:
    reasons = {found: handing.accepted[number] for number, found in enumerate(warnings(checked))}
    findings = [{**asdict(found), "accepted because": reasons.get(found, "")} for found in checked.findings]
    assert checked.examples is not None
    return {"findings": findings, "examples": asdict(checked.examples), **changes}


def return_with_reasons(acting: Acting, handover: Handover, reasons: str) -> None:
    """Back to whoever drafts it, with reasons. Raises `CoequalError` where none are given."""
    if not reasons.strip():
        raise CoequalError("Say why it is returned, so that whoever drafts it knows what to do.")
    _answer(acting, handover, RETURNED, reasons)


def accept(acting: Acting, handover: Handover, words: str) -> None:
    """Accepted for decision: whether it is adopted is decided later, and by others."""
    _answer(acting, handover, ACCEPTED, words)


def has_written(person: Person | None, handover: Handover) -> bool:
    """Whether somebody wrote any of the texts that led to what was handed over."""
    return Revision.objects.filter(draft=handover.draft_id, number__lte=handover.revision.number, by=person).exists()


def require_unwritten(person: Person | None, handover: Handover) -> None:
    """Refuse an answer by whoever wrote some of the text themselves. Raises `NotAllowed`."""
    if has_written(person, handover):
        raise NotAllowed("You wrote some of this text yourself, so you cannot answer it. Somebody else of governance has to.")


_SAID: Final = {RETURNED: "returned a draft with reasons", ACCEPTED: "accepted a draft for decision"}


def _answer(acting: Acting, handover: Handover, state: str, words: str) -> None:
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=handover.draft_id)
        locked = Handover.objects.select_for_update().get(pk=handover.pk)
        require(acting, ANSWER_HANDOVER, locked)
        require_unwritten(acting.person, locked)
        locked.state, locked.answer, locked.answered, locked.answered_by = state, words.strip(), timezone.now(), acting.person
        locked.save(update_fields=["state", "answer", "answered", "answered_by"])
        _become(draft, state)
        record(acting, _SAID[state], locked, detail={"draft": draft.reference})
    handover.state = state


def withdraw(acting: Acting, draft: Draft, why: str) -> None:
    """The draft is given up; all of it is kept. What waits with governance is taken back."""
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(pk=draft.pk)
        require(acting, WITHDRAW_DRAFT, locked)
        Handover.objects.filter(draft=locked, state=HANDED_OVER).update(
            state=WITHDRAWN, answer=why.strip(), answered=timezone.now()
        )
        _become(locked, WITHDRAWN)
        record(acting, "withdrew a draft", locked)
    draft.state = WITHDRAWN


def _become(draft: Draft, state: str) -> None:
    draft.state = state
    draft.save(update_fields=["state", "changed"])
