"""A couple whose practices lie in two areas: whose policy binds, as each policy says."""

from collections.abc import Sequence

from coequal.policies.which import Answer, Candidate


def for_couple(hers: Answer, partners: Answer) -> Answer:
    """What binds for a couple, from what binds in her area and in that of her partner.

    A policy goes by her area unless it says that either area will do, or that both must be its own.
    """
    said: list[str] = []
    theirs = {candidate.policy.id for candidate in partners.candidates}
    parts = [tuple(candidate for candidate in part if _stays(candidate, theirs, said)) for part in hers.parts]
    known = {candidate.policy.id for candidate in hers.candidates}
    added = [candidate for candidate in partners.candidates if candidate.policy.id not in known and _joins(candidate, said)]
    bodies = dict.fromkeys((*hers.commissioners, *(candidate.commissioner for candidate in added)))
    because = (*hers.because, *_of_the_partner(partners, added), *dict.fromkeys(said))
    return Answer(tuple(bodies), (*parts, *((candidate,) for candidate in added)), because)


def _stays(candidate: Candidate, theirs: set[str], said: list[str]) -> bool:
    """Whether the policy of her area binds them."""
    policy = candidate.policy
    if policy.couples is None:
        said.append(f"{policy.id} does not say whose practice counts where two people are in two areas; hers is taken.")
    if policy.couples == "both areas" and policy.id not in theirs:
        said.append(f"{policy.id} asks that both have their practice in its area, so it does not bind for them.")
        return False
    return True


def _joins(candidate: Candidate, said: list[str]) -> bool:
    """Whether the policy of the partner's area binds them too."""
    policy = candidate.policy
    if policy.couples == "either area":
        said.append(f"{policy.id} takes couples of whom either has a practice in its area, so they can be referred under it too.")
        return True
    said.append(f"{policy.id}, of the partner's area, goes by her practice, so it does not bind for them.")
    return False


def _of_the_partner(partners: Answer, added: Sequence[Candidate]) -> tuple[str, ...]:
    """The reasons in the partner's area, where its policy comes in."""
    return partners.because if added else ()
