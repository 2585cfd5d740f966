"""What of analyses stands on somebody's start page: those that they asked for and that go on, and what waits for governance."""

from collections.abc import Iterator

from django.urls import reverse

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import AGREE_TO_PUBLISH, SEE_ANALYSES
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.analysis import UNDER_WAY
from coequal.analyses.models.publication import ASKED
from coequal.web.staff.start import Line, on_start


@on_start
def analyses_waiting(acting: Acting) -> Iterator[Line]:
    """Analyses of one's own that wait or run, and those that one may agree to publish."""
    codes = acting.organisations_as(SEE_ANALYSES)
    for analysis in Analysis.objects.filter(made_by=acting.person, organisation__code__in=codes, state__in=UNDER_WAY):
        yield Line(f"Your analysis “{analysis.title}” is {analysis.state}", _address("analysis", analysis.reference))
    asked = Publication.objects.filter(state=ASKED).select_related("analysis__organisation")
    for publication in asked.filter(analysis__organisation__code__in=acting.organisations_as(AGREE_TO_PUBLISH)):
        if acting.may(AGREE_TO_PUBLISH, publication):
            words = f"The analysis “{publication.analysis.title}” waits for your answer before it is published"
            yield Line(words, _address("answer", publication.reference))


def _address(view: str, reference: str) -> str:
    return reverse(f"analyses:{view}", kwargs={"reference": reference})
