"""The pages about what people wrote, each with an example to try it with."""

from dataclasses import asdict

from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.involvement.coding.frames import ALWAYS, Theme
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.models import Campaign, Extract, Frame, FrameVersion, Sample
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING, REPORTED
from tests.involvement.making import involvement, response, survey
from tests.web.matrix.specimens import Made, Specimen
from tests.web.signing import person

_THREE = (PREPARING, OPEN, REPORTED)  # nothing can be coded yet, while people answer, at the end
_ONE = (CLOSED,)  # of what can be seen in every state


def _all(state: str, organisation: Organisation, by: Person) -> Made:
    one = involvement(state, organisation, by)
    response(survey(one), {"capacity": "patient", "one-policy": "agree", "effect": "We waited for a long time."})
    gather(one)
    return Made({"reference": one.reference}, one)


def _extract(state: str, organisation: Organisation, by: Person) -> Made:
    one = _all(state, organisation, by).thing
    extract = Extract.objects.get(involvement=one)
    return Made({"reference": one.reference, "extract": extract.reference}, extract)


def _campaign(state: str, organisation: Organisation, by: Person) -> Made:
    one = involvement(state, organisation, by)
    found = Campaign.objects.create(involvement=one, name="Keep it")
    return Made({"reference": one.reference, "campaign": found.reference}, found)


def _frame(state: str, organisation: Organisation, by: Person) -> Made:
    one = _all(state, organisation, by).thing
    question = Extract.objects.get(involvement=one).question
    found = Frame.objects.create(involvement=one, title="Reasons", questions=[question])
    themes = [Theme("waiting", "Waiting"), *ALWAYS]
    FrameVersion(frame=found, number=1, themes=[asdict(theme) for theme in themes]).save()
    return Made({"reference": one.reference, "frame": found.reference}, found)


def _theme(state: str, organisation: Organisation, by: Person) -> Made:
    made = _frame(state, organisation, by)
    return Made({**made.parts, "key": "waiting"}, made.thing)


def _to_code(state: str, organisation: Organisation, by: Person) -> Made:
    made = _frame(state, organisation, by)
    extract = Extract.objects.get(involvement=made.thing.involvement)
    return Made({**made.parts, "extract": extract.reference}, made.thing)


def _sample(state: str, organisation: Organisation, by: Person) -> Made:
    frame = _frame(state, organisation, by).thing
    two = [person(Role.ANALYST, at=organisation.code, email=f"{name}@exampleshire.example") for name in ("first", "second")]
    found = Sample.objects.create(frame=frame, seed=1, first=two[0], second=two[1])
    found.extracts.set(Extract.objects.filter(involvement=frame.involvement))
    return Made({"reference": frame.involvement.reference, "sample": found.reference}, found)


def _blind(state: str, organisation: Organisation, by: Person) -> Made:
    made = _sample(state, organisation, by)
    return Made({**made.parts, "extract": made.thing.extracts.get().reference}, made.thing)


SPECIMENS = {
    "coding:desk": Specimen(_all, _THREE, post={}),
    "coding:screening": Specimen(_all, _THREE, post={}),
    "coding:screen": Specimen(_extract, _THREE, post={}),
    "coding:campaigns": Specimen(_all, _ONE),
    "coding:campaign": Specimen(_campaign, _THREE, post={"is": "yes"}),
    "coding:draft": Specimen(_all, _THREE, post={}),
    "coding:frame": Specimen(_frame, _THREE, post={"on": "1", "title": "Cost"}),
    "coding:theme": Specimen(_theme, _THREE, post={"on": "1", "title": "Waits"}),
    "coding:code": Specimen(_frame, _THREE),
    "coding:code-one": Specimen(_to_code, _THREE, post={"theme": "waiting"}),
    "coding:undo": Specimen(_frame, _THREE, post={}, get=False),
    "coding:sure": Specimen(_frame, _THREE, post={}),
    "coding:history": Specimen(_frame, _ONE),
    "coding:codebook": Specimen(_frame, _ONE),
    "coding:exchange": Specimen(_frame, _ONE),
    "coding:coded": Specimen(_frame, _ONE),
    "coding:draw": Specimen(_frame, _THREE, post={"size": "1"}),
    "coding:sample": Specimen(_sample, _ONE),
    "coding:blind": Specimen(_blind, _THREE, post={}),
}
