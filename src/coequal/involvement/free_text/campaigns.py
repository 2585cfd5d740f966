"""Campaigns in what people wrote: found by software, and taken for campaigns once a person has confirmed it."""

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.free_text.near_duplicates import groups
from coequal.involvement.models import Campaign, Extract, Involvement
from coequal.involvement.models.extracts import ACCEPTED, OFFERED, REFUSED

NO_NAME: Final = "Say what to call the campaign: the report names it like that."
_OF_ONE_TEXT: Final = ("response_id", "note_id", "submission_id", "question")


def find(involvement: Involvement) -> int:
    """Group texts that are nearly the same; how many of the groups wait for a person.

    The paragraphs of a letter are one text. A group that a person has judged gets the texts that came since: one that was
    confirmed stays a campaign, and one that was refused waits again.
    """
    with transaction.atomic():
        Involvement.objects.select_for_update().get(pk=involvement.pk)
        texts = _texts(standing(involvement).filter(says_nothing=False))
        for group in groups(["\n\n".join(piece.text for piece in pieces) for pieces in texts]):
            members = [piece for place in group for piece in texts[place]]
            fresh = [one.pk for one in members if one.campaign is None]
            if fresh:
                campaign = next((one.campaign for one in members if one.campaign), None) or _new(involvement)
                Extract.objects.filter(pk__in=fresh).update(campaign=campaign)
                Campaign.objects.filter(pk=campaign.pk, stands=REFUSED).update(stands=OFFERED)
        return involvement.campaigns.filter(stands=OFFERED).count()


def _texts(extracts: QuerySet[Extract]) -> list[list[Extract]]:
    """What people wrote, each text with its pieces: a letter of several paragraphs has several."""
    found: dict[tuple[object, ...], list[Extract]] = {}
    for piece in extracts.select_related("campaign").order_by("pk"):
        found.setdefault(tuple(getattr(piece, name) for name in _OF_ONE_TEXT), []).append(piece)
    return list(found.values())


def size(campaign: Campaign) -> int:
    """How many texts a campaign has that are analysed; a letter is one, however many paragraphs it has."""
    return len(set(standing(campaign.involvement).filter(campaign=campaign).values_list(*_OF_ONE_TEXT)))


def _new(involvement: Involvement) -> Campaign:
    """A group with a number for a name and without a text: what people wrote is kept in the extracts alone, and goes with them."""
    return Campaign.objects.create(involvement=involvement, name=f"Campaign {involvement.campaigns.count() + 1}")


def shared(campaign: Campaign) -> str:
    """What the texts of a group have in common: the shortest of them, as it may be shown."""
    texts = ("\n\n".join(piece.shown for piece in pieces) for pieces in _texts(campaign.extracts.all()))
    return min(texts, key=len, default="")


def judge(acting: Acting, campaign: Campaign, *, is_one: bool, name: str) -> None:
    """Whether texts that are nearly the same are a campaign, and what it is called: a campaign must have a name."""
    if is_one and not name.strip():
        raise CoequalError(NO_NAME)
    with transaction.atomic():
        locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
        require(acting, CODE, locked)
        locked.stands, locked.by, locked.name = ACCEPTED if is_one else REFUSED, acting.person, name.strip() or locked.name
        locked.save()
        said = "confirmed a campaign" if is_one else "said that texts which are alike are no campaign"
        record(acting, said, locked, detail={"texts": size(locked)})
