"""The certificate of disposal as people read it, print it and keep it."""

from coequal.accounts.models import Person
from coequal.assurance.models import DisposalCertificate
from coequal.assurance.register.told import notice
from coequal.assurance.retention.disposing import digest_of
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, Table, document
from coequal.facts.dates import say_date
from coequal.pages.words import plural


def is_whole(certificate: DisposalCertificate) -> bool:
    """Whether a certificate still says what it said when it was made."""
    return digest_of(certificate) == certificate.digest


def certificate_document(certificate: DisposalCertificate) -> Document:
    """What was disposed of, by whom, on whose review, and under which line of the schedule."""
    line, count = certificate.line, plural(len(certificate.records), "record")
    blocks: list[Block] = [
        *notice(certificate.organisation),
        Heading("What was disposed of"),
        Paragraph(line["holds"]),
        Listing(tuple(certificate.records)),
        Table("Rows taken away or emptied", ("Table", "Rows"), tuple((name, f"{n:,}") for name, n in certificate.rows.items())),
        Paragraph(
            "Backups hold them until these are deleted too. What was published before stays as it was, and so does the audit trail."
        ),
    ]
    facts = [
        ("Organisation", str(certificate.organisation)),
        ("Kind of record", line["title"]),
        ("How many", count),
        ("Kept for", f"{line['period']}, from {line['runs_from']}"),
        ("Laid down in", line["citation"]),
        ("Reviewed by", f"{_named(certificate.reviewed_by)}, on {say_date(certificate.reviewed_on)}"),
        ("Disposed of by", f"{_named(certificate.by.email)}, on {say_date(certificate.at.date())}"),
        ("Digest", certificate.digest if is_whole(certificate) else "It does not fit what stands here: this was altered."),
    ]
    return document(f"Certificate of disposal {certificate.reference}", f"{line['title']}: {count}", blocks, facts)


def _named(email: str) -> str:
    found = Person.objects.filter(email=email).first()
    return f"{found.name} ({email})" if found and found.name else email
