"""What `coequal compare --people` does: opens the people, and counts them under both policies."""

from argparse import Namespace
from functools import partial
from typing import Any

from coequal.comparison.counted_people import count_people
from coequal.comparison.proof.two import Proof
from coequal.populations.opened import open_named, open_people
from coequal.populations.progress import people_progress


def count_named(proof: Proof, options: Namespace) -> dict[str, Any]:
    """The people that somebody names, counted. Raises `CoequalError`."""
    people = open_people(open_named(options.people), proof.a.policy.vocabulary, options.columns)
    progress = partial(people_progress, people=people.source.rows)
    return count_people(proof, people, public=options.publish, progress=progress)
