"""Opening a part of a request: by whoever may see it, with a purpose, and on record. Pages get what is sealed by no other way."""

from collections.abc import Callable
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting, Post
from coequal.accounts.guard import require
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import BREAK_GLASS
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.models import Appeal, Request, Viewing
from coequal.referrals.models.deciding import CALLED, LEAVES, LODGED, SITTING
from coequal.referrals.moves.states import APPEALING
from coequal.referrals.seeing.table import WHO, sees

Opening = Callable[[Acting, Request, str, str], None]  # `look`, or `export` of what leaves as a file

LONGEST: Final = 120  # letters of a purpose
DEALING: Final = "to deal with the request"
JUDGING: Final = "to judge the request at a panel"
HEARING: Final = "to hear an appeal"
KEEPING: Final = "to review what is kept"


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
    """Whether somebody has a seat at a panel that has the request on its agenda, and does not leave for it.

    Of a request under appeal at the panel that hears the appeal: a seat at the one that decided does not count any more.
    """
    if acting.person is None:
        return False
    if request.state == APPEALING:
        before = Appeal.objects.filter(decision__request=request, state=LODGED, panel__state__in=(CALLED, SITTING))
        return before.filter(panel__seats__person=acting.person).exists()
    items = request.items.filter(taken_off=None, panel__state__in=(CALLED, SITTING), panel__seats__person=acting.person)
    for item in items:
        declared = item.interests.filter(seat__person=acting.person).last()
        if declared is None or declared.follows != LEAVES:
            return True
    return False


def look(acting: Acting, request: Request, part: str, purpose: str, file: str = "") -> None:
    """Put on record that somebody opens a part, before it is shown; of a file, by its reference, which one.

    Raises `NotAllowed` where they may not see it.
    """
    keep_viewing(_who_sees(acting, request, part), request, part, purpose, file=file)


def export(acting: Acting, request: Request, part: str, purpose: str, file: str = "") -> None:
    """Put on record that somebody takes a part out as a file, which goes on where no record is kept. Raises as `look` does."""
    keep_viewing(_who_sees(acting, request, part), request, part, purpose, file=file, exported=True)


def _who_sees(acting: Acting, request: Request, part: str) -> Acting:
    post = post_that_sees(acting, request, part)
    if post is None:
        raise NotAllowed(f"This part of {request.reference} is not for you now.")
    return acting.acting_as(post)


def break_glass(acting: Acting, request: Request, why: str) -> None:
    """Put on record that somebody opens who a person is although that is not part of their work, and why.

    Raises `NotAllowed`, and `CoequalError` without a reason.
    """
    if not why.strip():
        raise CoequalError("Say why you have to know who this is. It stays on record.")
    acts = acting.acting_as(require(acting, BREAK_GLASS, request))
    keep_viewing(acts, request, WHO, "broke the glass", why=why.strip())


def keep_viewing(
    acting: Acting, request: Request, part: str, purpose: str, *, why: str = "", file: str = "", exported: bool = False
) -> None:
    """That somebody, in the post in which they act, opens or exports a part of a request. Whether they may was asked before."""
    assert acting.person is not None
    with transaction.atomic():
        seen = Viewing(request=request, person=acting.person, role=acting.role, part=part, purpose=purpose[:LONGEST])
        seen.broke_glass, seen.why, seen.file, seen.exported = bool(why), why, file, exported
        seen.save()
        did = "exported" if exported else "opened"
        record(acting, f"{did} {part}", request, purpose=purpose, detail={"file": file} if file else None)
