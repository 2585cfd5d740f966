"""A provider of OpenID Connect that tests run on this machine: it asks for all that a careful one asks for.

It tries the client's own key (RFC 7523), PKCE, the address to come back to, and that a code is used once. What it then says
can be made wrong in one place, so that a test sees what becomes of that.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc6749 import InvalidClientError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import Key, RSAKey

CLIENT = "coequal"
ASK = """<!doctype html><html lang="en"><head><title>Who are you?</title></head><body><main><h1>Exampleshire’s account</h1>
<form method="post" action="/authorize?{query}"><button>Sign in as {email}</button></form></main></body></html>"""
LEFT = '<!doctype html><html lang="en"><head><title>Signed out</title></head><body><main><h1>Signed out</h1></main></body></html>'


class _Proofs(JWTBearerClientAssertion):
    """The client's proof of itself, each one good once."""

    def __init__(self, audience: str) -> None:
        super().__init__(leeway=5)
        self.audience, self.used = audience, set[str]()

    def get_audiences(self) -> list[str]:
        return [self.audience]

    def validate_jti(self, _claims: Any, jti: str) -> bool:
        fresh = jti not in self.used
        self.used.add(jti)
        return fresh


def _as_it_is(token: Any) -> Any:
    return token


@dataclass
class OpenId:
    """The provider: who signs in there next, by which key it signs, and what is made wrong."""

    issuer: str
    client_key: RSAKey
    folder: Path  # where the client's key lies
    key: Key = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    told: dict[str, Any] = field(
        default_factory=lambda: {"sub": "pat-1", "email": "pat@exampleshire.example", "email_verified": True}
    )
    claims: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_is
    sign: Callable[[dict[str, Any]], str] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    in_token: bool = True  # whether the token says the address; else only the place for it does
    asks: bool = False  # whether a page asks first, as a browser sees it
    fails: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    seen: list[dict[str, str]] = field(default_factory=list)  # what the client sent
    redirects: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.proofs = _Proofs(f"{self.issuer}/token")

    def new_key(self, kid: str) -> None:
        """Sign by another key from now on; the one before is forgotten."""
        self.key = RSAKey.generate_key(2048, {"kid": kid})

    def published(self) -> dict[str, Any]:
        """Where its parts are."""
        parts = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "leave"}
        ends = {f"{part}_endpoint": f"{self.issuer}/{path}" for part, path in parts.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **ends, **self.metadata}

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to go back to, with a code."""
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"].split()
        assert asked["redirect_uri"] in self.redirects
        assert len(asked["state"]) > 40
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def exchange(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code, to the client alone and once."""
        self.seen.append(sent)
        try:
            self.proofs.process_assertion_claims(sent.get("client_assertion", ""), self.client_key)
        except InvalidClientError:
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent.get("code", ""), None)
        if (
            asked is None
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or create_s256_code_challenge(sent.get("code_verifier", "")) != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now, token = int(time.time()), secrets.token_urlsafe(16)
        self.tokens.add(token)
        told = self.told if self.in_token else {"sub": self.told["sub"]}
        claims = self.claims({"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **told})
        signed = self.sign(claims) if self.sign else jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}


class _Answers(BaseHTTPRequestHandler):
    provider: OpenId

    def do_GET(self) -> None:
        path, asked = self._asked()
        it = self.provider
        if it.fails:
            self._say(503, {"error": "temporarily_unavailable"})
        elif path == "/.well-known/openid-configuration":
            self._say(200, it.published())
        elif path == "/keys":
            self._say(200, {"keys": [it.key.as_dict(private=False)]})
        elif path == "/authorize" and it.asks:
            self._page(ASK.format(query=urlencode(asked), email=it.told["email"]))
        elif path == "/authorize":
            self._send_to(it.authorize(asked))
        elif path == "/userinfo":
            allowed = self.headers.get("Authorization", "").removeprefix("Bearer ") in it.tokens
            self._say(200 if allowed else 401, it.told if allowed else {"error": "invalid_token"})
        else:
            self._page(LEFT)

    def do_POST(self) -> None:
        path, asked = self._asked()
        sent = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        if path == "/authorize":
            self._send_to(self.provider.authorize(asked))
        else:
            self._say(*self.provider.exchange({name: values[0] for name, values in parse_qs(sent).items()}))

    def _asked(self) -> tuple[str, dict[str, str]]:
        found = urlsplit(self.path)
        return found.path, {name: values[0] for name, values in parse_qs(found.query).items()}

    def _say(self, status: int, told: dict[str, Any]) -> None:
        self._answer(status, "application/json", json.dumps(told))

    def _page(self, text: str) -> None:
        self._answer(200, "text/html; charset=utf-8", text)

    def _answer(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def running(folder: Path, back: str) -> Iterator[OpenId]:
    """A provider that answers until the end, to a client whose private key lies in a folder as `key.pem`."""
    client_key = RSAKey.generate_key(2048)
    (folder / "key.pem").write_bytes(client_key.as_pem(private=True))
    (folder / "key.pem").chmod(0o600)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {}))
    it = OpenId(f"http://127.0.0.1:{server.server_port}", client_key, folder, redirects={back})
    server.RequestHandlerClass.provider = it
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
