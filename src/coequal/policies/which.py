"""Which policy binds a referral: by its day, the place of the practice, and whoever commissions there.

A policy belongs to the places of the body that adopted it. Bodies that follow take it over with those places,
until they adopt one of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.practices import Practices
from coequal.organisations.register import Organisations
from coequal.policies import because
from coequal.policies.binding import bound
from coequal.policies.model import Policy

DayOf = Callable[[Policy], date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that binds, or may bind, and the body that answers for it on the day."""

    policy: Policy
    commissioner: Body
    sure: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What binds in each part of a place, and why, in sentences."""

    commissioners: tuple[Body, ...]
    parts: tuple[tuple[Candidate, ...], ...]
    because: tuple[str, ...]

    @property
    def candidates(self) -> list[Candidate]:
        """What binds or may bind in any part, each version once."""
        by_version = {
            (candidate.policy.id, candidate.policy.version): candidate for part in reversed(self.parts) for candidate in part
        }
        return list(reversed(by_version.values()))

    @property
    def policy(self) -> Policy | None:
        """The policy that binds, where it is surely the one in every part."""
        surely = all(len(part) == 1 and part[0].sure for part in self.parts)
        return self.candidates[0].policy if surely and len(self.candidates) == 1 else None

    @property
    def commissioner(self) -> Body | None:
        """The body in charge, where it is one."""
        return self.commissioners[0] if len(self.commissioners) == 1 else None


class Finder:
    """The policies of one service, and the organisations they belong to."""

    def __init__(self, policies: Iterable[Policy], organisations: Organisations, today: date) -> None:
        """Take every version of every policy of one service; `today` tells who answers today for what was before."""
        self.organisations, self.today = organisations, today
        self.by_id: dict[str, list[Policy]] = {}
        for policy in policies:
            self.by_id.setdefault(policy.id, []).append(policy)

    def in_area(self, area: Area, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds a case of a practice in an area; `day_of` gives the day by which a policy goes, else it is `on`."""
        bodies = area.commissioners(on)
        said = [*because.succession(area, on), *because.since_then(bodies, self.organisations, self.today)]
        parts, reasons = self._parts(area, on, day_of or (lambda _policy: on))
        return Answer(bodies, parts, _once([*said, *reasons]))

    def of_practice(self, code: str, practices: Practices, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds a case of a practice. Raises `CoequalError` where the table has no such practice.

        A place that has become part of another keeps its code, and the oldest that a practice belonged to tells most.
        """
        practice, belonging = practices.get(code), practices.area(code, on)
        said = [because.belongs(practice, belonging.areas, practices.described, self.organisations), *belonging.says]
        answers = []
        for name in belonging.areas:
            area = self.organisations.areas.get(name)
            if area is None:
                said.append(because.unknown_area(name))
                continue
            former = (self.organisations.areas.get(membership.area) for membership in practice.memberships)
            bodies = area.commissioners(on)
            place = next((one for one in former if one and one.commissioners(on) == bodies), area)
            said += [because.formerly(practice, place)] if place is not area else []
            answers.append(self.in_area(place, on, day_of))
        return _together(answers, said)

    def of_body(self, body: Body, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds in the areas of a body; where it had ended by then, in the same places under those that followed it."""
        bodies = (body,) if body.existed(on) else self.organisations.in_charge(body.code, on)
        said = [] if body in bodies else [because.gone(body, bodies, on)]
        parts: list[tuple[Candidate, ...]] = []
        places = self._places(body, min(on, body.until or on))
        for one in bodies:
            areas = [area for area in places if one in area.commissioners(on)]
            said.append(because.commissions_for(one, areas, on))
            for area in areas:
                found, reasons = self._parts(area, on, day_of or (lambda _policy: on))
                parts += found
                said += reasons
        return Answer(tuple(bodies), tuple(parts), _once(said))

    def _places(self, body: Body, on: date) -> list[Area]:
        """The areas of a body on a day, each place once: as large as it has them whole, as small as it has them in part."""
        areas = self.organisations.areas_of(body.code, on)
        whole = [area for area in areas if len(area.commissioners(on)) == 1]
        codes = {area.code for area in whole}
        shared = [area for area in areas if area not in whole and not any(area.code in self._heirs(one.code) for one in areas)]
        return [*(area for area in whole if not codes.intersection(self._heirs(area.code))), *shared]

    def adopters(self, policies: Sequence[Policy]) -> frozenset[str]:
        """The bodies that adopted a policy, in any version: its owners, but for those that only took it over from another owner."""
        owners = {owner.code for policy in policies for owner in policy.owners}
        return frozenset(owners - {heir for code in owners for heir in self._heirs(code)})

    def _heirs(self, code: str) -> set[str]:
        """Every body that follows one, and those that follow them."""
        body = self.organisations.bodies.get(code)
        return set() if body is None else {heir for following in body.successors for heir in {following, *self._heirs(following)}}

    def _parts(self, area: Area, on: date, day_of: DayOf) -> tuple[tuple[tuple[Candidate, ...], ...], list[str]]:
        """What binds under each body that is in charge of an area, and why."""
        parts: list[tuple[Candidate, ...]] = []
        said: list[str] = []
        for body in area.commissioners(on):
            found = self._under(body, area, on, day_of)
            parts.append(found)
            said += because.reasons(area, body, [(candidate.policy, candidate.sure) for candidate in found], on)
            for policy_id in dict.fromkeys(candidate.policy.id for candidate in found):
                adopted = [self.organisations.bodies[code] for code in sorted(self.adopters(self.by_id[policy_id]))]
                said += because.inherited(policy_id, adopted, body)
        codes = {one.body.code for one in area.commissions}
        here = [policy for policies in self.by_id.values() if codes.intersection(self.adopters(policies)) for policy in policies]
        return tuple(parts), [*said, *because.not_yet(here, on)]

    def _under(self, body: Body, area: Area, on: date, day_of: DayOf) -> tuple[Candidate, ...]:
        """What binds where a body is in charge: its own policy, else what it took over; with what may bind instead."""
        found: list[tuple[Policy, bool]] = []
        for adopted_at_once in self._adopted(body, area, on):
            for policies in adopted_at_once:
                which = bound(policies, day_of)
                found += [(policy, False) for policy in which.perhaps]
                found += [(which.sure, True)] if which.sure else []
            if any(sure for _, sure in found):
                break
        unsure = any(not sure for _, sure in found)
        return tuple(Candidate(policy, body, sure and not unsure) for policy, sure in found)

    def _adopted(self, body: Body, area: Area, on: date) -> Iterator[list[list[Policy]]]:
        """The policies of an area by who adopted them: the body itself first, then those before it, the last of them first."""
        line = [one for one in area.commissions if one.since <= on and body in self.organisations.in_charge(one.body.code, on)]
        for since in sorted({one.since for one in line}, reverse=True):
            codes = {one.body.code for one in line if one.since == since}
            yield [policies for policies in self.by_id.values() if codes.intersection(self.adopters(policies))]


def _together(answers: Sequence[Answer], said: Sequence[str]) -> Answer:
    """Several answers, of which only one holds but it is not known which, as one."""
    bodies = dict.fromkeys(body for answer in answers for body in answer.commissioners)
    parts = tuple(part for answer in answers for part in answer.parts)
    return Answer(tuple(bodies), parts, _once([*said, *(sentence for answer in answers for sentence in answer.because)]))


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))
