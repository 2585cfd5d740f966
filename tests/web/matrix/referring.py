"""The pages of prior approval, of what is used of it and of standing authorisations, each with an example to try it with."""

from datetime import date, timedelta

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.referrals.models import Approval, ClinicalCase, Identity, Request, StandingAuthorisation, Use
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.web.referring.found import approval_at, authorisation_at, prior_asked, section_at, use_at
from coequal.web.shelf import shelf
from tests.web.matrix.specimens import Made, Specimen

_AREA, _SERVICE, _VERSION = "norfolk-and-waveney", "assisted-conception", "2022-07"
_UNDER = {"area": _AREA, "service": _SERVICE}


def _made(state: str, organisation: Organisation, by: Person) -> Request:
    """A request that the organisation asks of itself, so that its own roles are tried on both sides."""
    policy = shelf().policy(f"{_AREA}/{_SERVICE}", _VERSION)
    made = Request.objects.create(
        organisation=organisation,
        provider=organisation,
        made_by=by,
        kind=PRIOR_APPROVAL,
        state=state,
        policy=policy.id,
        version=policy.version,
        digest=policy.digest,
        service=policy.service,
        treatment="ivf",
        referred_on=date(2023, 5, 2),
    )
    facts = {"referral date": "2023-05-02"}
    Identity.objects.create(request=made)
    ClinicalCase.objects.create(request=made, facts=facts, sent_facts=facts)
    return made


def _asked(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference}, prior_asked(made.reference))


def _section(state: str, organisation: Organisation, by: Person) -> Made:
    parts = {"reference": _made(state, organisation, by).reference, "section": "patient"}
    return Made(parts, section_at(**parts))


def _case(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _approved(organisation: Organisation, by: Person) -> Approval:
    today = timezone.localdate()
    made = _made(at.APPROVED, organisation, by)
    return Approval.objects.create(
        request=made, amounts={"fresh cycles": 2}, from_day=today, expires=today + timedelta(90), decided_by=by, reasons="Met."
    )


def _approval(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _approved(organisation, by)
    return Made({"number": made.number}, approval_at(made.number))


def _given(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _approved(organisation, by)
    return Made({"number": made.number}, made.request)


def _use(_state: str, organisation: Organisation, by: Person) -> Made:
    made = _approved(organisation, by)
    used = Use(approval=made, of="fresh cycles", count=1, on=timezone.localdate(), by=by)
    used.save()
    parts = {"number": made.number, "row": used.pk}
    return Made(parts, use_at(**parts))


def _authorisation(_state: str, organisation: Organisation, by: Person) -> Made:
    today = timezone.localdate()
    made = StandingAuthorisation.objects.create(
        organisation=organisation,
        policy=f"{_AREA}/{_SERVICE}",
        version=_VERSION,
        digest="x",
        treatments=["ivf"],
        name="Glen Replica",
        post="Director",
        since=today,
        until=today,
        lasts=12,
        made_by=by,
    )
    return Made({"reference": made.reference}, authorisation_at(made.reference))


def _under(_state: str, _organisation: Organisation, _by: Person) -> Made:
    return Made(_UNDER)


def _text(_state: str, _organisation: Organisation, _by: Person) -> Made:
    return Made({**_UNDER, "version": _VERSION})


_WRITTEN = (at.WRITING, at.RETURNED, at.WITH_OFFICER)
_ANSWERED = (at.WITH_OFFICER, at.DECLINED)

SPECIMENS = {
    "referring:start": Specimen(heavy=True),
    "referring:begin": Specimen(_under, post={}),
    "referring:blank": Specimen(_under),
    "referring:from-check": Specimen(_under, post={"state": "x"}, get=False),
    "referring:request": Specimen(_asked, (at.WRITING, at.DECLINED)),
    "referring:facts": Specimen(_section, _WRITTEN, post={}),
    **{f"referring:{name}": Specimen(_asked, _WRITTEN, post={}) for name in ("who", "submit")},
    **{f"referring:pack-{name}": Specimen(_asked, (at.WRITING, at.DECLINED)) for name in ("pdf", "word", "fhir")},
    "referring:withdraw": Specimen(_asked, (at.WRITING, at.DECLINED), post={}),
    "referring:case": Specimen(_case, (at.WITH_OFFICER, at.DECLINED)),
    **{f"referring:{name}": Specimen(_case, _ANSWERED, post={}) for name in ("grant", "refuse", "return", "elsewhere")},
    "referring:approval": Specimen(_approval),
    **{f"referring:{name}": Specimen(_approval, post={}) for name in ("use", "renew")},
    "referring:take-back": Specimen(_use, post={}),
    "referring:withdraw-approval": Specimen(_given, post={}),
    "referring:authorisations": Specimen(heavy=True),
    "referring:authorise": Specimen(_text, post={}),
    "referring:withdraw-authorisation": Specimen(_authorisation, post={}),
}
