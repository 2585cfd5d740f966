"""Many policies against one, on the same people in memory: what each further policy costs."""

from collections.abc import Callable
from itertools import islice
from statistics import median

import pyarrow as pa
from bench.everyone.kernel import KERNEL, population
from bench.everyone.people import rules
from bench.everyone.rounds import MEMORY, Entry

from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.rules import Rules
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.assess import assess
from coequal.populations.measures import Asked
from coequal.populations.question import Question
from coequal.populations.reading import Held
from coequal.populations.sources import Source, Table

FORTY = 40
WORK = "who passes what under"


class Explained:
    """Of each policy, who passes each criterion and who does not, and every outcome of every treatment."""

    def __init__(self, policies: list[Policy], columns: set[str]) -> None:
        """Put the policies into one graph."""
        asked = [Asked(f"{policy.id}@{policy.version}", Rules(policy)) for policy in policies]
        found = Question(asked, rules().policy.vocabulary, columns)
        self.graph = found.graph
        self.meant, self.contradictory = self.graph.truth(True), self.graph.truth(False)
        wanted = []
        for policy in found.policies:
            for passes in policy.passes:
                wanted += [self.graph.sure(passes), self.graph.sure(self.graph.negated(passes))]
            for funded in policy.said.treatments:
                wanted += [self.graph.add(funded.outcomes[name]) for name in OUTCOMES]
        self.measures = list(dict.fromkeys(wanted))


def explaining(policies: list[Policy], source: Source) -> Callable[[], int]:
    """Every policy on the people in a source, with one thread, compiled beforehand."""
    people = population(source)
    question = Explained(policies, {layout.standard for layout in people.layouts.values()})
    return lambda: assess(question, people, workers=1).people


def said(entries: list[Entry]) -> str:
    """What many policies cost beside one, as the medians over the rounds of two times in the same round."""
    one, *others = [entry for entry in entries if entry.work.startswith(WORK)]
    ratios = [(entry, median(a / b for a, b in zip(entry.times, one.times, strict=True))) for entry in others]
    return "; ".join(f"{entry.name.removeprefix(KERNEL)[2:]} cost {ratio:.2f} times one" for entry, ratio in ratios)


def many_entries(table: pa.Table) -> list[Entry]:
    """One policy, forty, and every version of every policy for the service."""
    one = rules().policy
    every = list(Library().of_service(one.service))
    source = Held(table, population(Table(table)).layouts)
    latest = {policy.id: policy for policy in every if policy.id != one.id}
    forty = [one, *islice(latest.values(), FORTY - 1)]
    rows, work = table.num_rows, WORK
    return [
        Entry(f"{KERNEL}, 1 policy", explaining([one], source), rows, MEMORY, f"{work} one"),
        Entry(f"{KERNEL}, {FORTY} policies", explaining(forty, source), rows, MEMORY, f"{work} forty"),
        Entry(f"{KERNEL}, all {len(every)} versions", explaining(every, source), rows, MEMORY, f"{work} all"),
    ]
