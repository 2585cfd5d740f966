"""What of rounds of scoring stands on somebody's start page: those in which they have still to score."""

from collections.abc import Iterator

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SCORE
from coequal.pages.words import plural
from coequal.programmes.models import Scorer
from coequal.programmes.models.prioritising import PREPARING, SCORING, TALKING
from coequal.programmes.prioritisation.scoring import lacking
from coequal.programmes.stages import kinds
from coequal.web.prioritising.pages import at_round, is_open
from coequal.web.staff.start import Line, on_start


@on_start
def rounds_waiting(acting: Acting) -> Iterator[Line]:
    """The rounds in which somebody has still to declare interests or to score, and those in which their group talks now."""
    here = Scorer.objects.filter(person=acting.person, leaves=False, round__state__in=(PREPARING, SCORING, TALKING))
    for member in here.select_related("round__area__programme__organisation", "round__scorecard"):
        of = member.round
        if acting.may(SCORE, of.area) and is_open(of.area, kinds.PRIORITISATION) and (waits := _waits(member)):
            yield Line(f"“{of.title}”: {waits}", at_round(of, "own"))


def _waits(member: Scorer) -> str:
    """What waits for a member; nothing where nothing does."""
    if member.declared is None:
        return "declare your interests before you score"
    if member.round.state == SCORING:
        left = lacking(member.round)[member]
        return f"you have still to give {plural(left, 'score')}" if left else ""
    return "the group talks, and you can score again" if member.round.state == TALKING else ""
