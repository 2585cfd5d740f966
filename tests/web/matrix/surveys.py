"""The views of surveys as officers write them, each with an example to try it with."""

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.involvement.answering.serials import new_serial
from coequal.involvement.models import Keyed, PaperForm, Survey
from coequal.involvement.models.involvements import OPEN, PREPARING, REPORTED
from tests.involvement import making
from tests.web.matrix.specimens import Made, Specimen

_STATES = (PREPARING, OPEN, REPORTED)
_SEEN = (PREPARING, REPORTED)  # what can be seen in every state


def _involvement(state: str, organisation: Organisation, by: Person) -> Made:
    made = making.involvement(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _made(state: str, organisation: Organisation, by: Person) -> Survey:
    return making.survey(making.involvement(state, organisation, by))


def _survey(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _page(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference, "part": "the-rules"}, made)


def _question(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference, "part": "ways"}, made)


def _new_question(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference, "page": "the-rules", "kind": "text"}, made)


def _language(state: str, organisation: Organisation, by: Person) -> Made:
    made = _made(state, organisation, by)
    return Made({"reference": made.reference, "language": "cy"}, made)


def _form(state: str, organisation: Organisation, by: Person) -> Made:
    """A form that was typed in twice, with a difference."""
    made = _made(state, organisation, by)
    assert made.version is not None
    form = PaperForm.objects.create(version=made.version, serial=new_serial())
    response = making.response(made, {"age": "from-35"}, serial=form.serial, received=timezone.localdate())
    other = Person.objects.get_or_create(email="second@exampleshire.example", defaults={"name": "Second", "password": "!"})[0]
    Keyed.objects.create(response=response, by=by, answers={"age": "from-35"})
    Keyed.objects.create(response=response, by=other, answers={"age": "under-35"}, compared=1, slips=1)
    return Made({"reference": made.reference, "serial": form.serial}, form)


_MARK = {"mark": "0"}

SPECIMENS = {
    "surveys:list": Specimen(_involvement, _SEEN),
    "surveys:begin": Specimen(_involvement, _STATES, post={"title": ""}),
    "surveys:survey": Specimen(_survey, _SEEN),
    "surveys:edit": Specimen(_survey, _STATES, post={**_MARK, "text": "words"}, heavy=True),
    "surveys:file": Specimen(_survey, _SEEN),
    "surveys:build": Specimen(_survey, _STATES, post={**_MARK, "do": "up services"}, heavy=True),
    "surveys:about": Specimen(_survey, _STATES, post=_MARK),
    "surveys:new-page": Specimen(_survey, _STATES, post=_MARK),
    "surveys:page": Specimen(_page, _STATES, post=_MARK),
    "surveys:new-question": Specimen(_new_question, _STATES, post=_MARK),
    "surveys:question": Specimen(_question, _STATES, post=_MARK),
    "surveys:words": Specimen(_language, _STATES, post=_MARK, heavy=True),
    "surveys:publish": Specimen(_survey, _STATES, post=_MARK, heavy=True),
    "surveys:versions": Specimen(_survey, _SEEN),
    "surveys:pdf": Specimen(_survey, _SEEN, heavy=True),
    "surveys:copies": Specimen(_survey, _STATES, post={"count": "0"}, get=False),
    "surveys:forms": Specimen(_survey, _STATES, post={"serial": "none"}),
    "surveys:type": Specimen(_form, _STATES, post={}, heavy=True),
    "surveys:differences": Specimen(_form, _STATES, post={}),
    "surveys:aside": Specimen(_form, _STATES, post={}),
}
