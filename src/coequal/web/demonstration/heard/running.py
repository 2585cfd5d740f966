"""Two more invented involvements: one that anybody can answer now, and one that is being prepared."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.involvement.conduct import announcing, answering_gates, beginning, changing
from coequal.involvement.law.acts import ICB
from coequal.involvement.models import Audience, Event, Involvement, Paper, Survey
from coequal.involvement.surveys.reading import read_survey
from coequal.web.demonstration.heard.reported import survey_of
from coequal.web.demonstration.heard.voices import TEXTS, read
from coequal.web.demonstration.registered import cover

DAYS: Final = 84  # that people have to answer, from the day on which this is prepared
_EVENT: Final = 21


def open_now(owner: Organisation, officer: Acting) -> Involvement:
    """One that opens today: announced as any other, with a survey that takes answers and an event to come."""
    words, today = read("running.yaml")["open"], timezone.localdate()
    days = {"opens": today, "closes": today + timedelta(days=DAYS)}
    made = _begun(owner, officer, words["about"] | days | {"areas": read("told.yaml")["areas"]})
    for one in words["papers"]:
        Paper.objects.create(involvement=made, published=timezone.now(), **one)
    for one in words["audiences"]:
        Audience.objects.create(involvement=made, **one)
    Event.objects.create(involvement=made, held=today + timedelta(days=_EVENT), **words["event"])
    survey_of(made, "hearing-tests", officer)
    for gate, (choice, evidence) in words["gates"].items():
        answering_gates.answer(officer, made, gate, answering_gates.Answer(choice, evidence, today))
    cover(made, owner, "Record number 3 (invented). No names are asked for.", today)
    announcing.announce(officer, made)
    return made


def being_prepared(owner: Organisation, officer: Acting) -> Involvement:
    """One that only staff see: half of what it needs is there, and the gates are still to be answered."""
    words = read("running.yaml")["prepared"]
    made = _begun(owner, officer, words["about"] | {"areas": read("told.yaml")["areas"]})
    for one in words["audiences"]:
        Audience.objects.create(involvement=made, **one)
    text = (TEXTS / "surveys" / "sterilisation.md").read_text(encoding="utf-8")
    Survey.objects.create(involvement=made, title=read_survey(text).title.own, text=text)
    return made


def _begun(owner: Organisation, officer: Acting, values: dict[str, Any]) -> Involvement:
    """An involvement with what it is about."""
    title = values.pop("title")
    made = beginning.begin(officer, owner, title, ICB)
    changing.change(officer, made, changing.fingerprint(made), values)
    made.refresh_from_db()
    return made
