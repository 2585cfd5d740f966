"""Made-up policies, marked as invented in their titles, that are owned by real bodies; and who binds with them."""

from datetime import date

from coequal.organisations.practices import Practices, load_practices
from coequal.organisations.register import Organisations, load_organisations
from coequal.policies.library import shipped
from coequal.policies.model import Policy
from coequal.policies.which import Answer, Finder
from tests.policies.building import policy

TODAY = date(2026, 11, 23)
ORGANISATIONS: Organisations = load_organisations(shipped() / "organisations")
PRACTICES: Practices = load_practices(shipped() / "organisations" / "practices.csv")
TEXT = """\
---
policy: {area}/hearing
version: "{version}"
title: Hearing aids (an invented policy)
service: hearing
completeness: whole
commissioners: [{owners}]
status: {status}
in force:
  from: {start}
{more}binds by: {binds_by}
{couples}source: {{title: Invented for a test}}
---
```treatments
aids: {{name: Aids}}
```
"""


def invented(
    area: str,
    version: str,
    owners: str,
    start: str,
    *,
    status: str = "in force",
    until: str | None = None,
    cases: str | None = None,
    couples: str | None = None,
    binds_by: str = "referral date",
) -> Policy:
    """A version of an invented policy; its owners are codes of real bodies."""
    codes = ", ".join(f"{{code: {code}, from: 2013-04-01}}" for code in owners.split())
    more = "".join(f"  {key}: {day}\n" for key, day in (("until", until), ("for cases from", cases)) if day)
    said = f"couples: {couples}\n" if couples else ""
    return policy(
        TEXT.format(
            area=area, version=version, owners=codes, start=start, status=status, more=more, couples=said, binds_by=binds_by
        )
    )


def finder(*policies: Policy) -> Finder:
    """Who looks in a library of these, today being 23 November 2026."""
    return Finder(policies, ORGANISATIONS, TODAY)


def in_area(code: str, on: date, *policies: Policy) -> Answer:
    """What binds in an area on a day, of these."""
    return finder(*policies).in_area(ORGANISATIONS.areas[code], on)


def at_practice(code: str, on: date, *policies: Policy, practices: Practices = PRACTICES) -> Answer:
    """What binds at a practice on a day, of these."""
    return finder(*policies).of_practice(code, practices, on)


def of_body(code: str, on: date, *policies: Policy) -> Answer:
    """What binds in the areas of a body on a day, of these."""
    return finder(*policies).of_body(ORGANISATIONS.bodies[code], on)


def the_one(answer: Answer) -> str | None:
    """The policy that binds, as `luton@2016`; none where there is not one."""
    return brief(answer.policy) if answer.policy else None


def candidates(answer: Answer) -> list[str]:
    """The versions that bind or may bind, the sure ones marked: `luton@2016 sure`."""
    return [f"{brief(one.policy)}{' sure' if one.sure else ''}" for one in answer.candidates]


def brief(found: Policy) -> str:
    """A version without its service, which is always the same here."""
    return f"{found.id.partition('/')[0]}@{found.version}"


def commissioners(answer: Answer) -> list[str]:
    """The codes of the bodies in charge."""
    return [body.code for body in answer.commissioners]


def said(answer: Answer) -> str:
    """The reasons as one text."""
    return " ".join(answer.because)
