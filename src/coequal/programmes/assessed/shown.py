"""The assessments of a service area's options as options, the papers of a meeting and its evidence show them."""

from collections.abc import Iterable, Iterator

from django.utils.timezone import localdate

from coequal.assurance.equality.standing import Standing, side_by_side, standing_of
from coequal.documents.model import Block, Heading, Listing, Paragraph
from coequal.programmes.assessed.subjects import of_option, of_programme
from coequal.programmes.models import Option, Programme

TITLE = "Assessments of equality and quality"


def standings(options: Iterable[Option]) -> list[tuple[Option, Standing]]:
    """Each option with where its assessment stands today."""
    today = localdate()
    return [(one, standing_of(of_option(one), today)) for one in options]


def standing_of_programme(programme: Programme) -> Standing:
    """Where the assessment of a programme stands today."""
    return standing_of(of_programme(programme), localdate())


def unknown(options: Iterable[Option]) -> Iterator[str]:
    """Of which of them it is not known, wholly or of some group, what they do: never assessed to the end, or changed since."""
    for one, standing in standings(options):
        if standing.unknown or not standing.counts:
            yield f"Equality and quality of “{one.title}”: {standing.state}. {standing.says}"


def blocks(options: Iterable[Option]) -> Iterator[Block]:
    """Where each stands in words, and each group of people by option; nothing where there is no option."""
    found = standings(options)
    if not found:
        return
    yield Heading(TITLE)
    yield Listing(tuple(f"{one.title}: {standing.state}. {standing.says}" for one, standing in found))
    if any(standing.counts for _one, standing in found):
        yield side_by_side("Effect of each option on each group", [(one.title, standing) for one, standing in found])
    else:
        yield Paragraph("As no assessment counts, the effect of every option on every group is not known.")
