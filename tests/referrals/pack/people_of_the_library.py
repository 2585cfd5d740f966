"""The policies on which packs are tested, their example people assessed, and made-up people to refer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import read_case
from coequal.policies.library import Library
from coequal.referrals.pack.making import pack_of
from coequal.referrals.pack.model import Pack
from coequal.referrals.pack.people import Referred, Referrer

DAY = date(2026, 11, 27)
NORFOLK = "norfolk-and-waveney/assisted-conception"
MODEL = "exampleshire/assisted-conception"
HEARING = "staffordshire-and-stoke-on-trent/hearing-aids-adults"
REFERRER = Referrer(
    "Dr Amelia Exemplar", "Consultant", "Exampleshire Hospital", "1 Sample Way", "020 7946 0123", "a@hospital.example"
)
PARTNER = Referred("Robin Example", "999 000 0026", date(1988, 11, 20))
REFERRED = Referred(
    "Wilhelmina Example", "9990000018", date(1990, 3, 4), "1 Sample Street", "020 7946 0456", "w@person.example", PARTNER
)


@dataclass(frozen=True)
class Person:
    """An example person under a policy, assessed."""

    rules: Rules
    name: str
    assessment: Assessment

    @property
    def ready(self) -> bool:
        """Whether the policy's answer is yes, and the tests before referral are done."""
        found = self.assessment
        return found.outcome == "eligible" and (found.readiness is None or found.readiness.ready)


@cache
def library() -> Library:
    """The library, read once."""
    return Library()


@cache
def rules_of(policy: str) -> Rules:
    """The latest version of a policy, compiled."""
    return Rules(library().versions(policy)[-1])


@cache
def people_of(policy: str) -> tuple[Person, ...]:
    """All example people of a policy whose case can be true."""
    return tuple(_people(rules_of(policy)))


def _people(rules: Rules) -> Iterator[Person]:
    for example in examples(rules.policy):
        try:
            yield Person(rules, example.name, assess(rules, example.case, library().area))
        except CoequalError:  # an example of a case that cannot be true
            continue


def person(name: str, policy: str = NORFOLK, **facts: object) -> Person:
    """One example person, with some facts otherwise; their names have `_` for spaces."""
    found = next(one for one in people_of(policy) if one.name == name)
    changes = read_case(
        {key.replace("_", " "): value for key, value in facts.items()}, rules_of(policy).policy.vocabulary.dictionary
    )
    case = found.assessment.case.with_facts(changes.facts)
    return Person(found.rules, name, assess(found.rules, case, library().area))


def packed(who: Person, referrer: Referrer | None = REFERRER, referred: Referred | None = REFERRED) -> Pack:
    """The pack of an example person."""
    return pack_of(who.rules, who.assessment, DAY, referrer=referrer, referred=referred, area=library().area)


ELIGIBLE = "an eligible couple"
CONCERN = "a concern for a child was disclosed"
NOT_ASKED = "nobody asked about a concern for a child"
