"""Opening a part of a request: by whoever may see it, with a purpose, and on record. Pages get what is sealed by no other way."""

from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting, Post
from coequal.accounts.guard import require
from coequal.accounts.permissions import BREAK_GLASS, NotAllowed
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.models import Request, Viewing
from coequal.referrals.models.deciding import CALLED, LEAVES, SITTING
from coequal.referrals.personal.same import about_the_same
from coequal.referrals.seeing.table import WHO, sees

LONGEST: Final = 120  # letters of a purpose
DEALING: Final = "to deal with the request"
CARING: Final = "to care for the patient"
JUDGING: Final = "to judge the request at a panel"
HEARING: Final = "to hear an appeal"


def post_that_sees(acting: Acting, request: Request, part: str) -> Post | None:
    """The post in which somebody sees a part of a request as it stands; None where they do not."""
    seated = _is_seated(acting, request)
    for post in acting.posts:
        asking, dealing = post.organisation == request.provider.code, post.organisation == request.organisation.code
        if asking and sees(post.role, part, request.state, asking=True, seated=seated):
            return post
        if dealing and sees(post.role, part, request.state, asking=False, seated=seated):
            return post
    return None


def _is_seated(acting: Acting, request: Request) -> bool:
    """Whether somebody has a seat at a panel that has the request on its agenda, and does not leave for it."""
    if acting.person is None:
        return False
    items = request.items.filter(taken_off=None, panel__state__in=(CALLED, SITTING), panel__seats__person=acting.person)
    for item in items:
        declared = item.interests.filter(seat__person=acting.person).last()
        if declared is None or declared.follows != LEAVES:
            return True
    return False


def look(acting: Acting, request: Request, part: str, purpose: str) -> None:
    """Put on record that somebody opens a part, before it is shown. Raises `NotAllowed` where they may not see it."""
    post = post_that_sees(acting, request, part)
    if post is None:
        raise NotAllowed(f"This part of {request.reference} is not for you now.")
    keep_viewing(acting.acting_as(post), request, part, purpose)


def break_glass(acting: Acting, request: Request, why: str) -> None:
    """Put on record that somebody opens who a person is although that is not part of their work, and why.

    Raises `NotAllowed`, and `CoequalError` without a reason.
    """
    if not why.strip():
        raise CoequalError("Say why you have to know who this is. It stays on record.")
    acts = acting.acting_as(require(acting, BREAK_GLASS, request))
    keep_viewing(acts, request, WHO, "broke the glass", why.strip())


def keep_viewing(acting: Acting, request: Request, part: str, purpose: str, why: str = "") -> None:
    """That somebody, in the post in which they act, opens a part of a request. Whether they may was asked before."""
    assert acting.person is not None
    with transaction.atomic():
        seen = Viewing(request=request, person=acting.person, role=acting.role, part=part, purpose=purpose[:LONGEST])
        seen.broke_glass, seen.why = bool(why), why
        seen.save()
        record(acting, f"opened {part}", request, purpose=purpose)


def who_know(request: Request) -> frozenset[int]:
    """The people, by their keys, who know who a request is about: they opened that, of it or of another about the same people."""
    opened = Viewing.objects.filter(request__in=about_the_same(request), part=WHO).order_by()
    return frozenset(opened.values_list("person", flat=True))


def knows_who(acting: Acting, request: Request) -> bool:
    """Whether somebody knows who a request is about."""
    return acting.person is not None and acting.person.pk in who_know(request)


def require_not_known(acting: Acting, request: Request) -> None:
    """Nothing, where whoever is to judge does not know who it is about. Raises `CoequalError`."""
    if knows_who(acting, request):
        raise CoequalError(
            f"You opened who {request.reference} is about, there or with another request of the same person, "
            "so somebody else has to judge it. Ask another officer to."
        )
