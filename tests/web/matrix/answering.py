"""An example of each page of staff about answering."""

from coequal.accounts.models import Organisation, Person
from coequal.involvement.models.involvements import STATES
from tests.involvement import making
from tests.web.matrix.specimens import Made, Specimen


def _survey(state: str, organisation: Organisation, by: Person) -> Made:
    found = making.survey(making.involvement(state, organisation, by))
    return Made({"reference": found.reference}, found)


SPECIMENS = {"answering:preview": Specimen(_survey, STATES, {"go": "begin"})}
