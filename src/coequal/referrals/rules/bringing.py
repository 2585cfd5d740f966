"""Bringing in the rules of a commissioner: new ones from a day on, while the earlier ones stay as they were."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_RULES
from coequal.accounts.trail import Thing, record
from coequal.errors import CoequalError
from coequal.referrals.models import RulesVersion
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.rules.reading import rules_of

LONGEST_REASON = 300  # letters


def checked(organisation: Organisation, text: str, since: date, why: str) -> CommissionerRules:
    """What rules would say that are to be brought in. Raises `CoequalError` as `bring` does."""
    if not why.strip() or len(why.strip()) > LONGEST_REASON:
        raise CoequalError(f"Say why the rules change, in at most {LONGEST_REASON} letters.")
    if since < timezone.localdate():
        raise CoequalError("New rules hold from today or a later day. Requests that are there already go by the old ones.")
    rules = rules_of(text, "rules")
    if rules.commissioner != organisation.code:
        raise CoequalError(
            f"These are rules of {rules.commissioner}, and not of {organisation.code}. Change “commissioner” in them."
        )
    if rules.invented != organisation.invented:
        wrong = "an invented" if rules.invented else "a real"
        raise CoequalError(f"These are rules of {wrong} organisation, and {organisation} is none. Change “invented” in them.")
    return rules


class _Own:
    """The rules of an organisation, which are always in one state."""

    state = ""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation


def bring(acting: Acting, organisation: Organisation, text: str, since: date, why: str) -> RulesVersion:
    """New rules from a day on; the same again makes nothing twice.

    Raises `NotAllowed`, and `CoequalError` for a text that is no file of rules of this commissioner, for a day that is over,
    and without a reason.
    """
    why = why.strip()
    checked(organisation, text, since, why)
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        acts = acting.acting_as(require(acting, CHANGE_RULES, _Own(organisation)))
        latest = RulesVersion.objects.filter(organisation=organisation, since=since).first()
        if latest is not None and latest.text == text:
            return latest
        made = RulesVersion(organisation=organisation, since=since, text=text, why=why, by=acts.person)
        made.save()
        record(acts, "brought in rules for requests", Thing("rules", organisation.code), detail={"since": since.isoformat()})
    return made
