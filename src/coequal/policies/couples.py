"""A couple whose practices lie in two areas: whose policy binds, as each policy says."""

from collections.abc import Sequence
from dataclasses import replace

from coequal.policies.which import Answer, Candidate

_NOT_SAID = "does not say whose practice counts where two people are in two areas; hers is taken"
_HERS = {
    None: _NOT_SAID,
    "her area": "goes by her practice, so that of her partner does not matter",
    "either area": "takes couples of whom either has a practice in its area, and hers is there",
    "both areas": "asks that both have their practice in its area, so it does not bind for them",
}
_PARTNERS = {
    None: _NOT_SAID,
    "her area": "goes by her practice, so it does not bind for them",
    "either area": "takes couples of whom either has a practice in its area, so they can be referred under it too",
    "both areas": "asks that both have their practice there, so it does not bind for them",
}


def for_couple(hers: Answer, partners: Answer) -> Answer:
    """What binds for a couple, from what binds in her area and in that of her partner.

    A policy goes by her area unless it says that either area will do, or that both must be its own.
    """
    said: list[str] = []
    parts = [tuple(kept for candidate in part if (kept := _of_hers(candidate, partners, said))) for part in hers.parts]
    known = {candidate.policy.id for candidate in hers.candidates}
    added = [candidate for candidate in partners.candidates if candidate.policy.id not in known and _joins(candidate, said)]
    left = (kept for part, kept in zip(hers.parts, parts, strict=True) if kept or not (part and added))
    bodies = dict.fromkeys((*hers.commissioners, *(candidate.commissioner for candidate in added)))
    because = (*hers.because, *_of_the_partner(partners, added), *dict.fromkeys(said))
    return Answer(tuple(bodies), (*left, *((candidate,) for candidate in added)), because, hers.drafts)


def _of_hers(candidate: Candidate, partners: Answer, said: list[str]) -> Candidate | None:
    """The policy of her area, as surely as it binds the two; None where it does not."""
    policy = candidate.policy
    there = any(other.policy.id == policy.id for other in partners.candidates)
    if policy.couples == "both areas" and _not_certain(policy.id, there, partners):
        said.append(f"{policy.id} asks that both have their practice in its area; whether her partner's is there is not certain.")
        return replace(candidate, sure=False)
    if there:
        return candidate
    said.append(f"{policy.id} {_HERS[policy.couples]}.")
    return None if policy.couples == "both areas" else candidate


def _not_certain(policy_id: str, there: bool, partners: Answer) -> bool:
    """Whether it is not known that the partner's practice lies in the area of a policy, nor that it does not."""
    if there:
        return any(all(candidate.policy.id != policy_id for candidate in part) for part in partners.parts)
    return not partners.commissioners


def _joins(candidate: Candidate, said: list[str]) -> bool:
    """Whether the policy of the partner's area binds them too."""
    policy = candidate.policy
    said.append(f"{policy.id}, of the partner's area, {_PARTNERS[policy.couples]}.")
    return policy.couples == "either area"


def _of_the_partner(partners: Answer, added: Sequence[Candidate]) -> tuple[str, ...]:
    """The reasons in the partner's area, where its policy comes in."""
    return tuple(f"For the partner: {sentence}" for sentence in partners.because) if added else ()
