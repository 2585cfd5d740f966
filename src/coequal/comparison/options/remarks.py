"""What has to be said beside the figures of an appraisal: gaps, contradictions, and how rough figures of real people are."""

from collections.abc import Iterator

from coequal.comparison.options.cells import HIDDEN_AS, Cells
from coequal.comparison.options.equality import shown
from coequal.comparison.options.figures import percent
from coequal.comparison.options.file import Options
from coequal.comparison.options.people import People
from coequal.populations.assess import warnings
from coequal.populations.publishing import ROUNDED_TO, say_count
from coequal.populations.tally import Tally

ROUGH = 0.1  # the share of people behind hidden numbers from which figures are said to be rough


def said(options: Options, people: People, cells: Cells) -> Iterator[str]:
    """What has to be said beside the figures."""
    tally = Tally(people=cells.people, contradictory=cells.contradictory)
    yield from warnings(cells.question, people.layouts, tally, lambda count: shown(count, synthetic=people.synthetic))
    if cells.implausible:
        number_of = say_count(shown(cells.implausible, synthetic=people.synthetic))
        yield f"{number_of} values cannot be right, such as a body mass index of 0. They count as not known."
    for candidate, unplaced, unstated in zip(options.candidates, cells.unplaced, cells.unstated, strict=True):
        if unplaced:
            count = say_count(shown(unplaced, synthetic=people.synthetic))
            yield f"{candidate.label}: {count} people fall under no part. Their outcome is not known, and they have no cycles."
        if unstated:
            count = say_count(shown(unstated, synthetic=people.synthetic))
            yield f"{candidate.label}: of {count} people not refused, no number of cycles is known. They count as having none."


def roughness(cells: Cells) -> Iterator[str]:
    """What has to be said of figures of real people, which rest on no exact count."""
    yield (
        "Couples, births and cost rest on numbers of people who are alike in age, outcomes and cycles, each rounded to "
        f"{ROUNDED_TO}, and 1 to 7 taken as {HIDDEN_AS}, so that no figure gives away a hidden one."
    )
    if cells.hidden > ROUGH:
        share = percent(cells.hidden)
        yield f"Of these people {share} stand for hidden numbers, so the figures are rough. More people would mend it."
