"""Everything that an involvement holds can be taken out, as tables and in one workbook."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from coequal.involvement.coding.coding import code
from coequal.involvement.counting import exports
from coequal.involvement.counting.everything import NAMED, SHEETS, as_csv, as_workbook
from coequal.involvement.counting.received import stated
from coequal.involvement.models import (
    BlindCoding,
    Campaign,
    Consideration,
    Event,
    EventNote,
    Involvement,
    Sample,
    StatedFigure,
    Submission,
)
from tests.involvement import writing
from tests.involvement.making import involvement, response, survey
from tests.web.signing import organisation, person

pytestmark = pytest.mark.django_db
WRITTEN = ["The waiting is too long for everybody.", "It costs us far too much."]


def rows(of: Involvement, name: str) -> list[dict[str, str]]:
    """The rows of a sheet by the names of its columns, below what stands above them."""
    lines = list(csv.reader(io.StringIO(as_csv(of, name).decode("utf-8-sig"))))
    head = next(place for place, line in enumerate(lines) if len(line) > 1)
    assert lines[0][0].endswith(f"{of.reference}, {of.title}")
    return [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]


@pytest.fixture
def coded() -> tuple[Any, Any]:
    """A survey to which two people wrote something, and a code frame under which it was put."""
    asked = writing.wrote(WRITTEN)
    by = writing.coder()
    frame = writing.frame(asked, by=by)
    for extract, theme in zip(writing.extracts(asked), ("waiting", "cost"), strict=True):
        code(by, frame, extract, [theme])
    return asked, frame


def test_letters_and_petitions_come_with_their_texts() -> None:
    """No cell is taken for a formula; what is not known is empty; signatures stand apart."""
    made = involvement()
    Submission.objects.create(
        involvement=made,
        text='=HYPERLINK("x")\nGood-bye.',
        received=date(2026, 1, 5),
        organisation_name="A charity",
        may_publish=True,
    )
    Submission.objects.create(involvement=made, channel="petition", signatures=1_200, received=date(2026, 1, 6), may_publish=False)
    letter, petition = rows(made, "letters")
    assert (letter["text"], letter["signatures"], letter["may be quoted"]) == ('\'=HYPERLINK("x")\nGood-bye.', "", "yes")
    assert (letter["organisation"], petition["signatures"], petition["received"]) == ("A charity", "1200", "2026-01-06")
    assert petition["may be quoted"] == "no"


def test_events_come_with_their_notes() -> None:
    """A note with what was asked, as far as that is known."""
    made = involvement()
    asked = [{"key": "access", "asks": "What should change?", "service": ""}]
    event = Event.objects.create(
        involvement=made, title="Workshop", kind="workshop", stands="held", participants=0, held=date(2026, 2, 3), questions=asked
    )
    Event.objects.create(involvement=made, title="Stall", kind="stall")
    for question in ("access", "other"):
        EventNote.objects.create(event=event, table="1", question=question, text="Longer hours.")
    assert [(one["held"], one["people who took part"]) for one in rows(made, "events")] == [("2026-02-03", "0"), ("", "")]
    notes = rows(made, "notes")
    assert [(one["event"], one["what was asked"], one["note"]) for one in notes] == [
        (event.reference, "What should change?", "Longer hours."),
        (event.reference, "", "Longer hours."),
    ]
    assert notes[0]["written down"] == timezone.localdate().isoformat()


def test_what_came_in_is_told_exactly_by_all_that_is_known_of_it() -> None:
    """And events, people at them and signatures, each as what it is."""
    made = survey()
    response(made, area="north")
    Event.objects.create(involvement=made.involvement, title="Workshop", kind="workshop", stands="held", participants=23)
    found = rows(made.involvement, "received")
    assert (found[0]["what"], found[0]["area"], found[0]["how many"]) == ("response to a survey", "north", "1")
    assert {one["what"]: one["how many"] for one in found[1:]} == {
        "event that was held": "1",
        "event at which nobody counted who took part": "0",
        "person who took part in an event": "23",
        "signature under a petition that counts": "0",
    }


def test_figures_of_sources_are_told_as_they_are_stated() -> None:
    """Those that were looked for and not found are there too; where none was entered there is no table."""
    made = involvement()
    assert (stated(made), rows(made, "sources")) == (None, [])
    StatedFigure.objects.create(involvement=made, says="Responses", number="about 600", source="The report", seen=date(2026, 1, 2))
    StatedFigure.objects.create(involvement=made, says="Letters")
    table = stated(made)
    assert table is not None
    assert table.rows == (
        ("Responses", "about 600", "The report", "", "2026-01-02"),
        ("Letters", "not found", "none", "", ""),
    )
    assert [one["how many, as the source says"] for one in rows(made, "sources")] == ["about 600", "not found"]


def test_campaigns_name_the_texts_that_belong_to_them(coded: tuple[Any, Any]) -> None:
    """One without a text is there all the same."""
    asked, _frame = coded
    first, *_ = writing.extracts(asked)
    first.campaign = Campaign.objects.create(involvement=asked.involvement, name="Cards")
    first.save()
    Campaign.objects.create(involvement=asked.involvement, name="Nothing", stands="refused")
    assert [(one["name"], one["stands"], one["text"]) for one in rows(asked.involvement, "campaigns")] == [
        ("Cards", "offered", first.reference),
        ("Nothing", "refused", ""),
    ]


def test_texts_stand_under_their_themes_and_none_that_is_coded_blind(coded: tuple[Any, Any]) -> None:
    """Until both have coded the whole sample; then also how far they agree is told, over all and for each theme."""
    asked, frame = coded
    first, second = (person(email=f"{name}@exampleshire.example") for name in ("one", "two"))
    texts = writing.extracts(asked)
    sample = Sample.objects.create(frame=frame, seed=1, first=first, second=second)
    sample.extracts.set(texts[:1])
    assert [one["theme"] for one in rows(asked.involvement, "coded")] == ["What it costs"]
    assert [one["of"] for one in rows(asked.involvement, "agreement")] == ["not told before both have coded all of it"]
    for who in (first, second):
        BlindCoding.objects.create(sample=sample, extract=texts[0], by=who, themes=["waiting"])
    sample.closed = timezone.now()
    sample.save()
    assert [(one["what was written"], one["theme"]) for one in rows(asked.involvement, "coded")] == [
        (WRITTEN[0], "Waiting too long"),
        (WRITTEN[1], "What it costs"),
    ]
    every, waiting, *_ = rows(asked.involvement, "agreement")
    assert (every["of"], every["texts"], every["F1"], every["alpha from"]) == ("all themes", "1", "1.000", "")
    assert (waiting["of"], waiting["F1"]) == ("Waiting too long", "")


def test_what_was_made_of_a_theme_says_whether_everybody_can_read_it(coded: tuple[Any, Any]) -> None:
    """By the title of the theme, where the frame has one of its key."""
    asked, frame = coded
    for theme, published in (("cost", timezone.now()), ("gone", None)):
        Consideration.objects.create(
            involvement=asked.involvement,
            frame=frame,
            theme=theme,
            considered_on=date(2026, 3, 1),
            outcome="changed",
            published=published,
        )
    assert [(one["theme"], one["on"], one["published"]) for one in rows(asked.involvement, "considerations")] == [
        ("What it costs", "2026-03-01", timezone.localdate().isoformat()),
        ("gone", "2026-03-01", "not published"),
    ]


def test_everything_is_in_one_workbook_that_says_what_it_holds(coded: tuple[Any, Any]) -> None:
    """Each table, and for each survey its answers and what was asked; first of all that it is invented."""
    asked, _frame = coded
    book = load_workbook(io.BytesIO(as_workbook(asked.involvement)))
    names = [name.capitalize() for name in SHEETS]
    assert book.sheetnames == ["About", *names, f"Answers {asked.reference}", f"Asked {asked.reference}"]
    about = [[cell.value for cell in row] for row in book["About"].iter_rows()]
    assert about[1][0].startswith("An invented area: ")
    assert [NAMED, None] in about
    assert ["Coded", SHEETS["coded"].words] in about
    assert [f"Answers {asked.reference}", f"What each person answered: {asked.title}"] in about
    assert [cell.value for cell in next(book[f"Asked {asked.reference}"].iter_rows())] == ["Column", "What was asked", "Answers"]


@pytest.mark.parametrize("invented", [True, False])
def test_a_table_says_first_that_it_is_invented_where_it_is(invented: bool) -> None:
    """The counts for everybody do so too."""
    home = organisation()
    home.invented = invented
    home.save()
    made = survey(involvement(at=home))
    assert ("An invented area: " in as_csv(made.involvement, "letters").decode().split("\n")[1]) == invented
    assert ("\nAn invented area," in exports.counts_as_csv(made).decode().replace("\r", "")) == invented
