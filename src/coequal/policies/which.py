"""Which policy binds a referral: by its day, the place of the practice, and whoever commissions there.

A policy belongs to the places of the body that adopted it. Bodies that follow take it over with those places,
until they adopt one of their own. So a place that was put together from several is in parts, each with its own past.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.practices import Practice, Practices
from coequal.organisations.register import Organisations
from coequal.policies import because
from coequal.policies.because import DayOf, Kept
from coequal.policies.binding import bound
from coequal.policies.model import Policy


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that binds, or may bind, and the body that answers for it on the day."""

    policy: Policy
    commissioner: Body
    sure: bool


Part = tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What binds in each part of a place, and why, in sentences; and drafts of those who commission there, which bind nobody."""

    commissioners: tuple[Body, ...]
    parts: tuple[Part, ...]
    because: tuple[str, ...]
    drafts: tuple[Policy, ...] = ()

    @property
    def candidates(self) -> list[Candidate]:
        """What binds or may bind in any part, each version once; sure where it is so in every part in which it stands."""
        found: dict[tuple[str, str], Candidate] = {}
        for candidate in (candidate for part in self.parts for candidate in part):
            known = found.setdefault((candidate.policy.id, candidate.policy.version), candidate)
            if not candidate.sure:
                found[known.policy.id, known.policy.version] = replace(known, sure=False)
        return list(found.values())

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
        by_id: dict[str, list[Policy]] = {}
        for policy in sorted(policies, key=lambda policy: (policy.id, policy.version)):
            by_id.setdefault(policy.id, []).append(policy)
        self.adopters = {policy_id: self._adopters(versions) for policy_id, versions in by_id.items()}
        self.by_adopter: dict[str, list[list[Policy]]] = {}
        for policy_id, codes in self.adopters.items():
            for code in codes:
                self.by_adopter.setdefault(code, []).append(by_id[policy_id])

    def in_area(self, area: Area, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds a case of a practice in an area; `day_of` gives the day by which a policy goes, else it is `on`."""
        bodies = area.commissioners(on)
        said = [*because.succession(area, on), *because.since_then(bodies, self.organisations, self.today)]
        parts, reasons = self._parts([area], bodies, on, day_of or (lambda _policy: on))
        return Answer(bodies, parts, _once([*said, *reasons]), self._drafts([area]))

    def of_practice(self, code: str, practices: Practices, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds a case of a practice. Raises `CoequalError` where the table has no such practice."""
        practice, belonging = practices.get(code), practices.area(code, on)
        said = [because.belongs(practice, belonging.areas, practices.described, self.organisations), *belonging.says]
        answers = []
        for name in belonging.areas:
            area = self.organisations.areas.get(name)
            if area is None:
                said.append(because.unknown_area(name))
                answers.append(Answer((), ((),), ()))
                continue
            place = self._oldest_place(practice, area)
            said += [because.formerly(practice, place, area)] if place is not area else []
            answers.append(self.in_area(place, on, day_of))
        return together(answers, said)

    def _oldest_place(self, practice: Practice, area: Area) -> Area:
        """The oldest place of a practice that has become part of its area: it keeps its code, and it tells most."""
        for membership in reversed(practice.memberships):
            former = self.organisations.areas.get(membership.area)
            if former and area.code in self._heirs(former.code):
                area = former
        return area

    def of_body(self, body: Body, on: date, day_of: DayOf | None = None) -> Answer:
        """What binds in the areas of a body; where it had ended by then, in the same places under those that followed it."""
        bodies = (body,) if body.existed(on) else self.organisations.in_charge(body.code, on)
        said = [] if body in bodies else [because.gone(body, bodies, on)]
        parts: list[Part] = []
        places = self._places(body, min(on, body.until or on))
        for one in bodies:
            areas = [area for area in places if one in area.commissioners(on)]
            said += [because.commissions_for(one, areas, on), *because.since_then([one], self.organisations, self.today)]
            found, reasons = self._parts(areas, [one], on, day_of or (lambda _policy: on))
            parts += found
            said += reasons
        return Answer(bodies, tuple(parts), _once(said), self._drafts(places))

    def _places(self, body: Body, on: date) -> list[Area]:
        """The areas of a body on a day, each place once: as large as it has them whole, as small as it has them in part."""
        areas = self.organisations.areas_of(body.code, on)
        whole = [area for area in areas if len(area.commissioners(on)) == 1]
        codes = {area.code for area in whole}
        shared = [area for area in areas if area not in whole and not any(area.code in self._heirs(one.code) for one in areas)]
        return [*(area for area in whole if not codes.intersection(self._heirs(area.code))), *shared]

    def _adopters(self, versions: Sequence[Policy]) -> tuple[str, ...]:
        """The bodies that adopted a policy, in any version: its owners, but for those that only took it over from another owner."""
        owners = {owner.code for policy in versions for owner in policy.owners if owner.code in self.organisations.bodies}
        return tuple(sorted(owners - {heir for code in owners for heir in self._heirs(code)}))

    def _heirs(self, code: str) -> set[str]:
        """Every body that follows one, and those that follow them."""
        body = self.organisations.bodies.get(code)
        return set() if body is None else {heir for following in body.successors for heir in {following, *self._heirs(following)}}

    def _parts(self, areas: Sequence[Area], bodies: Sequence[Body], on: date, day_of: DayOf) -> tuple[tuple[Part, ...], list[str]]:
        """What binds in areas under each of these bodies, in each part that came to it, and why."""
        parts: list[Part] = []
        said: list[str] = []
        for body in bodies:
            ask = because.joined(map(because.named, self.organisations.in_charge(body.code, self.today) or (body,)), "or")
            kept = {area.code: self._kept(body, area, day_of) for area in areas}
            ids: dict[str, None] = {}
            for area in areas:
                for _, found in kept[area.code]:
                    surely = all(sure for _, sure in found)
                    parts.append(tuple(Candidate(policy, body, surely) for policy, _ in found))
                    ids |= dict.fromkeys(policy.id for policy, _ in found)
                said += because.reasons(area, kept[area.code], day_of, ask)
            said += because.nothing(body, [area for area in areas if not any(found for _, found in kept[area.code])], on, ask)
            for name in ids:
                said += because.inherited(name, [self.organisations.bodies[code] for code in self.adopters[name]], body)
        return tuple(parts), [*said, *because.not_yet(self._ever(areas), day_of)]

    def _ever(self, areas: Sequence[Area]) -> list[Policy]:
        """Every version of those who ever commission in some areas."""
        codes = dict.fromkeys(one.body.code for area in areas for one in area.commissions)
        return [policy for code in codes for versions in self.by_adopter.get(code, ()) for policy in versions]

    def _drafts(self, areas: Sequence[Area]) -> tuple[Policy, ...]:
        return _each_once(policy for policy in self._ever(areas) if policy.status == "draft")

    def _kept(self, body: Body, area: Area, day_of: DayOf) -> list[Kept]:
        """What binds, or may bind, where a body is in charge: its own policy, else what each body before it left there."""
        own: list[tuple[Policy, bool]] = []
        for versions in self.by_adopter.get(body.code, ()):
            found = bound(versions, day_of)
            own += [(policy, False) for policy in found.perhaps] + ([(found.sure, True)] if found.sure else [])
        before = [] if any(sure for _, sure in own) else [one.body for one in area.commissions if body.code in one.body.successors]
        left = [kept for earlier in before for kept in self._kept(earlier, area, day_of)]
        return [(origin, [*own, *found]) for origin, found in left] or [(body, own)]


def together(answers: Sequence[Answer], said: Sequence[str]) -> Answer:
    """Several answers, of which only one holds but it is not known which, as one."""
    bodies = dict.fromkeys(body for answer in answers for body in answer.commissioners)
    parts = tuple(part for answer in answers for part in answer.parts)
    why = _once([*said, *(sentence for answer in answers for sentence in answer.because)])
    return Answer(tuple(bodies), parts, why, _each_once(policy for answer in answers for policy in answer.drafts))


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _each_once(policies: Iterable[Policy]) -> tuple[Policy, ...]:
    return tuple({(policy.id, policy.version): policy for policy in policies}.values())
