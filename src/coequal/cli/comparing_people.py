"""What `coequal compare --people` does: opens the people, and counts them under both policies."""

from argparse import Namespace
from functools import partial
from typing import Any

from coequal.cli.opened import open_named, open_people
from coequal.cli.progress import people_progress
from coequal.comparison.counted import Both
from coequal.comparison.proof.two import Proof
from coequal.populations.groups import Groups
from coequal.populations.publishing import publish, published, say_count
from coequal.populations.reading import Reader
from coequal.populations.tally import Counter, tally


def count_people(proof: Proof, options: Namespace) -> dict[str, Any]:
    """The people that somebody names, counted. Raises `CoequalError`."""
    people = open_people(open_named(options.people), proof.a.policy.vocabulary, options.columns)
    both = Both(proof.a, proof.b, people.columns)
    counter = Counter(both, Reader(people.laid_out), Groups())
    counted = tally(counter, people.source, partial(people_progress, people=people.source.rows))
    shown = published if options.publish else int
    said = list(people.implausible(counted.implausible, shown))
    if counted.contradictory:
        number = say_count(shown(counted.contradictory))
        said.append(f"Not assessed, because what is given of them cannot be true together: {number}.")
    report = publish(both.report(counted)) if options.publish else both.report(counted)
    return {**report, "synthetic": people.synthetic, "published": options.publish, "warnings": said}
