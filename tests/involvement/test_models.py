"""What the things of an involvement say of themselves."""

from datetime import date

import pytest
from django.utils import timezone

from coequal.involvement.models import (
    Audience,
    BlindCoding,
    Campaign,
    Coding,
    Event,
    EventNote,
    Extract,
    Frame,
    GateAnswer,
    Keyed,
    Paper,
    Pause,
    Promise,
    Quota,
    Redaction,
    Sample,
    StatedFigure,
    Submission,
    Update,
)
from tests.involvement.making import involvement, response, survey
from tests.web.signing import person

pytestmark = pytest.mark.django_db


def test_everything_says_what_it_is_and_whose() -> None:
    """In a few words, for whoever looks at a record; and it belongs to the organisation of its involvement."""
    whole = involvement()
    asked = survey(whole)
    given = response(asked)
    event = Event(involvement=whole, title="A workshop", reference="E-1")
    extract = Extract(involvement=whole, reference="X-1", response=given)
    frame = Frame(involvement=whole, title="Reasons", reference="F-1")
    by = person()
    said = [
        (Audience(involvement=whole, name="Carers"), "Carers"),
        (BlindCoding(sample=Sample(frame=frame, reference="B-1"), extract=extract, by=by), "X-1 in B-1"),
        (Campaign(involvement=whole, name="One letter"), "One letter"),
        (Coding(frame=frame, extract=extract, theme="access"), "X-1: access"),
        (Paper(involvement=whole, title="What we propose"), "What we propose"),
        (Pause(involvement=whole, since=date(2026, 4, 1)), f"{whole.reference}, on hold since 2026-04-01"),
        (Promise(involvement=whole, says="A report"), "A report"),
        (Quota(involvement=whole, question="age", answer="under-35"), "age: under-35"),
        (Redaction(extract=extract, kind="name"), "name in X-1"),
        (StatedFigure(involvement=whole, says="responses", number=569), "responses: 569"),
        (Submission(involvement=whole, reference="L-1"), "L-1"),
        (Update(involvement=whole, says="A date was moved."), "A date was moved."),
        (GateAnswer(involvement=whole, gate="duty", answer="yes"), "duty: yes"),
        (Keyed(response=given, by=by), f"{given.reference}, typed in"),
        (EventNote(event=event, table="3"), "E-1, 3"),
        (event, "E-1: A workshop"),
        (extract, "X-1"),
        (frame, "Reasons"),
        (given, given.reference),
        (asked, f"{asked.reference}: {asked.title}"),
        (whole, f"{whole.reference}: {whole.title}"),
    ]
    assert [str(thing) for thing, _ in said] == [words for _, words in said]
    for thing in (given, EventNote(event=event), Sample(frame=frame, reference="B-1"), event, frame):
        assert (thing.organisation, thing.state) == (whole.organisation, "open")
    assert str(asked.version) == f"{asked.reference}, version 1"
    assert asked.version is not None
    assert asked.version.organisation == whole.organisation


def test_whose_an_involvement_is_may_be_said_in_words() -> None:
    """Where several bodies ask together; otherwise it is its organisation's."""
    assert involvement(bodies="Six groups").whose == "Six groups"
    alone = involvement()
    assert alone.whose == str(alone.organisation)
    assert alone.state_on(timezone.now()) == "open"
