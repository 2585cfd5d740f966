"""What `coequal compare --people` does: opens the people, and counts them under both policies."""

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from coequal.cli.progress import people_progress
from coequal.comparison.counted import Both
from coequal.comparison.proof.two import Proof
from coequal.errors import CoequalError
from coequal.populations.columns import implausible_said, usual_type
from coequal.populations.groups import Groups
from coequal.populations.mapping import Names, layouts, read_mapping
from coequal.populations.publishing import publish, published, say_count
from coequal.populations.reading import Layouts, Reader
from coequal.populations.sources import CsvFile, check_names, is_synthetic, open_file
from coequal.populations.tally import Counter, Tally, tally


def count_people(proof: Proof, options: Namespace) -> dict[str, Any]:
    """The people that somebody names, counted. Raises `CoequalError`."""
    source = open_file(Path(options.people))
    check_names(source.schema, source.name)
    dictionary = proof.a.policy.vocabulary.dictionary
    names = read_mapping(options.columns, dictionary) if options.columns else Names()
    laid_out = layouts(dictionary, source.schema.names, names)
    if not laid_out:
        message = f"{source.name} has no column that is called after a fact of {dictionary.service}."
        raise CoequalError(f"{message} --columns says which holds which.")
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in laid_out.values()})
    both = Both(proof.a, proof.b, {layout.standard for layout in laid_out.values()})
    counted = tally(Counter(both, Reader(laid_out), Groups()), source, partial(people_progress, people=source.rows))
    report = publish(both.report(counted)) if options.publish else both.report(counted)
    said = list(_warnings(laid_out, counted, hidden=options.publish))
    return {**report, "synthetic": is_synthetic(source.schema), "published": options.publish, "warnings": said}


def _warnings(laid_out: Layouts, counted: Tally, *, hidden: bool) -> Iterator[str]:
    """Values that cannot be right, and people who could not be assessed."""
    shown = published if hidden else int
    for column, number in counted.implausible.items():
        yield implausible_said(laid_out[column], shown(number))
    if counted.contradictory:
        people = say_count(shown(counted.contradictory))
        yield f"Not assessed, because what is given of them cannot be true together: {people}."
