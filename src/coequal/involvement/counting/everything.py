"""All that an involvement holds as sheets for those who may read it: each as a table of its own, and all in one workbook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import F
from django.utils import timezone

from coequal.documents.workbook import sheets
from coequal.facts.dates import say_date
from coequal.involvement.coding import agreement
from coequal.involvement.coding.coding import standing_codings, to_code
from coequal.involvement.coding.frames import every, now, themes
from coequal.involvement.counting import exports
from coequal.involvement.counting.received import received, stated
from coequal.involvement.invented import made_up
from coequal.involvement.models import Campaign, Consideration, Event, EventNote, Extract, Frame, Involvement, Sample, Submission

Row = list[str]
_QUOTED: Final = {True: "yes", False: "no", None: ""}
NAMED: Final = (
    "Responses, letters, texts and events are named by their references, which never change. No file has a digest of a person: "
    "such a digest hangs on this site’s secret key, and is good for nothing elsewhere."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of one kind of thing: its name, its words, and its rows, the names of the columns first."""

    name: str
    words: str
    rows: Callable[[Involvement], Iterator[Row]]


def _came(involvement: Involvement) -> Iterator[Row]:
    """How many came, by all that is known of them; and what is counted apart."""
    yield ["what", "how it came", "what became of it", "from whom", "area", "service", "survey", "how many"]
    found = received(involvement)
    for one in found.rows:
        yield [one.what, one.channel, one.status, one.kind, one.area, one.service, one.survey, str(one.n)]
    apart = (
        ("event that was held", found.events),
        ("event at which nobody counted who took part", found.uncounted),
        ("person who took part in an event", found.participants),
        ("signature under a petition that counts", found.signatures),
    )
    for what, count in apart:
        yield [what, "", "", "", "", "", "", str(count)]


def _stated(involvement: Involvement) -> Iterator[Row]:
    table = stated(involvement)
    yield ["what", "how many, as the source says", "source", "where", "seen on"]
    yield from map(list, table.rows if table else ())


def _letters(involvement: Involvement) -> Iterator[Row]:
    yield [
        *(
            "reference",
            "how it came",
            "what became of it",
            "from whom",
            "organisation",
            "service",
            "area",
            "received",
            "signatures",
        ),
        *("may be quoted", "why it does not count", "text", "what was answered"),
    ]
    for one in Submission.objects.filter(involvement=involvement):
        yield [
            *(one.reference, one.channel, one.status, one.kind, one.organisation_name, one.about, one.area, _day(one.received)),
            *(_count(one.signatures), _QUOTED[one.may_publish], one.why, one.text, one.answer),
        ]


def _events(involvement: Involvement) -> Iterator[Row]:
    yield ["reference", "title", "kind", "held", "at", "place", "area", "stands", "people who took part", "of them staff"]
    for one in Event.objects.filter(involvement=involvement).order_by(F("held").asc(nulls_last=True), "pk"):
        yield [
            *(one.reference, one.title, one.kind, _day(one.held), one.at, one.place, one.area, one.stands),
            *(_count(one.participants), _count(one.of_them_staff)),
        ]


def _notes(involvement: Involvement) -> Iterator[Row]:
    yield ["event", "title of the event", "table", "question", "what was asked", "note", "written down"]
    for one in EventNote.objects.filter(event__involvement=involvement).select_related("event"):
        asks = {question["key"]: question["asks"] for question in one.event.questions}
        yield [one.event.reference, one.event.title, one.table, one.question, asks.get(one.question, ""), one.text, _day(one.made)]


def _campaigns(involvement: Involvement) -> Iterator[Row]:
    yield ["campaign", "name", "stands", "text", "question"]
    for one in Campaign.objects.filter(involvement=involvement):
        texts = one.extracts.order_by("pk").values_list("reference", "question")
        yield from ([one.reference, one.name, one.stands, *text] for text in texts or [("", "")])


def _coded(involvement: Involvement) -> Iterator[Row]:
    """Each text under each of its themes; none of a sample that two people still code blind."""
    yield ["code frame", "text", "question", "what was written", "theme", "how it was coded", "version of the code frame"]
    blind = Extract.objects.filter(samples__closed=None, samples__isnull=False)
    for frame in _frames(involvement):
        today, titles = now(frame), {theme.key: theme.title for theme in every(frame)}
        among = standing_codings(frame).filter(extract__in=to_code(frame)).exclude(extract__in=blind).select_related("extract")
        for one in among:
            text = one.extract
            yield [frame.title, text.reference, text.question, text.shown, titles[today[one.theme]], one.manner, str(one.under)]


def _agreed(involvement: Involvement) -> Iterator[Row]:
    """How far two people agreed, over all themes and for each; of a sample that is still coded blind nothing."""
    yield ["code frame", "sample", "of", "texts", "alpha", "alpha from", "alpha to", "F1", "F1 from", "F1 to"]
    for sample in Sample.objects.filter(frame__involvement=involvement).select_related("frame"):
        about = [sample.frame.title, sample.reference]
        if sample.closed is None:
            yield [*about, "not told before both have coded all of it", *[""] * 7]
            continue
        found = agreement.of(sample)
        yield [*about, "all themes", str(found.n), *_figures(found.alpha, found.alpha_within), *_figures(found.f1, found.f1_within)]
        for theme in themes(sample.frame):
            yield [*about, theme.title, str(found.n), *_figures(found.by_theme[theme.key], None), "", "", ""]


def _considered(involvement: Involvement) -> Iterator[Row]:
    yield [
        *("code frame", "theme", "considered", "by", "on", "answer", "outcome", "policy", "clause"),
        *("texts, as published", "published"),
    ]
    for one in Consideration.objects.filter(involvement=involvement).select_related("frame"):
        titles = {theme.key: theme.title for theme in every(one.frame)}
        yield [
            *(one.frame.title, titles.get(one.theme, one.theme), one.considered, one.considered_by, _day(one.considered_on)),
            *(one.answer, one.outcome, one.policy, one.clause, one.said, _day(one.published) or "not published"),
        ]


SHEETS: Final[Mapping[str, Sheet]] = {
    one.name: one
    for one in (
        Sheet("received", "What came in, counted exactly by all that is known of it", _came),
        Sheet("sources", "Figures of an involvement of the past, as sources state them", _stated),
        Sheet("letters", "Letters, messages and petitions, with their texts", _letters),
        Sheet("events", "Events, and how many took part", _events),
        Sheet("notes", "Notes of what was said at events", _notes),
        Sheet("campaigns", "Campaigns, and which texts belong to them", _campaigns),
        Sheet("coded", "Texts under their themes, without what was taken out of them", _coded),
        Sheet("agreement", "How far two people agreed who coded blind", _agreed),
        Sheet("considerations", "What was made of each theme", _considered),
    )
}


def as_csv(involvement: Involvement, name: str) -> bytes:
    """One of the sheets as CSV, under a line that says what it is and, where it is invented, one that says so."""
    sheet = SHEETS[name]
    above = [[f"{sheet.words}: {involvement.reference}, {involvement.title}"], *_invented(involvement)]
    return exports.csv_of([*above, *sheet.rows(involvement)])


def as_workbook(involvement: Involvement) -> bytes:
    """Everything in one workbook: what it holds, each of the sheets, and for each survey what was answered and asked."""
    about = [
        [involvement.title],
        *_invented(involvement),
        ["Whose", involvement.whose],
        ["Reference", involvement.reference],
        ["Stands", involvement.state],
        ["Taken out on", say_date(timezone.localdate())],
        [NAMED],
        *([one.name.capitalize(), one.words] for one in SHEETS.values()),
    ]
    found = [("About", about), *((one.name.capitalize(), one.rows(involvement)) for one in SHEETS.values())]
    for survey in involvement.surveys.select_related("version", "involvement__organisation"):
        about.append([f"Answers {survey.reference}", f"What each person answered: {survey.title}"])
        found += [
            (f"Answers {survey.reference}", exports.rows(survey)),
            (f"Asked {survey.reference}", exports.asked_rows(survey)),
        ]
    return sheets(found)


def _invented(involvement: Involvement) -> list[Row]:
    return [[f"{one.title}: {one.text}"] for one in made_up(involvement.organisation)]


def _frames(involvement: Involvement) -> list[Frame]:
    return list(involvement.frames.all())


def _figures(figure: float | None, within: agreement.Interval) -> Row:
    return [f"{one:.3f}" if one is not None else "" for one in (figure, *(within or (None, None)))]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _day(at: date | datetime | None) -> str:
    if at is None:
        return ""
    return (timezone.localdate(at) if isinstance(at, datetime) else at).isoformat()
