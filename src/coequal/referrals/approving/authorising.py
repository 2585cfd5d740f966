"""Standing authorisations: that requests which meet every criterion of one text of a policy are approved at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import AUTHORISE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import StandingAuthorisation

LONGEST: Final = timedelta(2 * 366)  # after that somebody has to think again
MOST_MONTHS: Final = 36  # for which an approval is good
MOST_WHY: Final = 2_000  # letters of why one is withdrawn
_LETTERS: Final = 120  # of a name and of a post


@dataclass(frozen=True, slots=True)
class Authority:
    """Who authorises, as they sign; for which treatments, from when until when, and for how many months an approval is good."""

    name: str
    post: str
    treatments: Sequence[str]
    since: date
    until: date
    lasts: int


class _Owned:
    """An organisation as what can be acted on."""

    state = ""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation


def authorise(acting: Acting, organisation: Organisation, bound: Bound, said: Authority) -> StandingAuthorisation:
    """A standing authorisation of a commissioner for the text that is bound; the one that is there, where it says the same.

    Raises `CoequalError` for a policy that is not whole or not the commissioner's, and for what cannot be authorised.
    """
    policy = bound.policy
    bound.require_of(organisation)
    if policy.completeness != "whole":
        raise CoequalError(
            f"{policy.id}@{policy.version} is {policy.completeness}: nothing is approved at once under what was not seen whole."
        )
    _check(said, {treatment.id for treatment in policy.treatments})
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        acts = acting.acting_as(require(acting, AUTHORISE, _Owned(organisation)))
        values = {
            "organisation": organisation,
            "policy": policy.id,
            "version": policy.version,
            "digest": policy.digest,
            "name": said.name.strip(),
            "post": said.post.strip(),
            "since": said.since,
            "until": said.until,
            "lasts": said.lasts,
        }
        treatments = sorted(said.treatments)
        same = StandingAuthorisation.objects.filter(**values, withdrawn=None)
        if there := next((one for one in same if one.treatments == treatments), None):
            return there  # the same form, sent twice
        assert acts.person is not None
        made = StandingAuthorisation.objects.create(**values, treatments=treatments, made_by=acts.person)
        told = {"policy": f"{policy.id}@{policy.version}", "since": str(said.since), "until": str(said.until)}
        record(acts, "gave a standing authorisation", made, detail={**told, "treatments": list(treatments)})
    return made


def _check(said: Authority, known: Collection[str]) -> None:
    """Nothing, where it can be authorised. Raises `CoequalError`."""
    if not said.name.strip() or not said.post.strip():
        raise CoequalError("Say who authorises, by name and post. Somebody has to answer for what is approved at once.")
    if max(len(said.name.strip()), len(said.post.strip())) > _LETTERS:
        raise CoequalError(f"A name and a post can have at most {_LETTERS} letters each.")
    if not said.treatments or not set(said.treatments) <= set(known):
        raise CoequalError("Choose at least one treatment, and only treatments of this policy.")
    if said.until < said.since or said.until < timezone.localdate():
        raise CoequalError("The last day lies before the first, or before today. Choose a later one.")
    if said.until - said.since > LONGEST:
        raise CoequalError(f"A standing authorisation can hold for two years. Choose a last day before {_latest(said.since)}.")
    if not 1 <= said.lasts <= MOST_MONTHS:
        raise CoequalError(f"An approval can be good for 1 to {MOST_MONTHS} months.")


def _latest(since: date) -> str:
    return say_date(since + LONGEST)


def withdraw_authorisation(acting: Acting, authorisation: StandingAuthorisation, why: str) -> StandingAuthorisation:
    """Withdraw one, once: nothing more is approved by it, and what was stays approved. Raises `CoequalError` without a reason."""
    if not why.strip():
        raise CoequalError("Say why the standing authorisation is withdrawn. Whoever reads the record later has to understand it.")
    if len(why.strip()) > MOST_WHY:
        raise CoequalError(f"Say why in at most {MOST_WHY:,} letters.")
    with transaction.atomic():
        rows = StandingAuthorisation.objects.select_for_update(of=("self",)).select_related("organisation")
        found = rows.get(pk=authorisation.pk)
        acts = acting.acting_as(require(acting, AUTHORISE, found))
        if found.withdrawn:
            return found
        found.withdrawn, found.withdrawn_by, found.why_withdrawn = timezone.now(), acts.person, why.strip()
        found.save(update_fields=["withdrawn", "withdrawn_by", "why_withdrawn"])
        record(acts, "withdrew a standing authorisation", found)
    return found
