"""Files with a request: what they are is seen by their content, they are scanned, and what is infected is never kept."""

from hashlib import sha256
from pathlib import PurePath
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.referrals.models import Attachment, Request
from coequal.referrals.models.requests import INFECTED, NOT_SCANNED
from coequal.referrals.moves.moving import locked, wrote
from coequal.referrals.requesting.file_kinds import kind_of
from coequal.referrals.requesting.scanning import scan

LARGEST: Final = 10 * 1024 * 1024  # bytes
MOST: Final = 20  # files of a request
_LONGEST_NAME: Final = 120  # letters
_NOT_IN_NAMES: Final = '<>:"/\\|?*;%'


def attach(acting: Acting, request: Request, name: str, content: bytes, declared: str = "") -> Attachment:
    """The file, kept. `declared` is what the browser says that it is.

    Raises `NotAllowed`, and `CoequalError` for what is too large, of another type, infected, there already, or one too many.
    """
    if len(content) > LARGEST:
        raise CoequalError(f"A file can have at most {LARGEST // 1024 // 1024} MB. Make it smaller, or add it in parts.")
    kind = kind_of(content, name, declared)
    scanned = scan(content)  # before the lock, since it may take a while
    if scanned == INFECTED:
        raise CoequalError("The scanner found a virus in this file, so it was not kept. Tell whoever looks after your computer.")
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        digest = sha256(content).hexdigest()
        if found.attachments.filter(digest=digest).exists():
            raise CoequalError("This file is there already, so it was not added a second time.")
        if found.attachments.count() >= MOST:
            raise CoequalError(f"A request can have at most {MOST} files. Take one out first, or put several into one.")
        made = Attachment(request=found, kind=kind.media, size=len(content), digest=digest, scanned=scanned, added_by=acting.person)
        made.name, made.content = _shown(name, kind.endings), content
        made.save()
        wrote(acts, "added a file to a request", found, {"file": made.reference, "scanned": scanned})
    return made


def take_out(acting: Acting, attachment: Attachment) -> None:
    """Take a file out for good; nothing where it is gone already. Raises `NotAllowed`, and `CoequalError` for one that stays."""
    with locked(acting, attachment.request, WRITE_REQUEST) as (found, acts):
        there = found.attachments.defer("content").filter(pk=attachment.pk).first()
        if there and (why := why_it_stays(there)):
            raise CoequalError(why)
        if there:
            there.delete()
            wrote(acts, "took a file out of a request", found, {"file": there.reference})


def why_it_stays(attachment: Attachment) -> str:
    """Why a file cannot be taken out until its request is disposed of; nothing where it can.

    What those read who decide has to be there for whoever asks later on what they decided.
    """
    instead = "It stays as long as the request is kept. Add a newer file beside it."
    if attachment.request.decisions.filter(at__gte=attachment.added).exists():
        return f"{attachment.reference} was there when the request was decided on. {instead}"
    if attachment.names_nobody:
        return f"An officer found that {attachment.reference} names nobody, so those who decide read it. {instead}"
    return ""


def scan_again(acting: Acting, request: Request) -> int:
    """How many files were scanned that had not been. One that is infected is taken out for good. Raises `NotAllowed`."""
    found = 0
    for one in request.attachments.filter(scanned=NOT_SCANNED):
        scanned = scan(one.content)
        if scanned == NOT_SCANNED:
            continue
        with locked(acting, request, WRITE_REQUEST) as (held, acts):
            rows = held.attachments.filter(pk=one.pk, scanned=NOT_SCANNED)
            changed = rows.delete()[0] if scanned == INFECTED else rows.update(scanned=scanned)
            if changed:
                wrote(acts, "had a file scanned", held, {"file": one.reference, "scanned": scanned})
        found += bool(changed)
    return found


def _shown(name: str, endings: tuple[str, ...]) -> str:
    """The name of a file as it is shown and downloaded: without a folder, and without signs that mean something to a machine."""
    last = PurePath(name.replace("\\", "/")).name
    kept = clean("".join(" " if sign in _NOT_IN_NAMES else sign for sign in last)).lstrip(". ")
    stem, ending = PurePath(kept).stem, PurePath(kept).suffix
    return f"{stem[: _LONGEST_NAME - len(ending)] or 'file'}{ending if ending.casefold() in endings else endings[0]}"
