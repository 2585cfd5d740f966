"""What is said with a provider of single sign-on: OpenID Connect by code, with PKCE, and with a key of this site's own.

The provider's metadata and keys are asked for at each sign-in, so that a key that it changed is known at once.
Signing and trying signatures is the libraries' work. They are imported when somebody signs in, and only then.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from coequal.accounts.identities import Vouched
from coequal.errors import CoequalError
from coequal.web.providers import Provider, is_safe

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc.jwk import Key

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384")  # by pairs of keys alone: no secret that both sides know, and not none
PATIENCE: Final = 10  # seconds
_LEEWAY: Final = 60  # seconds by which two clocks may differ
_SHORT: Final = 120  # seconds for which the proof of this site can be used
_FAILED: Final = "single sign-on failed"
_log = logging.getLogger("coequal.sign-on")


class DoesNotAnswer(CoequalError):
    """The provider cannot be reached, says nothing that can be used, or cannot be asked for want of a key."""


class NotBelieved(CoequalError):
    """What came back cannot be taken as the provider's own word, for this site, for this sign-in, and of now."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that was begun: where the browser is sent, and what is held against its answer. All but the first is secret."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider said: of whom, how they signed in there, and where they end that."""

    vouched: Vouched
    methods: frozenset[str]
    end: str


def begin(provider: Provider, back: str) -> Begun:
    """Where to send somebody who wants to sign in, to come back at the address `back`. Raises `DoesNotAnswer`."""
    from authlib.common.security import generate_token  # noqa: PLC0415  # see above

    state, nonce, verifier = (generate_token(48) for _ in range(3))
    with _said(provider), _session(provider, back) as session:
        own_key(provider)  # without which nobody should be sent there
        told = _metadata(session, provider)
        address, _state = session.create_authorization_url(
            told["authorization_endpoint"], state=state, code_verifier=verifier, nonce=nonce
        )
    return Begun(address, state, nonce, verifier)


def hear(provider: Provider, back: str, code: str, nonce: str, verifier: str) -> Told:
    """What the provider says in return for a code. Raises `DoesNotAnswer`, and `NotBelieved`."""
    from authlib.oauth2.rfc7523 import PrivateKeyJWT  # noqa: PLC0415

    with _said(provider), _session(provider, back) as session:
        told = _metadata(session, provider)
        key, algorithm = own_key(provider)
        session.client_secret = key
        proof = PrivateKeyJWT(
            told["token_endpoint"],
            claims={"exp": int(time.time()) + _SHORT},
            headers={"kid": provider.key_id} if provider.key_id else None,
            alg=algorithm,
        )
        session.register_client_auth_method(proof)
        given = session.fetch_token(
            told["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier, allow_redirects=False
        )
        keys = _json(session, told["jwks_uri"])
        if not isinstance(keys.get("keys"), list):
            raise DoesNotAnswer("The provider publishes no keys. Tell whoever runs it.")
        claims = _claims(provider, given, keys, nonce)
        address = claims if "email" in claims else _userinfo(session, provider, told, claims["sub"])
        methods = frozenset(one for one in [claims.get("acr"), *(claims.get("amr") or [])] if isinstance(one, str))
    email, end = address.get("email"), told.get("end_session_endpoint")
    vouched = Vouched(
        provider.issuer, claims["sub"], email if isinstance(email, str) else "", address.get("email_verified") is True
    )
    return Told(vouched, methods, str(end) if is_safe(end, provider.issuer) else "")


def own_key(provider: Provider) -> "tuple[Key, str]":
    """The key by which this site proves itself, and how it signs. Raises `DoesNotAnswer` where the file cannot be used."""
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import ECKey, RSAKey  # noqa: PLC0415

    try:
        held = provider.key.read_bytes()
        for kind, algorithm in ((RSAKey, "RS256"), (ECKey, "ES256")):
            try:
                key = kind.import_key(held)
            except (JoseError, ValueError, TypeError):
                continue
            if key.is_private and (isinstance(key, RSAKey) or key.curve_name == "P-256"):
                return key, algorithm
    except OSError:
        pass
    raise DoesNotAnswer(
        f"The key of {provider.name} for single sign-on cannot be used. "
        "Put a private key as PEM there, RSA or EC P-256, that the user who runs the site can read."
    )


def check(provider: Provider) -> None:
    """Nothing, where a provider answers with what is needed. Raises `DoesNotAnswer`."""
    with _said(provider), _session(provider, "") as session:
        _metadata(session, provider)


@contextmanager
def _session(provider: Provider, back: str) -> "Iterator[OAuth2Session]":
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415

    with OAuth2Session(
        provider.client,
        token_endpoint_auth_method="private_key_jwt",  # noqa: S106  # the name of a method
        scope="openid email",
        redirect_uri=back,
        code_challenge_method="S256",
        default_timeout=PATIENCE,
    ) as session:
        yield session


@contextmanager
def _said(provider: Provider) -> Iterator[None]:
    """Turns what the libraries raise into what happened; the log names its kind and place, and nothing that was sent."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests import RequestException  # noqa: PLC0415

    try:
        yield
    except (DoesNotAnswer, NotBelieved) as error:
        _log.warning(_FAILED, exc_info=error)
        raise
    except RequestException as error:
        _log.warning(_FAILED, exc_info=error)
        raise DoesNotAnswer(f"{provider.name} does not answer. Try again in a minute.") from None
    except (AuthlibBaseError, JoseError, TypeError, ValueError) as error:
        _log.warning(_FAILED, exc_info=error)
        raise NotBelieved(f"What {provider.name} sent does not hold. Sign in again.") from None


def _json(session: "OAuth2Session", address: str, **options: Any) -> dict[str, Any]:
    """An object that the provider gives. Raises `DoesNotAnswer` for anything else."""
    answer = session.get(address, allow_redirects=False, **{"withhold_token": True, **options})
    answer.raise_for_status()
    told = answer.json()
    if not isinstance(told, dict):
        raise DoesNotAnswer("What should be an object is none. Tell whoever runs the provider.")
    return told


def _metadata(session: "OAuth2Session", provider: Provider) -> dict[str, Any]:
    """Where the provider's parts are. Raises `DoesNotAnswer` where it is another one, or a part is not reached safely."""
    told = _json(session, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise DoesNotAnswer("The provider says that it is another issuer. Write the issuer as the provider writes it.")
    for part in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe(told.get(part), provider.issuer):
            raise DoesNotAnswer(f"The provider names no safe {part}. Tell whoever runs it.")
    return told


def _claims(provider: Provider, given: Mapping[str, Any], keys: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    """What the ID token says, once signature, issuer, audience, time and nonce are right; raises the libraries' errors."""
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    usable = [key for key in keys["keys"] if isinstance(key, dict) and key.get("kty") in ("RSA", "EC")]
    token = jwt.decode(str(given.get("id_token")), KeySet.import_key_set({"keys": usable}), algorithms=list(ALGORITHMS))
    options = {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.client}}
    params = {"nonce": nonce, "client_id": provider.client, "access_token": given.get("access_token")}
    claims = CodeIDToken(token.claims, token.header, options, params)
    claims.validate(leeway=_LEEWAY)
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise NotBelieved("The provider does not say who it is. Tell whoever runs it.")
    told: Mapping[str, Any] = claims
    return told


def _userinfo(session: "OAuth2Session", provider: Provider, told: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
    """What the provider says of an address where its token says nothing; nothing where it has no place for it."""
    if not is_safe(told.get("userinfo_endpoint"), provider.issuer):
        return {}
    found = _json(session, told["userinfo_endpoint"], withhold_token=False)
    if found.get("sub") != subject:
        raise NotBelieved("The provider speaks of somebody else. Sign in again.")
    return found
