"""Whether enough people may decide on one request: members, a chair, a lay chair, and the posts that the rules want."""

from coequal.pages.words import plural
from coequal.referrals.deciding.judges import members, why_not_judge
from coequal.referrals.models import Item, Seat
from coequal.referrals.models.deciding import LEAVES
from coequal.referrals.rules.in_force import rules_for


def leaving(item: Item) -> frozenset[int]:
    """The seats, by their keys, whose latest interest in a request makes them leave."""
    latest = {one.seat_id: one.follows for one in item.interests.all()}
    return frozenset(seat for seat, follows in latest.items() if follows == LEAVES)


def judging(item: Item) -> list[Seat]:
    """The seats of those who may judge a request, there or not: each of them may give a view.

    Whoever was a panel member when the seat was named, and is none any more, judges nothing.
    """
    gone, seats = leaving(item), item.panel.seats.filter(person__in=members(item.panel.organisation)).select_related("person")
    return [one for one in seats if one.pk not in gone and not why_not_judge(one.person, item.request, item.round)]


def counting(item: Item) -> list[Seat]:
    """The seats of those who are there and may judge a request: who decides on it, and who counts for the quorum."""
    return [one for one in judging(item) if one.there]


def why_not_quorate(item: Item) -> str:
    """What is missing before a panel may decide on a request, in sentences; nothing where it may."""
    seats, panel = counting(item), item.panel
    chair = next((one for one in seats if one.chairs), None)
    says = []
    if len(seats) < panel.quorum:
        there = plural(len(seats), "member who may judge this request is there", "members who may judge this request are there")
        says.append(f"{there}, and {panel.quorum} have to be.")
    if chair is None:
        says.append("Nobody of them chairs.")
    elif panel.lay_chair and not chair.lay:
        says.append("A lay member has to chair.")
    held = {one.post.strip().casefold() for one in seats}
    if missing := [post for post in rules_for(item.request).posts or () if post.casefold() not in held]:
        says.append(f"These posts have to be there: {', '.join(missing)}.")
    return " ".join(says)
