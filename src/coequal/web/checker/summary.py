"""The summary of a check, to print and take to the GP. It is made from what is sent, and not kept."""

from collections.abc import Iterator

from coequal.comparison.naming import area_name
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.web.checker.result import Result

_FEW = 8  # it is to fit on a page


def summary(found: Result) -> Document:
    """A page for the GP: the headline, what is missing, and the answers."""
    policy, head = found.policy, found.headline
    facts = (
        ("Policy", f"{policy.title}, {area_name(policy.id)}, version {policy.version}"),
        ("Checked on", say_date(found.checking.state.day)),
    )
    return document("Summary for your GP", " ".join((head.title + ".", *head.sentences)), list(_blocks(found)), facts)


def _blocks(found: Result) -> Iterator[Block]:
    head = found.headline
    yield Notice("This is no decision", "Software assesses; people decide. The commissioner's own document stands.")
    if head.in_part:
        yield Paragraph(head.in_part)
    if head.things:
        yield Heading(head.lead.rstrip(":"))
        yield Listing(head.things)
    for who, wanted in found.missing:
        yield Heading(f"Not known: {who[:1].lower()}{who[1:]}")
        more = [f"and {len(wanted) - _FEW} more"] if len(wanted) > _FEW else []
        yield Listing((*wanted[:_FEW], *more))
    if found.told.exceptional:
        route = found.told.exceptional
        yield Heading("If the circumstances are exceptional")
        yield Paragraph(f"{route.route[:1].upper()}{route.route[1:]}. Who may ask: {route.who_may_ask}")
    yield Table("The answers that were given", ("Question", "Answer"), tuple((asks, says) for _, asks, says in found.answers))
    yield Heading("Taken for granted")
    yield Listing(found.assumptions)
    where = f" ({found.told.source.url})" if found.told.source.url else ""
    yield Paragraph(f"The policy as we read it comes from: {found.told.source.title}{where}.")
