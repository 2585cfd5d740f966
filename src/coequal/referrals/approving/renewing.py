"""Renewing an approval: a request that follows it, under the same text, in which what may have changed since is asked again."""

from collections.abc import Iterator

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import ASK, USE_APPROVAL
from coequal.accounts.trail import record
from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import Known
from coequal.facts.dictionary import Fact
from coequal.referrals.approving.asking import asked, begun, fill
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.using import held
from coequal.referrals.models import Approval, Identity, Request
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.states import ENDS
from coequal.referrals.pack.lacking import Lacking

_CARRIED = (
    "organisation",
    "provider",
    "kind",
    "service",
    "treatment",
    "policy",
    "version",
    "digest",
    "referred_on",
    "intervention",
)


def renew(acting: Acting, approval: Approval, bound: Bound) -> Request:
    """A request that follows an approval, about the same person; or the one that is being written already.

    The same version binds it, for the day of referral is the same. Of the facts, those of `asked_again` are left out. Raises
    `CoequalError` for an approval that was withdrawn, and for a panel's.
    """
    with held(acting, approval, USE_APPROVAL) as (found, acts):
        before = found.request
        require(acting, ASK, Asked(before))
        require_renewable(found)
        bound.require_binds(before)
        if there := before.followed_by.exclude(state__in=ENDS).first():
            return there
        assert acts.person is not None
        made = Request.objects.create(**{name: getattr(before, name) for name in _CARRIED}, made_by=acts.person, follows=before)
        again = {one.name for one in asked_again(bound.rules)}
        kept = {name: one for name, one in _sent(before).items() if name not in again}
        fill(made, kept, _same_person(before.identity))
        begun(made, acts)
        record(acts, "began to renew an approval", found, detail={"request": made.reference})
    return made


def require_renewable(approval: Approval) -> None:
    """Nothing, where an approval can be renewed. Raises `CoequalError`."""
    if approval.request.kind != PRIOR_APPROVAL:
        raise CoequalError(
            f"{approval.number} was decided on by a panel. Ask for more by a new funding request, which names {approval.number}."
        )
    if approval.withdrawn:
        raise CoequalError(f"{approval.number} was withdrawn, so it cannot be renewed. Begin a new request instead.")


def asked_again(rules: Rules) -> list[Fact]:
    """The facts of a policy that a renewal does not take over: they hold for a time only, are planned, or are used up.

    Those are results with a date, the days of tests before referral, the day on which treatment starts, and the numbers on
    which the amounts rest.
    """
    policy, facts = rules.policy, rules.policy.vocabulary.dictionary.facts
    tests = set().union(*(names(one.condition) for one in policy.criteria if one.kind == "readiness" and one.condition))
    amounts = set().union(*(names(node) for one in policy.treatments for node in one.amounts.values()))
    used = policy.vocabulary.basis(frozenset(amounts))

    def is_asked(fact: Fact) -> bool:
        if fact.dated or (fact.moment is not None and fact.name != policy.binds_by):
            return True
        return (fact.kind == "number" and fact.name in used) or (fact.kind == "date" and fact.name in tests - {policy.binds_by})

    return [facts[name] for name in asked(rules) if is_asked(facts[name])]


def still_to_ask(request: Request, bound: Bound) -> list[Fact]:
    """The facts of a renewal that were known the time before, are asked again, and were not answered yet."""
    if request.follows is None:
        return []
    before, now = _sent(request.follows), request.clinical.facts
    return [fact for fact in asked_again(bound.rules) if fact.name in before and fact.name not in now]


def known_all_the_same(assessment: Assessment, missing: Lacking) -> bool:
    """Whether something counts as missing although all of it is known: a result after the day of referral does not count.

    In a renewal that is usual, and an officer looks at it.
    """
    wanted = {missing.fact} if missing.fact else set(_of_test(assessment, missing.what))
    return bool(wanted) and all(isinstance(assessment.case.get(name), Known) for name in wanted)


def _of_test(assessment: Assessment, cited: str) -> Iterator[str]:
    """The facts that are asked by the investigation before referral that is cited so; none where it is none."""
    for one in assessment.criteria.values():
        if one.criterion.kind == "readiness" and one.criterion.cited == cited and one.criterion.condition is not None:
            yield from names(one.criterion.condition)


def _sent(request: Request) -> dict[str, object]:
    return dict(request.clinical.sent_facts or request.clinical.facts)


def _same_person(who: Identity) -> Identity:
    copied = ("name", "nhs_number", "date_of_birth", "address", "contact", "partner")
    return Identity(**{name: getattr(who, name) for name in copied})
