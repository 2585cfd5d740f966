"""Who may judge a request: nobody who asked, who opened whose it is, or who decided on it in an earlier round."""

from coequal.accounts.models import Person
from coequal.errors import CoequalError
from coequal.referrals.models import Request
from coequal.referrals.seeing.looking import who_know


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


def why_not_judge(person: Person, request: Request, round_: int | None = None) -> str:
    """Why somebody may not judge a request in a round, or in an appeal where there is no round; nothing where they may."""
    who = person.name or person.email
    if request.made_by_id == person.pk:
        return f"{who} asked for {request.reference}, and nobody judges what they asked for."
    if person.pk in who_know(request):
        return f"{who} opened who {request.reference} is about, and whoever judges does not know that."
    if person.pk in decided_before(request, round_):
        return f"{who} decided on {request.reference} before, and other people have to look at it now."
    return ""


def require_judge(person: Person | None, request: Request, round_: int | None = None) -> None:
    """Nothing, where somebody may judge a request. Raises `CoequalError`."""
    if person is None:
        raise CoequalError("People decide on a request. Software cannot.")
    if why := why_not_judge(person, request, round_):
        raise CoequalError(f"{why} Ask somebody else to.")
