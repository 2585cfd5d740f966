"""The pages on which staff see what was answered, each with an example to try it with."""

from coequal.accounts.models import Organisation, Person
from coequal.involvement.models.involvements import STATES
from tests.involvement.making import involvement, response, survey
from tests.web.matrix.specimens import Made, Specimen


def _involvement(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _survey(state: str, organisation: Organisation, by: Person) -> Made:
    made = survey(involvement(state, organisation, by))
    return Made({"reference": made.involvement.reference, "survey": made.reference}, made)


def _response(state: str, organisation: Organisation, by: Person) -> Made:
    made = response(survey(involvement(state, organisation, by)), {"capacity": "patient"})
    return Made({"reference": made.survey.involvement.reference, "response": made.reference}, made)


def _texts(state: str, organisation: Organisation, by: Person) -> Made:
    made = _survey(state, organisation, by)
    return Made({**made.parts, "question": "effect"}, made.thing)


def _file(state: str, organisation: Organisation, by: Person) -> Made:
    made = _survey(state, organisation, by)
    return Made({**made.parts, "file": "answers.csv"}, made.thing)


def _sheet(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference, "file": "letters.csv"}, made)


SPECIMENS = {
    "counts:bring-in": Specimen(_survey, STATES, post={"channel": "online"}),
    "counts:chosen": Specimen(_survey, STATES, post={"how": "random"}),
    "counts:duplicates": Specimen(_survey, STATES, post={}),
    "counts:file": Specimen(_file, STATES),
    "counts:profile": Specimen(_involvement, STATES),
    "counts:received": Specimen(_involvement, STATES),
    "counts:response": Specimen(_response, STATES, post={"as_what": "void", "why": "Blank."}),
    "counts:responses": Specimen(_survey, STATES),
    "counts:results": Specimen(_survey, STATES, heavy=True),
    "counts:take-out": Specimen(_sheet, STATES),
    "counts:taken-out": Specimen(_involvement, STATES),
    "counts:texts": Specimen(_texts, STATES),
}
