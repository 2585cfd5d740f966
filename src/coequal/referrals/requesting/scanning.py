"""Having a file looked through for viruses by a program of one's own, which gets the content alone: no name, and no shell."""

import shlex
import subprocess
import tempfile
from typing import Final

from django.conf import settings

from coequal.referrals.models.requests import CLEAN, INFECTED, NOT_SCANNED

LONGEST: Final = 60  # seconds that it may take
_ANSWERS: Final = {0: CLEAN, 1: INFECTED}


def has_scanner() -> bool:
    """Whether a program is named."""
    return bool(settings.SCANNER)


def scan(content: bytes, seconds: float = LONGEST) -> str:
    """What the program says by its exit status: 0 is clean, 1 infected. Without one, or where it fails, it was not scanned."""
    command = shlex.split(settings.SCANNER)
    if not command:
        return NOT_SCANNED
    quiet = subprocess.DEVNULL
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(  # noqa: S603  # the program that whoever runs the site names
                command, input=content, stdout=quiet, stderr=quiet, timeout=seconds, cwd=empty, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return NOT_SCANNED
    return _ANSWERS.get(done.returncode, NOT_SCANNED)
