"""Providers of single sign-on: whom an organisation lets say who its people are, as one file names them."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from coequal.errors import CoequalError, did_you_mean

VARIABLE: Final = "COEQUAL_SIGN_ON_FILE"
_HERE: Final = {"localhost", "127.0.0.1", "::1"}
_MANUAL: Final = "docs/manual/single-sign-on.md says what there is."


@dataclass(frozen=True, slots=True)
class Provider:
    """One of them: where it is, who this site is to it, for whom it speaks, and what its word is enough for."""

    name: str  # in addresses
    called: str  # after "Sign in with"
    issuer: str
    client: str
    key: Path  # the private key by which this site proves that it asks
    organisations: frozenset[str]  # codes: an account is opened that belongs to these alone
    addresses: frozenset[str]  # the ends of e-mail addresses, after the sign @
    key_id: str = ""
    second_factor: frozenset[str] = frozenset()  # what it says of a sign-in with one; where it says none of it, we ask
    passwords: bool = True  # whether its people may sign in without it


def providers(file: str) -> tuple[Provider, ...]:
    """Those that a file names; none, where there is no file. Raises `CoequalError` for what cannot be used."""
    if not file:
        return ()
    if find_spec("authlib") is None or find_spec("requests") is None:
        raise CoequalError(f"{VARIABLE} is set, and what single sign-on needs is not installed. Install coequal[sso].")
    try:
        told = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except OSError:
        raise CoequalError(f"{VARIABLE} names a file that cannot be read. Name another one, or let its user read it.") from None
    except ValueError as error:  # of the form, and of what is no UTF-8
        raise CoequalError(f"The file in {VARIABLE} is no TOML: {error}. {_MANUAL}") from None
    found = tuple(_provider(name, one) for name, one in told.items())
    if len({one.issuer for one in found}) != len(found):
        raise CoequalError(f"The file in {VARIABLE} names one issuer twice. Put what it speaks for into one part.")
    return found


def is_safe(address: object, issuer: str = "") -> bool:
    """Whether an address is reached by TLS, or is on this machine; the latter, of an issuer's parts, only where that is too."""
    if not isinstance(address, str):
        return False
    host = _host(address)
    if host is None or (issuer and _is_here(host) and not _is_here(_host(issuer) or "")):
        return False
    return urlsplit(address).scheme == "https" or (urlsplit(address).scheme == "http" and host in _HERE)


def _host(address: str) -> str | None:
    """The machine of an address; None where it names none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _is_here(host: str) -> bool:
    """Whether a machine is this one, or one that only this one's own network reaches, as far as its name says it."""
    bare = host.rstrip(".")
    if bare in _HERE or bare.endswith(".localhost"):
        return True
    try:
        return not ip_address(bare).is_global
    except ValueError:
        return bare.replace(".", "").isdigit() or bare.startswith("0x")  # other ways to write a number


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_issuer(value: object) -> bool:
    return is_safe(value) and not {"?", "#"} & set(str(value))


def _is_key(value: object) -> bool:
    return _is_text(value) and Path(str(value)).is_absolute()


_KINDS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "called": (_is_text, "text, such as “Exampleshire’s account”"),
    "issuer": (_is_issuer, "an address that begins with https://"),
    "client": (_is_text, "text, as the provider names this site"),
    "key": (_is_key, "the whole path of a file"),
    "organisations": (_are_texts, 'codes, such as ["EXA1"]'),
    "addresses": (_are_texts, 'ends of e-mail addresses, such as ["exampleshire.example"]'),
    "key-id": (_is_text, "text"),
    "second-factor": (_are_texts, 'what the provider says of it, such as ["mfa"]'),
    "passwords": (lambda value: isinstance(value, bool), "true or false"),
}
_OPTIONAL: Final = {"key-id", "second-factor", "passwords"}
_SETS: Final = {one.name for one in fields(Provider) if one.type == frozenset[str]}


def _provider(name: str, told: Any) -> Provider:
    where = f"[{name}] in the file of {VARIABLE}"
    if not isinstance(told, dict) or not name.replace("-", "").isalnum() or not name.isascii():
        raise CoequalError(f"{where} is no part with a name of plain letters, figures and hyphens. {_MANUAL}")
    if unknown := sorted(set(told) - set(_KINDS)):
        raise CoequalError(f"{where} has no setting {unknown[0]}.{did_you_mean(unknown[0], _KINDS) or f' {_MANUAL}'}")
    for setting, (holds, says) in _KINDS.items():
        if setting in told and not holds(told[setting]):
            raise CoequalError(f"{setting} of {where} must be {says}.")
        if setting not in told and setting not in _OPTIONAL:
            raise CoequalError(f"{where} lacks {setting}, which is {says}.")
    if told.get("passwords") is False and "second-factor" not in told:
        raise CoequalError(f"{where} lacks second-factor, without which passwords cannot be turned off: nobody could set up codes.")
    given = {setting.replace("-", "_"): value for setting, value in told.items()}
    given |= {setting: frozenset(given[setting]) for setting in _SETS & given.keys()}
    given["addresses"] = frozenset(end.casefold().lstrip("@") for end in given["addresses"])
    return Provider(name, **{**given, "key": Path(given["key"])})
