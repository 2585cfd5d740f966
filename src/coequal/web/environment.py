"""What the surroundings say about this installation, read once. `variables` names every one."""

import os
import secrets
import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile

from coequal.errors import CoequalError
from coequal.organisations.own_table import own_folder
from coequal.policies.beside import split_folders
from coequal.web.mailing import Mail, mail
from coequal.web.providers import Provider, providers
from coequal.web.variables import check, flag, number

KEY_FILE = "secret-key"
PERSONAL_KEYS_FILE = "personal-keys"
Network = IPv4Network | IPv6Network
SHORTEST = 50  # signs of a key that nobody can guess; Django asks for as many


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How this installation runs."""

    debug: bool
    data: Path
    secrets: tuple[str, ...]  # the first signs and encrypts; all are accepted
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    database: str
    library: tuple[Path, ...] | None
    requests_a_minute: int
    site: str  # the address of the start page, for links in e-mails; nothing where nobody has said it
    mail: Mail
    personal_keys: Path  # the file of keys, without which nothing personal in the database can be read
    metrics_token: str  # by which figures may be asked for; nothing where there is none
    metrics_from: tuple[Network, ...]  # from where they may be asked for without it
    providers: tuple[Provider, ...]  # of single sign-on
    scanner: str  # the program that looks through files for viruses, with what follows its name; nothing where there is none


def surroundings(variables: Mapping[str, str] = os.environ) -> Surroundings:
    """How this installation runs, after its environment variables. Raises `CoequalError` where one is unknown or of no use."""
    check(variables)
    data = (own_folder() or Path("coequal-data")).absolute()
    library = variables.get("COEQUAL_LIBRARY", "")
    site = variables.get("COEQUAL_SITE_ADDRESS", "").rstrip("/")
    return Surroundings(
        debug=flag(variables, "DEBUG"),
        data=data,
        secrets=secret_keys(variables, data),
        hosts=tuple((variables.get("COEQUAL_HOSTS") or "localhost 127.0.0.1 [::1]").split()),
        https=flag(variables, "COEQUAL_HTTPS"),
        proxies=number(variables, "COEQUAL_PROXIES", 0),
        database=variables.get("DATABASE_URL") or f"sqlite:///{data / 'coequal.sqlite3'}",
        library=split_folders(library),
        requests_a_minute=number(variables, "COEQUAL_REQUESTS_A_MINUTE", 600),
        site=site,
        mail=mail(variables.get("COEQUAL_MAIL_SERVER", ""), variables.get("COEQUAL_MAIL_FROM", ""), site),
        personal_keys=Path(variables.get("COEQUAL_PERSONAL_KEYS_FILE") or data / PERSONAL_KEYS_FILE).absolute(),
        metrics_token=variables.get("COEQUAL_METRICS_TOKEN", ""),
        metrics_from=_networks(variables, "COEQUAL_METRICS_FROM"),
        providers=providers(variables.get("COEQUAL_SIGN_ON_FILE", "")),
        scanner=_command(variables, "COEQUAL_SCANNER"),
    )


def _command(variables: Mapping[str, str], name: str) -> str:
    given = variables.get(name, "")
    try:
        shlex.split(given)
    except ValueError:
        raise CoequalError(
            f"{name} must be a program with what follows its name, and a quotation mark in it lacks its pair."
        ) from None
    return given


def _networks(variables: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(one) for one in variables.get(name, "").split())
    except ValueError:
        raise CoequalError(
            f"{name} must be addresses or networks, with spaces between them, such as 127.0.0.1 10.1.0.0/16."
        ) from None


def secret_keys(variables: Mapping[str, str], data: Path) -> tuple[str, ...]:
    """The keys that are named, or the one that this installation keeps; else one that lasts as long as the process.

    Raises `CoequalError` where one is too short.
    """
    named = variables.get("COEQUAL_SECRET_KEYS", "").split()
    file = data / KEY_FILE
    found = named or (
        [file.read_text(encoding="utf-8", errors="replace").strip()] if file.is_file() else [secrets.token_urlsafe(50)]
    )
    if any(len(key) < SHORTEST for key in found):
        where = (
            "COEQUAL_SECRET_KEYS"
            if named
            else f"{file}, which can be taken away, so that “coequal site prepare” makes another one,"
        )
        raise CoequalError(f"Each key in {where} must have {SHORTEST} signs or more.")
    return tuple(found)


def keep_secret(data: Path) -> None:
    """Make the key that an installation keeps, readable by its owner alone, unless it is there; whole or not at all."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=data, encoding="ascii") as file:  # nobody else can read what this makes
        file.write(secrets.token_urlsafe(50))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, data / KEY_FILE)
