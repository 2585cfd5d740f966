"""Which files with a request a decider may see: those of which an officer, who has read them, found that they name nobody."""

from django.db.models import QuerySet

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.models import Attachment, Request
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.moves.moving import locked
from coequal.referrals.seeing.table import FILES


def for_deciders(request: Request) -> QuerySet[Attachment]:
    """The files that deciders may see: clean ones of which an officer found that they name nobody. Their content is left out."""
    return request.attachments.filter(scanned=CLEAN, names_nobody=True).defer("content")


def say_whom_it_names(acting: Acting, request: Request, attachment: Attachment, *, names_nobody: bool) -> None:
    """Keep whether a file names anybody, and who found so: an officer who opened that very file. The latest finding stands.

    One that names somebody is in no decider's view from then on, and whoever opened it cannot judge the request; that can be
    found in any state. Raises `NotAllowed`, and `CoequalError` for whoever has not opened it, for a second time, and for whoever
    found themselves that it names somebody.
    """
    with locked(acting, request, SCREEN if names_nobody else SEE_REQUESTS) as (found, acts):
        kept = found.attachments.defer("content").get(pk=attachment.pk)
        if kept.names_nobody is names_nobody:
            raise CoequalError(f"Somebody has found already that {kept.reference} names {_whom(names_nobody)}.")
        if not found.viewings.filter(person=acts.person, part=FILES, file=kept.reference).exists():
            raise CoequalError(f"Open {kept.reference} first, and read all of it.")
        if kept.names_nobody is False and kept.names_nobody_by == acts.person:
            raise CoequalError(f"You found that {kept.reference} names somebody. If it does not, another officer has to say so.")
        kept.names_nobody, kept.names_nobody_by = names_nobody, acts.person
        kept.save(update_fields=["names_nobody", "names_nobody_by"])
        record(acts, f"found that a file names {_whom(names_nobody)}", found, detail={"file": kept.reference})


def _whom(names_nobody: bool) -> str:  # what it says is its only argument
    return "nobody" if names_nobody else "somebody"
