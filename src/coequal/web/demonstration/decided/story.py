"""The whole story, played once through what people in their roles can do, each part on its day."""

from typing import Final

from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.analyses.runs.run import COMPARISON, OPTIONS
from coequal.facts.dates import say_date
from coequal.involvement.models import Involvement
from coequal.web.demonstration.decided import before, begun, main, others
from coequal.web.demonstration.decided.cast import owner, read
from coequal.web.demonstration.decided.meetings import limit
from coequal.web.demonstration.decided.scored import scorecard
from coequal.web.demonstration.once import Example, is_made, make_once
from coequal.web.shelf import shelf

_EXAMPLE: Final = "a programme that goes the whole way"
_MODEL: Final = "exampleshire/assisted-conception"


def decided() -> str:
    """The invented programme. One that is there stays as people left it."""
    ends = read("exampleshire.yaml")["main"]["starts"]
    if timezone.localdate() < ends:
        return f"An invented programme: none before {say_date(ends)}, on which its story ends."
    if _MODEL not in shelf().policies:
        return "An invented programme: none, because this library has no invented areas."
    example = Example(_EXAMPLE, owner())
    if not is_made(example) and not _is_worked_out():
        return "An invented programme: none yet, because the invented analyses are not worked out. Prepare the site again."
    return f"An invented programme: {'made' if make_once(example, _played) else 'kept'}."


def _is_worked_out() -> bool:
    """Whether the invented analyses on which the programme rests are done; another worker may have taken one."""
    done = Analysis.objects.filter(organisation=owner(), state=DONE)
    return {COMPARISON, OPTIONS} <= set(done.values_list("kind", flat=True))


def _played() -> None:
    """Everything, in the order in which it happened."""
    heard = Involvement.objects.filter(organisation=owner(), title__startswith="One rule").earliest("pk")
    limit()
    programme = begun.begun()
    halves = before.begun(programme)
    begun.published(programme)
    before.adopted(halves)
    card = scorecard()
    area = main.added(programme)
    main.up_to_options(area, card)
    main.up_to_force(area, heard)
    before.over(halves, area)
    others.others(programme, heard, card)
    begun.told(programme)
