"""`coequal site doctor`: says whether the installation is well, and what is to be done where it is not."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from coequal.web.operation.doctor import machine
from coequal.web.operation.doctor.database import database
from coequal.web.operation.doctor.finding import WRONG
from coequal.web.operation.doctor.sign_on import sign_on


class Command(BaseCommand):
    """Looks at everything that an installation rests on."""

    help = "Say of each thing whether it is fine, to be looked at, or wrong, and what to do; ends with 1 where one is wrong."
    requires_system_checks = ()  # they are among what is looked at

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to say it, and how long to wait for the worker."""
        parser.add_argument("--json", action="store_true", dest="as_json", help="say it as JSON")
        parser.add_argument("--patience", type=float, default=10.0, metavar="S", help="seconds to wait for the worker; else 10")

    def handle(self, *_args: Any, as_json: bool, patience: float, **_options: Any) -> None:
        """Look, and say it."""
        looks = (machine.options(), machine.folders(), machine.keys(), machine.programs(), sign_on(), database(patience))
        found = [finding for one in looks for finding in one]
        if as_json:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], indent=2, ensure_ascii=False))
        else:
            for finding in found:
                self.stdout.write(str(finding))
        if any(finding.grade == WRONG for finding in found):
            raise SystemExit(1)
