"""Interventions: what several requests ask for, named once, so that similar ones are found and counted together."""

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import NAME_INTERVENTIONS, SCREEN
from coequal.accounts.trail import Thing, record
from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.referrals.models import Intervention, Request
from coequal.referrals.moves.moving import locked

LONGEST = 120  # letters


class _Own:
    """The interventions of an organisation, which are always in one state."""

    state = ""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation


def name_intervention(acting: Acting, organisation: Organisation, name: str) -> Intervention:
    """The intervention of a name, made where there is none; upper and lower case do not matter.

    Raises `NotAllowed`, and `CoequalError` for a name that is empty, too long, or has the digits of an NHS number.
    """
    said = " ".join(clean(name).split())
    if not said or len(said) > LONGEST:
        raise CoequalError(f"Name the intervention in at most {LONGEST} letters.")
    if sum(letter.isdigit() for letter in said) >= 10:
        raise CoequalError("An intervention names nobody, and this has as many digits as an NHS number. Say it in words.")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        acts = acting.acting_as(require(acting, NAME_INTERVENTIONS, _Own(organisation)))
        there = Intervention.objects.filter(organisation=organisation, name__iexact=said).first()
        if there is not None:
            return there
        made = Intervention.objects.create(organisation=organisation, name=said)
        record(acts, "named an intervention", Thing("intervention", organisation.code), detail={"intervention": said})
    return made


def put_under(acting: Acting, request: Request, intervention: Intervention) -> None:
    """Put a request under an intervention of its commissioner.

    Raises `NotAllowed`, and `CoequalError` for one of another commissioner, and where it stands there already.
    """
    with locked(acting, request, SCREEN) as (found, acts):
        if intervention.organisation_id != found.organisation_id:
            raise CoequalError(f"{found.organisation} has no such intervention. Choose one of its own.")
        if found.intervention_id == intervention.pk:
            raise CoequalError(f"{found.reference} is under that intervention already.")
        found.intervention = intervention
        found.save(update_fields=["intervention"])
        record(acts, "put a request under an intervention", found)
