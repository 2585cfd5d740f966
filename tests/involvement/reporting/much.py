"""An involvement in which much was heard: answers from two areas, texts under themes, events, letters, a petition."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.roles import Role
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table
from coequal.involvement.coding.frames import Theme
from coequal.involvement.models import (
    Coding,
    Event,
    EventNote,
    Extract,
    Frame,
    FrameVersion,
    Involvement,
    Response,
    Submission,
    Survey,
)
from coequal.involvement.models.involvements import CLOSED
from coequal.involvement.models.responses import COMPLETE, ONLINE, PETITION
from tests.involvement.making import involvement, survey
from tests.web.signing import person

THEMES = [
    {"key": "fair", "title": "The same for everybody", "definition": "Says that it should not matter where one lives."},
    {"key": "cost", "title": "What it costs", "definition": ""},
    {"key": "other", "title": "Other", "definition": "Says something that no theme is about."},
]


def acting(*roles: Role, **where: str) -> Acting:
    """Somebody with roles, who acts."""
    return person_acting(person(*roles, **where))


def much(state: str = CLOSED, **values: Any) -> Involvement:
    """The involvement: 40 answered in the north and 20 in the south; 30 wrote why, 20 of them under “fair”, 10 under “cost”."""
    today = timezone.localdate()
    made = involvement(
        state, purpose="People asked why rules differ.", proposals="One policy:\n\n- for all", plan="Ask widely.", **values
    )
    asked = survey(made)
    frame = Frame.objects.create(involvement=made, title="Why", questions=[f"{asked.reference} effect"], twin="one-policy")
    FrameVersion(
        frame=frame, number=1, themes=[{"include": "", "exclude": "", "parent": "", "into": "", **one} for one in THEMES]
    ).save()
    responses = Response.objects.bulk_create(_response(asked, number) for number in range(60))
    extracts = Extract.objects.bulk_create(
        Extract(
            involvement=made,
            question=f"{asked.reference} effect",
            response=one,
            text=one.answers["effect"],
            shown=one.answers["effect"],
            screened=True,
        )
        for one in responses[:30]
    )
    Coding.objects.bulk_create(
        Coding(frame=frame, extract=one, theme="fair" if number < 20 else "cost", under=1) for number, one in enumerate(extracts)
    )
    made.quotas.create(question="age", answer="under-35", share=Decimal("0.4"), source="Census")
    made.papers.create(title="Why we ask", kind="background", text="Because.", published=timezone.now())
    made.audiences.create(name="Young couples", why="They are affected.", how="At a stall.")
    made.promises.create(says="We publish what you say", source="Leaflet")
    _spoken(made, today - timedelta(3))
    return made


def _response(asked: Survey, number: int) -> Response:
    """One of the sixty."""
    area = "north" if number < 40 else "south"
    answers = {
        "capacity": "patient" if number % 2 else "public",
        "district": "EX1" if area == "north" else "EX3",
        "one-policy": "agree" if number % 3 else "disagree",
        "services": ["ivf", "iui"] if number % 2 else ["ivf"],
        "importance": 5 if number % 2 else 3,
        "ways": {"gp": "good", "clinic": "poor"},
        "age": "under-35" if number % 4 else "from-35",
        "children": number % 3,
        **({"effect": f"Because of reason {number}, which I want to explain at some length."} if number < 30 else {}),
    }
    given = {"channel": ONLINE, "status": COMPLETE, "received": timezone.localdate(), "may_publish": number % 2 == 0}
    return Response(survey=asked, version=asked.version, answers=answers, area=area, **given)


def _spoken(made: Involvement, day: Any) -> None:
    """What was said outside of surveys."""
    asks = [
        {"key": "access", "asks": "What keeps people away?", "service": "assisted-conception"},
        {"key": "else", "asks": "What else?"},
    ]
    event = Event.objects.create(
        involvement=made,
        title="A workshop",
        kind="workshop",
        held=day,
        place="A hall",
        participants=12,
        stands="held",
        questions=asks,
    )
    note = EventNote.objects.create(event=event, question="access", text="The bus does not go there.")
    Extract.objects.create(
        involvement=made, question=f"{event.reference} access", note=note, text=note.text, shown=note.text, screened=True
    )
    Event.objects.create(involvement=made, title="A second one", kind="workshop", held=day, stands="called off")
    Event.objects.create(involvement=made, title="A third one", kind="stall")
    Submission.objects.create(involvement=made, received=day, channel=PETITION, signatures=120, about="assisted-conception")
    letter = Submission.objects.create(
        involvement=made,
        received=day,
        kind="organisation",
        organisation_name="Friends of IVF",
        text="We agree.",
        may_publish=True,
        answer="Thank you.",
    )
    Extract.objects.create(
        involvement=made, question="letters", submission=letter, text="We agree.", shown="We agree.", screened=True
    )


def survey_of(made: Involvement) -> Survey:
    """Its one survey."""
    return made.surveys.get()


def frame_of(made: Involvement) -> Frame:
    """Its one code frame."""
    return made.frames.get()


def theme(key: str) -> Theme:
    """One of its themes."""
    return next(Theme(**one) for one in THEMES if one["key"] == key)


def headings(document: Document) -> list[str]:
    """The headings of a document."""
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def under(document: Document, title: str) -> list[Block]:
    """What stands between a heading and the next one."""
    place = next(n for n, block in enumerate(document.blocks) if isinstance(block, Heading) and block.text.endswith(title))
    found: list[Block] = []
    for block in document.blocks[place + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


def said(blocks: list[Block]) -> str:
    """All that some blocks say, a line each."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text) | Paragraph(text) | Quote(text):
            return [text]
        case Listing(items):
            return list(items)
        case Notice(title, text):
            return [title, text]
        case Table():
            return [block.caption, " | ".join(block.head), *(" | ".join(row) for row in block.rows)]
        case Picture():
            return [block.caption, block.words]
