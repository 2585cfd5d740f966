"""What was said outside of surveys: by organisations, at events, in letters, by petitions and campaigns."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from coequal.assurance.disclosure import shown, together
from coequal.documents.model import Block, Listing, Paragraph, Quote, Table
from coequal.facts.dates import say_date
from coequal.involvement.called import service_called
from coequal.involvement.free_text.campaigns import size
from coequal.involvement.models import Event, Extract, Involvement, Submission
from coequal.involvement.models.responses import ANALYSED, ORGANISATION, PETITION
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.opening import events_table
from coequal.involvement.reporting.section import Place, Section
from coequal.involvement.surveys.model import OTHER

_ORGANISATIONS: Final = Place(
    "organisations", "What organisations said, each in a few sentences, and where they differ from people."
)
_LETTERS: Final = Place("letters", "What letters, e-mails and petitions said.")
_EVENTS: Final = Place("events", "What was said at events altogether.")
_MOST_QUOTED: Final = 3


def voices(heard: Heard) -> Iterator[Section]:
    """The sections on organisations, events, letters and petitions."""
    involvement = heard.involvement
    yield Section("Organisations’ responses", 2, _ORGANISATIONS, lambda: _organisations(heard), behind="letters")
    yield Section("Events", 2, _EVENTS, lambda: events_table(involvement))
    for event in involvement.events.filter(stands="held"):
        place = Place(f"event {event.reference}", f"What was said at “{event.title}”, question by question.")
        yield Section(event.title, 3, place, lambda event=event: _event(heard, event), behind=f"event {event.reference}")  # type: ignore[misc]
    yield Section("Letters, petitions and campaigns", 2, _LETTERS, lambda: _letters(involvement), behind="letters")


def _organisations(heard: Heard) -> Iterator[Block]:
    """Which organisations wrote. Organisations are named; people never are. Of what they wrote, what may be published is quoted."""
    found = _analysed(heard.involvement).filter(kind=ORGANISATION)
    rows = tuple((one.organisation_name or "Not named", one.channel, say_date(one.received), _about(one)) for one in found)
    yield Table("Organisations that wrote", ("Organisation", "How", "Received", "About"), rows)
    yield from _in_surveys(heard)
    for one in found:
        name, may_quote = one.organisation_name or "An organisation", heard.may_quote and one.may_publish
        pieces = [piece.shown for piece in one.extracts.filter(screened=True)] if may_quote else []
        if pieces:
            yield Paragraph(f"{name} wrote:")
            yield from map(Quote, pieces)
        if one.answer:
            yield Paragraph(f"What was answered{'' if pieces else f' to {name}'}: {one.answer}")


def _about(one: Submission) -> str:
    """Which service a letter or a petition is about, by its title."""
    return service_called(one.about) if one.about else "not stated"


def _in_surveys(heard: Heard) -> Iterator[Block]:
    """How many organisations answered each survey; one is named where it may be published what it wrote beside its capacity."""
    for survey in heard.surveys:
        found = survey.responses.filter(kind=ORGANISATION, status__in=ANALYSED)
        if not found.exists():
            continue
        yield Paragraph(
            f"Organisations that answered the survey “{survey.title}”: {shown(found.count())}. What they answered is in the tables "
            "of answers."
        )
        assert survey.version is not None, survey.reference
        said = Extract.objects.filter(
            response__in=found.filter(may_publish=True),
            question=f"{survey.reference} {survey.version.definition.capacity}{OTHER}",
            screened=True,
        )
        names = sorted({one.shown for one in said}) if heard.may_quote else []
        if names:
            yield Listing(tuple(names))


def _event(heard: Heard, event: Event) -> Iterator[Block]:
    """What was talked about, how many notes were taken of each question, and some of them word for word."""
    notes = Counter(event.notes.values_list("question", flat=True))
    services = [service_called(one["service"]) if one.get("service") else "none in particular" for one in event.questions]
    counts = [f"{notes[one['key']]:,}" for one in event.questions]
    rows = tuple(zip((one["asks"] for one in event.questions), services, counts, strict=True))
    yield Table(f"Questions at “{event.title}”", ("Question", "Service", "Notes taken"), rows, frozenset({2}))
    for one in event.questions if heard.may_quote else ():
        said = Extract.objects.filter(note__event=event, note__question=one["key"], screened=True, says_nothing=False)
        pieces = [piece.shown for piece in said[:_MOST_QUOTED]]
        if pieces:
            yield Paragraph(f"From the notes on “{one['asks']}”:")
            yield from map(Quote, pieces)


def _letters(involvement: Involvement) -> Iterator[Block]:
    """How much came in outside of surveys. Signatures are counted apart, and so are texts that are nearly the same."""
    found = _analysed(involvement)
    kinds = Counter((one.channel, one.kind) for one in found.exclude(channel=PETITION))
    people = sorted(words for words in kinds if words[1] != ORGANISATION)
    counts = together([kinds[words] for words in people] or [0], exact=True)  # organisations are listed: the rest is known exactly
    told = dict(zip(people, map(str, counts), strict=False))
    rows = tuple((*words, told.get(words) or f"{kinds[words]:,}") for words in sorted(kinds))
    yield Table("Letters, e-mails and other messages", ("How", "From", "How many"), rows, frozenset({2}))
    petitions = tuple(
        (_about(one), say_date(one.received), "not known" if one.signatures is None else f"{one.signatures:,}")
        for one in found.filter(channel=PETITION)
    )
    yield Table("Petitions", ("About", "Received", "Signatures"), petitions, frozenset({2}))
    yield Paragraph("A signature is not a response: it is counted apart, and is in no other table.")
    campaigns = [(one.name, count) for one in involvement.campaigns.filter(stands="accepted") if (count := size(one))]
    if campaigns:
        yield Paragraph("Some texts are nearly the same. Each was counted, and none was deleted. They are told here as campaigns:")
        yield Listing(tuple(f"{name}: {shown(count)} texts" for name, count in campaigns))


def _analysed(involvement: Involvement) -> QuerySet[Submission]:
    return involvement.submissions.filter(status__in=ANALYSED)
