"""A policy chosen for a day, ready to assess cases."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, read_case
from coequal.policies.binding import Chosen, DayOf, choose, named
from coequal.policies.exemptions import from_policy
from coequal.policies.library import Library
from coequal.policies.model import Policy


def find(library: Library, name: str, day_of: DayOf, or_latest: bool = False) -> Chosen:
    """The version that is meant by an id, which may name a version, or by the path of a file."""
    today = date.today()  # noqa: DTZ011  # the user's own day
    if is_path(name):
        return named(library.read(Path(name)), library, day_of, today)
    return choose(library, name, day_of, today, or_latest)


def is_path(name: str) -> bool:
    """Whether a policy is given as a file rather than by its id."""
    try:
        return name.endswith(".md") or Path(name).is_file()
    except (OSError, ValueError):  # too long, or with a character that no path has
        return False


class Assessor:
    """One version of a policy, compiled, with what was assumed in choosing it."""

    def __init__(self, chosen: Chosen, library: Library) -> None:
        """Compile a chosen policy."""
        self.policy, self.assumptions, self.library = chosen.policy, chosen.assumptions, library
        self.rules = Rules(chosen.policy)

    def assess(self, facts: Mapping[str, object] | Case) -> Assessment:
        """The assessment of a case, given as a mapping of fact names to values. Raises `CoequalError` on what cannot be used."""
        case = facts if isinstance(facts, Case) else read_case(facts, self.policy.vocabulary.dictionary)
        return assess(self.rules, case, self.library.area, (*self.assumptions, *self._decided_elsewhere(case)))

    def _decided_elsewhere(self, case: Case) -> Iterator[str]:
        """What to say where another body commissions for these people, unless the policy has a criterion that says so."""
        said = {criterion.applies_when for criterion in self.policy.criteria if criterion.kind == "elsewhere"}
        for exemption in from_policy(self.policy, case, self.library.organisations):
            if exemption.holds and exemption.when not in said:
                yield exemption.says


def for_case(library: Library, name: str, case: Case, or_latest: bool = False) -> Assessor:
    """The policy with an id, or in a file, that binds on a case's own day; else, if that will do, its latest version."""

    def day_of(policy: Policy) -> date | None:
        day = case.value(policy.binds_by)
        return day if isinstance(day, date) else None

    return Assessor(find(library, name, day_of, or_latest), library)
