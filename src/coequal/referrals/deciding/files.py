"""Which files with a request a decider may see: those of which an officer, who has read them, found that they name nobody."""

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SCREEN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.models import Attachment, Request
from coequal.referrals.moves.moving import locked
from coequal.referrals.seeing.table import FILES


def find_nameless(acting: Acting, request: Request, attachment: Attachment) -> None:
    """Keep that a file names nobody, and who found so.

    Raises `NotAllowed`, and `CoequalError` for whoever has not opened the files, and for a second time.
    """
    with locked(acting, request, SCREEN) as (found, acts):
        kept = found.attachments.defer("content").get(pk=attachment.pk)
        if kept.names_nobody:
            raise CoequalError(f"Somebody has found already that {kept.reference} names nobody.")
        if not found.viewings.filter(person=acts.person, part=FILES).exists():
            raise CoequalError(f"Open {kept.reference} first, and read all of it.")
        kept.names_nobody, kept.names_nobody_by = True, acts.person
        kept.save(update_fields=["names_nobody", "names_nobody_by"])
        record(acts, "found that a file names nobody", found, detail={"file": kept.reference})
