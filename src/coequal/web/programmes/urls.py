"""Addresses: programmes as everybody reads them, and what each commissioner keeps and decided."""

from django.urls import path

import coequal.web.programmes.converters  # noqa: F401  # every address below uses what it registers
from coequal.accounts.guard import everyone
from coequal.web.programmes import feeds, papers, register, subscribing, views

app_name = "programmes"

_ONE = "programmes/<programme:reference>"
_AREA = f"{_ONE}/<service_area:area>"
_CASE = f"{_AREA}/case-for-change"
_SCORING = f"{_AREA}/scoring/<round:scored>"
_OF = "decisions/of/<slug:code>"

urlpatterns = [
    path("programmes", views.programmes, name="list"),
    path("programmes/confirm/<str:token>", subscribing.confirm, name="confirm"),
    path("programmes/leave/<str:token>", subscribing.leave, name="leave"),
    path(_ONE, views.programme, name="one"),
    path(f"{_ONE}/subscribe", subscribing.subscribe, name="subscribe"),
    path(f"{_ONE}/subscribe/asked", subscribing.asked, name="asked"),
    path(_AREA, views.area, name="area"),
    path(_CASE, papers.case, name="case"),
    path(f"{_CASE}/<int:number>", papers.case, name="case-edition"),
    path(f"{_CASE}/<int:number>/file.<str:form>", papers.case_file, name="case-file"),
    path(_SCORING, papers.scoring, name="scoring"),
    path(f"{_SCORING}/file.<str:form>", papers.scoring_file, name="scoring-file"),
    path(f"{_AREA}/options", papers.options, name="options"),
    path(f"{_AREA}/options/file.<str:form>", papers.options_file, name="options-file"),
    path("feeds/programmes", everyone(feeds.EveryProgramme()), name="feed"),
    path("feeds/programmes/<programme:reference>", everyone(feeds.OneProgramme()), name="feed-one"),
    path("feeds/programmes/<programme:reference>/<service_area:area>", everyone(feeds.OneArea()), name="feed-area"),
    path("decisions", register.commissioners, name="commissioners"),
    path(_OF, register.of_one, name="register"),
    path(f"{_OF}/register.<str:form>", register.of_one_file, name="register-file"),
    path(f"{_OF}/involvement/<year:year>", register.involving, name="duty"),
    path(f"{_OF}/involvement/<year:year>/file.<str:form>", register.involving_file, name="duty-file"),
]
