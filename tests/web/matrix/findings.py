"""Views of the report of findings and of what came of each theme, each with an example."""

from typing import Final

from coequal.accounts.models import Organisation, Person
from coequal.involvement.models import Frame, FrameVersion
from coequal.involvement.models.involvements import STATES
from coequal.web.findings.considering import theme_named
from coequal.web.findings.desk import Which
from coequal.web.findings.writing import PlaceOf
from tests.involvement.making import involvement
from tests.web.matrix.specimens import Made, Specimen


def _involvement(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference}, made)


def _place(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference, "place": "conclusion"}, PlaceOf(made, "conclusion"))


def _preview(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference, "which": "summary"}, Which(made, "summary"))


def _file(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    return Made({"reference": made.reference, "file": "summary.html"}, Which(made, "summary", "summary.html"))


def _theme(state: str, organisation: Organisation, by: Person) -> Made:
    made = involvement(state, organisation, by)
    frame = Frame.objects.create(involvement=made, title="Why")
    FrameVersion(frame=frame, number=1, themes=[{"key": "cost", "title": "What it costs"}]).save()
    parts = {"reference": made.reference, "frame": frame.reference, "theme": "cost"}
    return Made(parts, theme_named(**parts))


SPECIMENS: Final[dict[str, Specimen]] = {
    "findings:desk": Specimen(_involvement, STATES),
    "findings:write": Specimen(_place, STATES, post={"text": "Words.", "mark": "0"}),
    "findings:restore": Specimen(_place, STATES, post={"number": "1", "mark": "0"}, get=False),
    "findings:preview": Specimen(_preview, STATES),
    "findings:file": Specimen(_file, STATES),
    "findings:publish": Specimen(_involvement, STATES, post={}, heavy=True),
    "findings:considerations": Specimen(_involvement, STATES),
    "findings:consider": Specimen(_theme, STATES, post={"mark": "0"}),
    "findings:publish-considerations": Specimen(_involvement, STATES, post={}, get=False),
}
