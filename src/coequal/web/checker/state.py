"""What travels with each page of the checker: the answers, encrypted, in one hidden field, and nowhere else.

Whoever sends an old state again sees the page of that moment again. That is harmless: nothing here changes anything,
and only the site can read what a state holds.
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from coequal.errors import CoequalError

MOST_LETTERS = 24_000
PUBLIC, CLINICIAN = "public", "clinician"
Given = Mapping[str, str] | None  # value, unit, date, as texts; None is *I do not know*


class NotOurs(CoequalError):
    """A state that this site did not make for this policy, or that is too long."""


class TooOld(CoequalError):
    """A state that was made too long ago."""


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """The answers so far, in their order, and under which version of which policy they were given, by whom, and on which day.

    `kept` are answers from before a change: they are used again where the same question comes up, if `ahead` without asking.
    `handed` names the answers that another page handed on, for which nobody was asked here.
    """

    policy: str
    version: str
    digest: str
    today: str
    who: str = PUBLIC
    answers: Mapping[str, Given] = field(default_factory=dict)
    kept: Mapping[str, Given] = field(default_factory=dict)
    ahead: bool = False
    handed: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day on which the checker was begun."""
        return date.fromisoformat(self.today)


def sealed(state: State) -> str:
    """A state as the text of a hidden field."""
    plain = json.dumps({**asdict(state), "made": int(time.time())}, separators=(",", ":"))
    return _seal().encrypt(plain.encode()).decode()


def unsealed(text: str, policy: str) -> State:
    """The state in a text. Raises `NotOurs` or `TooOld`; no message holds anything of an answer."""
    if len(text) > MOST_LETTERS:
        raise NotOurs("The answers came back longer than this site sends them.")
    try:
        found: dict[str, Any] = json.loads(_seal().decrypt(text.encode()))
    except (InvalidToken, ValueError):
        raise NotOurs("The answers did not come back as this site sent them.") from None
    if not _has_our_shape(found):
        raise NotOurs("The answers were made by another version of this site.")
    if time.time() - found.pop("made") > 60 * settings.CHECKER_MINUTES:
        raise TooOld("The page was open for too long.")
    if found["policy"] != policy:
        raise NotOurs("The answers were given under another policy.")
    return State(**{**found, "handed": tuple(found["handed"])})


def _has_our_shape(found: object) -> bool:
    """Whether what was opened has every part of a state, each of its kind, and no other."""
    if not isinstance(found, dict) or set(found) != {"made", *(part.name for part in fields(State))}:
        return False
    texts = all(isinstance(found[name], str) for name in ("policy", "version", "digest", "today", "who"))
    plain = isinstance(found["made"], int) and isinstance(found["ahead"], bool) and found["who"] in (PUBLIC, CLINICIAN)
    handed = isinstance(found["handed"], list) and all(isinstance(name, str) for name in found["handed"])
    answers = all(map(_are_answers, (found["answers"], found["kept"])))
    return texts and plain and handed and _is_a_day(found["today"]) and answers


def _is_a_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _are_answers(found: object) -> bool:
    return isinstance(found, dict) and all(given is None or _is_given(given) for given in found.values())


def _is_given(given: object) -> bool:
    """Whether an answer has a value, and no more than texts."""
    return isinstance(given, dict) and "value" in given and all(isinstance(text, str) for text in given.values())


def _seal() -> MultiFernet:
    return _sealing((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _sealing(secrets: tuple[str, ...]) -> MultiFernet:
    """Keys for this purpose alone, made from those of the site: the first encrypts, all are accepted."""

    def key(secret: str) -> Fernet:
        return Fernet(urlsafe_b64encode(HKDF(SHA256(), 32, None, b"checker").derive(secret.encode())))

    return MultiFernet([key(secret) for secret in secrets])
