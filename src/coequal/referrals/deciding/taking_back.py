"""Taking back new evidence or an appeal before it is answered: the request stays declined, and what was said stays."""

from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ASK_NO_MORE, TAKE_DOWN_NO_APPEAL
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.deciding.letters import tell_of_appeal
from coequal.referrals.models import Appeal, Request, Step
from coequal.referrals.models.deciding import LODGED, PATIENT, TAKEN_BACK
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.states import APPEALING
from coequal.referrals.moves.table import TAKE_BACK_APPEAL, TAKE_BACK_BY_POST, TAKE_BACK_EVIDENCE, Move
from coequal.referrals.requesting.identifiers import require_names_nobody

PATIENTS: Final = "The patient sent this appeal by post. Ask the patient to write to the commissioner again."
AGREED: Final = "Say that the patient knows of it and agrees: there is one appeal against each decision, and it is theirs too."
CLINICIANS: Final = "The clinician lodged this appeal, and takes it back on the page of the request."


def is_the_patients(request: Request) -> bool:
    """Whether a request is under an appeal that the patient sent by post, which is not the clinic's to take back."""
    return Appeal.objects.filter(decision__request=request, state=LODGED, came_from=PATIENT).exists()


def take_back(acting: Acting, request: Request, why: str, *, agreed: bool = False) -> Step:
    """Take back what a declined request is looked at again for. An appeal only where the patient agreed; a letter tells them of it.

    Raises `NotAllowed`, also once it was answered, and `CoequalError` without why, for a text that may say who the patient is, and
    for an appeal that the patient sent by post.
    """
    with locked(acting, request, ASK_NO_MORE) as (found, acts):
        require_names_nobody(found, why)
        if found.state != APPEALING:
            return stepped(acts, found, TAKE_BACK_EVIDENCE, why)
        if is_the_patients(found):
            raise CoequalError(PATIENTS)
        if not agreed:
            raise CoequalError(AGREED)
        return _ended(acts, found, TAKE_BACK_APPEAL, why)


def take_down_taking_back(acting: Acting, request: Request, why: str) -> Step:
    """Take down that a patient takes back an appeal that came by post; a letter tells the patient that this was understood.

    Raises `NotAllowed`, also once it was answered, and `CoequalError` without what the patient said, for a text that may say who
    the patient is, and for an appeal that the clinician lodged.
    """
    with locked(acting, request, TAKE_DOWN_NO_APPEAL) as (found, acts):
        require_names_nobody(found, why)
        if not is_the_patients(found):
            raise CoequalError(CLINICIANS)
        return _ended(acts, found, TAKE_BACK_BY_POST, why)


def _ended(acts: Acting, found: Request, how: Move, why: str) -> Step:
    """The step that ends the appeal of a locked request, with the letter about it to the patient."""
    kept = Appeal.objects.select_for_update(of=("self",)).select_related("decision").get(decision__request=found, state=LODGED)
    kept.decision.request, kept.state = found, TAKEN_BACK
    kept.save(update_fields=["state"])
    tell_of_appeal(kept, to=(PATIENT,))
    step = stepped(acts, found, how, why)
    record(acts, how.did, kept)
    return step
