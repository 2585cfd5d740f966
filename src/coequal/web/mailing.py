"""How the site sends e-mails: by a mail server that is named; while none is, they wait."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from coequal.errors import CoequalError

NOBODY: Final = "webmaster@localhost"  # by which it is known that nobody has said from whom e-mails come
PATIENCE: Final = 10  # seconds to wait for a mail server
_PORTS: Final = {"smtp": 587, "smtps": 465, "smtp-plain": 25}
_HOW: Final = "Write it as smtp://user:password@host, smtps://user:password@host or, for a server without TLS, smtp-plain://host."


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server, and from whom e-mails come: TLS from the start, or begun after a greeting, or none."""

    sender: str = NOBODY
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def mail(server: str, sender: str, site: str) -> Mail:
    """How e-mails are sent; where no server is named, not at all.

    Raises `CoequalError` for what names none, and where it is not said from whom they come, or to which address links lead.
    """
    if not server and not sender:
        return Mail()
    if not (server and sender and site):
        raise CoequalError("COEQUAL_MAIL_SERVER, COEQUAL_MAIL_FROM and COEQUAL_SITE_ADDRESS are needed together, to send e-mails.")
    try:
        found = urlsplit(server)
        host, port = found.hostname, found.port
    except ValueError:  # of a port that is no number; what was written may hold a password, and is not repeated
        raise CoequalError(f"COEQUAL_MAIL_SERVER names no mail server. {_HOW}") from None
    if found.scheme not in _PORTS or not host:
        raise CoequalError(f"COEQUAL_MAIL_SERVER names no mail server. {_HOW}")
    user, password = unquote(found.username or ""), unquote(found.password or "")
    return Mail(sender, host, port or _PORTS[found.scheme], user, password, found.scheme == "smtp", found.scheme == "smtps")
