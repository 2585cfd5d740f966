"""The version that binds a request, as the shelf holds it, and whose it is on the day of referral."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ANSWER_APPROVAL, AUTHORISE
from coequal.comparison.naming import titled
from coequal.errors import CoequalError
from coequal.organisations.register import Organisations
from coequal.policies.binding import BINDING, choose, governs_from, named
from coequal.policies.binding import bound as bound_among
from coequal.policies.model import Policy
from coequal.programmes.models import Ratification
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import Request
from coequal.referrals.requesting.beginning import commissioners as commissioners_with_rules
from coequal.web.shelf import NotOnTheShelf, shelf

_ANSWER: Final = (*ANSWER_APPROVAL.roles, *AUTHORISE.roles)
Ratified = Mapping[tuple[str, str], set[str]]  # by policy and version


def bound_on(policy_id: str, referred_on: date) -> Bound:
    """The version of a policy that binds a referral of a day. Raises `CoequalError` where none does or there is no such policy."""
    chosen = choose(shelf().shelved, policy_id, lambda _policy: referred_on, shelf().today())
    return _bound(chosen.policy, referred_on, chosen.assumptions)


def bound_of(request: Request) -> Bound:
    """The version by which a request is bound, whatever binds others now. Raises `CoequalError` where its text is not here."""
    policy = shelf().policy(request.policy, request.version)
    try:
        chosen = choose(shelf().shelved, request.policy, lambda _policy: request.referred_on, shelf().today())
    except CoequalError:
        chosen = None
    if chosen is None or chosen.policy.version != policy.version:
        chosen = named(policy, shelf().library, lambda _policy: request.referred_on, shelf().today())
    found = _bound(policy, request.referred_on, chosen.assumptions)
    found.require_binds(request)
    return found


def bound_to(policy_id: str, version: str) -> Bound:
    """A version by its name, as of today. Raises `NotOnTheShelf`."""
    return _bound(shelf().policy(policy_id, version), shelf().today(), ())


def _bound(policy: Policy, on: date, taken: tuple[str, ...]) -> Bound:
    library = shelf().library
    rules = shelf().rules(policy)
    return Bound(rules, commissioners(policy, on), taken, library.organisations, area_named, _binds(policy, shelf().today()))


def _binds(policy: Policy, day: date) -> bool | None:
    """Whether a version is the one that binds a referral of a day; None where it or another one may."""
    found = bound_among(shelf().policies.get(policy.id, ()), lambda _policy: day)
    is_sure = found.sure is not None and found.sure.version == policy.version
    if found.perhaps and (is_sure or policy.version in {one.version for one in found.perhaps}):
        return None
    return is_sure


def commissioners(policy: Policy, on: date, ratified: Ratified | None = None) -> frozenset[str]:
    """The codes of the bodies whose a version is on a day: its owners or who follows them, and who ratified it here."""
    organisations = shelf().library.organisations
    found = set()
    for owner in policy.owners:
        heirs = organisations.in_charge(owner.code, on)
        found |= {heir.code for heir in heirs} or {owner.code}
    return frozenset(found | (_ratified() if ratified is None else ratified).get((policy.id, policy.version), set()))


def _ratified() -> Ratified:
    """The codes of the bodies by which versions were ratified here."""
    rows = Ratification.objects.values_list("policy", "version", "decision__motion__meeting__organisation__code")
    return {(policy, version): {code} for policy, version, code in rows}


def area_named(code: str) -> str:
    """The name of an area, also of an invented one that the library does not know; the code where nobody has one."""
    known = shelf().library.area(code)
    if known != code:
        return known
    invented = Organisation.objects.filter(code=code, invented=True).first()
    return invented.name if invented else code


def in_force(codes: Collection[str], day: date) -> list[Policy]:
    """Of each policy of some bodies the version that surely binds a referral of a day."""
    found = (bound_among(versions, lambda _policy: day).sure for versions in shelf().policies.values())
    ratified = _ratified()
    return [one for one in found if one and commissioners(one, day, ratified) & set(codes)]


def versions_of(codes: Collection[str], day: date) -> list[Policy]:
    """Every whole version that is somebody's on a day and binds a referral of that day or a later one, as far as is known."""
    there = (policy for versions in shelf().policies.values() for policy in versions)
    whole, ratified = (one for one in there if one.completeness == "whole" and one.status in BINDING), _ratified()
    coming = (one for one in whole if _binds(one, day) is not False or governs_from(one).had_come(day) is False)
    return [one for one in coming if commissioners(one, day, ratified) & set(codes)]


def titled_with_version(policy_id: str, version: str) -> str:
    """A version by the title, area and version of its policy; by its id where its text is not on the shelf any more."""
    try:
        return f"{titled(shelf().policy(policy_id, version))}, version {version}"
    except NotOnTheShelf:
        return f"{policy_id}, version {version}"


def answering() -> QuerySet[Organisation]:
    """The bodies that answer requests here: they can be asked for funding, or somebody works here who answers or authorises."""
    here = Q(memberships__role__in=_ANSWER, memberships__accepted__isnull=False)
    return Organisation.objects.filter(Q(pk__in=commissioners_with_rules()) | here).distinct()


def commissioner_of(bound: Bound) -> Organisation:
    """The one body that answers here under a policy. Raises `CoequalError` where nobody does, or several might."""
    found = list(answering().filter(code__in=bound.commissioners))
    if len(found) == 1:
        return found[0]
    bodies, today = bound.organisations, shelf().today()
    whose = " or ".join(_called(code, bodies) for code in sorted(bound.commissioners)) or "nobody that is known"
    heirs = {heir.code for code in bound.commissioners for heir in bodies.in_charge(code, today)}
    whom = " or ".join(_called(code, bodies) for code in sorted(heirs)) or "the commissioner"
    why = "several of them answer here" if found else "nobody there answers requests on this site"
    raise CoequalError(f"{bound.policy.title} is a policy of {whose}, and {why}. Ask {whom} how requests are taken there.")


def _called(code: str, bodies: Organisations) -> str:
    """A body by name and code; by its code alone where nobody knows the name."""
    found = bodies.bodies.get(code) or Organisation.objects.filter(code=code).first()
    return f"{found.name} ({code})" if found else code


def why_nobody_answers(policy_id: str, referred_on: date) -> str:
    """Why nobody can be referred here under a policy on a day, in sentences; nothing where somebody answers."""
    try:
        commissioner_of(bound_on(policy_id, referred_on))
    except CoequalError as error:
        return error.message
    return ""
