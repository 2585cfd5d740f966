"""An involvement with a published report, under the reference of the API's examples."""

import json

from coequal.documents.kept import kept
from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Picture, Table
from coequal.involvement.models import Involvement, PublishedReport
from coequal.involvement.models.involvements import REPORTED
from coequal.web.api.examples import INVOLVEMENT
from tests.involvement.making import involvement

CAME = Table("How many were heard", ("What", "How many"), (("Responses", "40"),), frozenset({1}))
SAID = Table("Should it?", ("Answer", "Responses"), (("Yes", "35"), ("No", "*")), frozenset({1}))
BLOCKS: tuple[Block, ...] = (
    Notice("An invented area", "Nobody lives there."),
    Heading("1 Executive summary"),
    CAME,
    Heading("2 Numbers of respondents and participants"),
    CAME,
    Heading("3 What people answered: Help"),
    Paragraph("Most said yes."),
    Heading("3.1 Should it?", 3),
    Heading("What we saw", 3),
    SAID,
    Picture("<svg/>", "Should it? (chart)", "Yes: 35."),
    Heading("Appendix A: The survey"),
    SAID,
)


def reported(of: Involvement | None = None) -> Involvement:
    """An involvement of which the report is published."""
    made = of or involvement(REPORTED, reference=INVOLVEMENT)
    text = json.dumps(kept(Document("Report of findings", "What people said.", BLOCKS, (("By", "Exampleshire"),))))
    number = made.published_reports.count() + 1
    why = "A table was wrong." if number > 1 else ""
    edition = PublishedReport(involvement=made, number=number, full=text, summary=text, easy_read=text, digest="sha256:0", why=why)
    edition.save()
    return made
