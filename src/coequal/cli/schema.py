"""`coequal schema`: the JSON Schema of a case, an assessment or a policy."""

import json
from argparse import ArgumentParser, Namespace

from coequal.exchange.schemas.named import KINDS, schema


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("kind", metavar="KIND", choices=KINDS, help=f"what to describe: {', '.join(KINDS)}")
    command.add_argument("--service", metavar="S", help="in the words of this service, such as hearing-aids-adults")


def run(options: Namespace) -> int:
    """Print the schema."""
    print(json.dumps(schema(options.kind, options.service, options.library), indent=2, ensure_ascii=False))
    return 0
