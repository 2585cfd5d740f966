"""Every environment variable that the site heeds: its name, what it may hold, what it says, and what holds without it.

What stands here is what is checked at the start, and what the manual's page on settings is made of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coequal.errors import CoequalError, did_you_mean

_PREFIX: Final = "COEQUAL_"
_OTHERS: Final = re.compile(r"COEQUAL_(KEY|REFERENCE_DATA|TEST_[A-Z_]+)")  # heeded by programs that ask the site, and by its tests


@dataclass(frozen=True, slots=True)
class Kind:
    """What a variable may hold: in words, as a pattern, and an example."""

    says: str
    pattern: str = r"(?s).*"
    example: str = ""


FLAG: Final = Kind("yes or no", r"(?i)1|true|yes|on|0|false|no|off", "1")
NUMBER: Final = Kind("a whole number", r"[0-9]{1,7}", "2")
FOLDER: Final = Kind("a folder")
FOLDERS: Final = Kind("folders, with `:` between them (`;` on Windows)")
FILE: Final = Kind("a file")
TEXT: Final = Kind("text")
LIST: Final = Kind("texts, with spaces between them")
SECRET: Final = Kind("secret")
TOKEN: Final = Kind("a secret of 32 signs or more", r"\S{32,}", "the output of openssl rand -hex 32")
ADDRESS: Final = Kind("a web address", r"https?://[^\s/?#]+(/[^\s?#]*)?", "https://coequal.example")
EMAIL: Final = Kind("an e-mail address", r"[^@\s]+@[^@\s]+", "programmes@coequal.example")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: its name, its kind, what it says, and what holds where it is not set or empty."""

    name: str
    kind: Kind
    says: str
    otherwise: str


VARIABLES: Final = (
    Variable(
        "COEQUAL_DATA",
        FOLDER,
        "where database, key, static files and the user's own table of practices lie",
        "`.coequal` in the home folder",
    ),
    Variable("DATABASE_URL", SECRET, "PostgreSQL: `postgres://user:password@host/name`", "SQLite in the data folder"),
    Variable(
        "COEQUAL_LIBRARY",
        FOLDERS,
        "a library other than the shipped one, or [one that stands beside it](new-service.md)",
        "the shipped one, and those of installed packages",
    ),
    Variable(
        "COEQUAL_SECRET_KEYS",
        SECRET,
        "the keys that sign and encrypt, 50 signs or more each (`openssl rand -hex 32` makes one), with spaces between them: "
        "the first is used, the others are still understood",
        "a key that `prepare` makes and keeps; no key is ever the same in two installations",
    ),
    Variable(
        "COEQUAL_PERSONAL_KEYS_FILE",
        FILE,
        "the keys without which no [personal data](personal-data.md) opens; for real work on another disk than the database",
        "`personal-keys` in the data folder, which `prepare` makes",
    ),
    Variable(
        "COEQUAL_SIGN_ON_FILE",
        FILE,
        "which providers of [single sign-on](single-sign-on.md) there are, and for whom each speaks",
        "none: everybody signs in with a password",
    ),
    Variable("COEQUAL_HOSTS", LIST, "the names under which the site is reached", "this machine's own"),
    Variable(
        "COEQUAL_HTTPS",
        FLAG,
        "behind TLS: plain requests are sent on, cookies go by TLS alone, and browsers remember that for a year",
        "no",
    ),
    Variable(
        "COEQUAL_PROXIES",
        NUMBER,
        "how many of your own proxies stand in front, each of which adds to `X-Forwarded-For` and sets `X-Forwarded-Proto`",
        "0",
    ),
    Variable("COEQUAL_REQUESTS_A_MINUTE", NUMBER, "how often one computer may ask each worker", "600"),
    Variable(
        "COEQUAL_SITE_ADDRESS",
        ADDRESS,
        "the start page, such as `https://coequal.example`, to which links in e-mails lead",
        "none",
    ),
    Variable(
        "COEQUAL_MAIL_SERVER",
        SECRET,
        "the mail server: `smtp://user:password@host` (TLS after the greeting), `smtps://user:password@host` (TLS from the start), "
        "`smtp-plain://host` (none, for a server on your own machine); a port may follow the host",
        "none: e-mails wait, and the pages say that none can be sent",
    ),
    Variable("COEQUAL_MAIL_FROM", EMAIL, "from whom e-mails come; needed with the two above", "none"),
    Variable(
        "COEQUAL_SCANNER",
        TEXT,
        "a program that looks through files with funding requests for viruses, such as `clamdscan --no-summary -`. It gets the "
        "file on its standard input and answers by its exit status: 0 clean, 1 infected, anything else not scanned",
        "none: files are kept as not scanned, and no panel sees them",
    ),
    Variable(
        "COEQUAL_LANGUAGE_MODEL_URL",
        ADDRESS,
        "your own language model behind an OpenAI-compatible address, which may draft themes out of screened texts",
        "none: nothing is ever sent",
    ),
    Variable("COEQUAL_LANGUAGE_MODEL", TEXT, "the name of that model", "none"),
    Variable("COEQUAL_LANGUAGE_MODEL_KEY", SECRET, "the key that it asks for", "none"),
    Variable(
        "COEQUAL_METRICS_TOKEN",
        TOKEN,
        "who gives it as `Authorization: Bearer …` may ask for the figures at [`/metrics`](running.md#watch-it)",
        "none: there is no such page, unless the next variable names an address",
    ),
    Variable(
        "COEQUAL_METRICS_FROM",
        LIST,
        "addresses or networks that may ask for them without a token, such as `127.0.0.1 10.1.0.0/16`, seen past your own proxies",
        "none",
    ),
    Variable("DEBUG", FLAG, "for developing only; errors are shown in full", "no"),
)
_KNOWN: Final = {one.name: one for one in VARIABLES}


def check(given: Mapping[str, str]) -> None:
    """Nothing, where every variable is known and may hold what it holds. Raises `CoequalError` that names all that is wrong."""
    if faults := list(_faults(given)):
        raise CoequalError(" ".join(faults))


def _faults(given: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each fault. What a variable holds is never repeated: it may be a password."""
    for name, held in sorted(given.items()):
        if name in _KNOWN:
            kind = _KNOWN[name].kind
            if held and not re.fullmatch(kind.pattern, held):
                yield f"{name} must be {kind.says}, such as {kind.example}."
        elif name.startswith(_PREFIX) and not _OTHERS.fullmatch(name):
            near = did_you_mean(name, _KNOWN) or " docs/manual/settings.md names those there are."
            yield f"There is no setting {name}.{near}"


def flag(given: Mapping[str, str], name: str) -> bool:
    """What a checked variable of the kind *yes or no* says; no, where it says nothing."""
    return given.get(name, "").casefold() in ("1", "true", "yes", "on")


def number(given: Mapping[str, str], name: str, otherwise: int) -> int:
    """What a checked variable of the kind *a whole number* says."""
    return int(given.get(name) or otherwise)
