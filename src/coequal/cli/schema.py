"""`coequal schema`: the JSON Schema of a case, an assessment or a policy."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from coequal.errors import CoequalError
from coequal.exchange.schemas.assessment import assessment_schema
from coequal.exchange.schemas.case import case_schema
from coequal.exchange.schemas.policy import policy_schema
from coequal.policies.library import Library

KINDS = ("case", "assessment", "policy")


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("kind", metavar="KIND", choices=KINDS, help=f"what to describe: {', '.join(KINDS)}")
    command.add_argument("--service", metavar="S", help="in the words of this service, such as hearing-aids-adults")


def run(options: Namespace) -> int:
    """Print the schema."""
    print(json.dumps(_schema(options), indent=2, ensure_ascii=False))
    return 0


def _schema(options: Namespace) -> dict[str, Any]:
    if options.kind == "assessment":
        if options.service:
            raise CoequalError("An assessment has one shape for every service. Leave --service out.")
        return assessment_schema()
    if options.kind == "case" and not options.service:
        raise CoequalError("A case is in the words of a service. Name one, such as --service assisted-conception.")
    dictionary = Library(options.library).vocabulary(options.service).dictionary if options.service else None
    return policy_schema(dictionary) if options.kind == "policy" or dictionary is None else case_schema(dictionary)
