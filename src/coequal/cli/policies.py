"""`coequal policies`: what the library holds."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from coequal.cli import usual as shared
from coequal.cli.text import columns
from coequal.policies.binding import BINDING
from coequal.policies.library import Library
from coequal.policies.listed import listed
from coequal.policies.model import Policy


def arguments(command: ArgumentParser) -> None:
    """What the command takes."""
    command.add_argument("--service", metavar="S", help="only those for one service, such as hearing-aids-adults")
    shared.as_json(command)


def run(options: Namespace) -> int:
    """Print every version of every policy."""
    library = Library(options.library)
    today = date.today().isoformat()  # noqa: DTZ011  # the user's own day
    if options.service:
        library.vocabulary(options.service)  # refuses a service that the library does not know
    found = library.of_service(options.service) if options.service else library.policies()
    every = [{**listed(policy), **_from(policy, library)} for policy in found]
    if options.json:
        print(json.dumps(every, indent=2, ensure_ascii=False))
    elif not every:
        print("This library holds no policies yet.")
    else:
        heads = ["POLICY", "VERSION", "COMMISSIONER", "STATUS", "IN FORCE FROM", "COMPLETENESS"]
        print(columns([[*heads, "FROM"] if "from" in every[0] else heads, *(_row(one, today) for one in every)]))
    return 0


def _from(policy: Policy, library: Library) -> dict[str, str]:
    """Where a policy comes from, in a library of several folders."""
    return {"from": library.part_of(Path(policy.file.file)).called} if len(library.parts) > 1 else {}


def _row(one: dict[str, Any], today: str) -> list[str]:
    """A line of the list; a version that begins later is marked as not yet in force."""
    begins = one["in force"]["from"]
    waits = begins is not None and today < begins and one["status"] in BINDING
    status = "not yet in force" if waits else one["status"]
    return [
        one["id"],
        one["version"],
        one["commissioner"] or "none",
        status,
        begins or "not known",
        one["completeness"],
        *([one["from"]] if "from" in one else []),
    ]
