"""Who answers for a policy: its owners, and the source from which it was taken."""

from collections.abc import Iterator

from coequal.errors import Place
from coequal.facts.dates import say_date
from coequal.lint.finding import ERROR, WARNING, Rule, Spots
from coequal.lint.subject import Subject
from coequal.organisations.bodies import Body
from coequal.policies.model import Owner

_OVER = ("superseded", "withdrawn")


def _owners(subject: Subject) -> Iterator[tuple[Place, Owner, Body | None]]:
    """Each owner with its place, and the body under its code."""
    owners = subject.policy.owners
    for place, owner in zip(subject.owner_places, owners, strict=True) if owners else ():
        yield place, owner, subject.organisations.bodies.get(owner.code)


def _gone(subject: Subject) -> Spots:
    owners = list(_owners(subject))
    if not owners or subject.policy.status in _OVER:
        return
    ends = [min((day for day in (owner.until, body and body.until) if day), default=None) for _, owner, body in owners]
    if any(end is None or end >= subject.today for end in ends):
        return
    place, last, _ = owners[-1]
    organisations = subject.organisations
    heirs = dict.fromkeys(body for _, owner, _ in owners for body in organisations.in_charge(owner.code, subject.today))
    now = " and ".join(f"{body.name} ({body.code})" for body in heirs)
    said = f"Its last owner, {last.code}, ended on {say_date(max(end for end in ends if end))}, and none follows here."
    if now:
        yield place, f"{said} In charge now: {now}. Ask whether the policy still stands, and add its owner."
    else:
        yield place, f"{said} Who is in charge now is not known. Find out, and add the owner."


def _missing(subject: Subject) -> Spots:
    if not subject.policy.owners:
        yield (
            subject.at_key("commissioners"),
            'No commissioner owns this policy, so nobody answers for it. Add "commissioners" with a code and a day.',
        )


def _unknown(subject: Subject) -> Spots:
    for place, owner, body in _owners(subject):
        if body is None:
            yield place, f"The library knows no body with the code {owner.code}. Correct the code, or add the body to bodies.csv."


def _dates(subject: Subject) -> Spots:
    for place, owner, body in _owners(subject):
        if body is None:
            continue
        mend = "Correct the date here, or that of the body in bodies.csv."
        if owner.since < body.since:
            said = f"{body.name} owned it from {say_date(owner.since)}, but began only on {say_date(body.since)}."
            yield place, f"{said} {mend}"
        if body.until and max(owner.since, owner.until or owner.since) > body.until:
            last = max(owner.since, owner.until or owner.since)
            said = f"{body.name} still owned it on {say_date(last)}, but ended on {say_date(body.until)}."
            yield place, f"{said} {mend}"


def _no_source(subject: Subject) -> Spots:
    source = subject.policy.source
    if source.url is None and source.seen is None:
        yield (
            subject.at_key("source"),
            "Neither an address of the source nor the day on which it was seen is given, so nobody can check it. Add one of them.",
        )


RULES = (
    Rule(
        "owner-gone",
        WARNING,
        "Every owner has ended and none follows in the file, so another body has to say whether the policy still stands.",
        _gone,
    ),
    Rule("owner-missing", WARNING, "The policy names no commissioner, so nobody answers for it.", _missing),
    Rule(
        "owner-unknown",
        ERROR,
        "An owner has a code that the library's organisations do not know, so nobody can say who it is or who followed it.",
        _unknown,
    ),
    Rule("owner-dates", ERROR, "An owner owned the policy while it was not there, so one of the dates is wrong.", _dates),
    Rule(
        "no-source",
        WARNING,
        "The source has neither an address nor a day on which it was seen, so the policy cannot be checked against it.",
        _no_source,
    ),
)
