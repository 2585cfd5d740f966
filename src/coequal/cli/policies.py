"""`coequal policies`: what the library holds."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from coequal.cli import usual as shared
from coequal.cli.text import columns
from coequal.policies.binding import BINDING
from coequal.policies.library import Library
from coequal.policies.model import Policy, PrintedDate


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
    listed = [_listed(policy) for policy in found]
    if options.json:
        print(json.dumps(listed, indent=2, ensure_ascii=False))
    elif not listed:
        print("This library holds no policies yet.")
    else:
        heads = ["POLICY", "VERSION", "COMMISSIONER", "STATUS", "IN FORCE FROM", "COMPLETENESS"]
        print(columns([heads, *(_row(one, today) for one in listed)]))
    return 0


def _listed(policy: Policy) -> dict[str, Any]:
    return {
        "id": policy.id,
        "version": policy.version,
        "commissioner": policy.owners[-1].code if policy.owners else None,
        "service": policy.service,
        "status": policy.status,
        "in force": {"from": _iso(policy.starts), "until": _iso(policy.ends)},
        "completeness": policy.completeness,
        **({"family": policy.family} if policy.family else {}),
    }


def _iso(day: PrintedDate | None) -> str | None:
    return day.read_as.isoformat() if day and day.read_as else None


def _row(listed: dict[str, Any], today: str) -> list[str]:
    """A line of the list; a version that begins later is marked as not yet in force."""
    begins = listed["in force"]["from"]
    waits = begins is not None and today < begins and listed["status"] in BINDING
    status = "not yet in force" if waits else listed["status"]
    return [
        listed["id"],
        listed["version"],
        listed["commissioner"] or "none",
        status,
        begins or "not known",
        listed["completeness"],
    ]
