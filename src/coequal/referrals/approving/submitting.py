"""Sending a request for prior approval once it is complete: approved at once where that was authorised, else to an officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.permissions import WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.accounts.trail import record
from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.told import deciding
from coequal.errors import CoequalError
from coequal.facts.dates import add_months, say_date
from coequal.policies.exemptions import Exempt
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.instant import repeated_first, why_not_at_once
from coequal.referrals.approving.renewing import known_all_the_same
from coequal.referrals.models import Approval, ClinicalCase, Identity, Request, StandingAuthorisation
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.states import WITHDRAWN, WRITING
from coequal.referrals.moves.table import GRANT_AT_ONCE, SUBMIT_PRIOR, WITHDRAW
from coequal.referrals.pack.lacking import COMMISSIONER, Lacking, lacking
from coequal.referrals.pack.making import NO_PARTNER, PARTNER
from coequal.referrals.pack.people import Referred, Referrer
from coequal.referrals.pack.welfare import require_no_stop
from coequal.referrals.personal.same import naming, numbers_of
from coequal.referrals.rules.in_force import in_force_if_any, rules_if_any
from coequal.referrals.rules.model import OLDEST_REFERRAL
from coequal.referrals.seeing.nameless import nameless

_FEW: Final = 12  # things that an error names


@dataclass(frozen=True, slots=True, repr=False)
class Ready:
    """A request as it would be sent: its assessment, what is missing, and why it is not approved at once; none where it is.

    `stops` are those things that are missing without which it is not sent, and `long_ago` those of the reasons that are about
    a referral of another time.
    """

    assessment: Assessment
    exempt: tuple[Exempt, ...]
    missing: tuple[Lacking, ...]
    stops: tuple[Lacking, ...]
    why_not: tuple[str, ...]
    long_ago: tuple[str, ...]
    authorisation: StandingAuthorisation | None

    @property
    def elsewhere(self) -> str:
        """Who decides instead, as a sentence; nothing where this commissioner does."""
        if self.assessment.elsewhere:
            return f"{self.assessment.elsewhere.commissioner} decides on this. {self.assessment.elsewhere.why}"
        return next((one.says for one in self.exempt if one.holds), "")


def referred(identity: Identity) -> Referred:
    """Who a request is about, as a pack names them."""
    contact, partner = identity.contact or {}, identity.partner or {}
    other = None
    if partner:
        born = _day(partner.get("date_of_birth", ""))
        other = Referred(partner.get("name", ""), partner.get("nhs_number", ""), born)
    return Referred(
        *(identity.name, identity.nhs_number, _day(identity.date_of_birth), identity.address),
        telephone=contact.get("telephone", ""),
        email=contact.get("email", ""),
        partner=other,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def referrer(request: Request) -> Referrer:
    """Who refers, as a pack names them, by the account: whoever sent the request, and before that whoever began it."""
    who, begun_by = sender(request) or request.made_by, request.made_by
    began = "" if who == begun_by else begun_by.name or begun_by.email
    return Referrer(who.name or who.email, "Clinician", request.provider.name, email=who.email, began=began)


def sender(request: Request) -> Person | None:
    """Who sent a request the last time; None before."""
    kinds = (SUBMIT_PRIOR.name, GRANT_AT_ONCE.name)
    last = request.steps.filter(kind__in=kinds).select_related("by").order_by("-pk").first()
    return last.by if last else None


def ready(request: Request, bound: Bound, identity: Identity, facts: dict[str, object], day: date, *, hold: bool = False) -> Ready:
    """How a request stands on a day; `hold` lets nobody withdraw an authorisation until the transaction is over.

    Raises `WelfareStop` where people must talk first.
    """
    bound.require_binds(request)
    case = bound.read(facts)
    assessment, exempt = bound.assess(case), bound.exempt(case)
    require_no_stop(assessment)
    missing = lacking(assessment, referrer(request), referred(identity))
    stops = tuple(one for one in missing if _is_needed(request, assessment, one))
    given = StandingAuthorisation.objects.filter(organisation=request.organisation, digest=request.digest)
    before, unnamed = _was_before(request, identity), _nameless_partner(assessment, identity)
    long_ago = tuple(_long_ago(request, bound, day))
    best: tuple[str, ...] | None = None
    view = nameless(assessment, public=bound.taken).assessment  # an officer reads why, and must not learn from it whom it is about
    for one in [*(given.select_for_update(of=("self",)) if hold else given), None]:
        why = why_not_at_once(view, one, day, exempt=exempt, before=before, unnamed=unnamed, long_ago=long_ago)
        if not why:
            return Ready(assessment, exempt, missing, stops, (), long_ago, one)
        best = why if best is None or len(why) < len(best) else best
    return Ready(assessment, exempt, missing, stops, best or (), long_ago, None)


def _is_needed(request: Request, assessment: Assessment, missing: Lacking) -> bool:
    """Whether a request cannot be sent without what is missing.

    What only the commissioner can supply does not stop it, nor does what a renewal knows and what is too late for the referral.
    """
    if missing.who == COMMISSIONER:
        return False
    return request.follows_id is None or not known_all_the_same(assessment, missing)


def _long_ago(request: Request, bound: Bound, day: date) -> Iterator[str]:
    """What is to be said of a referral that selects another text than that of today, or that lies longer ago than is usual.

    Whoever types the day selects the text by it, so a person looks at it.
    """
    referred_on = request.referred_on
    if bound.current is False:
        yield (
            f"Version {bound.policy.version} counts, because the patient was referred on {say_date(referred_on)}. "
            "Today another text is in force."
        )
    elif bound.current is None:
        yield f"It is not known whether version {bound.policy.version} is still in force today."
    rules = rules_if_any(request)
    limit = (rules and rules.oldest_referral) or OLDEST_REFERRAL
    if day > limit.add(referred_on, limit.days(referred_on)):
        yield f"The patient was referred on {say_date(referred_on)}, longer than {limit} ago."


def _was_before(request: Request, identity: Identity) -> bool:
    """Whether another request of either kind was sent for one of the same people and the service, or this one goes on from one.

    Where the NHS number is not known, nobody can say that there is none.
    """
    if request.follows_id is not None or not identity.nhs_number:
        return True
    same = naming(numbers_of(identity)).filter(request__service=request.service, request__organisation=request.organisation)
    return same.exclude(request=request).exclude(request__state__in=(WRITING, WITHDRAWN)).exists()


def _nameless_partner(assessment: Assessment, identity: Identity) -> bool:
    """Whether there is a partner who may have asked before, as nobody can say without their NHS number."""
    there = bool(identity.partner) or assessment.case.value(PARTNER) not in (None, NO_PARTNER)
    return there and not (identity.partner or {}).get("nhs_number")


def submit(acting: Acting, request: Request, bound: Bound, day: date | None = None) -> Approval | None:
    """Send a request: the approval where it is given at once, and None where an officer answers.

    Raises `WelfareStop`, and `CoequalError` where another body decides or something is missing.
    """
    day = day or timezone.localdate()
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        clinical = ClinicalCase.objects.select_for_update().get(request=found)
        identity = _alone(found)
        how = ready(found, bound, identity, clinical.facts, day, hold=True)
        _require_complete(how)
        clinical.sent_before = clinical.sent_facts or None
        clinical.sent_facts, clinical.sent_statements = clinical.facts, clinical.statements
        clinical.save(update_fields=["sent_facts", "sent_statements", "sent_before"])
        if found.submitted is None:
            rules = in_force_if_any(found.organisation, day)
            found.submitted, found.rules = timezone.now(), rules.version if rules else None
        found.unmet = [one.criterion.id for one in deciding(how.assessment, NOT_MET)]
        found.save(update_fields=["submitted", "rules", "unmet"])
        if how.authorisation is None:
            stepped(acts, found, SUBMIT_PRIOR, "\n".join(how.why_not))
            return None
        return _grant(acts, found, how, how.authorisation, day)


def _alone(request: Request) -> Identity:
    """Who a request is about, once nobody else sends one for the same people: the second of two sees the first."""
    identity = Identity.objects.get(request=request)
    list(naming(numbers_of(identity)).select_for_update().order_by("pk"))  # in one order, so that no two wait for each other
    return identity


def _require_complete(how: Ready) -> None:
    """Nothing, where a request can be sent. Raises `CoequalError`."""
    if how.elsewhere:
        raise CoequalError(f"This is not sent as a prior approval, because another body decides. {how.elsewhere}")
    if missing := [one.what for one in how.stops]:
        more = f"; and {len(missing) - _FEW} more" if len(missing) > _FEW else ""
        raise CoequalError(f"This cannot be sent yet. Still missing: {'; '.join(missing[:_FEW])}{more}.")


def _grant(acting: Acting, request: Request, how: Ready, authorisation: StandingAuthorisation, day: date) -> Approval:
    """The approval by a standing authorisation."""
    amounts = {name: int(amount) for name, amount in how.assessment.sought.amounts.items() if amount is not NOT_STATED}
    who = f"{authorisation.name}, {authorisation.post}"
    stepped(acting, request, GRANT_AT_ONCE, f"Every criterion is met. Approved under the standing authorisation of {who}.")
    request.decided = timezone.now()
    request.save(update_fields=["decided"])
    expires = add_months(day, authorisation.lasts)
    made = Approval.objects.create(
        request=request,
        amounts=amounts,
        from_day=day,
        expires=expires,
        authorisation=authorisation,
        reasons=_reasons(how),
        conditions="\n".join(repeated_first(how.assessment)),
    )
    record(acting, "was given an approval at once", made, detail={"authorisation": authorisation.reference})
    return made


def _reasons(how: Ready) -> str:
    policy = how.assessment.policy
    return f"Every criterion of {policy.id}, version {policy.version}, is met for {how.assessment.sought.treatment.name}."


def withdraw(acting: Acting, request: Request, why: str) -> Request:
    """Withdraw a request for prior approval that was not answered. Raises `CoequalError` without a reason."""
    with locked(acting, request, WITHDRAW_REQUEST) as (found, acts):
        stepped(acts, found, WITHDRAW, why)
    return found
