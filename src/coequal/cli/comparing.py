"""What `coequal compare` does: opens the policies, compares them, and puts the answer into data and a document."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coequal.cli.document_text import document_text
from coequal.cli.extras import needs
from coequal.comparison.proof.document import proof_document
from coequal.comparison.proof.pairs import Many
from coequal.comparison.proof.pairs_document import pairs_data, pairs_document
from coequal.comparison.proof.report import proof_data, within_data
from coequal.comparison.proof.two import likely_day, prove
from coequal.comparison.proof.within import look_within
from coequal.comparison.proof.within_document import within_document
from coequal.documents.model import Document
from coequal.eligibility.assessor import find
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.progress import progress


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer as data, and as a document."""

    data: dict[str, Any]
    document: Document

    def report(self) -> Document:
        """The document with its charts."""
        if "people" not in self.data:
            return self.document
        from coequal.comparison.counted_chart import with_chart  # noqa: PLC0415  # charts

        return with_chart(self.document, self.data)

    def text(self) -> str:
        """The answer in a terminal."""
        return document_text(self.document)


def compared(options: Namespace) -> Compared:
    """The comparison that somebody asks for. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    if options.all:
        return _all(library, options.service or _only_service(library), options.on or today)
    found = [find(library, name, lambda _policy: options.on, or_latest=True).policy for name in options.policies]
    on = options.on or likely_day(found, today)
    if len(found) == 1:
        within = within_data(look_within(Rules(found[0]), on, library.area), found[0])
        return Compared(within, within_document(within))
    return _two(library, found, on, options)


def _two(library: Library, found: Sequence[Policy], on: date, options: Namespace) -> Compared:
    a, b = map(Rules, found)
    proof = prove(a, b, on, library.area)
    data = proof_data(proof)
    if options.people:
        with needs("bulk"):
            from coequal.cli.comparing_people import count_named  # noqa: PLC0415  # NumPy and Arrow

            data["people"] = count_named(proof, options)
    return Compared(data, proof_document(data))


def _only_service(library: Library) -> str:
    """The one service of a library. Raises `CoequalError` where it has several, or none."""
    services = library.services()
    if not services:
        raise CoequalError("The library has no services, so there are no policies to compare. Name another with --library.")
    if len(services) > 1:
        raise CoequalError(f"The library has several services. Name one with --service: {', '.join(services)}.")
    return services[0]


def _all(library: Library, service: str, on: date) -> Compared:
    library.vocabulary(service)  # refuses a service that the library does not know
    policies = list(library.of_service(service))
    if len(policies) < 2:
        raise CoequalError(f"The library holds {len(policies) or 'no'} policy for {service}, so there are no two to compare.")
    many = Many(list(map(Rules, policies)), on)
    data = pairs_data(many, progress(many, "Pairs compared"), on)
    return Compared(data, pairs_document(data))
