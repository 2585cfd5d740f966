"""Who asks: the software that holds a key of an organisation, what the key allows, and how often it may ask."""

import hmac
import re
import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from coequal.accounts.acting import Acting, key_acting
from coequal.accounts.models import ApiKey
from coequal.accounts.models.keys import digest_of, prefix_of
from coequal.accounts.permission import Permission
from coequal.accounts.trail import Thing, record
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.policies.model import Policy
from coequal.web.api.problems import Problem

_NOBODYS: Final = "0" * 64  # a digest to hold a key against that nobody has, so that it takes as long
_MOST_PURPOSE: Final = 300  # letters of it that the trail keeps
_ASK: Final = {"WWW-Authenticate": 'Bearer realm="coequal"'}
_REFUSED: Final = {"WWW-Authenticate": 'Bearer realm="coequal", error="invalid_token"'}


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a key may ask in a minute, how often it still may, and in how many seconds the next minute begins."""

    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """The same, as headers."""
        return {"RateLimit-Limit": str(self.limit), "RateLimit-Remaining": str(self.remaining), "RateLimit-Reset": str(self.reset)}


@dataclass(frozen=True, slots=True)
class Asking:
    """Software that asks, by its key, in the post that allows it."""

    acting: Acting
    key: ApiKey
    rate: Rate

    def recorded(self, action: str, policy: Policy | None = None, *, about: str = "") -> None:
        """The trail has it that a key was used for a case, under which policy; never what the case says."""
        thing = Thing("policy", f"{policy.id}@{policy.version}") if policy else Thing("service", about)
        detail = {"digest": policy.digest} if policy else {}
        with transaction.atomic():
            record(self.acting, action, thing, detail=dict(detail), purpose=self.key.purpose[:_MOST_PURPOSE])


class Key(HttpBearer):
    """A key of an organisation, which its administrator makes, as `Authorization: Bearer cq_…`."""

    def __init__(self, permission: Permission) -> None:
        """Take what the key must allow."""
        super().__init__()
        self.permission = permission

    @property
    def _needed(self) -> str:
        return f"To {self.permission.does} needs a key with the scope “{self.permission.scope}”."

    def __call__(self, request: HttpRequest) -> Asking:
        """Who asks. Raises `Problem` where there is no key, or it does not allow this."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.casefold() != "bearer" or not token.strip():
            raise Problem("key-needed", self._needed, headers=_ASK)
        return self.authenticate(request, token.strip())

    def authenticate(self, _request: HttpRequest, token: str) -> Asking:
        """Who holds a key. Raises `Problem` where nobody does, or it does not allow this."""
        key = _found(token)
        rate = _counted(key)
        acting = key_acting(key)
        post = self.permission.post_of(acting)
        if post is None:
            scopes = ", ".join(sorted(key.scopes)) or "none"
            says = (
                f"To {self.permission.does} needs a key with the scope “{self.permission.scope}”. The scopes of this key: {scopes}."
            )
            raise Problem("not-allowed", says, headers=rate.headers)
        today = timezone.localdate()
        if key.used_on != today:  # written once a day, and not with every request
            ApiKey.objects.filter(pk=key.pk).update(used_on=today)
        return Asking(acting.acting_as(post), key, rate)


def _found(token: str) -> ApiKey:
    """The key that a text is, as long as it works. Whoever does not hold the whole of it learns nothing."""
    prefix = prefix_of(token)
    named = prefix if re.fullmatch("[0-9a-f]{8}", prefix) else ""
    key = ApiKey.objects.select_related("organisation").filter(prefix=named).first()
    is_whole = hmac.compare_digest(digest_of(token), key.digest if key else _NOBODYS)
    if key is None or not is_whole:
        raise Problem("key-refused", "Nobody has this key. Check that the whole of it was sent.", headers=_REFUSED)
    if key.withdrawn:
        day = say_date(timezone.localdate(key.withdrawn))
        raise Problem("key-refused", f"This key was withdrawn on {day}.", headers=_REFUSED)
    if not key.works(timezone.now()):
        raise Problem("key-refused", f"This key ended on {say_date(timezone.localdate(key.expires))}.", headers=_REFUSED)
    return key


def _counted(key: ApiKey) -> Rate:
    """One more request of a key in this minute. Raises `Problem` where that is one too many."""
    limit: int = settings.API_REQUESTS_A_MINUTE
    minute, second = divmod(int(time.time()), 60)
    name = f"api-{key.prefix}-{minute}"
    cache.add(name, 0, timeout=120)
    used = cache.incr(name)
    rate = Rate(limit, max(0, limit - used), 60 - second)
    if used > limit:
        says = f"This key may ask {limit} times a minute. Ask again in {plural(rate.reset, 'second')}."
        raise Problem("too-often", says, headers={**rate.headers, "Retry-After": str(rate.reset)})
    return rate
