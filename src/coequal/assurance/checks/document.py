"""The report of a check, to the director and the group that approves."""

from coequal.assurance.checks.points import POINTS
from coequal.assurance.impact.groups import groups_of
from coequal.assurance.models import ComplianceCheck
from coequal.assurance.register.told import notice
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, Table, document
from coequal.facts.dates import say_date


def check_document(made: ComplianceCheck) -> Document:
    """The report, with what became of each finding so far."""
    use, findings = made.use, list(made.findings.all())
    blocks: list[Block] = [*notice(use.organisation)]
    if made.says:
        blocks.append(Paragraph(made.says))
    blocks += [
        Heading("Point by point"),
        Table("What was looked at", ("Point", "Is it so?"), tuple((POINTS[key], made.points[key]) for key in POINTS)),
        Heading("Findings and recommendations"),
    ]
    if not findings:
        blocks.append(Paragraph("Nothing was found that is not as it should be."))
    for number, one in enumerate(findings, 1):
        blocks += [
            Heading(f"Finding {number}", 3),
            Paragraph(one.says),
            Listing(
                (
                    f"Recommended: {one.recommends}",
                    f"By {say_date(one.due)}, {one.to_do_by}.",
                    f"It stands: {one.stands}.",
                    *(f"{say_date(later.at.date())}, {later.stands}: {later.says}" for later in one.follow_ups.all()),
                )
            ),
        ]
    facts = [
        ("Checked on", say_date(made.on)),
        ("Reported to", "; ".join([made.director, *(one.name for one in groups_of(use.organisation))])),
        ("Data register", use.reference),
    ]
    return document(
        f"Compliance check: {use.title}", f"Whether this use of personal data complies: {use.organisation}.", blocks, facts
    )
