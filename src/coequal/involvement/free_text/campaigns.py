"""Campaigns in what people wrote: found by software, and taken for campaigns once a person has confirmed it."""

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.free_text.near_duplicates import groups
from coequal.involvement.models import Campaign, Extract, Involvement
from coequal.involvement.models.extracts import ACCEPTED, OFFERED, REFUSED


def find(involvement: Involvement) -> int:
    """Group texts that are nearly the same; how many of the groups wait for a person.

    A group that a person has already judged gets the texts that came since, and waits again.
    """
    with transaction.atomic():
        Involvement.objects.select_for_update().get(pk=involvement.pk)
        extracts = list(standing(involvement).filter(says_nothing=False).select_related("campaign"))
        for group in groups([extract.text for extract in extracts]):
            members = [extracts[place] for place in group.members]
            fresh = [one.pk for one in members if one.campaign is None]
            if fresh:
                campaign = next((one.campaign for one in members if one.campaign), None) or _new(involvement, group.lead)
                Extract.objects.filter(pk__in=fresh).update(campaign=campaign)
                Campaign.objects.filter(pk=campaign.pk).update(stands=OFFERED)
        return involvement.campaigns.filter(stands=OFFERED).count()


def _new(involvement: Involvement, lead: str) -> Campaign:
    first = " ".join(lead.split()[:8])
    return Campaign.objects.create(involvement=involvement, name=f"“{first} …”", text=lead)


def judge(acting: Acting, campaign: Campaign, *, is_one: bool, name: str) -> None:
    """Whether texts that are nearly the same are a campaign, and what it is called."""
    with transaction.atomic():
        locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
        require(acting, CODE, locked)
        locked.stands, locked.by, locked.name = ACCEPTED if is_one else REFUSED, acting.person, name.strip() or locked.name
        locked.save()
        said = "confirmed a campaign" if is_one else "said that texts which are alike are no campaign"
        record(acting, said, locked, detail={"texts": locked.extracts.count()})
