"""Asking for prior approval: a request begun under the version that binds, its facts and who it is about kept, and submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ASK, WRITE_REQUEST
from coequal.accounts.trail import record
from coequal.criteria.consistency import check_case
from coequal.criteria.syntax import names
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.fhir.questionnaire import asked_of
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dates import say_date
from coequal.pages.seen import mark
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import ClinicalCase, Identity, Request, Step
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.moving import locked, wrote
from coequal.referrals.moves.states import WRITING
from coequal.referrals.pack.disclosing import keep_disclosed
from coequal.referrals.personal.numbers import read_nhs_number

LONGEST: Final = 300  # letters of a name, and of one line of an address
BEGUN: Final = "begun"


@dataclass(frozen=True, slots=True, repr=False)
class Who:
    """Who a request is about, as it was typed. What is not known is empty. The partner's part is empty where there is none."""

    name: str = ""
    nhs_number: str = ""
    born: date | None = None
    address: str = ""
    telephone: str = ""
    email: str = ""
    partner: "Who | None" = None

    def __repr__(self) -> str:
        """Short, since a name stands in no log."""
        return "<Who>"


@dataclass(frozen=True, slots=True)
class _Asking:
    """An organisation that asks, as what can be acted on."""

    organisation: Organisation
    state: str = ""


def asked(rules: Rules) -> list[str]:
    """The facts that a request is asked for: those on which the policy rests, and those by which another body would decide."""
    vocabulary = rules.policy.vocabulary
    elsewhere = set().union(*(names(node) for node, _exemption in vocabulary.exempt))
    wanted = {*asked_of(rules), *vocabulary.basis(frozenset(elsewhere))}
    return [name for name, fact in vocabulary.dictionary.facts.items() if name in wanted and fact.formula is None]


def begin(acting: Acting, provider: Organisation, commissioner: Organisation, bound: Bound, case: Case) -> Request:
    """A request for prior approval of a provider, under the version that is bound; the one that is there, where it is the same.

    Raises `CoequalError` for a policy that is not the commissioner's, for a case without the day by which the policy binds,
    and for facts that cannot be true together.
    """
    bound.require_of(commissioner)
    referred_on = case.value(bound.policy.binds_by)
    if not isinstance(referred_on, date):
        raise CoequalError(f"Say the {bound.policy.binds_by} first. It decides which version of the policy counts.")
    kept = _dated(case, bound, referred_on)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=provider.pk)  # so that a form that is sent twice makes one request
        acts = acting.acting_as(require(acting, ASK, _Asking(provider)))
        if same := _same(acts, provider, bound, kept, referred_on):
            return same
        policy = bound.policy
        assert acts.person is not None
        made = Request.objects.create(
            organisation=commissioner,
            provider=provider,
            made_by=acts.person,
            kind=PRIOR_APPROVAL,
            policy=policy.id,
            version=policy.version,
            digest=policy.digest,
            service=policy.service,
            treatment=bound.treatment(kept),
            referred_on=referred_on,
        )
        fill(made, bound.written(kept), Identity(request=made))
        keep_disclosed(acts, made, policy.vocabulary.dictionary, {}, made.clinical.facts)
        begun(made, acts)
        record(acts, "began a request", made, detail={"kind": PRIOR_APPROVAL, "policy": f"{policy.id}@{policy.version}"})
    return made


def begun(request: Request, acting: Acting) -> None:
    """Keep the first step of a request that was just made."""
    Step(request=request, kind=BEGUN, came_to=WRITING, by=acting.person, at=timezone.now(), to_asker=True).save()


def fill(request: Request, facts: Mapping[str, object], who: Identity) -> None:
    """Keep the facts of a request that was just made, and who it is about."""
    ClinicalCase.objects.create(request=request, facts=dict(facts))
    who.request = request
    who.save()


def _dated(case: Case, bound: Bound, referred_on: date) -> Case:
    """A case with the day of referral that selects the version. Raises `CoequalError` where its facts contradict one another."""
    found = case.with_facts({bound.policy.binds_by: Known(referred_on)})
    check_case(found, bound.policy.vocabulary)
    return found


def _same(acting: Acting, provider: Organisation, bound: Bound, case: Case, referred_on: date) -> Request | None:
    """The request that somebody began with the same facts, and in which nobody has been named yet."""
    rows = Request.objects.filter(made_by=acting.person, provider=provider, kind=PRIOR_APPROVAL, state=WRITING, follows=None)
    rows = rows.filter(digest=bound.policy.digest, referred_on=referred_on, identity__mark="")
    written = bound.written(case)
    found = rows.select_related("clinical", "identity", "organisation", "provider", "made_by")
    return next((one for one in found if one.clinical.facts == written and not one.identity.name), None)


def mark_of_facts(facts: Mapping[str, object], some: Iterable[str]) -> str:
    """A mark of what is kept of some facts, by which a form knows whether somebody else changed them meanwhile."""
    return mark([[name, facts.get(name)] for name in sorted(some)])


def mark_of_who(found: Identity) -> str:
    """A mark of who a request is said to be about."""
    return mark([found.name, found.nhs_number, found.date_of_birth, found.address, found.contact, found.partner])


def keep_facts(acting: Acting, request: Request, bound: Bound, changes: Mapping[str, Known | NotKnown], seen: str) -> Request:
    """Keep some facts of a request that is being written; `seen` is the mark of these facts that whoever typed had before them.

    The day of referral stays as it is, for it selected the version. Raises `CoequalError` where somebody else changed one
    of them meanwhile, and for facts that cannot be true together.
    """
    bound.require_binds(request)
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        clinical = ClinicalCase.objects.select_for_update().get(request=found)
        _require_seen(mark_of_facts(clinical.facts, changes), seen)
        case = _dated(bound.read(clinical.facts).with_facts(changes), bound, found.referred_on)
        written = bound.written(case)
        if written == clinical.facts:
            return found
        keep_disclosed(acts, found, bound.policy.vocabulary.dictionary, clinical.facts, written)
        clinical.facts = written
        clinical.save(update_fields=["facts"])
        found.treatment = bound.treatment(case)
        found.save(update_fields=["treatment"])
        wrote(acts, "changed the facts of a request", found, {"facts": len(changes)})
    return found


def _require_seen(now: str, seen: str) -> None:
    if now != seen:
        raise CoequalError(
            "Somebody else of your clinic changed these meanwhile, so nothing was kept now. What you typed is still here. "
            "Look at what is kept, and send yours again if it is right."
        )


def keep_who(acting: Acting, request: Request, who: Who, seen: str) -> Request:
    """Keep who a request is about. Raises `CoequalError` for an NHS number that is none, and where somebody else changed it."""
    who = _checked(who)
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        identity = Identity.objects.select_for_update().get(request=found)
        _require_seen(mark_of_who(identity), seen)
        before = mark_of_who(identity)
        identity.name, identity.nhs_number, identity.address = who.name, who.nhs_number, who.address
        identity.date_of_birth = who.born.isoformat() if who.born else ""
        identity.contact = {"telephone": who.telephone, "email": who.email}
        identity.partner = _partner(who.partner)
        if mark_of_who(identity) != before:
            identity.save()
            wrote(acts, "changed who a request is about", found)
    return found


def _checked(who: Who) -> Who:
    """The same without spaces at its ends and with its NHS number as ten digits. Raises `CoequalError`, and shows nothing of it."""
    number = read_nhs_number(who.nhs_number) if who.nhs_number.strip() else ""
    name, address, telephone, email = (text.strip() for text in (who.name, who.address, who.telephone, who.email))
    if max(map(len, (name, address, telephone, email))) > 4 * LONGEST:
        raise CoequalError(f"Each of these details can have at most {4 * LONGEST} letters. Shorten the longest.")
    if who.born and who.born > timezone.localdate():
        raise CoequalError(f"Nobody was born after today, {say_date(timezone.localdate())}. Check the date of birth.")
    other = _checked(who.partner) if who.partner else None
    return Who(name, number, who.born, address, telephone, email, other)


def _partner(who: Who | None) -> dict[str, str]:
    if who is None:
        return {}
    born = who.born.isoformat() if who.born else ""
    return {"name": who.name, "nhs_number": who.nhs_number, "date_of_birth": born}
