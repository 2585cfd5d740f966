"""Options, hurdles and an appraisal that are there for a test alone."""

from coequal.programmes.models import Appraisal, Hurdle, Option, ServiceArea
from coequal.programmes.models.options import MEETS, SHORTLIST
from coequal.programmes.options import appraisals, candidates
from coequal.programmes.stages import kinds
from tests.analyses.asking import options
from tests.analyses.working import done
from tests.programmes.making import acting, area


def open_area(stage: str = kinds.LONG_LIST) -> ServiceArea:
    """A service area whose options can be changed."""
    return area(stage=stage)


def option(of: ServiceArea, title: str = "One policy for all", *, changes_nothing: bool = False) -> Option:
    """An option on the long list."""
    return candidates.put_forward(acting(), of, title, "Everybody gets two.", changes_nothing=changes_nothing)


def hurdle(of: ServiceArea, title: str = "It is lawful") -> Hurdle:
    """A hurdle."""
    return candidates.set_hurdle(acting(), of, title, "A lawyer says so.")


def shortlisted(of: ServiceArea, title: str = "One policy for all", *, changes_nothing: bool = False) -> Option:
    """An option that meets every hurdle and is on the shortlist."""
    made = option(of, title, changes_nothing=changes_nothing)
    for one in of.hurdles.all() or [hurdle(of)]:
        candidates.judge(acting(), made, one, MEETS, "It does.")
    candidates.shorten(acting(), made, SHORTLIST, "It can be carried out.", seen=made.place)
    made.refresh_from_db()
    return made


def appraised(of: ServiceArea) -> Appraisal:
    """An options appraisal of a few synthetic people, attached; the test has to `remember` what is worked out."""
    return appraisals.attach(acting(), of, done("options appraisal", options()), "It compares both.")
