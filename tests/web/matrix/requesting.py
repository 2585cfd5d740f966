"""The pages of funding requests as clinicians write them, each with an example to try it with."""

from datetime import date
from hashlib import sha256

from coequal.accounts.models import Organisation, Person
from coequal.referrals.models import Attachment, ClinicalCase, EqualityAnswers, Identity, Request
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves import states as at
from coequal.web.requesting.found import file_at, funding_at, part_at, section_at
from tests.web.matrix.specimens import Made, Specimen


def _made(state: str, organisation: Organisation, by: Person) -> Request:
    """A request that the organisation asks of itself, so that its own roles are tried on both sides."""
    made = Request.objects.create(
        organisation=organisation,
        provider=organisation,
        made_by=by,
        kind=FUNDING_REQUEST,
        state=state,
        service="assisted-conception",
        referred_on=date(2026, 11, 2),
    )
    for kind in (Identity, EqualityAnswers, ClinicalCase):
        kind.objects.create(request=made)
    return made


def _request(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference}, funding_at(made.reference))


def _section(state: str, organisation: Organisation, by: Person) -> Made:
    parts = {"reference": _made(state, organisation, by).reference, "section": "request"}
    return Made(parts, section_at(**parts))


def _part(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    Request.objects.filter(pk=made.pk).update(policy="exampleshire/assisted-conception", version="2026-11")
    parts = {"reference": made.reference, "part": "patient"}
    return Made(parts, part_at(**parts))


def _file(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    content = made.reference.encode()
    file = Attachment.objects.create(
        request=made,
        name="letter.pdf",
        kind="application/pdf",
        size=len(content),
        digest=sha256(content).hexdigest(),
        content=content,
        added_by=by,
    )
    parts = {"reference": made.reference, "attachment": file.reference}
    return Made(parts, file_at(**parts))


_WRITTEN = (at.WRITING, at.RETURNED, at.DEFERRED, at.SUBMITTED)

SPECIMENS = {
    "requesting:asked": Specimen(),
    "requesting:new": Specimen(post={"service": ""}),
    "requesting:checked": Specimen(post={}, get=False),
    **{f"requesting:{name}": Specimen(_request, (at.WRITING, at.DECLINED)) for name in ("request", "check")},
    "requesting:section": Specimen(_section, _WRITTEN, post={}),
    "requesting:facts": Specimen(_part, _WRITTEN, post={}),
    **{f"requesting:{name}": Specimen(_request, _WRITTEN, post={}) for name in ("unmet", "files", "names", "send")},
    **{
        f"requesting:{name}": Specimen(_request, (at.SUBMITTED, at.DECLINED), post={})
        for name in ("consent", "take-back", "withdraw")
    },
    "requesting:scan": Specimen(_request, _WRITTEN, post={}, get=False),
    "requesting:file": Specimen(_file, (at.WRITING, at.DECLINED)),
    "requesting:file-out": Specimen(_file, _WRITTEN, post={}, get=False),
}
