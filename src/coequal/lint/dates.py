"""The dates of a policy: whether they agree with one another, and what has become of them."""

from collections.abc import Iterator

from coequal.facts.dates import say_date
from coequal.lint.finding import DOUBT, WARNING, Rule, Spots
from coequal.lint.subject import Subject
from coequal.policies.binding import governs_from
from coequal.policies.model import PrintedDate
from coequal.policies.printed import meant, printed_day

BINDING = ("decided", "in force")  # the statuses of a policy that somebody is or will be held to
_NOTHING = ("none", "not stated", "not known")  # what stands for a date that is not printed


def _dates(subject: Subject) -> Iterator[tuple[str, str, PrintedDate]]:
    """The dates of the front matter that are given: the key, what the day is, the date."""
    policy = subject.policy
    for key, what, found in (
        ("in force", "the day from which it is in force", policy.starts),
        ("in force", "the last day on which it is in force", policy.ends),
        ("ratified", "the date of its ratification", policy.ratified),
        ("review due", "the date of its next review", policy.review_due),
    ):
        if found is not None:
            yield key, what, found


def _contradict(subject: Subject) -> Spots:
    policy = subject.policy
    starts, ends, ratified, review = map(meant, (policy.starts, policy.ends, policy.ratified, policy.review_due))
    ask = "Ask the owner which of the two is right; change neither by guessing."
    if ratified and review and ratified > review:
        said = f"It was ratified on {say_date(ratified)}, after its review was due on {say_date(review)}. {ask}"
        yield subject.at_key("ratified"), said
    if starts and ends and starts > ends:
        yield subject.at_key("in force"), f"It is in force from {say_date(starts)}, after its last day, {say_date(ends)}. {ask}"
    if starts and review and review < starts:
        said = f"Its review was due on {say_date(review)}, before it came into force on {say_date(starts)}. {ask}"
        yield subject.at_key("review due"), said
    for place, owner in zip(subject.owner_places, policy.owners, strict=True) if policy.owners else ():
        if owner.until and owner.until < owner.since:
            said = f"{owner.code} owned it until {say_date(owner.until)}, before it began to on {say_date(owner.since)}."
            yield place, f"{said} Put the two dates right."
    for key, what, found in _dates(subject):
        printed = printed_day(found.printed)
        if printed and found.read_as and printed != found.read_as and not found.because:
            said = f"Printed is {found.printed}, but {what} is read as {say_date(found.read_as)} without a reason."
            yield subject.at_key(key), f'{said} Say why under "because", or read it as it is printed.'


def _in_future(subject: Subject) -> Spots:
    policy = subject.policy
    for key, what, day in (
        ("ratified", "it was ratified", meant(policy.ratified)),
        ("source", "its source was seen", policy.source.seen),
    ):
        if day and day > subject.today:
            said = f"It says that {what} on {say_date(day)}, a day that is still to come."
            yield subject.at_key(key), f"{said} Look at the source again, and ask the owner where it does print that."


def _overdue(subject: Subject) -> Spots:
    day = meant(subject.policy.review_due)
    if day and day < subject.today and subject.policy.status in BINDING:
        said = f"Its review was due on {say_date(day)}, and it is still {subject.policy.status}."
        yield subject.at_key("review due"), f"{said} Ask the owner whether it was reviewed, and when it will be."


def _not_read(subject: Subject) -> Spots:
    policy = subject.policy
    for key, what, found in _dates(subject):
        if found is policy.starts or found.read_as or found.printed in _NOTHING:
            continue
        if printed_day(found.printed) is None:
            said = f'"{found.printed}" is {what}, but no day can be read from it.'
            yield subject.at_key(key), f'{said} Say under "read as" which day is meant, and why; if nobody knows, leave it so.'
        elif found is policy.ends:
            said = f'{found.printed} is {what}, but it is not read, so assessments go on after that day. Say "read as" here too.'
            yield subject.at_key(key), said


def _undated(subject: Subject) -> Spots:
    start = governs_from(subject.policy)
    if subject.policy.status in BINDING and start.read_as is None and start.had_come(subject.today) is None:
        said = f"It is {subject.policy.status}, but from which day it governs cases is not read, so it is never sure to bind."
        yield subject.at_key("in force"), f'{said} Say "read as" and "because"; where nobody knows, "not before" and "not after".'


def _without_because(subject: Subject) -> Spots:
    for key, what, found in _dates(subject):
        if found.read_as and printed_day(found.printed) is None and not found.because:
            said = f'"{found.printed}" is read as {say_date(found.read_as)}, {what}, without a reason.'
            yield subject.at_key(key), f'{said} Say why under "because".'


RULES = (
    Rule(
        "dates-contradict",
        WARNING,
        "Two dates cannot both be right, or one is read as another day than is printed without a reason; "
        "we keep what is printed, and only the owner can say what is meant.",
        _contradict,
    ),
    Rule(
        "date-in-future",
        WARNING,
        "The policy was ratified, or its source was seen, on a day that is still to come, so the date is a slip.",
        _in_future,
    ),
    Rule(
        "review-overdue",
        WARNING,
        "The review was due before today while the policy goes on, so its owner has to say whether it still stands.",
        _overdue,
    ),
    Rule(
        "date-not-read",
        DOUBT,
        "A printed date is not read as a day, so nothing can be counted from it.",
        _not_read,
    ),
    Rule(
        "undated",
        WARNING,
        "A policy is in force or decided, but from which day it governs cases is not read, so nobody can say when it binds.",
        _undated,
    ),
    Rule(
        "reading-without-because",
        DOUBT,
        "Something that is no plain date is read as a day without saying why, so nobody can check it.",
        _without_because,
    ),
)
