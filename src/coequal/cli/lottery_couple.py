"""What `coequal lottery` does with one couple: reads the case, and puts it in every area."""

from argparse import Namespace
from datetime import date
from typing import Any

from coequal.cli.cases import text_of
from coequal.comparison.lottery.couple import lottery_of
from coequal.errors import CoequalError, Place
from coequal.facts.case import parse_case
from coequal.policies.library import Library
from coequal.populations.progress import progress


def couple_lottery(options: Namespace) -> dict[str, Any]:
    """The lottery of the case that somebody names. Raises `CoequalError`."""
    library, today = Library(options.library), date.today()  # noqa: DTZ011  # the user's own day
    text, name = text_of(options.who)
    service = options.service or _likely_service(library, text, name)
    vocabulary = library.vocabulary(service)
    case = parse_case(text, name, vocabulary.dictionary)
    policies = list(library.of_service(service))
    return lottery_of(
        service, policies, library, case, ons=options.on, today=today, along=lambda areas: progress(areas, "Areas looked at")
    )


def _likely_service(library: Library, text: bytes, name: str) -> str:
    """The service of whose facts most are named in a case. Raises `CoequalError` where that does not tell."""
    services = library.services()
    said = text.decode(errors="replace")
    named = {service: sum(fact in said for fact in library.vocabulary(service).dictionary.facts) for service in services}
    most = [service for service in services if named[service] == max(named.values())]
    if len(most) != 1:
        message = f"The facts do not tell which service this is about. Name it with --service: {', '.join(services)}."
        raise CoequalError(message, Place(name))
    return most[0]
