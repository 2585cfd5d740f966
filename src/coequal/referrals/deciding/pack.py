"""The papers of one panel: of each request its case as whoever judges reads it, and nothing that says who it is about."""

from collections.abc import Iterator

from coequal.accounts.acting import Acting
from coequal.documents.model import NOTHING, Block, Document, Heading, Listing, Notice, Paragraph, Table
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.referrals.deciding.case import BoundOf, CaseRead, opened
from coequal.referrals.deciding.panels import on_agenda
from coequal.referrals.deciding.quorum import leaving
from coequal.referrals.deciding.written import asked_for
from coequal.referrals.models import Item, Panel
from coequal.referrals.moves.states import WITH_PANEL
from coequal.referrals.rules.in_force import in_force
from coequal.referrals.seeing.looking import JUDGING, Opening, look


def pack(acting: Acting, panel: Panel, bound_of: BoundOf, opening: Opening = look) -> Document:
    """The papers of a panel as the record stands, for whoever may read the cases on its agenda, which is put on record.

    `opening` says whether they leave as a file. A member who leaves for a request reads those of the others. Raises `NotAllowed`.
    """
    items = [one for one in on_agenda(panel) if one.request.state == WITH_PANEL]
    seat = panel.seats.filter(person=acting.person).first() if acting.person else None
    blocks = [*_invented(panel), *_cover(panel, items)]
    for number, item in enumerate(items, start=1):
        blocks.append(Heading(f"{number}. {item}: {asked_for(item.request)}"))
        if seat and seat.pk in leaving(item):
            blocks.append(Paragraph(f"You declared an interest in {item} and leave for it, so its case is not for you."))
        else:
            blocks += _item(item, opened(acting, item.request, bound_of, JUDGING, opening))
    facts = (
        ("Of", panel.organisation.name),
        ("On", ", ".join(filter(None, (say_date(panel.on), panel.at)))),
        ("At", panel.place or "not known"),
        ("Reference", panel.reference),
    )
    lead = "What the panel decides on. Nothing here says who anybody is: if it does, tell the officer, and read no further."
    return Document("Papers of the panel", lead, tuple(blocks), facts, contents=True)


def _invented(panel: Panel) -> list[Block]:
    body = panel.organisation
    return [Notice("An invented area", body.made_up)] if body.invented else []


def _cover(panel: Panel, items: list[Item]) -> Iterator[Block]:
    rules = in_force(panel.organisation, panel.on).rules
    yield Heading("Agenda")
    yield Listing(tuple(f"{one}: {asked_for(one.request)}" for one in items) or (NOTHING,), numbered=bool(items))
    yield Heading("Who has to be there")
    chair = " A lay member has to chair." if panel.lay_chair else ""
    posts = f" Among them: {', '.join(rules.posts)}." if rules.posts else ""
    yield Paragraph(f"{plural(panel.quorum, 'member')} who may judge a request.{chair}{posts} It is counted for each request.")
    seats = tuple((one.post, "yes" if one.lay else "no", "yes" if one.chairs else "no") for one in panel.seats.all())
    yield Table("Seats", ("Post", "Lay member", "Chairs"), seats)


def _item(item: Item, case: CaseRead) -> Iterator[Block]:
    """A request; that it stands in each heading tells them apart where a file is read by its headings alone."""
    if item.request.urgent:
        yield Notice("Urgent", f"The clinician says that {item} cannot wait.")
    if item.round > 1:
        yield Paragraph(f"This is round {item.round}. Other people decided on it before.")
    yield Heading(f"What is known ({item})", 3)
    yield Paragraph(f"Policy: {case.policy}")
    if case.notice:
        yield Notice(*case.notice)
    if case.facts:
        yield Table(f"Facts ({item})", ("What", "Known", "Date"), case.facts)
    if case.unmet:
        yield Table(f"Criteria that are not met or not known ({item})", ("Criterion", "How it stands", "Why"), case.unmet)
    for title, rows in case.sections:
        yield Heading(f"{title} ({item})", 3)
        yield from (Paragraph(f"{question}: {says}") for question, says in rows)
    yield Heading(f"Similar requests ({item})", 3)
    yield Paragraph(case.alike.says)
    yield Listing(tuple(f"{one}: {one.state}" for one in case.alike.rows) or (NOTHING,))
    yield Heading(f"Files ({item})", 3)
    files = (f"File {place}: {one.reference}, {one.kind}" for place, one in enumerate(case.files, start=1))
    yield Listing(tuple(files) or (NOTHING,))
    yield Heading(f"Questions, in this order ({item})", 3)
    yield Listing(tuple(f"{one.says} {one.help}".strip() for one in case.questions) or (NOTHING,), numbered=True)
