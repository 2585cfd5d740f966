"""A year of made-up requests for tests of what is counted of them, each as plain values, and tables as people and programs get them."""

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import unescape

import docx
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.roles import Role
from coequal.referrals.models import EqualityAnswers, Intervention, Request, Step
from tests.referrals import making
from tests.web.signing import OTHER, OWN, organisation, person

YEAR = 2025
FIRST = date(2025, 6, 2)  # a Monday; no bank holiday of England lies between June and the last one of August
SERVICES = ("assisted-conception", "fertility", "hearing-aids", "breast-surgery")
POLICIES = {"assisted-conception": "exampleshire/assisted-conception", "fertility": "exampleshire/fertility"}
ENDS = ("approved", "declined", "withdrawn", "sent elsewhere", "a service development", "closed")
ANSWERS = tuple(one for one in ENDS if one not in ("withdrawn", "closed"))
OPEN = ("being screened", "with a panel", "deferred")
Tables = dict[str, list[list[str]]]


@dataclass(frozen=True)
class Row:
    """One request of the year."""

    kind: str
    service: str
    policy: str
    intervention: str
    state: str
    unmet: tuple[str, ...]
    came: date
    took: int  # days of the calendar until it was answered
    waited: int  # of which it waited for the clinician, from its second day on
    ethnic_group: str

    @property
    def answered(self) -> bool:
        return self.state in ANSWERS

    @property
    def outcome(self) -> str:
        return self.state if self.state in ENDS else "not answered yet"

    @property
    def working_days(self) -> int:
        """From the day after it came until it was answered, without weekends, and without those on which it waited."""
        days = [self.came + timedelta(n) for n in range(1, self.took + 1)]
        return sum(one.weekday() < 5 and not 1 < (one - self.came).days <= 1 + self.waited for one in days)


def drawn(seed: int, count: int) -> list[Row]:
    """A year of so many requests: of the first service many, of the last few."""
    made = random.Random(seed)
    rows = []
    for _ in range(count):
        service = made.choices(SERVICES, (60, 25, 10, 5))[0]
        took = made.randrange(10, 60)
        rows.append(
            Row(
                kind=made.choices(("individual funding request", "prior approval"), (80, 20))[0],
                service=service,
                policy=POLICIES.get(service, "") if made.random() < 0.9 else "",
                intervention=made.choice(("", "Preservation", "Repeat surgery")),
                state=made.choices((*ENDS, *OPEN), (35, 30, 8, 4, 3, 2, 8, 8, 4))[0],
                unmet=tuple(made.sample(("bmi", "age", "smoking", "children"), made.choices((0, 1, 2), (20, 60, 20))[0])),
                came=FIRST + timedelta(made.randrange(20)),
                took=took,
                waited=made.choice((0, 0, 0, made.randrange(1, took - 5))),
                ethnic_group=made.choices(("", "white", "black", "asian", "other"), (30, 50, 9, 8, 3))[0],
            )
        )
    return rows


def keep(rows: Iterable[Row]) -> None:
    """Keep them, and beside them requests of another year and of another commissioner, which do not count."""
    kept = list(rows)
    own = organisation(OWN)
    for one in kept:
        _keep(one, own)
    _keep(replace(kept[0], came=date(2024, 6, 3)), own)
    _keep(kept[0], organisation(OTHER))


def _keep(one: Row, commissioner: Organisation) -> None:
    asked = Request.objects.create(
        organisation=commissioner,
        provider=making.clinic(),
        made_by=person(Role.CLINICIAN, at=making.CLINIC, email="clinician@exf1.example"),
        kind=one.kind,
        state=one.state,
        service=one.service,
        policy=one.policy,
        intervention=Intervention.objects.get_or_create(organisation=commissioner, name=one.intervention)[0]
        if one.intervention
        else None,
        unmet=list(one.unmet),
        referred_on=one.came,
        submitted=_noon(one.came),
    )
    EqualityAnswers.objects.create(request=asked, answers={"equality.ethnic_group": one.ethnic_group})
    _step(asked, "submitted", "being written", "submitted", one.came)
    if one.waited:
        _step(asked, "returned", "submitted", "returned", one.came + timedelta(1))
        _step(asked, "submitted again", "returned", "submitted", one.came + timedelta(1 + one.waited))
    if one.state in ENDS:
        _step(asked, "ended", "submitted", one.state, one.came + timedelta(one.took))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _step(asked: Request, kind: str, left: str, came_to: str, on: date) -> None:
    Step(request=asked, kind=kind, left=left, came_to=came_to, by=asked.made_by, at=_noon(on)).save()


def rounded(count: int) -> str:
    """A count as it may be published at most: 1 to 7 a star, others to the nearest 5."""
    if 0 < count < 8:
        return "*"
    return f"{(count + 2) // 5 * 5:,}"


def of_page(html: str) -> Tables:
    """The tables of a page, by their captions."""
    found = {}
    for caption, body in re.findall(r"<table[^>]*>\s*<caption[^>]*>(.*?)</caption>(.*?)</table>", html, re.DOTALL):
        lines = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
        found[_plain(caption)] = [
            [_plain(one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)] for line in lines
        ]
    return found


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def of_sheet(file: bytes) -> Tables:
    """The tables of a CSV, by their captions: each begins after an empty line."""
    found: Tables = {}
    caption = ""
    for row in csv.reader(io.StringIO(file.decode("utf-8-sig"))):
        if not row:
            caption = "next"
        elif caption == "next":
            caption = row[0]
            found[caption] = []
        elif caption:
            found[caption].append(row)
    return found


def of_word(file: bytes) -> list[list[list[str]]]:
    """The tables of a Word file, in their order."""
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in docx.Document(io.BytesIO(file)).tables]


def by(rows: Iterable[Row], name: str) -> dict[str, Counter[str]]:
    """The outcomes of requests, by one of their values."""
    found: dict[str, Counter[str]] = {}
    for one in rows:
        found.setdefault(getattr(one, name), Counter())[one.outcome] += 1
    return found
