"""The version of a policy that binds a request: compiled, with whose it is and what was taken for granted in choosing it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coequal.accounts.models import Organisation
from coequal.eligibility.assess import assess, treatment_sought
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Case, case_data, read_case
from coequal.organisations.register import Organisations
from coequal.policies.exemptions import Exempt, from_policy
from coequal.policies.model import Policy
from coequal.referrals.models import Request


@dataclass(frozen=True, slots=True)
class Bound:
    """A version, the codes of the commissioners whose it is on the day of referral, and sentences on how it came to be chosen.

    `area` names an area by its code; `current` says whether a referral of today is bound by this text too, None where that is
    not known.
    """

    rules: Rules
    commissioners: frozenset[str]
    taken: tuple[str, ...]
    organisations: Organisations
    area: Callable[[str], str]
    current: bool | None

    @property
    def policy(self) -> Policy:
        """The version."""
        return self.rules.policy

    def assess(self, case: Case) -> Assessment:
        """The assessment of a case; what was taken for granted in choosing the version stands among its assumptions."""
        found = assess(self.rules, case, self.area)
        said = {criterion.applies_when for criterion in self.policy.criteria if criterion.kind == "elsewhere"}
        exempt = (one.says for one in self.exempt(case) if one.holds and one.when not in said)
        return replace(found, assumptions=(*self.taken, *found.assumptions, *exempt))

    def exempt(self, case: Case) -> tuple[Exempt, ...]:
        """The people for whom another body commissions the service, as far as a case does not rule them out."""
        return tuple(from_policy(self.policy, case, self.organisations))

    def read(self, facts: dict[str, object]) -> Case:
        """The case that facts as they are kept say."""
        return read_case(facts, self.policy.vocabulary.dictionary)

    def written(self, case: Case) -> dict[str, object]:
        """A case as it is kept."""
        return case_data(case, self.policy.vocabulary.dictionary)

    def treatment(self, case: Case) -> str:
        """The id of the treatment that a case seeks."""
        return treatment_sought(self.rules, case)[0].treatment.id

    def require_of(self, organisation: Organisation) -> None:
        """Nothing, where the policy is that of an organisation. Raises `CoequalError`."""
        if organisation.code not in self.commissioners:
            raise CoequalError(
                f"{self.policy.id} is not a policy of {organisation.name}, which cannot answer under it. Choose one of its own."
            )

    def require_binds(self, request: Request) -> None:
        """Nothing, where this is the very text that a request is bound by. Raises `CoequalError`."""
        if (request.policy, request.version, request.digest) != (self.policy.id, self.policy.version, self.policy.digest):
            raise CoequalError(
                f"{request.reference} is bound by another text of {request.policy} than the one that is read now. "
                "Ask whoever keeps the policies of this site for the text with the fingerprint that is written in the request."
            )
