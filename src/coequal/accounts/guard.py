"""Every view names who may see it: `@everyone`, or `@needs(PERMISSION)`. A test fails on a view that does not."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, Protocol, TypeVar, cast

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponseBase

from coequal.accounts.acting import Acting, Post, person_acting
from coequal.accounts.permission import NotAllowed, Permission, Thing
from coequal.errors import CoequalError

EVERYONE: Final = "everyone"
IDLE: Final = 60 * 60  # seconds after which whoever does nothing has to sign in again
_SINCE, _SEEN, _VOUCHED = "signed in", "seen", "second factor elsewhere"
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class StaffRequest(HttpRequest):
    """A request of somebody who may make it, acting in the post that allows it."""

    acting: Acting


class SignInFirst(CoequalError):
    """Nobody has signed in, or not lately. `step` is the page that is to come first."""

    def __init__(self, step: str) -> None:
        super().__init__("You have to sign in first.")
        self.step = step


class Verified(Protocol):
    """What django-otp adds to a person who has signed in."""

    def is_verified(self) -> bool:
        """Whether a one-time code has been given."""


def everyone(view: V) -> V:
    """A view for everybody, signed in or not."""
    view.permission = EVERYONE  # type: ignore[attr-defined]
    return view


def needs(
    permission: Permission,
    *,
    posting: Permission | None = None,
    of: Callable[..., Thing] | None = None,
    signed_out: Callable[..., HttpResponseBase] | None = None,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view for those who hold a permission; another one to send something where `posting` is given.

    `of` finds the thing that the address names, which the view gets in place of the address's parts. Whoever works for
    another organisation is told that there is no such thing. `signed_out` answers what is sent by whoever is no longer
    signed in, so that nothing they typed is lost.
    """

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            try:
                acting = acting_in(request)
            except SignInFirst:
                if signed_out and request.method == "POST":
                    return signed_out(request, **parts)
                raise
            asked = posting if posting and request.method == "POST" else permission
            thing = of(**parts) if of else None
            staff = cast("StaffRequest", request)
            staff.acting = acting.acting_as(require(acting, asked, thing))
            inner: Callable[..., HttpResponseBase] = guarded.view  # type: ignore[attr-defined]
            response = inner(staff, thing) if of else inner(staff, **parts)
            response.headers.setdefault("Cache-Control", "no-store")  # nothing of it is shown again after signing out
            return response

        guarded.view = view  # type: ignore[attr-defined]
        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.posting = posting or permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def require(acting: Acting, permission: Permission, thing: Thing | None = None) -> Post:
    """The post in which somebody may do something. Raises `NotAllowed`, or `Http404` where it is another organisation's."""
    post = permission.post_of(acting, thing)
    if post is not None:
        return post
    if thing is not None and thing.organisation.code not in acting.organisations:
        raise Http404
    raise NotAllowed(_why_not(acting, permission, thing))


def _why_not(acting: Acting, permission: Permission, thing: Thing | None) -> str:
    """Why somebody may not do something, in words for them."""
    if not acting.posts:
        return "You have no role here any more. If you should have one, ask an administrator of your organisation."
    if thing is None or thing.organisation.code not in acting.organisations_as(permission):
        *others, last = permission.roles
        roles = f"{', '.join(others)} or {last}" if others else last
        whose = f" of {thing.organisation}" if thing else ""
        return f"To {permission.does} needs the role {roles}{whose}. Ask your administrator if you should have it."
    if permission.states and thing.state not in permission.states:
        return f"This is {thing.state} now. To {permission.does} is possible only while it is {' or '.join(permission.states)}."
    return f"To {permission.does} is for somebody else than whoever made it."


def acting_in(request: HttpRequest) -> Acting:
    """Who makes a request. Raises `SignInFirst`."""
    if not request.user.is_authenticated:
        raise SignInFirst("staff:sign-in")
    if not _is_fresh(request.session):
        request.session.flush()
        raise SignInFirst("staff:sign-in")
    if not (request.session.get(_VOUCHED) or cast("Verified", request.user).is_verified()):
        raise SignInFirst("staff:code")
    return person_acting(request.user)


def begin_session(session: SessionBase) -> None:
    """Count a session from now: whoever signs in calls this."""
    session[_SINCE] = session[_SEEN] = int(time.time())


def vouch(session: SessionBase) -> None:
    """Ask for no code in a session, because a provider of single sign-on has asked for a second factor."""
    session[_VOUCHED] = True


def _is_fresh(session: SessionBase) -> bool:
    """Whether a session is neither idle nor old; notes, once a minute, that it is used."""
    now = int(time.time())
    if now - session.get(_SEEN, 0) > IDLE or now - session.get(_SINCE, 0) > settings.SESSION_COOKIE_AGE:
        return False
    if now - session[_SEEN] >= 60:
        session[_SEEN] = now
    return True
