"""Involvements, surveys and responses that are there for a test alone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coequal.accounts.models import Organisation, Person
from coequal.assurance.models import DataUse, RecordElsewhere
from coequal.involvement.models import Involvement, Pause, Response, Survey, SurveyVersion
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, OPEN, PREPARING, REPORTED
from coequal.involvement.models.responses import COMPLETE, ONLINE
from coequal.policies.load import digest
from tests.web.signing import organisation

SURVEY = """\
---
survey: exampleshire/assisted-conception
title: 'Help to have a baby: your views'
languages: [cy]
service: assisted-conception
area: district
capacity: capacity
may publish: quote
easy read: {title: Help to have a baby}
cy: {title: Help i gael babi}
---

We want to know what you think.

## About you

```question
id: capacity
kind: one
asks: In which capacity are you answering?
answers:
  patient: {says: I have had treatment or want it, counts as: individual}
  public: {says: A member of the public, counts as: individual}
  staff: {says: I work for the NHS, counts as: staff}
  body: {says: For an organisation, in words: true, counts as: organisation}
required: true
easy read: {asks: Who are you?, answers: {patient: I want treatment or I had it}}
cy: {asks: Pwy ydych chi?}
```

```question
id: district
kind: postcode district
asks: What is the first part of your postcode?
```

## The rules

```page
only if: {capacity: [patient, public]}
```

```question
id: one-policy
kind: one
asks: Should the rules be the same everywhere?
answers: {agree: "Yes", disagree: "No", unsure: I am not sure}
policy: exampleshire/assisted-conception@2024-04
clause: "1"
```

```question
id: effect
kind: text
asks: Why do you say that?
only if: {one-policy: [agree, disagree]}
```

```question
id: services
kind: several
asks: Which of these have you used?
answers: {ivf: IVF, iui: IUI, other: {says: Something else, in words: true}, none: {says: None of these, alone: true}}
```

```question
id: importance
kind: scale
asks: How important is this to you?
from: 1
to: 5
low: not at all
high: very
```

```question
id: ways
kind: matrix
asks: How did you find each of these?
rows: {gp: Your GP, clinic: The clinic}
answers: {good: Good, poor: Poor}
```

## Questions about equality

```question
id: age
kind: one
asks: How old are you?
answers: {under-35: Under 35, from-35: 35 or over, not-say: I would rather not say}
equality: true
```

```question
id: children
kind: number
asks: How many children do you have?
from: 0
to: 20
```

```question
id: since
kind: date
asks: Since when have you lived here?
```

```question
id: found-out
kind: short text
asks: How did you hear of this survey?
```

```question
id: quote
kind: consent
asks: May we quote what you wrote? We never say who wrote it.
```
"""
_AREAS = [
    {"key": "north", "name": "North Exampleshire", "districts": ["EX1", "EX2"]},
    {"key": "south", "name": "South", "districts": ["EX3"]},
]


def involvement(state: str = OPEN, at: Organisation | None = None, by: Person | None = None, **values: Any) -> Involvement:
    """An involvement that is in a state today."""
    today = timezone.localdate()
    begins = {PREPARING: 5, ANNOUNCED: 5, OPEN: -5, ON_HOLD: -5, CLOSED: -20, REPORTED: -20}[state]
    days = {"opens": today + timedelta(begins), "closes": today + timedelta(begins + 10)}
    told = None if state == PREPARING else timezone.now()
    owner = at or organisation()
    given = {"title": "Who may have IVF?", "areas": _AREAS, "announced": told, "made_by": by, **days, **values}
    given.setdefault("data_use", data_use(owner))
    made = Involvement.objects.create(organisation=owner, **given)
    if state == ON_HOLD:
        Pause.objects.create(involvement=made, since=today, reason="A pandemic.")
    if state == REPORTED:
        made.reported = timezone.now()
        made.save()
    return made


def data_use(at: Organisation) -> DataUse:
    """An entry of the data register that lets personal data be used, by a record from elsewhere."""
    made = DataUse.objects.create(organisation=at, title="Answers to surveys", kind="survey", purpose="To hear people.")
    RecordElsewhere(use=made, assessed=False, evidence="It was screened on paper.", on=timezone.localdate()).save()
    return made


def survey(of: Involvement | None = None, text: str = SURVEY) -> Survey:
    """A survey with a version that people answer."""
    made = Survey.objects.create(involvement=of or involvement(), title="Help to have a baby: your views", text=text)
    made.version = publish(made, text)
    made.save()
    return made


def publish(of: Survey, text: str) -> SurveyVersion:
    """A version of a survey, the next in number; it is not made the one that people answer."""
    version = SurveyVersion(survey=of, number=of.versions.count() + 1, text=text, digest=digest(text))
    version.save()
    return version


def response(of: Survey, answers: dict[str, Any] | None = None, **values: Any) -> Response:
    """A response, complete and given online where nothing else is said."""
    now = timezone.now()
    given = {"channel": ONLINE, "status": COMPLETE, "began": now, "completed": now, "received": timezone.localdate(), **values}
    assert of.version is not None
    return Response.objects.create(survey=of, version=of.version, answers=answers or {}, **given)
