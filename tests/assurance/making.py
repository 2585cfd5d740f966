"""Uses of personal data, screened and assessed, that are there for a test alone."""

from typing import Any

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.roles import Role
from coequal.assurance.impact.steps import PASSAGES, Risk
from coequal.assurance.impact.writing import add_risk, draft_of, submit, write
from coequal.assurance.models import DataUse, ImpactVersion
from coequal.assurance.register.entering import enter
from coequal.assurance.screening.rule import NO, questions
from coequal.assurance.screening.screening import screen
from tests.web.signing import OWN, organisation, person

NEEDED = {"personal data": "yes", "special category data": "yes", "large scale": "yes"}
LOW = Risk("A list is left on a desk.", "possible", "severe", "It is locked away.", "remote", "severe")
HIGH = Risk("A list is left on a desk.", "probable", "severe", "Nothing helps.", "possible", "severe")


def acting(role: Role, at: str = OWN) -> Acting:
    """Somebody of their own in a role."""
    found = person_acting(person(role, at=at, email=f"{role.replace(' ', '-').casefold()}@{at.casefold()}.example"))
    return found.acting_as(found.posts[0])


def use(**values: Any) -> DataUse:
    """An entry that a policy manager made."""
    told = {"title": "Waiting list", "kind": "data set", "purpose": "To call people.", **values}
    return enter(acting(Role.POLICY_MANAGER), organisation(), told)


def screened(of: DataUse, **answers: str | None) -> DataUse:
    """The same, with every question answered with no but for those that are named; None: not known."""
    given = dict.fromkeys(questions(), NO) | {name.replace("_", " "): said for name, said in answers.items()}
    screen(acting(Role.POLICY_MANAGER), of, {name: said for name, said in given.items() if said})
    return of


def needing(**values: Any) -> DataUse:
    """One whose screening says that an assessment is needed."""
    return screened(use(**values), **{name.replace(" ", "_"): said for name, said in NEEDED.items()})


def submitted(of: DataUse | None = None, risk: Risk = LOW) -> ImpactVersion:
    """A version that was submitted, with a risk."""
    found, author = of or needing(), acting(Role.POLICY_MANAGER)
    write(author, found, draft_of(found).mark, dict.fromkeys(PASSAGES, "It is said."))
    add_risk(author, found, draft_of(found).mark, risk)
    return submit(author, found, draft_of(found).mark)
