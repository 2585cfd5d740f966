"""The patient's consent to a request: recorded with who said so, when, to what and how. The latest one stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WITHDRAW_REQUEST
from coequal.accounts.trail import record
from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.referrals.models import Consent, Request
from coequal.referrals.moves.moving import locked, noted
from coequal.referrals.moves.states import WITH_ASKER, WITH_COMMISSIONER
from coequal.referrals.moves.table import CONSENT_BACK, CONSENT_GONE
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.rules.model import CommissionerRules, Point

IN_PERSON, BY_TELEPHONE, IN_WRITING = "in person", "by telephone", "in writing"
HOWS: Final = (IN_PERSON, BY_TELEPHONE, IN_WRITING)
LONGEST: Final = 2_000  # letters of who said so
OURS: Final = (
    Point("asking", "That this request is made for them."),
    Point("sharing", "That those who deal with the request may see the clinical records it rests on."),
)


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What somebody said: who, on which day, and how."""

    by: str
    on: date
    how: str


def points(rules: CommissionerRules) -> tuple[Point, ...]:
    """What the patient agrees to: the commissioner's points, or the least there is where those were not found."""
    return rules.consent or OURS


def standing(request: Request) -> Consent | None:
    """The consent that stands; None where there is none, or where it was withdrawn."""
    latest = request.consents.last()
    return latest if latest is not None and latest.given else None


def require_not_taken_back(request: Request) -> None:
    """Nothing, where the patient has not taken the consent back. Raises `CoequalError`."""
    latest = request.consents.last()
    if latest is not None and not latest.given:
        raise CoequalError(
            f"The patient of {request.reference} has taken the consent back, so nobody goes on with it. "
            "Ask the clinician to withdraw the request, or to record a new consent."
        )


def give(acting: Acting, request: Request, told: Told, agreed: Iterable[str]) -> Consent:
    """The consent, recorded: while those who ask write, or to go on with a request of which it was taken back.

    Raises `NotAllowed`, and `CoequalError` where a point is left out or something is not said.
    """
    _require(told, request)
    wanted, chosen = points(rules_for(request)), set(agreed)
    if missing := [one for one in wanted if one.id not in chosen]:
        raise CoequalError(f"Without this there is no consent to the request: {missing[0].says}")
    with locked(acting, request, WITHDRAW_REQUEST) as (found, acts):
        to, latest = "\n".join(one.says for one in wanted), standing(found)
        if latest is not None and found.state not in WITH_ASKER:
            raise CoequalError(f"A consent stands for {found.reference}, which is with the commissioner. Nothing more is needed.")
        if latest is not None and (latest.by, latest.on, latest.to, latest.how) == (clean(told.by), told.on, to, told.how):
            return latest
        made = Consent(request=found, given=True, by=clean(told.by), on=told.on, to=to, how=told.how, written_by=acting.person)
        made.save()
        if found.consent_taken_back is not None:
            found.consent_taken_back = None
            found.save(update_fields=["consent_taken_back"])
            noted(acts, found, CONSENT_BACK)
        record(acts, "recorded a consent", found, detail={"how": told.how})
    return made


def take_back(acting: Acting, request: Request, told: Told) -> Consent:
    """That the patient no longer agrees, recorded; what was agreed to before stays on record.

    One that is with the commissioner stands among what its officers have to see from that moment, and its clock stands.
    Raises `NotAllowed`, and `CoequalError` where no consent stands.
    """
    _require(told, request)
    with locked(acting, request, WITHDRAW_REQUEST) as (found, acts):
        latest = standing(found)
        if latest is None:
            raise CoequalError(f"No consent stands for {found.reference}, so none can be taken back.")
        made = Consent(
            request=found, given=False, by=clean(told.by), on=told.on, to=latest.to, how=told.how, written_by=acting.person
        )
        made.save()
        if found.state in WITH_COMMISSIONER:
            found.consent_taken_back = timezone.now()
            found.save(update_fields=["consent_taken_back"])
            noted(acts, found, CONSENT_GONE)
        record(acts, "recorded that a consent was taken back", found, detail={"how": told.how})
    return made


def _require(told: Told, request: Request) -> None:
    if not clean(told.by) or len(told.by) > LONGEST:
        raise CoequalError("Say who agreed: the patient, or who speaks for them and why.")
    if told.how not in HOWS:
        raise CoequalError(f"Say how it was said: {', '.join(HOWS)}.")
    if told.on > timezone.localdate():
        raise CoequalError(f"Consent to {request.reference} cannot be of a day that is still to come. Check the day.")
