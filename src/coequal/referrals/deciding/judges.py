"""Who may judge a request: nobody who asked or wrote on it, who knows whose it is, or who decided on it in an earlier round.

Who may hear an appeal: nobody of these, nor anybody who dealt with the request, for an appeal is about how that was done.
"""

from coequal.accounts.models import Membership, Organisation, Person
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.models import Request
from coequal.referrals.moves.table import BY_ASKER, MOVES
from coequal.referrals.seeing.knowing import why_knows


def decided_before(request: Request, before_round: int | None = None) -> frozenset[int]:
    """The people, by their keys, who took part in a decision on a request or heard an appeal about one.

    `before_round` leaves out those of the panel of that round, who may go on after it was deferred.
    """
    decisions = request.decisions.all()
    if before_round is not None:
        decisions = decisions.exclude(item__round=before_round)
    found = {pk for pk in decisions.values_list("deciders", flat=True) if pk}
    heard = {pk for pk in request.decisions.values_list("appeal__heard_by", flat=True) if pk}
    return frozenset(found | heard)


def members(organisation: Organisation) -> frozenset[int]:
    """The people, by their keys, who are members of panels of an organisation now."""
    held = Membership.objects.filter(organisation=organisation, role=Role.PANEL_MEMBER, accepted__isnull=False)
    return frozenset(held.filter(person__is_active=True).values_list("person", flat=True))


def why_own(person: Person, request: Request) -> str:
    """By what a request is somebody's own; nothing where they neither asked nor wrote on it for those who did."""
    who = person.name or person.email
    if request.made_by_id == person.pk:
        return f"{who} asked for {request.reference}, and nobody judges what they asked for."
    if request.writers.filter(pk=person.pk).exists():
        return f"{who} wrote on {request.reference} for those who ask, and nobody judges what they wrote."
    return ""


def why_not_judge(person: Person, request: Request, round_: int | None = None) -> str:
    """Why somebody may not judge a request in a round, or in an appeal where there is no round; nothing where they may."""
    if why := why_own(person, request) or why_knows(person, request):
        return why
    if person.pk in decided_before(request, round_):
        who = person.name or person.email
        return f"{who} decided on {request.reference} before, and other people have to look at it now."
    return ""


def require_judge(person: Person | None, request: Request, round_: int | None = None) -> None:
    """Nothing, where somebody may judge a request. Raises `CoequalError`."""
    if person is None:
        raise CoequalError("People decide on a request. Software cannot.")
    if why := why_not_judge(person, request, round_):
        raise CoequalError(f"{why} Ask somebody else to.")


_BY_ASKER = frozenset(move.name for move in MOVES.values() if move.permission in BY_ASKER)


def dealt_with(request: Request) -> frozenset[int]:
    """The people, by their keys, who dealt with a request for its commissioner: its officer, and whoever did anything with it."""
    steps = request.steps.exclude(kind__in=_BY_ASKER).exclude(left="").values_list("by", flat=True)
    taken_down = request.decisions.values_list("by", flat=True)
    listed = request.items.values_list("listed_by", flat=True)
    found = request.urgencies.values_list("by", flat=True)
    written = {pk for both in request.letters.values_list("edited_by", "sent_by") for pk in both}
    return frozenset(pk for pk in {request.officer_id, *steps, *taken_down, *listed, *found, *written} if pk)


def why_not_hear(person: Person, request: Request) -> str:
    """Why somebody may not hear an appeal about a request; nothing where they may."""
    if why := why_not_judge(person, request):
        return why
    if person.pk in dealt_with(request):
        return f"{person.name or person.email} dealt with {request.reference}, and an appeal is heard by people who did not."
    return ""


def require_hearer(person: Person | None, request: Request) -> None:
    """Nothing, where somebody may hear an appeal about a request. Raises `CoequalError`."""
    if person is None:
        raise CoequalError("People hear an appeal. Software cannot.")
    if why := why_not_hear(person, request):
        raise CoequalError(f"{why} Ask somebody else to take the answer down.")
