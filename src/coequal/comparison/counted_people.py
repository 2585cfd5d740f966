"""People of a source counted under both policies of a proof, with what has to be said of them."""

from typing import Any

from coequal.comparison.counted import Both
from coequal.comparison.counted_sums import as_shown
from coequal.comparison.proof.two import Proof
from coequal.populations.groups import Groups
from coequal.populations.opened import Opened
from coequal.populations.publishing import published, say_count
from coequal.populations.reading import Reader
from coequal.populations.tally import Counter, Progress, tally


def count_people(proof: Proof, people: Opened, *, public: bool, progress: Progress = iter) -> dict[str, Any]:
    """What `proof_data` has of people; where it is `public`, as it may be published. Raises `CoequalError`."""
    both = Both(proof.a, proof.b, people.columns, made_up=people.synthetic)
    counter = Counter(both, Reader(people.laid_out), Groups())
    counted = tally(counter, people.source, progress)
    shown = published if public else int
    said = list(people.implausible(counted.implausible, shown))
    if counted.contradictory:
        number = say_count(shown(counted.contradictory))
        said.append(f"Not assessed, because what is given of them cannot be true together: {number}.")
    report = as_shown(both.report(counted), public=public)
    return {**report, "synthetic": people.synthetic, "published": public, "warnings": said}
