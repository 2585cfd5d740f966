"""The second factor of signing in: a code of an app that counts time, or one of ten codes kept for when the app is lost."""

import hashlib
import secrets
import time
from base64 import b32encode
from datetime import datetime
from typing import Final

from django.db import transaction
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from coequal.accounts.models import Person
from coequal.errors import CoequalError

BACKUP_CODES: Final = 10
_APP, _BACKUP = "authenticator", "backup codes"
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class WaitFirst(CoequalError):
    """Too many codes were wrong: the next one is looked at only after a while, and `until` says when that ends."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Too many codes were wrong. Wait before you try again.")
        self.until = until


def new_app(person: Person) -> TOTPDevice:
    """A key for an app, which counts for nothing until a code has confirmed it; the one before it that was not is forgotten."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name=_APP, confirmed=False)


def app_to_confirm(person: Person) -> TOTPDevice:
    """The key that waits to be confirmed; a new one where none does."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).first() or new_app(person)


def confirm_app(person: Person, code: str) -> TOTPDevice | None:
    """The app, if the code is its own; from then on it is the only one of this person. Raises `WaitFirst`."""
    with transaction.atomic():
        app = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False).first()
        if app is None:
            return None
        _check_patience([app])
        if not app.verify_token(_read(code)):
            return None
        TOTPDevice.objects.filter(user=person).exclude(pk=app.pk).delete()
        app.confirmed = True
        app.save()
    return app


def typed_key(app: TOTPDevice) -> str:
    """The key as people type it: in groups of four signs."""
    key = b32encode(app.bin_key).decode("ascii").rstrip("=")
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def new_backup_codes(person: Person) -> list[str]:
    """Ten new codes, to be shown once; those before them open nothing any more. Only their digests are kept."""
    codes = ["-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(2)) for _ in range(BACKUP_CODES)]
    with transaction.atomic():
        device, _made = StaticDevice.objects.get_or_create(user=person, name=_BACKUP)  # whoever came in by it stays in
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return codes


def backup_codes_left(person: Person) -> int:
    """How many of them have not been used."""
    return int(StaticToken.objects.filter(device__user=person).count())


def accepted(person: Person, code: str) -> Device | None:
    """The device whose code it is, which works once; None where it is nobody's. Raises `WaitFirst`.

    Whoever guesses waits longer and longer, whichever device they guess at.
    """
    with transaction.atomic():
        devices: list[TOTPDevice | StaticDevice] = [
            *TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True),
            *StaticDevice.objects.select_for_update().filter(user=person, confirmed=True),
        ]
        _check_patience(devices)
        found = next((device for device in devices if device.verify_token(_for(device, code))), None)
        if found:
            for device in devices:
                device.throttle_reset()
    return found


def code_now(person: Person) -> str | None:
    """The next code that works, of an invented person; of nobody else it is ever told. None for half a minute after two."""
    app = TOTPDevice.objects.filter(user=person, confirmed=True).first() if person.demonstration else None
    if app is None:
        return None
    now = int(time.time()) // app.step
    count = max(now, app.last_t + 1)
    made = TOTP(app.bin_key, app.step, app.t0, app.digits)
    made.time = count * app.step
    return f"{made.token():0{app.digits}}" if count <= now + app.tolerance else None


def _check_patience(devices: list[TOTPDevice | StaticDevice]) -> None:
    until = [told["locked_until"] for _may, told in (device.verify_is_allowed() for device in devices) if told]
    if until:
        raise WaitFirst(max(until))


def _for(device: TOTPDevice | StaticDevice, code: str) -> str:
    return _read(code) if isinstance(device, TOTPDevice) else _kept(code)


def _read(code: str) -> str:
    """A code without the spaces and lines that people put in it; nothing that is no number of six figures."""
    typed = "".join(code.split())
    return typed if len(typed) == 6 and typed.isascii() and typed.isdigit() else ""


def _kept(code: str) -> str:
    """What is kept of a backup code, in the sixteen signs that there is room for."""
    typed = "".join(sign for sign in code.casefold() if sign in _SIGNS)
    return hashlib.sha256(typed.encode("ascii")).hexdigest()[:16]
