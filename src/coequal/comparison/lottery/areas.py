"""The areas of the lottery on a day: each policy that binds for an area's commissioner, and what is set apart, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.comparison.residence import Residence, residence
from coequal.comparison.seen import has_seen, is_whole
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations
from coequal.policies.binding import binds, bound, why_not_sure
from coequal.policies.model import Policy
from coequal.policies.which import Answer, Finder

LOCAL = ("CCG", "ICB")  # the roles of bodies that commission for areas
YARDSTICK = "nice"  # the area in the ids of NICE's guidelines, which bind nobody
_SEEN = {
    "whole": "Rules of it were looked for and not found, so nobody is found eligible under it here.",
    "partial": "We have seen only a part of it, so nobody is found eligible under it here.",
    "second-hand": "We know it only from others, so nobody is found eligible under it here.",
}


@dataclass(frozen=True, slots=True)
class Area:
    """A policy, the bodies where it surely binds on the day, those where it only may, and where people are taken to live.

    `apart` holds the reasons for which its answers are not counted, as sentences; nothing where they are.
    """

    policy: Policy
    binds_for: tuple[Body, ...]
    may_bind_for: tuple[Body, ...]
    home: Residence
    apart: tuple[str, ...]

    @property
    def name(self) -> str:
        """The area in the policy's id, such as norfolk-and-waveney."""
        return _area_of(self.policy)

    @property
    def counts(self) -> bool:
        """Whether it is counted: the policy surely binds and nothing of it is unseen."""
        return not self.apart

    @property
    def binds(self) -> bool:
        """Whether the policy surely binds for an area."""
        return bool(self.binds_for)

    @property
    def counts_as_seen(self) -> bool:
        """Whether it is counted among areas as far as their policies have been seen: it binds, and some condition was seen."""
        return self.binds and has_seen(self.policy)


@dataclass(frozen=True, slots=True)
class Day:
    """The lottery's areas on a day, the yardstick if there is one, and the bodies of whose policy nothing is known.

    `of_no_body` are policies that bind on the day or may, and of whose owners none is a body that is known here: no areas.
    """

    on: date
    areas: tuple[Area, ...]
    yardstick: Area | None
    bodies: tuple[Body, ...]
    no_policy_seen: tuple[Body, ...]
    seen_for_a_part: tuple[Body, ...]
    of_no_body: tuple[Policy, ...]


def areas_on(policies: Iterable[Policy], organisations: Organisations, on: date, today: date) -> Day:
    """The lottery of one service on a day, from every version of its policies.

    Raises `CoequalError` where it is not known which bodies commissioned for areas on that day.
    """
    versions = list(policies)
    finder = Finder(versions, organisations, today)
    bodies = tuple(body for body in organisations.bodies.values() if body.role in LOCAL and body.existed(on))
    if not bodies:
        raise CoequalError(f"Which bodies commissioned for areas on {say_date(on)} is not known here. {_known_from(organisations)}")
    answers = {body.code: finder.of_body(body, on) for body in bodies}
    found = _Found(answers, bodies)
    areas = [_local(found, policy, finder, on) for policy in versions if found.where[_key(policy)]]
    areas += [_national(policy, on) for policy in _of_nhs_england(versions, organisations, on)]
    placed = {_key(area.policy) for area in areas}
    nobodys = [one for one in versions if _area_of(one) != YARDSTICK and _key(one) not in placed and binds(one, on) is not False]
    return Day(
        on,
        tuple(sorted(areas, key=lambda area: (not area.counts, not area.binds, _key(area.policy)))),
        _yardstick(versions, on),
        bodies,
        tuple(body for body in bodies if not answers[body.code].candidates),
        tuple(body for body in bodies if answers[body.code].candidates and not all(answers[body.code].parts)),
        tuple(policy for policy in nobodys if not any(owner.code in organisations.bodies for owner in policy.owners)),
    )


def _known_from(organisations: Organisations) -> str:
    first = min((body.since for body in organisations.bodies.values() if body.role in LOCAL), default=None)
    return f"They are known from {say_date(first)}." if first else "The library names none."


def _area_of(policy: Policy) -> str:
    return policy.id.partition("/")[0]


def _key(policy: Policy) -> tuple[str, str]:
    return policy.id, policy.version


class _Found:
    """Of each version the bodies for whose areas it surely binds, and those for whose areas it may."""

    def __init__(self, answers: dict[str, Answer], bodies: Sequence[Body]) -> None:
        self.where: defaultdict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
        self.bodies = {body.code: body for body in bodies}
        for code, answer in answers.items():
            for part in answer.parts:
                for candidate in part:
                    surely = len(part) == 1 and candidate.sure
                    bodies_of = self.where[_key(candidate.policy)]
                    bodies_of[code] = bodies_of.get(code, False) or surely

    def of(self, policy: Policy, *, surely: bool) -> tuple[Body, ...]:
        """The bodies where it binds surely, or not surely."""
        return tuple(self.bodies[code] for code, sure in self.where[_key(policy)].items() if sure is surely)


def _local(found: _Found, policy: Policy, finder: Finder, on: date) -> Area:
    surely, perhaps = found.of(policy, surely=True), found.of(policy, surely=False)
    why = () if surely else (_why_perhaps(policy, on),)
    return Area(policy, surely, perhaps, residence(policy, finder, surely or perhaps, on), (*why, *_unseen(policy)))


def _why_perhaps(policy: Policy, on: date) -> str:
    if binds(policy, on) is None:
        return f"It may bind, but that is not certain: {why_not_sure(policy, on)}."
    return "It may bind, but that is not certain: another may bind instead."


def _unseen(policy: Policy) -> tuple[str, ...]:
    if is_whole(policy):
        return ()
    said = _SEEN[policy.completeness]
    return (said,) if has_seen(policy) else (said, "None of its conditions has been seen.")


def _of_nhs_england(versions: Sequence[Policy], organisations: Organisations, on: date) -> Iterator[Policy]:
    """What NHS England commissions itself, where it binds on the day or may."""
    for policy in versions:
        owners = [organisations.bodies.get(owner.code) for owner in policy.owners]
        if any(body and body.role == "NHS England" for body in owners) and binds(policy, on) is not False:
            yield policy


def _national(policy: Policy, on: date) -> Area:
    said = ["NHS England commissions this for some people wherever they live, so it is no area's policy."]
    if binds(policy, on) is None:
        said.append(_why_perhaps(policy, on))
    return Area(policy, (), (), Residence(), (*said, *_unseen(policy)))


def _yardstick(versions: Sequence[Policy], on: date) -> Area | None:
    """NICE's guideline of the day, if the library has one for the service."""
    sure = bound([policy for policy in versions if _area_of(policy) == YARDSTICK], lambda _policy: on).sure
    if sure is None:
        return None
    said = "It is a yardstick, and nobody's policy."
    return Area(sure, (), (), Residence(), (said, *_unseen(sure)))
