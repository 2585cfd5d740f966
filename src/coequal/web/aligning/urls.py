"""Addresses: the desk of a programme: its stages, plans, figures and what everybody is told."""

from django.urls import path

import coequal.web.programmes.converters  # noqa: F401  # the addresses below use what it registers
from coequal.web.aligning import area, beginning, belonging, case, changing, desk, outside, running, stages

app_name = "aligning"

_ONE = "programmes/desk/<programme:reference>"
_AREA = "programmes/desk/<service_area:reference>"

urlpatterns = [
    path("programmes/desk", beginning.programmes, name="list"),
    path("programmes/desk/begin", beginning.begin, name="begin"),
    path(_ONE, desk.desk, name="desk"),
    path(f"{_ONE}/about", running.about, name="about"),
    path(f"{_ONE}/name", running.name, name="name"),
    path(f"{_ONE}/publish", running.publish, name="publish"),
    path(f"{_ONE}/hold", running.hold, name="hold"),
    path(f"{_ONE}/resume", running.resume, name="resume"),
    path(f"{_ONE}/end", running.end, name="end"),
    path(f"{_ONE}/commissioners", belonging.commissioners, name="commissioners"),
    path(f"{_ONE}/commissioners/succeed", belonging.succeed, name="succeed"),
    path(f"{_ONE}/commissioners/<int:number>", belonging.leave, name="leave"),
    path(f"{_ONE}/figures", belonging.figures, name="figures"),
    path(f"{_ONE}/figures/<int:number>/out", belonging.figure_out, name="figure-out"),
    path(f"{_ONE}/updates", belonging.updates, name="updates"),
    path(f"{_ONE}/areas", belonging.areas, name="areas"),
    path(_AREA, area.desk, name="area"),
    path(f"{_AREA}/about", changing.about, name="area-about"),
    path(f"{_AREA}/name", changing.name, name="area-name"),
    path(f"{_AREA}/links", changing.links, name="links"),
    path(f"{_AREA}/links/out", changing.unlink, name="unlink"),
    path(f"{_AREA}/proposal", changing.proposal, name="proposal"),
    path(f"{_AREA}/split", changing.split, name="split"),
    path(f"{_AREA}/merge", changing.merge, name="merge"),
    path(f"{_AREA}/stages", stages.stages, name="stages"),
    path(f"{_AREA}/stages/<slug:stage>/plan", stages.plan, name="plan"),
    path(f"{_AREA}/stages/<slug:stage>/<slug:kind>", stages.step, name="step"),
    path(f"{_AREA}/steps/<slug:kind>", stages.stop, name="stop"),
    path(f"{_AREA}/outside", outside.events, name="outside"),
    path(f"{_AREA}/outside/<int:number>/expected", outside.expect, name="expect"),
    path(f"{_AREA}/outside/<int:number>/happened", outside.happened, name="happened"),
    path(f"{_AREA}/case", case.case, name="case"),
    path(f"{_AREA}/case/publish", case.publish, name="publish-case"),
]
