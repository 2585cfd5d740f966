"""Whose policy binds, as people read it: the answer first, then who answers for it today, what would decide, and why."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.facts.case import Case
from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.postcodes import District
from coequal.organisations.practices import Practice
from coequal.organisations.register import Organisations
from coequal.policies.because import joined, named, since_then
from coequal.policies.couples import for_couple
from coequal.policies.district import in_district
from coequal.policies.exemptions import exemptions
from coequal.policies.model import Policy
from coequal.policies.standing import Notice, standing
from coequal.policies.which import Answer, Candidate, Finder
from coequal.web.checker.checking import can_ask
from coequal.web.finding.places import Where
from coequal.web.shelf import Shelf

REFERRAL = "referral date"


@dataclass(frozen=True, slots=True)
class Bound:
    """A policy that binds or may bind, with what must be known of it on the day of asking."""

    policy: Policy
    area: str
    commissioner: Body
    sure: bool
    notices: tuple[Notice, ...]
    can_be_checked: bool

    @property
    def parts(self) -> dict[str, str]:
        """What its addresses are made of."""
        return address(self.policy)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of somebody who commissions at the place: it binds nobody, but people may want to read it."""

    policy: Policy
    area: str

    @property
    def parts(self) -> dict[str, str]:
        """What its address is made of."""
        return {**address(self.policy), "version": self.policy.version}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer for the public; `area` is the code of the place where it is one area, and nothing where it is not."""

    heading: str
    bound: tuple[Bound, ...]
    gone: tuple[str, ...]  # bodies that no longer exist, and who answers in their place
    deciding: tuple[str, ...]  # what would decide, where there is no certain answer
    elsewhere: tuple[str, ...]  # for whom another body decides
    because: tuple[str, ...]
    practice_decides: bool  # so that giving it may make the answer certain
    drafts: tuple[Draft, ...]  # where nothing binds
    area: str


def told(shelf: Shelf, service: str, where: Where, partner: Where | None, on: date) -> Told:
    """What binds at a place, or for a couple at two, for a referral on a day."""
    finder = shelf.finder(service)
    answer = _answer(shelf, finder, where, on)
    if partner is not None:
        answer = for_couple(answer, _answer(shelf, finder, partner, on))
    bound = tuple(_bound(shelf, candidate) for candidate in answer.candidates)
    today = shelf.today()
    asked = list(dict.fromkeys([*([where] if isinstance(where, Body) else []), *answer.commissioners]))
    known = set(since_then(asked, finder.organisations, today))
    vocabulary = shelf.library.vocabulary(service)
    return Told(
        _heading(answer, bound),
        bound,
        tuple(_gone(asked, finder.organisations, today)),
        () if answer.policy else tuple(_deciding(answer, where, finder, today)),
        tuple(exempt.says for exempt in exemptions(vocabulary, Case({}), finder.organisations)),
        tuple(_plainly(sentence, shelf.library.area_of) for sentence in answer.because if sentence not in known)
        + tuple(_other_days(bound)),
        _practice_decides(answer, where),
        () if bound else tuple(Draft(policy, policy.area) for policy in answer.drafts),
        _area(shelf, where, on),
    )


def _area(shelf: Shelf, where: Where, on: date) -> str:
    """The code of the area in which a place lies, where it is one."""
    match where:
        case Practice():
            codes = shelf.library.practices.area(where.code, on).areas
        case District():
            codes = tuple(share.area for share in where.shares)
        case Area():
            codes = (where.code,)
        case _:
            codes = tuple(area.code for area in shelf.library.organisations.areas_of(where.code, on))
    return codes[0] if len(codes) == 1 else ""


def _answer(shelf: Shelf, finder: Finder, where: Where, on: date) -> Answer:
    match where:
        case Practice():
            return finder.of_practice(where.code, shelf.library.practices, on)
        case District():
            return in_district(finder, where, on)
        case Area():
            return finder.in_area(where, on)
        case _:
            return finder.of_body(where, on)


def _bound(shelf: Shelf, candidate: Candidate) -> Bound:
    policy = candidate.policy
    notices = standing(policy, shelf.library.organisations, shelf.today())
    return Bound(policy, policy.area, candidate.commissioner, candidate.sure, notices, can_ask(policy))


def _heading(answer: Answer, bound: tuple[Bound, ...]) -> str:
    match bound:
        case ():
            return "We hold no policy that applies here"
        case (one,):
            return f"The policy of {one.area} {'applies' if answer.policy else 'may apply'}"
        case _:
            return f"One of {len(bound)} policies may apply"


def _gone(asked: Sequence[Body], organisations: Organisations, today: date) -> Iterator[str]:
    """The bodies that no longer exist, and who answers in their place; those with the same heirs together."""
    by_heirs: dict[tuple[Body, ...], list[str]] = {}
    for body in asked:
        heirs = organisations.in_charge(body.code, today)
        if heirs and body not in heirs:
            by_heirs.setdefault(heirs, []).append(named(body))
    for heirs, names in by_heirs.items():
        no_longer = "no longer exists" if len(names) == 1 else "no longer exist"
        yield f"{joined(names)} {no_longer}. Today you can ask {joined(map(named, heirs), 'or')} instead."


def _deciding(answer: Answer, where: Where, finder: Finder, today: date) -> Iterator[str]:
    """What would make an answer certain: the practice, where it is not known, and the body that can be asked."""
    ask = dict.fromkeys(heir for body in answer.commissioners for heir in finder.organisations.in_charge(body.code, today))
    in_charge = joined(map(named, ask), "or") if ask else ""
    if not answer.candidates:
        yield "That we hold no policy does not mean that there is none."
    if _practice_decides(answer, where):
        yield "Your GP practice decides. Give its name, and the answer may become certain."
    elif not answer.candidates:
        yield f"Ask your GP which rules apply{', or ask ' if ask else ''}{in_charge}."
        return
    if ask:
        yield f"The body in charge can tell you: {in_charge}."


def _practice_decides(answer: Answer, where: Where) -> bool:
    """Whether the practice, which is not known, could make the answer another."""
    return isinstance(where, District) or (bool(answer.candidates) and not isinstance(where, Practice))


def address(policy: Policy) -> dict[str, str]:
    """The parts of the address of a policy."""
    area, _, service = policy.id.partition("/")
    return {"area": area, "service": service}


def _plainly(sentence: str, area_of: Callable[[str], str]) -> str:
    """A reason with policies called by their areas: `the policy of Luton` for `luton/assisted-conception`."""

    def called(found: re.Match[str]) -> str:
        name = f"the policy of {area_of(found[0])}"
        return name if found.start() else name.capitalize()[:1] + name[1:]

    return re.sub(r"\b[a-z0-9-]+/[a-z0-9-]+", called, sentence)


def _other_days(bound: tuple[Bound, ...]) -> Iterator[str]:
    """That the day of referral stands for another day by which a policy goes."""
    for day in dict.fromkeys(one.policy.binds_by for one in bound):
        if day != REFERRAL:
            yield f"The {day} is not known, so the day of referral stands for it."
