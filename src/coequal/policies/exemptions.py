"""People for whom another body commissions a service, wherever they live: what to say of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from coequal.criteria.closures import closure
from coequal.criteria.describe import describe
from coequal.criteria.phrases import Phrases, sentence
from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.facts.case import Case
from coequal.organisations.register import Organisations
from coequal.policies.model import Policy


@dataclass(frozen=True, slots=True)
class Exempt:
    """An exemption that holds for a case, or of which that is not known, as a sentence."""

    when: Node
    holds: bool
    says: str
    commissioner: str


def exemptions(vocabulary: Vocabulary, case: Case, organisations: Organisations) -> Iterator[Exempt]:
    """The exemptions of a service that a case does not rule out."""
    phrases = Phrases(vocabulary.dictionary.facts, str)
    values = work_out(vocabulary.values(case), formulas(vocabulary, vocabulary.derived))
    for node, exemption in vocabulary.exempt:
        holds = closure(node, vocabulary.slots)(values)
        body = organisations.bodies.get(exemption.commissioner)
        name = f"{body.name} ({body.code})" if body else exemption.commissioner
        condition = " ".join(line.text for line in describe(node, phrases))
        if holds:
            says = f"{sentence(condition)} So {name} decides, whatever a local policy says: {exemption.because}."
            yield Exempt(node, True, says, exemption.commissioner)
        elif holds is None:
            yield Exempt(node, False, f"If {condition}, {name} decides instead: {exemption.because}.", exemption.commissioner)


def from_policy(policy: Policy, case: Case, organisations: Organisations) -> Iterator[Exempt]:
    """The exemptions that take a case away from a policy: not those by which its own commissioner decides."""
    owners = {owner.code for owner in policy.owners}
    return (found for found in exemptions(policy.vocabulary, case, organisations) if found.commissioner not in owners)
