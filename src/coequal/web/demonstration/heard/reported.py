"""The invented involvement that is over: what people were told, the surveys, and what they answered."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.involvement.answering.placing import place
from coequal.involvement.conduct.answering_gates import Answer, answer
from coequal.involvement.models import (
    Audience,
    Event,
    Involvement,
    Paper,
    Promise,
    Quota,
    Response,
    Survey,
    SurveyVersion,
    Update,
)
from coequal.involvement.models.responses import COMPLETE, ONLINE
from coequal.involvement.surveys.reading import read_survey
from coequal.policies.load import digest
from coequal.web.demonstration.heard.answers import CLOSED, OPENED, SURVEYS, WHY, Given, responses
from coequal.web.demonstration.heard.voices import TEXTS, read
from coequal.web.demonstration.registered import cover

ANNOUNCED: Final = datetime(2025, 12, 15, 9, tzinfo=UTC)
_TOLD: Final = ("title", "programme", "purpose", "proposals", "questions", "plan", "areas")
_UPDATED: Final = (datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 1, 28, 11, tzinfo=UTC))
_INVENTED: Final = "Invented for this example"
Themes = tuple[str, ...]


@dataclass(slots=True)
class Heard:
    """An involvement with what came in, and the themes of which each piece speaks, as whoever invented it knows."""

    involvement: Involvement
    by: Acting
    surveys: dict[str, Survey] = field(default_factory=dict)  # by the name of the voices
    responses: dict[tuple[int, str], Themes] = field(default_factory=dict)  # by the response and the question
    notes: dict[int, Themes] = field(default_factory=dict)
    submissions: dict[tuple[int, int], Themes] = field(default_factory=dict)  # by the letter and the part of it
    events: list[Event] = field(default_factory=list)


def told(owner: Organisation, officer: Acting) -> Heard:
    """The involvement as people were told of it, with the answers to what the law asks."""
    words = read("told.yaml")
    values = {name: words[name] for name in _TOLD}
    made = Involvement.objects.create(
        organisation=owner,
        made_by=officer.person,
        policies=["exampleshire/assisted-conception@2026-11"],
        services=[one.voices for one in SURVEYS if one.voices != "general"],
        opens=OPENED,
        closes=CLOSED,
        announced=ANNOUNCED,
        **values,
    )
    for one in words["papers"]:
        Paper.objects.create(involvement=made, published=ANNOUNCED, **one)
    for one in words["audiences"]:
        Audience.objects.create(involvement=made, **one)
    for question, key, share in words["quotas"]:
        Quota.objects.create(involvement=made, question=question, answer=key, share=share, source=_INVENTED)
    for says, source, stands, how in words["promises"]:
        Promise.objects.create(involvement=made, says=says, source=source, stands=stands, how=how)
    for says, at in zip(words["updates"], _UPDATED, strict=True):
        update = Update.objects.create(involvement=made, says=says, by=officer.person)
        Update.objects.filter(pk=update.pk).update(at=at)
    for gate, (choice, evidence, on) in words["gates"].items():
        answer(officer, made, gate, Answer(choice, evidence, on))
    evidence = "Record number 12 of 2025 (invented). No names are asked for, and answers are kept for two years."
    cover(made, owner, evidence, date(2025, 12, 9))
    return Heard(made, officer)


def survey_of(involvement: Involvement, file: str, by: Acting) -> Survey:
    """A survey with a version that people answer."""
    text = (TEXTS / "surveys" / f"{file}.md").read_text(encoding="utf-8")
    made = Survey(involvement=involvement, title=read_survey(text).title.own, text=text)
    made.save()
    version = SurveyVersion(survey=made, number=1, text=text, digest=digest(text), by=by.person)
    version.save()
    made.version = version
    made.save(update_fields=["version"])
    return made


def answered(heard: Heard) -> None:
    """Every response to the six surveys."""
    for asked in SURVEYS:
        survey = heard.surveys[asked.voices] = survey_of(heard.involvement, asked.file, heard.by)
        given = responses(asked)
        rows = [_row(survey, one, heard) for one in given]
        made = Response.objects.bulk_create(rows)
        for row, one in zip(made, given, strict=True):
            heard.responses |= {(row.pk, question): themes for question, themes in one.themes.items()}
            if one.same_as is not None:
                row.same_as = made[one.same_as]
                row.save(update_fields=["same_as"])


def _row(survey: Survey, given: Given, heard: Heard) -> Response:
    by_themselves = given.channel == ONLINE
    done = given.began + timedelta(minutes=given.minutes) if by_themselves and given.status == COMPLETE else None
    assert survey.version is not None
    made = Response(
        survey=survey,
        version=survey.version,
        channel=given.channel,
        status=given.status,
        answers=dict(given.answers),
        began=given.began if by_themselves else None,
        completed=done,
        received=given.began.date(),
        why=WHY.get(given.status, ""),
        entered_by=None if by_themselves else heard.by.person,
    )
    place(made)
    return made
