"""Some policies asked about a population: what has to be counted, and what the counts say, whichever engine counts."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.expressions import failing
from coequal.eligibility.outcome import NOT_MET, OUTCOMES
from coequal.facts.fields import Located
from coequal.populations.graph import Graph
from coequal.populations.measures import STATUSES, Asked, Key, Measures, contradictory
from coequal.populations.outlook import for_lack_of_columns
from coequal.populations.tally import Tally

Count = Callable[[int], int]
Report = dict[str, Any]


class Question:
    """Policies of one service, and the terms that answer for them. `columns` are the facts' columns that the population has."""

    def __init__(
        self, asked: Sequence[Asked], vocabulary: Vocabulary, columns: Collection[str], where: Located | None = None
    ) -> None:
        """Make one graph of all that the policies say; equal conditions are worked out once for all of them.

        Only people are meant of whom `where`, a condition, is known to hold. Raises `CoequalError` where it cannot be read.
        """
        self.vocabulary, self.columns = vocabulary, columns
        self.graph = Graph(vocabulary, columns)
        self.meant = self.graph.truth(True) if where is None else self.graph.sure(self.graph.add(vocabulary.condition(where)))
        self.contradictory = contradictory(self.graph)
        self.policies = [Measures(one, self.graph) for one in asked]

    @property
    def measures(self) -> list[int]:
        """The terms to be counted, each once."""
        return list(dict.fromkeys(term for policy in self.policies for term in policy.all.values()))

    def absent(self) -> list[str]:
        """The facts that a policy mentions, that may be given, and for which the population has no column."""
        mentioned = frozenset().union(*(policy.rules.mentioned for policy in self.policies))
        wanted = self.vocabulary.basis(mentioned)
        facts = self.vocabulary.dictionary.facts
        return [name for name, fact in facts.items() if name in wanted and fact.column not in self.columns]

    def unknowable(self) -> dict[str, dict[str, list[str]]]:
        """Of each policy the criteria that columns are lacking for: *not known* of anybody, or known to be *met* by nobody."""
        silent, unmet = for_lack_of_columns(self.graph)
        found = {}
        for policy in self.policies:
            terms = {policy.rules.criteria[place].id: policy.passes[place] for place in policy.deciding}
            never = [name for name, term in terms.items() if term in silent]
            found[policy.asked.name] = {
                "not known": never,
                "never met": [name for name, term in terms.items() if term in unmet and name not in never],
            }
        return found

    def report(self, tally: Tally, order: Callable[[Sequence[str]], list[str]] = list, by: str | None = None) -> Report:
        """The counts in the shape that `coequal assess --json` prints."""
        found: Report = {"people": tally.people, "contradictory": tally.contradictory, "policies": self._policies(tally, None)}
        if by is not None:
            labels = order([label for label in tally.counts if label is not None])
            groups = {label: {"people": tally.sizes[label], "policies": self._policies(tally, label)} for label in labels}
            found["by"] = {"what": by, "groups": groups}
        return found

    def _policies(self, tally: Tally, group: str | None) -> Report:
        numbers = tally.counts.get(group)
        place = {term: n for n, term in enumerate(self.measures)}

        def count(term: int) -> int:
            return 0 if numbers is None else int(numbers[place[term]])

        return {policy.asked.name: policy_report(policy, count) for policy in self.policies}


def policy_report(measures: Measures, count: Count) -> Report:
    """What the counts say about one policy."""
    rules = measures.rules
    counted = {key: count(term) for key, term in measures.all.items()}
    criteria = {place: _criterion(measures, place, counted) for place in (*measures.deciding, *measures.readiness)}
    refusing = [rules.criteria[place].id for place in measures.deciding if failing(rules.criteria[place]) == NOT_MET]
    return {
        "version": rules.policy.version,
        "completeness": rules.policy.completeness,
        "outcomes": {name: counted["outcomes", name] for name in OUTCOMES},
        "attrition": [criteria[place] for place in measures.deciding],
        "single blockers": {name: counted["alone", name] for name in refusing},
        "not known because": {key[1]: number for key, number in counted.items() if key[0] == "hang on"},
        "readings": _readings(counted),
        "treatments": _treatments(counted),
        "readiness": [criteria[place] for place in measures.readiness],
    }


def _criterion(measures: Measures, place: int, counted: dict[Key, int]) -> Report:
    criterion = measures.rules.criteria[place]
    statuses = {status: counted["criteria", criterion.id, status] for status in STATUSES}
    left = {"left": counted["left", criterion.id]} if ("left", criterion.id) in counted else {}
    return {"criterion": criterion.id, "clause": criterion.clause, "title": criterion.title, **statuses, **left}


def _readings(counted: dict[Key, int]) -> list[Report]:
    found: dict[tuple[str, str], Report] = {}
    for key, number in counted.items():
        if key[0] == "readings":
            one = found.setdefault((key[1], key[2]), {"criterion": key[1], "label": key[2]})
            one[key[3]] = number
    return list(found.values())


def _treatments(counted: dict[Key, int]) -> Report:
    """Of each treatment its outcomes and, of each amount, how many people get which; values that nobody gets are left out."""
    found: Report = {}
    for key, number in counted.items():
        if key[0] == "treatments":
            _, treatment, what, value = key
            values = found.setdefault(treatment, {}).setdefault(what, {})
            if number or what == "outcomes":
                values[value] = number
    return found
