"""The options: put forward, judged by hurdles, appraised, placed with a reason, and what each may do to people."""

from collections.abc import Mapping
from typing import Any

from coequal.analyses.models import Analysis
from coequal.analyses.runs.run import OPTIONS
from coequal.programmes.models import Option, ServiceArea
from coequal.programmes.models.options import LONG_LIST
from coequal.programmes.options.appraisals import attach
from coequal.programmes.options.candidates import judge, put_forward, set_hurdle, shorten
from coequal.programmes.options.impacts import Told, impact
from coequal.web.demonstration.decided.assessed import assessed
from coequal.web.demonstration.decided.cast import owner, play, read
from coequal.web.demonstration.decided.of_then import on

_OWN = ("title", "about", "origin", "policy", "changes_nothing")


def put_and_judged(area: ServiceArea) -> None:
    """The long list, each of which was judged by each hurdle."""
    said = _said()
    with on(said["days"]["forward"]):
        hurdles = {key: set_hurdle(play(), area, title, means) for key, (title, means) in said["hurdles"].items()}
        for one in said["options"].values():
            put_forward(play(), area, **{key: one[key] for key in _OWN if key in one})
    with on(said["days"]["judged"]):
        for key, option in _options(area).items():
            for hurdle, (answer, why) in said["options"][key]["judged"].items():
                judge(play(), option, hurdles[hurdle], answer, why)


def shortened(area: ServiceArea) -> None:
    """The shortlist, with an appraisal and the impact of each option on it."""
    said, options = _said(), _options(area)
    with on(said["days"]["attached"]):
        appraisal = Analysis.objects.filter(organisation=owner(), kind=OPTIONS).earliest("pk")
        attach(play(), area, appraisal, said["appraisal"])
    with on(said["days"]["impacts"]):
        for key, rows in said["impacts"].items():
            for row in {tuple(row[:2]): row for row in (*said["every option"], *rows)}.values():  # its own stand in place of those
                impact(play(), options[key], Told(*row))
    assessed(said, options)
    with on(said["days"]["placed"]):
        for key, option in options.items():
            shorten(play(), option, said["options"][key]["place"], said["options"][key]["why"], seen=LONG_LIST)


def _said() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read("exampleshire-options.yaml")
    return found


def _options(area: ServiceArea) -> dict[str, Option]:
    """The options under their names in the story."""
    return dict(zip(_said()["options"], area.options.all(), strict=True))
