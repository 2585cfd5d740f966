"""What can be linked as evidence: the profile of who answered as a report published it, and analyses that everybody may read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.timezone import localdate

from coequal.accounts.models import Organisation
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.assurance.equality.answers import ANALYSIS, INVOLVEMENT, Evidence
from coequal.documents.model import Heading, Table
from coequal.facts.dates import say_date
from coequal.involvement.models import Involvement, PublishedReport
from coequal.involvement.reporting.respondents import PROFILE_TITLE
from coequal.programmes.options.appraisals import readable


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be linked: its key, the words that name it, and what is kept of it but for what somebody says."""

    key: str
    words: str
    evidence: Evidence


def offers(organisation: Organisation) -> Iterator[Offer]:
    """All of it, of an organisation: the tables of the latest published reports first."""
    for involvement in Involvement.objects.filter(organisation=organisation).order_by("-pk"):
        report = involvement.published_reports.last()
        if report:
            yield from _profile(involvement, report)
    for analysis in Analysis.objects.filter(organisation=organisation, state=DONE).order_by("-pk"):
        if readable(analysis):
            words = f"Analysis: {analysis.title}"
            on = say_date(localdate(analysis.made))
            yield Offer(analysis.reference, words, Evidence(ANALYSIS, analysis.title, "", analysis.reference, on))


def _profile(involvement: Involvement, report: PublishedReport) -> Iterator[Offer]:
    """Each table on who answered, as the report published it: its small counts are hidden."""
    inside, number = False, 0
    for block in report.document("full").blocks:
        if isinstance(block, Heading) and block.level <= 2:
            inside = block.text.endswith(PROFILE_TITLE)
        elif inside and isinstance(block, Table):
            number += 1
            where = f"{involvement.reference}, report {report.number}"
            told = Evidence(
                INVOLVEMENT, block.caption, "", where, say_date(localdate(report.at)), "", tuple(block.head), tuple(block.rows)
            )
            yield Offer(f"{involvement.reference}/{report.number}/{number}", f"{involvement.title}: {block.caption}", told)
