"""Where a policy stands on a day: what must be known before it is read, such as that it is a draft, or seen only in part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations
from coequal.policies import because
from coequal.policies.binding import binds, governs_from, why_not_sure
from coequal.policies.model import Policy
from coequal.policies.printed import meant

INVENTED: Final = "(an invented area)"  # how the title of a policy ends that is nobody's and shows what one could look like
HELD: Final = ("decided", "in force")  # the statuses of a policy that somebody is or will be held to
_SEEN = {
    "partial": (
        "We have seen only a part of this policy",
        "What we have not seen may hold more rules. So nobody is ever found eligible here.",
    ),
    "second-hand": (
        "We know this policy only from others",
        "We have not seen the commissioner's own words, only what others wrote about them. So nobody is ever found eligible here.",
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that must be known before a policy is read. `kind` is for software, title and sentences for people."""

    kind: str
    title: str
    says: str


def invented(policy: Policy) -> bool:
    """Whether the area of a policy is made up."""
    return policy.title.endswith(INVENTED)


def standing(policy: Policy, organisations: Organisations, on: date) -> tuple[Notice, ...]:
    """What must be known of a policy on a day before it is read, the gravest first; nothing where all is plain."""
    return (*_made_up(policy), *_status(policy, on), *_seen(policy), *_review(policy, on), *_passed_on(policy, organisations, on))


def governs(policy: Policy, on: date) -> bool | None:
    """Whether a version governs cases of a day; None where that is not known.

    That another took its place is known of one that is superseded; where its last day is not, it may have passed by then.
    """
    does = binds(policy, on)
    return None if does and policy.status == "superseded" else does


def answering(policy: Policy, organisations: Organisations, on: date) -> tuple[Body, ...]:
    """The bodies that answer for a policy on a day: its owners, or those in their place by then; none where that is not known."""
    heirs = (body for owner in policy.owners for body in organisations.in_charge(owner.code, on))
    return tuple(dict.fromkeys(heirs))


def adopted_by(policy: Policy, organisations: Organisations) -> tuple[Body, ...]:
    """The bodies that made a policy their own: its owners that are known, but for those that only took it over from another."""
    known = [organisations.bodies[owner.code] for owner in policy.owners if owner.code in organisations.bodies]
    return tuple(body for body in known if not any(_follows(body, other, organisations) for other in known))


def _follows(body: Body, other: Body, organisations: Organisations) -> bool:
    return body is not other and body in organisations.in_charge(other.code, body.since)


def _made_up(policy: Policy) -> Iterator[Notice]:
    if invented(policy):
        yield Notice(
            "invented",
            "This area is invented",
            "It is nobody's policy. It shows what a policy could look like, for trying things out.",
        )


def _status(policy: Policy, on: date) -> Iterator[Notice]:
    if policy.status == "draft":
        yield Notice("draft", "This is a draft", "A draft binds nobody. What is decided in the end may differ.")
    elif policy.status == "withdrawn":
        yield Notice("withdrawn", "This policy was withdrawn", "It binds nobody any more.")
    elif policy.status == "superseded":
        yield Notice(
            "superseded",
            "This policy is no longer in force",
            f"Another took its place{_last(policy) or ', from a day that is not known'}.",
        )
    else:
        yield from _in_force(policy, on)


def _last(policy: Policy) -> str:
    """After which day, where that is known."""
    day = policy.ends and policy.ends.read_as
    return f" after {say_date(day)}" if day else ""


def _in_force(policy: Policy, on: date) -> Iterator[Notice]:
    """Of a policy that is decided or in force, that it does not bind on the day, or that it is not known whether it does."""
    does, start = binds(policy, on), governs_from(policy)
    if does is None:
        title = "We do not know whether this policy applies yet" if not start.had_come(on) else "This policy may have ended"
        yield Notice("not sure", title, f"It is {policy.status}, but {why_not_sure(policy, on)}. Ask the commissioner.")
    elif not does and start.had_come(on):
        yield Notice("ended", "This policy has ended", f"It was in force{_last(policy).replace('after', 'until')}.")
    elif not does:
        day = start.read_as or start.not_before
        assert day is not None  # or else it would not be known that it does not bind
        begins = "It begins on" if start.read_as else "It begins on a day that is not known, not before"
        yield Notice("not yet in force", "This policy is not yet in force", f"{begins} {say_date(day)}.")


def _seen(policy: Policy) -> Iterator[Notice]:
    if policy.completeness in _SEEN:
        yield Notice(policy.completeness, *_SEEN[policy.completeness])


def _review(policy: Policy, on: date) -> Iterator[Notice]:
    if policy.under_review:
        yield Notice("under review", "This policy is under review", "Its source says so. The rules may change.")
    due = meant(policy.review_due)
    if due and due < on and policy.status in HELD:
        said = f"Its review was due on {say_date(due)}. Whether it has taken place is not known here."
        yield Notice("review overdue", "The review of this policy is overdue", said)


def _passed_on(policy: Policy, organisations: Organisations, on: date) -> Iterator[Notice]:
    """That those who adopted a policy have ended, and who keeps it now."""
    adopted, now = adopted_by(policy, organisations), answering(policy, organisations, on)
    if policy.status not in HELD or not adopted or any(body in now for body in adopted):
        return
    title = f"The {'body' if len(adopted) == 1 else 'bodies'} that made this policy {'has' if len(adopted) == 1 else 'have'} ended"
    if now:
        keep = (
            "keeps it until it adopts one of its own"
            if len(now) == 1
            else "keep it, each in its own places, until they adopt others"
        )
        said = f"It was adopted by {because.joined(map(because.named, adopted))}. {because.joined(map(because.named, now))} {keep}."
        yield Notice("inherited", title, said)
    else:
        yield Notice("nobody known", title, " ".join(because.gone(body, now, on) for body in adopted))
