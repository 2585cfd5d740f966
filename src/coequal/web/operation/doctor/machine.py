"""What is looked at of the machine: options, folders, disk, keys, e-mail, and the program that looks for viruses."""

import os
import shlex
import shutil
import smtplib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.checks import run_checks
from django.core.mail import get_connection
from django.db import connection

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import open_to_others, ring
from coequal.web.environment import KEY_FILE
from coequal.web.operation.doctor.finding import Finding, fine, look, wrong
from coequal.web.operation.home import check_static_files

LITTLE: Final = 2 * 1024**3  # bytes of a disk below which somebody has to look
TOO_LITTLE: Final = 200 * 1024**2
_OWN: Final = {"localhost", "127.0.0.1", "[::1]"}


def options() -> Iterator[Finding]:
    """Whether what the settings allow is safe for those who reach the site."""
    public = set(settings.ALLOWED_HOSTS) - _OWN
    if settings.DEBUG:
        yield wrong(
            "settings", "DEBUG is on: whoever meets an error sees the code and the settings.", "Take it out of the settings."
        )
    if "*" in public:
        yield wrong("settings", "The site answers under any name.", "Name its own in COEQUAL_HOSTS.")
    if public and not settings.SECURE_SSL_REDIRECT:
        yield wrong(
            "settings", "It is reached under a name, and without TLS.", "Put a proxy with TLS before it; set COEQUAL_HTTPS=1."
        )
    if settings.SECURE_SSL_REDIRECT and not settings.PROXIES:
        yield wrong("settings", "TLS is asked for, and no proxy is said to speak it.", "Set COEQUAL_PROXIES to how many there are.")
    for issue in run_checks(include_deployment_checks=settings.SECURE_SSL_REDIRECT):
        if not issue.is_silenced():
            yield wrong("settings", str(issue.msg).split(". ")[0] + f" ({issue.id}).", issue.hint or "See the manual of Django.")
    if public:
        yield fine("settings", "Each was read, and may hold what it holds.")
    else:
        yield look("settings", "It is reached from this machine alone.", "For others set COEQUAL_HOSTS and COEQUAL_HTTPS.")


def folders() -> Iterator[Finding]:
    """Whether what is kept can be written, is closed to others, and has room."""
    data: Path = settings.DATA_DIR
    if not data.is_dir() or not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield wrong("folder", f"{data} cannot be written.", "Make it, and let the user who runs the site own it.")
        return
    if open_to_others(data):
        yield wrong("folder", f"Others on this machine can look into {data}.", "“coequal site prepare” closes it.")
    else:
        yield fine("folder", f"{data} can be written, and is closed to others.")
    try:
        check_static_files()
    except CoequalError as error:
        yield wrong("files", error.message, "")
    else:
        yield fine("files", "Every file that pages are drawn with is there.")
    free = shutil.disk_usage(data).free
    said = f"{free / 1024**3:.1f} GiB are free."
    if free < LITTLE:
        grade = wrong if free < TOO_LITTLE else look
        yield grade("disk", said, "Make room: old backups and logs first. A full disk refuses what people send.")
    else:
        yield fine("disk", said)


def keys() -> Iterator[Finding]:
    """Whether the keys are there, can be used, and are closed to others."""
    personal, signing = settings.PERSONAL_KEYS, settings.DATA_DIR / KEY_FILE
    try:
        ring()
    except CoequalError as error:
        yield wrong("keys", str(error), "")
    else:
        if open_to_others(personal):
            yield wrong("keys", f"Others on this machine can read {personal}.", "Let only its owner read it (chmod 600).")
        elif personal.parent == settings.DATA_DIR and set(settings.ALLOWED_HOSTS) - _OWN:
            yield look(
                "keys", f"{personal} lies beside the database.", "Name a file on another disk in COEQUAL_PERSONAL_KEYS_FILE."
            )
        else:
            yield fine("keys", f"{personal} can be used, and only its owner can read it.")
    if os.environ.get("COEQUAL_SECRET_KEYS"):
        yield fine("signing", "COEQUAL_SECRET_KEYS names the keys that sign.")
    elif not signing.is_file():
        yield wrong("signing", "No key that signs is kept: each start signs everybody out.", "“coequal site prepare” makes one.")
    elif open_to_others(signing):
        yield wrong("signing", f"Others on this machine can read {signing}.", "Let only its owner read it (chmod 600).")
    else:
        yield fine("signing", f"{signing} is there, and only its owner can read it.")


def programs() -> Iterator[Finding]:
    """Whether the mail server answers, and the program that looks for viruses is there."""
    if not settings.EMAIL_HOST:
        yield look(
            "e-mail", "No mail server is named: e-mails wait.", "Set COEQUAL_MAIL_SERVER where people are to be told by e-mail."
        )
    else:
        try:
            with get_connection():
                yield fine("e-mail", "The mail server answers.")
        except (OSError, smtplib.SMTPException) as error:
            yield wrong("e-mail", f"The mail server does not answer ({type(error).__name__}).", "Look at COEQUAL_MAIL_SERVER.")
    program = next(iter(shlex.split(settings.SCANNER)), "")
    if not program:
        yield look("viruses", "No program looks through files: no panel sees them.", "Name one in COEQUAL_SCANNER.")
    elif shutil.which(program) is None:
        yield wrong("viruses", "The program that COEQUAL_SCANNER names is not there.", "Install it, or name another one.")
    else:
        yield fine("viruses", "The program that looks through files is there.")


def engine() -> str:
    """The database's own name."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
